"""The tables of a comparison, from paired accounts.

Every difference is taken within a replication and only then averaged. Knows accounts by the
names of payers, kinds and schemes they carry; knows no world and no proposal.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.rows import (
    CumulativePoint,
    FlowRow,
    FullTimeRow,
    Interaction,
    Interval,
    LedgerRow,
    Payback,
    SummaryRow,
    Yearly,
    month_name,
)
from borgerflow.experiments.runs.money import (
    DECIMALS,
    MUNICIPALITY,
    NEGLIGIBLE,
    NO_SCHEME,
    Array,
    Axes,
    Money,
    by_year,
    full_time,
    totals,
)
from borgerflow.experiments.runs.statistics import LEVEL, mean_interval, order_quantile
from borgerflow.sim.measures.account import KINDS, Account
from borgerflow.sim.settlement.rulebook import PAYERS

LINES = {
    "investment": ("investment",),
    "benefits": ("benefit",),
    "contacts_and_activation": ("contact", "activation"),
    "other": ("other",),
}


"""The kinds that make up each line of the main table."""


def yearly(amounts: Array, axes: Axes) -> Yearly:
    """Return amounts [replication, month] as intervals by year and in total."""
    sums = by_year(amounts, axes)
    columns = {year: mean_interval(sums[:, place]) for place, year in enumerate(axes.years)}
    return Yearly(columns, mean_interval(totals(amounts, axes)))


def net_by_payer(difference: Array, axes: Axes) -> dict[str, Yearly]:
    """Return what each payer pays more or less in the investment world."""
    net = difference.sum(axis=(3, 4))
    return {payer: yearly(net[:, :, place], axes) for place, payer in enumerate(PAYERS)}


def summary_rows(difference: Array, axes: Axes) -> tuple[SummaryRow, ...]:
    """Return the main table: the municipality's lines, then the net of each payer."""
    own = difference[:, :, PAYERS.index(MUNICIPALITY)].sum(axis=2)
    lines = {line: own[:, :, _places(kinds)].sum(axis=2) for line, kinds in LINES.items()}
    if not np.any(lines["other"]):
        del lines["other"]
    rows = [SummaryRow(line, yearly(amounts, axes)) for line, amounts in lines.items()]
    nets = net_by_payer(difference, axes)
    return (*rows, *(SummaryRow(f"net_{payer}", net) for payer, net in nets.items()))


def _places(kinds: Sequence[str]) -> list[int]:
    return [KINDS.index(kind) for kind in kinds]


def ledger_rows(money: Money, axes: Axes) -> tuple[LedgerRow, ...]:
    """Return every cell of the ledger that is not empty in both worlds."""
    before, after = by_year(money.baseline, axes), by_year(money.investment, axes)
    names = (*axes.schemes, NO_SCHEME)
    rows = []
    for year, payer, scheme, kind in _filled(before, after):
        cell = (slice(None), year, payer, scheme, kind)
        rows.append(
            LedgerRow(
                axes.years[year],
                PAYERS[payer],
                names[scheme],
                KINDS[kind],
                float(before[cell].mean()),
                float(after[cell].mean()),
                mean_interval(after[cell] - before[cell]),
            )
        )
    return tuple(rows)


def _filled(before: Array, after: Array) -> Iterator[tuple[int, ...]]:
    """Yield the places at which any replication of either world is not zero."""
    filled = np.any((before != 0) | (after != 0), axis=0)
    for place in np.argwhere(filled):
        yield tuple(int(number) for number in place)


def full_time_rows(
    before: Sequence[Account], after: Sequence[Account], axes: Axes
) -> tuple[FullTimeRow, ...]:
    """Return full-time persons by year and scheme in both worlds."""
    lived = [full_time(accounts, axes) for accounts in (before, after)]
    rows = []
    for year, scheme in _filled(*lived):
        first, second = (persons[:, year, scheme] for persons in lived)
        rows.append(
            FullTimeRow(
                axes.years[year],
                axes.schemes[scheme],
                float(first.mean()),
                float(second.mean()),
                mean_interval(second - first),
            )
        )
    return tuple(rows)


def flow_rows(
    before: Sequence[Account], after: Sequence[Account], axes: Axes
) -> tuple[FlowRow, ...]:
    """Return the flows that differ between the worlds in any replication."""
    first, second = (
        np.stack([account.flows for account in accounts]).astype(np.float64)
        for accounts in (before, after)
    )
    rows = []
    for year, origin, destination in _filled(first - second, first - second):
        cell = (slice(None), year, origin, destination)
        rows.append(
            FlowRow(
                axes.years[year],
                axes.schemes[origin],
                axes.schemes[destination],
                float(first[cell].mean()),
                float(second[cell].mean()),
                mean_interval(second[cell] - first[cell]),
            )
        )
    return tuple(rows)


def cumulative(net: Array, axes: Axes) -> tuple[CumulativePoint, ...]:
    """Return net [replication, month] added up from the start, month by month."""
    sums = np.cumsum(net, axis=1)
    return tuple(
        CumulativePoint(month_name(axes.first_month + m), mean_interval(sums[:, m]))
        for m in range(axes.months)
    )


def payback(net: Array, axes: Axes) -> Payback:
    """Return the month of payback over replications, and its probability by year.

    ``net`` is [replication, month], the municipality's.
    """
    return payback_of([payback_month(row) for row in net], axes)


def payback_of(months: Sequence[float], axes: Axes) -> Payback:
    """Return the month of payback and its probability by year, from that of each replication."""
    tail = (1 - LEVEL) / 2
    middle, low, high = (order_quantile(months, share) for share in (0.5, tail, 1 - tail))
    last_month = {year: m for m, year in enumerate(axes.year_of_month)}
    chance = {
        year: float(np.mean([month <= last for month in months]))
        for year, last in last_month.items()
    }
    return Payback(_named(middle, axes), _named(low, axes), _named(high, axes), chance)


def payback_month(net: Array) -> float:
    """Return the first month from which the sum of net so far is never above zero again.

    Infinity if it is above zero at the end of the horizon.
    """
    above = np.flatnonzero(np.cumsum(net) > NEGLIGIBLE)
    first = 0 if len(above) == 0 else int(above[-1]) + 1
    return math.inf if first == len(net) else float(first)


def _named(month: float, axes: Axes) -> str | None:
    return None if math.isinf(month) else month_name(axes.first_month + int(month))


def interaction_of(names: Sequence[str], alone: Array, together: Array) -> Interaction:
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


def mean_by_year(counts: Sequence[NDArray[np.int64]], axes: Axes) -> Mapping[int, Interval]:
    """Return counts [year] of each replication as an interval by year."""
    stacked = np.stack(counts).astype(np.float64)
    return {year: mean_interval(stacked[:, place]) for place, year in enumerate(axes.years)}
