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
    turns = tables.category_turns < tables.horizon
    if tables.first_paid[-1] == 0 and stretches is None and not turns:
        return spells
    rows = list(rows_of(tables, [PAID]))
    since = began(SchemeEnds.of(tables), spells)
    parts = SpellParts(spells, since, ordinals(spells.citizen))
    if stretches is not None:
        parts = cut(parts, stretches)
    for row in rows:
        parts = _changed(row, people, parts)
    return _as_law_turns(tables, people, parts).spells if turns else parts.spells


def _as_law_turns(tables: Tables, people: People, parts: SpellParts) -> SpellParts:
    """Return parts of spells in the category of the law of the day, cut where it changes.

    A category that older rules or another scheme left with the citizen stays.
    """
    turn, then = tables.category_turns, np.asarray(tables.category_then).reshape(-1, tables.cells)
    usual = np.asarray(tables.category).reshape(-1, tables.cells)
    replaced = np.unique(usual[then[:, 0] >= 0])
    parts = _cut_on(turn, parts, np.isin(parts.spells.category, replaced))
    spells = parts.spells
    later = np.flatnonzero(np.isin(spells.category, replaced) & (spells.start >= turn))
    citizen, category = spells.citizen[later], spells.category.copy()
    band = band_on(people.birthdays[citizen], np.maximum(turn, parts.began[later]))
    category[later] = then[spells.scheme[later], people.cell[citizen] + band]
    return parts._replace(spells=spells._replace(category=category))


def _cut_on(day: int, parts: SpellParts, wanted: Flags) -> SpellParts:
    """Return parts of spells, those wanted cut where they last past a day."""
    start, end = parts.spells.start, parts.spells.end
    across = np.flatnonzero(wanted & (start < day) & (day < end))
    days, whole = np.full(len(across), day), np.ones(len(across))
    return cut(parts, Stretches(across, days, end[across], whole))


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
