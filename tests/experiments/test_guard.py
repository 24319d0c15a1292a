"""What lies beyond the municipal cases and the trials is told in one sentence, with the nearest."""

import statistics
from functools import cache

import pytest

from borgerflow.experiments.findings.doubts import Example, Excess, IdleMechanism
from borgerflow.experiments.lookup.cases.catalogue import catalogue_of
from borgerflow.experiments.lookup.cases.common_form import common_form
from borgerflow.experiments.lookup.cases.excess_text import excess_sentence
from borgerflow.experiments.lookup.cases.ratios import (
    examples_of,
    excesses_of,
    highest_of_nine_in_ten,
    part_of_year,
    posts_of,
)
from borgerflow.experiments.questions.compare.question import finding_of
from borgerflow.experiments.questions.compare.tables.guard import (
    effects_beyond_trials,
    fewer_on_benefit,
)
from borgerflow.experiments.runs.comparison import comparison_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_pair
from borgerflow.sim.base.clock import first_day_of_year
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import load
from borgerflow.sim.world.world import load_world
from tests.experiments.fakes import finding


@cache
def known():
    """Return the packaged params and the catalogue of cases in them."""
    params = load()
    return params, catalogue_of(params)


def beyond(from_cost=False, **numbers):
    params, catalogue = known()
    return excesses_of(numbers, catalogue, params.law, from_cost=from_cost)


def test_the_limit_is_what_nine_of_ten_cases_state_and_no_more():
    params, catalogue = known()
    forms = (common_form(case, params.law, catalogue.rules) for case in catalogue.cases.values())
    ratios = [form.gross / form.investment for form in forms if form.gross and form.investment]
    limit = highest_of_nine_in_ten(examples_of(catalogue, params.law)["kroner_per_krone"])
    assert sum(ratio <= limit for ratio in ratios) / len(ratios) == pytest.approx(0.9, abs=0.02)
    assert limit > 2 * statistics.median(ratios)
    assert beyond(kroner_per_krone=limit) == ()
    (excess,) = beyond(kroner_per_krone=limit + 0.01)
    assert (excess.limit, excess.of) == (limit, len(ratios))


def test_the_nearest_case_is_named_with_its_municipality_and_its_number():
    (excess,) = beyond(full_time_per_post=26.0)
    assert excess.nearest == Example(
        Wording("star-koege-1", "star-koege-1"), "Køge", pytest.approx(25.6)
    )


def test_where_few_cases_say_the_most_that_trials_leave_room_for_is_the_limit():
    _, catalogue = known()
    room = catalogue.simulating.citizens_per_employee.high
    assert beyond(reached_per_post=room) == ()
    (excess,) = beyond(reached_per_post=room + 1)
    assert (excess.limit, excess.of) == (room, 0)


def test_all_that_is_beyond_is_told_in_one_sentence_in_both_languages():
    told = beyond(
        from_cost=True, kroner_per_krone=6.1, full_time_per_post=26.0, reached_per_post=658.0
    )
    assert excess_sentence(told, "en") == [
        "This is more than others have counted on: 6.1 kr. saved for each krone of cost (nine in "
        "ten of 58 cases: 4.0 at most; nearest star-odder-1, Odder: 6.2); 26 fewer full-time "
        "persons on benefit per post (nine in ten of 59 cases: 20 at most; nearest "
        "star-koege-1, Køge: 26); 658 spells to be reached per post and year (with as much "
        "for each citizen as the trials gave: 265 at most; nearest star-lejre-1, Lejre: "
        "83); the posts are reckoned from the "
        "cost."
    ]
    (danish,) = excess_sentence(told, "da")
    assert danish.startswith(
        "Resultatet ligger ud over, hvad andre har regnet med: 6,1 kr. sparet pr. investeret krone "
        "(ni ud af ti af 58 cases: højst 4,0; nærmest star-odder-1, Odder: 6,2); 26 færre "
    )
    assert danish.endswith("; årsværkene er beregnet ud fra udgiften.")
    assert excess_sentence(beyond(kroner_per_krone=4.0), "en") == []


