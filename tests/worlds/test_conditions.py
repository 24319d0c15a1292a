"""Conditions: hazards that were other than usual for a time, the same in both worlds of a pair."""

import json
from dataclasses import replace

import numpy as np
import pytest

import borgerflow as bf
from borgerflow.experiments.findings.assumptions import own_assumptions
from borgerflow.experiments.questions.run.asked import RunQuestion
from borgerflow.experiments.runs.comparison import world_of
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.engines.simulate import simulate
from borgerflow.sim.lives.tables import NO_TABLES
from borgerflow.sim.params import load
from borgerflow.sim.params.model import CalendarPeriod
from borgerflow.sim.params.proposals.conditions import condition_names
from borgerflow.sim.world.world import load_world, resolve

SMALL = {"start": "2019-01-01", "end": "2020-07-01", "population": 0.02, "run_in_years": 1}
FIRST, AFTER = "2019-04-01", "2020-01-01"
BUSY = ("job>dagpenge", "dagpenge>job", "job>sygedagpenge", "kontanthjaelp_jobparat>job")
PARAMS = load()
ENGINES = ("reference", "compiled")


def small(**more):
    return load_world("modelkommune", **{**SMALL, **more})


def period(factor, first=FIRST, after=AFTER, ways=BUSY):
    """Return a period in which some hazards are multiplied."""
    days = {"start": first, "until": after}
    about = {"source": "made up", "grade": "assumed", "range": (1.0, 1.0)}
    return CalendarPeriod.model_validate({**days, "factors": dict.fromkeys(ways, factor), **about})


def with_rates_times(world, factor, ways=BUSY):
    """Return the world in which the estimates of some hazards are multiplied for good."""
    schemes = dict(world.model.hazards.schemes)
    for way in ways:
        origin, to = way.split(">")
        form = schemes[origin].exits[to]
        times = {
            "per_week": tuple(rate * factor for rate in form.per_week),
            "per_week_from": {
                came: tuple(rate * factor for rate in rates)
                for came, rates in form.per_week_from.items()
            },
        }
        exits = {**schemes[origin].exits, to: form.model_copy(update=times)}
        schemes[origin] = schemes[origin].model_copy(update={"exits": exits})
    hazards = world.model.hazards.model_copy(update={"schemes": schemes})
    return resolve(replace(world, model=replace(world.model, hazards=hazards), tables=NO_TABLES))


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_factors_of_one_change_nothing(engine):
    world = small()
    quarters = (period(1.0), period(1.0, AFTER, "2020-04-01"))
    assert simulate(world.with_calendar(quarters), 1, 0, engine) == simulate(world, 1, 0, engine)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_a_factor_at_all_times_is_the_hazard_times_it(engine):
    """To the bit: a power of two is multiplied without rounding."""
    world = small()
    always = (period(2.0, "1950-01-01", AFTER), period(2.0, AFTER, "2100-01-01"))
    lived = simulate(world.with_calendar(always), 1, 0, engine)
    assert lived == simulate(with_rates_times(world, 2.0), 1, 0, engine)
    assert lived != simulate(world, 1, 0, engine)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_days_before_the_first_period_are_as_they_were(engine):
    world, first = small(), parse_day(FIRST)
    one, other = (
        simulate(each, 1, 0, engine) for each in (world, world.with_calendar((period(3.0),)))
    )
    for field in ("citizen", "scheme", "start"):
        mine, yours = (
            getattr(h.spell_arrays, field)[h.spell_arrays.start < first] for h in (one, other)
        )
        assert np.array_equal(mine, yours)
    assert one != other


@pytest.mark.slow
def test_both_engines_live_the_same_lives_under_conditions():
    world = small(params=PARAMS.amid(["observed", "covid", "omicron"]), end="2022-04-01")
    assert simulate(world, 1, 0, "reference") == simulate(world, 1, 0, "compiled")


@pytest.mark.slow
def test_a_proposal_that_reaches_nobody_changes_nothing_under_conditions():
    """Not even by rounding: the sums that stand ready are made as the others are."""
    params = PARAMS.amid(["observed"])
    world = load_world("modelkommune", ("herning-jbk10",), params=params, **SMALL)
    nobody = world.overridden({f"{_main(world)}.reach": 0.0})
    assert simulate(nobody, 1, 0) == simulate(world.baseline(), 1, 0)
    assert nobody.model.hazards.calendar == world.baseline().model.hazards.calendar != ()


