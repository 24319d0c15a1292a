"""The tables of a comparison, from the statistics of paired replications.

Every difference is taken within a replication and only then averaged. Knows accounts by the
names of payers, kinds and schemes they carry; knows no world and no proposal.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from borgerflow.experiments.findings.rows import (
    CumulativePoint,
    FlowRow,
    FullTimeRow,
    Interaction,
    Interval,
    LedgerRow,
    PlaceRow,
    SummaryRow,
    Yearly,
    month_name,
)
from borgerflow.experiments.questions.compare.tables.payback import payback, payback_month
from borgerflow.experiments.questions.compare.tables.result_prices import (
    result_prices,
    results_of,
)
from borgerflow.experiments.runs.money import (
    DECIMALS,
    MUNICIPALITY,
    NO_SCHEME,
    Axes,
    by_year,
    full_time,
    money_of,
    over_horizon,
    own_net,
    totals,
    yearly,
    yearly_statistics,
)
from borgerflow.experiments.runs.statistics import (
    Place,
    Statistics,
    mean_interval,
    rows_of,
    statistics_of,
)
from borgerflow.sim.base.arrays import Counts, Flags, Floats
from borgerflow.sim.measures.account import KINDS, Account
from borgerflow.sim.settlement.rulebook import PAYERS

OWN = PAYERS.index(MUNICIPALITY)
BEFORE, AFTER, CHANGE = range(3)  # the first axis of what is told of both worlds
LINES = {
    "investment": ("investment",),
    "benefits": ("benefit",),
    "contacts_and_activation": ("contact", "activation"),
    "other": ("other",),
}
"""The kinds that make up each line of the main table."""


@dataclass(frozen=True)
class PairedStatistics:
    """What the tables of a comparison are made of; kroner are investment minus baseline."""

    axes: Axes
    net: Statistics  # [year and totals, payer]
    lines: Statistics  # [year and totals, line] of the municipality
    ledger: Statistics  # [both worlds and change, year, payer, scheme + 1, kind]
    full_time: Statistics  # [both worlds and change, year, scheme]
    cumulative: Statistics  # [month] the municipality's net from the start
    mean_full_time: Statistics  # [both worlds and change, scheme] over the horizon
    touched: Statistics  # [year] citizens who live differently
    payback_months: Sequence[float]  # of each replication
    results: Floats  # [replication, net and each result] over the horizon

    def tables(self) -> dict[str, Any]:
        """Return the tables by field of the finding."""
        return {
            "summary": summary_rows(self.lines, self.net, self.axes),
            "net_by_payer": net_by_payer(self.net, self.axes),
            "ledger": ledger_rows(self.ledger, self.axes),
            "full_time": full_time_rows(self.full_time, self.axes),
            "mean_full_time": place_rows(self.mean_full_time, self.axes),
            "prices": result_prices(self.results),
            "payback": payback(self.payback_months, self.cumulative.mean, self.axes),
            "cumulative": cumulative(self.cumulative, self.axes),
            "touched": by_years(self.touched, self.axes),
        }


def held_statistics(
    before: Sequence[Account],
    after: Sequence[Account],
    drawn: Sequence[Account],
    touched: Sequence[Counts],
    factors: Floats,
    axes: Axes,
) -> PairedStatistics:
    """Return the statistics of replications that are all held, their kroner in one price level.

    ``drawn`` are the histories of the investment world as lots fell in it: when one pays back.
    """
    histories = own_net(money_of(drawn, factors) - money_of(before, factors))
    money = money_of(before, factors), money_of(after, factors)
    difference = money[1] - money[0]
    own = difference[:, :, OWN].sum(axis=2)
    lines = [own[:, :, kinds_of(line)].sum(axis=2) for line in LINES]
    net = own_net(difference)
    persons = full_time(before, axes), full_time(after, axes)
    return PairedStatistics(
        axes=axes,
        net=yearly_statistics(difference.sum(axis=(3, 4)), axes),
        lines=yearly_statistics(np.stack(lines, axis=2), axes),
        ledger=_both(*(by_year(amounts, axes) for amounts in money)),
        full_time=_both(*persons),
        mean_full_time=_both(*(over_horizon(each, axes) for each in persons)),
        cumulative=statistics_of(np.cumsum(net, axis=1)),
        touched=statistics_of(_stacked(touched)),
        payback_months=[payback_month(row) for row in histories],
        results=results_of(totals(net, axes), persons[1] - persons[0], axes),
    )


def _stacked(counts: Sequence[Counts]) -> Floats:
    return np.stack(counts).astype(np.float64)


def _both(before: Floats, after: Floats) -> Statistics:
    return statistics_of(np.stack([before, after, after - before], axis=1))


def kinds_of(line: str) -> list[int]:
    """Return the places of the kinds that make up a line of the main table."""
    return [KINDS.index(kind) for kind in LINES[line]]


def net_by_payer(net: Statistics, axes: Axes) -> dict[str, Yearly]:
    """Return what each payer pays more or less in the investment world."""
    return {payer: yearly(net, place, axes) for place, payer in enumerate(PAYERS)}


def summary_rows(lines: Statistics, net: Statistics, axes: Axes) -> tuple[SummaryRow, ...]:
    """Return the main table: the municipality's lines, then the net of each payer."""
    filled = np.asarray(lines.filled.any(axis=0))
    rows = [
        SummaryRow(line, yearly(lines, place, axes))
        for place, line in enumerate(LINES)
        if filled[place] or line != "other"
    ]
    nets = net_by_payer(net, axes)
    return (*rows, *(SummaryRow(f"net_{payer}", amounts) for payer, amounts in nets.items()))


