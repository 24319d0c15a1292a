"""Adds up the rows of a batch, replication by replication, in constant memory.

Means and variances by Welford's method in the order of the replications, so that the same tasks
give the same bits whoever simulated them and when. What is kept of each task is a handful of
totals.
"""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from borgerflow.experiments.findings.rows import Interval, Yearly
from borgerflow.experiments.questions.batch.finding import (
    FEWEST_DRAWS,
    BatchFinding,
    Draw,
    Knowledge,
    VariedNumber,
)
from borgerflow.experiments.questions.batch.plan import CENTRAL, Work
from borgerflow.experiments.questions.batch.study import Study
from borgerflow.experiments.questions.batch.tasks import BASELINE, WorldRow
from borgerflow.experiments.questions.batch.text import failed_notices, too_wide_notices
from borgerflow.experiments.questions.compare.question import paired_fields
from borgerflow.experiments.questions.compare.tables.kept import kept_rows, share_of_grant
from borgerflow.experiments.questions.compare.tables.ledger_long import ledger_long
from borgerflow.experiments.questions.compare.tables.payback import payback_month, payback_name
from borgerflow.experiments.questions.compare.tables.result_prices import results_of
from borgerflow.experiments.questions.compare.tables.rows import (
    LINES,
    OWN,
    PairedStatistics,
    kinds_of,
)
from borgerflow.experiments.runs.accounts.booked import (
    COST,
    account_rows_from,
    booked_kroner,
    frame_rows_from,
    on_frames,
    staff_kroner,
)
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.experiments.runs.money import (
    MUNICIPALITY,
    Axes,
    by_year,
    over_horizon,
    with_totals,
)
from borgerflow.experiments.runs.statistics import LEVEL, Moments, order_quantile
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Estimate
from borgerflow.sim.params.law.accounts import FRAMES, ChartOfAccounts
from borgerflow.sim.settlement.rulebook import PAYERS
from borgerflow.sim.world.world import World

LEDGER_LONG = "ledger_long.parquet"
TOTALS = [
    *("draw", "replication", *(f"net_{payer}" for payer in PAYERS)),
    *("years_in_work", "weeks_of_benefit_saved", "payback_month"),
]
OWN_TOTAL = TOTALS.index(f"net_{MUNICIPALITY}")
RESULTS = [OWN_TOTAL, TOTALS.index("years_in_work"), TOTALS.index("weeks_of_benefit_saved")]


@dataclass
class Sums:
    """Everything that is added up of a batch.

    ``central`` holds moments over the replications of the central draw, by what they are
    statistics of, ``booked`` those by function and by frame; ``by_draw`` net [year and totals,
    payer] of each draw.
    """

    axes: Axes
    book: "YearlyBooks"
    central: dict[str, Moments] = field(default_factory=lambda: defaultdict(Moments))
    by_draw: dict[int, Moments] = field(default_factory=lambda: defaultdict(Moments))
    booked: dict[str, Moments] = field(default_factory=lambda: defaultdict(Moments))
    _totals: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, before: WorldRow, after: WorldRow) -> None:
        """Take in one task: its world beside the baseline."""
        net, more = after.net - before.net, after.full_time - before.full_time
        own = np.ascontiguousarray(net[:, OWN])
        _, *results = results_of(own.sum(), more, self.axes)
        addressed = after.draw, after.replication, *net.sum(axis=0)
        self._totals.extend((*addressed, *results, payback_month(own)))
        borders = np.searchsorted(np.array(self.axes.year_of_month), self.axes.years)
        self.by_draw[after.draw].add(with_totals(np.add.reduceat(net, borders, axis=0), self.axes))
        if after.draw == CENTRAL:
            self.central["cumulative"].add(np.cumsum(own))
            self.central["touched"].add(after.touched.astype(np.float64))
            self.central["lines"].add(with_totals(_lines(after.ledger - before.ledger), self.axes))
            self.central["ledger"].add(_both(before.ledger, after.ledger))
            for name, kroner in self.book.of(after.ledger - before.ledger).items():
                self.booked[name].add(with_totals(kroner, self.axes))
            self.central["full_time"].add(_both(before.full_time, after.full_time))
            mean = (over_horizon(each.full_time, self.axes) for each in (before, after))
            self.central["mean_full_time"].add(_both(*mean))

    @property
    def place_of_total(self) -> int:
        """Return where the total stands, after the years."""
        return len(self.axes.years)

    @property
    def totals(self) -> Floats:
        """Return a line per task: draw, replication, net of each payer, results, payback."""
        return np.array(self._totals).reshape(-1, len(TOTALS))

    @property
    def central_totals(self) -> Floats:
        """Return the lines of the central draw."""
        totals = self.totals
        return np.asarray(totals[totals[:, 0] == CENTRAL])

    @property
    def replications(self) -> int:
        """Return how many replications the central draw has."""
        return self.by_draw[CENTRAL].count

    @property
    def half_width(self) -> float:
        """Return half the width of the 95 % interval of the municipality's total net."""
        half = self.by_draw[CENTRAL].statistics().half
        return math.inf if half is None else float(half[self.place_of_total, OWN])

    def statistics(self) -> PairedStatistics:
        """Return the statistics of the central draw."""
        return PairedStatistics(
            axes=self.axes,
            net=self.by_draw[CENTRAL].statistics(),
            payback_months=self.central_totals[:, -1].tolist(),
            results=self.central_totals[:, RESULTS],
            **{name: moments.statistics() for name, moments in self.central.items()},
        )


