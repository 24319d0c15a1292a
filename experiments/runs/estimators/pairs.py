"""One replication of a world and of others beside it: what runs inside a worker.

Histories are reduced here, block by block, and never leave it. In the other worlds only those
are simulated again whom the difference between the worlds may reach; what differs is then what
the lives that changed come to, and exactly nothing where none did.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from typing import Any, NamedTuple

import numpy as np

from borgerflow.experiments.findings.question import LOTTERY, Engine, Estimator
from borgerflow.experiments.runs.estimators.blocks import (
    Known,
    L,
    Lives,
    Reached,
    Reaching,
    blocks_of,
    each_added,
    grouped,
    lives_of,
    reached_through,
    results_of,
)
from borgerflow.experiments.runs.estimators.branches import BranchedWorld, told_beside
from borgerflow.experiments.runs.estimators.lotteries import (
    CountedWorld,
    Counterfactual,
    S,
    Simulate,
    Totals,
    difference_between,
)
from borgerflow.experiments.runs.estimators.noted import gains_in, lives_in, more_weeks_in
from borgerflow.experiments.runs.estimators.usual_lives import UsualLives, meant_for
from borgerflow.sim.base.arrays import Counts, Floats
from borgerflow.sim.engines.branches.carried import for_everybody
from borgerflow.sim.engines.meetings import Met, acting_rows
from borgerflow.sim.engines.reach import Difference, any_of
from borgerflow.sim.measures.account import Account, reckoner_of
from borgerflow.sim.measures.gains import Gains, Notes
from borgerflow.sim.measures.new_cases import NewCases
from borgerflow.sim.measures.stays import no_stays
from borgerflow.sim.measures.walked import TwoLives
from borgerflow.sim.world.people import People, census_of
from borgerflow.sim.world.world import World


class RunSettings(NamedTuple):
    """Which chance and which engine, in how many threads blocks of citizens are simulated, and how.

    ``estimator`` says how the change is told: by lotteries, or by branches where they carry it;
    ``usual`` is what this process keeps of the baseline from one question to the next, if anything.
    """

    seed: int
    engine: Engine
    threads: int = 1
    estimator: Estimator = LOTTERY
    usual: UsualLives | None = None


Reach = Callable[[People, L], Counts]


def paired_run(
    baseline: World,
    others: Sequence[Counterfactual[L, S] | BranchedWorld | Reaching],
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
    worlds = (baseline, *(other.world for other in others))
    whom = reached or partial(reached_by_any, others)
    parts = usual_parts(worlds, simulate, reduce, whom, replication, settings)
    return beside_usual(parts, others, simulate, settings)


def usual_parts(
    worlds: Sequence[World],
    simulate: Simulate[L],
    reduce: Callable[[L, int], S],
    whom: Reach[L],
    replication: int,
    settings: RunSettings,
) -> Iterator[tuple[S, Known[L]]]:
    """Yield what each block of the first of some worlds comes to, and those who are reached."""
    census = census_of(worlds[0].peopling, settings.seed, replication)

    def lived(citizens: Counts) -> tuple[S, Known[L]]:
        people = census.people(citizens)
        before = simulate(worlds[0], people, settings.engine)
        known = Known(citizens, people, before).of(whom(people, before))
        return reduce(before, len(citizens)), known

    yield from results_of(lived, blocks_of(worlds, np.arange(census.size)), settings.threads)


def beside_usual(
    parts: Iterable[tuple[S, Known[L]]],
    others: Sequence[Any],
    simulate: Simulate[L],
    settings: RunSettings,
) -> tuple[Any, ...]:
    """Return what all blocks come to, and what each other world changes for those reached."""
    totals: list[S] = []

    def reached_in_order() -> Iterator[Known[L]]:
        for total, known in parts:
            totals.append(total)
            yield known

    def changes(known: Known[Any]) -> tuple[Any, ...]:
        def change(other: Counterfactual[L, S] | BranchedWorld | Reaching) -> Any:
            return other.change(known, simulate, settings.engine)

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
class Pair:
    """Both accounts of one replication, and counts by year of the horizon.

    ``touched`` counts citizens whose spells differ as lots fall; ``cases`` and ``cases_after``
    count the new cases of one scheme in the baseline and in the investment world; ``met``
    counts whom each mechanism of ``acting_rows`` met; ``alone`` is the change in each further
    world beside the baseline; ``gains`` say who brings the change; ``reached`` are those whom
    each of some further differences from the baseline may reach; ``drawn`` is the investment
    world as lots fall, however its change is told: one history that may happen, not the mean of
    many. ``stays`` and ``stays_after`` are those in the scheme whose cases are counted, as
    `stays_by_week` has them; ``more_weeks`` the weeks of benefit more on each step; ``lives`` the
    middle one of those that change, in the first replication.
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
    drawn: Account | None = None
    stays: Counts = field(default_factory=no_stays)
    stays_after: Counts = field(default_factory=no_stays)
    more_weeks: Floats | None = None  # [step, and off the staircase last]; as with gains
    lives: TwoLives | None = None


