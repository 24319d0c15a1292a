"""Mechanisms that change nothing are told, each by its label, by what their form says alone."""

import json
import re

import pytest
from made_forms import assumed, estimate, form, mechanism, params_with

from borgerflow.experiments.authoring.checks.check import check_forms
from borgerflow.experiments.authoring.checks.plausibility import changes_nothing
from borgerflow.experiments.authoring.remarks import written
from borgerflow.experiments.lookup.idle import Horizon, idle_mechanisms, idle_sentences
from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params import load
from borgerflow.sim.params.check import check_all
from borgerflow.sim.world.world import load_world

LABEL = {"da": "Død", "en": "Dead"}


def idle_in(folder, **mechanisms):
    """Return the mechanisms of a form of 2021 and 2022 that change nothing, nobody simulated."""
    path = folder / "more-talks.yaml"
    path.write_text(json.dumps(form(mechanisms=mechanisms)), encoding="utf-8")
    params = load().with_own([path])
    days = {"start": "2021-01-01", "end": "2023-01-01"}
    world = load_world("modelkommune", ["more-talks"], params=params, population=0.01, **days)
    return idle_mechanisms(world, Horizon(world.start_day, world.end_day))


NONE = {
    "its effect is x1.00": mechanism(effect=assumed(1.0, 1, 1.2, "factor")),
    "no effect is given": mechanism(effect=assumed(None, 1, 1.2, "factor")),
    "its reach is 0 %": mechanism(reach=estimate(0, "share")),
    "its implementation is 0 %": mechanism(implementation=estimate(0, "share")),
    "all of its effect would have come anyway": mechanism(deadweight=estimate(1, "share")),
    "all of its effect is taken from others": mechanism(displacement=estimate(1, "share")),
    "its effect is 0 weeks": mechanism(kind="duration", effect=assumed(0, -1, 1, "weeks")),
    "its effect is 0.0 %": {
        **mechanism(kind="inflow", at="door", effect=assumed(0, 0, 0.1, "share")),
        "exits": [],
    },
    "it gives 0 FTE": {
        "kind": "capacity",
        "team": "dagpenge",
        "fte": estimate(0, "fte"),
    },
    "it asks for no other talks than the law does": {
        "kind": "contact",
        "schemes": ["dagpenge"],
        "source": "a note",
        "grade": "sourced",
    },
    "the law says the same already": {
        "kind": "law",
        "parameter": "law.sygedagpenge.revurdering_after_weeks",
        "values": {"2021-01-01": {"value": 22, "source": "a note", "grade": "sourced"}},
    },
}


LATE = {"starts_after_months": estimate(24, "months"), "fade_out_months": estimate(6, "months")}
NEVER = "the proposal ends before it begins"


@pytest.fixture(scope="module")
def idle(tmp_path_factory):
    """Return the mechanisms told, of a form in which some act and the others do not, by name."""
    dead = {f"dead_{n}": {**one, "label": LABEL} for n, one in enumerate(NONE.values())}
    living = {"living": mechanism(), "just": mechanism(starts_after_months=estimate(23, "months"))}
    late = {"late": mechanism(**LATE)}
    told = idle_in(tmp_path_factory.mktemp("idle"), **living, **dead, **late)
    return {one.mechanism.removeprefix("more-talks."): one for one in told}


def test_whatever_its_numbers_leave_without_an_effect_is_told_and_nothing_else(idle):
    assert [*idle] == [*(f"dead_{n}" for n in range(8)), "late", "dead_9", "dead_8", "dead_10"]


@pytest.mark.parametrize("why", NONE)
def test_the_number_that_leaves_nothing_is_named(why, idle):
    one = idle[f"dead_{[*NONE].index(why)}"]
    assert one.reason == "neutral"
    assert idle_sentences([one], "en") == [f"“Dead” changes nothing: {why}."]
    assert idle_sentences([one], "da")[0].startswith("»Død« ændrer intet: ")


