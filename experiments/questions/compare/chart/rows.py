"""What the pictures of a comparison show, as rows: stocks, the staircase, exits, moves, lives.

Kroner of one citizen's weeks are those paid then; persons are full-time persons.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from borgerflow.experiments.findings.plain import called
from borgerflow.experiments.findings.rows import Interval, month_name
from borgerflow.experiments.runs.comparison import Comparison, cases_of
from borgerflow.experiments.runs.estimators.pairs import Pair
from borgerflow.experiments.runs.money import Axes
from borgerflow.experiments.runs.statistics import Statistics, statistics_of
from borgerflow.sim.base.arrays import Counts, Floats
from borgerflow.sim.base.clock import DAYS_PER_WEEK, iso_date
from borgerflow.sim.measures.account import Account, reckoner_of
from borgerflow.sim.measures.stays import WEEKS, left_by
from borgerflow.sim.measures.walked import LifeWeek, TwoLives, last_weeks
from borgerflow.sim.settlement.rulebook import VALUES

SEEN = 0.05  # of a person or a move: less is not drawn
MOST_STOCKS, MOST_EXITS = 6, 4
EVERY_WEEKS = 4  # of a stay, from one point of an exit to the next
AROUND = 26 * DAYS_PER_WEEK  # days before two lives part and after they meet again
BASELINE, INVESTMENT = "baseline", "investment"


@dataclass(frozen=True)
class StockChange:
    """Full-time persons in a scheme in a month, in both worlds."""

    month: str
    scheme: str
    baseline: float
    investment: float
    difference: Interval


@dataclass(frozen=True)
class StepRow:
    """Weeks of benefit more on one step of the staircase, over the horizon.

    ``share`` is what the municipality pays there; None off the staircase, where shares are fixed.
    """

    step: str  # by number, or "off"
    first_week: int | None
    last_week: int | None
    share: float | None
    weeks: Interval


@dataclass(frozen=True)
class ExitRow:
    """The share of stays in a scheme that have left to another within some weeks, in both worlds.

    Stays that began within the horizon; of those seen long enough.
    """

    scheme: str
    destination: str = field(metadata=called("to"))
    weeks: int
    baseline: float
    investment: float
    difference: Interval


@dataclass(frozen=True)
class MoveRow:
    """Citizens who go from one scheme to another in a year, on average, in both worlds."""

    origin: str = field(metadata=called("from"))
    destination: str = field(metadata=called("to"))
    baseline: float
    investment: float
    difference: Interval


@dataclass(frozen=True)
class LifeRow:
    """Some days of a week of one citizen's life in a world, and what they cost whom."""

    world: str  # baseline or investment
    day: str  # the first of them
    days: int
    scheme: str
    kommune: float
    stat: float
    a_kasse: float


def pictured_rows(comparison: Comparison, pairs: Sequence[Pair]) -> dict[str, Any]:
    """Return what the pictures show, by field of the finding."""
    axes = comparison.axes
    scheme = main_scheme(comparison)
    before, after = ([getattr(p, world) for p in pairs] for world in (BASELINE, INVESTMENT))
    return {
        "stocks": stock_rows(before, after, axes),
        "steps": step_rows(comparison, [pair.more_weeks for pair in pairs]),
        "exits": () if scheme is None else exit_rows(scheme, pairs, axes),
        "moves": () if scheme is None else move_rows(scheme, before, after, axes),
        "lives": () if pairs[0].lives is None else life_rows(pairs[0].lives, axes),
    }


def main_scheme(comparison: Comparison) -> str | None:
    """Return the scheme whose cases the effect is told in, None where no effect is."""
    cases = cases_of(comparison.asked)
    return None if cases is None else cases.scheme


def stock_rows(
    before: Sequence[Account], after: Sequence[Account], axes: Axes
) -> tuple[StockChange, ...]:
    """Return persons by month in the schemes that a comparison moves most."""
    days = np.array([axes.days_of_month(month) for month in range(axes.months)])[:, None]
    worlds = [np.stack([a.person_days for a in accounts]) / days for accounts in (before, after)]
    both = _both(*worlds)
    largest = np.abs(both.mean[2]).max(axis=0)
    schemes = [s for s in np.argsort(-largest, kind="stable")[:MOST_STOCKS] if largest[s] >= SEEN]
    return tuple(
        StockChange(month_name(axes.first_month + m), axes.schemes[s], *_told(both, (m, s)))
        for s in schemes
        for m in range(axes.months)
    )