def ledger_rows(ledger: Statistics, axes: Axes) -> tuple[LedgerRow, ...]:
    """Return every cell of the ledger that is not empty in both worlds."""
    names = (axes.years, PAYERS, (*axes.schemes, NO_SCHEME), KINDS)
    return rows_of(LedgerRow, names, _filled(ledger), _worlds(ledger))


def full_time_rows(persons: Statistics, axes: Axes) -> tuple[FullTimeRow, ...]:
    """Return full-time persons by year and scheme in both worlds."""
    names = (axes.years, axes.schemes)
    return rows_of(FullTimeRow, names, _filled(persons), _worlds(persons))


def place_rows(persons: Statistics, axes: Axes) -> tuple[PlaceRow, ...]:
    """Return full-time persons by scheme over the horizon in both worlds."""
    return rows_of(PlaceRow, (axes.schemes,), _filled(persons), _worlds(persons))


def flow_rows(
    before: Sequence[Account], after: Sequence[Account], axes: Axes
) -> tuple[FlowRow, ...]:
    """Return the flows that differ between the worlds in any replication."""
    flows = _both(*(_stacked([a.flows for a in accounts]) for accounts in (before, after)))
    names = (axes.years, axes.schemes, axes.schemes)
    return rows_of(FlowRow, names, flows.filled[CHANGE], _worlds(flows))


def _filled(both: Statistics) -> Flags:
    return np.asarray(both.filled[BEFORE] | both.filled[AFTER])


def _worlds(both: Statistics) -> Callable[[Place], Iterable[float | Interval]]:
    """Return what gives the means of both worlds and the interval of their difference."""
    before, after = both.mean[BEFORE], both.mean[AFTER]
    return lambda at: (float(before[at]), float(after[at]), both.interval_at((CHANGE, *at)))


def cumulative(net: Statistics, axes: Axes) -> tuple[CumulativePoint, ...]:
    """Return the net [month] added up from the start, month by month."""
    return tuple(
        CumulativePoint(month_name(axes.first_month + m), net.interval_at((m,)))
        for m in range(axes.months)
    )


def by_years(counts: Statistics, axes: Axes) -> dict[int, Interval]:
    """Return counts [year] as an interval by year."""
    return {year: counts.interval_at((place,)) for place, year in enumerate(axes.years)}


def interaction_of(names: Sequence[str], alone: Floats, together: Floats) -> Interaction:
    """Return what proposals come to one by one and together.

    Parameters
    ----------
    alone, together : ndarray
        Municipal net over the horizon, [replication, proposal] and [replication].
    """
    apart = alone.sum(axis=1)
    more = np.round(together - apart, DECIMALS)
    nets = {name: mean_interval(net) for name, net in zip(names, alone.T, strict=True)}
    return Interaction(nets, mean_interval(apart), mean_interval(together), mean_interval(more))
