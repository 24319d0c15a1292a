"""People as the functional core sees them: one citizen after the other."""

from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.lives.successors import first_day_of
from borgerflow.sim.lives.tables import Citizen, Spell
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.people import People


def citizens_of(people: People) -> list[Citizen]:
    """Return every one of the people as a `Citizen`, in their order."""
    columns = (people.key, people.cell, people.frailty, *people.birthdays.T, people.leaves)
    return [Citizen(*row) for row in zip(*(c.tolist() for c in columns), strict=True)]


SPELL_COLUMNS = 7
CONTACT_COLUMNS = 8
# Rows a citizen: those of whole Herning have 3 of either, those in contact with a team up to 12.
# Rows that are never written take no memory.
SPELLS_GUESSED, CONTACTS_GUESSED, ROWS_AT_LEAST = 6, 12, 1024


class Room(NamedTuple):
    """The tables being written, and how far."""

    spells: Ints  # [SPELL_COLUMNS, n]
    contacts: Ints  # [CONTACT_COLUMNS, n]
    written: Ints  # [2] rows of each


def room_for(citizens: int) -> Room:
    """Return room for what so many citizens usually need."""
    spells, contacts = (
        a_citizen * citizens + ROWS_AT_LEAST for a_citizen in (SPELLS_GUESSED, CONTACTS_GUESSED)
    )
    return Room(
        np.empty((SPELL_COLUMNS, spells), np.int64),
        np.empty((CONTACT_COLUMNS, contacts), np.int64),
        np.zeros(2, np.int64),
    )


def doubled(columns: Ints) -> Ints:
    """Return the same columns with twice as many places."""
    places = columns.shape[-1]
    twice = np.empty((*columns.shape[:-1], 2 * places), np.int64)
    twice[..., :places] = columns
    return twice


def more_room(room: Room) -> Room:
    """Return the tables with room for twice as many rows."""
    return Room(doubled(room.spells), doubled(room.contacts), room.written)


def has_room(room: Room, spells: int, contacts: int) -> bool:
    """Tell whether so many spells and contacts more find room."""
    return bool(
        room.written[0] + spells <= room.spells.shape[1]
        and room.written[1] + contacts <= room.contacts.shape[1]
    )


def add_spell(room: Room, number: int, spell: Spell, end: int, still_open: bool) -> None:
    """Write a citizen's spell into the next row."""
    spells, n = room.spells, room.written[0]
    spells[0, n], spells[1, n] = number, spell.scheme
    spells[2, n], spells[3, n] = first_day_of(spell), end
    spells[4, n], spells[5, n], spells[6, n] = spell.category, spell.came_from, int(still_open)
    room.written[0] = n + 1


def add_contact(
    room: Room, number: int, spell: Spell, legal: int, day: int, used: tuple[int, int, int]
) -> None:
    """Write how the appointment that a citizen's spell was due for ended on a day."""
    contacts, n = room.contacts, room.written[1]
    contacts[0, n], contacts[1, n] = number, spell.scheme
    contacts[2, n], contacts[3, n], contacts[4, n] = spell.due, day, legal
    contacts[5, n], contacts[6, n], contacts[7, n] = used
    room.written[1] = n + 1


def place_by_citizen(citizen: Ints, first: Ints, order: Ints) -> None:
    """Write into ``order`` the rows by citizen, those of one citizen in the order they are in.

    ``first`` [citizens + 1] is empty before; after it, it holds where the citizens end.
    """
    # A counting sort: stable, and faster than any that compares.
    for n in range(len(citizen)):
        first[citizen[n] + 1] += 1
    for number in range(1, len(first)):
        first[number] += first[number - 1]
    for n in range(len(citizen)):
        order[first[citizen[n]]] = n
        first[citizen[n]] += 1


def with_weeks_before(spells: SpellArrays, before: Ints) -> SpellArrays:
    """Return spells, sorted by citizen, with the weeks on the ladder before each one's first."""
    is_first = np.diff(spells.citizen, prepend=-1) != 0
    return spells._replace(before=np.where(is_first, before[spells.citizen], 0))


def spell_arrays(columns: Ints, share: Floats) -> SpellArrays:
    """Return spells by column as arrays; ``share`` [scheme] is the part of the full rate paid."""
    citizen, scheme, start, end, category, came_from, still_open = columns
    known = (share[scheme], came_from, still_open == 1, np.zeros(len(citizen), np.int64))
    return SpellArrays(citizen, scheme, start, end, category, *known)
