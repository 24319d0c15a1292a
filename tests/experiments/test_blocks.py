"""A replication in blocks and threads is the same replication, and a change is what changed."""

from functools import cache

import numpy as np
import pytest

from borgerflow.experiments.runs.estimators import blocks
from borgerflow.experiments.runs.estimators.blocks import Known, Reached, lives_of
from borgerflow.experiments.runs.estimators.lotteries import difference_between
from borgerflow.experiments.runs.estimators.one_world import run_world
from borgerflow.experiments.runs.estimators.pairs import (
    RunSettings,
    run_beside,
    run_change,
    run_pair,
    run_reached,
)
from borgerflow.sim.engines import simulate
from borgerflow.sim.measures.account import account_of
from borgerflow.sim.measures.new_cases import NewCases
from borgerflow.sim.world.people import People, census_of, people_of
from borgerflow.sim.world.world import load_world

SETTINGS, AT_THE_DOOR = RunSettings(1, "auto"), NewCases("sygedagpenge", True)
COUNTED = ("person_days", "stock", "flows", "contacts")


@cache
def world_of(*proposals, effect=None):
    world = load_world("modelkommune", proposals, population=0.1, run_in_years=1)
    return world.overridden({"herning-syg02.turned_away.effect": effect}) if effect else world


@cache
def strict():
    """Return a world in which every second short case is turned away."""
    return world_of("herning-syg02", effect=0.5)


def same_account(one, other):
    arrays = ("money", *COUNTED)
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays)


def same_pair(one, other):
    counts = ("touched", "cases", "cases_after")
    accounts = [(one.baseline, other.baseline), (one.investment, other.investment)]
    return all(same_account(*pair) for pair in accounts) and all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in counts
    )


def pair_with(**changes):
    world = strict()
    settings = SETTINGS._replace(**changes)
    return run_pair(world.baseline(), world, replication=3, settings=settings, cases=AT_THE_DOOR)


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 1000)


@pytest.mark.slow
def test_threads_change_nothing_not_a_byte(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 97)
    alone = pair_with()
    assert all(same_pair(pair_with(threads=threads), alone) for threads in (2, 3))


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.slow
def test_both_engines_come_to_the_same_pair():
    assert same_pair(pair_with(engine="reference"), pair_with(engine="compiled"))


@pytest.mark.slow
def test_a_pair_in_blocks_comes_to_what_both_worlds_whole_come_to(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 777)
    pair, world = pair_with(), strict()
    for account, lived in ((pair.baseline, world.baseline()), (pair.investment, world)):
        whole = account_of(simulate(lived, 1, 3), lived)
        assert all(np.array_equal(getattr(account, n), getattr(whole, n)) for n in COUNTED)
        assert account.money == pytest.approx(whole.money, rel=1e-9, abs=1e-5)
    assert pair.touched.sum() > 20
    assert pair.cases_after.sum() < pair.cases.sum()


@pytest.mark.slow
def test_one_world_in_blocks_comes_to_what_it_comes_to_whole(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 777)
    world = strict()
    whole = account_of(simulate(world, 1, 3), world)
    lived = run_world(world, replication=3, settings=SETTINGS._replace(threads=2))
    assert all(np.array_equal(getattr(lived.account, n), getattr(whole, n)) for n in COUNTED)
    assert lived.account.money == pytest.approx(whole.money, rel=1e-9, abs=1e-5)


def test_a_change_among_more_than_the_reached_is_the_same_change():
    """A search lives those again whom the furthest effect may reach, and finds the same."""
    milder = world_of("herning-syg02", effect=0.1)
    baseline, asked = milder.baseline(), {"replication": 3, "settings": SETTINGS}
    among = run_reached(baseline, strict(), **asked)
    least = run_reached(baseline, milder, **asked)
    assert set(least.citizens) < set(among.citizens)
    _, whole = run_beside(baseline, [milder], 3, SETTINGS, AT_THE_DOOR)
    change = run_change(baseline, milder, among=among, cases=AT_THE_DOOR, **asked)
    assert same_account(change.account, whole.account)
    assert change.cases.tolist() == whole.cases.tolist()
    assert change.touched.tolist() == whole.touched.tolist()


