"""Simulates a municipality on from the day it is fitted to, and holds it against what came."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.lookup.law import place_typed
from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.runs.pool import Progress
from borgerflow.experiments.store.provenance import version
from borgerflow.experiments.validation.backcast.asked import (
    UNTIL,
    BackcastQuestion,
    accepted_backcast,
    nothing_published,
    with_start,
)
from borgerflow.experiments.validation.backcast.finding import BackcastFinding, BackcastRow
from borgerflow.experiments.validation.backcast.known import (
    KnownSeries,
    known_before,
    last_value,
    packaged_series,
    seasonal_value,
    series_in,
)
from borgerflow.experiments.validation.backcast.scores import score, year_errors
from borgerflow.experiments.validation.followup.question import names_of
from borgerflow.experiments.validation.forecast.figures import PERSONS
from borgerflow.experiments.validation.forecast.finding import (
    ExpectedFigure,
    FrozenForecast,
    by_figure,
)
from borgerflow.experiments.validation.forecast.question import answer_to as forecast_of
from borgerflow.sim.base.clock import date_of, parse_day
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params, load
from borgerflow.sim.params.model import Municipality, Target
from borgerflow.sim.records.files.cells.periods import PublishedPeriod, period_of
from borgerflow.sim.world.municipality import find_municipality, with_file_of

FOLLOWED = Wording(
    "Bestande, der følger det observerede (--conditions), tæller ikke som træf.",
    "Stocks that follow what was observed (--conditions) count as no hit.",
)
NOT_BENEFITS = {"job", "uddannelse", "selvforsoergelse"}


def backcast(
    municipality: str,
    *,
    until: str = UNTIL,
    actuals: str | Path | None = None,
    end: str | None = None,
    replications: int = 20,
    seed: int = 1,
    engine: Engine = "auto",
    workers: int | None = None,
    progress: Progress | None = None,
    params: Params | None = None,
    population: float = 1.0,
    conditions: Sequence[str] = (),
) -> BackcastFinding:
    """Return how far a municipality, simulated on from a day, is from what came.

    Parameters
    ----------
    until : str
        The last day that is taken as known; the simulation begins the day after.
    actuals : path, optional
        A file of what came and of what was known before; without it the packaged figures.
    conditions : sequence of str
        What the years were like; a stock that is made to follow what was observed is no hit.

    Raises
    ------
    InputError
        If the question or the file does not hold.
    Interrupted
        If the user stops.
    """
    held, municipality = with_file_of(params or load(), str(municipality))
    question = with_start(BackcastQuestion.of(locals()), parse_day(until))
    accepted = accepted_backcast(question, held)
    return answer_to(accepted, held, workers=workers, progress=progress)


def answer_to(
    question: BackcastQuestion,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> BackcastFinding:
    """Return the finding that answers a question.

    Raises
    ------
    InputError
        If the question or the file of what came does not hold.
    Interrupted
        If the user stops.
    """
    home = find_municipality(params, question.municipality)
    forecast = forecast_of(question.forecast(), params, workers=workers, progress=progress)
    series, notes = _known(question, params, home, forecast)
    rows = [row for each in series for row in backcast_rows(each, forecast, home.targets)]
    if not rows:
        raise nothing_published(question)
    by_series = {each.name: [row for row in rows if row.series == each.name] for each in series}
    scored = [score(each) for each in by_series.values()]
    return BackcastFinding(
        version=version(),
        municipality=forecast.municipality,
        municipality_label=forecast.municipality_label,
        start=forecast.start,
        end=forecast.end,
        seed=forecast.seed,
        replications=forecast.replications,
        rows=tuple(rows),
        errors=tuple(error for each in by_series.values() for error in year_errors(each)),
        scores=tuple(each for each in scored if each is not None),
        untold=untold_figures(forecast, series),
        notes=(*notes, *forecast.warnings),
        command=_command(question, params),
        seconds=forecast.seconds,
        series_labels={each.name: each.label for each in series},
        labels={figure.name: figure.label for figure in forecast.figures},
        expected=forecast.baseline,
    )


def _known(
    question: BackcastQuestion, params: Params, home: Municipality, forecast: FrozenForecast
) -> tuple[tuple[KnownSeries, ...], list[Wording]]:
    """Return what came, and what is to be told of it."""
    notes = [fitted_note(home.targets)] if home.targets else []
    notes += [FOLLOWED] if forecast.followed else []
    if question.actuals is None:
        series = packaged_series(params.published.observed(home.name), home)
        return series, [*notes, *series_notes(series, home)]
    places = (forecast.municipality, forecast.municipality_label)
    names = names_of(forecast.figures)
    series, told = series_in(Path(question.actuals), forecast.figures, names, places)
    return series, [*notes, *told.notes]


def fitted_note(targets: Sequence[Target]) -> Wording:
    """Return to which day the municipality is fitted, and that this is no hit."""
    day = date_of(min(target.day for target in targets))
    return Wording(
        f"Kommunen er tilpasset bestandene {day}: perioder med den dag tæller ikke som træf.",
        f"The municipality is fitted to the stocks of {day}: periods with that day count as no"
        " hit.",
    )


def series_notes(series: Sequence[KnownSeries], home: Municipality) -> list[Wording]:
    """Return in what packaged series differ from ours, and how shares became persons."""
    shares = [each.label for each in series if each.is_share]
    workforce = home.workforce.value or 0.0
    told = Wording(
        f": i personer efter en arbejdsstyrke på {number(workforce, 'da')} i alle årene.",
        f": in persons by a workforce of {number(workforce, 'en')} in all years.",
    )
    return [*(differs_note(s) for s in series if s.differs), *(label + told for label in shares)]


def differs_note(series: KnownSeries) -> Wording:
    """Return in what a published series counts others than the model does."""
    differs = series.differs or Wording("", "")
    return series.label + ": " + differs + "."


def backcast_rows(
    series: KnownSeries, forecast: FrozenForecast, targets: Sequence[Target]
) -> list[BackcastRow]:
    """Return a row for each period of a forecast that a series has a value above nought of."""
    expected = {
        _days(period): row
        for (figure, period), row in by_figure(forecast.baseline).items()
        if figure == series.figure
    }
    schemes = _schemes(forecast, series.figure)
    is_followed = bool(schemes) and set(schemes) <= set(forecast.followed)
    fit = fit_of(schemes, targets)._replace(is_followed=is_followed)
    start = dt.date.fromisoformat(forecast.start)
    told = sorted(period for period in set(expected) & set(series.values) if series.values[period])
    return [_row(series, (period, expected[period]), fit, start) for period in told]


def _schemes(forecast: FrozenForecast, name: str) -> tuple[str, ...]:
    return next((f.schemes for f in forecast.figures if f.name == name), ())


class FitOfFigure(NamedTuple):
    """The day to which a figure is fitted, None if it is not; its stock, if that was published.

    ``is_followed`` says that it is made to follow what was observed, every day of it.
    """

    day: dt.date | None
    stock: float | None
    is_followed: bool = False


def fit_of(schemes: Sequence[str], targets: Sequence[Target]) -> FitOfFigure:
    """Return how a figure is fitted: it is, where every scheme of it lies in some target."""
    fitted = {scheme for target in targets for scheme in target.schemes}
    if not schemes or not set(schemes) <= fitted:
        return FitOfFigure(None, None)
    same = [target for target in targets if set(target.schemes) == set(schemes)]
    stock = same[0].persons.value if same else None
    return FitOfFigure(date_of(min(target.day for target in targets)), stock)


def _row(
    series: KnownSeries,
    at: tuple[PublishedPeriod, ExpectedFigure],
    fit: FitOfFigure,
    start: dt.date,
) -> BackcastRow:
    period, expected = at
    known = known_before(series, period, start)
    return BackcastRow(
        series=series.name,
        expected=expected,
        observed=series.values[period],
        is_fitted=fit.is_followed or (fit.day is not None and period.start <= fit.day < period.end),
        last=last_value(known) if known else fit.stock,
        seasonal=seasonal_value(known, period),
        source=series.sources[period],
    )


def _days(name: str) -> PublishedPeriod:
    found = period_of(name)
    assert found is not None, name
    return found


def untold_figures(forecast: FrozenForecast, series: Sequence[KnownSeries]) -> tuple[str, ...]:
    """Return the benefits of the model that no series tells of, alone or in a group."""
    told = {each.figure for each in series}
    covered = {
        scheme for figure in forecast.figures if figure.name in told for scheme in figure.schemes
    }
    return tuple(
        figure.name
        for figure in forecast.figures
        if figure.unit == PERSONS and len(figure.schemes) == 1
        if not set(figure.schemes) & (covered | NOT_BENEFITS)
    )


def _command(question: BackcastQuestion, params: Params) -> str:
    place = place_typed(question.municipality, params)
    start, end = question.horizon
    until = dt.date.fromisoformat(start) - dt.timedelta(days=1)
    file = f" --actuals {quote(str(question.actuals))}" if question.actuals else ""
    file += "".join(f" --conditions {quote(name)}" for name in question.conditions)
    return (
        f"borgerflow backcast {place} --until {until} --end {end} "
        f"--replications {question.replications} --seed {question.seed}{file}"
    )
