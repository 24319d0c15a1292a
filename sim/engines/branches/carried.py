"""Which differences between two worlds a branch carries, and why it does not carry the others."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.engines.reach import (
    DOORS,
    HAZARDS,
    PAID,
    PROGRAMMES,
    REVIEWS,
    RULES,
    Difference,
    MechanismRow,
    rows_of,
)
from borgerflow.sim.lives.tables import Tables

ON_HAZARDS = (HAZARDS, PROGRAMMES)
CONTACTS = Wording("hyppigheden af samtaler", "the frequency of contacts")
ELSEWHERE = Wording(
    "kø hos sagsbehandlere eller en lov, der ændres for alle",
    "queues for caseworkers, or a law that changes for everybody",
)
PRICED = Wording("betalt aktivering", "activation that others are paid for")
ENTANGLED = Wording(
    "flere slags virkninger på den samme ydelse", "effects of several kinds on one scheme"
)


def hindrance(usual: Tables, difference: Difference) -> Wording | None:
    """Return what keeps branches from carrying a difference, as a noun; None where nothing does."""
    return next(_hindrances(usual, difference), None)


def _hindrances(usual: Tables, difference: Difference) -> Iterator[Wording]:
    if difference.elsewhere:
        yield ELSEWHERE
    if any(row.kind == RULES for row in difference.rows):
        yield CONTACTS
    if any(_is_priced(row) for row in difference.rows):
        yield PRICED
    theirs = list(rows_of(usual))
    acts_already = set(map(_where, theirs)) & set(map(_where, difference.rows))
    asked = [*theirs, *difference.rows]
    if acts_already or any(_is_entangled(row, difference, usual) for row in asked):
        yield ENTANGLED


def _where(row: MechanismRow) -> tuple[str, int]:
    """Return the scheme a row acts on, and on what of it."""
    return HAZARDS if row.kind == PROGRAMMES else row.kind, row.scheme


def _is_priced(row: MechanismRow) -> bool:
    return row.kind == PROGRAMMES and bool(row.columns["programme_price"][0] > 0)


def _is_entangled(row: MechanismRow, difference: Difference, usual: Tables) -> bool:
    """Tell whether what a row of either world decides or pays hangs on hazards that differ."""
    if row.kind == PAID:
        # The same draw tells whom both reach.
        beside = {(one.kind, one.number) for one in difference.rows}
        return bool(row.columns["paid_reach"][0] < 1) and (HAZARDS, row.number) in beside
    differ = (HAZARDS, row.scheme) in map(_where, difference.rows)
    if row.kind == DOORS:
        return differ and (row.days("within")[0] < FAR or _waits(usual, row.scheme))
    return differ and row.kind == REVIEWS and any(row is one for one in difference.rows)


def _waits(tables: Tables, scheme: int) -> bool:
    """Tell whether somebody in a scheme waits before anything is paid: a door asks after that."""
    by_cell = np.reshape(tables.category, (tables.schemes, -1))[scheme]
    by_origin = np.reshape(tables.category_from, (tables.schemes, -1))[scheme]
    categories = np.concatenate([by_cell, by_origin])
    waiting = np.append(tables.waiting_days, 0)  # a category of -1 waits no day
    return bool(np.any(waiting[categories] > 0))


def pays_otherwise(difference: Difference) -> bool:
    """Tell whether a difference is also one in what is paid of a spell, whatever its life."""
    return any(row.kind == PAID for row in difference.rows)


def for_everybody(difference: Difference) -> Difference:
    """Return a difference as if each mechanism reached everybody it is meant for.

    Whom one reaches that changes what is paid, and no life, is drawn as ever.
    """
    return replace(difference, rows=tuple(map(_for_everybody, difference.rows)))


def _for_everybody(row: MechanismRow) -> MechanismRow:
    names = ("mechanism_reach", "door_share", "programme_reach", "programme_rate")
    everybody = {name: np.ones_like(row.columns[name]) for name in names if name in row.columns}
    return row._replace(columns={**row.columns, **everybody})
