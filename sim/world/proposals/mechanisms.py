"""What proposals do to lives, as rows for the functional core.

A mechanism acts for a stated target, between two days, for a share of the spells: on named
hazards, at the door, through a programme, at a deadline or on what is paid. Phase-in and
fade-out are steps of a month. What is not carried out (implementation) or would have come anyway
(deadweight) takes its share of the effect away, and of jobs what is taken from others
(displacement): here and nowhere else.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

import numpy as np

from borgerflow.sim.base.arrays import Flags, Floats
from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR, first_day_of_month, month_index_of
from borgerflow.sim.lives.tables import RETURNS
from borgerflow.sim.params import Mechanism, Proposal
from borgerflow.sim.params.proposals.names import CAME_FROM
from borgerflow.sim.params.proposals.shares import ORDINARY_JOB
from borgerflow.sim.world.bare import BareWorld, ProposedMechanism
from borgerflow.sim.world.cells import cells_where
from borgerflow.sim.world.municipality import value_of
from borgerflow.sim.world.proposals.activation import duty_rows
from borgerflow.sim.world.proposals.durations import factor_for_weeks
from borgerflow.sim.world.proposals.hours import share_left_after_hours
from borgerflow.sim.world.tables.columns import Columns
from borgerflow.sim.world.tables.mechanisms import (
    EVERYWHERE,
    DoorRow,
    HazardRow,
    MechanismRows,
    PaidRow,
    ProgrammeRow,
    ReviewRow,
    Sizes,
)

Row = TypeVar("Row")
ON_HAZARDS = ("inflow", "hazard", "duration", "relapse", "sanction")


def mechanism_columns(bare: BareWorld) -> Columns:
    """Return what all mechanisms of the proposals do, and the duties to be activated."""

    def rows_of(
        kinds: Sequence[str], rows: Callable[[ProposedMechanism, BareWorld], Iterator[Row]]
    ) -> tuple[Row, ...]:
        some = (one for one in bare.mechanisms if one.mechanism.kind in kinds)
        return tuple(row for one in some for row in rows(one, bare))

    rows = MechanismRows(
        Sizes(len(bare.scheme_names), len(bare.exits.names)),
        hazards=rows_of(ON_HAZARDS, hazard_rows),
        doors=rows_of(("inflow",), door_rows),
        programmes=rows_of(("programme",), programme_rows),
        reviews=rows_of(("review",), review_rows),
        paid=rows_of(("hours", "sanction"), paid_rows),
    )
    return replace(rows, programmes=(*rows.programmes, *duty_rows(bare))).arrays()


def delivered_share(mechanism: Mechanism) -> float:
    """Return the share of the stated effect that is carried out and would not have come anyway."""
    return value_of(mechanism.implementation, 1.0) * (1 - value_of(mechanism.deadweight, 0.0))


def delivered_factor(
    mechanism: Mechanism, destination: str, factor: float, strength: float = 1.0
) -> float:
    """Return what is left of a factor on an exit, with a share of its strength in force.

    Of faster exits to an ordinary job what is taken from others is left out. Slower ones give
    nothing back: nobody has shown that others get the jobs.
    """
    wins_jobs = destination == ORDINARY_JOB and factor > 1
    others = value_of(mechanism.displacement, 0.0) if wins_jobs else 0.0
    return scaled(factor, strength * delivered_share(mechanism) * (1 - others))


class Step(NamedTuple):
    """A time in which a stated share of a mechanism's strength is in force."""

    start: int
    until: int
    strength: float


def steps_of(proposal: Proposal, mechanism: Mechanism) -> Iterator[Step]:
    """Yield the steps of phase-in, full strength and fade-out, month by month.

    None where the proposal ends before the mechanism begins.
    """
    rise = round(value_of(mechanism.phase_in_months, 0))
    fall = round(value_of(mechanism.fade_out_months, 0))
    begins = _months_on(proposal.start, round(value_of(mechanism.starts_after_months, 0)))
    if begins >= proposal.until:
        return
    day = begins
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


def hazard_rows(proposed: ProposedMechanism, bare: BareWorld) -> Iterator[HazardRow]:
    """Yield the rows of a mechanism that multiplies hazards, step by step and exit by exit."""
    mechanism = proposed.mechanism
    if mechanism.at == "door":
        return
    full = full_factor(bare, mechanism)
    cells, came = cells_where(mechanism.target), _came_from(mechanism, bare)
    for step in steps_of(proposed.proposal, mechanism):
        for origin, destination in mechanism.ways:
            yield HazardRow(
                _scheme(bare, origin),
                proposed.number,
                bare.exits.number(origin, destination),
                (step.start, step.until, *_window(mechanism)),
                delivered_factor(mechanism, destination, full, step.strength),
                value_of(mechanism.reach, 1.0),
                cells,
                came,
            )


def _came_from(mechanism: Mechanism, bare: BareWorld) -> Flags:
    if not mechanism.came_from:
        return EVERYWHERE
    return np.isin(["", *bare.scheme_names], mechanism.came_from)


def scaled(factor: float, strength: float) -> float:
    """Return a factor of which a share is in force; it never falls below zero."""
    return max(0.0, 1 + (factor - 1) * strength)