def test_one_that_begins_when_its_proposal_has_ended_never_begins(idle):
    assert (idle["late"].reason, idle["late"].why.en) == ("dates", NEVER)


@pytest.mark.slow
def test_one_that_begins_too_late_and_one_that_meets_nobody_are_told(tmp_path):
    late = mechanism(starts_after_months=estimate(12, "months"))
    several = {"one": mechanism(), "other": mechanism(), "late": late}
    params = params_with(tmp_path, form(mechanisms=several))
    days = {"start": "2021-01-01", "end": "2022-01-01"}
    world = load_world("modelkommune", ["more-talks"], params=params, population=0.01, **days)
    horizon = Horizon(world.start_day, world.end_day)
    met = {"more-talks.one": 7, "more-talks.other": 0, "more-talks.late": 0}
    other, late = idle_mechanisms(world, horizon, met)
    assert (other.mechanism, late.mechanism) == ("more-talks.other", "more-talks.late")
    assert idle_sentences([other, late], "en") == [
        "“More talks” acts on nobody: nobody whom it reaches is there while it is in force.",
        "“More talks” changes nothing: it begins on 2022-01-01, and the last day asked about is"
        " 2021-12-31.",
    ]
    assert idle_mechanisms(world, horizon) == (late,)


def remarks_on(folder, simulated=False, **changes):
    """Return (rule, what) of the check of a form, in English."""
    params = params_with(folder, form(**changes))
    checked = check_forms(
        [written(params, "more-talks")], params, together=False, simulated=simulated
    )
    return [(remark.rule, remark.text("en")) for remark in checked.remarks]


@pytest.mark.slow
@pytest.mark.parametrize(("kroner", "told"), [(424_000, False), (426_000, True)])
def test_a_cost_that_would_pay_for_a_post_asks_how_many_posts(kroner, told, tmp_path):
    cost = {year: estimate(kroner, "kr") for year in ("2021", "2022")}
    found = remarks_on(tmp_path, cost=cost, fte=None)
    assert [rule for rule, _ in found] == ["staff_left_out"] * told
    assert all("names no posts. Expected: how many posts?" in text for _, text in found)


@pytest.mark.slow
def test_posts_of_nought_answer_the_question(tmp_path):
    none = {year: estimate(0, "fte") for year in ("2021", "2022")}
    assert remarks_on(tmp_path, fte=none) == []


@pytest.mark.slow
def test_a_check_tells_who_is_to_reach_too_many_and_what_changes_nothing(tmp_path):
    dead = mechanism(effect=assumed(1.0, 1, 1.2, "factor"), scheme="jobafklaring")
    both = {"talks": mechanism(reach=estimate(0.5, "share")), "dead": dead}
    found = dict(remarks_on(tmp_path, simulated=True, mechanisms=both))
    assert set(found) == {"too_many_reached", "changes_nothing"}
    assert "spells to be reached per post and year" in found["too_many_reached"]
    assert "nearest star-lejre-1, Lejre: 83" in found["too_many_reached"]
    assert "“More talks” changes nothing: its effect is x1.00." in found["changes_nothing"]


TEAM = "law.jobafklaring.team_within_weeks"  # a duty until 2025
SAVED_BY_LAW = (
    "“More talks” counts in a saving that law gives: from 2025-01-01 law no longer asks for what"
    " is spared."
)


def later_form(**changes):
    """Return a form of 2024 and 2025 that saves as much each year."""
    saved = {year: estimate(-100_000, "kr") for year in ("2024", "2025")}
    days = {"start": "2024-01-01", "until": "2026-01-01", "fte": None}
    return form(**{"cost": saved, "spares": TEAM, **days, **changes})


def told_of(folder, end, **changes):
    params = params_with(folder, later_form(**changes))
    days = {"start": "2024-01-01", "end": end}
    world = load_world("modelkommune", ["more-talks"], params=params, population=0.01, **days)
    return idle_sentences(idle_mechanisms(world, Horizon(world.start_day, world.end_day)), "en")


