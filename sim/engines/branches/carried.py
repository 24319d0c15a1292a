"""Which differences between two worlds a branch carries, and why it does not carry the others."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.engines.branches.days import TwoWorlds
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

CARRIED = (HAZARDS, DOORS, REVIEWS)
SMALLEST_REACH = 1e-4  # below it too many draws are tried for one that is reached
NOT_CARRIED = {
    PROGRAMMES: Wording("et tilbud", "a programme"),
    PAID: Wording("det, der udbetales", "what is paid"),
    RULES: Wording("hyppigheden af samtaler", "the frequency of contacts"),
}
ELSEWHERE = Wording(
    "kø hos sagsbehandlere eller en lov, der ændres for alle",
    "queues for caseworkers, or a law that changes for everybody",
)
ENTANGLED = Wording(
    "flere slags virkninger på den samme ydelse", "effects of several kinds on one scheme"
)
RARE = Wording(
    "en virkning, der når mindre end én af 10.000", "an effect that reaches fewer than 1 in 10,000"
)


def two_worlds(usual: Tables, other: Tables, difference: Difference) -> TwoWorlds:
    """Return both worlds with where they differ, for branches."""
    differs = {kind: np.zeros(usual.schemes + 1, dtype=np.int64) for kind in CARRIED}
    for row in difference.rows:
        differs[row.kind][row.scheme] = 1
    return TwoWorlds(usual, other, differs[HAZARDS], differs[DOORS], differs[REVIEWS])


def hindrance(usual: Tables, difference: Difference) -> Wording | None:
    """Return what keeps branches from carrying a difference, as a noun; None where nothing does."""
    return next(_hindrances(usual, difference), None)


def _hindrances(usual: Tables, difference: Difference) -> Iterator[Wording]:
    if difference.elsewhere:
        yield ELSEWHERE
    yield from (NOT_CARRIED[row.kind] for row in difference.rows if row.kind in NOT_CARRIED)
    if any(_acts_already(row, usual) or _is_entangled(row, difference) for row in difference.rows):
        yield ENTANGLED
    if any(0 < _reach(row) < SMALLEST_REACH for row in difference.rows):
        yield RARE


def _acts_already(row: MechanismRow, usual: Tables) -> bool:
    """Tell whether something of the same kind acts on the scheme in the usual world."""
    return any((one.kind, one.scheme) == (row.kind, row.scheme) for one in rows_of(usual))


def _is_entangled(row: MechanismRow, difference: Difference) -> bool:
    """Tell whether what a row decides hangs on hazards that differ as well."""
    asks = row.kind == REVIEWS or (row.kind == DOORS and row.days("within")[0] < FAR)
    beside = ((one.kind, one.scheme) for one in difference.rows)
    return asks and (HAZARDS, row.scheme) in beside


def _reach(row: MechanismRow) -> float:
    reach = row.columns.get(f"{row.kind}_reach")
    return 1.0 if reach is None else float(reach[0])


def unlotteried(rows: tuple[MechanismRow, ...]) -> tuple[MechanismRow, ...]:
    """Return rows as if each reached everybody it is meant for."""
    return tuple(_for_everybody(row) for row in rows)


def _for_everybody(row: MechanismRow) -> MechanismRow:
    names = ("mechanism_reach", "door_share")
    everybody = {name: np.ones_like(row.columns[name]) for name in names if name in row.columns}
    return row._replace(columns={**row.columns, **everybody})


def reachable(difference: Difference, people: People, spells: SpellArrays) -> Ints:
    """Return the places of people whose lives a difference may change, whatever is drawn."""
    return replace(difference, rows=unlotteried(difference.rows)).reached(people, spells)
