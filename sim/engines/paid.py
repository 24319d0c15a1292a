"""What is paid of a benefit where a mechanism changes it: spells cut where the share changes.

More hours in a fleksjob, or another practice of sanctions, change what a spell is paid and no
day of a life; so this comes after the lives, whichever engine has lived them.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.chance import REACH
from sim.engines.reached import PAID, Row, drawn, ordinals, rows_of
from sim.history import SpellArrays, sorted_spells
from sim.lives.tables import Tables
from sim.people import People, band_on

Ints = NDArray[np.int64]


class Piece(NamedTuple):
    """Parts of spells: what a spell is, and the day on which its stay began and its number."""

    spells: SpellArrays
    began: Ints
    ordinal: Ints

    def of(self, places: Any) -> "Piece":
        """Return the parts in some places."""
        spells = SpellArrays._make(column[places] for column in self.spells)
        return Piece(spells, self.began[places], self.ordinal[places])

    def changed(self, **columns: Any) -> "Piece":
        """Return the same parts with other columns."""
        return self._replace(spells=self.spells._replace(**columns))


def paid_spells(tables: Tables, people: People, spells: SpellArrays) -> SpellArrays:
    """Return spells with the share that is paid, cut where it changes."""
    rows = [row for row in rows_of(tables) if row.kind == PAID]
    if not rows:
        return spells
    pieces = Piece(spells, spells.start, ordinals(spells.citizen))
    for row in rows:
        pieces = _under(row, people, pieces)
    return sorted_spells(pieces.spells)


def _under(row: Row, people: People, pieces: Piece) -> Piece:
    """Return parts of spells under one row, those it acts on cut into before, within and after."""
    spells = pieces.spells
    begins, ends, since, to = (
        int(row.columns[f"paid_{name}"][0]) for name in ("from", "until", "since", "to")
    )
    first = np.maximum(np.maximum(spells.start, begins), pieces.began + since)
    after = np.minimum(np.minimum(spells.end, ends), pieces.began + to)
    hit = (spells.scheme == row.scheme) & (first < after)
    hit[hit] = _meant(row, people, pieces.of(hit), first[hit])
    usual, cut, first, after = pieces.of(~hit), pieces.of(hit), first[hit], after[hit]
    start, end, still_open = cut.spells.start, cut.spells.end, cut.spells.open
    share = cut.spells.share * row.columns["paid_factor"][cut.spells.category]
    before = cut.changed(end=first, open=np.zeros_like(still_open)).of(start < first)
    within = cut.changed(start=first, end=after, share=share, open=still_open & (after == end))
    later = cut.changed(start=after).of(after < end)
    return _joined([usual, before, within, later])


def _meant(row: Row, people: People, pieces: Piece, first: Ints) -> NDArray[np.bool_]:
    """Tell which parts a row is meant for: by the citizen's cell on its first day, and by reach."""
    citizen = pieces.spells.citizen
    cell = people.cell[citizen] + band_on(people.birthdays[citizen], first)
    inside = row.columns["paid_cell"][cell] != 0
    number = int(row.columns["paid"][0])
    reached = drawn(people.key[citizen], REACH + number, pieces.ordinal)
    return np.asarray(inside & (reached < row.columns["paid_reach"][0]))


def _joined(parts: list[Piece]) -> Piece:
    spells = zip(*(part.spells for part in parts), strict=True)
    return Piece(
        SpellArrays._make(np.concatenate(columns) for columns in spells),
        np.concatenate([part.began for part in parts]),
        np.concatenate([part.ordinal for part in parts]),
    )
