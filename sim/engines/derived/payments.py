"""What is paid of a benefit where a sanction or a mechanism changes it: spells cut there.

More hours in a fleksjob, or another practice of sanctions, change what a spell is paid and no
day of a life; nor does what is withheld from one who stays away from a contact. So this comes after
the lives, whichever engine has lived them.
"""

import numpy as np

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.chance import REACH
from borgerflow.sim.engines.began import SchemeEnds, began
from borgerflow.sim.engines.derived.cut import SpellParts, Stretches, cut
from borgerflow.sim.engines.derived.sanctions import sanction_stretches
from borgerflow.sim.engines.reach import PAID, MechanismRow, draws, ordinals, rows_of
from borgerflow.sim.lives.tables import Tables
from borgerflow.sim.records.history import ContactArrays, SpellArrays
from borgerflow.sim.world.people import People, band_on


def paid_spells(
    tables: Tables, people: People, spells: SpellArrays, contacts: ContactArrays | None = None
) -> SpellArrays:
    """Return spells with the share that is paid, cut where it changes.

    ``contacts`` are the contacts of the same lives; without them nobody is sanctioned.
    """
    stretches = sanction_stretches(tables, spells, contacts) if contacts is not None else None
    if tables.first_paid[-1] == 0 and stretches is None:
        return spells
    rows = list(rows_of(tables, [PAID]))
    since = began(SchemeEnds.of(tables), spells)
    parts = SpellParts(spells, since, ordinals(spells.citizen))
    if stretches is not None:
        parts = cut(parts, stretches)
    for row in rows:
        parts = _changed(row, people, parts)
    return parts.spells


def _changed(row: MechanismRow, people: People, parts: SpellParts) -> SpellParts:
    """Return parts of spells under one row, those it acts on cut."""
    spells = parts.spells
    begins, ends, since, to = row.days("from", "until", "since", "to")
    first = np.maximum(np.maximum(spells.start, begins), parts.began + since)
    after = np.minimum(np.minimum(spells.end, ends), parts.began + to)
    hit = (spells.scheme == row.scheme) & (first < after)
    of_stay = np.maximum(begins, parts.began + since)
    hit[hit] = _is_target(row, people, parts.of(hit), of_stay[hit])
    factor = row.columns["paid_factor"][spells.category[hit]]
    return cut(parts, Stretches(np.flatnonzero(hit), first[hit], after[hit], factor))


def _is_target(row: MechanismRow, people: People, parts: SpellParts, first: Ints) -> Flags:
    """Tell which parts a row is meant for: by the citizen's cell on a day, and by reach.

    The day is the first of the whole stay on which the row acts, however the stay is cut.
    """
    citizen = parts.spells.citizen
    cell = people.cell[citizen] + band_on(people.birthdays[citizen], first)
    inside = row.columns["paid_cell"][cell] != 0
    reached = draws(people, citizen, REACH + row.number, parts.ordinal)
    return np.asarray(inside & (reached < row.columns["paid_reach"][0]))
