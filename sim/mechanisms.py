"""What proposals do to hazards and at the door, as rows for the functional core.

A mechanism multiplies named hazards for a stated target, in a window of the spell, between
two days, for a share of the spells. Phase-in and fade-out are steps of a month. What is not
delivered (implementation), would have happened anyway (deadweight) or is taken from others
(displacement) takes its share of the effect away, here and nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.cells import cells_where
from sim.clock import DAYS_PER_WEEK, FAR, first_day_of_month, month_index_of
from sim.errors import ParamError
from sim.params import Estimate, Mechanism, Proposal

ExitNumber = Callable[[str, str], int]


class HazardRow(NamedTuple):
    """One step of one mechanism on one exit."""

    scheme: int
    mechanism: int
    exit_: int
    days: tuple[int, int, int, int]
    factor: float
    reach: float
    cells: NDArray[np.bool_]


class DoorRow(NamedTuple):
    """One step of one mechanism at the door of a scheme."""

    scheme: int
    mechanism: int
    days: tuple[int, int, int]
    share: float
    cells: NDArray[np.bool_]


@dataclass(frozen=True)
class MechanismRows:
    """All rows of a world, sorted by scheme; a row that changes nothing is left out."""

    schemes: int
    hazards: tuple[HazardRow, ...] = ()
    doors: tuple[DoorRow, ...] = ()

    def arrays(self) -> dict[str, Any]:
        """Return the arrays of `lives.Tables` that hold mechanisms."""
        hazards = sorted((r for r in self.hazards if r.factor != 1 and r.reach > 0), key=_place)
        doors = sorted((r for r in self.doors if r.share > 0), key=_place)
        return {
            "first_mechanism": _first(self.schemes, [r.scheme for r in hazards]),
            "mechanism": _ints([r.mechanism for r in hazards]),
            "mechanism_exit": _ints([r.exit_ for r in hazards]),
            "mechanism_from": _ints([r.days[0] for r in hazards]),
            "mechanism_until": _ints([r.days[1] for r in hazards]),
            "mechanism_since": _ints([r.days[2] for r in hazards]),
            "mechanism_to": _ints([r.days[3] for r in hazards]),
            "mechanism_factor": np.array([r.factor for r in hazards], dtype=np.float64),
            "mechanism_reach": np.array([r.reach for r in hazards], dtype=np.float64),
            "mechanism_cell": _cells([r.cells for r in hazards]),
            "first_door": _first(self.schemes, [r.scheme for r in doors]),
            "door": _ints([r.mechanism for r in doors]),
            "door_from": _ints([r.days[0] for r in doors]),
            "door_until": _ints([r.days[1] for r in doors]),
            "door_within": _ints([r.days[2] for r in doors]),
            "door_share": np.array([r.share for r in doors], dtype=np.float64),
            "door_cell": _cells([r.cells for r in doors]),
        }


def _place(row: HazardRow | DoorRow) -> tuple[Any, ...]:
    """Return a place that no two different rows share, whatever order they come in."""
    return (*row[:-1], row.cells.tobytes())


def _first(schemes: int, of_rows: Sequence[int]) -> NDArray[np.int64]:
    rows = np.array(of_rows, dtype=np.int64)
    return np.asarray(np.searchsorted(rows, np.arange(schemes + 1)), dtype=np.int64)


def _ints(values: Sequence[object]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _cells(rows: Sequence[NDArray[np.bool_]]) -> NDArray[np.int64]:
    return np.array(rows, dtype=np.int64).reshape(-1)


def mechanism_rows(
    proposals: Sequence[Proposal],
    scheme_names: Sequence[str],
    exit_number: ExitNumber,
    duration_factors: dict[str, float],
) -> MechanismRows:
    """Return the rows of all mechanisms of the proposals.

    ``duration_factors`` gives, for each mechanism of kind duration (``proposal.mechanism``),
    the hazard factor that its change of weeks has been translated into.

    The number of a mechanism, which is part of the address of its draws, is that of its name,
    so that another proposal beside it changes nothing in it.
    """
    hazards: list[HazardRow] = []
    doors: list[DoorRow] = []
    numbers: dict[int, str] = {}
    for proposal in proposals:
        for mechanism in proposal.mechanisms:
            name = f"{proposal.id}.{mechanism.name}"
            number = number_of_name(name)
            if numbers.setdefault(number, name) != name:
                raise ParamError(f"{name} and {numbers[number]} share a number; rename one.")
            if mechanism.at == "door":
                doors += _door_rows(proposal, mechanism, scheme_names, number)
            else:
                factor = duration_factors.get(name)
                hazards += _hazard_rows(
                    proposal, mechanism, scheme_names, exit_number, number, factor
                )
    return MechanismRows(len(scheme_names), tuple(hazards), tuple(doors))


_NUMBERS = 1 << 24  # as many as chance keeps addresses for
_PRIME = 16777619
_OFFSET = 2166136261


def number_of_name(name: str) -> int:
    """Return a number below 2**24 that depends on a name alone (FNV-1a)."""
    number = _OFFSET
    for byte in name.encode():
        number = ((number ^ byte) * _PRIME) % 2**32
    return number % _NUMBERS


def value_of(estimate: Estimate | None, unknown: float) -> float:
    """Return the value of an estimate, or what stands for an unknown one."""
    return unknown if estimate is None or estimate.value is None else estimate.value


def delivered_share(mechanism: Mechanism) -> float:
    """Return the share of the stated effect that is left when all is delivered that will be."""
    return (
        value_of(mechanism.implementation, 1.0)
        * (1 - value_of(mechanism.deadweight, 0.0))
        * (1 - value_of(mechanism.displacement, 0.0))
    )


class Step(NamedTuple):
    """A time in which a stated share of a mechanism's strength is in force."""

    start: int
    until: int
    strength: float


