"""The rows that engines write: one a spell, one a talk held."""

import numpy as np
from numpy.typing import NDArray

from sim.history import SpellArrays
from sim.lives.tables import Spell

SPELL_COLUMNS = 7
CONTACT_COLUMNS = 4
Ints = NDArray[np.int64]


def grown(rows: Ints, needed: int) -> Ints:
    """Return rows with room for more than those needed, twice as many where there was none."""
    if needed < len(rows):
        return rows
    larger = np.empty((2 * max(len(rows), needed), rows.shape[1]), np.int64)
    larger[: len(rows)] = rows
    return larger


def write_spell(row: Ints, number: int, spell: Spell, end: int, still_open: bool) -> None:
    """Write a citizen's spell into a row."""
    row[0], row[1], row[2], row[3] = number, spell.scheme, spell.start, end
    row[4], row[5], row[6] = spell.category, spell.came_from, int(still_open)


def write_contact(row: Ints, number: int, spell: Spell, day: int) -> None:
    """Write the talk that a citizen's spell was due for, held on a day, into a row."""
    row[0], row[1], row[2], row[3] = number, spell.scheme, spell.due, day


def spell_arrays(rows: Ints, share: NDArray[np.float64]) -> SpellArrays:
    """Return rows of spells as arrays; ``share`` [scheme] is the part of the full rate paid."""
    citizen, scheme, start, end, category, came_from, still_open = rows.T.copy()
    paid = share[scheme]
    return SpellArrays(citizen, scheme, start, end, category, paid, came_from, still_open == 1)
