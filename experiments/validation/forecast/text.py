"""A forecast in words: what is expected year by year, and what its intervals mean."""

from collections.abc import Iterable
from typing import Protocol

from borgerflow.experiments.findings.table import Column, Table, Unit
from borgerflow.experiments.present.numbers import day_in_words, number
from borgerflow.experiments.present.tables import SHOWN, aligned
from borgerflow.experiments.validation.forecast.finding import (
    LEVELS,
    MEANS,
    ExpectedFigure,
    ForecastFigure,
    FrozenForecast,
    by_figure,
)
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.wording import LANGUAGES, Wording

UNITS: dict[str, Unit] = {"persons": "persons", "weeks": "count", "kroner": "kroner"}
QUARTER = "Q"
ALONE = Wording("Ventet", "Expected")
WITHOUT = Wording("Uden forslaget", "Without the proposal")
WITH = Wording("Med forslaget", "With the proposal")
SAVINGS = Wording(
    "Ventet ændring med forslaget, 1.000 kr., + udgift, - besparelse",
    "Expected change with the proposal, DKK 1,000, + expense, - saving",
)
LEAD = {"da": "OBS", "en": "Note"}


def forecast_text(forecast: FrozenForecast, lang: str, *, all_assumptions: bool = False) -> str:
    """Return a forecast as people read it, ending with a newline; quarters where all is asked."""
    first = WITHOUT if forecast.investment else ALONE
    worlds = [(first, forecast.baseline), (WITH, forecast.investment)]
    shown = [
        expected_table(forecast, name, rows, quarters=all_assumptions)
        for name, rows in worlds
        if rows
    ]
    shown += [savings_table(forecast, quarters=all_assumptions)] if forecast.savings else []
    notes = [MEANS, *forecast.warnings]
    lines = [
        forecast_head(forecast, lang),
        *(line for table in shown for line in aligned(table, lang)),
        *(f"{LEAD[lang]}: {note.text(lang)}" for note in notes),
        _provenance(forecast, lang),
    ]
    return "\n".join(lines) + "\n"


class DatedForecast(Protocol):
    """What tells whose forecast something is about."""

    @property
    def municipality_label(self) -> str:
        """Return what the municipality is called."""

    @property
    def proposals(self) -> tuple[str, ...]:
        """Return the proposals it is made with."""

    @property
    def made(self) -> str:
        """Return the day on which it was made."""


def forecast_head(about: DatedForecast, lang: str) -> str:
    """Return whose forecast it is, with which proposals, and when it was made, in one line."""
    day = day_in_words(parse_day(about.made), lang)
    made = Wording("prognose af ", "forecast of ").text(lang) + day
    named = {"da": "med ", "en": "with "}[lang] + " + ".join(about.proposals)
    return " · ".join([about.municipality_label, *([named] if about.proposals else []), made])


def expected_table(
    forecast: FrozenForecast,
    name: Wording,
    rows: tuple[ExpectedFigure, ...],
    *,
    quarters: bool = False,
) -> Table:
    """Return every figure by year, with the 80 % interval of the last; by quarter if asked for."""
    found = by_figure(rows)
    periods = _shown_periods([row.period for row in rows], quarters=quarters)
    columns = [_column(found, period, period == periods[-1]) for period in periods]
    first = Column("", "", "text", lambda figure, lang: figure.label.text(lang))
    title = name + Wording(
        ": gennemsnit, og det sidste med 80 pct.-interval",
        ": means, and the last with its 80 % interval",
    )
    return Table(title, (first, *columns), forecast.figures)


def _shown_periods(every: Iterable[str], *, quarters: bool) -> list[str]:
    """Return each period once; whole years alone where there are any, unless quarters are asked."""
    once = list(dict.fromkeys(every))
    years = [period for period in once if QUARTER not in period]
    return once if quarters or not years else years


def savings_table(forecast: FrozenForecast, *, quarters: bool = False) -> Table:
    """Return what the proposals are expected to cost and change, by year, or quarter if asked."""
    periods = _shown_periods((row.period for row in forecast.savings), quarters=quarters)
    columns = (
        Column("", "", "text", lambda row, lang: shown_period(row.period, lang)),
        Column("Forslagets udgift", "Cost of it", "kr", lambda row, _: float(row.invested)),
        Column("Staten", "State", "kr", lambda row, _: float(row.stat)),
        Column("I alt", "In all", "kr", lambda row, _: float(row.i_alt)),
        Column("Kommunen", "Municipality", "kr", lambda row, _: row.kommune, ends=True),
    )
    return Table(SAVINGS, columns, [row for row in forecast.savings if row.period in periods])


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
