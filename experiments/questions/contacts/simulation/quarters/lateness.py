"""How late talks are under other posts, quarter by quarter, and what that costs in benefits.

The law is that of each date: a talk falls due by the rules in force when the one before it was
held, and benefits are paid and refunded by those of each month.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.questions.contacts.finding import LateQuarter
from borgerflow.experiments.questions.contacts.simulation.estimates import PerYear, both
from borgerflow.experiments.questions.contacts.simulation.quarters.talks import quarters_of_months
from borgerflow.experiments.questions.contacts.simulation.simulate import ContactOutcome, Runs
from borgerflow.experiments.questions.contacts.simulation.staffing import StaffPlan
from borgerflow.experiments.runs.money import Axes
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.measures.contacts import minutes_available
from borgerflow.sim.world.world import World

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
PERCENTILE = 0.9
COUNTS = ("held", "legal", "on_time")


@dataclass(frozen=True)
class Quarters:
    """The calendar quarters of a horizon; the first and the last may be parts of one."""

    names: tuple[str, ...]
    first: Ints  # place of the first month of each
    days: Floats  # of each month in the horizon

    def added(self, by_month: Floats) -> Floats:
        """Return amounts by month, the last axis, added up quarter by quarter."""
        return np.asarray(np.add.reduceat(by_month, self.first, axis=-1))

    def averaged(self, by_month: Floats) -> Floats:
        """Return what there is in each month, on average over the days of each quarter."""
        return np.asarray(self.added(by_month * self.days) / self.added(self.days))


def quarters_of(axes: Axes) -> Quarters:
    """Return the calendar quarters of a horizon."""
    names, first = np.unique(quarters_of_months(axes), return_index=True)
    days = np.array([axes.days_of_month(month) for month in range(axes.months)], dtype=float)
    return Quarters(tuple(names.tolist()), first, days)


def lateness_of(
    runs: Runs, plan: StaffPlan, per_year: PerYear
) -> tuple[tuple[LateQuarter, ...], ...]:
    """Return the quarters of the baseline, then of each setting; none where no posts are named."""
    if not plan.arm.watched:
        return ()
    before = [run[0] for run in runs]
    unchanged = 0.0 * _kroner(before, per_year)
    told = [_quarters_told(before, unchanged, plan.arm.baseline, per_year)]
    for place, world in enumerate(plan.arm.worlds, start=1):
        changes = [run[place] for run in runs]
        kroner = _kroner(changes, per_year)
        told.append(_quarters_told(both(before, changes), kroner, world, per_year))
    return tuple(told)


def _kroner(changes: Sequence[ContactOutcome], per_year: PerYear) -> Floats:
    """Return the municipality's kroner without staff, [replication, quarter]."""
    by_month = per_year.municipal_by_month(changes) * per_year.factors
    return quarters_of(per_year.axes).added(by_month)


def _quarters_told(
    outcomes: Sequence[ContactOutcome], kroner: Floats, world: World, per_year: PerYear
) -> tuple[LateQuarter, ...]:
    """Return the quarters of one world; outcomes are of that world, kroner the change in it."""
    quarters = quarters_of(per_year.axes)
    counts = {n: quarters.added(per_year.by_month(outcomes, n)) for n in COUNTS}
    posts = quarters.averaged(per_year.posts_in(world))
    used = posts * _used(outcomes, world, quarters, per_year)
    talks = [outcome.late_talks for outcome in outcomes]
    late = np.array([each.late for each in talks])
    return tuple(
        LateQuarter(
            quarter=name,
            due=mean_interval(np.array([each.due[q] for each in talks])),
            **{n: mean_interval(count[:, q]) for n, count in counts.items()},
            late=mean_interval(late[:, q, 1:].sum(axis=1)),
            share_late=share_late(late[:, q].sum(axis=0)),
            days_late=mean_days_late(late[:, q].sum(axis=0)),
            days_late_p90=days_late_at(PERCENTILE, late[:, q].sum(axis=0)),
            waiting=mean_interval(np.array([each.waiting[q] for each in talks])),
            fte=float(posts[q]),
            fte_used=float(used[q]),
            benefits=mean_interval(kroner[:, q]),
        )
        for q, name in enumerate(quarters.names)
    )


def _used(
    outcomes: Sequence[ContactOutcome], world: World, quarters: Quarters, per_year: PerYear
) -> Floats:
    """Return the share of the teams' minutes that is taken in each quarter."""
    taken = quarters.added(per_year.by_month(outcomes, "minutes", per_year.team_schemes)).mean(
        axis=0
    )
    there = quarters.added(minutes_available(world)[:, list(per_year.teams)].sum(axis=1))
    return np.asarray(np.divide(taken, there, out=np.zeros(len(taken)), where=there > 0))


def share_late(talks: Ints) -> float | None:
    """Return the share of talks, counted by days late, that are late; None of none."""
    return float(talks[1:].sum() / talks.sum()) if talks.any() else None


def mean_days_late(talks: Ints) -> float | None:
    """Return how many days the late ones are late on average, None where none is."""
    late = talks[1:]
    return float((late * np.arange(1, len(talks))).sum() / late.sum()) if late.any() else None


def days_late_at(part: float, talks: Ints) -> float | None:
    """Return how late at most that part of the late ones are, None where none is."""
    late = np.cumsum(talks[1:])
    return 1.0 + float(np.searchsorted(late, part * late[-1])) if late[-1] else None
