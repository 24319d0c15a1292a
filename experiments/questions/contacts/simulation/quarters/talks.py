"""Talks and posts quarter by quarter, read from the outcomes that a finding rests on anyhow."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.rows import MONTHS_PER_YEAR
from borgerflow.experiments.questions.contacts.finding import QuarterRow
from borgerflow.experiments.questions.contacts.simulation.estimates import Outcomes, PerYear, both
from borgerflow.experiments.questions.contacts.simulation.simulate import Runs
from borgerflow.experiments.questions.contacts.simulation.staffing import StaffPlan
from borgerflow.experiments.runs.capacity.minutes_taken import MONTHS
from borgerflow.experiments.runs.money import Axes
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.world.world import World

Floats = NDArray[np.float64]


def quarter_rows(
    labels: Sequence[Wording], runs: Runs, plan: StaffPlan, per_year: PerYear
) -> tuple[QuarterRow, ...]:
    """Return the rows of the baseline, then of each world beside it, in the order of the quarters.

    ``labels`` are what these are called, the baseline first.
    """
    worlds = (plan.arm.baseline, *plan.arm.worlds)
    before = [run[0] for run in runs]
    outcomes = [
        before,
        *(both(before, [run[1 + n] for run in runs]) for n in range(len(worlds) - 1)),
    ]
    return tuple(
        row
        for label, each, world in zip(labels, outcomes, worlds, strict=True)
        for row in _rows(label, each, world, per_year)
    )


def _rows(label: Wording, outcomes: Outcomes, world: World, per_year: PerYear) -> list[QuarterRow]:
    """Return a row for each quarter of one world; outcomes are of that world, not changes."""
    of_months = quarters_of_months(per_year.axes)
    quarters, names = np.array(of_months), list(dict.fromkeys(of_months))

    def each(by_month: Floats) -> Floats:
        return np.array([by_month[..., quarters == name].sum(axis=-1) for name in names])

    held, legal = (each(per_year.by_month(outcomes, name)) for name in ("held", "legal"))
    needed = each(per_year.by_month(outcomes, "minutes", per_year.team_schemes))
    parts = each(per_year.axes.parts_of_months)
    needed = needed / (parts[:, None] * per_year.minutes_of_post(world))
    there = _posts(each, parts, world, per_year)
    return [
        QuarterRow(
            label,
            name,
            mean_interval(held[n]),
            mean_interval(legal[n]),
            mean_interval(needed[n]),
            there[n],
        )
        for n, name in enumerate(names)
    ]


def _posts(
    each: Callable[[Floats], Floats], parts: Floats, world: World, per_year: PerYear
) -> list[float | None]:
    """Return the posts there are in each quarter; None where time is no limit."""
    if world.tables.teams == 0:
        return [None] * len(parts)
    posts = each(per_year.posts_in(world) * per_year.axes.parts_of_months) / parts
    return [float(fte) for fte in posts]


def quarters_of_months(axes: Axes) -> list[str]:
    """Return the quarter that each month of the axes lies in, as ``2026-Q3``."""
    months = [divmod(axes.first_month + n, MONTHS_PER_YEAR) for n in range(axes.months)]
    return [f"{year:04d}-Q{month // MONTHS + 1}" for year, month in months]
