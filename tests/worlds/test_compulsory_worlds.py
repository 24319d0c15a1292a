"""Compulsory programmes on worlds made at random, and whom one can reach."""

import numpy as np
import pytest
from hypothesis import given

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.derived.activations import activations_of
from borgerflow.sim.engines.derived.enrolments import enrolments_of
from borgerflow.sim.engines.reach import difference_of
from borgerflow.sim.world.tables.mechanisms import ProgrammeRow
from tests.worlds.examples import some_worlds
from tests.worlds.lived import first_spells, lived, lived_plainly, made_people, same
from tests.worlds.made import ALWAYS, BANDS, START, Exit, Place, made_tables
from tests.worlds.strategies import random_worlds, tables_of


def under(world, programmes):
    """Return the tables of a random world with other programmes."""
    return tables_of(world.map, world.mechanisms, world.doors, tuple(programmes), world.reviews)


def compulsory(world):
    """Return the programmes of a random world, every one compulsory and always in force."""
    return [
        row._replace(window=(0, FAR), steps=((ALWAYS, FAR, 0.8),), at=min(row.at, 30 + 20 * n))
        for n, row in enumerate(world.programmes)
    ]


@pytest.mark.slow
def test_both_engines_tell_the_same_histories_of_those_who_are_called():
    apart = 0

    @given(random_worlds())
    @some_worlds
    def look(world):
        nonlocal apart
        rows = [row._replace(ahead=40, threat=1.5 * row.gain) for row in compulsory(world)]
        tables = under(world, rows)
        fast, plain = lived(tables, world.people), lived_plainly(tables, world.people)
        assert same(fast, plain)
        apart += not same(fast, lived(under(world, ()), world.people))

    look()
    assert apart > 18


@pytest.mark.slow
def test_a_stronger_threat_never_postpones_the_end_of_a_first_spell():
    hastened = 0

    @given(random_worlds())
    @some_worlds
    def look(world):
        nonlocal hastened
        usual = [row._replace(ahead=40, threat=1.5 * row.gain) for row in compulsory(world)]
        stronger = [row._replace(threat=6.0 * row.threat) for row in usual]
        ends = [
            first_spells(lived(under(world, rows), world.people)).end for rows in (usual, stronger)
        ]
        assert (ends[1] <= ends[0]).all()
        hastened += (ends[1] < ends[0]).sum()

    look()
    assert hastened > 15


@pytest.mark.slow
def test_a_step_without_effect_is_paid_for_and_changes_no_life():
    called = 0

    @given(random_worlds())
    @some_worlds
    def look(world):
        nonlocal called
        rows = [_without_effect(row) for row in compulsory(world)]
        tables = under(world, rows)
        lives = lived(tables, world.people)
        assert same(lives, lived(under(world, ()), world.people))
        called += len(activations_of(tables, world.people, lives[0]).citizen)

    look()
    assert called > 60


def _without_effect(row):
    unmoved = np.ones(len(row.hold))
    return row._replace(threat=unmoved, hold=unmoved, gain=unmoved, price=1.0)


@pytest.mark.slow
def test_what_is_paid_for_is_what_enrolments_tell():
    told = 0

    @given(random_worlds())
    @some_worlds
    def look(world):
        nonlocal told
        rows = [row._replace(price=1.0 + n) for n, row in enumerate(compulsory(world))]
        tables = under(world, rows)
        spells, _ = lived(tables, world.people)
        enrolled = enrolments_of(tables, world.people, spells)
        paid = activations_of(tables, world.people, spells)
        days = enrolled.end > enrolled.start
        mine, yours = (
            sorted(zip(*(column.tolist() for column in columns), strict=True))
            for columns in (
                (paid.citizen, paid.start, paid.end),
                (enrolled.citizen[days], enrolled.start[days], enrolled.end[days]),
            )
        )
        assert mine == yours
        told += len(mine)

    look()
    assert told > 150


ONE_WAY = [Place([Exit(1, [0.05])]), Place([Exit(0, [0.02])])]
EVERYBODY = np.ones(BANDS, dtype=np.bool_)
DUTY = ProgrammeRow(
    scheme=0,
    mechanism=3,
    window=(0, FAR),
    steps=((START + 40, START + 400, 1.0),),
    length=50,
    completion=1.0,
    lasts=0,
    reach=1.0,
    cells=EVERYBODY,
    hold=np.array([0.5, 1.0]),
    gain=np.ones(2),
    at=100,
    ahead=30,
    threat=np.array([2.0, 1.0]),
)


def is_named(row, days):
    """Tell whether a citizen with one spell of these days of the world may be reached."""
    usual = made_tables(ONE_WAY, horizon=START + 900)
    acting = made_tables(ONE_WAY, horizon=START + 900, programmes=[row])
    one = made_people(1, since=START + days[0], enters=START + max(days[0], 0))
    spells, _ = lived(usual, one)
    first = type(spells)(*(column[:1] for column in spells))
    first = first._replace(end=np.array([START + days[1]]))
    return bool(difference_of(usual, acting).reached(one, first).size)


@pytest.mark.parametrize(
    ("days", "named"),
    [
        ((0, 70), False),
        ((0, 71), True),
        ((-60, 300), True),
        ((-61, 300), False),
        ((-40, 40), False),
        ((-40, 41), True),
        ((299, 900), True),
        ((300, 900), False),
    ],
    ids=[
        "gone before knowing",
        "a day after",
        "called on the first day",
        "past the week when it starts",
        "gone before it starts",
        "knows when it starts",
        "called on the last day",
        "its week comes after the end",
    ],
)
def test_it_reaches_who_knows_of_it_and_nobody_else(days, named):
    assert is_named(DUTY, days) is named


@pytest.mark.parametrize(
    "change",
    [{"reach": 0.0}, {"cells": np.arange(BANDS) == 0}, {"scheme": 1}, {"at": 5}],
    ids=["nobody", "others", "elsewhere", "before it starts"],
)
def test_whom_it_does_not_call_it_does_not_reach(change):
    assert is_named(DUTY, (0, 300))
    assert not is_named(DUTY._replace(**change), (0, 300))


def test_those_the_draw_spares_are_not_reached():
    usual = made_tables(ONE_WAY, horizon=START + 900)
    half = made_tables(ONE_WAY, horizon=START + 900, programmes=[DUTY._replace(reach=0.5)])
    people = made_people(2_000)
    spells, _ = lived(usual, people)
    there = np.unique(spells.citizen[(spells.scheme == 0) & (spells.end - spells.start > 70)])
    named = difference_of(usual, half).reached(people, spells)
    assert 0.4 * len(there) < len(named) < 0.75 * len(there)


@pytest.mark.slow
def test_random_worlds_call_people_and_change_their_lives():
    """What the engines are compared on: worlds that draw duties, threats among them."""
    called, threatened = 0, 0

    @given(random_worlds())
    @some_worlds
    def look(world):
        nonlocal called, threatened
        duties = [row._replace(price=1.0) for row in world.programmes if row.at < FAR]
        lives = lived(under(world, duties), world.people)
        called += len(activations_of(under(world, duties), world.people, lives[0]).citizen)
        mild = [row._replace(threat=np.ones(len(row.hold))) for row in duties]
        threatened += not same(lives, lived(under(world, mild), world.people))

    look()
    assert called > 60
    assert threatened > 6
