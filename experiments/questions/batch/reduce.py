"""Adds up the rows of a batch, replication by replication, in constant memory.

Means and variances by Welford's method in the order of the replications, so that the same tasks
give the same bits whoever lived them and when. What is kept of each task is a handful of totals.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from borgerflow.experiments.findings.assumptions import assumptions_of, schemes_that_matter
from borgerflow.experiments.findings.rows import (
    Assumption,
    CumulativePoint,
    FullTimeRow,
    Interval,
    LedgerRow,
    Notice,
    Payback,
    SummaryRow,
    Yearly,
    month_name,
)
from borgerflow.experiments.questions.batch import reduce
from borgerflow.experiments.questions.batch import text as words
from borgerflow.experiments.questions.batch.finding import (
    BatchFinding,
    Draw,
    Knowledge,
    VariedNumber,
)
from borgerflow.experiments.questions.batch.parts import Shapes
from borgerflow.experiments.questions.batch.plan import CENTRAL, Work
from borgerflow.experiments.questions.batch.study import Study
from borgerflow.experiments.questions.batch.tasks import BASELINE, Row
from borgerflow.experiments.questions.compare.tables import LINES, payback_month, payback_of
from borgerflow.experiments.runs.comparison import head_of
from borgerflow.experiments.runs.money import MUNICIPALITY, NO_SCHEME, Axes
from borgerflow.experiments.runs.notices import compare_notices
from borgerflow.experiments.runs.statistics import (
    FEWEST_FOR_A_SPREAD,
    LEVEL,
    order_quantile,
    t_quantile,
)
from borgerflow.sim.measures.account import KINDS
from borgerflow.sim.params import Estimate
from borgerflow.sim.settlement.rulebook import PAYERS

Floats = NDArray[np.float64]
OWN = PAYERS.index(MUNICIPALITY)
TOTALS = ["draw", "replication", *(f"net_{payer}" for payer in PAYERS), "payback_month"]
OWN_TOTAL = TOTALS.index(f"net_{MUNICIPALITY}")


class Moments:
    """Mean and spread of equally shaped numbers, one after the other."""

    def __init__(self) -> None:
        self.count = 0
        self.mean: Floats = np.zeros(())
        self._squares: Floats = np.zeros(())

    def add(self, numbers: Floats) -> None:
        """Take in the numbers of one more replication."""
        self.count += 1
        if self.count == 1:
            self.mean, self._squares = np.zeros(numbers.shape), np.zeros(numbers.shape)
        off = numbers - self.mean
        self.mean = self.mean + off / self.count
        self._squares = self._squares + off * (numbers - self.mean)

    def interval(self, place: tuple[int, ...]) -> Interval:
        """Return the mean of one number with its 95 % interval by Student's t."""
        mean = float(self.mean[place])
        if self.count < FEWEST_FOR_A_SPREAD:
            return Interval(mean)
        half = t_quantile(self.count) * float(self.spread[place]) / self.count**0.5
        return Interval(mean, mean - half, mean + half)

    @property
    def spread(self) -> Floats:
        """Return the standard deviation of the numbers, over replications."""
        return np.asarray(np.sqrt(self._squares / max(self.count - 1, 1)))


@dataclass
class Sums:
    """Everything that is added up of a batch.

    ``central`` and ``baseline`` hold moments by name over the replications of the central
    draw; ``by_draw`` adds up net [year and total, payer] of each draw.
    """

    axes: Axes
    central: dict[str, Moments] = field(default_factory=dict)
    by_draw: dict[int, Moments] = field(default_factory=dict)
    _totals: "array[float]" = field(default_factory=lambda: array("d"))
    filled: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

    def add(self, before: Row, after: Row) -> None:
        """Take in one task: its world beside the baseline."""
        net = after.net - before.net
        own = np.ascontiguousarray(net[:, OWN])
        by_year = _by_year(net, self.axes)
        self._totals.extend((after.draw, after.replication, *net.sum(axis=0), payback_month(own)))
        self.by_draw.setdefault(after.draw, Moments()).add(_with_total(by_year))
        if after.draw == CENTRAL:
            self._add_central(before, after, own)

    def _add_central(self, before: Row, after: Row, own: Floats) -> None:
        self._take("cumulative", np.cumsum(own))
        self._take("touched", after.touched.astype(np.float64))
        self._take("lines", _with_total(_lines(after.ledger - before.ledger)))
        for name in ("ledger", "full_time"):
            first, second = getattr(before, name), getattr(after, name)
            self._take(f"{name}.before", first)
            self._take(f"{name}.after", second)
            self._take(name, second - first)
            filled = (first != 0) | (second != 0)
            self.filled[name] = self.filled.get(name, filled) | filled

    def _take(self, name: str, numbers: Floats) -> None:
        self.central.setdefault(name, Moments()).add(numbers)

    @property
    def totals(self) -> Floats:
        """Return a line per task: draw, replication, net of each payer, month of payback."""
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
    def spread(self) -> float:
        """Return the standard deviation of the municipality's total net, over replications."""
        return float(self.by_draw[CENTRAL].spread[-1, OWN])

    @property
    def half_width(self) -> float:
        """Return half the width of the 95 % interval of the municipality's total net."""
        if self.replications < FEWEST_FOR_A_SPREAD:
            return float("inf")
        return float(t_quantile(self.replications) * self.spread / self.replications**0.5)


