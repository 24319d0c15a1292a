"""Who was on a compulsory programme that others are paid for: read off the lives.

Which day a citizen begins follows from the spell alone (see `lives.programmes`), so this tells
of any history what `enrolments` tells of all programmes, with the price beside.
"""

import numpy as np

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.chance import COMPLETES
from borgerflow.sim.engines.began import SchemeEnds, began
from borgerflow.sim.engines.reach import (
    PROGRAMMES,
    MechanismRow,
    called_spells,
    draws,
    is_compulsory,
    ordinals,
    rows_of,
)
from borgerflow.sim.lives.tables import Tables
from borgerflow.sim.records.history import NO_ACTIVATIONS, ActivationArrays, SpellArrays
from borgerflow.sim.world.people import People


def activations_of(tables: Tables, people: People, spells: SpellArrays) -> ActivationArrays:
    """Return every time somebody was on one, by citizen and day.

    ``spells`` are as the engine returned them.
    """
    if not np.any(tables.programme_price):
        return NO_ACTIVATIONS
    rows = [row for row in rows_of(tables, [PROGRAMMES]) if _is_paid(row)]
    if not rows:
        return NO_ACTIVATIONS
    since = began(SchemeEnds.of(tables), spells)
    each = [_under(row, people, spells, since) for row in rows]
    columns = [np.concatenate(column) for column in zip(*each, strict=True)]
    order = np.lexsort((columns[2], columns[0]))
    return ActivationArrays._make(column[order] for column in columns)


def _is_paid(row: MechanismRow) -> bool:
    return is_compulsory(row) and bool(row.columns["programme_price"][0] > 0)


def _under(row: MechanismRow, people: People, spells: SpellArrays, since: Ints) -> ActivationArrays:
    """Return who was on one of them, from when to when, in stays that began on a day each."""
    ordinal = ordinals(spells.citizen)
    stays = spells._replace(start=since)
    here, _, begins = called_spells(row, people, stays, ordinal)
    length, completion = (row.columns[f"programme_{n}"][0] for n in ("length", "completion"))
    left = draws(people, spells.citizen[here], COMPLETES + row.number, ordinal[here])
    # Where everybody completes it nothing is left to divide by, and nothing of it is used.
    with np.errstate(divide="ignore", invalid="ignore"):
        until = length * (left - completion) / (1.0 - completion)
    days = np.where(left < completion, length, until).astype(np.int64)
    ends = np.minimum(begins + days, spells.end[here])
    carried_on = since[here] < spells.start[here]
    begins = np.where(carried_on, np.maximum(begins, spells.start[here]), begins)
    on = begins < ends
    here, begins, ends = here[on], begins[on], ends[on]
    price = np.full(len(here), row.columns["programme_price"][0])
    return ActivationArrays(spells.citizen[here], spells.scheme[here], begins, ends, price)
