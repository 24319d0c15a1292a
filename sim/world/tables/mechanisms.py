"""The rows that mechanisms become, and the arrays of `lives.Tables` that hold them.

A row says what one step of one mechanism does in one scheme. Rows are sorted so that neither
the order of proposals nor that of mechanisms can matter; one that changes nothing is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeVar

import numpy as np

from borgerflow.sim.base.arrays import Flags, Floats
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.world.tables.columns import Columns, floats, ints

EVERYWHERE = np.zeros(0, dtype=np.bool_)  # stands for citizens who came from anywhere
NO_THREAT = np.zeros(0)  # stands for a factor of 1 on every exit


class HazardRow(NamedTuple):
    """One step of one mechanism on one exit."""

    scheme: int
    mechanism: int
    exit_: int
    days: tuple[int, int, int, int]  # from, until; since, to: days of the spell
    factor: float
    reach: float
    cells: Flags
    came: Flags = EVERYWHERE  # [came] by the scheme before, nobody first


class DoorRow(NamedTuple):
    """One step of one mechanism at the door of a scheme."""

    scheme: int
    mechanism: int
    days: tuple[int, int, int]  # from, until; days within which the case would have ended
    share: float
    cells: Flags


class ProgrammeRow(NamedTuple):
    """One programme: who is recruited how fast, how long they stay, and what follows.

    One that is compulsory calls a share of those still there on a day of the spell instead.
    """

    scheme: int
    mechanism: int
    window: tuple[int, int]  # days of the spell between which one may be recruited
    steps: tuple[tuple[int, int, float], ...]  # from, until, share recruited a day, or called
    length: int  # days
    completion: float
    lasts: int  # days after completion
    reach: float
    cells: Flags
    hold: Floats  # [exit] factor while it lasts
    gain: Floats  # [exit] factor after completion
    at: int = FAR  # day of the spell on which those called must begin; FAR: none must
    ahead: int = 0  # days before it on which they know
    threat: Floats = NO_THREAT  # [exit] factor on those days
    price: float = 0.0  # kroner a day, in prices of 2019


class ReviewRow(NamedTuple):
    """One step of one mechanism on what is decided at the deadline of a scheme."""

    scheme: int
    mechanism: int
    days: tuple[int, int]
    away_from: int  # scheme, or `RETURNS`
    towards: int
    share: float
    cells: Flags


class PaidRow(NamedTuple):
    """One step of one mechanism on the share of the rate that is paid in a scheme."""

    scheme: int
    mechanism: int
    days: tuple[int, int, int, int]  # as those of a `HazardRow`
    factor: Floats  # [category + 1], the last for a spell without
    reach: float
    cells: Flags


Row = TypeVar("Row", HazardRow, DoorRow, ProgrammeRow, ReviewRow, PaidRow)


class Sizes(NamedTuple):
    """How many there are of what the arrays run over."""

    schemes: int
    exits: int


@dataclass(frozen=True)
class MechanismRows:
    """All rows of a world."""

    sizes: Sizes
    hazards: tuple[HazardRow, ...] = ()
    doors: tuple[DoorRow, ...] = ()
    programmes: tuple[ProgrammeRow, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()
    paid: tuple[PaidRow, ...] = ()

    def arrays(self) -> Columns:
        """Return the arrays of `lives.Tables` that hold mechanisms."""
        hazards = [row for row in self.hazards if row.factor != 1 and row.reach > 0]
        programmes = [row for row in self.programmes if row.reach > 0 and _acts(row)]
        paid = [row for row in self.paid if row.reach > 0 and np.any(row.factor != 1)]
        doors = [row for row in self.doors if row.share > 0]
        reviews = [row for row in self.reviews if row.share > 0]
        return {
            **no_mechanisms(self.sizes),
            **(hazard_arrays(self.sizes, _sorted(hazards)) if hazards else {}),
            **(door_arrays(self.sizes, _sorted(doors)) if doors else {}),
            **(programme_arrays(self.sizes, _sorted(programmes)) if programmes else {}),
            **(review_arrays(self.sizes, _sorted(reviews)) if reviews else {}),
            **(paid_arrays(self.sizes, _sorted(paid)) if paid else {}),
        }


@cache
def no_mechanisms(sizes: Sizes) -> Columns:
    """Return the arrays of a world without mechanisms; asked for often, and always the same."""
    return {
        **hazard_arrays(sizes, ()),
        **door_arrays(sizes, ()),
        **programme_arrays(sizes, ()),
        **review_arrays(sizes, ()),
        **paid_arrays(sizes, ()),
    }


def _acts(row: ProgrammeRow) -> bool:
    recruits = any(rate > 0 for _, _, rate in row.steps)
    changes = any(bool(np.any(factor != 1)) for factor in (row.threat, row.hold, row.gain))
    return recruits and (changes or row.price > 0)


def _sorted(rows: Sequence[Row]) -> list[Row]:
    """Return rows in an order that does not depend on the one they come in."""
    return sorted(rows, key=lambda row: tuple(_plain(field) for field in row))


def _plain(field: object) -> object:
    return field.tobytes() if isinstance(field, np.ndarray) else field


def hazard_arrays(sizes: Sizes, rows: Sequence[HazardRow]) -> Columns:
    """Return the arrays of mechanisms on hazards; rows are in order of scheme."""
    origins = np.ones(sizes.schemes + 1, dtype=np.bool_)
    return {
        **_head("mechanism", sizes, rows),
        **_days("mechanism", rows, ("from", "until", "since", "to")),
        **_numbers("mechanism", rows, ("factor", "reach")),
        "mechanism_exit": ints([row.exit_ for row in rows]),
        "mechanism_came": ints([row.came if row.came.size else origins for row in rows]),
    }


def door_arrays(sizes: Sizes, rows: Sequence[DoorRow]) -> Columns:
    """Return the arrays of mechanisms at the door; rows are in order of scheme."""
    return {
        **_head("door", sizes, rows),
        **_days("door", rows, ("from", "until", "within")),
        **_numbers("door", rows, ("share",)),
    }


def programme_arrays(sizes: Sizes, rows: Sequence[ProgrammeRow]) -> Columns:
    """Return the arrays of programmes; rows are in order of scheme."""
    width = max((len(row.steps) for row in rows), default=0)
    empty = (FAR, FAR, 0.0)
    steps = [[*row.steps, *[empty] * (width - len(row.steps))] for row in rows]
    unmoved = np.ones(sizes.exits)
    return {
        **_head("programme", sizes, rows),
        "recruiting_steps": width,
        "programme_from": ints([[step[0] for step in each] for each in steps]),
        "programme_until": ints([[step[1] for step in each] for each in steps]),
        "programme_rate": floats([[step[2] for step in each] for each in steps]),
        "programme_since": ints([row.window[0] for row in rows]),
        "programme_to": ints([row.window[1] for row in rows]),
        "programme_at": ints([row.at for row in rows]),
        "programme_ahead": ints([row.ahead for row in rows]),
        "programme_length": ints([row.length for row in rows]),
        "programme_lasts": ints([row.lasts for row in rows]),
        "programme_threat": floats([row.threat if row.threat.size else unmoved for row in rows]),
        **_numbers("programme", rows, ("price", "completion", "reach", "hold", "gain")),
    }


def review_arrays(sizes: Sizes, rows: Sequence[ReviewRow]) -> Columns:
    """Return the arrays of mechanisms on decisions; rows are in order of scheme."""
    return {
        **_head("review", sizes, rows),
        **_days("review", rows, ("from", "until")),
        **_numbers("review", rows, ("share",)),
        "review_away_from": ints([row.away_from for row in rows]),
        "review_towards": ints([row.towards for row in rows]),
    }


def paid_arrays(sizes: Sizes, rows: Sequence[PaidRow]) -> Columns:
    """Return the arrays of mechanisms on what is paid; rows are in order of scheme."""
    return {
        **_head("paid", sizes, rows),
        **_days("paid", rows, ("from", "until", "since", "to")),
        **_numbers("paid", rows, ("factor", "reach")),
    }


def _head(name: str, sizes: Sizes, rows: Sequence[Row]) -> Columns:
    """Return what all kinds have: where each scheme's rows begin, numbers and target cells."""
    schemes = ints([row.scheme for row in rows])
    return {
        f"first_{name}": np.searchsorted(schemes, np.arange(sizes.schemes + 1)),
        name: ints([row.mechanism for row in rows]),
        f"{name}_cell": ints([row.cells for row in rows]),
    }


def _days(
    name: str, rows: Sequence[HazardRow | DoorRow | ReviewRow | PaidRow], edges: Sequence[str]
) -> Columns:
    return {f"{name}_{edge}": ints([row.days[n] for row in rows]) for n, edge in enumerate(edges)}


def _numbers(name: str, rows: Sequence[Row], fields: Sequence[str]) -> Columns:
    return {f"{name}_{field}": floats([getattr(row, field) for row in rows]) for field in fields}
