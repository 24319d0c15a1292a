"""A life that a proposal is sure to change, weighed by its chance, tells what lotteries tell."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.branches import lives as branch_lives
from borgerflow.sim.engines.branches.carried import hindrance
from borgerflow.sim.engines.branches.reached import TRIES
from borgerflow.sim.engines.reach import difference_of
from borgerflow.sim.lives.hazards import units_to_live
from borgerflow.sim.world.tables.mechanisms import DoorRow, HazardRow, ProgrammeRow
from tests.worlds.branched import (
    KINDS,
    Pair,
    branched,
    changes,
    is_carried,
    pair_of,
    scores,
    z_scores,
)
from tests.worlds.examples import COUNTED, identical
from tests.worlds.lived import lived, made_people
from tests.worlds.made import ALWAYS, BANDS, START, Exit, Place, made_tables
from tests.worlds.strategies import random_worlds
from tests.worlds.turning import turned_worlds

GROWN_UP = np.ones(BANDS, dtype=np.bool_)
ALL_DAYS = (ALWAYS, FAR, 0, FAR)
WEEKLY = 0.07
DAILY = WEEKLY / 7
ONE_WAY = [Place([Exit(1, [WEEKLY])]), Place([Exit(0, [0.0])])]
HORIZON = START + 250


def one_way(factor=None, reach=1.0, share=None):
    """Return a world beside one with a factor on its first exit, or a door behind it."""
    rows = [HazardRow(0, 1, 0, ALL_DAYS, factor, reach, GROWN_UP)] if factor is not None else []
    doors = [DoorRow(1, 2, (ALWAYS, FAR, FAR), share, GROWN_UP)] if share is not None else []
    usual = made_tables(ONE_WAY, horizon=HORIZON)
    return Pair(usual, made_tables(ONE_WAY, horizon=HORIZON, mechanisms=rows, doors=doors))


def first_stays(pair, people):
    """Return how many days each is in the first scheme, and whether still there at the end."""
    spells, _ = lived(pair.usual, people)
    first = np.flatnonzero(np.append(True, spells.citizen[1:] != spells.citizen[:-1]))
    return spells.end[first] - spells.start[first], spells.open[first]


def test_a_faster_exit_is_weighed_by_the_chance_of_one_before_the_usual():
    people, pair = made_people(200), one_way(factor=1.5)
    days, still = first_stays(pair, people)
    quiet = np.where(still, HORIZON - START, days) - 1  # one ends by a hazard of the day before
    expected = -np.expm1(-0.5 * DAILY * quiet)
    assert branched(pair, people).chance == pytest.approx(expected, abs=1e-9)
    assert still.any()


def test_a_slower_exit_is_weighed_by_the_chance_that_the_usual_one_is_withheld():
    people, pair = made_people(200), one_way(factor=0.4)
    _, still = first_stays(pair, people)
    withheld = 1 - math.expm1(-0.4 * DAILY) / math.expm1(-DAILY)
    assert branched(pair, people).chance == pytest.approx(np.where(still, 0.0, withheld), abs=1e-9)


def test_a_case_at_the_door_is_weighed_by_the_share_turned_away():
    people, pair = made_people(200), one_way(share=0.3)
    _, still = first_stays(pair, people)
    assert branched(pair, people).chance == pytest.approx(np.where(still, 0.0, 0.3))


def hinders(places=tuple(ONE_WAY), given=(), **rows):
    """Return what keeps branches from carrying some rows, in English; None where nothing does.

    ``given`` are doors in both worlds.
    """
    doors = [*given, *rows.pop("doors", ())]
    usual = made_tables(places, horizon=HORIZON, doors=given)
    other = made_tables(places, horizon=HORIZON, doors=doors, **rows)
    found = hindrance(usual, difference_of(usual, other))
    return found and found.en


PAID_FOR = ProgrammeRow(
    0,
    3,
    (0, FAR),
    ((START, FAR, 0.01),),
    60,
    1.0,
    0,
    1.0,
    GROWN_UP,
    np.ones(2),
    np.ones(2),
    price=9.0,
)


ENTANGLED = "effects of several kinds on one scheme"
FASTER = HazardRow(0, 1, 0, ALL_DAYS, 2.0, 1.0, GROWN_UP)
AT_ONCE = DoorRow(0, 2, (ALWAYS, FAR, FAR), 0.3, GROWN_UP)
SOON_OVER = DoorRow(0, 2, (ALWAYS, FAR, 56), 0.3, GROWN_UP)
WAITING = (ONE_WAY[0]._replace(waits=(30,)), ONE_WAY[1])


def test_what_branches_do_not_carry_is_named():
    assert hinders(mechanisms=[FASTER]) is None
    assert hinders(doors=[SOON_OVER]) is None
    assert hinders(programmes=[PAID_FOR]) == "activation that others are paid for"


@pytest.mark.parametrize("door", [AT_ONCE, SOON_OVER], ids=["any case", "one soon over"])
@pytest.mark.parametrize("new", [True, False])
@pytest.mark.parametrize("places", [tuple(ONE_WAY), WAITING], ids=["at once", "after a wait"])
def test_hazards_that_differ_where_a_door_asks_for_them_are_not_carried(door, new, places):
    """What a door refuses hangs on the exits up to the first paid day, or soon after."""
    rows = {"doors": [door]} if new else {"given": [door]}
    asks = door is SOON_OVER or places is WAITING
    assert hinders(places, mechanisms=[FASTER], **rows) == (ENTANGLED if asks else None)


@pytest.mark.slow
def test_both_engines_write_branches_where_the_rows_just_fill_their_room():
    places = [Place([Exit(1, [2.0])]), Place([Exit(0, [2.0])])]
    rows = [HazardRow(0, 1, 0, ALL_DAYS, 0.5, 1.0, GROWN_UP)]
    pair = Pair(
        made_tables(places, horizon=HORIZON),
        made_tables(places, horizon=HORIZON, mechanisms=rows),
    )
    people = made_people(200)
    compiled, plain = (branched(pair, people, name) for name in ("compiled", "reference"))
    assert np.array_equal(compiled.spells.end, plain.spells.end)


def test_nobody_has_a_branch_where_nothing_differs():
    found = branched(one_way(), made_people(50))
    assert not found.chance.any()
    assert not found.spells.citizen.size


@pytest.mark.parametrize("reach", [0.5, 0.002])
def test_the_weights_of_those_found_to_be_reached_add_up_to_the_reach(reach):
    """However rare: few draws are tried for one that is reached, and what is found weighs more."""
    pair, people = one_way(factor=2.0, reach=reach), made_people(4000)
    everybody = branched(one_way(factor=2.0), people)
    found = branched(pair, people)
    apart = found.chance - reach * everybody.chance
    assert np.abs(z_scores(apart[:, None])) < 4
    if reach < 1 / TRIES:
        assert (found.chance == 0).mean() > 0.3
    else:
        assert apart == pytest.approx(0.0, abs=1e-9)


def test_a_spell_whose_exit_is_withheld_is_drawn_anew():
    people, pair = made_people(300), one_way(factor=0.0)
    days, still = first_stays(pair, people)
    found = branched(pair, people)
    assert (found.chance[~still] == 1).all()
    assert found.spells.open.all()
    assert (days[~still] < HORIZON - START).all()


@pytest.mark.slow
@given(random_worlds() | turned_worlds(), st.sampled_from(KINDS))
@identical
def test_both_engines_write_the_same_branches(world, kind):
    pair = pair_of(world, kind)
    if is_carried(pair):
        compiled, plain = (branched(pair, world.people, name) for name in ("compiled", "reference"))
        assert compiled.chance == pytest.approx(plain.chance, abs=1e-12)
        for one, other in zip((*compiled[1], *compiled[2]), (*plain[1], *plain[2]), strict=True):
            assert np.array_equal(one, other)


# Of some thousand scores, each all but normal, the largest of chance alone: one in a thousand runs.
MOST_ERRORS = 5.0


def worlds_told(worlds, kind):
    """Hold branches against lotteries in random worlds; in some of them lives change."""
    told = 0

    @given(worlds)
    @settings(max_examples=40, **COUNTED)
    def look(world):
        nonlocal told
        pair = pair_of(world, kind)
        if is_carried(pair):
            found = scores(pair, world.people)
            assert np.abs(found).max() < MOST_ERRORS
            told += bool(found.any())

    look()
    assert told


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_branches_tell_what_lotteries_tell_in_worlds_of_every_kind(kind):
    worlds_told(random_worlds(), kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_branches_tell_what_lotteries_tell_when_the_law_turns(kind):
    worlds_told(turned_worlds(), kind)


def apart_when_slowed():
    """Return the score of branches against lotteries where half of the exits are withheld."""
    people, pair = made_people(1500), one_way(factor=0.5)
    drawn, weighed = changes(pair, people, "reference")
    return z_scores(weighed - drawn)[0]


@pytest.mark.slow
def test_a_branch_that_reuses_the_draw_of_a_withheld_exit_would_be_noticed(monkeypatch):
    assert abs(apart_when_slowed()) < 4

    def reused(citizen, ordinal):
        return units_to_live(citizen._replace(key=citizen.key ^ 1), ordinal)

    monkeypatch.setattr(branch_lives, "units_to_live", reused)
    assert abs(apart_when_slowed()) > 6
