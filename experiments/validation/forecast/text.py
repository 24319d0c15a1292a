"""A forecast in words: what is expected year by year, and what its intervals mean."""

from borgerflow.experiments.findings.table import Column, Table, Unit
from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.present.tables import SHOWN, aligned
from borgerflow.experiments.validation.forecast.finding import (
    LEVELS,
    MEANS,
    ExpectedFigure,
    ForecastFigure,
    FrozenForecast,
    by_figure,
)
from borgerflow.sim.base.wording import LANGUAGES, Wording

UNITS: dict[str, Unit] = {"persons": "persons", "weeks": "count", "kroner": "kroner"}
QUARTER = "Q"
WITHOUT, WITH = Wording("Uden forslaget", "Without"), Wording("Med forslaget", "With")
LEAD = {"da": "OBS", "en": "Note"}


def forecast_text(forecast: FrozenForecast, lang: str, *, all_assumptions: bool = False) -> str:
    """Return a forecast as people read it, ending with a newline; quarters where all is asked."""
    worlds = [(WITHOUT, forecast.baseline), (WITH, forecast.investment)]
    blocks = [
        aligned(expected_table(forecast, name, rows, quarters=all_assumptions), lang)
        for name, rows in worlds
        if rows
    ]
    notes = [MEANS, *forecast.warnings]
    lines = [
        head_of_forecast(forecast, lang),
        *(line for block in blocks for line in block),
        *(f"{LEAD[lang]}: {note.text(lang)}" for note in notes),
        _provenance(forecast, lang),
    ]
    return "\n".join(lines) + "\n"


def head_of_forecast(forecast: FrozenForecast, lang: str) -> str:
    """Return whose forecast it is, of what, of when, and when it was made, in one line."""
    parts = (
        forecast.municipality_label,
        " + ".join(forecast.proposals),
        Wording("prognose af ", "forecast of ").text(lang) + forecast.made,
    )
    return " · ".join(part for part in parts if part)


def expected_table(
    forecast: FrozenForecast,
    name: Wording,
    rows: tuple[ExpectedFigure, ...],
    *,
    quarters: bool = False,
) -> Table:
    """Return every figure by year, with the 80 % interval of the last; by quarter if asked for."""
    found = by_figure(rows)
    every = list(dict.fromkeys(row.period for row in rows))
    years = [period for period in every if QUARTER not in period]
    periods = every if quarters or not years else years
    columns = [_column(found, period, period == periods[-1]) for period in periods]
    first = Column("", "", "text", lambda figure, lang: figure.label.text(lang))
    title = name + Wording(
        ": gennemsnit, og det sidste med 80 pct.-interval",
        ": means, and the last with its 80 % interval",
    )
    return Table(title, (first, *columns), forecast.figures)


def _column(found: dict[tuple[str, str], ExpectedFigure], period: str, ends: bool) -> Column:
    def value(figure: ForecastFigure, lang: str) -> str:
        row = found.get((figure.name, period))
        return "-" if row is None else told_number(row, figure, lang, ends=ends)

    danish, english = (shown_period(period, lang) for lang in LANGUAGES)
    return Column(danish, english, "text", value)


def shown_period(period: str, lang: str) -> str:
    """Return a quarter as statistics of the language write it: ``2019K1``, ``2019Q1``."""
    return period.replace(QUARTER, "K") if lang == "da" else period


def told_number(row: ExpectedFigure, figure: ForecastFigure, lang: str, *, ends: bool) -> str:
    """Return a mean as people read it, the ends of its 80 % interval in brackets if asked for."""
    shown = SHOWN[UNITS[figure.unit]]
    low, high = (shown(end, lang) for end in row.ends(LEVELS[0]))
    to = {"da": "til", "en": "to"}[lang]
    return f"{shown(row.mean, lang)}" + (f" ({low} {to} {high})" if ends else "")


def _provenance(forecast: FrozenForecast, lang: str) -> str:
    count, seed = number(forecast.replications, lang), forecast.seed
    law = forecast.law_known_to
    return Wording(
        f"{count} simuleringer, startværdi (seed) {seed}, lov kendt til {law}, borgerflow "
        f"{forecast.version}, params {forecast.params}.",
        f"{count} replications, seed {seed}, law known to {law}, borgerflow {forecast.version}, "
        f"params {forecast.params}.",
    ).text(lang)
