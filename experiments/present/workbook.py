"""Findings as workbooks: real numbers in the cells, shown by the reader's own separators.

Sheets: ``Læs mig``, ``Resumé``, ``År for år``, ``Forudsætninger`` and ``Data``. The total of
a line is the sum of unrounded amounts; rounding happens in the eye of the reader.
"""

import datetime as dt
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.rows import Assumption
from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.tables import Cell, cells, heads
from borgerflow.experiments.present.text import head_line, last_day, law_lines, named, patch_lines
from borgerflow.experiments.present.words import GRADES, WORDS, column, notice
from borgerflow.sim.params.reading.units import UNITS_CALLED
from borgerflow.sim.params.words.danish import told

A4 = 9
WHOLE, ONE_DECIMAL, TWO_DECIMALS, PLAIN = "#,##0", "#,##0.0", "0.00", "General"
LABEL_WIDTH, NUMBER_WIDTH, TEXT_WIDTH = 42, 14, 60  # letters; longer texts are wrapped
NOTE_WIDTH = 80  # of what stands beside a label
LINE_HEIGHT = 15  # points
SHOWN_AS = (WHOLE, ONE_DECIMAL, TWO_DECIMALS)
DIGITS = 10  # of a number in a cell: below lies what summing floats leaves
NUMBER = {"da": "Nr.", "en": "No."}
ENGLISH = {  # what a sheet is called in English
    "Læs mig": "Read me",
    "Resumé": "Summary",
    "Til skemaet": "For the form",
    "Intervaller": "Intervals",
    "Løbende priser": "Current prices",
    "Resultater": "Results",
    "Fuldtidspersoner": "Full-time persons",
    "Hvem": "Who",
    "Konti": "Accounts",
    "Alene eller alle": "Alone or all",
    "Udligning": "Equalisation",
    "Rammer": "Limits",
    "År for år": "Year by year",
    "Forudsætninger": "Assumptions",
    "Data": "Data",
    "Nødvendig effekt": "Break-even",
    "Betalere": "Payers",
    "Forslag": "Proposals",
    "Sæt": "Sets",
    "Muligheder": "Settings",
    "Kvartaler": "Quarters",
    "Frister": "Deadlines",
    "Besparelser": "Savings",
    "Sanktioner": "Sanctions",
    "Målretning": "Targeting",
    "Oplyst og simuleret": "Stated and simulated",
    "Hvor de er": "Where they are",
    "Cases": "Cases",
    "Afgangsrater": "Hazards",
    "Grupper": "Groups",
    "Tilpasning": "Goodness of fit",
    "Forskelle": "Frailty",
    "Kurver": "Curves",
    "Spænd": "Ranges",
    "Usikkerhed": "Uncertainty",
    "Femtedele": "Fifths",
    "Faste tal": "Numbers that stand still",
    "Samspil": "Interplay",
    "Værd at vide": "Worth of knowing",
    "Forsøg": "Pilots",
    "Evaluering": "Evaluation",
    "Falske svar": "False answers",
    "Priser": "Prices",
    "Regnskab": "Accounts",
    "Ikke trukket fra": "Not deducted",
    "Refusion": "Refund",
}
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
        self._formats = {name: self._book.add_format({"num_format": name}) for name in SHOWN_AS}
        self._bold = self._book.add_format({"bold": True})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
        self._header = self._book.add_format({"text_wrap": True, "valign": "top", "bold": True})

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def lines(self, name: str, lines: Sequence[Sequence[Cell]]) -> None:
        """Add a sheet of plain rows: labels with what they are, and notes across both columns."""
        sheet = self._sheet(name)
        widths = (LABEL_WIDTH, NOTE_WIDTH)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        for place, row in enumerate(lines):
            if len(row) == 1:
                sheet.merge_range(place, 0, place, 1, row[0], self._wrapped)
                sheet.set_row(place, _height(row, [sum(widths)]))
            else:
                sheet.write_row(place, 0, row, self._wrapped)
                sheet.set_row(place, _height(row, widths))
        sheet.print_area(0, 0, len(lines) - 1, 1)

    def add(
        self,
        name: str,
        table: Table,
        number_format: str | Sequence[str] = WHOLE,
        *,
        numbered: bool = False,
    ) -> None:
        """Add a sheet with a title, a real table under it and a frozen header.

        ``number_format`` is one for all rows, or one for each; ``numbered`` puts the place of each
        row before it.
        """
        title = table.title.text(self._lang)
        columns, rows = heads(table, self._lang), cells(table, self._lang)
        if numbered:
            columns = [NUMBER[self._lang], *columns]
            rows = [[place, *row] for place, row in enumerate(rows, start=1)]
        sheet = self._sheet(name)
        sheet.write(0, 0, title, self._bold)
        widths = [_width(name, [row[at] for row in rows]) for at, name in enumerate(columns)]
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(2, 1)
        last = max(len(rows), 1) + 1, len(columns) - 1
        self._head(sheet, columns, last)
        sheet.set_row(1, _height(columns, widths))
        formats = [number_format] * len(rows) if isinstance(number_format, str) else number_format
        for place, (row, shown) in enumerate(zip(rows, formats, strict=True), start=2):
            self._row(sheet, place, row, self._formats.get(shown))
            if _height(row, widths) > LINE_HEIGHT:
                sheet.set_row(place, _height(row, widths))
        sheet.print_area(0, 0, *last)

    def _row(self, sheet: Any, place: int, row: Sequence[Cell], shown: Any) -> None:
        for at, cell in enumerate(row):
            if isinstance(cell, float):
                sheet.write(place, at, written(cell), shown)
            elif isinstance(cell, str) and len(cell) > TEXT_WIDTH:
                sheet.write(place, at, cell, self._wrapped)
            else:
                sheet.write(place, at, cell)

    def _head(self, sheet: Any, columns: Sequence[str], last: tuple[int, int]) -> None:
        """Write the names of columns: of a real table, or as numbers where they are years."""
        if any(column.isdigit() for column in columns):
            for place, column in enumerate(columns):
                sheet.write(1, place, int(column) if column.isdigit() else column, self._header)
            return
        name = f"Tabel_{len(self._book.worksheets())}"
        heads = [{"header": column or " ", "header_format": self._header} for column in columns]
        sheet.add_table(1, 0, *last, {"columns": heads, "name": name, "autofilter": False})

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name if self._lang == "da" else ENGLISH[name])
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        return sheet


