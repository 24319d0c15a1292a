"""Only whom a proposal may reach need live twice: on worlds made at random and on real ones."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines import simulate
from borgerflow.sim.engines.reach import any_of, difference_of
from borgerflow.sim.engines.simulate import live
from borgerflow.sim.world.people import People, census_of
from borgerflow.sim.world.tables.mechanisms import DoorRow, HazardRow
from borgerflow.sim.world.world import load_world
from tests.worlds.examples import some_worlds
from tests.worlds.lived import lived, made_people, of_citizens, same
from tests.worlds.made import ALWAYS, BANDS, START, Exit, Place, made_tables
from tests.worlds.strategies import random_worlds, tables_of


def left_alone(one, other, people):
    """Return whom the difference between two worlds cannot reach, and all lives in each."""
    lives = [lived(tables, people) for tables in (one, other)]
    reached = difference_of(one, other).reached(people, lives[0][0])
    return np.setdiff1d(np.arange(len(people.key)), reached), lives


@pytest.mark.slow
def test_whoever_is_not_named_lives_the_same_life_in_both_worlds():
    named, left, apart = 0, 0, 0

    @given(random_worlds())
    @some_worlds
    def look(world):
        nonlocal named, left, apart
        part = tables_of(world.map, world.mechanisms[1:], world.doors[:1], world.programmes[:1])
        for pair in (
            (world.tables(mechanisms=False), world.tables()),
            (world.tables(), world.tables(mechanisms=False)),
            (part, world.tables()),
        ):
            others, lives = left_alone(*pair, world.people)
            assert same(of_citizens(lives[0], others), of_citizens(lives[1], others))
            named += len(world.people.key) - len(others)
            left += len(others)
            apart += not same(*lives)

    look()
    assert apart > 30
    assert left > named / 2


@pytest.mark.slow
def test_whom_a_local_rule_cannot_reach_lives_the_same_life_without_it():
    left, apart = 0, 0

    @given(random_worlds(None, None))
    @some_worlds
    def look(world):
        nonlocal left, apart
        places = tuple(place._replace(rules=place.rules[1:]) for place in world.map.places)
        fewer = tables_of(world.map._replace(places=places))
        for pair in ((fewer, world.tables()), (world.tables(), fewer)):
            others, lives = left_alone(*pair, world.people)
            assert same(of_citizens(lives[0], others), of_citizens(lives[1], others))
            left += len(others)
            apart += not same(*lives)

    look()
    assert apart > 30
    assert left > 300


ONE_WAY = [Place([Exit(1, [0.05])], waits=(30,)), Place([Exit(0, [0.02])], waits=(0,))]
GROWN_UP = np.ones(BANDS, dtype=np.bool_)
HASTENED = HazardRow(0, 1, 0, (START + 100, START + 200, 0, FAR), 2.0, 1.0, GROWN_UP)
REFUSED = DoorRow(0, 1, (START + 100, START + 200, FAR), 1.0, GROWN_UP)
OTHER_CELLS = np.arange(BANDS) == 0


def spell_of(days, rows=(), doors=()):
    """Tell whether a citizen with one spell of these days of the world may be reached."""
    usual = made_tables(ONE_WAY, horizon=START + 400)
    acting = made_tables(ONE_WAY, horizon=START + 400, mechanisms=rows, doors=doors)
    one = made_people(1, since=START + days[0])
    spells, _ = lived(usual, one)
    first = type(spells)(*(column[:1] for column in spells))
    first = first._replace(end=np.array([START + days[1]]))
    return bool(difference_of(usual, acting).reached(one, first).size)


@pytest.mark.parametrize(
    ("days", "named"),
    [((0, 100), False), ((0, 101), True), ((199, 300), True), ((200, 300), False)],
)
def test_a_hazard_reaches_who_is_there_on_one_of_its_days(days, named):
    assert spell_of(days, rows=[HASTENED]) is named


@pytest.mark.parametrize(
    ("days", "named"),
    [
        ((69, 300), False),
        ((70, 300), True),
        ((80, 109), False),
        ((169, 300), True),
        ((170, 300), False),
    ],
)
def test_the_door_reaches_whose_first_paid_day_lies_within_its_days(days, named):
    assert spell_of(days, doors=[REFUSED]) is named


@pytest.mark.parametrize(
    "row",
    [
        HASTENED._replace(cells=OTHER_CELLS),
        HASTENED._replace(reach=0.0),
        HASTENED._replace(scheme=1, exit_=1),
    ],
)
def test_a_hazard_for_others_reaches_nobody_else(row):
    assert spell_of((0, 300), rows=[HASTENED])
    assert not spell_of((0, 300), rows=[row])


def test_rows_that_both_worlds_have_reach_nobody():
    one = made_tables(ONE_WAY, mechanisms=[HASTENED], doors=[REFUSED])
    other = made_tables(ONE_WAY, mechanisms=[HASTENED], doors=[REFUSED])
    assert difference_of(one, other).rows == ()
    assert not difference_of(one, other).elsewhere


ALL_YEAR = HASTENED._replace(days=(START, START + 400, 0, FAR))
TRIED = [
    {"mechanisms": [ALL_YEAR._replace(reach=0.2)]},
    {"mechanisms": [ALL_YEAR._replace(reach=0.4, factor=3.0)]},
    {"mechanisms": [ALL_YEAR._replace(reach=0.3, cells=OTHER_CELLS, mechanism=3)]},
    {"doors": [REFUSED._replace(share=0.1)]},
    {"doors": [REFUSED._replace(share=0.05)]},
]


def test_whom_any_of_some_worlds_may_reach_are_those_whom_each_may_reach():
    usual, people = made_tables(ONE_WAY, horizon=START + 400), made_people(300)
    spells, _ = lived(usual, people)
    worlds = [made_tables(ONE_WAY, horizon=START + 400, **rows) for rows in TRIED]
    each = [difference_of(usual, world) for world in worlds]
    numbers = [set(difference.reached(people, spells)) for difference in each]
    assert set(any_of(each).reached(people, spells)) == set.union(*numbers)
    assert numbers[0] < numbers[1]
    assert 0 < len(numbers[4]) < len(numbers[3])
    # Of rows that meet the same citizens, larger shares of them or smaller, one is looked for.
    assert len(any_of(each).rows) == 3


def test_worlds_that_differ_in_anything_else_may_reach_everybody():
    usual = made_tables(ONE_WAY)
    people = made_people(7)
    other = usual._replace(calendar_day=np.array([ALWAYS + 1]))
    reached = difference_of(usual, other).reached(people, lived(usual, people)[0])
    assert reached.tolist() == list(range(7))


PROPOSALS = [
    ("herning", ("herning-syg02",), {"herning-syg02.turned_away.effect": 0.6}),
    ("herning", ("herning-oevr04", "herning-oevr01"), {"herning-oevr04.prevention.effect": 0.5}),
    pytest.param("hedensted", ("herning-oevr04", "herning-syg02"), {}, marks=pytest.mark.slow),
    pytest.param("hedensted", ("vesthimmerland-5",), {}, marks=pytest.mark.slow),
]


@cache
def pair_of(municipality, proposals):
    world = load_world(municipality, proposals, population=0.1)
    return world.baseline(), world


@pytest.mark.slow
@pytest.mark.parametrize(("municipality", "proposals", "changes"), PROPOSALS)
def test_to_live_only_the_reached_again_gives_the_history_of_living_all(
    municipality, proposals, changes
):
    baseline, world = pair_of(municipality, proposals)
    world = world.overridden(changes) if changes else world
    before, after = (simulate(w, 3, 2) for w in (baseline, world))
    census = census_of(world.peopling, 3, 2)
    people = census.people(np.arange(census.size))
    reached = difference_of(baseline.tables, world.tables).reached(people, before.spell_arrays)
    again = live(world, People._make(column[reached] for column in people), "auto")[:2]
    assert same(again, of_citizens((after.spell_arrays, after.contact_arrays), reached))
    others = np.setdiff1d(np.arange(census.size), reached)
    mine, yours = (of_citizens((h.spell_arrays, h.contact_arrays), others) for h in (before, after))
    assert same(mine, yours)
    assert 0 < reached.size < 0.7 * census.size
    assert before != after
