"""One replication of a world, and of other worlds beside it: what runs inside a worker.

Histories are reduced here, block by block, and never leave it. In the other worlds only those
are simulated again whom the difference between the worlds may reach; what differs is then what
the lives that changed come to, and exactly nothing where none did.
"""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, NamedTuple, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.runs.blocks import (
    Lives,
    Reached,
    blocks_of,
    kept_of,
    lives_apart,
    lives_of,
    people_at,
    sums_over_blocks,
)
from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.clock import first_day_of_year
from borgerflow.sim.base.sums import Summable
from borgerflow.sim.engines.meetings import Meetings, Met, acting_rows
from borgerflow.sim.engines.reach import Difference, difference_of
from borgerflow.sim.measures.account import Account, Reckoner, reckoner_of
from borgerflow.sim.measures.gains import Gains, Notes
from borgerflow.sim.measures.new_cases import NewCases, new_cases
from borgerflow.sim.measures.targets import persons_at
from borgerflow.sim.params.model import Target
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.people import People, census_of
from borgerflow.sim.world.world import World

Counts = Ints


class RunSettings(NamedTuple):
    """Which chance and which engine, and in how many threads blocks of citizens are simulated."""

    seed: int
    engine: Engine
    threads: int = 1


class Selectable(Protocol):
    """Lives of people, numbered by their places among them: `Lives`, or several of these."""

    def of(self, places: Counts, size: int, /) -> Self:
        """Return the lives of those in some of the places, of so many, their places kept."""

    def placed(self, places: Counts, /) -> Self:
        """Return the same lives, numbered by these places instead."""


L = TypeVar("L", bound=Selectable)
S = TypeVar("S", bound=Summable)
Simulate = Callable[[World, People, Engine], L]
Keep = Callable[[Counts, People, L], tuple[Reached, ...]]


@dataclass(frozen=True)
class Counterfactual(Generic[L, S]):
    """A world beside the baseline, whom it may reach, and how to tell what it changes.

    ``reached`` gives the places of those who may live another life, from people and their usual
    lives; ``subtract`` what the other lives of people come to more, from usual and other lives.
    ``note`` takes note of people with both lives of those reached.
    """

    world: World
    reached: Callable[[People, L], Counts]
    subtract: Callable[[L, L, People], S]
    note: Callable[[People, L, L], None] | None = None

    def change(self, people: People, before: L, simulate: Simulate[L], engine: Engine) -> S:
        """Return the change that the other world brings to people, given their usual lives."""
        reached, size = self.reached(people, before), len(people.key)
        after = simulate(self.world, people_at(people, reached), engine).placed(reached)
        usual = before.of(reached, size)
        if self.note is not None:
            self.note(people, usual, after)
        return self.subtract(usual, after, people)


def paired_run(
    baseline: World,
    others: Sequence[Counterfactual[L, S]],
    *,
    simulate: Simulate[L],
    reduce: Callable[[L, int], S],
    replication: int,
    settings: RunSettings,
    keep: Keep[L] | None = None,
) -> tuple[Any, ...]:
    """Return what one replication of the baseline comes to, and the change in each other world.

    After these what is kept of it.

    Parameters
    ----------
    simulate : callable
        ``(world, people, engine)`` to lives: `lives_of`, or what tells more of them.
    reduce : callable
        ``(lives, size)`` to what lives of so many people come to in the baseline, a `Summable`.
        Each counterfactual reduces its own changes in ``subtract``, to the same kind.
    keep : callable, optional
        ``(citizens, people, lives)`` of a block to what is kept of it.
    """
    census = census_of(baseline.peopling, settings.seed, replication)

    def reduced(citizens: Counts) -> tuple[Any, ...]:
        people = census.people(citizens)
        before = simulate(baseline, people, settings.engine)
        changes = (other.change(people, before, simulate, settings.engine) for other in others)
        kept = () if keep is None else keep(citizens, people, before)
        return reduce(before, len(people.key)), *changes, *kept

    worlds = (baseline, *(other.world for other in others))
    blocks = blocks_of(worlds, np.arange(census.size))
    return sums_over_blocks(reduced, blocks, settings.threads)


@dataclass(frozen=True)
class RunTotals(Summable):
    """One account, and the simulated persons that each published figure is held against."""

    account: Account
    persons: Counts  # by target of the municipality


def run_world(world: World, *, replication: int, settings: RunSettings) -> RunTotals:
    """Return one replication of one world."""
    reckoner, targets = reckoner_of(world), targets_of(world)

    def reduce(lives: Lives, _: int) -> RunTotals:
        waiting, names = world.tables.waiting_days, world.scheme_names
        persons = [persons_at(target, lives.spells, names, waiting) for target in targets]
        return RunTotals(reckoner.account(*lives), np.array(persons, dtype=np.int64))

    total: RunTotals
    (total,) = paired_run(
        world, (), simulate=lives_of, reduce=reduce, replication=replication, settings=settings
    )
    return replace(total, account=total.account + reckoner.invested())


