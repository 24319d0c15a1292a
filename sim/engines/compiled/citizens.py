"""The compiled engine: the same core, citizen after citizen, in one compiled loop.

It differs from the reference engine in how it waits (it does not) and in nothing else; the
histories are identical.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.engines.compiled.calendar import Crowd, Hall, enter, hall_for
from borgerflow.sim.engines.compiled.jit import twin
from borgerflow.sim.engines.compiled.pointer import boxed
from borgerflow.sim.engines.compiled.teams import live_days
from borgerflow.sim.engines.compiled.tickets import no_tickets
from borgerflow.sim.engines.rows import (
    Room,
    doubled,
    more_room,
    place_by_citizen,
    room_for,
    spell_arrays,
    write_contact,
    write_spell,
)
from borgerflow.sim.lives.contact_days import asked_day
from borgerflow.sim.lives.contacts import after_appointment, appointment
from borgerflow.sim.lives.deadlines import prolonged, remember
from borgerflow.sim.lives.story import begin, end_of, scheme_entered, what_follows
from borgerflow.sim.lives.tables import AT_DEADLINE, MEMORY, Citizen, Tables
from borgerflow.sim.records.history import ContactArrays, SpellArrays
from borgerflow.sim.world.people import People

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def live_all(
    tables: Tables,
    people: Ints,
    birthdays: Ints,
    frailty: Floats,
    memory: Ints,
    room: Room,
    first: int,
) -> int:
    """Write the rows of the citizens from a number on; return the number of the next.

    That is a citizen whose rows found no room, or the number of citizens.

    Parameters
    ----------
    people : int array
        A row per citizen: key, cell, enters, leaves, scheme, since, came_from, category of the
        first spell.
    """
    spells, contacts = room.spells, room.contacts
    for number in range(first, len(people)):
        row, born = people[number], birthdays[number]
        citizen = Citizen(
            row[0], row[1], frailty[number], born[0], born[1], born[2], born[3], row[3]
        )
        memory[:] = 0
        n_spells, n_contacts = room.written[0], room.written[1]
        today, scheme, since = row[2], row[4], row[5]
        came_from, category, ordinal = row[6], row[7], 0
        while scheme != tables.out and today < tables.horizon:
            spell = begin(
                tables, citizen, memory, scheme, came_from, ordinal, since, today, category
            )
            follows = -1
            while True:
                day, cause = end_of(citizen, spell)
                talk = asked_day(tables, spell.asked)
                if min(day, talk) >= tables.horizon:
                    day = tables.horizon
                    break
                if talk < day:
                    if n_contacts == contacts.shape[1]:
                        return number
                    used = appointment(tables, citizen, spell)
                    write_contact(contacts, n_contacts, number, spell, talk, used)
                    n_contacts += 1
                    spell = after_appointment(tables, citizen, spell, talk)
                    continue
                follows, outcome = what_follows(tables, citizen, spell, day, cause)
                if cause == AT_DEADLINE and follows == scheme:
                    spell = prolonged(tables, spell, outcome, day)
                    follows = -1
                    continue
                break
            if n_spells == spells.shape[1]:
                return number
            write_spell(spells, n_spells, number, spell, day, follows < 0)
            n_spells += 1
            if follows < 0:
                break
            today = day
            remember(tables, memory, spell, today)
            came_from, since, category, ordinal = scheme, today, -1, ordinal + 1
            scheme = scheme_entered(tables, citizen, memory, follows, ordinal, today)
        room.written[0], room.written[1] = n_spells, n_contacts
    return len(people)


def live_boxed(
    tables: Tables,
    people: Ints,
    birthdays: Ints,
    frailty: Floats,
    memory: Ints,
    room: Room,
    first: int,
) -> int:
    """Return what `live_all` does, the tables put in a box first."""
    return live_all(boxed(tables), people, birthdays, frailty, memory, room, first)


def queue_boxed(tables: Tables, crowd: Crowd, hall: Hall, room: Room, tickets: Ints) -> int:
    """Return what `live_days` does, the tables put in a box first."""
    return live_days(boxed(tables), crowd, hall, room, tickets)


@cache
def compiled_lives() -> Any:
    """Return `live_boxed`, compiled."""
    return twin(live_boxed)


@cache
def compiled_queues() -> tuple[Any, Any, Any]:
    """Return `enter`, `queue_boxed` and `place_by_citizen`, compiled."""
    return twin(enter), twin(queue_boxed), twin(place_by_citizen)


def live_apart(tables: Tables, crowd: Crowd) -> Room:
    """Return the rows of citizens whose talks wait for nobody, citizen by citizen."""
    room, memory, lives = room_for(len(crowd.people)), np.zeros(MEMORY, np.int64), compiled_lives()
    number = lives(tables, *crowd, memory, room, 0)
    while number < len(crowd.people):
        room = more_room(room)
        number = lives(tables, *crowd, memory, room, number)
    return room


def live_together(tables: Tables, crowd: Crowd) -> Room:
    """Return the rows of citizens whose talks queue, citizen by citizen."""
    size, (coming, living, placing) = len(crowd.people), compiled_queues()
    hall, room, tickets = hall_for(tables, size), room_for(size), no_tickets(tables, size)
    coming(crowd, hall)
    while living(tables, crowd, hall, room, tickets) < tables.horizon:
        room, tickets = more_room(room), doubled(tickets)
    spells, contacts = written_of(room)
    return Room(in_order(spells, size, placing), in_order(contacts, size, placing), room.written)


def written_of(room: Room) -> tuple[Ints, Ints]:
    """Return the spells and the contacts, as far as they are written."""
    return room.spells[:, : room.written[0]], room.contacts[:, : room.written[1]]


def in_order(columns: Ints, citizens: int, placing: Any) -> Ints:
    """Return rows, given by column and in order of time, by citizen and time."""
    order = np.empty(columns.shape[1], np.int64)
    placing(columns[0], np.zeros(citizens + 1, np.int64), order)
    return columns[:, order]


def run_compiled(
    tables: Tables, people: People, first_category: Ints, share: Floats
) -> tuple[SpellArrays, ContactArrays]:
    """Return the spells and contacts of all people (arguments as `run_reference`)."""
    columns = [people.key.view(np.int64), people.cell, people.enters, people.leaves]
    columns += [people.scheme, people.since, people.came_from, first_category]
    rows, birthdays = np.column_stack(columns), np.ascontiguousarray(people.birthdays)
    crowd = Crowd(np.ascontiguousarray(rows), birthdays, people.frailty)
    room = live_together(tables, crowd) if tables.teams > 0 else live_apart(tables, crowd)
    spells, contacts = written_of(room)
    return spell_arrays(spells, share), ContactArrays(*contacts)
