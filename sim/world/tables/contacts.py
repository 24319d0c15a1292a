"""The contacts that law asks for, whom it lets be, and how long one takes."""

from collections.abc import Mapping

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.params import LawBook
from borgerflow.sim.world.bare import BareWorld
from borgerflow.sim.world.contact_rules import BEFORE_ALL, RHYTHM
from borgerflow.sim.world.tables.columns import (
    Columns,
    dated_shares,
    dated_values,
    floats,
    ints,
    padded,
)

EXEMPT = ("exempt_share", "exempt_first")


def contact_columns(bare: BareWorld) -> Columns:
    """Return the contact rules of each scheme by day, and the minutes of a contact on a day."""
    law, groups = bare.law, bare.contact_groups
    dated = [_rules_by_day(law, group) for group in groups]
    width = max(map(len, dated), default=1)
    rules = [[*by_day.values()] for by_day in dated]
    filled = [[*rows, *[rows[-1]] * (width - len(rows))] for rows in rules]
    numbers, schemes = len(RHYTHM), law.schemes.values()
    return {
        "contact_group": ints([groups.index(s.contact) if s.contact else -1 for s in schemes]),
        "contact_periods": width,
        "contact_day": padded([[*by_day] for by_day in dated] or [[BEFORE_ALL]], FAR),
        "contact_rule": ints([[row[:numbers] for row in rows] for rows in filled]),
        "contact_exempt": floats([[row[numbers] for row in rows] for rows in filled]),
        "contact_exempt_first": ints([[row[numbers + 1] for row in rows] for rows in filled]),
        "contact_minutes": ints(
            [round(float(law.on(f"law.contact.{g}.minutes", bare.start_day))) for g in groups]
        ),
    }


def _rules_by_day(law: LawBook, group: str) -> dict[int, list[float]]:
    """Return the numbers of a group's rule, and whom it lets be, by the first day they hold."""
    columns: list[Mapping[int, float]] = [
        *(dict(dated_values(law, f"law.contact.{group}.{name}", unit)) for name, unit in RHYTHM),
        *(dict(dated_shares(law, f"law.contact.{group}.{name}")) for name in EXEMPT),
    ]
    days = sorted({day for column in columns for day in column})
    return {day: [_latest(column, day) for column in columns] for day in days}


def _latest(column: Mapping[int, float], day: int) -> float:
    return column[max(d for d in column if d <= day)]
