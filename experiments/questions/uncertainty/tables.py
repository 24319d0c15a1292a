"""The tables of how sure an answer is, declared once for workbook, page, text and DataFrame."""

import pandas as pd

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.findings.table import Column, Table, Value
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.tables import frame
from borgerflow.experiments.present.text import sized, unit_of
from borgerflow.experiments.present.words import GRADES, LINES, notice
from borgerflow.experiments.questions.uncertainty.finding import (
    PriceRow,
    StillNumber,
    UncertainNumber,
    UncertaintyFinding,
)
from borgerflow.experiments.questions.uncertainty.measures.acceptable import acceptable
from borgerflow.sim.base.wording import LANGUAGES, Wording

NUMBERS = Wording(
    "Hvad usikkerheden skyldes: de tal, der har et spænd (netto og værdi i 1.000 kr.; tomt, hvor "
    "trækningerne ikke viser, hvad tallet flytter)",
    "What the uncertainty comes of: the numbers that have a range (net and worth in DKK 1,000; "
    "empty where the draws do not show what the number moves)",
)
STILL = Wording("Tal, der ligger fast, og hvorfor", "Numbers that stand still, and why")
FIFTHS = Wording(
    "Sandsynlighed for besparelse, når tallet ligger i den laveste, næste ... højeste femtedel, og "
    "hvornår det er tjent hjem i de yderste (median)",
    "Chance of a saving where the number lies in its lowest, next ... highest fifth, and when it "
    "is paid back in the outer ones (median)",
)
STEPS = Wording(
    "Hvert tal trukket på ny for sig: andel af usikkerheden alene og i samspil med de andre, og "
    "hvad det flytter netto (1.000 kr.), hvor de andre end ligger (andel alene: tom, hvor "
    "trækningerne ikke viser den)",
    "Each number drawn anew by itself: its share of the variance alone and together with others, "
    "and by how much it moves the net (DKK 1,000) wherever the others lie (share alone: empty "
    "where the draws do not show it)",
)
PRICES = Wording(
    "Hvis forslaget koster mere eller mindre, 1.000 kr.",
    "If the proposal costs more or less, DKK 1,000",
)
FIFTH = ("lowest", "second", "third", "fourth", "highest")
FEMTEDEL = ("laveste", "anden", "tredje", "fjerde", "højeste")


def called(row: UncertainNumber, lang: str) -> str:
    """Return what a number is called."""
    return row.name if row.label is None else row.label.text(lang)


def years_table(finding: UncertaintyFinding) -> Table:
    """Return the net of each payer by year and in all, with ranges of both layers."""

    def total(payer: str, _: str) -> Value:
        return finding.net_by_payer[payer].total

    def year(of: int) -> Column:
        name = str(of)
        return Column(
            name, name, "kr", lambda payer, _: finding.net_by_payer[payer].by_year[of].mean
        )

    columns = (
        Column("betaler", "payer", "text", lambda payer, lang: LINES[f"net_{payer}"][lang]),
        *map(year, finding.net_municipal.by_year),
        Column("i alt", "total", "kr", total, ends=True),
    )
    return Table(unit_of(finding), columns, tuple(finding.net_by_payer))


def acceptable_table(finding: UncertaintyFinding) -> Table:
    """Return the chance that the net is no more than each of some sums."""
    columns = (
        Column("netto højst", "net at most", "kr", lambda row, _: row.kroner),
        Column("sandsynlighed", "chance", "share", lambda row, _: row.share),
    )
    title = unit_of(finding)
    return Table(title, columns, acceptable(finding.nets), folded=notice("data"))


def numbers_table(finding: UncertaintyFinding) -> Table:
    """Return what each number brings, the most influential first."""

    def span(row: UncertainNumber, lang: str) -> str:
        to = {"da": "til", "en": "to"}[lang]
        return f"{sized(row.low, row.unit, lang)} {to} {sized(row.high, row.unit, lang)}"

    def pays_from(row: UncertainNumber, lang: str) -> str | None:
        return None if row.pays_from is None else sized(row.pays_from, row.unit, lang)

    columns = (
        Column("tal", "number", "text", called),
        Column("spænd", "range", "text", span),
        Column("grundlag", "grade", "text", lambda row, lang: GRADES[row.grade][lang]),
        Column(
            "andel af usikkerheden",
            "share of the variance",
            "share",
            lambda row, _: row.share,
            ends=True,
        ),
        Column("netto ved lavt", "net at low", "kr", lambda row, _: row.net_at_low),
        Column("netto ved højt", "net at high", "kr", lambda row, _: row.net_at_high),
        Column("netto er nul ved", "net is nought at", "text", pays_from),
        Column("værd at vide, højst", "worth of knowing", "kr", lambda row, _: row.knowing),
    )
    return Table(NUMBERS, columns, finding.numbers)