def steps_of(proposal: Proposal, mechanism: Mechanism) -> Iterator[Step]:
    """Yield the steps of phase-in, full strength and fade-out, month by month."""
    rise = round(value_of(mechanism.phase_in_months, 0))
    fall = round(value_of(mechanism.fade_out_months, 0))
    day = proposal.start
    for month in range(rise):
        until = min(_months_on(proposal.start, month + 1), proposal.until)
        if day < until:
            yield Step(day, until, (month + 1) / (rise + 1))
        day = until
    if day < proposal.until:
        yield Step(day, proposal.until, 1.0)
    for month in range(fall):
        start, until = _months_on(proposal.until, month), _months_on(proposal.until, month + 1)
        yield Step(start, until, 1 - (month + 1) / (fall + 1))


def _months_on(day: int, months: int) -> int:
    month = month_index_of(day)
    return first_day_of_month(month + months) + day - first_day_of_month(month)


def _hazard_rows(
    proposal: Proposal,
    mechanism: Mechanism,
    names: Sequence[str],
    exit_number: ExitNumber,
    number: int,
    duration_factor: float | None,
) -> Iterator[HazardRow]:
    full = full_factor(mechanism, duration_factor)
    cells = cells_where(mechanism.target)
    window = mechanism.window_weeks
    since, until = _days(window[0]), _days(window[1])
    for step in steps_of(proposal, mechanism):
        factor = max(0.0, 1 + (full - 1) * step.strength * delivered_share(mechanism))
        for origin, destination in exits_named(mechanism):
            yield HazardRow(
                names.index(origin),
                number,
                exit_number(origin, destination),
                (step.start, step.until, since, until),
                factor,
                value_of(mechanism.reach, 1.0),
                cells,
            )


def full_factor(mechanism: Mechanism, duration_factor: float | None) -> float:
    """Return the factor on the named hazards at full strength."""
    effect = value_of(mechanism.effect, 0.0 if mechanism.kind != "hazard" else 1.0)
    if mechanism.kind == "inflow":
        return 1 - effect
    if mechanism.kind == "hazard":
        return effect
    if duration_factor is None:
        raise ParamError(f"The change of duration of {mechanism.name} is not translated.")
    return duration_factor


def exits_named(mechanism: Mechanism) -> Iterable[tuple[str, str]]:
    """Return the hazards a mechanism acts on, as origin and destination."""
    if mechanism.kind == "inflow":
        return [(origin, mechanism.scheme) for origin in mechanism.origins]
    return [(mechanism.scheme, destination) for destination in mechanism.exits]


def _days(weeks: float | None) -> int:
    return FAR if weeks is None else round(weeks * DAYS_PER_WEEK)


def _door_rows(
    proposal: Proposal, mechanism: Mechanism, names: Sequence[str], number: int
) -> Iterator[DoorRow]:
    share = value_of(mechanism.effect, 0.0) * delivered_share(mechanism)
    share *= value_of(mechanism.reach, 1.0)
    within = mechanism.would_leave_within_weeks
    days = FAR if within is None or within.value is None else _days(within.value)
    cells = cells_where(mechanism.target)
    for step in steps_of(proposal, mechanism):
        yield DoorRow(
            names.index(mechanism.scheme),
            number,
            (step.start, step.until, days),
            share * step.strength,
            cells,
        )
