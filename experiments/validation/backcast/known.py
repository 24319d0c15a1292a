"""What came and what was known before, series by series: packaged figures, or a user's file."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from borgerflow.experiments.validation.followup.actuals import ToldFile, told_in
from borgerflow.experiments.validation.forecast.finding import ForecastFigure
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.model import Municipality
from borgerflow.sim.params.words.published import ObservedSeries
from borgerflow.sim.records.files.cells.periods import MONTHS, PublishedPeriod, period_of

SHARE = "share_of_workforce"


@dataclass(frozen=True)
class KnownSeries:
    """The values of a series by period, and the figure they are held against."""

    name: str
    figure: str
    label: Wording
    differs: Wording | None
    values: Mapping[PublishedPeriod, float]
    sources: Mapping[PublishedPeriod, str]
    is_share: bool = False  # published as a share of the workforce


def packaged_series(
    series: Sequence[ObservedSeries], home: Municipality
) -> tuple[KnownSeries, ...]:
    """Return the packaged figures of a municipality in persons, by its own workforce where shares.

    Assumes
    -------
    The workforce is that of the municipality's file through all years.
    """
    workforce = home.workforce.value or 0.0
    found = []
    for each in series:
        values, sources = {}, {}
        for value in each.values:
            persons = value.value * (workforce if value.unit == SHARE else 1.0)
            values[_days(value.period)] = persons
            sources[_days(value.period)] = value.source
        told = (each.name, each.figure, each.label, each.differs)
        is_share = any(value.unit == SHARE for value in each.values)
        found.append(KnownSeries(*told, values, sources, is_share))
    return tuple(found)


def series_in(
    file: Path, figures: Sequence[ForecastFigure], names: Mapping[str, str], home: Sequence[str]
) -> tuple[tuple[KnownSeries, ...], ToldFile]:
    """Return the series of a user's file, one of each figure, and the file as it was read."""
    told = told_in(file, names, home)
    labels = {figure.name: figure.label for figure in figures}
    by_figure: dict[str, dict[PublishedPeriod, float]] = {}
    sources: dict[str, dict[PublishedPeriod, str]] = {}
    for each in told.figures:
        if each.value is not None:
            by_figure.setdefault(each.figure, {})[each.period] = each.value
            sources.setdefault(each.figure, {})[each.period] = each.source
    found = tuple(
        KnownSeries(name, name, labels[name], None, values, sources[name])
        for name, values in by_figure.items()
    )
    return found, told


def _days(name: str) -> PublishedPeriod:
    found = period_of(name)
    assert found is not None, name
    return found


def known_before(
    series: KnownSeries, period: PublishedPeriod, start: dt.date
) -> dict[PublishedPeriod, float]:
    """Return what was known of periods as long as one, all of them over before a day, in order."""
    known = [
        each for each in series.values if each.end <= start and _months(each) == _months(period)
    ]
    return {each: series.values[each] for each in sorted(known)}


def last_value(known: Mapping[PublishedPeriod, float]) -> float | None:
    """Return the latest of the values that were known; None where none was."""
    return list(known.values())[-1] if known else None


def seasonal_value(known: Mapping[PublishedPeriod, float], period: PublishedPeriod) -> float | None:
    """Return the latest value of the same part of a year; None where none is, or of whole years."""
    if _months(period) == MONTHS:
        return None
    same = {each: value for each, value in known.items() if each.start.month == period.start.month}
    return last_value(same)


def _months(period: PublishedPeriod) -> int:
    return MONTHS * (period.end.year - period.start.year) + period.end.month - period.start.month