def fifths_table(finding: UncertaintyFinding) -> Table:
    """Return the chance of a saving in each fifth of each number's distribution."""

    def fifth(place: int) -> Column:
        def chance(row: UncertainNumber, _: str) -> Value:
            return row.saves_by_fifth[place]

        return Column(FEMTEDEL[place], FIFTH[place], "share", chance)

    columns = (
        Column("tal", "number", "text", called),
        *map(fifth, range(len(FIFTH))),
        Column("tjent hjem, laveste", "paid back, lowest", "text", _paid_back_at_low),
        Column("tjent hjem, højeste", "paid back, highest", "text", _paid_back_at_high),
    )
    return Table(_agreeing(FIFTHS, finding.draws // len(FIFTH)), columns, finding.numbers)


def _agreeing(title: Wording, draws: int) -> Wording:
    """Return a title with what a share of none and of all of the draws stands for."""
    return Wording(*(f"{title.text(lang)} ({numbers.agreeing(draws, lang)})" for lang in LANGUAGES))


def still_table(finding: UncertaintyFinding) -> Table:
    """Return the numbers that are not drawn."""

    def number(row: StillNumber, lang: str) -> str:
        return row.name if row.label is None else row.label.text(lang)

    columns = (
        Column("tal", "number", "text", number),
        Column("grundlag", "grade", "text", lambda row, lang: GRADES[row.grade][lang]),
        Column("fordi det er", "because it is of", "text", lambda row, lang: row.why.text(lang)),
    )
    return Table(STILL, columns, finding.still)


def _paid_back_at_low(row: UncertainNumber, lang: str) -> str:
    return paid_back(row.payback_at_low, lang)


def _paid_back_at_high(row: UncertainNumber, lang: str) -> str:
    return paid_back(row.payback_at_high, lang)


def paid_back(month: str | None, lang: str) -> str:
    """Return the month of payback, or that there is none within the horizon."""
    never = {"da": "ikke i perioden", "en": "not within the years"}[lang]
    return never if month is None else numbers.month(month, lang)


def steps_table(finding: UncertaintyFinding) -> Table:
    """Return what each number does alone and with others, beside its grade."""
    columns = (
        Column("tal", "number", "text", called),
        Column("grundlag", "grade", "text", lambda row, lang: GRADES[row.grade][lang]),
        Column(
            "andel alene",
            "share alone",
            "share",
            lambda row, _: None if row.net_at_low is None else row.share.mean,
        ),
        Column(
            "andel med samspil", "share with others", "share", lambda row, _: row.total, ends=True
        ),
        Column("fra lavt til højt", "from low to high", "more_kr", lambda row, _: row.step),
        Column("heraf varierer", "differs by", "kr", lambda row, _: row.step_differs),
    )
    return Table(STEPS, columns, finding.numbers)


def prices_table(finding: UncertaintyFinding) -> Table:
    """Return the chance of a saving at other prices."""

    def chance(row: PriceRow, _: str) -> Interval:
        return row.saves

    columns = (
        Column(
            "pris i forhold til forslaget",
            "price of the proposal's",
            "share",
            lambda row, _: row.times,
        ),
        Column("kommunen betaler", "the municipality pays", "kr", lambda row, _: row.invested),
        Column("sandsynlighed for besparelse", "chance of a saving", "share", chance, ends=True),
    )
    return Table(_agreeing(PRICES, finding.draws), columns, finding.prices)


def main_table(finding: UncertaintyFinding, lang: str) -> pd.DataFrame:
    """Return what each number brings, as a DataFrame."""
    return frame(numbers_table(finding), lang)