@dataclass(frozen=True)
class YearlyBooks:
    """What books the kroner of a year on functions and frames."""

    chart: ChartOfAccounts
    schemes: tuple[str, ...]
    staff: Floats  # [year] of what proposals cost

    def of(self, change: Floats) -> dict[str, Floats]:
        """Return a change [year, payer, scheme + 1, kind] by every function, and by every frame.

        Each is [year, what is told of a function], or [year, net]: nothing where nothing is booked.
        """
        booked = booked_kroner(change, self.schemes, self.chart, self.staff)
        nothing = np.zeros((len(change), COST + 1))
        functions = {name: booked.get(name, nothing) for name in self.chart.functions}
        frames = on_frames(functions, self.chart)
        return {**functions, **{frame: net[..., None] for frame, net in frames.items()}}


def books_of(comparison: Comparison) -> YearlyBooks:
    """Return what books the yearly change of a comparison."""
    staff = staff_kroner(comparison.asked, comparison.investment, comparison.factors)
    yearly = by_year(staff[None], comparison.axes)[0]
    return YearlyBooks(comparison.chart, comparison.axes.schemes, np.asarray(yearly))


def sums_of(axes: Axes, book: YearlyBooks, replications: Iterable[Mapping[int, WorldRow]]) -> Sums:
    """Return what the rows of replications add up to, each given by draw."""
    sums = Sums(axes, book)
    for rows in replications:
        for draw in sorted(rows.keys() - {BASELINE}):
            sums.add(rows[BASELINE], rows[draw])
    return sums


def booked_tables(sums: Sums, world: World) -> dict[str, Any]:
    """Return the change by function and frame, and what is kept, by field of the finding."""
    chart = sums.book.chart
    told = {name: moments.statistics() for name, moments in sums.booked.items()}
    functions = {n: each for n, each in told.items() if n in chart.functions and each.filled.any()}
    frames = {frame: told[frame] for frame in FRAMES if functions}
    accounts = account_rows_from(functions, chart, sums.axes)
    return {
        "accounts": accounts,
        "frames": frame_rows_from(frames, sums.axes),
        "kept": kept_rows(accounts, chart, share_of_grant(world)),
    }


def _lines(ledger: Floats) -> Floats:
    """Return the municipality's lines of the main table, [year, line]."""
    own = ledger[:, OWN].sum(axis=1)
    return np.stack([own[:, kinds_of(line)].sum(axis=1) for line in LINES], axis=1)


def _both(before: Floats, after: Floats) -> Floats:
    return np.stack([before, after, after - before])


