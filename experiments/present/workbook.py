"""Findings as workbooks: real numbers in the cells, shown by the reader's own separators.

Sheets: ``Læs mig``, ``Resumé``, ``År for år``, ``Forudsætninger`` and ``Data``. The total of
a line is the sum of unrounded amounts; rounding happens in the eye of the reader.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present.text import head_line

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


def write_assumptions(book: Workbook, finding: Head, lang: str) -> None:
    """Write the sheet of assumptions."""
    book.table(
        "Forudsætninger",
        {"da": "Det, svaret hviler på", "en": "Key assumptions"}[lang],
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


def read_me(finding: Head, lang: str) -> list[list[Cell]]:
    """Return the rows of the sheet that says how to read the others."""
    notices: list[list[Cell]] = [[notice.text(lang)] for notice in finding.warnings]
    return [
        [head_line(finding, lang)],
        ["borgerflow", finding.version],
        [word_of("municipality", lang), finding.municipality],
        [word_of("proposals", lang), ", ".join(p.id for p in finding.proposals)],
        [word_of("horizon", lang), f"{finding.start} - {finding.end}"],
        [word_of("price level", lang), finding.price_year],
        [word_of("seed", lang), finding.seed],
        [word_of("replications", lang), finding.replications],
        [word_of("sign", lang), word_of("sign rule", lang)],
        [word_of("rounding", lang)],
        *notices,
    ]


def interval_ends(interval: Interval) -> tuple[float, float | None, float | None]:
    """Return mean, low and high."""
    return interval.mean, interval.low, interval.high


def word_of(name: str, lang: str) -> str:
    """Return what a payer, scheme or kind is called."""
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
