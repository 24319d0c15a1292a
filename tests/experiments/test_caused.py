"""What must happen for a proposal to pay is what comes about because of it: that can be counted."""

import json
import re
from dataclasses import replace

import pytest

from borgerflow import compare
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.breakeven.finding import answered
from borgerflow.experiments.questions.compare.break_even.counted import effect_seen
from borgerflow.experiments.questions.compare.break_even.needed_text import of_which
from borgerflow.experiments.questions.compare.break_even.text import (
    break_even_sentence,
    effect_told,
)
from borgerflow.sim.params import load
from borgerflow.sim.world.proposals.durations import factor_for_weeks
from borgerflow.sim.world.proposals.mechanisms import delivered_factor
from borgerflow.sim.world.world import load_world
from tests.experiments.fakes import break_even, finding, roots_alone
from tests.worlds.test_kinds import mechanism, number

PARAMS = load()
CARRIED_OUT, ANYWAY = 0.7, 0.3
HALF = {"implementation": CARRIED_OUT, "deadweight": ANYWAY}
SMALL = {"population": 0.1, "workers": 1, "params": PARAMS}
# Half of what is aimed at, by both shares: what a sentence then says first.
CASES = break_even(
    **HALF,
    within_weeks=8,
    effect=Interval(0.121, 0.117, 0.125),
    cases=3017.0,
    needed=Interval(163.0, 157.0, 168.0),
    caused=Interval(79.9, 77.0, 82.3),
    effect_caused=Interval(0.0593, 0.0573, 0.0613),
)
HAZARD = {"kind": "hazard", "at": None, "unit": "factor", "exits": ("job",), "needed": None}
FASTER = break_even(
    **HALF, **HAZARD, effect=Interval(1.042, 1.03, 1.054), effect_caused=Interval(1.0206)
)
WEEKS = {"kind": "duration", "at": None, "unit": "weeks", "needed": None}
SHORTER = break_even(**HALF, **WEEKS, effect=Interval(-1.2), effect_caused=Interval(-0.6))


def test_as_many_lives_change_at_break_even_as_are_told_and_not_as_many_as_are_aimed_at(
    monkeypatch,
):
    roots_alone(monkeypatch)
    searched = compare("herning", ["herning-syg02"], replications=3, **SMALL).break_even[0]
    at_it = {"herning-syg02.turned_away.effect": f"{searched.effect.mean:.4f}"}
    lived = compare(
        "herning",
        ["herning-syg02"],
        replications=8,
        estimator="lottery",
        break_even=False,
        patch=at_it,
        **SMALL,
    )
    refused = lived.touched[2019]  # the first year, when nobody lives on in another life yet
    assert refused.low < searched.caused.mean < refused.high
    assert searched.needed.mean > refused.high


def test_what_comes_about_is_what_is_aimed_at_less_both_shares(monkeypatch):
    roots_alone(monkeypatch)
    found = compare("herning", ["herning-syg02"], replications=2, **SMALL)
    aimed, kept = found.break_even[0], CARRIED_OUT * (1 - ANYWAY)
    assert aimed.caused.mean == pytest.approx(kept * aimed.needed.mean)
    assert aimed.effect_caused.mean == pytest.approx(kept * aimed.effect.mean)
    told = json.loads(found.to_json())["break_even_effect"]
    assert told["needed_a_year"]["mean"] == aimed.needed.mean
    assert told["caused_a_year"]["mean"] == aimed.caused.mean
    assert (told["implementation"], told["deadweight"]) == (CARRIED_OUT, ANYWAY)


def of_herning(kind, effect, unit, **shares):
    """Return a mechanism on exits of sygedagpenge to jobs and to dagpenge."""
    fields = {name: number(value, "share") for name, value in shares.items()}
    return mechanism(kind, "sygedagpenge", effect, unit, exits=("job", "dagpenge"), **fields)


def test_a_factor_that_is_seen_is_the_one_that_lives_are_lived_with():
    faster = of_herning("hazard", 1.5, "factor", **HALF, displacement=0.2)
    seen = effect_seen(None, faster, Interval(1.5))
    assert seen.mean == delivered_factor(faster, "dagpenge", 1.5)
    # A job that is taken from somebody else is seen all the same.
    assert seen.mean > delivered_factor(faster, "job", 1.5)


def test_weeks_that_are_seen_are_those_of_the_factor_that_lives_are_lived_with():
    world = load_world("herning", population=0.02, params=PARAMS)
    shorter = of_herning("duration", -2.0, "weeks", **HALF)
    seen = effect_seen(world, shorter, Interval(-2.0, -200.0, 0.0))
    in_force = delivered_factor(shorter, "dagpenge", factor_for_weeks(world, shorter))
    as_seen = shorter.overridden("effect", seen.mean)
    assert factor_for_weeks(world, as_seen) == pytest.approx(in_force)
    # Weeks that no hazard can take away are an end of an interval, and nothing falls over.
    assert seen.low == pytest.approx(-200 * CARRIED_OUT * (1 - ANYWAY))