def targets_of(world: World) -> tuple[Target, ...]:
    """Return the published figures of the municipality whose day is simulated."""
    days = range(world.run_in_day, world.end_day)
    return tuple(t for t in world.municipality.targets if t.day in days)


@dataclass(frozen=True)
class Totals(Summable):
    """What some citizens' lives come to.

    Of a change between two worlds: by how much the lives come to more in the other one.
    """

    account: Account
    cases: Counts  # [year] new cases of one scheme
    touched: Counts  # [year] citizens who live differently
    met: Met


@dataclass(frozen=True)
class Pair:
    """Both accounts of one replication, and counts by year of the horizon.

    ``touched`` counts citizens whose spells differ; ``cases`` and ``cases_after`` count the new
    cases of one scheme in the baseline and in the investment world; ``met`` counts whom each
    mechanism of ``acting_rows`` met; ``alone`` is the change in each further world beside the
    baseline; ``gains`` say who brings the change; ``reached`` are those whom each of some further
    differences from the baseline may reach.
    """

    baseline: Account
    investment: Account
    touched: Counts
    cases: Counts
    cases_after: Counts
    met: Met
    alone: tuple[Account, ...] = ()
    gains: Gains | None = None  # None where a law changes, and with it everybody's price
    reached: tuple[Reached, ...] = ()


@dataclass(frozen=True)
class CountedWorld:
    """A world whose lives are reckoned and whose new cases are counted, if any are asked for."""

    world: World
    reckoner: Reckoner
    cases: NewCases | None
    acting: tuple[str, ...] = ()  # the mechanisms whose meetings are counted

    def reduce(self, lives: Lives, _: int) -> Totals:
        """Return what lives come to, what was invested left out."""
        total = replace(self.nothing(), account=self.reckoner.account(*lives))
        if self.cases is None:
            return total
        return replace(total, cases=new_cases(lives.spells, self.world, self.cases))

    def invested(self) -> Totals:
        """Return what the proposals cost."""
        return replace(self.nothing(), account=self.reckoner.invested())

    def nothing(self) -> Totals:
        """Return what nobody's lives come to."""
        none = np.zeros(len(self.world.horizon_years), dtype=np.int64)
        return Totals(self.reckoner.nothing(), none, none, Met.none(len(self.acting)))

    def beside(self, world: World) -> "CountedWorld":
        """Return a world that differs in its proposals alone, to be counted likewise."""
        repriced = world.law_changes != self.world.law_changes
        reckoner = reckoner_of(world) if repriced else self.reckoner
        return replace(self, world=world, reckoner=replace(reckoner, proposals=world.proposals))

    def counterfactual(self, other: "CountedWorld") -> Counterfactual[Lives, Totals]:
        """Return another world beside this one."""
        difference = difference_between(self.world, other.world)
        meetings = Meetings.of(other.world, difference)

        def reached(people: People, before: Lives) -> Counts:
            return difference.reached(people, before.spells)

        def subtract(before: Lives, after: Lives, people: People) -> Totals:
            size = len(people.key)
            met = meetings.met(self.acting, people, before.spells, after.spells)
            # Under another law a life costs something else though none changes.
            if other.world.law_changes == self.world.law_changes:
                changed = changed_places(before, after, size)
                before, after = before.of(changed, size), after.of(changed, size)
            years = self.world.horizon_years
            touched = citizens_touched(before.spells, after.spells, years)
            change = other.reduce(after, size) - self.reduce(before, size)
            return replace(change, touched=touched, met=met)

        return Counterfactual(other.world, reached, subtract)


def run_pair(
    baseline: World,
    investment: World,
    alone: Sequence[World] = (),
    *,
    replication: int,
    settings: RunSettings,
    cases: NewCases | None = None,
    reaching: Sequence[Difference] = (),
) -> Pair:
    """Return one replication of both worlds: the same seed, the same citizens.

    ``alone`` are worlds beside the same baseline in which one proposal of several acts;
    ``reaching`` are differences from it, of each of which the pair says whom it may reach.
    """
    worlds, notes = [investment, *alone], Notes()
    keep = partial(reached_by, reaching, replication)
    before, change, *more = run_beside(baseline, worlds, replication, settings, cases, notes, keep)
    others, reached = more[: len(alone)], tuple(more[len(alone) :])
    # Baseline plus change, so that a life that is the same costs the same to the last bit.
    after = before + change
    counts = change.touched, before.cases, after.cases
    changes = tuple(other.account for other in others)
    same_law = investment.law_changes == baseline.law_changes
    gains = notes.gains(reckoner_of(baseline)) if same_law else None
    return Pair(before.account, after.account, *counts, change.met, changes, gains, reached)