class Beside(NamedTuple):
    """What one replication of a baseline comes to, and the change in worlds beside it."""

    baseline: Totals
    changes: tuple[Totals, ...]  # in each world
    drawn: Totals  # in the first one, by lotteries
    reached: tuple[Reached, ...]  # whom each of some further differences may reach


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
    notes = Notes(), Notes()
    worlds = (investment, *alone)
    found = run_all_beside(baseline, worlds, replication, settings, cases, notes, reaching)
    before, change = found.baseline, found.changes[0]
    # Baseline plus change, so that a life that is the same costs the same to the last bit.
    after = before + change
    same_law, reckoner = investment.law_changes == baseline.law_changes, reckoner_of(baseline)
    return Pair(
        before.account,
        after.account,
        found.drawn.touched,
        before.cases,
        after.cases,
        found.drawn.met,
        tuple(other.account for other in found.changes[1:]),
        gains_in(*notes, reckoner) if same_law else None,
        found.reached,
        before.account + found.drawn.account,
        before.stays,
        after.stays,
        more_weeks_in(notes[0], reckoner) if same_law else None,
        lives_in(*notes, reckoner) if same_law and replication == 0 else None,
    )


def run_beside(
    baseline: World,
    worlds: Sequence[World],
    replication: int,
    settings: RunSettings,
    cases: NewCases | None = None,
) -> tuple[Totals, ...]:
    """Return what one replication of the baseline comes to, and the change in each world."""
    found = run_all_beside(baseline, worlds, replication, settings, cases)
    return found.baseline, *found.changes


def run_all_beside(
    baseline: World,
    worlds: Sequence[World],
    replication: int,
    settings: RunSettings,
    cases: NewCases | None = None,
    notes: tuple[Notes, Notes] | None = None,
    reaching: Sequence[Difference] = (),
) -> Beside:
    """Return one replication of the baseline beside some worlds.

    ``notes`` are taken of the first of these, as its change is told and as lots fall; whom
    mechanisms meet is counted with them alone.
    """
    counted = () if notes is None else worlds
    acting = tuple(dict.fromkeys(name for world in counted for name in acting_rows(world)))
    usual = CountedWorld(baseline, reckoner_of(baseline), cases, acting)
    others = [usual.beside(world) for world in worlds]
    differences = [difference_between(baseline, world) for world in worlds]
    told = [
        told_beside(usual, *each, settings.estimator)
        for each in zip(others, differences, strict=True)
    ]
    drawn: list[Counterfactual[Lives, Totals]] = []
    if notes is not None:
        told[0] = told[0].noting(notes[0].take)
        by_lot = usual.counterfactual(others[0], differences[0]).noting(notes[1].take)
        drawn = [by_lot] if isinstance(told[0], BranchedWorld) else []
    every = [*differences, *(each.difference for each in told if isinstance(each, BranchedWorld))]
    every += reaching
    beside = [*told, *drawn, *(Reaching(baseline, each, replication) for each in reaching)]
    before, *found = counted_beside(usual, beside, every, replication, settings)
    invested, size = usual.invested(), len(worlds)
    further = [other.invested() - invested for other in others]
    changes = tuple(map(operator.add, found[:size], further))
    first = found[size] + further[0] if drawn else changes[0] if changes else invested
    reached = tuple(found[size + len(drawn) :])
    return Beside(before + invested, changes, first, reached)


def counted_beside(
    usual: CountedWorld,
    others: Sequence[Any],
    differences: Sequence[Difference],
    replication: int,
    settings: RunSettings,
) -> tuple[Any, ...]:
    """Return what a counted world comes to, and the change in others: differences from it."""
    worlds = (usual.world, *(other.world for other in others))

    def parts(whom: Reach[Lives]) -> Iterator[tuple[Totals, Known[Lives]]]:
        return usual_parts(worlds, lives_of, usual.reduce, whom, replication, settings)

    here = any_of(differences) if differences else None
    whom = partial(reached_through, here) if here else partial(reached_by_any, others)
    if settings.usual is None or here is None:
        return beside_usual(parts(whom), others, lives_of, settings)
    meant = for_everybody(here)
    key = usual.cases, usual.acting, meant_for(meant)
    kept = settings.usual.parts(replication, key, partial(parts, partial(reached_through, meant)))
    reached = ((total, all_of.of(whom(all_of.people, all_of.usual))) for total, all_of in kept)
    return beside_usual(reached, others, lives_of, settings)


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
    beside = told_beside(usual, other, difference_between(baseline, world), settings.estimator)
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
