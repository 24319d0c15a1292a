"""What a calibration may move, by what its figures speak of."""

import math

import pytest

from borgerflow.experiments.validation.calibration.levers import levers_for, moved, read_levers
from borgerflow.experiments.validation.calibration.published.rows import targets_asked
from borgerflow.experiments.validation.calibration.published.targets import targets_of
from borgerflow.sim.params import load
from borgerflow.sim.params.reading.units import GRADES
from borgerflow.sim.world.municipality import find_municipality

PARAMS = load()
ROWS = read_levers(PARAMS.directory)
HOME = find_municipality(PARAMS, "hedensted")
WAYS = [(o, d) for o, form in PARAMS.law.schemes.items() for d in form.exits]
BY_STOCKS = {lever.name: lever for lever in levers_for(targets_of(HOME, ()), ROWS, HOME)}


def test_each_stock_moves_inflow_and_jobafklaring_its_exits():
    assert len(BY_STOCKS) == len(HOME.targets)
    assert [row.way for row in BY_STOCKS["exits.jobafklaring"].rows] == ["jobafklaring>"]
    assert "inflow.jobafklaring" not in BY_STOCKS  # law alone leads there


def test_survival_in_sygedagpenge_is_the_countrys_and_moves_nothing():
    found = levers_for(targets_asked(HOME, ["C309"], PARAMS), ROWS, HOME)
    assert {lever.name for lever in found} == set(BY_STOCKS)


def test_a_figure_of_outcomes_moves_where_courses_lead():
    found = levers_for(targets_asked(HOME, ["C163"], PARAMS), ROWS, HOME)
    assert {lever.name for lever in found} - set(BY_STOCKS) == {
        f"ressourceforloeb.{way}" for way in ("pension", "fleksjob", "job", "others")
    }


def test_relapse_into_dagpenge_moves_those_alone_who_came_from_there():
    found = {one.name: one for one in levers_for(targets_asked(HOME, ["C393"], PARAMS), ROWS, HOME)}
    back = moved(HOME, {found["relapse.dagpenge"]: (0.5, 0.8, 0.9)}, WAYS, "made up")
    changed = {n for n, each in back.hazard_factors.items() if each.source == "made up"}
    assert changed == {"dagpenge>job>dagpenge"}
    assert back.inflow_factors == HOME.inflow_factors


def test_every_range_has_a_date_and_a_grade():
    assert {row.grade for row in ROWS} <= set(GRADES)
    assert all(row.date for row in ROWS)


def test_what_one_figure_counts_together_moves_together_and_is_shared_as_in_the_file():
    lever = BY_STOCKS["inflow.kontanthjaelp_mv"]
    usual = {row.way.removeprefix(">"): row.usual for row in lever.rows}
    own = {name: HOME.inflow_factors[name].value for name in usual}
    parts = [usual[name] / own[name] for name in usual]
    assert parts == pytest.approx([parts[0]] * 5)
    level = math.prod(row.usual for row in ROWS if row.way.removeprefix(">") in usual)
    assert math.prod(usual.values()) == pytest.approx(level)


def test_a_calibrated_file_calibrated_again_begins_where_it_began():
    lever = BY_STOCKS["inflow.kontanthjaelp_mv"]
    other = moved(HOME, {lever: (1.0, 1.7, 2.0)}, WAYS, "made up")
    again = {one.name: one for one in levers_for(targets_of(other, ()), ROWS, other)}
    before, after = ([row.usual for row in one.rows] for one in (lever, again[lever.name]))
    assert after == pytest.approx(before, rel=1e-3)  # factors have five decimals


def test_a_way_out_of_a_scheme_is_all_its_exits():
    longer = moved(HOME, {BY_STOCKS["exits.jobafklaring"]: (0.5, 0.8, 0.9)}, WAYS, "made up")
    exits = {f"jobafklaring>{d}" for o, d in WAYS if o == "jobafklaring"}
    changed = {n for n, each in longer.hazard_factors.items() if each.source == "made up"}
    assert changed == exits
    assert {longer.hazard_factors[name].value for name in exits} == {0.8}


def test_a_way_out_of_dagpenge_is_not_that_of_coming_back_to_it():
    found = {one.name: one for one in levers_for(targets_asked(HOME, ["C387"], PARAMS), ROWS, HOME)}
    longer = moved(HOME, {found["exits.dagpenge"]: (0.5, 0.8, 0.9)}, WAYS, "made up")
    changed = {n for n, each in longer.hazard_factors.items() if each.source == "made up"}
    assert changed == {f"dagpenge>{d}" for o, d in WAYS if o == "dagpenge"}


def test_a_range_is_two_standard_deviations_to_either_side():
    lever = BY_STOCKS["inflow.dagpenge"]
    assert lever.middle == pytest.approx(0)
    assert lever.sd == pytest.approx(math.log(5) / 2)