def knowledge(sums: Sums) -> Knowledge | None:
    """Return how far the draws of the uncertain numbers lie apart; None without draws.

    Each draw counts with its mean over the replications, which are the same for all draws.
    """
    means = [m.mean for draw, m in sorted(sums.by_draw.items()) if draw != CENTRAL]
    if not means:
        return None
    nets = np.stack(means)  # [draw, year and totals, payer]
    by_payer = {
        payer: Yearly(
            {year: _over_draws(nets[:, n, place]) for n, year in enumerate(sums.axes.years)},
            _over_draws(nets[:, sums.place_of_total, place]),
        )
        for place, payer in enumerate(PAYERS)
    }
    own = nets[:, sums.place_of_total, OWN]
    median, saves = order_quantile(own.tolist(), 0.5), float(np.mean(own < 0))
    return Knowledge(len(means), by_payer[MUNICIPALITY], median, saves, by_payer)


def _over_draws(values: Floats) -> Interval:
    """Return the mean over draws and the values between which 95 % of them lie.

    Too few draws have a mean alone: their least and greatest say little of the ends.
    """
    if len(values) < FEWEST_DRAWS:
        return Interval(float(np.mean(values)))
    tail = (1 - LEVEL) / 2
    low, high = (order_quantile(values.tolist(), share) for share in (tail, 1 - tail))
    return Interval(float(np.mean(values)), low, high)


def task_table(sums: Sums) -> pd.DataFrame:
    """Return the totals of every task: net by payer, and the month of payback (empty: never)."""
    table = pd.DataFrame(sums.totals, columns=TOTALS)
    months = table["payback_month"]
    table["payback_month"] = [payback_name(month, sums.axes) or "" for month in months]
    return table.astype({"draw": "int64", "replication": "int64", "payback_month": "str"})


def long_ledgers(
    replications: Iterable[Mapping[int, WorldRow]], axes: Axes
) -> Iterator[pd.DataFrame]:
    """Yield the ledger of every task as pieces of one long table, a replication at a time.

    Both worlds stand under each draw, though the baseline is that of all draws of a replication.
    """
    for replication, rows in enumerate(replications):
        draws = sorted(rows.keys() - {BASELINE})
        pairs = [np.stack([rows[BASELINE].ledger, rows[draw].ledger]) for draw in draws]
        yield ledger_long(np.stack(pairs)[None], [replication], draws, axes)


def finding_of(
    study: Study, work: Work, sums: Sums, impossible: Mapping[int, Wording], seconds: float
) -> BatchFinding:
    """Return the finding of everything added up; ``impossible`` draws with their reasons."""
    form, half_width = study.form, sums.half_width
    fields = paired_fields(work.comparison, sums.statistics(), work.settings)
    fields["warnings"] = (
        *fields["warnings"],
        *failed_notices(sorted(impossible.items())),
        *too_wide_notices(half_width, form.until_halfwidth, sums.replications),
    )
    return BatchFinding(
        **fields,
        **booked_tables(sums, work.comparison.investment),
        seconds=seconds,
        study=study.name,
        question=Wording(form.question.da, form.question.en),
        spread=float(sums.by_draw[CENTRAL].spread[sums.place_of_total, OWN]),
        half_width=half_width if math.isfinite(half_width) else None,
        half_width_wanted=form.until_halfwidth,
        varied=tuple(_varied(name, estimate) for name, estimate in study.varied.items()),
        knowledge=knowledge(sums),
        draws=_draws(work, sums, impossible),
        tasks=task_table(sums),
    )


def _varied(name: str, estimate: Estimate) -> VariedNumber:
    return VariedNumber(
        name,
        float(estimate.low or 0.0),
        float(estimate.high or 0.0),
        estimate.distribution or "uniform",
        estimate.grade,
    )


def _draws(work: Work, sums: Sums, impossible: Mapping[int, Wording]) -> tuple[Draw, ...]:
    """Return every draw: the mean total net by payer, or why it made no world."""
    nets = {
        draw: dict(zip(PAYERS, moments.mean[sums.place_of_total].tolist(), strict=True))
        for draw, moments in sums.by_draw.items()
    }
    reasons = {draw: reason.en for draw, reason in impossible.items()}
    numbers = sorted({*nets, *reasons} - {CENTRAL})
    return tuple(
        Draw(draw, work.values(draw), nets.get(draw), reasons.get(draw)) for draw in numbers
    )
