"""DREAM in a workbook (.xlsx): the first sheet with most weeks in a row, cell by cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.cells.names import name_text
from borgerflow.sim.records.files.dream.blocks import Block, DreamFile, is_blank, odd_cell
from borgerflow.sim.records.files.dream.codes import BLANK
from borgerflow.sim.records.files.dream.header import DreamHeader, header_of, week_names_in
from borgerflow.sim.records.files.dream.weeks import year_in_name
from borgerflow.sim.records.files.formats.workbook import Book, refuse_other_zip, texts_of
from borgerflow.sim.records.files.headers import HEADER_WITHIN
from borgerflow.sim.records.files.table import EXCEL, FileForm, in_row, in_sheet


@dataclass(frozen=True)
class _Sheet:
    """A sheet, the row of its header from nought, and its rows from the top."""

    name: str
    header_at: int
    rows: Sequence[Sequence[Any]]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the cells of the header."""
        return texts_of(self.rows[self.header_at]) if self.rows else ()


def read_workbook_weeks(file: Path, data: bytes) -> DreamFile:
    """Return a workbook with a column a week, each cell a code.

    Raises
    ------
    InputError
        If it is damaged, vast or no workbook, or no sheet names weeks.
    """
    refuse_other_zip(file, data)
    sheets = [_sheet(name, rows) for name, rows in Book(file, data).rows_by_sheet(formulas=True)]
    sheet = max(sheets, key=lambda each: week_names_in(each.names))
    where = in_sheet(file, sheet.name)
    header = header_of(sheet.names, in_row(where, sheet.header_at + 1), year_in_name(file))
    rows = SheetRows(where, sheet, header)
    form = FileForm(kind=EXCEL, sheet=sheet.name, header_at=sheet.header_at + 1)
    return DreamFile(file, header, form, rows.blocks, rows.place)


def _sheet(name: str, rows: Iterator[Sequence[Any]]) -> _Sheet:
    kept = list(rows)
    known = [week_names_in(texts_of(row)) for row in islice(kept, HEADER_WITHIN)]
    return _Sheet(name, int(np.argmax(known)) if known else 0, kept)


@dataclass(frozen=True)
class SheetRows:
    """The rows below the header of a sheet."""

    where: Wording
    sheet: _Sheet
    header: DreamHeader

    def numbered(self) -> Iterator[tuple[int, Sequence[Any]]]:
        """Yield the number, from 1, and the cells of each row that says anything."""
        first = self.sheet.header_at + 1
        for number, row in enumerate(self.sheet.rows[first:], start=first + 1):
            if not all(is_blank(cell) for cell in row):
                lacking = len(self.header.names) - len(row)
                yield number, (*row, *[None] * lacking)

    def place(self, row: int) -> Wording:
        """Return what to call a row."""
        number, _ = next(islice(self.numbered(), row, None))
        return in_row(self.where, number)

    def blocks(self) -> Iterator[Block]:
        """Yield all rows at once; raises at the first cell that is no code."""
        header, kept = self.header, []
        for number, row in self.numbered():
            fault = odd_cell(row, header, in_row(self.where, number))
            if fault:
                raise fault
            kept.append(row)
        if kept:
            yield Block(
                pa.array([name_text(row[header.citizen]) for row in kept], pa.string()),
                {
                    name: pa.array([name_text(row[n]) for row in kept], pa.string())
                    for name, n in header.groups.items()
                },
                np.array([[_code(row[n]) for row in kept] for n in header.week_places], np.int16),
            )


def _code(cell: object) -> int:
    return BLANK if is_blank(cell) else int(float(str(cell)))
