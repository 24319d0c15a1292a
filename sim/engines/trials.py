"""Posts tried again and again: lives are kept up to the day from which the trials differ."""

from collections.abc import Callable
from copy import deepcopy

from borgerflow.sim.engines.compiled.citizens import (
    cohort_of,
    entered,
    lived_until,
    written_rows,
)
from borgerflow.sim.engines.simulate import first_categories, live
from borgerflow.sim.records.history import ContactArrays
from borgerflow.sim.world.people import People
from borgerflow.sim.world.world import World

ContactsIn = Callable[[World], ContactArrays]


def contacts_from(world: World, people: People, engine: str, day: int) -> ContactsIn:
    """Return what tells the contacts of people in worlds that differ in posts from a day on.

    Up to that day the worlds are like the one given, in which time is a limit. Contacts come in
    any order.
    """
    if engine == "reference":  # its processes cannot be kept
        return lambda other: live(other, people, engine)[1]
    cohort = cohort_of(people, first_categories(world, people))
    kept = lived_until(world.tables, cohort, entered(world.tables, cohort), day)

    def contacts(other: World) -> ContactArrays:
        office = lived_until(other.tables, cohort, deepcopy(kept), other.tables.horizon)
        return ContactArrays(*written_rows(office.room)[1])

    return contacts
