"""One replication of a world, and of other worlds beside it: what runs inside a worker.

Histories are reduced here, block by block, and never leave it. In the other worlds only those
are simulated again whom the difference between the worlds may reach; what differs is then what
the lives that changed come to, and exactly nothing where none did.
"""

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.runs.blocks import (
    Known,
    L,
    Lives,
    Reached,
    Reaching,
    blocks_of,
    changed_places,
    citizens_touched,
    each_added,
    grouped,
    lives_of,
    people_at,
    reached_through,
    results_of,
)
from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.sums import Summable
from borgerflow.sim.engines.meetings import Meetings, Met, acting_rows
from borgerflow.sim.engines.reach import Difference, any_of, difference_of
from borgerflow.sim.measures.account import Account, Reckoner, reckoner_of
from borgerflow.sim.measures.gains import Gains, Notes
from borgerflow.sim.measures.new_cases import NewCases, new_cases
from borgerflow.sim.measures.targets import persons_at
from borgerflow.sim.params.model import Target
from borgerflow.sim.world.people import People, census_of
from borgerflow.sim.world.world import World

Counts = Ints


class RunSettings(NamedTuple):
    """Which chance and which engine, and in how many threads blocks of citizens are simulated."""

    seed: int
    engine: Engine
    threads: int = 1


S = TypeVar("S", bound=Summable)
Simulate = Callable[[World, People, Engine], L]
Reach = Callable[[People, L], Counts]


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

    def change(self, known: Known[L], simulate: Simulate[L], engine: Engine) -> S:
        """Return the change that the other world brings to people whose usual lives are known."""
        people, size = known.people, len(known.citizens)
        reached = self.reached(people, known.usual)
        after = simulate(self.world, people_at(people, reached), engine).placed(reached)
        usual = known.usual.of(reached, size)
        if self.note is not None:
            self.note(people, usual, after)
        return self.subtract(usual, after, people)


def paired_run(
    baseline: World,
    others: Sequence[Counterfactual[L, S] | Reaching],
    *,
    simulate: Simulate[L],
    reduce: Callable[[L, int], S],
    replication: int,
    settings: RunSettings,
    reached: Reach[L] | None = None,
) -> tuple[Any, ...]:
    """Return what one replication of the baseline comes to, and the change in each other world.

    The changes are those of people of many blocks at a time, where few of each are reached.

    Parameters
    ----------
    simulate : callable
        ``(world, people, engine)`` to lives: `lives_of`, or what tells more of them.
    reduce : callable
        ``(lives, size)`` to what lives of so many people come to in the baseline, a `Summable`.
        Each counterfactual reduces its own changes in ``subtract``, to the same kind.
    reached : callable, optional
        ``(people, lives)`` to the places of those whom any of the other worlds may reach, where
        that is told faster than world by world.
    """
    census, engine = census_of(baseline.peopling, settings.seed, replication), settings.engine
    whom = reached or partial(reached_by_any, others)
    totals: list[S] = []

    def lived(citizens: Counts) -> tuple[S, Known[L]]:
        people = census.people(citizens)
        before = simulate(baseline, people, engine)
        known = Known(citizens, people, before).of(whom(people, before))
        return reduce(before, len(citizens)), known

    def reached_in_order() -> Iterator[Known[L]]:
        worlds = (baseline, *(other.world for other in others))
        blocks = blocks_of(worlds, np.arange(census.size))
        for total, known in results_of(lived, blocks, settings.threads):
            totals.append(total)
            yield known

    def changes(known: Known[Any]) -> tuple[Any, ...]:
        def change(other: Counterfactual[L, S] | Reaching) -> Any:
            return other.change(known, simulate, engine)

        return tuple(results_of(change, others, settings.threads))

    found = each_added(map(changes, grouped(reached_in_order())))
    return *each_added((total,) for total in totals), *found


def reached_by_any(others: Sequence[Any], people: People, before: L) -> Counts:
    """Return the places of those among people whom any of some worlds may reach."""
    inside = np.zeros(len(people.key), dtype=np.bool_)
    for other in others:
        inside[other.reached(people, before)] = True
    return np.flatnonzero(inside)


@dataclass(frozen=True)
class RunTotals(Summable):
    """One account, and the simulated persons that each published figure is held against."""

    account: Account
    persons: Counts  # by target of the municipality