def sums_of(axes: Axes, replications: Iterable[Mapping[int, Row]]) -> Sums:
    """Return what the rows of replications add up to, each given by draw."""
    sums = Sums(axes)
    for rows in replications:
        for draw in sorted(rows.keys() - {BASELINE}):
            sums.add(rows[BASELINE], rows[draw])
    return sums


def _by_year(net: Floats, axes: Axes) -> Floats:
    borders = np.searchsorted(np.array(axes.year_of_month), axes.years)
    return np.asarray(np.add.reduceat(net, borders, axis=0))


def _with_total(by_year: Floats) -> Floats:
    """Return amounts [year, ...] with one more row, their total."""
    return np.concatenate([by_year, by_year.sum(axis=0, keepdims=True)])


def _lines(ledger: Floats) -> Floats:
    """Return the municipality's lines of the main table, [year, line]."""
    own = ledger[:, OWN].sum(axis=1)
    places = [[KINDS.index(kind) for kind in kinds] for kinds in LINES.values()]
    return np.stack([own[:, kinds].sum(axis=1) for kinds in places], axis=1)


def yearly(moments: Moments, place: int, axes: Axes) -> Yearly:
    """Return one column of moments [year and total, column] as intervals."""
    years = {year: moments.interval((n, place)) for n, year in enumerate(axes.years)}
    return Yearly(years, moments.interval((len(axes.years), place)))


def net_by_payer(sums: Sums) -> dict[str, Yearly]:
    """Return what each payer pays more or less with the proposals."""
    net = sums.by_draw[CENTRAL]
    return {payer: yearly(net, place, sums.axes) for place, payer in enumerate(PAYERS)}


def summary_rows(sums: Sums) -> tuple[SummaryRow, ...]:
    """Return the main table: the municipality's lines, then the net of each payer."""
    lines, other = sums.central["lines"], list(LINES).index("other")
    empty = not np.any(lines.mean[:, other]) and not np.any(lines.spread[:, other])
    rows = [
        SummaryRow(line, yearly(lines, place, sums.axes))
        for place, line in enumerate(LINES)
        if not (empty and place == other)
    ]
    nets = net_by_payer(sums)
    return (*rows, *(SummaryRow(f"net_{payer}", net) for payer, net in nets.items()))


def ledger_rows(sums: Sums) -> tuple[LedgerRow, ...]:
    """Return every cell of the ledger that is not empty in both worlds."""
    names = (*sums.axes.schemes, NO_SCHEME)
    return tuple(
        LedgerRow(
            sums.axes.years[year],
            PAYERS[payer],
            names[scheme],
            KINDS[kind],
            *_both(sums, "ledger", (year, payer, scheme, kind)),
        )
        for year, payer, scheme, kind in _filled(sums, "ledger")
    )


def full_time_rows(sums: Sums) -> tuple[FullTimeRow, ...]:
    """Return full-time persons by year and scheme in both worlds."""
    axes = sums.axes
    return tuple(
        FullTimeRow(
            axes.years[year], axes.schemes[scheme], *_both(sums, "full_time", (year, scheme))
        )
        for year, scheme in _filled(sums, "full_time")
    )


def _filled(sums: Sums, name: str) -> Iterator[tuple[int, ...]]:
    for place in np.argwhere(sums.filled[name]):
        yield tuple(int(number) for number in place)


def _both(sums: Sums, name: str, place: tuple[int, ...]) -> tuple[float, float, Interval]:
    """Return the mean of both worlds and the interval of their difference."""
    before, after = (sums.central[f"{name}.{when}"] for when in ("before", "after"))
    return (
        float(before.mean[place]),
        float(after.mean[place]),
        sums.central[name].interval(place),
    )


def cumulative(sums: Sums) -> tuple[CumulativePoint, ...]:
    """Return the municipality's net added up from the start, month by month."""
    moments = sums.central["cumulative"]
    return tuple(
        CumulativePoint(month_name(sums.axes.first_month + m), moments.interval((m,)))
        for m in range(sums.axes.months)
    )


def touched(sums: Sums) -> dict[int, Interval]:
    """Return how many citizens live differently in each year."""
    moments = sums.central["touched"]
    return {year: moments.interval((n,)) for n, year in enumerate(sums.axes.years)}


def payback(sums: Sums) -> Payback:
    """Return the month of payback over the replications of the central draw."""
    return payback_of(sums.central_totals[:, -1].tolist(), sums.axes)


