"""Fitted hazards are written as params in the shape that the reader of hazards takes."""

import numpy as np
import pytest
from seen import sightings

from borgerflow.sim.fit.fitting import GroupedSightings, fit_spells
from borgerflow.sim.fit.params_written import HAZARDS, Groups, WrittenFor, with_fitted, yaml_of
from borgerflow.sim.fit.usual_people import cell_shares, mean_factor
from borgerflow.sim.params import load
from borgerflow.sim.params.model import Hazards, Population
from borgerflow.sim.params.reading.forms import read_model, read_plain
from borgerflow.sim.world.municipality import find_municipality

PARAMS = load()
NAMES = PARAMS.law.scheme_names
POPULATION = read_model(PARAMS.directory / "model" / "population.yaml", Population)
# Those that are fitted here, one that is not, and one of which params say not who is there.
SOME = ("fleksjob", "sygedagpenge", "dagpenge", "uddannelse", "foertidspension", "job")


def of_some(schemes):
    """Return the schemes that are written here alone: a file of all is slow to read."""
    return {name: scheme for name, scheme in schemes.items() if name in SOME}


CONTENT = read_plain(PARAMS.directory / HAZARDS)[0]
CONTENT["schemes"] = of_some(CONTENT["schemes"])
WHOLE = read_model(PARAMS.directory / HAZARDS, Hazards)
MODEL = WHOLE.model_copy(update={"schemes": of_some(WHOLE.schemes)})


def left(scheme, exits, unit=1):
    """Return spells of a scheme by (days, destination, many)."""
    place = NAMES.index
    rows = [(0, 0, days, 5000, place(to)) for days, to, many in exits for _ in range(many)]
    seen = sightings(rows, unit)
    return type(seen)(
        **{**vars(seen), "schemes": NAMES, "scheme": np.full(len(rows), place(scheme))}
    )


def fit(seen, levels=("",), group=None):
    group = np.zeros(len(seen.start), dtype=np.int64) if group is None else group
    cuts = {name: scheme.bins_weeks for name, scheme in MODEL.schemes.items()}
    return fit_spells([GroupedSightings(seen, group, levels)], cuts)


def written(told, municipality=None, groups=None, smallest=1):
    """Return the hazards that are written, as the model reads them, and their text."""
    home = None if municipality is None else find_municipality(PARAMS, municipality)
    to = WrittenFor(NAMES, POPULATION, home, groups, "fitted to x.csv", smallest=smallest)
    return yaml_of(with_fitted(CONTENT, told.fits, to))


def as_read(text, folder):
    path = folder / "hazards.yaml"
    path.write_text(text, encoding="utf-8")
    return read_model(path, Hazards)


FLEKSJOB = left(
    "fleksjob", [(100, "ledighedsydelse", 30), (400, "job", 30), (900, "ledighedsydelse", 40)]
)


def test_few_events_are_told_neither_by_number_nor_by_their_interval(tmp_path):
    told = fit(FLEKSJOB)
    fleksjob = told.fits[0].rates.events[NAMES.index("job")]
    few = as_read(written(told, smallest=31), tmp_path).schemes["fleksjob"].exits["job"]
    all_ = as_read(written(told), tmp_path).schemes["fleksjob"].exits["job"]
    assert fleksjob.sum() == 30
    assert "x.csv; 1-30 events" in few.source
    assert (few.per_week, few.range) == (all_.per_week, all_.range)
    assert few.note.count("..") == np.count_nonzero(fleksjob)
    assert all_.note.count("..") == 0


def test_what_is_written_is_read_and_every_other_scheme_is_as_it_was(tmp_path):
    told = fit(FLEKSJOB)
    after = as_read(written(told), tmp_path)
    exits = after.schemes["fleksjob"].exits
    rates = told.fits[0].rates.rate[NAMES.index("ledighedsydelse")]
    assert exits["ledighedsydelse"].per_week == pytest.approx(rates, rel=1e-3)
    assert exits["ledighedsydelse"].grade == "estimated"
    assert "x.csv; 70 events" in exits["ledighedsydelse"].source
    assert exits["ledighedsydelse"].range[0] < 1 < exits["ledighedsydelse"].range[1]
    others = {name: scheme for name, scheme in after.schemes.items() if name != "fleksjob"}
    assert others == {name: each for name, each in MODEL.schemes.items() if name != "fleksjob"}
    assert after.calendar == MODEL.calendar


def test_an_exit_nobody_took_keeps_its_hazard_under_the_end_of_its_interval(tmp_path):
    told = fit(FLEKSJOB)
    exits = as_read(written(told), tmp_path).schemes["fleksjob"].exits
    before = MODEL.schemes["fleksjob"].exits["foertidspension"]
    high = told.fits[0].rates.high[NAMES.index("foertidspension")]
    kept = np.minimum(before.per_week, high)
    assert exits["foertidspension"].per_week == pytest.approx(kept, rel=1e-3)
    assert exits["foertidspension"].grade == before.grade


def test_an_exit_of_many_people_draws_the_hazards_of_the_few_down(tmp_path):
    many = left("fleksjob", [(2000, "ledighedsydelse", 3000)])
    exits = as_read(written(fit(many)), tmp_path).schemes["fleksjob"].exits
    assert (
        exits["foertidspension"].per_week[0]
        < MODEL.schemes["fleksjob"].exits["foertidspension"].per_week[0]
    )


