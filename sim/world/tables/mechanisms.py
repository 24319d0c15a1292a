"""The rows that mechanisms become, and the arrays of `lives.Tables` that hold them.

A row says what one step of one mechanism does in one scheme. Rows are sorted so that neither
the order of proposals nor that of mechanisms can matter; one that changes nothing is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.clock import FAR

Columns = dict[str, Any]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
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
    categories: int


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
        sizes = self.sizes
        hazards = [row for row in self.hazards if row.factor != 1 and row.reach > 0]
        programmes = [row for row in self.programmes if row.reach > 0 and _acts(row)]
        paid = [row for row in self.paid if row.reach > 0 and np.any(row.factor != 1)]
        return {
            **hazard_arrays(sizes, _sorted(hazards)),
            **door_arrays(sizes, _sorted([row for row in self.doors if row.share > 0])),
            **programme_arrays(sizes, _sorted(programmes)),
            **review_arrays(sizes, _sorted([row for row in self.reviews if row.share > 0])),
            **paid_arrays(sizes, _sorted(paid)),
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
        "mechanism_exit": _ints([row.exit_ for row in rows]),
        **_days("mechanism", rows),
        "mechanism_factor": _floats([row.factor for row in rows]),
        "mechanism_came": _ints([row.came if row.came.size else origins for row in rows]),
    }


def door_arrays(sizes: Sizes, rows: Sequence[DoorRow]) -> Columns:
    """Return the arrays of mechanisms at the door; rows are in order of scheme."""
    return {
        **_head("door", sizes, rows),
        "door_from": _ints([row.days[0] for row in rows]),
        "door_until": _ints([row.days[1] for row in rows]),
        "door_within": _ints([row.days[2] for row in rows]),
        "door_share": _floats([row.share for row in rows]),
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
        "programme_from": _ints([[step[0] for step in each] for each in steps]),
        "programme_until": _ints([[step[1] for step in each] for each in steps]),
        "programme_rate": _floats([[step[2] for step in each] for each in steps]),
        "programme_since": _ints([row.window[0] for row in rows]),
        "programme_to": _ints([row.window[1] for row in rows]),
        "programme_at": _ints([row.at for row in rows]),
        "programme_ahead": _ints([row.ahead for row in rows]),
        "programme_price": _floats([row.price for row in rows]),
        "programme_length": _ints([row.length for row in rows]),
        "programme_completion": _floats([row.completion for row in rows]),
        "programme_lasts": _ints([row.lasts for row in rows]),
        "programme_reach": _floats([row.reach for row in rows]),
        "programme_threat": _floats([row.threat if row.threat.size else unmoved for row in rows]),
        "programme_hold": _floats([row.hold for row in rows]),
        "programme_gain": _floats([row.gain for row in rows]),
    }


def review_arrays(sizes: Sizes, rows: Sequence[ReviewRow]) -> Columns:
    """Return the arrays of mechanisms on decisions; rows are in order of scheme."""
    return {
        **_head("review", sizes, rows),
        "review_from": _ints([row.days[0] for row in rows]),
        "review_until": _ints([row.days[1] for row in rows]),
        "review_away_from": _ints([row.away_from for row in rows]),
        "review_towards": _ints([row.towards for row in rows]),
        "review_share": _floats([row.share for row in rows]),
    }


def paid_arrays(sizes: Sizes, rows: Sequence[PaidRow]) -> Columns:
    """Return the arrays of mechanisms on what is paid; rows are in order of scheme."""
    return {
        **_head("paid", sizes, rows),
        **_days("paid", rows),
        "paid_factor": _floats([row.factor for row in rows]),
    }


def _head(name: str, sizes: Sizes, rows: Sequence[Row]) -> Columns:
    """Return what all kinds have: where each scheme's rows begin, numbers and target cells."""
    return {
        f"first_{name}": _first(sizes.schemes, [row.scheme for row in rows]),
        name: _ints([row.mechanism for row in rows]),
        f"{name}_cell": _ints([row.cells for row in rows]),
    }


def _days(name: str, rows: Sequence[HazardRow] | Sequence[PaidRow]) -> Columns:
    edges = ("from", "until", "since", "to")
    columns: Columns = {
        f"{name}_{edge}": _ints([row.days[place] for row in rows])
        for place, edge in enumerate(edges)
    }
    return {**columns, f"{name}_reach": _floats([row.reach for row in rows])}


def _first(schemes: int, of_rows: Sequence[int]) -> Ints:
    return np.asarray(np.searchsorted(_ints(of_rows), np.arange(schemes + 1)), dtype=np.int64)


def _ints(values: Sequence[object]) -> Ints:
    return np.array(values, dtype=np.int64).reshape(-1)


def _floats(values: Sequence[object]) -> Floats:
    return np.array(values, dtype=np.float64).reshape(-1)