def test_the_answer_tells_first_what_does_nothing_and_after_the_net_what_is_too_good():
    idle = IdleMechanism("x.dead", Wording("Død", "Dead"), "nobody", Wording("hvorfor", "why"))
    trial = Example(Wording("forsøg", "a trial"), "", 1.51)
    excess = Excess("factor", 1.8, 1.51, 0, trial, label=Wording("Samtaler", "Talks"))
    lines = finding(idle=(idle,), excesses=(excess,)).text("en").splitlines()
    assert lines[1] == "“Dead” acts on nobody: why."
    assert lines[5] == (
        "This is more than others have counted on: “Talks” makes leaving 1.80 times as fast "
        "(trials: 1.51 at most, a trial)."
    )
    data = finding(idle=(idle,), excesses=(excess,)).to_dict()
    assert [row["mechanism"] for row in data["idle"]] == ["x.dead"]
    assert [row["measure"] for row in data["excesses"]] == ["factor"]


def test_full_time_persons_are_those_whom_the_municipality_pays():
    assert fewer_on_benefit(finding()) == pytest.approx(2.4 + 24.0)
    assert fewer_on_benefit(finding(ledger=())) == 0


def test_posts_are_those_stated_and_else_those_the_cost_can_pay_for():
    params, catalogue = known()
    proposal = params.proposal("herning-fly02")  # 1 post in 2019, 2 in each later year
    rules, days = catalogue.rules, (first_day_of_year(2019), first_day_of_year(2021))
    assert posts_of([proposal], rules, *days).years == pytest.approx(3.0)
    silent = proposal.model_copy(update={"fte": {}})
    assert posts_of([silent], rules, *days).years == pytest.approx(3.0)  # of 500,000 kr. each
    assert posts_of([silent], rules, *days).from_cost
    assert posts_of([proposal, silent], rules, *days).from_cost
    half = days[0] + (proposal.start - days[0]) + (first_day_of_year(2020) - proposal.start) // 2
    assert part_of_year(proposal, 2019, days[0], half) == pytest.approx(0.5, abs=0.01)


def test_an_effect_beyond_every_trial_of_it_is_told_beside_the_one_that_found_most():
    world = load_world("modelkommune", ["herning-oevr01"], population=0.01)
    assert list(effects_beyond_trials(world, world.proposals)) == []
    name = next(m.name for m in world.proposals[0].mechanisms if m.scheme == "sygedagpenge")
    faster = world.overridden({f"herning-oevr01.{name}.effect": 1.6})
    (excess,) = effects_beyond_trials(faster, faster.proposals)
    assert (excess.value, excess.limit) == (1.6, 1.5)
    assert excess.nearest.name.en == "first talk at the workplace before week 8"


def too_good(reach, kroner):
    """Return the excesses of a proposal that hastens the sick, from weeks 4 to 22."""
    params, _ = known()
    proposal = params.proposal("herning-oevr01")
    number = proposal.mechanisms[0].effect
    mechanism = next(m for m in proposal.mechanisms if m.scheme == "sygedagpenge")
    share = mechanism.reach.model_copy(update={"value": reach})
    effect = number.model_copy(update={"value": 1.15})
    in_full = {
        name: number.model_copy(update={"value": value, "unit": "share"})
        for name, value in {"implementation": 1.0, "deadweight": 0.0, "displacement": 0.0}.items()
    }
    fields = {"reach": share, "effect": effect, "window_weeks": (4.0, 22.0), "exits": ("job",)}
    fields |= in_full
    cost = {y: c.model_copy(update={"value": kroner}) for y, c in proposal.cost.items()}
    changes = {"fte": {}, "cost": cost, "mechanisms": (mechanism.model_copy(update=fields),)}
    world = load_world("herning", population=0.2).with_proposals(
        [proposal.model_copy(update=changes)]
    )
    comparison, run = comparison_of(world, 2019), RunSettings(1, "auto")
    pairs = [run_pair(comparison.baseline, world, replication=n, settings=run) for n in range(2)]
    return {excess.measure: excess for excess in finding_of(comparison, pairs, run).excesses}


@pytest.mark.slow
def test_two_caseworkers_who_hasten_half_of_the_sick_are_told_and_forty_are_not():
    told = too_good(0.5, 1_200_000)
    assert {"kroner_per_krone", "reached_per_post"} <= set(told)
    assert told["reached_per_post"].value > 400
    assert all(excess.reckoned for name, excess in told.items() if "per_post" in name)
    assert too_good(0.5, 20_000_000) == {}
