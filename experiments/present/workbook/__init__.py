"""Findings as workbooks: real numbers in the cells, shown by the reader's own separators.

The sheets of a comparison are ``Læs mig``, ``Resumé``, ``Til skemaet``, ``År for år``, ``Konti``,
``Forudsætninger``, ``Usikkerhed`` and ``Data``; other questions have those of them that they can
fill. A sum is a formula whose result is kept beside it, so that readers that do not calculate see
the number. Amounts are not rounded; rounding happens in the eye of the reader.
"""

import datetime as dt
import textwrap
from collections.abc import Sequence
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.table import Table
from borgerflow.experiments.present.tables import Cell, cells, heads
from borgerflow.experiments.present.text import head_line, last_day, law_lines, named, patch_lines
from borgerflow.experiments.present.words import WORDS, references_told
from borgerflow.experiments.present.workbook.blocks import (
    BETWEEN,
    HEAD_ROWS,
    SheetTable,
    Spot,
    summed,
    tops,
)
from borgerflow.experiments.present.workbook.drawing import WIDTH, NativeChart

A4 = 9
LABEL_WIDTH, NUMBER_WIDTH, TEXT_WIDTH = 42, 14, 60  # letters; longer texts are wrapped
NOTE_WIDTH = 80  # of what stands beside a label
USUAL_WIDTH, PIXELS_A_LETTER = 8, 7  # of a column, as Excel has them
TITLE_SIZE = 12
ANY_NUMBER = {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12}
A_NUMBER = {"da": {"error_message": "Skriv et tal."}, "en": {"error_message": "Type a number."}}
TOP, INDENTED = {"valign": "top"}, {"align": "left", "indent": 1}
HEADER = {"text_wrap": True, **TOP, "bold": True, "bottom": 1, "bg_color": "#E7ECF4"}
PLAIN_TABLE = {"autofilter": False, "style": "Table Style Light 1"}
LINE_HEIGHT = 15  # points
WHOLE, ONE_DECIMAL, TWO_DECIMALS, PLAIN = "#,##0", "#,##0.0", "0.00", "General"
FOUR_DECIMALS = "0.0000"
TYPED, YELLOW = "#,##0.###", "#FFF2CC"  # of a cell that people type in
SHOWN_AS = (WHOLE, ONE_DECIMAL, TWO_DECIMALS, FOUR_DECIMALS)
DIGITS = 10  # of a number in a cell: below lies what summing floats leaves
NUMBER = {"da": "Nr.", "en": "No."}
FOOTER = {"da": "&L&A&RSide &P af &N", "en": "&L&A&RPage &P of &N"}
ENGLISH = {  # what a sheet is called in English
    "Læs mig": "Read me",
    "Resumé": "Summary",
    "Til skemaet": "For the form",
    "Løbende priser": "Current prices",
    "Konti": "Accounts",
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
    "Indsats": "Effort",
    "Omkostninger": "Costs",
    "Konsekvenser": "Consequences",
    "Resultat": "Result",
}
ALWAYS = dt.datetime(1980, 1, 1)  # when made: said of every workbook, so that equal ones are equal


Rows = list[list[Cell]]
Filled = tuple[list[str], Rows]  # names of columns, and rows


