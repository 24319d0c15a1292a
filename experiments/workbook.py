"""Findings as workbooks: real numbers in the cells, shown by the reader's own separators.

Sheets: ``Læs mig``, ``Resumé``, ``År for år``, ``Forudsætninger`` and ``Data``. The total of
a line is the sum of unrounded amounts; rounding happens in the eye of the reader.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from experiments.findings import Finding, FullTimeRow, Head, Interval, LedgerRow, RunFinding
from experiments.tables import line_label, run_table
from experiments.wording import answer, head_line

Cell = str | int | float | None
A4 = 9
WHOLE, ONE_DECIMAL, PLAIN = "#,##0", "#,##0.0", "General"
LABEL_WIDTH, NUMBER_WIDTH = 42, 14
ALWAYS = dt.datetime(1980, 1, 1)  # when made: said of every workbook, so that equal ones are equal


class Workbook:
    """A workbook being written, sheet by sheet."""

    def __init__(self, path: Path) -> None:
        self._book = xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False}
        )
        self._book.set_properties({"created": ALWAYS})
        self._formats = {
            name: self._book.add_format({"num_format": name}) for name in (WHOLE, ONE_DECIMAL)
        }
        self._bold = self._book.add_format({"bold": True})

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def lines(self, name: str, lines: Sequence[Sequence[Cell]]) -> None:
        """Add a sheet of plain rows."""
        sheet = self._sheet(name)
        sheet.set_column(0, 0, LABEL_WIDTH)
        for row, cells in enumerate(lines):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)

    def table(
        self,
        name: str,
        title: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        number_format: str = WHOLE,
    ) -> None:
        """Add a sheet with a title, a real table under it and a frozen header."""
        sheet = self._sheet(name)
        sheet.write(0, 0, title, self._bold)
        sheet.set_column(0, 0, LABEL_WIDTH)
        sheet.set_column(1, len(columns), NUMBER_WIDTH)
        sheet.freeze_panes(2, 1)
        shown = self._formats.get(number_format)
        sheet.add_table(
            1,
            0,
            max(len(rows), 1) + 1,
            len(columns) - 1,
            {
                "columns": [{"header": column} for column in columns],
                "name": f"Tabel_{len(self._book.worksheets())}",
                "autofilter": False,
            },
        )
        for row, cells in enumerate(rows, start=2):
            for column, cell in enumerate(cells):
                numeric = isinstance(cell, float)
                sheet.write(row, column, cell, shown if numeric else None)
        sheet.print_area(0, 0, max(len(rows), 1) + 1, len(columns) - 1)

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        return sheet


def write_compare(finding: Finding, path: Path, lang: str) -> None:
    """Write a comparison as a workbook."""
    book = Workbook(path)
    sentences: list[list[Cell]] = [[sentence] for sentence in answer(finding, lang)]
    book.lines("Læs mig", [*_read_me(finding, lang), [], *sentences])
    columns = _year_columns(finding, lang)
    book.table("Resumé", _sign(finding, lang), columns, _summary(finding, lang))
    book.table(
        "År for år",
        {"da": "Fuldtidspersoner", "en": "Full-time persons"}[lang],
        [_word("scheme", lang), _word("year", lang), *_world_columns(lang)],
        [[finding.scheme_label(r.scheme, lang), r.year, *_worlds(r)] for r in finding.full_time],
        ONE_DECIMAL,
    )
    _write_assumptions(book, finding, lang)
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


def write_run(finding: RunFinding, path: Path, lang: str) -> None:
    """Write one world as a workbook."""
    book = Workbook(path)
    book.lines("Læs mig", _read_me(finding, lang))
    table = run_table(finding, lang)
    book.table(
        "Resumé",
        {"da": "Fuldtidspersoner; uger pr. forløb", "en": "Full-time persons; weeks of a stay"}[
            lang
        ],
        [_word("scheme", lang), *table.columns],
        [
            [str(label), *map(_cell, row)]
            for label, row in zip(table.index, table.to_numpy(), strict=True)
        ],
        ONE_DECIMAL,
    )
    book.table(
        "År for år",
        {"da": "Skift mellem ordninger", "en": "Flows between schemes"}[lang],
        ["from", "to", "year", "count", "low", "high"],
        [[r.origin, r.destination, r.year, *_ends(r.count)] for r in finding.flows],
        ONE_DECIMAL,
    )
    _write_assumptions(book, finding, lang)
    book.table(
        "Data",
        {"da": "kr., + udgift", "en": "kr., + expense"}[lang],
        ["id", "year", "payer", "scheme", "kind", "kroner", "low", "high"],
        [
            [place, r.year, r.payer, r.scheme, r.kind, *_ends(r.kroner)]
            for place, r in enumerate(finding.ledger, start=1)
        ],
    )
    book.close()


def _write_assumptions(book: Workbook, finding: Head, lang: str) -> None:
    book.table(
        "Forudsætninger",
        {"da": "Det, svaret hviler på", "en": "What the answer rests on"}[lang],
        ["name", "label", "value", "unit", "low", "high", "grade", "source"],
        [
            [
                a.name,
                a.label.text(lang) if a.label else "",
                a.value,
                a.unit,
                a.low,
                a.high,
                a.grade,
                a.source,
            ]
            for a in finding.assumptions
        ],
        PLAIN,
    )


def _read_me(finding: Head, lang: str) -> list[list[Cell]]:
    notices: list[list[Cell]] = [[notice.text(lang)] for notice in finding.warnings]
    return [
        [head_line(finding, lang)],
        ["borgerflow", finding.version],
        [_word("municipality", lang), finding.municipality],
        [_word("proposals", lang), ", ".join(p.id for p in finding.proposals)],
        [_word("horizon", lang), f"{finding.start} - {finding.end}"],
        [_word("price level", lang), finding.price_year],
        [_word("seed", lang), finding.seed],
        [_word("replications", lang), finding.replications],
        [_word("sign", lang), _word("sign rule", lang)],
        [_word("rounding", lang)],
        *notices,
    ]


def _summary(finding: Finding, lang: str) -> list[list[Cell]]:
    return [
        [
            line_label(row, lang),
            *(amount.mean / 1000 for amount in row.amounts.by_year.values()),
            *_ends(row.amounts.total.scaled(1 / 1000)),
        ]
        for row in finding.summary
    ]


def _year_columns(finding: Finding, lang: str) -> list[str]:
    years = [str(year) for year in finding.years]
    return [_word("line", lang), *years, _word("total", lang), "low", "high"]


def _world_columns(lang: str) -> list[str]:
    return [_word(name, lang) for name in ("baseline", "investment", "difference")] + [
        "low",
        "high",
    ]


def _sign(finding: Head, lang: str) -> str:
    prices = {"da": f"{finding.price_year}-pl", "en": f"{finding.price_year} prices"}[lang]
    return f"1.000 kr., {prices}, {_word('sign rule', lang)}"


def _worlds(row: LedgerRow | FullTimeRow) -> tuple[float | None, ...]:
    """Return baseline, investment, and the difference with its interval."""
    return row.baseline, row.investment, *_ends(row.difference)


def _ends(interval: Interval) -> tuple[float, float | None, float | None]:
    return interval.mean, interval.low, interval.high


def _cell(value: float) -> float | None:
    return float(value) if value == value else None  # noqa: PLR0124  (not a number)


def _word(name: str, lang: str) -> str:
    return WORDS.get(name, {}).get(lang, name)


WORDS = {
    "municipality": {"da": "kommune", "en": "municipality"},
    "proposals": {"da": "forslag", "en": "proposals"},
    "horizon": {"da": "periode (slut ikke med)", "en": "horizon (end not included)"},
    "price level": {"da": "prisniveau", "en": "price level"},
    "seed": {"da": "frø", "en": "seed"},
    "replications": {"da": "gentagelser", "en": "replications"},
    "sign": {"da": "fortegn", "en": "sign"},
    "sign rule": {"da": "+ udgift, - besparelse", "en": "+ expense, - saving"},
    "rounding": {
        "da": "Afrunding kan medføre, at tallene ikke summer.",
        "en": "Numbers may not add up because of rounding.",
    },
    "line": {"da": "linje", "en": "line"},
    "total": {"da": "i alt", "en": "total"},
    "scheme": {"da": "ordning", "en": "scheme"},
    "year": {"da": "år", "en": "year"},
    "baseline": {"da": "basis", "en": "baseline"},
    "investment": {"da": "investering", "en": "investment"},
    "difference": {"da": "forskel", "en": "difference"},
}
