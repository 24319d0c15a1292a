"""What is paid of a benefit where a sanction or a mechanism changes it: spells cut there.

More hours in a fleksjob, or another practice of sanctions, change what a spell is paid and no
day of a life; nor does what is withheld from one who stays away from a talk. So this comes after
the lives, whichever engine has lived them.
"""

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.chance import REACH
from borgerflow.sim.engines.derived.cut import Piece, Stretches, cut
from borgerflow.sim.engines.derived.sanctions import withheld
from borgerflow.sim.engines.reach import PAID, Row, drawn, ordinals, rows_of
from borgerflow.sim.lives.tables import Tables
from borgerflow.sim.records.history import ContactArrays, SpellArrays
from borgerflow.sim.world.people import People, band_on

Ints = NDArray[np.int64]


def paid_spells(
    tables: Tables, people: People, spells: SpellArrays, contacts: ContactArrays | None = None
) -> SpellArrays:
    """Return spells with the share that is paid, cut where it changes.

    ``contacts`` are the talks of the same lives; without them nobody is sanctioned.
    """
    rows = [row for row in rows_of(tables) if row.kind == PAID]
    stretches = withheld(tables, spells, contacts) if contacts is not None else None
    if not rows and stretches is None:
        return spells
    pieces = Piece(spells, spells.start, ordinals(spells.citizen))
    if stretches is not None:
        pieces = cut(pieces, stretches)
    for row in rows:
        pieces = _under(row, people, pieces)
    return pieces.spells


def _under(row: Row, people: People, pieces: Piece) -> Piece:
    """Return parts of spells under one row, those it acts on cut."""
    spells = pieces.spells
    begins, ends, since, to = (
        int(row.columns[f"paid_{name}"][0]) for name in ("from", "until", "since", "to")
    )
    first = np.maximum(np.maximum(spells.start, begins), pieces.began + since)
    after = np.minimum(np.minimum(spells.end, ends), pieces.began + to)
    hit = (spells.scheme == row.scheme) & (first < after)
    of_stay = np.maximum(begins, pieces.began + since)
    hit[hit] = _meant(row, people, pieces.of(hit), of_stay[hit])
    factor = row.columns["paid_factor"][spells.category[hit]]
    return cut(pieces, Stretches(np.flatnonzero(hit), first[hit], after[hit], factor))


def _meant(row: Row, people: People, pieces: Piece, first: Ints) -> NDArray[np.bool_]:
    """Tell which parts a row is meant for: by the citizen's cell on a day, and by reach.

    The day is the first of the whole stay on which the row acts, however the stay is cut.
    """
    citizen = pieces.spells.citizen
    cell = people.cell[citizen] + band_on(people.birthdays[citizen], first)
    inside = row.columns["paid_cell"][cell] != 0
    number = int(row.columns["paid"][0])
    reached = drawn(people.key[citizen], REACH + number, pieces.ordinal)
    return np.asarray(inside & (reached < row.columns["paid_reach"][0]))