def test_bins_are_whole_weeks_where_the_file_knows_weeks(tmp_path):
    sick = [(70, "job", 40), (21, "job", 60), (200, "job", 40)]
    daily = as_read(written(fit(left("sygedagpenge", sick))), tmp_path)
    weekly = as_read(written(fit(left("sygedagpenge", sick, unit=7))), tmp_path)
    assert daily.schemes["sygedagpenge"].bins_weeks == MODEL.schemes["sygedagpenge"].bins_weeks
    assert weekly.schemes["sygedagpenge"].bins_weeks == (0, 2, 4, 6, 13, 20, 28, 34, 52)


def test_frailty_and_the_way_back_are_in_the_fitted_hazards_already(tmp_path):
    sick = as_read(written(fit(left("sygedagpenge", [(70, "job", 40)]))), tmp_path)
    recovery = sick.schemes["sygedagpenge"].exits["job"]
    assert MODEL.schemes["sygedagpenge"].exits["job"].returns
    assert not recovery.returns
    assert not recovery.frailty


def test_factors_by_group_stay_and_their_mean_is_divided_out(tmp_path):
    told = fit(left("dagpenge", [(70, "job", 40)]))
    job = as_read(written(told), tmp_path).schemes["dagpenge"].exits["job"]
    before = MODEL.schemes["dagpenge"].exits["job"]
    mean = mean_factor(before.groups, POPULATION, POPULATION.profiles["dagpenge"])
    rates = told.fits[0].rates.rate[NAMES.index("job")]
    assert job.groups == before.groups
    assert 0.8 < mean < 1
    assert np.nanmax(job.per_week) == pytest.approx(np.nanmax(rates) / mean, rel=1e-3)


def test_the_shares_of_cells_add_up_and_hold_the_shares_of_params():
    profile = POPULATION.profiles["kontanthjaelp_jobparat"]
    shares = cell_shares(POPULATION, profile)
    assert shares.sum() == pytest.approx(1)
    insured = {"insured": {"uninsured": 0.0}}
    expected = POPULATION.insured.value if profile.insured is None else float(profile.insured)
    assert mean_factor(insured, POPULATION, profile) == pytest.approx(expected)


def test_the_own_factors_of_a_municipality_are_divided_out(tmp_path):
    told = fit(left("uddannelse", [(400, "kontanthjaelp_jobparat", 40)]))
    factor = find_municipality(PARAMS, "herning").inflow_factors["kontanthjaelp_jobparat"].value
    anywhere, at_home = (
        as_read(written(told, home), tmp_path).schemes["uddannelse"].exits["kontanthjaelp_jobparat"]
        for home in (None, "herning")
    )
    assert max(at_home.per_week) == pytest.approx(max(anywhere.per_week) / factor, rel=1e-3)


def test_groups_that_the_model_knows_are_written_and_others_are_not(tmp_path):
    group = (np.arange(len(FLEKSJOB.start)) % 2).astype(np.int64)
    for column, levels, known in (
        ("household", ("couple", "single"), True),
        ("team", ("north", "south"), False),
    ):
        told = fit(FLEKSJOB, levels, group)
        text = written(told, groups=Groups(column, levels))
        exits = as_read(text, tmp_path).schemes["fleksjob"].exits
        assert (column in exits["ledighedsydelse"].groups) == known


def test_a_scheme_of_which_params_say_not_who_is_there_is_left_alone(tmp_path):
    after = as_read(written(fit(left("job", [(100, "dagpenge", 40)]))), tmp_path)
    assert after == MODEL


def test_where_a_file_knows_no_jobs_its_self_support_is_shared_as_params_have_it(tmp_path):
    told = fit(left("dagpenge", [(70, "selvforsoergelse", 40), (10, "selvforsoergelse", 40)]))
    to = WrittenFor(NAMES, POPULATION, None, None, "fitted to x.csv", knows_jobs=False)
    text = yaml_of(with_fitted(CONTENT, told.fits, to))
    exits = as_read(text, tmp_path).schemes["dagpenge"].exits
    before = MODEL.schemes["dagpenge"].exits
    share = before["job"].per_week[0] / (
        before["job"].per_week[0] + before["selvforsoergelse"].per_week[0]
    )
    mean = mean_factor(before["job"].groups, POPULATION, POPULATION.profiles["dagpenge"])
    rates = told.fits[0].rates.rate[NAMES.index("selvforsoergelse")]
    assert exits["job"].per_week[0] == pytest.approx(rates[0] * share / mean, rel=1e-3)
    assert exits["selvforsoergelse"].per_week[0] == pytest.approx(rates[0] * (1 - share), rel=1e-3)
    assert "job and self-support together" in exits["job"].source


def test_no_number_is_written_with_an_exponent():
    assert yaml_of({"small": [0.00001, 0.5], "text": 'a "b"', "x>y": {"z": 1}}) == (
        'small: [0.00001, 0.5]\ntext: "a \\"b\\""\n"x>y": {z: 1}\n'
    )
