"""The tables of a comparison, from paired accounts.

Every difference is taken within a replication and only then averaged. Knows accounts by the
names of payers, kinds and schemes they carry; knows no world and no proposal.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.estimates import LEVEL, mean_interval, order_quantile
from experiments.findings import (
    MONTHS_PER_YEAR,
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
from sim.clock import first_day_of_year, month_index_of
from sim.measures import KINDS, PAYERS, Account

Array = NDArray[np.float64]

NO_SCHEME = ""
NEGLIGIBLE = 1e-6  # kroner: what adding up in floating point may leave
DECIMALS = 2  # of kroner: what many sums leave is far below an oere
MUNICIPALITY = "kommune"
LINES = {
    "investment": ("investment",),
    "benefits": ("benefit",),
    "contacts_and_activation": ("contact", "activation"),
    "other": ("other",),
}
"""The kinds that make up each line of the main table."""


@dataclass(frozen=True)
class Axes:
    """What the axes of stacked accounts mean: months, and schemes with the empty one last."""

    first_month: int
    months: int
    schemes: tuple[str, ...]
    start_day: int
    end_day: int

    @property
    def year_of_month(self) -> list[int]:
        """Return the calendar year of each month."""
        return [(self.first_month + m) // MONTHS_PER_YEAR for m in range(self.months)]

    @property
    def years(self) -> tuple[int, ...]:
        """Return the calendar years of the horizon."""
        return tuple(dict.fromkeys(self.year_of_month))

    def days_of(self, year: int) -> tuple[int, int]:
        """Return the first day of a year in the horizon, and the day after its last."""
        first = max(first_day_of_year(year), self.start_day)
        return first, min(first_day_of_year(year + 1), self.end_day)

    def days_in(self, year: int) -> int:
        """Return how many days of a year lie in the horizon."""
        first, after = self.days_of(year)
        return after - first


@dataclass(frozen=True)
class Money:
    """Kroner [replication, month, payer, scheme + 1, kind] of both worlds, in one price level."""

    baseline: Array
    investment: Array

    @property
    def difference(self) -> Array:
        """Return investment minus baseline, replication by replication."""
        return self.investment - self.baseline


def axes_of(schemes: Sequence[str], start_day: int, end_day: int) -> Axes:
    """Return what the axes of the accounts of a horizon mean."""
    first_month = month_index_of(start_day)
    months = month_index_of(end_day - 1) + 1 - first_month
    return Axes(first_month, months, tuple(schemes), start_day, end_day)


def money_of(accounts: Sequence[Account], factors: Array) -> Array:
    """Return stacked kroner, each month multiplied by its price factor."""
    return np.stack([account.money * factors[:, None, None, None] for account in accounts])


def by_year(amounts: Array, axes: Axes) -> Array:
    """Return amounts [replication, month, ...] added up to [replication, year, ...]."""
    years = np.array(axes.year_of_month)
    borders = np.searchsorted(years, axes.years)
    return np.add.reduceat(amounts, borders, axis=1)


def yearly(amounts: Array, axes: Axes) -> Yearly:
    """Return amounts [replication, month] as intervals by year and in total."""
    sums = by_year(amounts, axes)
    columns = {year: mean_interval(sums[:, place]) for place, year in enumerate(axes.years)}
    return Yearly(columns, mean_interval(totals(amounts, axes)))


def totals(amounts: Array, axes: Axes) -> Array:
    """Return amounts [replication, month] over the horizon, added up year by year."""
    return np.asarray(by_year(amounts, axes).sum(axis=1))


def own_net(amounts: Array) -> Array:
    """Return the municipality's net as [replication, month]."""
    return np.asarray(amounts[:, :, PAYERS.index(MUNICIPALITY)].sum(axis=(2, 3)))


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


def full_time(accounts: Sequence[Account], axes: Axes) -> Array:
    """Return days lived / days of the year as [replication, year, scheme].

    A year that lies in the horizon in part counts its own part alone.
    """
    lived = np.stack([account.person_days for account in accounts]).astype(np.float64)
    days = np.array([axes.days_in(year) for year in axes.years], dtype=np.float64)
    return by_year(lived, axes) / days[:, None]


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
