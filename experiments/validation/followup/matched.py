"""What came, brought to the periods of a forecast: three months are a quarter, fewer are none."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from borgerflow.experiments.validation.followup.actuals import ToldFigure
from borgerflow.experiments.validation.forecast.finding import ForecastFigure
from borgerflow.experiments.validation.forecast.text import QUARTER, shown_period
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.cells.periods import PublishedPeriod, period_of
from borgerflow.sim.records.small_counts import hidden_counts

LONGEST_MONTH, MONTHS = 31, 3
Key = tuple[str, str]  # figure, period


class ActualFigure(NamedTuple):
    """How much a figure was in a period of the forecast; None where not told."""

    value: float | None
    source: str


class MatchedFigures(NamedTuple):
    """What came by figure and period, and what could not be used."""

    figures: dict[Key, ActualFigure]
    notes: tuple[Wording, ...]


def matched(
    told: Sequence[ToldFigure], periods: Sequence[str], averaged: Mapping[str, bool]
) -> MatchedFigures:
    """Return figures by the periods of a forecast.

    Parameters
    ----------
    averaged : mapping
        Of each figure: whether a quarter is the mean of its months (persons), or their sum.

    Raises
    ------
    InputError
        If a figure stands twice, or none lies in the forecast.
    """
    days = {_days(name): name for name in periods}
    once = _once(told)
    inside = {key: each for key, each in once.items() if each.period in days}
    months = [each for each in once.values() if _is_month(each.period)]
    found = _quarters(months, days, averaged)
    found |= {
        (figure, days[period]): ActualFigure(each.value, each.source)
        for (figure, period), each in inside.items()
    }
    used = {(each.figure, each.period) for each in inside.values()}
    used |= {(m.figure, m.period) for m in months if (m.figure, _quarter_name(m, days)) in found}
    left = [each for each in told if (each.figure, each.period) not in used]
    if not found:
        raise InputError(_nothing_inside(told, periods))
    return MatchedFigures(found, tuple(_notes(left, months, days)))


def without_small_counts(
    figures: Mapping[Key, ActualFigure], known: Sequence[ForecastFigure], smallest: int
) -> dict[Key, ActualFigure]:
    """Return figures in which persons below the smallest count are not told.

    Nor are those that they could be worked out from: by the year of four quarters, or by the
    schemes that a figure is of.
    """
    of_people = {figure.name for figure in known if figure.schemes}
    keys = [key for key, each in figures.items() if key[0] in of_people and each.value is not None]
    places = {key: place for place, key in enumerate(keys)}
    sums = [
        (places[total], [places[part] for part in parts])
        for total, parts in _sums(keys, known)
        if all(part in places for part in parts)
    ]
    counts = [figures[key].value or 0.0 for key in keys]
    hidden = {keys[place] for place in hidden_counts(counts, sums, smallest)}
    return {
        key: each._replace(value=None) if key in hidden else each for key, each in figures.items()
    }


def _sums(
    keys: Sequence[Key], known: Sequence[ForecastFigure]
) -> Iterable[tuple[Key, tuple[Key, ...]]]:
    """Yield which figures are told by which others."""
    schemes = {figure.name: figure.schemes for figure in known if len(figure.schemes) > 1}
    for key in keys:
        figure, period = key
        if figure in schemes:
            yield key, tuple((part, period) for part in schemes[figure])
        if QUARTER not in period:
            yield key, tuple((figure, f"{period}{QUARTER}{n}") for n in range(1, 5))


def _days(name: str) -> PublishedPeriod:
    found = period_of(name)
    assert found is not None, name
    return found


def _once(told: Sequence[ToldFigure]) -> dict[tuple[str, PublishedPeriod], ToldFigure]:
    found: dict[tuple[str, PublishedPeriod], ToldFigure] = {}
    for each in told:
        before = found.setdefault((each.figure, each.period), each)
        if before is not each:
            said = Wording(
                f"{each.figure} står også i en tidligere række med samme periode; tallet skal "
                "stå én gang.",
                f"{each.figure} stands in an earlier row with the same period too; expected the"
                " figure once.",
            )
            raise InputError(each.place + said)
    return found


def _is_month(period: PublishedPeriod) -> bool:
    days = (period.end - period.start).days
    return period.start.day == period.end.day == 1 and days <= LONGEST_MONTH


def _quarter_name(told: ToldFigure, days: Mapping[PublishedPeriod, str]) -> str:
    """Return the quarter of the forecast that a month lies in; empty if in none."""
    first = told.period.start
    start = dt.date(first.year, (first.month - 1) // MONTHS * MONTHS + 1, 1)
    return next(
        (n for p, n in days.items() if p.start == start and "Q" in n),
        "",
    )


def _quarters(
    months: Iterable[ToldFigure], days: Mapping[PublishedPeriod, str], averaged: Mapping[str, bool]
) -> dict[Key, ActualFigure]:
    """Return the quarters of which every month is there."""
    parts: dict[Key, list[ToldFigure]] = {}
    for month in months:
        parts.setdefault((month.figure, _quarter_name(month, days)), []).append(month)
    return {
        key: ActualFigure(_together(three, is_mean=averaged[key[0]]), three[0].source)
        for key, three in parts.items()
        if key[1] and len(three) == MONTHS
    }


def _together(months: Sequence[ToldFigure], *, is_mean: bool) -> float | None:
    """Return the mean over the days of some months, or the sum; None where one is not told."""
    lengths = [(month.period.end - month.period.start).days for month in months]
    values = [month.value for month in months if month.value is not None]
    if len(values) < len(months):
        return None
    if not is_mean:
        return sum(values)
    return sum(v * days for v, days in zip(values, lengths, strict=True)) / sum(lengths)


def _nothing_inside(told: Sequence[ToldFigure], periods: Sequence[str]) -> Wording:
    first = told[0].period.start if told else ""
    danish = [shown_period(period, "da") for period in periods]
    return Wording(
        f"Ingen af tallene ligger i et helt kvartal eller år fra {danish[0]} til {danish[-1]} "
        f"(det første begynder {first}); brug perioder, prognosen dækker.",
        f"None of the figures lies in a whole quarter or year from {periods[0]} to {periods[-1]}"
        f" (the first begins {first}); expected periods that the forecast covers.",
    )


def _notes(
    left: Sequence[ToldFigure],
    months: Sequence[ToldFigure],
    days: Mapping[PublishedPeriod, str],
) -> Iterable[Wording]:
    """Yield what was not used: parts of quarters, and what lies outside the forecast."""
    parts = [each for each in left if each in months and _quarter_name(each, days)]
    others = [each for each in left if each not in parts]
    if parts:
        where, names = parts[0].place, ", ".join(sorted({_quarter_name(p, days) for p in parts}))
        yield where + Wording(
            f"kun en del af kvartalet er oplyst ({names}); sådanne måneder er ikke brugt.",
            f"only a part of the quarter is told ({names}); such months are not used.",
        )
    if others:
        yield others[0].place + Wording(
            "perioden er ingen af prognosens kvartaler eller år; rækker, der er udeladt: "
            f"{len(others)}.",
            "the period is none of the quarters or years of the forecast; rows left out: "
            f"{len(others)}.",
        )
