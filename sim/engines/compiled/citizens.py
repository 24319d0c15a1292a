"""The compiled engine: the same core, citizen after citizen, in one compiled loop.

It differs from the reference engine in how it waits (it does not) and in nothing else; the
histories are identical.
"""

from functools import cache
from typing import Any

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.engines.compiled.calendar import (
    Cohort,
    Office,
    enter,
    office_for,
)
from borgerflow.sim.engines.compiled.jit import jit
from borgerflow.sim.engines.compiled.lives import live
from borgerflow.sim.engines.compiled.pointer import content_of, tables_at
from borgerflow.sim.engines.compiled.taken_up import take_up
from borgerflow.sim.engines.compiled.team_queues import live_days
from borgerflow.sim.engines.rows import (
    Room,
    doubled,
    more_room,
    place_by_citizen,
    room_for,
    spell_arrays,
)
from borgerflow.sim.lives.deadlines import forget
from borgerflow.sim.lives.tables import MEMORY, Tables
from borgerflow.sim.records.history import ContactArrays, SpellArrays
from borgerflow.sim.world.people import People

# Machine code hears no Ctrl-C: it is given some hundredths of a second of work at a time.
DAYS_AT_ONCE = 182
CITIZENS_AT_ONCE = 1 << 14


def live_all(content: Ints, cohort: Cohort, memory: Ints, room: Room, first: int, last: int) -> int:
    """Write the rows of the citizens from a number to before another; return the next number.

    That is a citizen whose rows found no room, or ``last``.
    """
    tables = tables_at(content)
    # A life that found no room is taken back, to be lived again where there is more: draws are
    # addressed, so it is the same life.
    for number in range(first, last):
        forget(memory)
        spells, contacts = room.written[0], room.written[1]
        if not live(tables, cohort, memory, room, number):
            room.written[0], room.written[1] = spells, contacts
            return number
    return last


def live_queueing(content: Ints, cohort: Cohort, office: Office, until: int) -> int:
    """Return what `live_days` does, the tables handed over by what leads to them."""
    return live_days(tables_at(content), cohort, office, until)


@cache
def compiled_lives() -> Any:
    """Return `live_all`, compiled."""
    return jit(live_all)


@cache
def compiled_queues() -> tuple[Any, Any, Any]:
    """Return `enter`, `live_queueing` and `place_by_citizen`, compiled."""
    return jit(enter), jit(live_queueing), jit(place_by_citizen)


def live_apart(tables: Tables, cohort: Cohort) -> Room:
    """Return the rows of citizens whose contacts wait for nobody, citizen by citizen."""
    size, number = len(cohort.people), 0
    room, memory, lives = room_for(size), np.zeros(MEMORY, np.int64), compiled_lives()
    content = content_of(tables)
    while number < size:
        last = min(number + CITIZENS_AT_ONCE, size)
        number = lives(content, cohort, memory, room, number, last)
        if number < last:
            room = more_room(room)
    return room


def live_together(tables: Tables, cohort: Cohort) -> Room:
    """Return the rows of citizens whose contacts queue, citizen by citizen."""
    return by_citizen(lived_until(tables, cohort, entered(tables, cohort), tables.horizon))


def by_citizen(office: Office) -> Room:
    """Return what has been written down, citizen by citizen and in order of time."""
    size, (_, _, placing), room = len(office.here), compiled_queues(), office.room
    spells, contacts = written_rows(room)
    return Room(in_order(spells, size, placing), in_order(contacts, size, placing), room.written)


def entered(tables: Tables, cohort: Cohort) -> Office:
    """Return the office before the first day, everybody on the list of the day of entry."""
    office, (entering, _, _) = office_for(tables, len(cohort.people)), compiled_queues()
    entering(cohort, office)
    return office


@cache
def compiled_taking_up() -> Any:
    """Return `take_up`, compiled."""
    return jit(take_up)


def lived_until(tables: Tables, cohort: Cohort, office: Office, day: int) -> Office:
    """Return an office, which is used up, once everybody has lived until a day."""
    reached, (_, living, _) = int(office.day[0]), compiled_queues()
    content = content_of(tables)
    while reached < day:
        until = min(int(office.day[0]) + DAYS_AT_ONCE, day)
        reached = living(content, cohort, office, until)
        if reached < until:
            room, tickets = more_room(office.room), doubled(office.tickets)
            office = office._replace(room=room, tickets=tickets)
    return office


def written_rows(room: Room) -> tuple[Ints, Ints]:
    """Return the spells and the contacts, as far as they are written."""
    return room.spells[:, : room.written[0]], room.contacts[:, : room.written[1]]


def in_order(columns: Ints, citizens: int, placing: Any) -> Ints:
    """Return rows, given by column and in order of time, by citizen and time."""
    order = np.empty(columns.shape[1], np.int64)
    placing(columns[0], np.zeros(citizens + 1, np.int64), order)
    return columns[:, order]


def cohort_of(people: People) -> Cohort:
    """Return people as the compiled engine reads them."""
    columns = [people.key.view(np.int64), people.cell, people.enters, people.leaves]
    columns += [people.scheme, people.since, people.came_from]
    rows, birthdays = np.column_stack(columns), np.ascontiguousarray(people.birthdays)
    return Cohort(np.ascontiguousarray(rows), birthdays, people.frailty)


def run_compiled(
    tables: Tables, people: People, share: Floats
) -> tuple[SpellArrays, ContactArrays]:
    """Return the spells and contacts of all people (arguments as `run_reference`)."""
    cohort = cohort_of(people)
    room = live_together(tables, cohort) if tables.teams > 0 else live_apart(tables, cohort)
    spells, contacts = written_rows(room)
    return spell_arrays(spells, share), ContactArrays(*contacts)