def run_world(world: World, *, replication: int, settings: RunSettings) -> RunTotals:
    """Return one replication of one world."""
    reckoner, targets = reckoner_of(world), targets_of(world)

    def reduce(lives: Lives) -> RunTotals:
        waiting, names = world.tables.waiting_days, world.scheme_names
        persons = [persons_at(target, lives.spells, names, waiting) for target in targets]
        return RunTotals(reckoner.account(*lives), np.array(persons, dtype=np.int64))

    def lived(citizens: Counts) -> tuple[RunTotals]:
        return (reduce(lives_of(world, census.people(citizens), settings.engine)),)

    census = census_of(world.peopling, settings.seed, replication)
    blocks = blocks_of([world], np.arange(census.size))
    total: RunTotals
    (total,) = each_added(results_of(lived, blocks, settings.threads))
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

    def counterfactual(
        self, other: "CountedWorld", difference: Difference
    ) -> Counterfactual[Lives, Totals]:
        """Return another world beside this one, and what they differ in."""
        meetings = Meetings.of(other.world, difference) if self.acting else None

        def subtract(before: Lives, after: Lives, people: People) -> Totals:
            size = len(people.key)
            met = Met.none(0)
            if meetings is not None:
                met = meetings.met(self.acting, people, before.spells, after.spells)
            # Under another law a life costs something else though none changes.
            if other.world.law_changes == self.world.law_changes:
                changed = changed_places(before, after, size)
                before, after = before.of(changed, size), after.of(changed, size)
            years = self.world.horizon_years
            touched = citizens_touched(before.spells, after.spells, years)
            change = other.reduce(after, size) - self.reduce(before, size)
            return replace(change, touched=touched, met=met)

        return Counterfactual(other.world, partial(reached_through, difference), subtract)


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
    before, change, *more = run_beside(
        baseline, worlds, replication, settings, cases, notes, reaching
    )
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
    reaching: Sequence[Difference] = (),
) -> tuple[Any, ...]:
    """Return what one replication of the baseline comes to, and the change in each world.

    After these, all `Totals`, whom each of some differences may `reach <Reached>`. ``notes`` are
    taken of the first of the worlds; whom mechanisms meet is counted with them alone.
    """
    counted = () if notes is None else worlds
    acting = tuple(dict.fromkeys(name for world in counted for name in acting_rows(world)))
    usual = CountedWorld(baseline, reckoner_of(baseline), cases, acting)
    others = [usual.beside(world) for world in worlds]
    differences = [difference_between(baseline, world) for world in worlds]
    counterfactuals = list(map(usual.counterfactual, others, differences))
    if notes is not None:
        counterfactuals[0] = replace(counterfactuals[0], note=notes.take)
    every = [*differences, *reaching]
    before, *found = paired_run(
        baseline,
        [*counterfactuals, *(Reaching(baseline, each, replication) for each in reaching)],
        simulate=lives_of,
        reduce=usual.reduce,
        replication=replication,
        settings=settings,
        reached=partial(reached_through, any_of(every)) if every else None,
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
    beside = usual.counterfactual(other, difference_between(baseline, world))
    if among.kept is None:
        blocks = blocks_of((baseline, world), among.citizens)
        known = lived_again(baseline, blocks, replication, settings)
    else:
        known = iter([among.kept.widened()])
    changed = (beside.change(each, lives_of, settings.engine) for each in known)
    return reduce(operator.add, changed) + (other.invested() - usual.invested())


def lived_again(
    baseline: World, blocks: Sequence[Counts], replication: int, settings: RunSettings
) -> Iterator[Known[Lives]]:
    """Yield people and usual lives of citizens that were not kept, block by block."""
    census = census_of(baseline.peopling, settings.seed, replication)

    def known(citizens: Counts) -> Known[Lives]:
        people = census.people(citizens)
        return Known(citizens, people, lives_of(baseline, people, settings.engine))

    return results_of(known, blocks, settings.threads)


def run_reached(
    baseline: World, world: World, *, replication: int, settings: RunSettings
) -> Reached:
    """Return the citizens whom what a world differs in may reach, with what is kept of them."""
    found: Reached
    _, found = paired_run(
        baseline,
        [Reaching(baseline, difference_between(baseline, world), replication)],
        simulate=lives_of,
        reduce=lambda *_: Met.none(0),
        replication=replication,
        settings=settings,
    )
    return found


def difference_between(baseline: World, world: World) -> Difference:
    """Return what two worlds differ in.

    Under another law, or where citizens are not independent, it may be anything.
    """
    difference = difference_of(baseline.tables, world.tables)
    independent = baseline.citizens_are_independent and world.citizens_are_independent
    if independent and world.law_changes == baseline.law_changes:
        return difference
    return replace(difference, elsewhere=True)
