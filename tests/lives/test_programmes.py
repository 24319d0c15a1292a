"""Programmes: who is recruited when, how long they stay, what it does; decisions that are moved."""

import math

import numpy as np
import pytest

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.derived.enrolments import enrolments_of
from borgerflow.sim.lives.programmes import programme_factor, recruited_day, stages_of
from borgerflow.sim.lives.tables import MAX_STAY, Spell
from borgerflow.sim.world.tables.mechanisms import ProgrammeRow, ReviewRow
from tests.theory.scores import z_of_mean
from tests.worlds.lived import citizen_of, lived, made_people
from tests.worlds.made import ALWAYS, BANDS, START, Decision, Exit, Place, made_tables

MANY = 4_000
JOB, SICK, OTHER = 0, 1, 2
ALL_CELLS = np.ones(BANDS, dtype=np.bool_)
RATE = 0.01  # recruited a day
PLACES = (
    Place([Exit(SICK, [0.0])]),
    Place([Exit(JOB, [0.0]), Exit(OTHER, [0.0])]),
    Place([Exit(JOB, [0.0])]),
)


def a_programme(**changes):
    """Return a programme on SICK that recruits from the first day on."""
    row = ProgrammeRow(
        scheme=SICK,
        mechanism=3,
        window=(0, FAR),
        steps=((START, FAR, RATE),),
        length=70,
        completion=1.0,
        lasts=100,
        reach=1.0,
        cells=ALL_CELLS,
        hold=np.array([1.0, 0.5, 1.0, 1.0]),
        gain=np.array([1.0, 3.0, 1.0, 1.0]),
    )
    return row._replace(**changes)


def spell_of(start=START, ordinal=0):
    return Spell(SICK, start, -1, ordinal, -1)


def days_of(row, people=None):
    """Return the day on which each of many citizens is recruited, counted from START."""
    tables = made_tables(PLACES, programmes=[row])
    people = people or made_people(MANY, scheme=SICK)
    citizens = [citizen_of(people, n) for n in range(len(people.key))]
    return np.array([recruited_day(tables, c, spell_of(), 0) - START for c in citizens])


def test_one_who_may_be_is_recruited_at_the_stated_share_a_day():
    days = days_of(a_programme())
    assert abs(z_of_mean(days + 0.5, 1 / RATE)) < 4
    assert abs(z_of_mean(days + 0.5, 1.1 / RATE)) > 4


def test_over_a_year_the_share_recruited_is_that_of_the_exponential():
    within = (days_of(a_programme(steps=((START, START + 365, RATE),))) < 365).astype(float)
    expected = 1 - math.exp(-RATE * 365)
    assert abs(z_of_mean(within, expected)) < 4
    assert abs(z_of_mean(within, expected - 0.02)) > 4


def test_months_that_recruit_fewer_put_the_day_off_and_none_is_recruited_outside_them():
    usual = days_of(a_programme())
    slower = days_of(a_programme(steps=((START, START + 50, RATE / 2), (START + 50, FAR, RATE))))
    assert (slower >= usual).all()
    assert (slower[slower > 50] > usual[slower > 50]).all()
    later = days_of(a_programme(steps=((START + 200, START + 260, RATE),)))
    inside = later[later < FAR - START]
    assert inside.min() >= 200
    assert inside.max() < 260


def test_nobody_is_recruited_outside_the_window_of_the_spell():
    days = days_of(a_programme(window=(30, 90)))
    inside = days[days < FAR - START]
    assert inside.min() >= 30
    assert inside.max() < 90
    assert (days == FAR - START).any()


def test_nobody_outside_the_target_group_is_recruited():
    others = np.arange(BANDS) == 0
    assert (days_of(a_programme(cells=others)) == FAR - START).all()


def test_reach_is_the_share_of_spells_that_can_be_recruited():
    reached = (days_of(a_programme(reach=0.3)) < FAR - START).astype(float)
    assert abs(z_of_mean(reached, 0.3)) < 4
    assert abs(z_of_mean(reached, 0.35)) > 4


def test_who_leaves_on_the_day_after_the_last_has_completed():
    leaving = {"rule": MAX_STAY, "values": ((ALWAYS, 70),), "decided": [[Decision(JOB, 1.0)]]}
    places = [PLACES[JOB], PLACES[SICK]._replace(**leaving), PLACES[OTHER]]
    tables = made_tables(places, programmes=[a_programme(steps=((START, FAR, 1e9),))])
    people = made_people(20, scheme=SICK)
    enrolled = enrolments_of(tables, people, lived(tables, people)[0])
    assert (enrolled.end - enrolled.start).tolist() == [70] * 20
    assert enrolled.completed.all()


def test_those_who_complete_stay_its_length_and_the_others_drop_out_at_an_even_pace():
    tables = made_tables(PLACES, programmes=[a_programme(completion=0.6)])
    people = made_people(MANY, scheme=SICK)
    stages = [stages_of(tables, citizen_of(people, n), spell_of(), 0) for n in range(MANY)]
    stayed = np.array([ends - begins for _, begins, ends, _ in stages])
    acted = np.array([after - ends for _, _, ends, after in stages])
    completed = (stayed == 70).astype(float)
    assert abs(z_of_mean(completed, 0.6)) < 4
    assert abs(z_of_mean(stayed[stayed < 70] + 0.5, 35.0)) < 4
    assert set(acted[stayed == 70]) == {100}
    assert set(acted[stayed < 70]) == {0}