def full_factor(bare: BareWorld, mechanism: Mechanism) -> float:
    """Return the factor on the named hazards at full strength."""
    if mechanism.kind == "duration":
        return factor_for_weeks(bare, mechanism)
    if mechanism.kind == "inflow":
        return 1 - value_of(mechanism.effect, 0.0)
    return value_of(mechanism.effect, 1.0)


def _window(mechanism: Mechanism) -> tuple[int, int]:
    return _days(mechanism.window_weeks[0]), _days(mechanism.window_weeks[1])


def _days(weeks: float | None) -> int:
    return FAR if weeks is None else round(weeks * DAYS_PER_WEEK)


def door_rows(proposed: ProposedMechanism, bare: BareWorld) -> Iterator[DoorRow]:
    """Yield the rows of a mechanism at the door, step by step."""
    mechanism = proposed.mechanism
    if mechanism.at != "door":
        return
    share = value_of(mechanism.effect, 0.0) * delivered_share(mechanism)
    share *= value_of(mechanism.reach, 1.0)
    within = mechanism.would_leave_within_weeks
    days = FAR if within is None or within.value is None else _days(within.value)
    cells, scheme = cells_where(mechanism.target), _scheme(bare, mechanism.scheme)
    for step in steps_of(proposed.proposal, mechanism):
        strength = share * step.strength
        yield DoorRow(scheme, proposed.number, (step.start, step.until, days), strength, cells)


def programme_rows(proposed: ProposedMechanism, bare: BareWorld) -> Iterator[ProgrammeRow]:
    """Yield the row of a programme: months of phase-in recruit or call fewer."""
    mechanism = proposed.mechanism
    yield ProgrammeRow(
        _scheme(bare, mechanism.scheme),
        proposed.number,
        _window(mechanism),
        tuple(_beginning(proposed)),
        _days(value_of(mechanism.weeks, 0.0)),
        value_of(mechanism.completion, 1.0),
        _days(value_of(mechanism.lasts_weeks, 0.0)),
        value_of(mechanism.reach, 1.0),
        cells_where(mechanism.target),
        _on_exits(bare, mechanism, lambda _: value_of(mechanism.lock_in, 1.0)),
        _delivered_on(bare, mechanism, value_of(mechanism.effect, 1.0)),
        FAR if mechanism.at_week is None else _days(mechanism.at_week.value),
        _days(value_of(mechanism.threat_weeks, 0.0)),
        _delivered_on(bare, mechanism, value_of(mechanism.threat, 1.0)),
    )


def _beginning(proposed: ProposedMechanism) -> Iterator[tuple[int, int, float]]:
    """Yield the steps in which a programme recruits a share a day, or calls a share."""
    mechanism, last = proposed.mechanism, FAR
    steps = list(steps_of(proposed.proposal, mechanism))
    share = 1.0 if mechanism.at_week else value_of(mechanism.recruited, 0.0) / DAYS_PER_WEEK
    if mechanism.recruits_for_weeks:
        last = steps[0].start + _days(mechanism.recruits_for_weeks.value)
    for step in steps:
        if step.start < last:
            yield step.start, min(step.until, last), share * step.strength


def _delivered_on(bare: BareWorld, mechanism: Mechanism, factor: float) -> Floats:
    """Return for each exit what is left of a factor there."""
    return _on_exits(bare, mechanism, lambda to: delivered_factor(mechanism, to, factor))


def _on_exits(bare: BareWorld, mechanism: Mechanism, factor_on: Callable[[str], float]) -> Floats:
    """Return a factor for each exit: by its destination where a mechanism acts, 1 elsewhere."""
    factors = np.ones(len(bare.exits.names))
    for origin, destination in mechanism.ways:
        factors[bare.exits.number(origin, destination)] = factor_on(destination)
    return factors


def _scheme(bare: BareWorld, name: str | None) -> int:
    """Return the number of a scheme; the one a citizen came from has its own."""
    return RETURNS if name == CAME_FROM else bare.scheme_names.index(str(name))


def review_rows(proposed: ProposedMechanism, bare: BareWorld) -> Iterator[ReviewRow]:
    """Yield the rows of a mechanism on what is decided at a deadline, step by step."""
    mechanism = proposed.mechanism
    share = value_of(mechanism.effect, 0.0) * delivered_share(mechanism)
    for step in steps_of(proposed.proposal, mechanism):
        yield ReviewRow(
            _scheme(bare, mechanism.scheme),
            proposed.number,
            (step.start, step.until),
            _scheme(bare, mechanism.away_from),
            _scheme(bare, mechanism.towards),
            share * step.strength * value_of(mechanism.reach, 1.0),
            cells_where(mechanism.target),
        )


def paid_rows(proposed: ProposedMechanism, bare: BareWorld) -> Iterator[PaidRow]:
    """Yield the rows of a mechanism on what is paid, step by step."""
    mechanism = proposed.mechanism
    if mechanism.kind == "hours":
        full = share_left_after_hours(bare, proposed)
        strength = delivered_share(mechanism)
    else:
        full = np.full(len(bare.paid_categories) + 1, value_of(mechanism.paid, 1.0))
        strength = 1.0
    for step in steps_of(proposed.proposal, mechanism):
        factor = np.maximum(0.0, 1 + (full - 1) * step.strength * strength)
        yield PaidRow(
            _scheme(bare, mechanism.scheme),
            proposed.number,
            (step.start, step.until, *_window(mechanism)),
            factor,
            value_of(mechanism.reach, 1.0),
            cells_where(mechanism.target),
        )
