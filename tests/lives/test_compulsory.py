"""Compulsory programmes: who is called when, who knows ahead, and the order of what they do."""

import numpy as np
import pytest

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.derived.activations import activations_of
from borgerflow.sim.lives.programmes import programme_factor, stages_of
from borgerflow.sim.lives.tables import Spell
from borgerflow.sim.world.tables.mechanisms import MechanismRows, ProgrammeRow, Sizes
from tests.theory.scores import agrees, differs, z_of_mean
from tests.worlds.lived import citizen_of, lived, made_people
from tests.worlds.made import BANDS, START, Exit, Place, made_tables

MANY = 4_000
JOB, SICK = 0, 1
PLACES = (Place([Exit(SICK, [0.0])]), Place([Exit(JOB, [0.1]), Exit(JOB, [0.0])]))
ALL_CELLS = np.ones(BANDS, dtype=np.bool_)
AT, AHEAD, LENGTH, LASTS = 100, 30, 40, 50
NEVER = (FAR,) * 4


def a_duty(**changes):
    """Return a programme on SICK to which all are called on day 100, known 30 days ahead."""
    row = ProgrammeRow(
        scheme=SICK,
        mechanism=3,
        window=(0, FAR),
        steps=((START, FAR, 1.0),),
        length=LENGTH,
        completion=1.0,
        lasts=LASTS,
        reach=1.0,
        cells=ALL_CELLS,
        hold=np.array([1.0, 0.5, 1.0]),
        gain=np.array([1.0, 3.0, 1.0]),
        at=AT,
        ahead=AHEAD,
        threat=np.array([1.0, 2.0, 1.0]),
        price=100.0,
    )
    return row._replace(**changes)


def spell_of(start=START, ordinal=0):
    return Spell(SICK, start, -1, ordinal, -1)


def stages(row, *, start=START, people=None):
    """Return when each of many knows, begins, ends and is free, counted from START."""
    tables = made_tables(PLACES, programmes=[row])
    people = people or made_people(MANY, scheme=SICK)
    found = [
        stages_of(tables, citizen_of(people, n), spell_of(start), 0) for n in range(len(people.key))
    ]
    return np.array(found)


def test_all_are_called_on_the_same_day_of_the_spell():
    assert {*map(tuple, stages(a_duty()) - START)} == {(70, 100, 140, 190)}
    assert {*map(tuple, stages(a_duty(), start=START + 7) - START)} == {(77, 107, 147, 197)}


def test_it_threatens_then_holds_then_acts_and_then_does_nothing():
    tables = made_tables(PLACES, programmes=[a_duty()])
    citizen, spell = citizen_of(made_people(1, scheme=SICK), 0), spell_of()
    days = (0, 69, 70, 99, 100, 139, 140, 189, 190)
    found = [programme_factor(tables, citizen, spell, 1, START + day) for day in days]
    assert found == [1.0, 1.0, 2.0, 2.0, 0.5, 0.5, 3.0, 3.0, 1.0]
    assert programme_factor(tables, citizen, spell, 2, START + 80) == 1.0


def test_nobody_is_threatened_before_the_proposal_starts():
    later = stages(a_duty(steps=((START + 90, FAR, 1.0),))) - START
    assert {*map(tuple, later)} == {(90, 100, 140, 190)}


@pytest.mark.parametrize(
    ("since", "until", "is_called"),
    [(100, 101, True), (101, 500, False), (0, 100, False), (0, 101, True)],
)
@pytest.mark.slow
def test_only_those_whose_day_lies_in_the_proposal_are_called_or_threatened(
    since, until, is_called
):
    """One past the week when it starts is not called, nor threatened by what comes after it."""
    found = stages(a_duty(steps=((START + since, START + until, 1.0),)))
    assert (found[:, 1] == (START + AT if is_called else FAR)).all()
    assert is_called or {*map(tuple, found)} == {NEVER}


def test_the_share_called_is_that_of_the_month_times_the_reach():
    found = stages(a_duty(reach=0.5, steps=((START, START + 90, 1.0), (START + 90, FAR, 0.6))))
    called = (found[:, 1] < FAR).astype(float)
    assert agrees(z_of_mean(called, 0.3))
    assert differs(z_of_mean(called, 0.35))
    assert {*map(tuple, found[called == 0])} == {NEVER}


def test_whom_a_smaller_share_calls_a_larger_one_calls_too():
    few, more = (stages(a_duty(steps=((START, FAR, share),)))[:, 1] < FAR for share in (0.3, 0.7))
    assert (few <= more).all()
    assert few.sum() < more.sum()


def test_it_is_the_cell_on_the_day_itself_that_is_in_the_target():
    """All turn 50 on day 95: known ahead by those who will be in the target, and by no others."""
    turning = made_people(3, scheme=SICK, birthdays=(-FAR, -FAR, START + 95, FAR))
    older, younger = np.arange(BANDS) >= 3, np.arange(BANDS) < 3
    assert {*map(tuple, stages(a_duty(cells=older), people=turning))} != {NEVER}
    assert {*map(tuple, stages(a_duty(cells=younger), people=turning))} == {NEVER}


def test_who_drops_out_is_free_at_once():
    found = stages(a_duty(completion=0.6))
    begins, ends, free = found[:, 1], found[:, 2], found[:, 3]
    completed = ends - begins == LENGTH
    assert agrees(z_of_mean(completed.astype(float), 0.6))
    assert (free[completed] - ends[completed] == LASTS).all()
    assert (free[~completed] == ends[~completed]).all()


def test_what_is_paid_for_are_the_days_on_it():
    tables = made_tables(PLACES, programmes=[a_duty(hold=np.ones(3), threat=np.ones(3))])
    people = made_people(500, scheme=SICK)
    spells, _ = lived(tables, people)
    found = activations_of(tables, people, spells)
    first = spells.scheme == SICK
    ends = dict(zip(spells.citizen[first].tolist(), spells.end[first].tolist(), strict=True))
    there = {citizen for citizen, end in ends.items() if end > START + AT}
    assert 0 < len(there) < 500
    assert set(found.citizen.tolist()) == there
    for citizen, start, end in zip(found.citizen.tolist(), found.start, found.end, strict=True):
        assert (start, end) == (START + AT, min(START + AT + LENGTH, ends[citizen]))
    assert set(found.price) == {100.0}
    assert (found.scheme == SICK).all()


def test_a_programme_that_changes_nothing_and_costs_nothing_is_left_out():
    idle = a_duty(threat=np.ones(3), hold=np.ones(3), gain=np.ones(3), price=0.0)
    kept = [
        len(MechanismRows(Sizes(3, 3), programmes=(row,)).arrays()["programme"])
        for row in (idle, idle._replace(price=1.0), idle._replace(threat=np.array([1, 2, 1.0])))
    ]
    assert kept == [0, 1, 1]
