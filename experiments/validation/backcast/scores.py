"""How near a simulation is to what came, and whether a simple rule would have been nearer."""

from collections.abc import Sequence
from statistics import fmean

from borgerflow.experiments.validation.backcast.finding import (
    BackcastRow,
    SeriesScore,
    YearError,
)
from borgerflow.experiments.validation.forecast.finding import LEVELS, ExpectedFigure

LEVEL = LEVELS[0]


def score(rows: Sequence[BackcastRow]) -> SeriesScore | None:
    """Return the score of the rows of one series that were not fitted; None where none is left.

    A simple rule is held against the simulation over the same rows: it is tried where it has a
    value for all of them.
    """
    held = [row for row in rows if not row.is_fitted]
    if not held:
        return None
    error = fmean(abs(row.off) for row in held)
    last = naive_error([(row.last, row.observed) for row in held])
    seasonal = naive_error([(row.seasonal, row.observed) for row in held])
    tried = [each for each in (last, seasonal) if each is not None]
    return SeriesScore(
        series=held[0].series,
        figure=held[0].expected.figure,
        of=len(held),
        error=error,
        inside=sum(is_inside(row.expected, row.observed) for row in held),
        interval_score=fmean(interval_score(row.expected, row.observed) for row in held)
        / fmean(row.observed for row in held),
        last=last,
        seasonal=seasonal,
        is_beaten=min(tried) < error if tried else None,
    )


def naive_error(pairs: Sequence[tuple[float | None, float]]) -> float | None:
    """Return the mean absolute error of a rule as a share; None where it has not every value."""
    off = [abs(said / observed - 1) for said, observed in pairs if said is not None]
    return fmean(off) if len(off) == len(pairs) else None


def is_inside(expected: ExpectedFigure, observed: float) -> bool:
    """Tell whether what was observed lies in the interval."""
    low, high = expected.ends(LEVEL)
    return low <= observed <= high


def interval_score(expected: ExpectedFigure, observed: float) -> float:
    """Return the width of the interval and what was missed by, weighed by 2 over what is outside.

    The lower the better; a forecast that knows its own spread has the lowest on average (Gneiting
    and Raftery 2007, section 6.2).
    """
    low, high = expected.ends(LEVEL)
    missed = max(low - observed, 0.0) + max(observed - high, 0.0)
    return high - low + 2 / (1 - LEVEL) * missed


def year_errors(rows: Sequence[BackcastRow]) -> tuple[YearError, ...]:
    """Return the error of the rows of one series by year; fitted periods only where no other is."""
    years: dict[int, list[BackcastRow]] = {}
    for row in rows:
        years.setdefault(int(row.expected.period[:4]), []).append(row)
    return tuple(_of_year(year, each) for year, each in years.items())


def _of_year(year: int, rows: Sequence[BackcastRow]) -> YearError:
    held = [row for row in rows if not row.is_fitted] or rows
    simulated = fmean(row.expected.mean for row in held)
    observed = fmean(row.observed for row in held)
    off, is_fitted = simulated / observed - 1, held[0].is_fitted
    return YearError(held[0].series, year, simulated, observed, off, is_fitted)
