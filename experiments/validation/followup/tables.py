"""The tables of a follow-up, declared once."""

from collections.abc import Callable
from typing import Any

from borgerflow.experiments.findings.table import Column, Table, Value
from borgerflow.experiments.present.tables import SHOWN
from borgerflow.experiments.validation.followup.earned import ACCOUNTS
from borgerflow.experiments.validation.followup.finding import (
    INSIDE,
    NEAR,
    OUTSIDE,
    UNTOLD,
    EarnedRow,
    FollowedRow,
    FollowupFinding,
)
from borgerflow.experiments.validation.forecast.finding import LEVELS
from borgerflow.experiments.validation.forecast.text import UNITS, shown_period
from borgerflow.sim.base.wording import Wording

VERDICT_WORDS = {
    INSIDE: Wording("inden for 80 pct.", "inside 80 %"),
    NEAR: Wording("inden for 95 pct.", "inside 95 %"),
    OUTSIDE: Wording("udenfor", "outside"),
    UNTOLD: Wording("ikke oplyst", "not told"),
}
FOLLOWED = Wording("Forventet og indtruffet", "Expected and what came")
HITS = Wording("Hvor mange ligger inden for intervallet?", "How many lie inside the interval?")
EARNED = Wording(
    "Tjent hjem kvartal for kvartal, 1.000 kr.", "Earned quarter by quarter, DKK 1,000"
)
Show = Callable[[FollowedRow, str], Value]


def followed_table(finding: FollowupFinding) -> Table:
    """Return every figure and period with its interval, what came, and the verdict."""
    columns = (
        Column("Tal", "Figure", "text", _label(finding)),
        Column("Periode", "Period", "text", _period),
        Column("Forventet", "Expected", "text", _shown(finding, lambda row: row.expected.mean)),
        Column("80 pct.-interval", "80 % interval", "text", _span(finding, LEVELS[0])),
        Column("95 pct.-interval", "95 % interval", "text", _span(finding, LEVELS[1])),
        Column("Indtruffet", "Came", "text", _shown(finding, lambda row: row.actual)),
        Column("", "", "text", lambda row, lang: VERDICT_WORDS[row.verdict].text(lang)),
    )
    return Table(FOLLOWED, columns, finding.rows)


def numbers_table(finding: FollowupFinding) -> Table:
    """Return the same as numbers, for a workbook."""

    def number(da: str, en: str, value: Callable[[FollowedRow], float | None]) -> Column:
        return Column(da, en, "one_decimal", lambda row, _: value(row))

    columns = (
        Column("Tal", "Figure", "text", _label(finding)),
        Column("Periode", "Period", "text", _period),
        number("Forventet", "Expected", lambda row: row.expected.mean),
        number("Nedre, 95 pct.", "Low, 95 %", lambda row: row.expected.low_95),
        number("Nedre, 80 pct.", "Low, 80 %", lambda row: row.expected.low_80),
        number("Øvre, 80 pct.", "High, 80 %", lambda row: row.expected.high_80),
        number("Øvre, 95 pct.", "High, 95 %", lambda row: row.expected.high_95),
        number("Indtruffet", "Came", lambda row: row.actual),
        Column(
            "Vurdering", "Verdict", "text", lambda row, lang: VERDICT_WORDS[row.verdict].text(lang)
        ),
        Column("Kilde", "Source", "text", lambda row, _: row.source),
    )
    return Table(FOLLOWED, columns, finding.rows)


def _period(row: FollowedRow, lang: str) -> str:
    return shown_period(row.expected.period, lang)


def _label(finding: FollowupFinding) -> Show:
    return lambda row, lang: finding.labels[row.expected.figure].text(lang)


def _shown(finding: FollowupFinding, value: Callable[[FollowedRow], float | None]) -> Show:
    def show(row: FollowedRow, lang: str) -> Value:
        found = value(row)
        shown = SHOWN[UNITS[finding.units[row.expected.figure]]]
        return "-" if found is None else shown(found, lang)

    return show


def _span(finding: FollowupFinding, level: float) -> Show:
    def show(row: FollowedRow, lang: str) -> Value:
        shown = SHOWN[UNITS[finding.units[row.expected.figure]]]
        low, high = (shown(end, lang) for end in row.expected.ends(level))
        return f"{low} {Wording('til', 'to').text(lang)} {high}"

    return show


def hits_table(finding: FollowupFinding) -> Table:
    """Return how many figures lie inside the interval of each level, and what chance would do."""
    columns = (
        Column("Interval", "Interval", "share", lambda row, _: row.level),
        Column("Inden for", "Inside", "number", lambda row, _: float(row.inside)),
        Column("Oplyst", "Told", "number", lambda row, _: float(row.of)),
        Column("Ventet ved tilfældighed", "By chance", "one_decimal", lambda row, _: row.expected),
        Column("Sandsynlighed for så få", "Chance of so few", "share", lambda row, _: row.chance),
    )
    return Table(HITS, columns, finding.counts)


def earned_table(finding: FollowupFinding) -> Table:
    """Return what each quarter has cost and saved."""
    columns = (
        Column("Kvartal", "Quarter", "text", lambda row, lang: shown_period(row.period, lang)),
        Column("Udgift til forslaget", "Cost of the proposal", "kr", lambda row, _: row.invested),
        Column("Ventet sparet", "Expected saved", "kr", lambda row, _: row.expected),
        Column("Sparet i forhold til prognosen", "Saved against it", "kr", lambda row, _: row.seen),
        Column("Målt i", "Told by", "text", _told_by(finding)),
    )
    return Table(EARNED, columns, finding.earned)


def _told_by(finding: FollowupFinding) -> Callable[[Any, str], Value]:
    def told(row: EarnedRow, lang: str) -> Value:
        if row.seen is None:
            return VERDICT_WORDS[UNTOLD].text(lang)
        if row.by == ACCOUNTS:
            return Wording("kommunens udgift", "the municipality's expense").text(lang)
        return ", ".join(finding.labels[name].text(lang) for name in row.figures)

    return told
