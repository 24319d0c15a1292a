"""What proposals do to lives, as rows for the functional core.

A mechanism acts for a stated target, between two days, for a share of the spells: on named
hazards, at the door, through a programme, at a deadline or on what is paid. Phase-in and
fade-out are steps of a month. What is not delivered (implementation), would have happened
anyway (deadweight) or is taken from others (displacement) takes its share of the effect away,
here and nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np

from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR, first_day_of_month, month_index_of
from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.lives.tables import RETURNS
from borgerflow.sim.params import Estimate, Mechanism, Proposal
from borgerflow.sim.params.proposals.proposals import CAME_FROM
from borgerflow.sim.world.cells import cells_where
from borgerflow.sim.world.tables.mechanisms import (
    EVERYWHERE,
    DoorRow,
    Flags,
    Floats,
    HazardRow,
    MechanismRows,
    PaidRow,
    ProgrammeRow,
    ReviewRow,
    Sizes,
)

ExitNumber = Callable[[str, str], int]
Row = TypeVar("Row")
ON_HAZARDS = ("inflow", "hazard", "duration", "relapse", "sanction")


@dataclass(frozen=True)
class Frame:
    """What turns the names and weeks of mechanisms into numbers and factors.

    ``duration_factors`` gives, for each mechanism of kind duration (``proposal.mechanism``),
    the hazard factor that its change of weeks has been translated into; ``hours_factors``
    likewise, for kind hours, what is left of the benefit, by category.
    """

    scheme_names: Sequence[str]
    exits: int
    exit_number: ExitNumber
    categories: int
    duration_factors: Mapping[str, float]
    hours_factors: Mapping[str, Floats]

    @property
    def sizes(self) -> Sizes:
        """Return how many there are of what the arrays run over."""
        return Sizes(len(self.scheme_names), self.exits, self.categories)

    def scheme(self, name: str) -> int:
        """Return the number of a scheme; the one a citizen came from has its own."""
        return RETURNS if name == CAME_FROM else self.scheme_names.index(name)


class Acting(NamedTuple):
    """A mechanism of a proposal and the number its draws are addressed by."""

    proposal: Proposal
    mechanism: Mechanism
    number: int

    @property
    def name(self) -> str:
        """Return ``proposal.mechanism``."""
        return f"{self.proposal.id}.{self.mechanism.name}"


def mechanism_rows(proposals: Sequence[Proposal], frame: Frame) -> MechanismRows:
    """Return the rows of all mechanisms of the proposals.

    The number of a mechanism, which is part of the address of its draws, is that of its name,
    so that another proposal beside it changes nothing in it.
    """
    acting = list(_numbered(proposals))
    return MechanismRows(
        frame.sizes,
        hazards=_rows_of(ON_HAZARDS, hazard_rows, acting, frame),
        doors=_rows_of(("inflow",), door_rows, acting, frame),
        programmes=_rows_of(("programme",), programme_rows, acting, frame),
        reviews=_rows_of(("review",), review_rows, acting, frame),
        paid=_rows_of(("hours", "sanction"), paid_rows, acting, frame),
    )


def _rows_of(
    kinds: Sequence[str],
    rows: Callable[[Acting, Frame], Iterator[Row]],
    acting: Sequence[Acting],
    frame: Frame,
) -> tuple[Row, ...]:
    return tuple(row for a in acting if a.mechanism.kind in kinds for row in rows(a, frame))


def _numbered(proposals: Sequence[Proposal]) -> Iterator[Acting]:
    numbers: dict[int, str] = {}
    for proposal in proposals:
        for mechanism in proposal.mechanisms:
            name = f"{proposal.id}.{mechanism.name}"
            number = number_of_name(name)
            if numbers.setdefault(number, name) != name:
                raise ParamError(f"{name} and {numbers[number]} share a number; rename one.")
            yield Acting(proposal, mechanism, number)


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
    begins = _months_on(proposal.start, round(value_of(mechanism.starts_after_months, 0)))
    day = min(begins, proposal.until)
    for month in range(rise):
        until = min(_months_on(begins, month + 1), proposal.until)
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


def hazard_rows(acting: Acting, frame: Frame) -> Iterator[HazardRow]:
    """Yield the rows of a mechanism that multiplies hazards, step by step and exit by exit."""
    mechanism = acting.mechanism
    if mechanism.at == "door":
        return
    full = full_factor(mechanism, frame.duration_factors.get(acting.name))
    cells, came = cells_where(mechanism.target), _came_from(mechanism, frame)
    for step in steps_of(acting.proposal, mechanism):
        for origin, destination in exits_named(mechanism):
            yield HazardRow(
                frame.scheme(origin),
                acting.number,
                frame.exit_number(origin, destination),
                (step.start, step.until, *_window(mechanism)),
                scaled(full, step.strength * delivered_share(mechanism)),
                value_of(mechanism.reach, 1.0),
                cells,
                came,
            )


def _came_from(mechanism: Mechanism, frame: Frame) -> Flags:
    if not mechanism.came_from:
        return EVERYWHERE
    return np.isin(["", *frame.scheme_names], mechanism.came_from)


def scaled(factor: float, strength: float) -> float:
    """Return a factor of which a share is in force; it never falls below zero."""
    return max(0.0, 1 + (factor - 1) * strength)


def full_factor(mechanism: Mechanism, duration_factor: float | None) -> float:
    """Return the factor on the named hazards at full strength."""
    if mechanism.kind == "inflow":
        return 1 - value_of(mechanism.effect, 0.0)
    if mechanism.kind != "duration":
        return value_of(mechanism.effect, 1.0)
    if duration_factor is None:
        raise ParamError(f"The change of duration of {mechanism.name} is not translated.")
    return duration_factor


def exits_named(mechanism: Mechanism) -> Iterable[tuple[str, str]]:
    """Return the hazards a mechanism acts on, as origin and destination."""
    if mechanism.kind == "inflow":
        return [(origin, mechanism.scheme) for origin in mechanism.origins]
    return [(mechanism.scheme, destination) for destination in mechanism.exits]


def _window(mechanism: Mechanism) -> tuple[int, int]:
    return _days(mechanism.window_weeks[0]), _days(mechanism.window_weeks[1])


def _days(weeks: float | None) -> int:
    return FAR if weeks is None else round(weeks * DAYS_PER_WEEK)


def door_rows(acting: Acting, frame: Frame) -> Iterator[DoorRow]:
    """Yield the rows of a mechanism at the door, step by step."""
    mechanism = acting.mechanism
    if mechanism.at != "door":
        return
    share = value_of(mechanism.effect, 0.0) * delivered_share(mechanism)
    share *= value_of(mechanism.reach, 1.0)
    within = mechanism.would_leave_within_weeks
    days = FAR if within is None or within.value is None else _days(within.value)
    cells, scheme = cells_where(mechanism.target), frame.scheme(mechanism.scheme)
    for step in steps_of(acting.proposal, mechanism):
        strength = share * step.strength
        yield DoorRow(scheme, acting.number, (step.start, step.until, days), strength, cells)


def programme_rows(acting: Acting, frame: Frame) -> Iterator[ProgrammeRow]:
    """Yield the row of a programme: months of phase-in recruit or call fewer."""
    mechanism, delivered = acting.mechanism, delivered_share(acting.mechanism)
    threat = scaled(value_of(mechanism.threat, 1.0), delivered)
    gain = scaled(value_of(mechanism.effect, 1.0), delivered)
    exits = [frame.exit_number(*named) for named in exits_named(mechanism)]
    yield ProgrammeRow(
        frame.scheme(mechanism.scheme),
        acting.number,
        _window(mechanism),
        tuple(_beginning(acting)),
        _days(value_of(mechanism.weeks, 0.0)),
        value_of(mechanism.completion, 1.0),
        _days(value_of(mechanism.lasts_weeks, 0.0)),
        value_of(mechanism.reach, 1.0),
        cells_where(mechanism.target),
        factors_on(exits, value_of(mechanism.lock_in, 1.0), frame.exits),
        factors_on(exits, gain, frame.exits),
        FAR if mechanism.at_week is None else _days(mechanism.at_week.value),
        _days(value_of(mechanism.threat_weeks, 0.0)),
        factors_on(exits, threat, frame.exits),
    )


def _beginning(acting: Acting) -> Iterator[tuple[int, int, float]]:
    """Yield the steps in which a programme recruits a share a day, or calls a share."""
    mechanism, last = acting.mechanism, FAR
    steps = list(steps_of(acting.proposal, mechanism))
    share = 1.0 if mechanism.at_week else value_of(mechanism.recruited, 0.0) / DAYS_PER_WEEK
    if mechanism.recruits_for_weeks:
        last = steps[0].start + _days(mechanism.recruits_for_weeks.value)
    for step in steps:
        if step.start < last:
            yield step.start, min(step.until, last), share * step.strength


def factors_on(exits: Sequence[int], factor: float, number: int) -> Floats:
    """Return a factor for each of so many exits: one on some of them, 1 on the others."""
    factors = np.ones(number)
    factors[list(exits)] = factor
    return factors


def review_rows(acting: Acting, frame: Frame) -> Iterator[ReviewRow]:
    """Yield the rows of a mechanism on what is decided at a deadline, step by step."""
    mechanism = acting.mechanism
    share = value_of(mechanism.effect, 0.0) * delivered_share(mechanism)
    for step in steps_of(acting.proposal, mechanism):
        yield ReviewRow(
            frame.scheme(mechanism.scheme),
            acting.number,
            (step.start, step.until),
            frame.scheme(str(mechanism.away_from)),
            frame.scheme(str(mechanism.towards)),
            share * step.strength * value_of(mechanism.reach, 1.0),
            cells_where(mechanism.target),
        )


def paid_rows(acting: Acting, frame: Frame) -> Iterator[PaidRow]:
    """Yield the rows of a mechanism on what is paid, step by step."""
    mechanism = acting.mechanism
    if mechanism.kind == "hours":
        full, strength = frame.hours_factors[acting.name], delivered_share(mechanism)
    else:
        full, strength = np.full(frame.categories + 1, value_of(mechanism.paid, 1.0)), 1.0
    for step in steps_of(acting.proposal, mechanism):
        factor = np.maximum(0.0, 1 + (full - 1) * step.strength * strength)
        yield PaidRow(
            frame.scheme(mechanism.scheme),
            acting.number,
            (step.start, step.until, *_window(mechanism)),
            factor,
            value_of(mechanism.reach, 1.0),
            cells_where(mechanism.target),
        )