def step_rows(comparison: Comparison, more: Sequence[Floats | None]) -> tuple[StepRow, ...]:
    """Return the weeks more on each step; none where law changes, or no week does."""
    known = [weeks for weeks in more if weeks is not None]
    if len(known) < len(more) or not np.any(known):
        return ()
    weeks, reckoner = statistics_of(np.stack(known)), reckoner_of(comparison.baseline)
    ends = [int(week) for week in last_weeks(reckoner)]
    shares = [_share(comparison, step) for step in range(len(ends) + 1)]
    bounds = zip([1, *(end + 1 for end in ends)], [*ends, None], shares, strict=True)
    rows = [
        StepRow(str(step + 1), *bound, weeks.interval_at((step,)))
        for step, bound in enumerate(bounds)
    ]
    off = weeks.interval_at((len(rows),))
    return (*rows, *([StepRow("off", None, None, None, off)] if off.mean else []))


def _share(comparison: Comparison, step: int) -> float:
    world = comparison.baseline
    return float(world.law.on(VALUES[3 + step], world.start_day) or 0.0)


def exit_rows(scheme: str, pairs: Sequence[Pair], axes: Axes) -> tuple[ExitRow, ...]:
    """Return the share of stays that have left, by weeks and destination, the largest first."""
    if not pairs[0].stays.size:
        return ()
    both = _both(*(_left([getattr(p, name) for p in pairs]) for name in ("stays", "stays_after")))
    last = both.mean[:2, -1].max(axis=0)
    largest = [int(d) for d in np.argsort(-last, kind="stable")[:MOST_EXITS] if last[d] > 0]
    return tuple(
        ExitRow(scheme, axes.schemes[to], weeks, *_told(both, (weeks // EVERY_WEEKS - 1, to)))
        for to in largest
        for weeks in range(EVERY_WEEKS, WEEKS + 1, EVERY_WEEKS)
    )


def _left(stays: Sequence[Counts]) -> Floats:
    """Return the shares that have left, [replication, every few weeks, scheme]."""
    return np.stack([left_by(each)[EVERY_WEEKS - 1 :: EVERY_WEEKS] for each in stays])


def move_rows(
    scheme: str, before: Sequence[Account], after: Sequence[Account], axes: Axes
) -> tuple[MoveRow, ...]:
    """Return the moves into and out of a scheme in a year, the largest first."""
    both = _both(
        *(np.stack([a.flows.sum(axis=0) for a in w]) / axes.length for w in (before, after))
    )
    here, size = axes.schemes.index(scheme), both.mean[:2].max(axis=0)
    places = [(here, s) for s in range(len(size))] + [(s, here) for s in range(len(size))]
    seen = sorted((at for at in places if size[at] >= SEEN), key=lambda at: -size[at])
    names = axes.schemes
    return tuple(MoveRow(names[at[0]], names[at[1]], *_told(both, at)) for at in seen)


def life_rows(lives: TwoLives, axes: Axes) -> tuple[LifeRow, ...]:
    """Return one citizen's weeks in both worlds, from a while before they part on."""
    first, after = _apart(lives)

    def row(world: str, week: LifeWeek) -> LifeRow:
        kroner = (week.kommune, week.stat, week.a_kasse)
        return LifeRow(world, iso_date(week.day), week.days, axes.schemes[week.scheme], *kroner)

    worlds = ((BASELINE, lives.before), (INVESTMENT, lives.after))
    return tuple(
        row(world, week) for world, weeks in worlds for week in weeks if first <= week.day < after
    )


def _apart(lives: TwoLives) -> tuple[int, int]:
    """Return the days between which two lives are shown: a while around where they differ."""
    differing = [week.day for week in set(lives.before) ^ set(lives.after)]
    return min(differing) - AROUND, max(differing) + AROUND


def _both(before: Floats, after: Floats) -> Statistics:
    return statistics_of(np.stack([before, after, after - before], axis=1).astype(np.float64))


def _told(both: Statistics, at: tuple[int, ...]) -> tuple[float, float, Interval]:
    """Return the means of both worlds and the interval of their difference."""
    before, after = (float(both.mean[world][at]) for world in (0, 1))
    return before, after, both.interval_at((2, *at))
