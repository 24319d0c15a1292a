"""What the quarters that are told have saved, and what is left until the proposals are paid for."""

from collections.abc import Mapping, Sequence

from borgerflow.experiments.validation.followup.finding import EarnedRow, EarnedSoFar
from borgerflow.experiments.validation.followup.matched import ActualFigure, Key
from borgerflow.experiments.validation.forecast.figures import KOMMUNE, PERSONS
from borgerflow.experiments.validation.forecast.finding import (
    ExpectedSaving,
    ForecastFigure,
    FrozenForecast,
    by_figure,
)
from borgerflow.experiments.validation.forecast.text import QUARTER
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.records.files.cells.periods import period_of

ACCOUNTS, BY_PERSONS, NOTHING = "accounts", "persons", ""


def earned_rows(
    forecast: FrozenForecast, actual: Mapping[Key, ActualFigure]
) -> tuple[EarnedRow, ...]:
    """Return what each quarter of the forecast has cost and saved."""
    quarters = [saving for saving in forecast.savings if QUARTER in saving.period]
    return tuple(_earned(forecast, actual, saving) for saving in quarters)


def _earned(
    forecast: FrozenForecast, actual: Mapping[Key, ActualFigure], saving: ExpectedSaving
) -> EarnedRow:
    usual, period = by_figure(forecast.baseline), saving.period
    expected = -saving.kommune.mean
    booked = actual.get((KOMMUNE, period))
    if booked is not None and booked.value is not None:
        seen = usual[KOMMUNE, period].mean - booked.value
        return EarnedRow(period, saving.invested, expected, seen, ACCOUNTS, (KOMMUNE,))
    prices = {(row.figure, row.period): row.kroner for row in forecast.week_prices}
    told = [
        figure
        for figure in forecast.figures
        if figure.unit == PERSONS and _is_told(actual.get((figure.name, period)))
        if (figure.name, period) in prices
    ]
    chosen = counted_once(told)
    if not chosen:
        return EarnedRow(period, saving.invested, expected, None, NOTHING)
    weeks = _days(period) / DAYS_PER_WEEK
    seen = sum(
        (usual[name, period].mean - (actual[name, period].value or 0.0))
        * weeks
        * prices[name, period]
        for name in chosen
    )
    return EarnedRow(period, saving.invested, expected, seen, BY_PERSONS, chosen)


def _is_told(figure: ActualFigure | None) -> bool:
    return figure is not None and figure.value is not None


def counted_once(figures: Sequence[ForecastFigure]) -> tuple[str, ...]:
    """Return the figures of which none holds a scheme of another: parts before their whole."""
    taken: set[str] = set()
    chosen = []
    for figure in sorted(figures, key=lambda each: len(each.schemes)):
        if not taken & set(figure.schemes):
            taken |= set(figure.schemes)
            chosen.append(figure.name)
    return tuple(chosen)


def _days(period: str) -> int:
    found = period_of(period)
    assert found is not None, period
    return (found.end - found.start).days


def earned_so_far(rows: Sequence[EarnedRow]) -> EarnedSoFar | None:
    """Return what is earned in the quarters that are told; None where none is."""
    told = [row for row in rows if row.seen is not None]
    if not told:
        return None
    planned = sum(row.invested for row in rows)
    seen = sum(row.seen or 0.0 for row in told)
    return EarnedSoFar(
        until=told[-1].period,
        quarters=len(told),
        planned=planned,
        expected_in_all=sum(row.expected for row in rows),
        invested=sum(row.invested for row in rows if row.period <= told[-1].period),
        expected=sum(row.expected for row in told),
        seen=seen,
        remaining=max(planned - seen, 0.0),
    )
