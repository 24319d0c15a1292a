"""The rows that engines write: one a spell, one a talk held."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.history import SpellArrays
from sim.lives.tables import Spell

SPELL_COLUMNS = 7
CONTACT_COLUMNS = 4
Ints = NDArray[np.int64]


class Room(NamedTuple):
    """The tables being written, and how far."""

    spells: Ints  # [n, SPELL_COLUMNS]
    contacts: Ints  # [n, CONTACT_COLUMNS]
    written: Ints  # [2] rows of each


def room_for(citizens: int) -> Room:
    """Return room for what so many citizens usually need."""
    rows = 4 * citizens + 1024
    return Room(
        np.empty((rows, SPELL_COLUMNS), np.int64),
        np.empty((rows, CONTACT_COLUMNS), np.int64),
        np.zeros(2, np.int64),
    )


def doubled(rows: Ints) -> Ints:
    """Return the same rows followed by as many empty ones."""
    return np.concatenate([rows, np.empty_like(rows)])


def more_room(room: Room) -> Room:
    """Return the tables with room for twice as many rows."""
    return Room(doubled(room.spells), doubled(room.contacts), room.written)


def write_spell(
    spells: Ints, n: int, number: int, spell: Spell, end: int, still_open: bool
) -> None:
    """Write a citizen's spell into a row."""
    spells[n, 0], spells[n, 1], spells[n, 2], spells[n, 3] = number, spell.scheme, spell.start, end
    spells[n, 4], spells[n, 5], spells[n, 6] = spell.category, spell.came_from, int(still_open)


def write_contact(contacts: Ints, n: int, number: int, spell: Spell, day: int) -> None:
    """Write the talk that a citizen's spell was due for, held on a day, into a row."""
    contacts[n, 0], contacts[n, 1] = number, spell.scheme
    contacts[n, 2], contacts[n, 3] = spell.due, day


def place_by_citizen(rows: Ints, first: Ints, order: Ints) -> None:
    """Write into ``order`` the rows by citizen, those of one citizen in the order they are in.

    ``first`` [citizens + 1] is empty before; after it, it holds where the citizens end.
    """
    for n in range(len(rows)):
        first[rows[n, 0] + 1] += 1
    for number in range(1, len(first)):
        first[number] += first[number - 1]
    for n in range(len(rows)):
        order[first[rows[n, 0]]] = n
        first[rows[n, 0]] += 1


def spell_arrays(rows: Ints, share: NDArray[np.float64]) -> SpellArrays:
    """Return rows of spells as arrays; ``share`` [scheme] is the part of the full rate paid."""
    citizen, scheme, start, end, category, came_from, still_open = rows.T.copy()
    paid = share[scheme]
    return SpellArrays(citizen, scheme, start, end, category, paid, came_from, still_open == 1)
