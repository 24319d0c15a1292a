"""Text with delimiters: where its header stands, what parts its cells, and its columns.

Cells are read by Arrow; where it says no, the rows are read once more, slowly, to say in which
line and why. No cell is repeated in what is refused here.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from borgerflow.sim.base.arrays import Flags
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.formats.text import utf_8_of
from borgerflow.sim.records.files.headers import (
    HEADER_WITHIN,
    Header,
    header_of,
    most_like_a_header,
)
from borgerflow.sim.records.files.table import CSV, FileForm, FileTable, in_line, refuse_no_rows

DELIMITERS = (";", "\t", ",", "|")
LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
Row = Sequence[str]


@dataclass(frozen=True)
class Lines:
    """A text that is delimited, line by line."""

    file: Path
    data: bytes
    delimiter: str

    def rows(self, first: int = 0, *, strict: bool = False) -> Iterator[tuple[int, int, Row]]:
        """Yield the line in which each row begins, the one after it, and its cells; from 0.

        Lines count as text editors do; a row may run over several, within quotes.
        """
        lines = islice(lines_of(self.data), first, None)
        reader = csv.reader(lines, delimiter=self.delimiter, strict=strict)
        begins = first
        for cells in reader:
            yield begins, first + reader.line_num, cells
            begins = first + reader.line_num


def lines_of(data: bytes) -> Iterator[str]:
    """Yield the lines of a text with their ends."""
    return (found[0].decode("utf-8") for found in LINE.finditer(data) if found[0])


@dataclass(frozen=True)
class _Layout:
    """Where the rows of a text begin, and which cells of them are read."""

    lines: Lines
    header: Header
    header_line: int  # from 0
    first_line: int  # of the rows
    width: int  # cells of a row

    @property
    def used(self) -> tuple[int, ...]:
        """Return the places of the cells that are read."""
        return tuple(self.header.places.values())

    def filled_rows(self) -> Iterator[tuple[int, Row]]:
        """Yield the line, from 1, and the cells of every row that says something."""
        for line, _, cells in self.lines.rows(self.first_line):
            if any(cells[place].strip() for place in self.used if place < len(cells)):
                yield line + 1, cells

    def place(self, row: int) -> Wording:
        """Return in which line a row stands that was read; found by reading again."""
        line, _ = next(islice(self.filled_rows(), row, None))
        return in_line(self.lines.file, line)


def read_delimited(file: Path, data: bytes) -> FileTable:
    """Return the table of a text in which cells are parted by ``;``, tab, ``,`` or ``|``.

    Raises
    ------
    InputError
        If it has no header among its first rows, no rows, or a row of another length.
    """
    text, encoding = utf_8_of(file, data)
    layout = _layout(file, text)
    columns, skipped = _columns(layout)
    is_filled = _is_filled(columns)
    refuse_no_rows(file, int(is_filled.sum()))
    form = FileForm(
        kind=CSV,
        encoding=encoding,
        delimiter=layout.lines.delimiter,
        header_at=layout.header_line + 1,
        empty_rows=skipped + int((~is_filled).sum()),
    )
    cells = columns if is_filled.all() else columns.filter(pa.array(is_filled))
    return FileTable(file, layout.header, cells.to_pandas(), layout.place, form)


def _layout(file: Path, data: bytes) -> _Layout:
    """Return how a text is laid out: the delimiter is the one that shows most names we know."""
    heads = {mark: _head(Lines(file, data, mark)) for mark in DELIMITERS}
    best = {mark: most_like_a_header([cells for *_, cells in rows]) for mark, rows in heads.items()}
    delimiter = max(DELIMITERS, key=lambda mark: best[mark][1])
    lines = Lines(file, data, delimiter)
    line, first_line, names = heads[delimiter][best[delimiter][0]]
    header = header_of(names, in_line(file, line + 1))
    return _Layout(lines, header, line, first_line, _width(lines, len(names), header, first_line))


def _head(lines: Lines) -> list[tuple[int, int, Row]]:
    try:
        return list(islice(lines.rows(), HEADER_WITHIN))
    except csv.Error:  # a cell without end: another delimiter, or what is refused as no header
        return [(0, 1, [])]


def _width(lines: Lines, names: int, header: Header, first_line: int) -> int:
    """Return how many cells a row has: those of the header, but for delimiters at the ends."""
    filled = (len(cells) for *_, cells in lines.rows(first_line) if any(c.strip() for c in cells))
    cells = next(filled, 0)
    refuse_no_rows(lines.file, cells)
    is_cut = cells < names and any(header.names[cells:])
    return names if is_cut else cells


def _columns(layout: _Layout) -> tuple[pa.Table, int]:
    """Return the cells that are read, as text, and how many odd rows said nothing."""
    used = {str(place): ours for ours, place in layout.header.places.items()}
    nameless = [str(place) for place in range(len(layout.header.names), layout.width)]
    skipped: list[str] = []

    def take(row: Any) -> str:
        if row.text.replace(layout.lines.delimiter, "").strip('" \t\xa0'):
            return "error"
        skipped.append("skip")
        return "skip"

    try:
        table = _read_by_arrow(layout, (*used, *nameless), take)
    except pa.ArrowInvalid:
        raise _odd_row(layout) from None
    if not all(pc.all(_is_blank(table[name])).as_py() for name in nameless):
        raise _odd_row(layout, named=True)
    return table.select(list(used)).rename_columns(list(used.values())), len(skipped)


def _read_by_arrow(layout: _Layout, places: Sequence[str], take: Callable[[Any], str]) -> pa.Table:
    data = layout.lines.data
    begins = next(islice(LINE.finditer(data), layout.first_line, None)).start()
    has_quotes = b'"' in data
    return arrow_csv.read_csv(
        pa.BufferReader(pa.py_buffer(data).slice(begins)),
        read_options=arrow_csv.ReadOptions(column_names=[str(n) for n in range(layout.width)]),
        parse_options=arrow_csv.ParseOptions(
            delimiter=layout.lines.delimiter,
            quote_char='"' if has_quotes else False,
            newlines_in_values=has_quotes,
            invalid_row_handler=take,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(places, pa.string()),
            include_columns=list(places),
            strings_can_be_null=False,
        ),
    )


def _is_filled(columns: pa.Table) -> Flags:
    """Tell which rows say anything in the columns that are read."""
    empty = _is_blank(columns["citizen"])
    for name in columns.column_names:
        if not pc.any(empty).as_py():
            break
        empty = pc.and_(empty, _is_blank(columns[name]))
    return np.asarray(~empty.to_numpy())


def _is_blank(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.equal(pc.utf8_trim_whitespace(column), "")


def _odd_row(layout: _Layout, *, named: bool = False) -> InputError:
    """Return the refusal of the first row that is none: of another length, or with open quotes.

    If ``named``, cells beyond the names of the header count as too many.
    """
    lines, line = layout.lines, layout.first_line
    width = len(layout.header.names) if named else layout.width
    try:
        for begins, ends, cells in lines.rows(layout.first_line, strict=True):
            said = cells[:width] if named and not any(c.strip() for c in cells[width:]) else cells
            if any(cell.strip() for cell in cells) and len(said) != width:
                return _other_length(layout, begins, len(cells))
            line = ends
    except csv.Error:
        pass
    where = in_line(lines.file, line + 1)
    return InputError(
        where
        + Wording(
            da=": dette er ikke CSV: en celle i anførselstegn slutter ikke, hvor den skal.",
            en=": this is not CSV: a cell in quotation marks does not end where it should.",
        )
    )


def _other_length(layout: _Layout, line: int, cells: int) -> InputError:
    names, width = len(layout.header.names), layout.width
    others = Wording(f"overskriften har {names}", f"the header has {names}")
    if cells == names:  # where every row ends with a delimiter, but for this one
        others = Wording(f"rækken over har {width}", f"the row above has {width}")
    return InputError(
        in_line(layout.lines.file, line + 1)
        + Wording(f": der er {cells} celler; {others.da}.", f": got {cells} cells; {others.en}.")
    )
