"""A choice as a workbook: the answer, the proposals and the sets, with numbers in the cells."""

from pathlib import Path

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present.workbook import Cell, Workbook
from borgerflow.experiments.questions.portfolio.finding import PortfolioFinding
from borgerflow.experiments.questions.portfolio.text import (
    answer,
    head_line,
    label_of,
    members,
    note_lines,
    unit_told,
)

THOUSAND = 1000
COLUMNS = {
    "da": ("investering", "netto", "nedre", "øvre", "valgt", "andel af trækninger"),
    "en": ("investment", "net", "low", "high", "chosen", "share of draws"),
}
SETS = {
    "da": ("sæt", "forslag", "investering", "hver for sig", "sammen", "nedre", "øvre"),
    "en": ("set", "proposals", "investment", "one by one", "together", "low", "high"),
}


def write_portfolio(finding: PortfolioFinding, path: Path, lang: str) -> None:
    """Write a choice as a workbook."""
    book = Workbook(path)
    warnings = [warning.text(lang) for warning in finding.warnings]
    told = [head_line(finding, lang), *answer(finding, lang), *warnings]
    book.lines("Læs mig", [[line] for line in (*told, *note_lines(finding, lang))])
    unit, years = unit_told(finding, lang), [str(year) for year in finding.years]
    book.table("Forslag", unit, ["id", "nr.", *COLUMNS[lang], *years], _proposals(finding))
    book.table("Sæt", unit, [*SETS[lang], *years], _sets(finding, lang))
    book.close()


def _proposals(finding: PortfolioFinding) -> list[list[Cell]]:
    return [
        [
            row.id,
            row.number,
            row.cost / THOUSAND,
            *_ends(row.net),
            int(row.chosen),
            "" if row.share is None else f"{row.share:g}",
            *_thousands(row.invested),
        ]
        for row in finding.candidates
    ]


def _sets(finding: PortfolioFinding, lang: str) -> list[list[Cell]]:
    return [
        [
            label_of(row, lang),
            members(row, lang),
            row.cost / THOUSAND,
            row.one_by_one.mean / THOUSAND,
            *((None, None, None) if row.lived is None else _ends(row.lived.together)),
            *_thousands(row.invested),
        ]
        for row in finding.sets
    ]


def _thousands(amounts: dict[int, float]) -> list[float]:
    return [amount / THOUSAND for amount in amounts.values()]


def _ends(net: Interval) -> tuple[float, float | None, float | None]:
    scaled = net.scaled(1 / THOUSAND)
    return scaled.mean, scaled.low, scaled.high
