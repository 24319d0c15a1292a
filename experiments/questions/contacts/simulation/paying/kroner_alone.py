"""What worlds beside a baseline change in kroner, and nothing else of them.

That is all that is asked of sites and of draws, where a net is told apart from the central one:
nobody but those whom a world may reach is priced, and no talk is counted.
"""

from dataclasses import replace

import numpy as np

from borgerflow.experiments.questions.contacts.simulation.simulate import (
    ContactCounter,
    ContactOutcome,
    run_arm,
)
from borgerflow.experiments.questions.contacts.simulation.worlds import Arm
from borgerflow.experiments.runs.estimators.blocks import (
    NO_CONTACTS,
    Lives,
    changed_places,
    people_at,
)
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.engines.kept_lives import (
    first_parting,
    kept_until,
    parting_of,
    places_in,
    rows_among,
    rows_of_lives,
)
from borgerflow.sim.engines.simulate import with_pay
from borgerflow.sim.measures.account import Account, reckoner_of
from borgerflow.sim.world.people import census_of
from borgerflow.sim.world.world import World


def run_kroner(arm: Arm, *, replication: int, run: RunSettings) -> tuple[ContactOutcome, ...]:
    """Return what `run_arm` does, as far as a net of posts that are planned rests on it.

    Of the baseline nothing is told, of the changes the account and what others are paid.
    """
    if not arm.limited or run.engine == "reference" or not _are_alike_at_first(arm):
        return run_arm(arm, replication=replication, run=run)
    day, usual = first_parting(arm.baseline, arm.worlds), arm.baseline
    census = census_of(usual.peopling, run.seed, replication)
    people = census.people(np.arange(census.size))
    kept, office = kept_until(usual, people, day)
    there = places_in(office, arm.schemes, day)
    among = people_at(people, there)
    before = Lives(*with_pay(usual, among, *rows_among(office, usual, among, there)))

    def lived_on(world: World) -> Lives:
        rows = rows_of_lives(kept.among(there).lived_on(world), world, among)
        return Lives(*with_pay(world, among, *rows))

    counter, size = ContactCounter(usual, reckoner_of(usual)), len(there)
    nobody = counter.contacted(before.of(there[:0], size))
    changes = (changed_by(counter, before, lived_on(world), size) for world in arm.worlds)
    return nobody, *(replace(nobody, account=account, paid=paid) for account, paid in changes)


def _are_alike_at_first(arm: Arm) -> bool:
    """Tell whether every world is lived as the baseline up to some day."""
    first = arm.baseline.tables.working_day_from
    return all(parting_of(arm.baseline.tables, w.tables).day > first for w in arm.worlds)


def changed_by(
    counter: ContactCounter, before: Lives, after: Lives, size: int
) -> tuple[Account, Ints]:
    """Return by how much lives of so many come to more, and what others are paid for contacts."""
    paid = counter.paid(after.contacts) - counter.paid(before.contacts)
    one, other = (lives._replace(contacts=NO_CONTACTS) for lives in (before, after))
    changed = changed_places(one, other, size)
    account = counter.account(other.of(changed, size)) - counter.account(one.of(changed, size))
    return account, paid
