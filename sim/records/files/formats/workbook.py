"""Workbooks (.xlsx): the first sheet with a header, row by row, within bounds.

A formula shows the value it was saved with; one without such a value is told from an empty cell.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import pandas as pd
from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.columns import REQUIRED
from borgerflow.sim.records.files.cpr import refuse_cpr
from borgerflow.sim.records.files.headers import (
    HEADER_WITHIN,
    Header,
    header_of,
    most_like_a_header,
)
from borgerflow.sim.records.files.table import (
    EXCEL,
    FileForm,
    FileTable,
    in_row,
    in_sheet,
    refuse_no_rows,
    unreadable,
)

CONTENT = "xl/workbook.xml"
MOST_BYTES = 2**31  # unpacked: a sheet of a million rows and ten columns has a fifth of it
MOST_ROWS = 2**20  # that Excel itself has
FORMULAS = (ArrayFormula, DataTableFormula)
NO_VALUE = Wording(
    da=": en formel uden gemt værdi; åbn projektmappen i Excel, og gem den igen.",
    en=": a formula without a kept value; open the workbook in Excel and save it again.",
)
Row = Sequence[Any]
Columns = list[list[Any]]


@dataclass(frozen=True)
class Book:
    """A workbook in memory."""

    file: Path
    data: bytes

    def rows_by_sheet(self, *, formulas: bool) -> Iterator[tuple[str, Iterator[Row]]]:
        """Yield the name and the rows of each sheet, formulas as such or as their values."""
        with self.refusing_damage(), warnings.catch_warnings(action="ignore"):  # nothing is saved
            book = load_workbook(BytesIO(self.data), read_only=True, data_only=not formulas)
            sheets = book.worksheets
        for sheet in sheets:
            sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
            yield sheet.title, self.rows(sheet)

    def rows(self, sheet: Any) -> Iterator[Row]:
        """Yield the rows of a sheet."""
        with self.refusing_damage():
            yield from sheet.iter_rows(values_only=True)

    @contextmanager
    def refusing_damage(self) -> Iterator[None]:
        """Turn whatever openpyxl stumbles over into one message; it declares none of its kinds."""
        try:
            yield
        except Exception as error:
            raise _damaged(self.file) from error


def read_workbook(file: Path, data: bytes) -> FileTable:
    """Return the table of a workbook: the first sheet in which a header is found.

    Raises
    ------
    InputError
        If it is damaged, vast or no workbook, has no header or no rows, or a cell that is read
        holds an error or a formula without a value.
    """
    refuse_other_zip(file, data)
    return _table(Book(file, data))


def _damaged(file: Path) -> InputError:
    return unreadable(
        file,
        "er en beskadiget Excel-projektmappe; åbn den i Excel, og gem den igen.",
        "is a damaged Excel workbook; open it in Excel and save it again.",
    )


def refuse_other_zip(file: Path, data: bytes) -> None:
    """Refuse a zip file that holds no workbook, or one too large to read."""
    try:
        entries = ZipFile(BytesIO(data)).infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise _damaged(file) from None
    if CONTENT not in {entry.filename for entry in entries}:
        raise unreadable(
            file,
            "er en zip-fil, men ikke en Excel-projektmappe; brug CSV, .xlsx eller Parquet.",
            "is a zip file but no Excel workbook; expected CSV, .xlsx or Parquet.",
        )
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _vast(file)


def _vast(file: Path) -> InputError:
    return unreadable(
        file,
        "er for stor (over en million rækker eller 2 GB udpakket); gem arket med forløb som CSV.",
        "is too large (over a million rows or 2 GB unpacked); save the sheet of spells as CSV.",
    )


def _table(book: Book) -> FileTable:
    found = _found(book)
    refuse_cpr(pd.Series([found.name]), "sheet", lambda _: str(book.file))
    used = tuple(found.header.places.values())
    numbers, columns = _filled(book.file, found, used)
    refuse_no_rows(book.file, len(numbers))
    cells = Cells(in_sheet(book.file, found.name), used, numbers, columns)
    _give_values(cells, book, found.name)
    _refuse_errors(cells)
    named = zip(found.header.places, cells.columns, strict=True)
    form = FileForm(
        kind=EXCEL,
        sheet=found.name,
        header_at=found.header_at,
        empty_rows=numbers[-1] - found.header_at - len(numbers),
    )
    frame = pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in named})
    return FileTable(book.file, found.header, frame, cells.place, form)


@dataclass(frozen=True)
class FoundSheet:
    """A sheet in which a header was found: the rows are those below it."""

    name: str
    header_at: int  # row, from 1
    header: Header
    rows: Iterator[Row]


def _found(book: Book) -> FoundSheet:
    """Return the first sheet that has the columns that are needed."""
    best, best_known = None, -1
    for sheet, rows in book.rows_by_sheet(formulas=True):
        head = list(islice(rows, HEADER_WITHIN))
        place, known = most_like_a_header([texts_of(row) for row in head])
        if known > best_known:
            names = texts_of(head[place]) if head else ()
            best, best_known = (sheet, place + 1, names, chain(head[place + 1 :], rows)), known
        if known >= len(REQUIRED):
            break
    if best is None:
        raise _damaged(book.file)
    sheet, row, names, below = best
    return FoundSheet(sheet, row, header_of(names, in_row(in_sheet(book.file, sheet), row)), below)


def texts_of(row: Row) -> tuple[str, ...]:
    """Return the cells of a row as texts."""
    return tuple("" if cell is None else str(cell) for cell in row)


def _filled(file: Path, found: FoundSheet, used: Sequence[int]) -> tuple[list[int], Columns]:
    """Return the numbers of the rows that say something, and their cells by column."""
    numbers, kept = [], []
    for number, row in enumerate(found.rows, start=found.header_at + 1):
        if number > MOST_ROWS:
            raise _vast(file)
        if not row:  # up to the last of a million, where a stray cell may stand
            continue
        said = tuple(row[place] if place < len(row) else None for place in used)
        if any(cell is not None and str(cell).strip() for cell in said):
            numbers.append(number)
            kept.append(said)
    return numbers, [list(column) for column in zip(*kept, strict=True)]


@dataclass(frozen=True)
class Cells:
    """The cells that are read of a sheet, by column, and where they stand."""

    sheet: Wording
    used: Sequence[int]  # place of each column in the sheet
    numbers: Sequence[int]  # of the rows, from 1
    columns: Columns

    def place(self, row: int) -> Wording:
        """Return where a row stands that was read."""
        return in_row(self.sheet, self.numbers[row])

    def address(self, row: int, column: int) -> Wording:
        """Return where a cell stands, as ``C7``."""
        return self.sheet + f", {get_column_letter(self.used[column] + 1)}{self.numbers[row]}"


def _give_values(cells: Cells, book: Book, sheet: str) -> None:
    """Put the value that it was saved with in the place of each formula."""
    found = [(row, n) for n, column in enumerate(cells.columns) for row in _formulas(column)]
    if not found:
        return
    rows = next(rows for name, rows in book.rows_by_sheet(formulas=False) if name == sheet)
    wanted = {cells.numbers[row] for row, _ in found}
    values = {number: row for number, row in enumerate(rows, start=1) if number in wanted}
    for row, n in found:
        value = values[cells.numbers[row]][cells.used[n]]
        if value is None:
            raise InputError(cells.address(row, n) + NO_VALUE)
        cells.columns[n][row] = value


def _formulas(column: list[Any]) -> list[int]:
    """Return the rows in which a formula stands, or a text that begins as one."""
    return [
        row
        for row, cell in enumerate(column)
        if isinstance(cell, FORMULAS) or (isinstance(cell, str) and cell.startswith("="))
    ]


def _refuse_errors(cells: Cells) -> None:
    for n, column in enumerate(cells.columns):
        for row, cell in enumerate(column):
            if isinstance(cell, str) and cell in ERROR_CODES:
                said = Wording(
                    f": fejlen {cell}; der skal stå en værdi.",
                    f": the error {cell}; expected a value.",
                )
                raise InputError(cells.address(row, n) + said)
