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
from borgerflow.experiments.findings.table import Column, Table, field_column
from borgerflow.experiments.present.tables import Cell, cells, heads
from borgerflow.experiments.present.text import head_line, last_day
from borgerflow.experiments.present.words import WORDS, notice

A4 = 9
WHOLE, ONE_DECIMAL, PLAIN = "#,##0", "#,##0.0", "General"
LABEL_WIDTH, NUMBER_WIDTH = 42, 14
ALWAYS = dt.datetime(1980, 1, 1)  # when made: said of every workbook, so that equal ones are equal


class Workbook:
    """A workbook being written, sheet by sheet."""

    def __init__(self, path: Path, lang: str) -> None:
        self._lang = lang
        self._book = xlsxwriter.Workbook(
            str(path),
            # In memory, for files on the way would have the line ends of the system.
            {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True},
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
        for place, row in enumerate(lines):
            for column, cell in enumerate(row):
                sheet.write(place, column, cell)

    def add(
        self, name: str, table: Table, number_format: str = WHOLE, *, numbered: bool = False
    ) -> None:
        """Add a sheet with a title, a real table under it and a frozen header.

        ``numbered`` puts the place of each row before it.
        """
        title = table.title.text(self._lang)
        columns, rows = heads(table, self._lang), cells(table, self._lang)
        if numbered:
            columns = ["id", *columns]
            rows = [[place, *row] for place, row in enumerate(rows, start=1)]
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
        for place, row in enumerate(rows, start=2):
            for column, cell in enumerate(row):
                sheet.write(place, column, cell, shown if isinstance(cell, float) else None)
        sheet.print_area(0, 0, max(len(rows), 1) + 1, len(columns) - 1)

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        return sheet


ASSUMPTIONS = (
    field_column("name"),
    Column("label", "label", "text", lambda row, lang: row.label.text(lang) if row.label else ""),
    *map(field_column, ("value", "unit", "low", "high", "moves", "grade", "source")),
)


def assumptions_table(finding: Head) -> Table:
    """Return every assumption with its range, grade and source."""
    return Table(notice("rests"), ASSUMPTIONS, finding.assumptions)


def read_me(finding: Head, lang: str) -> list[list[Cell]]:
    """Return the rows of the sheet that says how to read the others."""
    words = WORDS[lang]
    ids = ", ".join(proposal.id for proposal in finding.given)
    given: list[list[Cell]] = [[words["in_both"], ids]] if ids else []
    notices: list[list[Cell]] = [[notice.text(lang)] for notice in finding.warnings]
    return [
        [head_line(finding, lang)],
        ["borgerflow", finding.version],
        [words["municipality"], finding.municipality],
        [words["proposals"], ", ".join(p.id for p in finding.proposals)],
        *given,
        [words["horizon_ends"], f"{finding.start} - {last_day(finding)}"],
        [words["price_level"], finding.price_year],
        [words["seed"], finding.seed],
        [words["replications"], finding.replications],
        [words["sign"], words["sign_text"]],
        [words["rounding"]],
        *notices,
    ]