class Workbook:
    """A workbook being written, sheet by sheet."""

    def __init__(self, path: Path | BytesIO, lang: str) -> None:
        self._lang = lang
        self._book = xlsxwriter.Workbook(
            path if isinstance(path, BytesIO) else str(path),
            # In memory, for files on the way would have the line ends of the system.
            {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True},
        )
        self._book.set_properties({"created": ALWAYS})
        self._formats = {
            (name, strong): self._book.add_format({"num_format": name, "bold": strong, **TOP})
            for name in (*SHOWN_AS, PLAIN)
            for strong in (False, True)
        }
        self._texts = {
            strong: self._book.add_format({"bold": strong, **INDENTED, **TOP})
            for strong in (False, True)
        }
        self._bold = self._book.add_format({"bold": True, "font_size": TITLE_SIZE})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
        self._typed = self._book.add_format({"num_format": TYPED, "bg_color": YELLOW, "border": 1})
        self._tables = 0
        self._header = self._book.add_format({**HEADER, **INDENTED})
        self._first_header = self._book.add_format(HEADER)
        self._header_of_numbers = self._book.add_format({**HEADER, "align": "right"})

    @property
    def lang(self) -> str:
        """Return the language of the workbook."""
        return self._lang

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
                shown = self._wrapped if place else self._bold
                sheet.merge_range(place, 0, place, 1, row[0], shown)
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
        row before it. A total that stands after years is their sum, live.
        """
        live = None if numbered else summed(table, self._lang)
        self.stack(name, [SheetTable(table, number_format, live, numbered=numbered)])

    def stack(self, name: str, blocks: Sequence[SheetTable]) -> None:
        """Add a sheet with tables one below the other; the header of the first is frozen."""
        sheet = self._sheet(name)
        filled = [self._filled(block) for block in blocks]
        widths = _widths(filled)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(HEAD_ROWS, 1)
        for block, top, (columns, rows) in zip(blocks, tops(blocks), filled, strict=True):
            self._title(sheet, block, top)
            self._head(sheet, columns, rows, top + 1)
            sheet.set_row(top + 1, _height(columns, widths))
            self._rows(sheet, block, Spot(top=top), rows, widths)
        end = sum(block.height for block in blocks) - BETWEEN - 1
        drawn = any(block.below for block in blocks)
        sheet.print_area(0, 0, end, max(len(widths), drawn * _columns_drawn(widths)) - 1)
        # A header is repeated on the pages after its own: that of the last is of all that is there.
        last = tops(blocks)[-1]
        sheet.repeat_rows(last, last + HEAD_ROWS - 1)

    def place(self, name: str, top: int = 0) -> Spot:
        """Return where a table of a sheet lies, for formulas on others."""
        return Spot(self.called(name), top)

    def called(self, name: str) -> str:
        """Return what a sheet is called in the language of the workbook."""
        return name if self._lang == "da" else ENGLISH[name]

    def name_cell(self, name: str, address: str) -> None:
        """Give a cell a name that formulas and people know it by."""
        sheet, cell = address.rsplit("!", 1)
        self._book.define_name(name, f"={sheet}!{_held(cell)}")

    def draw(self, name: str, drawing: NativeChart) -> None:
        """Draw a chart on a sheet that is there."""
        sheet = self._book.get_worksheet_by_name(self.called(name))
        drawing.insert(self._book, sheet)

    def _filled(self, block: SheetTable) -> Filled:
        """Return the names of columns and the rows of a table, numbered where they are to be."""
        columns, rows = heads(block.table, self._lang), cells(block.table, self._lang)
        rows = [_with_years(columns, row, WORDS[self._lang]["year"]) for row in rows]
        if not block.numbered:
            return columns, rows
        counted = [[place, *row] for place, row in enumerate(rows, start=1)]
        return [NUMBER[self._lang], *columns], counted

    def _title(self, sheet: Any, block: SheetTable, top: int) -> None:
        title = block.table.title.text(self._lang)
        if block.title:
            sheet.write_formula(top, 0, f"={block.title}", self._bold, title)
        else:
            sheet.write(top, 0, title, self._bold)

    def _rows(
        self, sheet: Any, block: SheetTable, place: Spot, rows: Rows, widths: Sequence[int]
    ) -> None:
        for number, (row, shown) in enumerate(zip(rows, block.formats(), strict=True)):
            line = place.top + HEAD_ROWS + number
            formulas = [
                block.live(place, number, at) if block.live else "" for at in range(len(row))
            ]
            for at, (cell, formula) in enumerate(zip(row, formulas, strict=True)):
                strong = number in block.table.strong
                typed = (number, at) in block.typed
                if typed:
                    sheet.data_validation(line, at, line, at, ANY_NUMBER | A_NUMBER[self._lang])
                style = self._typed if typed else self._formats[shown, strong]
                if isinstance(cell, str) and at:
                    style = self._texts[strong]
                elif isinstance(cell, int) and not typed:  # a year, or a place in a row
                    style = self._formats[PLAIN, False]
                self._cell(sheet, (line, at), cell, formula, style)
            if _height(row, widths) > LINE_HEIGHT:
                sheet.set_row(line, _height(row, widths))

    def _cell(self, sheet: Any, at: tuple[int, int], cell: Cell, formula: str, shown: Any) -> None:
        if formula:
            value = written(cell) if isinstance(cell, float) else cell
            sheet.write_formula(*at, f"={formula}", shown, "" if value is None else value)
        elif isinstance(cell, float):
            sheet.write(*at, written(cell), shown)
        elif isinstance(cell, str) and len(cell) > TEXT_WIDTH:
            sheet.write(*at, cell, self._wrapped)
        else:
            sheet.write(*at, cell, shown)

    def _head(self, sheet: Any, columns: Sequence[str], rows: Rows, top: int) -> None:
        """Write the names of columns: of a real table, or as numbers where they are years."""
        shown = [self._header_over(at, [row[at] for row in rows]) for at in range(len(columns))]
        if any(column.isdigit() for column in columns):
            for place, (column, style) in enumerate(zip(columns, shown, strict=True)):
                sheet.write(top, place, int(column) if column.isdigit() else column, style)
            return
        self._tables += 1
        heads = [
            {"header": column or " ", "header_format": style}
            for column, style in zip(columns, shown, strict=True)
        ]
        about = {"columns": heads, "name": f"Tabel_{self._tables}", **PLAIN_TABLE}
        sheet.add_table(top, 0, top + max(len(rows), 1), len(columns) - 1, about)

    def _header_over(self, at: int, column: Sequence[Cell]) -> Any:
        if any(isinstance(cell, int | float) for cell in column):
            return self._header_of_numbers
        return self._header if at else self._first_header

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(self.called(name))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(FOOTER[self._lang])
        return sheet


def _with_years(columns: Sequence[str], row: Sequence[Cell], called: str) -> list[Cell]:
    """Return a row in which a year is a number, though a page shows it as a word."""
    return [
        int(cell) if name == called and isinstance(cell, str) and cell.isdigit() else cell
        for name, cell in zip(columns, row, strict=True)
    ]


def _held(cell: str) -> str:
    """Return the address of a cell with row and column held: ``$B$12`` of ``B12``."""
    row, column = xl_cell_to_rowcol(cell)
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def _widths(filled: Sequence[Filled]) -> list[int]:
    """Return the width of each column of a sheet, that of the widest of its tables."""
    each = [
        [_width(name, [row[at] for row in rows]) for at, name in enumerate(columns)]
        for columns, rows in filled
    ]
    return [max(at) for at in zip_longest(*each, fillvalue=0)]


def _columns_drawn(widths: Sequence[int]) -> int:
    """Return how many columns two charts side by side take."""
    wide, columns = 2 * WIDTH, 0
    while wide > 0:
        letters = widths[columns] if columns < len(widths) else USUAL_WIDTH
        wide, columns = wide - PIXELS_A_LETTER * letters, columns + 1
    return columns


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


def read_me(finding: Head, lang: str) -> list[list[Cell]]:
    """Return the rows of the sheet that says how to read the others."""
    words = WORDS[lang]
    both = named(finding.given)
    given: list[list[Cell]] = [[words["in_both"], both]] if both else []
    law: list[list[Cell]] = [[line] for line in law_lines(finding.law, lang)]
    patch: list[list[Cell]] = [[line] for line in patch_lines(finding.patched, lang)]
    sources = references_told(each.source for each in finding.assumptions)
    notices: list[list[Cell]] = [[said.text(lang)] for said in (*finding.warnings, *sources)]
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
        [words["simulated"]],
        *notices,
    ]
