"""Which differences between two worlds a branch carries, and why it does not carry the others."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from borgerflow.sim.base.arrays import Ints
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
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.people import People

ON_HAZARDS = (HAZARDS, PROGRAMMES)
NOT_CARRIED = {
    PAID: Wording("det, der udbetales", "what is paid"),
    RULES: Wording("hyppigheden af samtaler", "the frequency of contacts"),
}
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
    yield from (NOT_CARRIED[row.kind] for row in difference.rows if row.kind in NOT_CARRIED)
    if any(_is_priced(row) for row in difference.rows):
        yield PRICED
    theirs = {_where(row) for row in rows_of(usual)}
    if any(_where(row) in theirs or _is_entangled(row, difference) for row in difference.rows):
        yield ENTANGLED


def _where(row: MechanismRow) -> tuple[str, int]:
    """Return the scheme a row acts on, and on what of it."""
    return HAZARDS if row.kind == PROGRAMMES else row.kind, row.scheme


def _is_priced(row: MechanismRow) -> bool:
    return row.kind == PROGRAMMES and bool(row.columns["programme_price"][0] > 0)


def _is_entangled(row: MechanismRow, difference: Difference) -> bool:
    """Tell whether what a row decides hangs on hazards that differ as well."""
    asks = row.kind == REVIEWS or (row.kind == DOORS and row.days("within")[0] < FAR)
    return asks and (HAZARDS, row.scheme) in map(_where, difference.rows)


def unlotteried(rows: tuple[MechanismRow, ...]) -> tuple[MechanismRow, ...]:
    """Return rows as if each reached everybody it is meant for."""
    return tuple(_for_everybody(row) for row in rows)


def _for_everybody(row: MechanismRow) -> MechanismRow:
    names = ("mechanism_reach", "door_share", "programme_reach", "programme_rate")
    everybody = {name: np.ones_like(row.columns[name]) for name in names if name in row.columns}
    return row._replace(columns={**row.columns, **everybody})


def reachable(difference: Difference, people: People, spells: SpellArrays) -> Ints:
    """Return the places of people whose lives a difference may change, whatever is drawn."""
    return replace(difference, rows=unlotteried(difference.rows)).reached(people, spells)