def _main(world):
    proposal = world.proposals[0]
    return f"{proposal.id}.{proposal.mechanisms[0].name}"


def test_the_packaged_conditions_hold_in_every_municipality():
    for name in condition_names(PARAMS.conditions_folder):
        for place in ("herning", "modelkommune"):
            world = load_world(place, params=PARAMS.amid([name]), **SMALL)
            assert world.model.conditions


def test_a_name_that_no_condition_has_is_refused_with_the_nearest():
    with pytest.raises(InputError, match=r"no condition is called covd\. Did you mean covid"):
        PARAMS.amid(["covd"])
    with pytest.raises(InputError, match=r"no file mine\.yaml"):
        PARAMS.amid(["mine.yaml"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("factor: 1.26", "factor: 0", "line 11: .*got 0; expected a number above 0"),
        ("job>sygedagpenge", "job>sygedagpeng", "line 6: .*no hazard is called job>sygedagpeng"),
        ("until: 2022-04-01", "until: 2022-01-01", "line 11: .*expected a day after start"),
        (
            "factor: 1.26}",
            "factor: 1.26}\n      - {start: 2022-04-02, until: 2022-07-01, factor: 1}",
            "line 12: .*2022-04-02 makes a gap; expected 2022-04-01",
        ),
        (
            "factor: 1.26}",
            "factor: 1.26}\n      - {start: 2022-03-01, until: 2022-07-01, factor: 1}",
            "line 12: .*2022-03-01 makes an overlap; expected 2022-04-01",
        ),
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_its_line(tmp_path, old, new, said):
    text = (PARAMS.conditions_folder / "omicron.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        small(params=PARAMS.amid([str(path)]))


def test_conditions_are_part_of_what_names_a_saved_answer_and_without_any_nothing_is():
    asked = RunQuestion(municipality="herning")
    amid = replace(asked, conditions=("covid",))
    assert amid.inputs() == {**asked.inputs(), "conditions": ("covid",)}
    assert "conditions" not in asked.inputs()


def test_what_they_change_is_told_among_the_assumptions():
    world = small(params=PARAMS.amid(["covid"]), end="2021-01-01")
    told = {each.name: each for each in own_assumptions(world)}["conditions.covid_sygedagpenge"]
    assert told.grade == "assumed"
    assert told.low < 1.0 < told.value < told.high


def test_years_before_the_horizon_alone_are_told_as_run_in_and_not_as_answered_about():
    def told(start, end, run_in_years):
        found = small(start=start, end=end, run_in_years=run_in_years).notes
        return [note for note in found if "without COVID" in note["en"]]

    (answered,) = told("2022-07-01", "2023-07-01", 1)
    assert answered["en"].endswith("no prolonged rights.")
    (before,) = told("2024-01-01", "2024-07-01", 3)
    assert before["en"].endswith(
        "no prolonged rights. Here that is 2021-2022 alone, before the horizon: nothing of it is"
        " counted in the answer, but it shapes who is on benefits on the first day."
    )
    assert before["da"].endswith(
        "Her er det kun 2021-2022, som ligger før perioden: intet derfra er talt med i svaret, men"
        " det præger, hvem der er på ydelserne den første dag."
    )
    assert "Here that is 2022 alone" in told("2024-01-01", "2024-07-01", 2)[0]["en"]
    assert told("2024-01-01", "2024-07-01", 1) == []


@pytest.mark.slow
def test_an_answer_says_what_the_years_were_like_in_the_place_of_the_usual_note():
    asked = RunQuestion(municipality="herning", population=0.02, conditions=("observed",))
    found = bf.run("herning", population=0.02, workers=1, conditions=["observed"])
    notes = [note["en"] for note in world_of(asked, PARAMS).notes]
    assert "without COVID" not in json.dumps(notes)
    assert "Dagpenge and jobparate follow the stocks observed" in found.text("en")
    assert "følger de observerede bestande" in found.text("da")
