"""One replication of the baseline and of every setting beside it: what runs inside a worker.

Only those live again whom a setting may reach, and only those whose spells became others are
settled again: a spell is another, too, where a sanction takes another part of what it is paid.
Where neither changes, the difference is exactly nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.questions.contacts.simulation.worlds import Side
from borgerflow.experiments.runs.blocks import (
    Lives,
    blocks_of,
    lives_apart,
    people_at,
    sums_over_blocks,
)
from borgerflow.experiments.runs.pairs import difference_between
from borgerflow.sim.base.sums import Summable
from borgerflow.sim.engines.reach import Difference
from borgerflow.sim.engines.simulate import live_with_full_pay
from borgerflow.sim.lives.tables import SANCTIONED
from borgerflow.sim.measures.account import (
    BENEFIT,
    Account,
    Reckoner,
    activation_kroner,
    month_borders,
    reckoner_of,
    summed,
)
from borgerflow.sim.measures.contacts import ContactAccount, contact_account
from borgerflow.sim.records.history import ContactArrays
from borgerflow.sim.world.people import People, census_of
from borgerflow.sim.world.world import World

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NOBODY = ContactArrays(*(np.zeros(0, np.int64) for _ in ContactArrays._fields))


class Told(NamedTuple):
    """How to run a replication."""

    seed: int
    engine: Engine
    threads: int = 1


@dataclass(frozen=True)
class Outcome(Summable):
    """What lives come to: money without talks, talks, and what others are paid for talks."""

    account: Account
    talks: ContactAccount
    paid: Ints  # [month] kroner in prices of 2019, to others than caseworkers
    withheld: Floats  # [month, scheme] kroner of benefit that the sanctioned were not paid
    activation: Floats  # [month] kroner in prices of 2019, of compulsory activation


class PaidLives(NamedTuple):
    """The lives of some people, and those of the sanctioned as paid were nobody sanctioned."""

    paid: Lives
    spared: Lives  # without talks

    def of(self, places: Ints, size: int) -> "PaidLives":
        """Return the lives of those in some of the places, of so many, their places kept."""
        return PaidLives(self.paid.of(places, size), self.spared.of(places, size))

    def placed(self, places: Ints) -> "PaidLives":
        """Return the same lives, numbered by these places instead."""
        return PaidLives(self.paid.placed(places), self.spared.placed(places))


def lived(world: World, people: People, engine: Engine) -> PaidLives:
    """Return the lives of people in a world."""
    spells, usual, contacts, activations = live_with_full_pay(world, people, engine)
    sanctioned = np.unique(contacts.citizen[contacts.outcome == SANCTIONED])
    spared = Lives(usual, NOBODY).of(sanctioned, len(people.key))
    return PaidLives(Lives(spells, contacts, activations), spared)


def run_side(side: Side, *, replication: int, told: Told) -> tuple[Outcome, ...]:
    """Return one replication of the baseline, and the change in each world beside it."""
    census = census_of(side.baseline.peopling, told.seed, replication)
    usual = Reckoned(side.baseline, reckoner_of(side.baseline))
    others = [_beside(side, usual, world) for world in side.worlds]

    def reduced(people: People) -> tuple[Outcome, ...]:
        before = lived(side.baseline, people, told.engine)
        changes = (other.change(people, before, told.engine) for other in others)
        return usual.outcome(before, len(people.key)), *changes

    blocks = blocks_of(side.baseline, np.arange(census.size))
    return sums_over_blocks(reduced, census, blocks, told.threads)


@dataclass(frozen=True)
class Reckoned:
    """A world whose lives and talks are counted."""

    world: World
    reckoner: Reckoner

    def outcome(self, lives: PaidLives, size: int) -> Outcome:
        """Return what the lives of so many come to."""
        return replace(
            self.contacted(lives.paid),
            account=self.account(lives.paid),
            withheld=self.withheld(lives, size),
        )

    def account(self, lives: Lives) -> Account:
        """Return what lives come to, talks left out."""
        return self.reckoner.account(lives.spells, NOBODY, lives.activations)

    def withheld(self, lives: PaidLives, size: int) -> Floats:
        """Return the benefit that the sanctioned among so many were not paid, [month, scheme]."""
        spared = lives.spared
        paid = lives.paid.of(np.unique(spared.spells.citizen), size)
        missing = self.account(spared) - self.account(Lives(paid.spells, NOBODY))
        return np.asarray(missing.money[:, :, :-1, BENEFIT].sum(axis=1))

    def contacted(self, lives: Lives) -> Outcome:
        """Return what talks come to; all that benefits come to is that of nobody."""
        world, contacts = self.world, lives.contacts
        borders = month_borders(world.months, world.start_day, world.end_day)
        schemes = len(world.scheme_names)
        paid = summed(contacts, contacts.kroner, borders, schemes).sum(axis=1)
        activation = activation_kroner(lives.activations, borders, schemes).sum(axis=1)
        none = np.zeros((len(paid), schemes))
        talks = contact_account(contacts, world)
        return Outcome(self.reckoner.nothing(), talks, paid, none, activation)


@dataclass(frozen=True)
class Beside:
    """A world beside the usual one, and whom it may reach."""

    usual: Reckoned
    other: Reckoned
    schemes: tuple[int, ...]
    difference: Difference | None  # None: whoever comes into one of the schemes is reached

    def reached(self, people: People, before: Lives) -> Ints:
        """Return the places of those who may live another life in the other world."""
        if self.difference is not None:
            return self.difference.reached(people, before.spells)
        return those_in(before, self.schemes, len(people.key))

    def change(self, people: People, before: PaidLives, engine: Engine) -> Outcome:
        """Return the change that the other world brings to people, given their usual lives."""
        reached, size = self.reached(people, before.paid), len(people.key)
        after = lived(self.other.world, people_at(people, reached), engine).placed(reached)
        before = before.of(reached, size)
        apart = lives_apart(before.paid.spells, after.paid.spells, size)
        apart |= lives_apart(before.paid.activations, after.paid.activations, size)
        changed = np.flatnonzero(apart)
        talks = self.other.contacted(after.paid) - self.usual.contacted(before.paid)
        before, after = before.of(changed, size), after.of(changed, size)
        return replace(
            talks,
            account=self.other.account(after.paid) - self.usual.account(before.paid),
            withheld=self.other.withheld(after, size) - self.usual.withheld(before, size),
        )


def _beside(side: Side, usual: Reckoned, world: World) -> Beside:
    """Return a world beside the usual one.

    Where time is a limit those of the schemes asked about depend on one another, and on nobody
    else.
    """
    apart = None if side.limited else difference_between(side.baseline, world)
    return Beside(usual, Reckoned(world, usual.reckoner), side.schemes, apart)


def those_in(lives: Lives, schemes: Sequence[int], size: int) -> Ints:
    """Return the places of those who ever come into one of some schemes, of so many."""
    inside = np.isin(lives.spells.scheme, schemes)
    return np.flatnonzero(np.bincount(lives.spells.citizen[inside], minlength=size))


def on_time(talks: ContactAccount, schemes: Sequence[int]) -> float:
    """Return the share of the talks the law asks for in some schemes that were on time."""
    columns = list(schemes)
    asked = int(talks.legal[:, columns].sum())
    return float(talks.on_time[:, columns].sum() / asked) if asked else 1.0