def _width(name: str, column: Sequence[Cell]) -> int:
    """Return the width of a column: that of a number, of its longest text or a word of its name."""
    texts = [*name.split(), *(cell for cell in column if isinstance(cell, str))]
    return min(max(NUMBER_WIDTH, *(len(text) + 2 for text in texts)), TEXT_WIDTH)


def _height(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """Return the height of a row in points, its texts wrapped."""
    texts = [
        (cell, width) for cell, width in zip(row, widths, strict=False) if isinstance(cell, str)
    ]
    return LINE_HEIGHT * max([1, *(len(textwrap.wrap(text, width)) for text, width in texts)])


def written(number: float) -> float:
    """Return a number with as many digits as mean anything: 400, not 399.9999999999999."""
    return float(f"{number:.{DIGITS}g}") + 0.0


def _called(row: Assumption, lang: str) -> str:
    return row.label.text(lang) if row.label else row.name


def _unit(row: Assumption, lang: str) -> str:
    return UNITS_CALLED[row.unit].text(lang) if row.unit else ""


ASSUMPTIONS = (
    column("assumption", "text", _called),
    column("value", "text", lambda row, _: row.value),
    Column("Enhed", "Unit", "text", _unit),
    Column("Lavt skøn", "Low", "text", lambda row, _: row.low),
    Column("Højt skøn", "High", "text", lambda row, _: row.high),
    Column(
        "Ændrer nettoresultatet med, kr.",
        "Moves the net by, DKK",
        "text",
        lambda row, _: row.moves,
    ),
    column("grade", "text", lambda row, lang: GRADES[row.grade][lang]),
    column("source", "text", lambda row, lang: told(row.source).text(lang)),
)


def assumptions_table(finding: Head) -> Table:
    """Return every assumption with its range, grade and source."""
    return Table(notice("rests"), ASSUMPTIONS, finding.assumptions)


def read_me(finding: Head, lang: str) -> list[list[Cell]]:
    """Return the rows of the sheet that says how to read the others."""
    words = WORDS[lang]
    both = named(finding.given)
    given: list[list[Cell]] = [[words["in_both"], both]] if both else []
    law: list[list[Cell]] = [[line] for line in law_lines(finding.law, lang)]
    patch: list[list[Cell]] = [[line] for line in patch_lines(finding.patched, lang)]
    notices: list[list[Cell]] = [[notice.text(lang)] for notice in finding.warnings]
    return [
        [head_line(finding, lang)],
        *law,
        *patch,
        ["borgerflow", finding.version],
        [words["municipality"], finding.municipality_label],
        [words["proposals"], named(finding.proposals)],
        *given,
        [words["horizon_ends"], f"{finding.start} - {last_day(finding)}"],
        [words["price_level"], finding.price_year],
        [words["seed"], finding.seed],
        [words["replications"], finding.replications],
        [words["sign"], words["sign_text"]],
        [words["rounding"]],
        *notices,
    ]
