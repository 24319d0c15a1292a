"""The tables of a backcast, declared once."""

from collections.abc import Callable

from borgerflow.experiments.findings.table import Column, Table, Unit, Value
from borgerflow.experiments.validation.backcast.finding import (
    BackcastFinding,
    BackcastRow,
    SeriesScore,
    YearError,
)
from borgerflow.experiments.validation.forecast.finding import LEVELS
from borgerflow.experiments.validation.forecast.text import shown_period
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.words.danish import told

SCORES = Wording(
    "Hvor tæt på de faktiske tal? Gennemsnitlig afvigelse", "How near to what came? Mean error"
)
ERRORS = Wording("Afvigelse år for år", "Error year by year")
ROWS = Wording("Simuleret og observeret", "Simulated and observed")
FITTED = Wording("tilpasset", "fitted")
BEATEN = {
    True: Wording("slået", "beaten"),
    False: Wording("ikke slået", "not beaten"),
    None: Wording("intet at måle mod", "nothing to try"),
}
Named = BackcastRow | YearError | SeriesScore


def scores_table(finding: BackcastFinding) -> Table:
    """Return the error of each series, its hits, and the errors of the simple rules."""

    def share(da: str, en: str, value: Callable[[SeriesScore], float | None]) -> Column:
        return Column(da, en, "share", lambda row, _: value(row))

    columns = (
        _label(finding),
        share("Simuleret", "Simulated", lambda row: row.error),
        share("Sidste værdi", "Last value", lambda row: row.last),
        share("Sæson", "Seasonal", lambda row: row.seasonal),
        Column("Simpel regel", "Simple rule", "text", lambda row, x: BEATEN[row.is_beaten].text(x)),
        Column("I 80 pct.-interval", "In 80 % interval", "text", _hits),
        Column("Intervalscore", "Interval score", "share", lambda row, _: row.interval_score),
    )
    return Table(SCORES, columns, finding.scores)


def _hits(row: SeriesScore, lang: str) -> str:
    return Wording(f"{row.inside} af {row.of}", f"{row.inside} of {row.of}").text(lang)


def _label(finding: BackcastFinding) -> Column:
    def label(row: Named, lang: str) -> Value:
        return finding.series_labels[row.series].text(lang)

    return Column("Tal", "Figure", "text", label)


def errors_table(finding: BackcastFinding) -> Table:
    """Return simulated and observed means by series and year, and the error."""

    def number(da: str, en: str, unit: Unit, value: Callable[[YearError], float]) -> Column:
        return Column(da, en, unit, lambda row, _: value(row))

    columns = (
        _label(finding),
        Column("År", "Year", "text", lambda row, _: str(row.year)),
        number("Simuleret", "Simulated", "persons", lambda row: row.simulated),
        number("Observeret", "Observed", "persons", lambda row: row.observed),
        number("Afvigelse", "Error", "deviation", lambda row: row.off),
        Column("", "", "text", lambda row, x: FITTED.text(x) if row.is_fitted else ""),
    )
    return Table(ERRORS, columns, finding.errors)


def rows_table(finding: BackcastFinding) -> Table:
    """Return every period of every series with its interval, what came, and the simple rules."""
    low, high = (lambda row, _, at=at: row.expected.ends(LEVELS[0])[at] for at in (0, 1))
    columns = (
        _label(finding),
        Column("Periode", "Period", "text", lambda row, x: shown_period(row.expected.period, x)),
        Column("Simuleret", "Simulated", "persons", lambda row, _: row.expected.mean),
        Column("Nedre, 80 pct.", "Low, 80 %", "persons", low),
        Column("Øvre, 80 pct.", "High, 80 %", "persons", high),
        Column("Observeret", "Observed", "persons", lambda row, _: row.observed),
        Column("Afvigelse", "Error", "deviation", lambda row, _: row.off),
        Column("Sidste værdi", "Last value", "persons", lambda row, _: row.last),
        Column("Sæson", "Seasonal", "persons", lambda row, _: row.seasonal),
        Column("", "", "text", lambda row, x: FITTED.text(x) if row.is_fitted else ""),
        Column("Kilde", "Source", "text", lambda row, x: told(row.source).text(x)),
    )
    return Table(ROWS, columns, finding.rows)
