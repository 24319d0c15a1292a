"""A comparison as a workbook with numeric cells."""

from pathlib import Path

from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.rows import FullTimeRow, LedgerRow
from borgerflow.experiments.present.words import line_label
from borgerflow.experiments.present.workbook import (
    ONE_DECIMAL,
    Cell,
    Workbook,
    interval_ends,
    read_me,
    word_of,
    write_assumptions,
)
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.text import answer


def write_compare(finding: Finding, path: Path, lang: str) -> None:
    """Write a comparison as a workbook."""
    book = Workbook(path)
    sentences: list[list[Cell]] = [[sentence] for sentence in answer(finding, lang)]
    book.lines("Læs mig", [*read_me(finding, lang), [], *sentences])
    columns = _year_columns(finding, lang)
    book.table("Resumé", _sign(finding, lang), columns, _summary(finding, lang))
    book.table(
        "År for år",
        {"da": "Fuldtidspersoner", "en": "Full-time persons"}[lang],
        [word_of("scheme", lang), word_of("year", lang), *_world_columns(lang)],
        [[finding.scheme_label(r.scheme, lang), r.year, *_worlds(r)] for r in finding.full_time],
        ONE_DECIMAL,
    )
    write_assumptions(book, finding, lang)
    book.table(
        "Data",
        {"da": "kr., + udgift, - besparelse", "en": "kr., + expense, - saving"}[lang],
        ["id", "year", "payer", "scheme", "kind", *_world_columns(lang)],
        [
            [place, r.year, r.payer, r.scheme, r.kind, *_worlds(r)]
            for place, r in enumerate(finding.ledger, start=1)
        ],
    )
    book.close()


def _summary(finding: Finding, lang: str) -> list[list[Cell]]:
    return [
        [
            line_label(row, lang),
            *(amount.mean / 1000 for amount in row.amounts.by_year.values()),
            *interval_ends(row.amounts.total.scaled(1 / 1000)),
        ]
        for row in finding.summary
    ]


def _year_columns(finding: Finding, lang: str) -> list[str]:
    years = [str(year) for year in finding.years]
    return [word_of("line", lang), *years, word_of("total", lang), "low", "high"]


def _world_columns(lang: str) -> list[str]:
    return [word_of(name, lang) for name in ("baseline", "investment", "difference")] + [
        "low",
        "high",
    ]


def _sign(finding: Head, lang: str) -> str:
    prices = {"da": f"{finding.price_year}-pl", "en": f"{finding.price_year} prices"}[lang]
    return f"1.000 kr., {prices}, {word_of('sign rule', lang)}"


def _worlds(row: LedgerRow | FullTimeRow) -> tuple[float | None, ...]:
    """Return baseline, investment, and the difference with its interval."""
    return row.baseline, row.investment, *interval_ends(row.difference)