def test_an_effect_in_full_is_seen_as_it_is():
    whole = of_herning("duration", -2.0, "weeks")
    assert effect_seen(None, whole, Interval(-2.0, -3.0, -1.0)) == Interval(-2.0, -3.0, -1.0)


def test_cases_are_counted_as_they_come_about_and_the_effect_stands_beside_them():
    assert break_even_sentence(CASES, "en") == (
        "It pays for itself if at least 80 (77-82) of about 3,020 new cases a year are refused at "
        "intake because of it: an effect of 12.1 % (simulation only, 95 %: 11.7-12.5) of the cases "
        "that would have ended within 8 weeks, of which 70 % is carried out and 30 % of that would "
        "have come anyway."
    )
    assert break_even_sentence(CASES, "da") == (
        "Det tjener sig hjem, hvis mindst 80 (77-82) af ca. 3.020 nye sager om året afvises ved "
        "visitationen som følge af forslaget: en effekt på 12,1 pct. (simuleringsusikkerhed, 95 "
        "pct.: 11,7-12,5) af de sager, der ellers var afsluttet inden for 8 uger, hvoraf 70 pct. "
        "gennemføres, og 30 pct. heraf ville være kommet alligevel."
    )


def test_faster_exits_and_shorter_stays_are_told_as_they_are_seen():
    assert break_even_sentence(FASTER, "en") == (
        "It pays for itself if exits from sygedagpenge to job go at least 2.1 % faster because of "
        "it: an effect of 4.2 % (simulation only, 95 %: 3.0-5.4), of which 70 % is carried out and "
        "30 % of that would have come anyway."
    )
    assert break_even_sentence(SHORTER, "da") == (
        "Det tjener sig hjem, hvis forløbene på sygedagpenge i gennemsnit bliver mindst 0,60 uger "
        "kortere som følge af forslaget: en effekt på 1,2 uger, hvoraf 70 pct. gennemføres, og 30 "
        "pct. heraf ville være kommet alligevel."
    )


def test_among_whom_and_that_other_effects_are_as_assumed_stand_with_what_must_happen():
    beside = replace(FASTER, everybody=False, alone=False)
    assert re.search(
        r"2.1 % faster because of it among those it reaches, with the other effects as assumed: an",
        break_even_sentence(beside, "en"),
    )


def test_decisions_and_hours_are_told_as_they_are_seen():
    review = {"kind": "review", "at": None, "exits": ("job", "dagpenge"), "needed": None}
    decided = break_even(**HALF, **review, effect=Interval(0.2), effect_caused=Interval(0.098))
    assert "at least 9.8 % of the decisions on sygedagpenge for job lead to dagpenge instead" in (
        break_even_sentence(decided, "en")
    )
    hours = {"kind": "hours", "at": None, "unit": "hours", "needed": None}
    worked = break_even(**HALF, **hours, effect=Interval(2.0), effect_caused=Interval(0.98))
    told = break_even_sentence(worked, "en")
    assert "at least 0.98 more hours a week" in told
    assert ": an effect of 2.0 hours a week, of which 70 %" in told


@pytest.mark.parametrize(
    ("shares", "english", "danish"),
    [
        ({}, "", ""),
        ({"implementation": 0.7}, ", of which 70 % is carried out", ", hvoraf 70 pct. gennemføres"),
        (
            {"deadweight": 0.3},
            ", of which 30 % would have come anyway",
            ", hvoraf 30 pct. ville være kommet alligevel",
        ),
    ],
    ids=["in full", "carried out in part", "in part anyway"],
)
def test_what_is_not_taken_off_is_not_told(shares, english, danish):
    found = break_even(**shares)
    assert of_which(found, "en") == english
    assert of_which(found, "da") == danish


def test_the_table_of_effects_ends_with_what_comes_about_because_of_the_proposal():
    table = answered(finding(break_even=(CASES,)), None, {0: 0.035}).table(lang="en")
    assert list(table.columns[-2:]) == ["fewer because of it", "effect because of it"]
    assert list(table.iloc[0, -2:]) == [79.9, 0.0593]


def test_an_effect_as_the_form_states_it_says_what_is_taken_off_it():
    assert effect_told(CASES, "en").endswith(
        ", of which 70 % is carried out and 30 % of that would have come anyway"
    )
    never = replace(CASES, effect=None, best_tried=1.0, net_left=Interval(612_345.0))
    assert break_even_sentence(never, "da") == (
        "Selv ved 100 pct. af de sager, der ellers var afsluttet inden for 8 uger, hvoraf 70 pct. "
        "gennemføres, og 30 pct. heraf ville være kommet alligevel, tjener det sig ikke hjem: "
        "nettoudgiften er da stadig 612.000 kr."
    )
    assert break_even_sentence(never, "en").startswith(
        "No effect up to 100 % of the cases that would have ended within 8 weeks, of which 70 % "
    )