def test_a_saving_on_a_duty_that_law_no_longer_has_is_told_from_its_day(tmp_path):
    assert told_of(tmp_path, "2026-01-01") == [SAVED_BY_LAW]
    assert told_of(tmp_path, "2025-01-01") == []


def test_a_saving_booked_after_the_proposal_has_ended_is_refused_as_a_cost_is(tmp_path):
    with pytest.raises(ParamError, match=r"cost\.2025: 2025 lies after the last day"):
        told_of(tmp_path, "2026-01-01", until="2025-01-01")
    assert told_of(tmp_path, "2026-01-01", until="2025-07-01") == [SAVED_BY_LAW]


def test_only_what_is_saved_after_the_duty_is_told(tmp_path):
    early = {"2024": estimate(-100_000, "kr"), "2025": estimate(0, "kr")}
    assert told_of(tmp_path, "2026-01-01", cost=early) == []


def test_an_unknown_duty_is_refused_with_the_nearest_one(tmp_path):
    words = "spares: no parameter is called law.jobafklaring.team_within_week. Did you mean"
    with pytest.raises(ParamError, match=re.escape(words)):
        params_with(tmp_path, later_form(spares=TEAM[:-1])).proposal("more-talks")


def test_a_check_tells_what_law_saves_and_where_it_ends_a_scheme(tmp_path):
    young = mechanism(scheme="uddannelseshjaelp_uddannelsesparat")
    asked = later_form(mechanisms={"young": young})
    params = params_with(tmp_path, asked)
    one, world = written(params, "more-talks"), load_world("modelkommune", params=params)
    saved, ends = reversed(list(changes_nothing(one, world)))
    assert (saved.rule, ends.rule) == ("saved_by_law", "scheme_ends")
    assert SAVED_BY_LAW in saved.text("en")
    assert (
        "“More talks” acts for a part of the time alone: from 2025-07-01 there is no help towards"
        " education (ready for education), and citizens carry on in social assistance (ready for"
        " work)."
    ) in ends.text("en")


def test_a_mechanism_whose_scheme_is_gone_from_the_first_day_acts_on_nobody(tmp_path):
    young = {"young": mechanism(scheme="uddannelseshjaelp_uddannelsesparat")}
    days = {"start": "2025-07-01", "cost": {"2025": estimate(1, "kr")}}
    (told,) = told_of(tmp_path, "2026-01-01", mechanisms=young, **days)
    assert told.startswith("“More talks” acts on nobody: from 2025-07-01 there is no help")


def test_no_proposal_of_the_package_saves_what_law_saves_anyway():
    assert [told.en for told in check_all(load()) if "no longer asks" in told.en] == []


@pytest.mark.parametrize(("months", "told"), [(12, 0), (48, 1)])
def test_what_begins_within_the_years_that_a_comparison_asks_about_changes_something(
    tmp_path, months, told
):
    """A cost of one year is asked about for four, as every comparison does."""
    later = mechanism(starts_after_months=estimate(months, "months"))
    days = {"start": "2021-01-01", "until": "2026-01-01", "fte": None}
    asked = form(cost={"2021": estimate(1, "kr")}, mechanisms={"talks": later}, **days)
    params = params_with(tmp_path, asked)
    one, world = written(params, "more-talks"), load_world("modelkommune", params=params)
    assert len(list(changes_nothing(one, world))) == told


def test_a_value_of_law_after_the_one_year_of_a_cost_changes_something(tmp_path):
    review = "law.sygedagpenge.revurdering_after_weeks"
    values = {"2022-01-01": {"value": 30, "source": "a note", "grade": "sourced"}}
    later = {"kind": "law", "label": LABEL, "parameter": review, "values": values}
    asked = form(cost={"2021": estimate(1, "kr")}, until=None, fte=None, mechanisms={"a": later})
    path = tmp_path / "more-talks.yaml"
    path.write_text(json.dumps(asked), encoding="utf-8")
    params = load().with_own([path])
    one, world = written(params, "more-talks"), load_world("modelkommune", params=params)
    assert list(changes_nothing(one, world)) == []