def test_whether_one_completes_has_nothing_to_do_with_whether_one_was_reached():
    tables = made_tables(PLACES, programmes=[a_programme(completion=0.6, reach=0.3)])
    people = made_people(MANY, scheme=SICK)
    stages = [stages_of(tables, citizen_of(people, n), spell_of(), 0) for n in range(MANY)]
    stayed = np.array([ends - begins for _, begins, ends, _ in stages if begins < FAR])
    assert 1_000 < len(stayed) < 1_400
    assert abs(z_of_mean((stayed == 70).astype(float), 0.6)) < 4


def test_it_holds_while_it_lasts_and_acts_afterwards_on_the_exits_it_names():
    tables = made_tables(PLACES, programmes=[a_programme()])
    citizen, spell = citizen_of(made_people(1, scheme=SICK), 0), spell_of()
    known, begins, ends, after = stages_of(tables, citizen, spell, 0)
    assert known == begins
    found = [
        programme_factor(tables, citizen, spell, 1, day)
        for day in (begins - 1, begins, ends - 1, ends, after - 1, after)
    ]
    assert found == [1.0, 0.5, 0.5, 3.0, 3.0, 1.0]
    assert programme_factor(tables, citizen, spell, 2, ends) == 1.0


HAZARD = 0.07


def test_a_programme_changes_the_mean_stay_as_its_stages_say():
    """One recruited on the first day: hazard h / 2 for 70 days, 3 h ever after."""
    places = (PLACES[0], Place([Exit(JOB, [HAZARD])]), PLACES[2])
    row = a_programme(
        steps=((START, FAR, 1e9),),
        lasts=FAR // 4,
        hold=np.array([1.0, 0.5, 1.0]),
        gain=np.array([1.0, 3.0, 1.0]),
    )
    tables = made_tables(places, programmes=[row])
    spells, _ = lived(tables, made_people(MANY, scheme=SICK))
    stays = (spells.end - spells.start)[spells.scheme == SICK].astype(float)
    slow, fast = HAZARD / 7 * 0.5, HAZARD / 7 * 3
    gone = math.exp(-slow * 70)
    expected = (1 - gone) / slow + gone / fast + 0.5  # a day is over before one leaves
    assert abs(z_of_mean(stays, expected)) < 4
    assert abs(z_of_mean(stays, 1.06 * expected)) > 4


def test_enrolments_end_with_the_programme_or_with_the_spell():
    places = (PLACES[0], Place([Exit(JOB, [0.1])]), PLACES[2])
    row = a_programme(completion=0.7, hold=np.ones(3), gain=np.array([1.0, 2.0, 1.0]))
    tables = made_tables(places, programmes=[row], horizon=START + 2_000)
    people = made_people(500, scheme=SICK)
    spells, _ = lived(tables, people)
    found = enrolments_of(tables, people, spells)
    first = spells.scheme == SICK
    ends = dict(zip(spells.citizen[first].tolist(), spells.end[first].tolist(), strict=True))
    assert 50 < len(found.citizen) < 500
    for citizen, start, end, completed in zip(
        found.citizen.tolist(), found.start, found.end, found.completed, strict=True
    ):
        assert START <= start <= end <= ends[citizen]
        assert completed == (end - start == 70)
    assert found.completed.any()
    assert not found.completed.all()
    assert set(found.programme) == {3}


def decided(reviews, citizens=MANY):
    """Return what follows a deadline after 100 days: OTHER for half, JOB for the others."""
    ways = (Decision(OTHER, 0.5), Decision(JOB, 0.5))
    sick = Place([], rule=MAX_STAY, values=((ALWAYS, 100),), decided=[ways])
    places = (PLACES[0], sick, PLACES[2])
    tables = made_tables(places, reviews=reviews, horizon=START + 300)
    spells, _ = lived(tables, made_people(citizens, scheme=SICK))
    return spells.scheme[spells.start == START + 100]


MOVED = ReviewRow(SICK, 4, (ALWAYS, FAR), OTHER, JOB, 0.4, ALL_CELLS)


def test_a_share_of_one_decision_becomes_another():
    usual, moved = decided([]), decided([MOVED])
    assert set(moved[usual == JOB]) == {JOB}
    became = (moved[usual == OTHER] == JOB).astype(float)
    assert abs(z_of_mean(became, 0.4)) < 4
    assert abs(z_of_mean(became, 0.45)) > 4


@pytest.mark.parametrize(
    "change",
    [
        {"days": (START + 101, FAR)},
        {"days": (ALWAYS, START + 100)},
        {"cells": np.arange(BANDS) == 0},
        {"away_from": SICK},
        {"towards": SICK},
    ],
)
def test_decisions_on_other_days_of_others_or_of_another_kind_stay(change):
    assert np.array_equal(decided([MOVED._replace(**change)], 200), decided([], 200))
