"""One replication of two worlds: the accounts of both, and who lives differently.

What runs inside a worker. Histories are reduced here, block by block, and never leave it. In
the other world only those live again whom the difference between the worlds may reach; what
differs is then what the lives that became others come to, and exactly nothing where none did.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.runs.blocks import (
    Lives,
    added,
    blocks_of,
    lived,
    lives_apart,
    parts_of,
    some,
)
from borgerflow.sim.base.clock import first_day_of_year
from borgerflow.sim.engines.reach import Difference, difference_of
from borgerflow.sim.measures.account import Account, Reckoner, reckoner_of
from borgerflow.sim.measures.targets import persons_at
from borgerflow.sim.params.model import Target
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.people import People, census_of
from borgerflow.sim.world.world import World

Counts = NDArray[np.int64]
FASTER: Engine = "compiled"  # the one that "auto" runs


@dataclass(frozen=True)
class Pair:
    """Both accounts of one replication, and counts by year of the horizon.

    ``touched`` counts citizens whose spells differ; ``cases`` and ``cases_after`` count the new
    cases of one scheme in the baseline and in the investment world; ``alone`` is the change
    in each further world beside the baseline.
    """

    baseline: Account
    investment: Account
    touched: Counts
    cases: Counts
    cases_after: Counts
    alone: tuple[Account, ...] = ()


@dataclass(frozen=True)
class Part:
    """What some citizens' lives come to; parts of different citizens add up.

    Of a change between two worlds: by how much the lives come to more in the other one.
    """

    account: Account
    cases: Counts  # [year] new cases of one scheme
    touched: Counts  # [year] citizens who live differently

    def __add__(self, other: "Part") -> "Part":
        """Return what both come to."""
        return Part(
            self.account + other.account, self.cases + other.cases, self.touched + other.touched
        )


class Settings(NamedTuple):
    """How to run a replication, and which new cases to count.

    Cases are counted on their first paid day if ``at_the_door``, else on their first day.
    """

    seed: int
    engine: Engine
    scheme: str
    at_the_door: bool
    threads: int = 1  # in which blocks of citizens are lived


def engine_used(engine: Engine) -> Engine:
    """Return the engine that runs when this one is asked for."""
    return FASTER if engine == "auto" else engine


@dataclass(frozen=True)
class Lived:
    """One account, and the simulated persons that each published figure is held against."""

    account: Account
    persons: Counts  # by target of the municipality

    def __add__(self, other: "Lived") -> "Lived":
        """Return what both come to."""
        return Lived(self.account + other.account, self.persons + other.persons)


def run_lived(
    world: World, *, replication: int, seed: int, engine: Engine, threads: int = 1
) -> Lived:
    """Return one replication of one world."""
    reckoner, targets = reckoner_of(world), targets_of(world)
    census = census_of(world.peopling, seed, replication)

    def part(citizens: Counts) -> Lived:
        lives = lived(world, census.people(citizens), engine)
        waiting, names = world.tables.waiting_days, world.scheme_names
        persons = [persons_at(target, lives.spells, names, waiting) for target in targets]
        return Lived(reckoner.account(*lives), np.array(persons, dtype=np.int64))

    total = added(parts_of(part, blocks_of(world, np.arange(census.size)), threads))
    return Lived(total.account + reckoner.invested(), total.persons)


def targets_of(world: World) -> tuple[Target, ...]:
    """Return the published figures of the municipality whose day is simulated."""
    days = range(world.run_in_day, world.end_day)
    return tuple(t for t in world.municipality.targets if t.day in days)


def run_pair(
    baseline: World,
    investment: World,
    alone: Sequence[World] = (),
    *,
    replication: int,
    settings: Settings,
) -> Pair:
    """Return one replication of both worlds: the same seed, the same citizens.

    ``alone`` are worlds beside the same baseline in which one proposal of several acts.
    """
    before, change, *others = run_beside(baseline, [investment, *alone], replication, settings)
    after = before + change
    changes = tuple(other.account for other in others)
    return Pair(before.account, after.account, change.touched, before.cases, after.cases, changes)


def run_beside(
    baseline: World, worlds: Sequence[World], replication: int, settings: Settings
) -> tuple[Part, ...]:
    """Return what one replication of the baseline comes to, and the change in each world."""
    usual = Stage(baseline, reckoner_of(baseline), settings)
    others = [beside(usual, world) for world in worlds]
    census = census_of(baseline.peopling, settings.seed, replication)

    def part(citizens: Counts) -> Parts:
        people = census.people(citizens)
        before = usual.lived(people)
        return Parts((usual.part(before), *(other.change(people, before) for other in others)))

    together = next((w for w in worlds if not w.citizens_are_independent), baseline)
    blocks = blocks_of(together, np.arange(census.size))
    total = added(parts_of(part, blocks, settings.threads))
    invested = (usual.invested(), *(other.invested() for other in others))
    return tuple(lives + money for lives, money in zip(total.parts, invested, strict=True))


def run_change(
    baseline: World, world: World, *, replication: int, settings: Settings, among: Counts
) -> Part:
    """Return the change in a world, if none but the citizens ``among`` can be reached."""
    usual = Stage(baseline, reckoner_of(baseline), settings)
    other = beside(usual, world)
    census = census_of(baseline.peopling, settings.seed, replication)

    def part(citizens: Counts) -> Part:
        people = census.people(citizens)
        return other.change(people, usual.lived(people))

    return added(parts_of(part, blocks_of(world, among), settings.threads)) + other.invested()


def run_reached(baseline: World, world: World, *, replication: int, settings: Settings) -> Counts:
    """Return the citizens, in rising order, whom what a world differs in may reach."""
    difference = difference_between(baseline, world)
    census = census_of(baseline.peopling, settings.seed, replication)

    def part(citizens: Counts) -> Counts:
        people = census.people(citizens)
        before = lived(baseline, people, settings.engine)
        return citizens[difference.reached(people, before.spells)]

    blocks = blocks_of(baseline, np.arange(census.size))
    return np.concatenate(list(parts_of(part, blocks, settings.threads)))


@dataclass(frozen=True)
class Parts:
    """The parts of several worlds."""

    parts: tuple[Part, ...]

    def __add__(self, other: "Parts") -> "Parts":
        """Return the sums, world by world."""
        return Parts(tuple(a + b for a, b in zip(self.parts, other.parts, strict=True)))


@dataclass(frozen=True)
class Stage:
    """A world whose lives are reckoned and whose new cases are counted."""

    world: World
    reckoner: Reckoner
    settings: Settings

    def lived(self, people: People) -> Lives:
        """Return the lives of people."""
        return lived(self.world, people, self.settings.engine)

    def part(self, lives: Lives) -> Part:
        """Return what lives come to."""
        return Part(
            self.reckoner.account(*lives),
            new_cases(lives.spells, self.world, self.settings),
            np.zeros(len(self.world.horizon_years), dtype=np.int64),
        )

    def invested(self) -> Part:
        """Return what the proposals cost."""
        none = np.zeros(len(self.world.horizon_years), dtype=np.int64)
        return Part(self.reckoner.invested(), none, none)


@dataclass(frozen=True)
class Beside:
    """A world beside the usual one."""

    usual: Stage
    other: Stage
    difference: Difference
    repriced: bool  # under another law, so that a life costs something else though none changes

    def change(self, people: People, before: Lives) -> Part:
        """Return the change that the other world brings to people, given their usual lives."""
        reached, size = self.difference.reached(people, before.spells), len(people.key)
        after = self.other.lived(some(people, reached)).placed(reached)
        if not self.repriced:
            before = before.of(reached, size)
            apart = lives_apart(before.spells, after.spells, size)
            apart |= lives_apart(before.contacts, after.contacts, size)
            apart |= lives_apart(before.activations, after.activations, size)
            changed = np.flatnonzero(apart)
            before, after = before.of(changed, size), after.of(changed, size)
        here, there = self.usual.part(before), self.other.part(after)
        return Part(
            there.account - here.account,
            there.cases - here.cases,
            citizens_touched(before.spells, after.spells, self.other.world.horizon_years),
        )

    def invested(self) -> Part:
        """Return by how much more the proposals of the other world cost."""
        here, there = self.usual.invested(), self.other.invested()
        return replace(there, account=there.account - here.account)


def beside(usual: Stage, world: World) -> Beside:
    """Return a world beside the usual one, from which it differs in its proposals alone."""
    repriced = world.law_changes != usual.world.law_changes
    reckoner = reckoner_of(world) if repriced else usual.reckoner
    other = Stage(world, replace(reckoner, proposals=world.proposals), usual.settings)
    return Beside(usual, other, difference_between(usual.world, world), repriced)


def difference_between(baseline: World, world: World) -> Difference:
    """Return what two worlds differ in.

    Under another law, or where citizens are not independent, it may be anything.
    """
    difference = difference_of(baseline.tables, world.tables)
    independent = baseline.citizens_are_independent and world.citizens_are_independent
    if independent and world.law_changes == baseline.law_changes:
        return difference
    return replace(difference, elsewhere=True)


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


def new_cases(spells: SpellArrays, world: World, settings: Settings) -> Counts:
    """Return the new cases of a scheme in each year of the horizon.

    At the door a case is new on its first paid day, so that a stay which ends while others pay
    (the employer's period, say) is no case. A stay that touches an earlier one of the same
    citizen in the same scheme continues it.
    """
    here = np.flatnonzero(spells.scheme == world.scheme_names.index(settings.scheme))
    before = np.maximum(here - 1, 0)
    continues = (here > 0) & (spells.citizen[before] == spells.citizen[here])
    continues &= (spells.scheme[before] == spells.scheme[here]) & (
        spells.end[before] == spells.start[here]
    )
    begun = here[~continues]
    opened = spells.start[begun]
    if settings.at_the_door:
        opened = opened + _waiting_days(spells.category[begun], world)
    opened = opened[(opened < spells.end[begun]) & (opened < world.end_day)]
    years = world.horizon_years
    borders = [max(first_day_of_year(year), world.start_day) for year in years]
    counts, _ = np.histogram(opened, [*borders, world.end_day])
    return counts.astype(np.int64)


def _waiting_days(category: Counts, world: World) -> Counts:
    """Return the days each spell waits before the municipality pays."""
    waiting = np.append(np.asarray(world.tables.waiting_days), 0)  # -1: nothing is paid
    return np.asarray(waiting[category], dtype=np.int64)
