"""The figures of a forecast by period: persons on the average day, weeks of benefit, kroner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from borgerflow.experiments.runs.money import Axes
from borgerflow.experiments.validation.forecast.finding import ForecastFigure
from borgerflow.experiments.validation.forecast.lived import LivedMonths
from borgerflow.experiments.validation.municipality.figures import GROUPS, GROUPS_CALLED
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import DAYS_PER_WEEK, first_day_of_month
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.law.schemes import Scheme
from borgerflow.sim.settlement.rulebook import PAYERS

MONTHS_IN_YEAR, MONTHS_IN_QUARTER = 12, 3
PERSONS, WEEKS, KRONER = "persons", "weeks", "kroner"
GROSS = "bruttoledighed"
TOGETHER = {**GROUPS, GROSS: ("dagpenge", "kontanthjaelp_jobparat")}
TOGETHER_CALLED = {**GROUPS_CALLED, GROSS: Wording("Bruttoledige", "Gross unemployed")}
BENEFIT_WEEKS = "ydelsesuger"
KOMMUNE, STAT, EVERYBODY = "kommune", "stat", "i_alt"
MONEY_CALLED = {
    KOMMUNE: Wording("Kommunens udgift, kr.", "Expense of the municipality, DKK"),
    STAT: Wording("Statens udgift, kr.", "Expense of the state, DKK"),
    EVERYBODY: Wording("Udgift i alt, kr.", "Expense in all, DKK"),
}


class WholePeriod(NamedTuple):
    """A quarter or a year that lies wholly in the horizon; months by their place in it."""

    name: str
    months: slice
    days: int


def periods_of(axes: Axes) -> tuple[WholePeriod, ...]:
    """Return every whole quarter of a horizon, then every whole year."""
    return (*_whole(axes, MONTHS_IN_QUARTER), *_whole(axes, MONTHS_IN_YEAR))


def _whole(axes: Axes, length: int) -> list[WholePeriod]:
    found = []
    first = -(-axes.first_month // length) * length
    for begins in range(first, axes.first_month + axes.months - length + 1, length):
        place = begins - axes.first_month
        months = range(place, place + length)
        if all(axes.days_of_month(month) == _days_in(begins + n) for n, month in enumerate(months)):
            days = sum(axes.days_of_month(month) for month in months)
            found.append(WholePeriod(_name(begins, length), slice(place, place + length), days))
    return found


def _days_in(month: int) -> int:
    return first_day_of_month(month + 1) - first_day_of_month(month)


def _name(month: int, length: int) -> str:
    year, place = divmod(month, MONTHS_IN_YEAR)
    return f"{year}" if length == MONTHS_IN_YEAR else f"{year}Q{place // length + 1}"


@dataclass(frozen=True)
class Measured:
    """Figures by period, [replication, period, figure], and the price of a week of each.

    ``week_price`` are the municipality's kroner for a week in the schemes of a figure, talks and
    activation with it, [period, figure]; NaN where there is none.
    """

    numbers: Floats
    week_price: Floats


def figures_of(schemes: Mapping[str, Scheme], names: Sequence[str]) -> tuple[ForecastFigure, ...]:
    """Return every figure that a forecast of some schemes has, in the order of its columns."""
    each = [
        ForecastFigure(name, Wording(**schemes[name].label), PERSONS, (name,)) for name in names
    ]
    groups = [
        ForecastFigure(name, TOGETHER_CALLED[name], PERSONS, parts)
        for name, parts in TOGETHER.items()
        if set(parts) <= set(names)
    ]
    paid = tuple(name for name in names if schemes[name].paid)
    weeks = Wording("Ydelsesuger i alt", "Weeks of benefit in all")
    money = [ForecastFigure(name, label, KRONER) for name, label in MONEY_CALLED.items()]
    return (*each, *groups, ForecastFigure(BENEFIT_WEEKS, weeks, WEEKS, paid), *money)


def measured(
    lived: Sequence[LivedMonths],
    figures: Sequence[ForecastFigure],
    periods: Sequence[WholePeriod],
    names: Sequence[str],
) -> Measured:
    """Return the figures of replications by period."""
    days = _by_period([each.account.person_days - each.waiting for each in lived], periods)
    money = _by_period([each.account.money for each in lived], periods)
    length = np.array([period.days for period in periods], dtype=np.float64)[:, None]
    counts = {
        figure.name: days[..., [names.index(name) for name in figure.schemes]].sum(axis=-1)
        for figure in figures
        if figure.schemes
    }
    paid = _paid_by(money)
    columns = [_column(figure, counts, paid, length[:, 0]) for figure in figures]
    own = money[:, :, PAYERS.index(KOMMUNE), :-1].sum(axis=-1).mean(axis=0)
    prices = [_price(figure, own, counts, names) for figure in figures]
    return Measured(np.stack(columns, axis=-1), np.stack(prices, axis=-1))


def _by_period(months: Sequence[Floats], periods: Sequence[WholePeriod]) -> Floats:
    stacked = np.stack(months).astype(np.float64)
    return np.stack([stacked[:, period.months].sum(axis=1) for period in periods], axis=1)


def _paid_by(money: Floats) -> dict[str, Floats]:
    """Return kroner by who pays, [replication, period]."""
    paid = money.sum(axis=(3, 4))
    own, state = (paid[..., PAYERS.index(name)] for name in (KOMMUNE, STAT))
    return {KOMMUNE: own, STAT: state, EVERYBODY: paid.sum(axis=-1)}


def _column(
    figure: ForecastFigure, days: Mapping[str, Floats], paid: Mapping[str, Floats], length: Floats
) -> Floats:
    if figure.unit == KRONER:
        return paid[figure.name]
    unit = np.full(len(length), DAYS_PER_WEEK) if figure.unit == WEEKS else length
    return np.asarray(days[figure.name] / unit)


def _price(
    figure: ForecastFigure, own: Floats, days: Mapping[str, Floats], names: Sequence[str]
) -> Floats:
    if figure.unit != PERSONS:
        return np.full(len(own), np.nan)
    weeks = days[figure.name].mean(axis=0) / DAYS_PER_WEEK
    kroner = own[:, [names.index(name) for name in figure.schemes]].sum(axis=-1)
    return np.asarray(np.divide(kroner, weeks, out=np.full(len(own), np.nan), where=weeks > 0))