def knowledge(sums: Sums) -> Knowledge | None:
    """Return how far the draws of the uncertain numbers lie apart; None without draws.

    Each draw counts with its mean over the replications, which are the same for all draws.
    """
    means = [m.mean for draw, m in sorted(sums.by_draw.items()) if draw != CENTRAL]
    if not means:
        return None
    nets = np.stack(means)  # [draw, year and total, payer]
    by_payer = {
        payer: Yearly(
            {year: _over_draws(nets[:, n, place]) for n, year in enumerate(sums.axes.years)},
            _over_draws(nets[:, -1, place]),
        )
        for place, payer in enumerate(PAYERS)
    }
    own = nets[:, -1, OWN]
    median = order_quantile(own.tolist(), 0.5)
    return Knowledge(len(means), by_payer, median, float(np.mean(own < 0)))


def _over_draws(values: Floats) -> Interval:
    """Return the mean over draws and the values between which 95 % of them lie."""
    tail = (1 - LEVEL) / 2
    low, high = (order_quantile(values.tolist(), share) for share in (tail, 1 - tail))
    return Interval(float(np.mean(values)), low, high)


def task_table(sums: Sums) -> pd.DataFrame:
    """Return the totals of every task: net by payer, and the month of payback (empty: never)."""
    table = pd.DataFrame(sums.totals, columns=TOTALS)
    table["payback_month"] = [_month(month, sums.axes) for month in table["payback_month"]]
    return table.astype({"draw": "int64", "replication": "int64", "payback_month": "str"})


def _month(month: float, axes: Axes) -> str:
    return "" if np.isinf(month) else month_name(axes.first_month + int(month))


def shapes_of(work: Work) -> Shapes:
    """Return the shapes of the arrays that every task of a study is reduced to."""
    axes = work.comparison.axes
    years, payers, schemes = len(axes.years), len(PAYERS), len(axes.schemes)
    return Shapes(
        net=(axes.months, payers),
        ledger=(years, payers, schemes + 1, len(KINDS)),
        full_time=(years, schemes),
        touched=(years,),
    )


def finding_of(
    study: Study, work: Work, sums: Sums, impossible: Mapping[int, str], seconds: float
) -> BatchFinding:
    """Return the finding of everything added up; ``impossible`` draws with their reasons."""
    form, world = study.form, work.comparison.investment
    ledger = reduce.ledger_rows(sums)
    assumptions = _assumptions(work, [(r.scheme, r.difference.mean, r.kind) for r in ledger])
    half_width = sums.half_width if sums.replications > 1 else None
    return BatchFinding(
        **head_of(world, work.seed, work.engine),
        replications=sums.replications,
        price_year=work.comparison.price_year,
        assumptions=assumptions,
        warnings=(
            *compare_notices(world, assumptions, sums.replications),
            *words.failed_notices(sorted(impossible.items())),
            *words.too_wide_notices(sums.half_width, form.until_halfwidth, sums.replications),
        ),
        seconds=seconds,
        summary=reduce.summary_rows(sums),
        net_by_payer=reduce.net_by_payer(sums),
        ledger=ledger,
        full_time=reduce.full_time_rows(sums),
        payback=reduce.payback(sums),
        cumulative=reduce.cumulative(sums),
        touched=reduce.touched(sums),
        study=study.name,
        question=Notice(form.question.da, form.question.en),
        spread=sums.spread,
        half_width=half_width,
        half_width_wanted=form.until_halfwidth,
        varied=tuple(_varied(name, estimate) for name, estimate in study.varied.items()),
        knowledge=reduce.knowledge(sums),
        draws=_draws(work, sums, impossible),
    )


def _assumptions(work: Work, moved: list[tuple[str, float, str]]) -> tuple[Assumption, ...]:
    world = work.comparison.investment
    named = [scheme for proposal in world.proposals for scheme in proposal.schemes]
    benefits = [(scheme, kroner) for scheme, kroner, kind in moved if kind == "benefit"]
    return assumptions_of(world, schemes_that_matter(benefits, named))


def _varied(name: str, estimate: Estimate) -> VariedNumber:
    return VariedNumber(
        name,
        float(estimate.low or 0.0),
        float(estimate.high or 0.0),
        estimate.distribution or "uniform",
        estimate.grade,
    )


def _draws(work: Work, sums: Sums, impossible: Mapping[int, str]) -> tuple[Draw, ...]:
    numbers = sorted({*sums.by_draw, *impossible} - {CENTRAL})
    return tuple(
        Draw(draw, work.values(draw), _net(sums, draw), impossible.get(draw)) for draw in numbers
    )


def _net(sums: Sums, draw: int) -> dict[str, float] | None:
    """Return the mean total net of a draw by payer; None if it made no world."""
    moments = sums.by_draw.get(draw)
    if moments is None:
        return None
    return {payer: float(moments.mean[-1, place]) for place, payer in enumerate(PAYERS)}
