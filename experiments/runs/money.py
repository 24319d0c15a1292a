"""Kroner and person-days of replications, by year, payer and scheme, in one price level.

Every amount is booked in the prices of its own month: benefits at the rates in force, contacts,
activation and investments at their price level times the index. `price_factors` brings them all
to the prices of one year, and the ``steps`` of the axes back to those of each year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from borgerflow.experiments.findings.rows import MONTHS_PER_YEAR, Yearly
from borgerflow.experiments.runs.statistics import Statistics, statistics_of
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import (
    first_day_of_month,
    first_day_of_year,
    month_index_of,
    parts_of_years,
)
from borgerflow.sim.measures.account import Account
from borgerflow.sim.measures.invested import price_index_of
from borgerflow.sim.settlement.rulebook import PAYERS

NO_SCHEME = ""
NEGLIGIBLE = 1e-6  # kroner: what adding up in floating point may leave
DECIMALS = 2  # of kroner: what many sums leave is far below an oere
MUNICIPALITY = "kommune"


@dataclass(frozen=True)
class Axes:
    """What the axes of stacked accounts mean: months, and schemes with the empty one last.

    ``paid`` are the schemes that pay a benefit, where somebody asks for them. ``steps`` are what
    a krone of the price year is in the prices of each year; none where kroner are not in the
    prices of one year.
    """

    first_month: int
    months: int
    schemes: tuple[str, ...]
    start_day: int
    end_day: int
    paid: tuple[str, ...] = ()
    steps: tuple[float, ...] = ()

    @property
    def year_of_month(self) -> list[int]:
        """Return the calendar year of each month."""
        return [(self.first_month + m) // MONTHS_PER_YEAR for m in range(self.months)]

    @property
    def price_index(self) -> dict[int, float]:
        """Return what a krone of the price year is in the prices of each year, by year."""
        return dict(zip(self.years, self.steps, strict=True)) if self.steps else {}

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

    @property
    def parts_of_years(self) -> Floats:
        """Return the part of each year that lies in the horizon, [year]."""
        return np.array(list(parts_of_years(self.start_day, self.end_day).values()))

    @property
    def length(self) -> float:
        """Return how many years the horizon is long; a year is as long as it is in the calendar."""
        return float(self.parts_of_years.sum())

    @property
    def parts_of_months(self) -> Floats:
        """Return the part of its year that each month has in the horizon."""
        days = np.array([self.days_of_month(month) for month in range(self.months)])
        whole = [first_day_of_year(y + 1) - first_day_of_year(y) for y in self.year_of_month]
        return np.asarray(days / np.array(whole))

    def days_of_month(self, month: int) -> int:
        """Return how many days of a month of the axes lie in the horizon."""
        index = self.first_month + month
        after = min(first_day_of_month(index + 1), self.end_day)
        return after - max(first_day_of_month(index), self.start_day)


def axes_of(schemes: Sequence[str], start_day: int, end_day: int, paid: Sequence[str] = ()) -> Axes:
    """Return what the axes of the accounts of a horizon mean."""
    first_month = month_index_of(start_day)
    months = month_index_of(end_day - 1) + 1 - first_month
    return Axes(first_month, months, tuple(schemes), start_day, end_day, tuple(paid))


def money_of(accounts: Sequence[Account], factors: Floats) -> Floats:
    """Return stacked kroner, each month multiplied by its price factor."""
    return np.stack([account.money * factors[:, None, None, None] for account in accounts])


def by_year(amounts: Floats, axes: Axes) -> Floats:
    """Return amounts [replication, month, ...] added up to [replication, year, ...]."""
    years = np.array(axes.year_of_month)
    borders = np.searchsorted(years, axes.years)
    return np.add.reduceat(amounts, borders, axis=1)


def yearly_statistics(amounts: Floats, axes: Axes) -> Statistics:
    """Return the statistics [year and totals, column] of amounts [replication, month, column]."""
    return statistics_of_years(by_year(amounts, axes), axes)


def statistics_of_years(sums: Floats, axes: Axes) -> Statistics:
    """Return the statistics [year and totals, column] of amounts [replication, year, column]."""
    return statistics_of(np.stack([with_totals(each, axes) for each in sums]))


def with_totals(sums: Floats, axes: Axes) -> Floats:
    """Return amounts [year, column] with their total, and with that in current prices by steps."""
    rows = [sums, _total(sums)]
    if axes.steps:
        rows.append(_total(sums * np.array(axes.steps)[:, None]))
    return np.concatenate(rows)


def _total(sums: Floats) -> Floats:
    return np.asarray(np.ascontiguousarray(sums.T).sum(axis=1)[None])


def yearly(sums: Statistics, column: int, axes: Axes) -> Yearly:
    """Return one column of `yearly_statistics` as intervals."""
    count = len(axes.years)
    years = {year: sums.interval_at((n, column)) for n, year in enumerate(axes.years)}
    fixed = Yearly(years, sums.interval_at((count, column)))
    if not axes.steps:
        return fixed
    current = {year: amount.scaled(axes.price_index[year]) for year, amount in years.items()}
    return replace(fixed, current=Yearly(current, sums.interval_at((count + 1, column))))


def totals(amounts: Floats, axes: Axes) -> Floats:
    """Return amounts [replication, month] over the horizon, added up year by year."""
    return np.asarray(by_year(amounts, axes).sum(axis=1))


def own_net(amounts: Floats) -> Floats:
    """Return the municipality's net as [replication, month]."""
    return np.asarray(amounts[:, :, PAYERS.index(MUNICIPALITY)].sum(axis=(2, 3)))


def full_time(accounts: Sequence[Account], axes: Axes) -> Floats:
    """Return days lived / days of the year as [replication, year, scheme].

    A year that lies in the horizon in part counts its own part alone.
    """
    person_days = np.stack([account.person_days for account in accounts]).astype(np.float64)
    days = np.array([axes.days_in(year) for year in axes.years], dtype=np.float64)
    return by_year(person_days, axes) / days[:, None]


def over_horizon(persons: Floats, axes: Axes) -> Floats:
    """Return full-time persons [..., year, scheme] on average over the horizon, [..., scheme]."""
    parts = axes.parts_of_years
    return np.asarray(np.einsum("...ys,y->...s", persons, parts / parts.sum()))


def price_factors(index: Mapping[int, float], axes: Axes, price_year: int | None) -> Floats:
    """Return what to multiply the kroner of each month with; None changes nothing.

    Raises
    ------
    InputError
        If the index lacks a year.
    """
    if price_year is None:
        return np.ones(axes.months)
    wanted = price_index_of(index, price_year)
    return np.array([wanted / price_index_of(index, year) for year in axes.year_of_month])


def with_steps(axes: Axes, index: Mapping[int, float], price_year: int | None) -> Axes:
    """Return axes that know what a krone of the price year is in the prices of each year."""
    if price_year is None:
        return axes
    base = price_index_of(index, price_year)
    return replace(axes, steps=tuple(price_index_of(index, year) / base for year in axes.years))