@pytest.mark.usefixtures("small_blocks")
def test_people_and_lives_kept_from_the_pair_are_those_made_anew():
    """Whichever worker is handed a replication, and whether it was kept or not."""
    reaching = [difference_between(strict().baseline(), strict())]
    (among,) = run_pair(
        strict().baseline(), strict(), replication=3, settings=SETTINGS, reaching=reaching
    ).reached
    people = census_of(strict().peopling, SETTINGS.seed, 3).people(among.citizens)
    anew = Known(among.citizens, people, lives_of(strict().baseline(), people, "auto"))
    kept = among.kept.widened()
    assert all(
        np.array_equal(here, there) and here.dtype == there.dtype
        for rows, others in zip((kept.people, *kept.usual), (people, *anew.usual), strict=True)
        for here, there in zip(rows, others, strict=True)
    )
    assert among.kept.bytes < anew.bytes / 2


@pytest.mark.usefixtures("small_blocks")
def test_a_change_among_those_kept_is_the_change_among_those_made_anew():
    asked = {"replication": 3, "settings": SETTINGS, "cases": AT_THE_DOOR}
    among = run_reached(strict().baseline(), strict(), replication=3, settings=SETTINGS)
    kept, anew = (
        run_change(strict().baseline(), strict(), among=each, **asked)
        for each in (among, Reached(among.citizens, None))
    )
    assert all(np.array_equal(getattr(kept.account, n), getattr(anew.account, n)) for n in COUNTED)
    assert kept.account.money == pytest.approx(anew.account.money, rel=1e-12, abs=1e-6)
    assert kept.touched.tolist() == anew.touched.tolist()
    assert kept.touched.sum() > 0


def test_no_more_is_kept_than_there_is_room_for(monkeypatch):
    def kept(replication):
        run = {"replication": replication, "settings": SETTINGS}
        return run_reached(strict().baseline(), strict(), **run).kept

    assert kept(blocks.KEPT_REPLICATIONS - 1) is not None
    assert kept(blocks.KEPT_REPLICATIONS) is None
    monkeypatch.setattr(blocks, "KEPT_BYTES", 1000)
    assert kept(0) is None


def test_worlds_lived_beside_one_baseline_are_those_lived_alone():
    milder, baseline = world_of("herning-syg02", effect=0.1), strict().baseline()
    before, *both = run_beside(baseline, [milder, strict()], 3, SETTINGS)
    for world, change in zip((milder, strict()), both, strict=True):
        alone = run_pair(baseline, world, replication=3, settings=SETTINGS)
        assert same_account(alone.investment, before.account + change.account)


class Queueing:
    """A world in which citizens wait for one another."""

    citizens_are_independent = False


class Alone:
    """A world in which they do not."""

    citizens_are_independent = True


@pytest.mark.usefixtures("small_blocks")
def test_citizens_are_cut_at_the_same_numbers_whoever_is_left_out():
    some = np.array([3, 999, 1000, 1999, 5000])
    cut = [block.tolist() for block in blocks.blocks_of([Alone()], some)]
    assert cut == [[3, 999], [1000, 1999], [5000]]
    assert len(blocks.blocks_of([Alone()], np.arange(2001))) == 3
    assert [b.size for b in blocks.blocks_of([Alone()], some[:0])] == [0]


@pytest.mark.usefixtures("small_blocks")
def test_citizens_who_wait_for_one_another_are_lived_together():
    everybody = np.arange(5000)
    assert [block.size for block in blocks.blocks_of([Queueing(), Alone()], everybody)] == [5000]


@pytest.mark.parametrize("municipality", ["herning", "modelkommune"])
def test_people_drawn_by_number_are_those_drawn_among_all(municipality):
    peopling = load_world(municipality, population=0.05).peopling
    census, everybody = census_of(peopling, 2, 1), people_of(peopling, 2, 1)
    residents, mover = census.residents, census.arrivals.mover[0]
    for some in (
        np.arange(0, census.size, 7),
        np.arange(residents - 3, residents + 3),
        np.array([mover - 1, mover, census.size - 1]),
    ):
        drawn = census.people(some)
        among = People._make(column[some] for column in everybody)
        assert all(np.array_equal(a, b) for a, b in zip(drawn, among, strict=True))
