"""One replication of the baseline and of every setting beside it: what runs inside a worker.

Only those are simulated again whom a setting may reach, and only those whose spells became others
are settled again: a spell is another, too, where a sanction takes another part of what it is
paid. Where neither changes, the difference is exactly nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.questions.contacts.simulation.quarters.late_talks import (
    LateTalks,
    late_talks,
)
from borgerflow.experiments.questions.contacts.simulation.worlds import Arm
from borgerflow.experiments.runs.estimators.blocks import (
    NO_CONTACTS,
    Known,
    Lives,
    changed_places,
)
from borgerflow.experiments.runs.estimators.lotteries import Counterfactual, difference_between
from borgerflow.experiments.runs.estimators.pairs import RunSettings, paired_run
from borgerflow.sim.base.sums import Summable
from borgerflow.sim.engines.kept_lives import (
    first_parting,
    kept_until,
    parting_of,
    places_in,
    rows_of_lives,
)
from borgerflow.sim.engines.simulate import live_with_full_pay, with_full_pay
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
from borgerflow.sim.records.history import ActivationArrays, ContactArrays, SpellArrays
from borgerflow.sim.world.people import People, census_of
from borgerflow.sim.world.world import World

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CLOSING = ("closed_from", "closed_until")


@dataclass(frozen=True)
class ContactOutcome(Summable):
    """What lives come to: money without contacts, contacts, and what others are paid for them."""

    account: Account
    contacts: ContactAccount
    paid: Ints  # [month] kroner in prices of 2019, to others than caseworkers
    withheld: Floats  # [month, scheme] kroner of benefit that the sanctioned were not paid
    activation: Floats  # [month] kroner in prices of 2019, of compulsory activation
    late_talks: LateTalks


Runs = Sequence[tuple[ContactOutcome, ...]]  # replication -> baseline, changes


class PaidLives(NamedTuple):
    """The lives of some people, and those of the sanctioned as paid were nobody sanctioned."""

    paid: Lives
    spared: Lives  # without contacts

    def of(self, places: Ints, size: int) -> "PaidLives":
        """Return the lives of those in some of the places, of so many, their places kept."""
        return PaidLives(self.paid.of(places, size), self.spared.of(places, size))

    def placed(self, places: Ints) -> "PaidLives":
        """Return the same lives, numbered by these places instead."""
        return PaidLives(self.paid.placed(places), self.spared.placed(places))

    def without_contacts(self) -> Lives:
        """Return what changes a payment: spells and activations."""
        return self.paid._replace(contacts=NO_CONTACTS)


def paid_lives_of(world: World, people: People, engine: str) -> PaidLives:
    """Return the lives of people in a world."""
    return paid_lives(*live_with_full_pay(world, people, engine), len(people.key))


def paid_lives(
    spells: SpellArrays,
    usual: SpellArrays,
    contacts: ContactArrays,
    activations: ActivationArrays,
    size: int,
) -> PaidLives:
    """Return the lives of so many people, given the spells with pay and those with full pay."""
    sanctioned = np.unique(contacts.citizen[contacts.outcome == SANCTIONED])
    spared = Lives(usual, NO_CONTACTS).of(sanctioned, size)
    return PaidLives(Lives(spells, contacts, activations), spared)


def run_arm(arm: Arm, *, replication: int, run: RunSettings) -> tuple[ContactOutcome, ...]:
    """Return one replication of the baseline, and the change in each world beside it."""
    usual = ContactCounter(arm.baseline, reckoner_of(arm.baseline), arm.watched)
    if arm.limited and run.engine != "reference":  # whose processes cannot be kept
        return _run_kept(arm, usual, replication, run)
    return paired_run(
        arm.baseline,
        [usual.counterfactual(world, arm) for world in arm.worlds],
        simulate=paid_lives_of,
        reduce=usual.reduce,
        replication=replication,
        settings=run,
    )


def _run_kept(
    arm: Arm, usual: "ContactCounter", replication: int, run: RunSettings
) -> tuple[ContactOutcome, ...]:
    """Return what `run_arm` does where contacts queue: run-in is lived once for all worlds.

    Those who are in none of the schemes from then on live as they do in the baseline.
    """
    census = census_of(arm.baseline.peopling, run.seed, replication)
    everybody = np.arange(census.size)
    people = census.people(everybody)
    kept, office = kept_until(arm.baseline, people, first_parting(arm.baseline, arm.worlds))
    rows = rows_of_lives(office, arm.baseline, people)
    before = paid_lives(*with_full_pay(arm.baseline, people, *rows), census.size)
    known, there = Known(everybody, people, before), places_in(office, arm.schemes, kept.day)
    among = known.of(there)

    def change(world: World) -> ContactOutcome:
        other = usual.counterfactual(world, arm)
        if parting_of(arm.baseline.tables, world.tables).day < kept.day:
            return other.change(known.of(other.reached(people, before)), paid_lives_of, run.engine)
        rows = rows_of_lives(kept.among(there).lived_on(world), world, among.people)
        after = paid_lives(*with_full_pay(world, among.people, *rows), len(there))
        return other.subtract(among.usual, after, among.people)

    return usual.reduce(before, census.size), *map(change, arm.worlds)


@dataclass(frozen=True)
class ContactCounter:
    """A world whose lives and contacts are counted."""

    world: World
    reckoner: Reckoner
    watched: Sequence[int] = ()  # schemes whose talks are counted against law's day

    def reduce(self, lives: PaidLives, size: int) -> ContactOutcome:
        """Return what the lives of so many come to."""
        account, withheld = self.account(lives.paid), self.withheld(lives, size)
        return replace(self.contacted(lives.paid), account=account, withheld=withheld)

    def account(self, lives: Lives) -> Account:
        """Return what lives come to, contacts left out."""
        return self.reckoner.account(lives.spells, NO_CONTACTS, lives.activations)

    def withheld(self, lives: PaidLives, size: int) -> Floats:
        """Return the benefit that the sanctioned among so many were not paid, [month, scheme]."""
        spared = lives.spared
        if not len(spared.spells.citizen):
            return self.contacted(spared).withheld
        paid = lives.paid.of(np.unique(spared.spells.citizen), size)
        missing = self.account(spared) - self.account(Lives(paid.spells, NO_CONTACTS))
        return np.asarray(missing.money[:, :, :-1, BENEFIT].sum(axis=1))

    def contacted(self, lives: Lives) -> ContactOutcome:
        """Return what contacts come to; all that benefits come to is that of nobody."""
        world, contacts = self.world, lives.contacts
        borders = month_borders(world.months, world.start_day, world.end_day)
        schemes, paid = len(world.scheme_names), self.paid(contacts)
        activation = activation_kroner(lives.activations, borders, schemes).sum(axis=1)
        none = np.zeros((len(paid), schemes))
        counts = contact_account(contacts, world)
        late = late_talks(contacts, world, self.watched)
        return ContactOutcome(self.reckoner.nothing(), counts, paid, none, activation, late)

    def paid(self, contacts: ContactArrays) -> Ints:
        """Return the kroner that others are paid for contacts, [month]."""
        world = self.world
        borders = month_borders(world.months, world.start_day, world.end_day)
        kroner = summed(contacts, contacts.kroner, borders, len(world.scheme_names))
        return np.asarray(kroner.sum(axis=1))

    def counterfactual(self, world: World, arm: Arm) -> Counterfactual[PaidLives, ContactOutcome]:
        """Return a world beside this one.

        Where time is a limit those of the schemes asked about depend on one another, and on
        nobody else: whoever comes into one of them is reached. Where one takes new citizens in one
        of the worlds alone, those may be reached who never come into it here.
        """
        other = replace(self, world=world)
        alike = are_open_alike(self.world, world)
        difference = None if arm.limited and alike else difference_between(self.world, world)

        def reached(people: People, before: PaidLives) -> Ints:
            if difference is None:
                return those_in(before.paid, arm.schemes, len(people.key))
            return difference.reached(people, before.paid.spells)

        def subtract(before: PaidLives, after: PaidLives, people: People) -> ContactOutcome:
            size = len(people.key)
            contacts = other.contacted(after.paid) - self.contacted(before.paid)
            changed = changed_places(before.without_contacts(), after.without_contacts(), size)
            before, after = before.of(changed, size), after.of(changed, size)
            return replace(
                contacts,
                account=other.account(after.paid) - self.account(before.paid),
                withheld=other.withheld(after, size) - self.withheld(before, size),
            )

        return Counterfactual(world, reached, subtract)


def are_open_alike(one: World, other: World) -> bool:
    """Tell whether the same schemes take new citizens on the same days in two worlds."""
    pairs = ((getattr(w.tables, name) for w in (one, other)) for name in CLOSING)
    return all(np.array_equal(*pair) for pair in pairs)


def those_in(lives: Lives, schemes: Sequence[int], size: int) -> Ints:
    """Return the places of those who ever come into one of some schemes, of so many."""
    inside = np.isin(lives.spells.scheme, schemes)
    return np.flatnonzero(np.bincount(lives.spells.citizen[inside], minlength=size))


def on_time(contacts: ContactAccount, schemes: Sequence[int], since: int = 0) -> float:
    """Return the share of the contacts the law asks for in some schemes that were on time.

    ``since`` is the place of the first month that counts.
    """
    columns = list(schemes)
    asked = int(contacts.legal[since:, columns].sum())
    return float(contacts.on_time[since:, columns].sum() / asked) if asked else 1.0