def run_beside(
    baseline: World,
    worlds: Sequence[World],
    replication: int,
    settings: RunSettings,
    cases: NewCases | None = None,
    notes: Notes | None = None,
    keep: Keep[Lives] | None = None,
) -> tuple[Any, ...]:
    """Return what one replication of the baseline comes to, and the change in each world.

    After these, all `Totals`, what is kept of it. ``notes`` are taken of the first of the worlds;
    whom mechanisms meet is counted with them alone.
    """
    counted = () if notes is None else worlds
    acting = tuple(dict.fromkeys(name for world in counted for name in acting_rows(world)))
    usual = CountedWorld(baseline, reckoner_of(baseline), cases, acting)
    others = [usual.beside(world) for world in worlds]
    counterfactuals = [usual.counterfactual(other) for other in others]
    if notes is not None:
        counterfactuals[0] = replace(counterfactuals[0], note=notes.take)
    before, *found = paired_run(
        baseline,
        counterfactuals,
        simulate=lives_of,
        reduce=usual.reduce,
        replication=replication,
        settings=settings,
        keep=keep,
    )
    changes, kept, invested = found[: len(worlds)], found[len(worlds) :], usual.invested()
    further = [other.invested() - invested for other in others]
    return before + invested, *map(operator.add, changes, further), *kept


def run_change(
    baseline: World,
    world: World,
    *,
    replication: int,
    settings: RunSettings,
    among: Reached,
    cases: NewCases | None = None,
) -> Totals:
    """Return the change in a world, if none but those ``among`` can be reached.

    What is kept of them is not simulated again; else people and usual lives are made anew.
    """
    usual = CountedWorld(baseline, reckoner_of(baseline), cases)
    other = usual.beside(world)
    beside, engine = usual.counterfactual(other), settings.engine
    census = census_of(baseline.peopling, settings.seed, replication)

    def change(citizens: Counts) -> tuple[Totals]:
        people = census.people(citizens)
        before = lives_of(baseline, people, engine)
        return (beside.change(people, before, lives_of, engine),)

    if among.kept is not None:
        changed = beside.change(*among.kept.widened(), lives_of, engine)
    else:
        blocks = blocks_of((baseline, world), among.citizens)
        (changed,) = sums_over_blocks(change, blocks, settings.threads)
    return changed + (other.invested() - usual.invested())


def run_reached(
    baseline: World, world: World, *, replication: int, settings: RunSettings
) -> Reached:
    """Return the citizens whom what a world differs in may reach, with what is kept of them."""
    differences = (difference_between(baseline, world),)
    census = census_of(baseline.peopling, settings.seed, replication)

    def reached(citizens: Counts) -> tuple[Reached, ...]:
        people = census.people(citizens)
        before = lives_of(baseline, people, settings.engine)
        return reached_by(differences, replication, citizens, people, before)

    blocks = blocks_of((baseline,), np.arange(census.size))
    found: Reached
    (found,) = sums_over_blocks(reached, blocks, settings.threads)
    return found


def reached_by(
    differences: Sequence[Difference],
    replication: int,
    citizens: Counts,
    people: People,
    before: Lives,
) -> tuple[Reached, ...]:
    """Return whom of some citizens each difference may reach, given people and usual lives."""
    each = (difference.reached(people, before.spells) for difference in differences)
    return tuple(
        Reached(citizens[places], kept_of(people, before, places, replication)) for places in each
    )


def difference_between(baseline: World, world: World) -> Difference:
    """Return what two worlds differ in.

    Under another law, or where citizens are not independent, it may be anything.
    """
    difference = difference_of(baseline.tables, world.tables)
    independent = baseline.citizens_are_independent and world.citizens_are_independent
    if independent and world.law_changes == baseline.law_changes:
        return difference
    return replace(difference, elsewhere=True)


def changed_places(before: Lives, after: Lives, size: int) -> Counts:
    """Return the places, of so many, of those whose rows of any kind became others."""
    apart = np.zeros(size, dtype=np.bool_)
    for usual, other in zip(before, after, strict=True):
        apart |= lives_apart(usual, other, size)
    return np.flatnonzero(apart)


def citizens_touched(before: SpellArrays, after: SpellArrays, years: tuple[int, ...]) -> Counts:
    """Return how many citizens live differently in each year, one way or another."""
    size = 1 + max(int(spells.citizen.max(initial=-1)) for spells in (before, after))
    apart = [lives_apart(_within(before, year), _within(after, year), size) for year in years]
    return np.array([citizens.sum() for citizens in apart], dtype=np.int64)


def _within(spells: SpellArrays, year: int) -> list[NDArray[np.generic]]:
    """Return the columns of the parts of spells that lie in a year, the citizen first."""
    start = np.maximum(spells.start, first_day_of_year(year))
    end = np.minimum(spells.end, first_day_of_year(year + 1))
    columns = (spells.citizen, spells.scheme, start, end, spells.category, spells.share)
    inside = start < end
    return [column[inside] for column in columns]
