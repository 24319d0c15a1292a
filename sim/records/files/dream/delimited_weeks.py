"""DREAM as delimited text: millions of cells, read by Arrow block by block.

Where Arrow says no, the rows are read once more, slowly, to say in which line and column.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.dream.blocks import (
    NO_CODE,
    Block,
    DreamFile,
    codes_of,
    odd_cell,
)
from borgerflow.sim.records.files.dream.header import DreamHeader, header_of, week_names_in
from borgerflow.sim.records.files.dream.weeks import year_in_name
from borgerflow.sim.records.files.formats.delimited import DELIMITERS, LINE, Lines, Row
from borgerflow.sim.records.files.formats.text import utf_8_of
from borgerflow.sim.records.files.headers import HEADER_WITHIN
from borgerflow.sim.records.files.table import CSV, FileForm, in_line, refuse_no_rows

BLOCK_BYTES = 2**20  # some thousand rows of two years: they fit the cache of a core
WHOLE, WITH_POINT = pa.int16(), pa.float32()  # 890; 890.0, as pandas writes where cells lack
POINT = b".0"
SAID = re.compile(rb"[^\s;,|]")
NO_CSV = Wording(
    da=": dette er ikke CSV: en celle i anførselstegn slutter ikke, hvor den skal.",
    en=": this is not CSV: a cell in quotation marks does not end where it should.",
)


def read_delimited_weeks(file: Path, data: bytes) -> DreamFile:
    """Return a text with a column a week, in which cells are parted by ``;``, tab, ``,`` or ``|``.

    Raises
    ------
    InputError
        If none of its first rows names weeks.
    """
    text, encoding = utf_8_of(file, data)
    heads = {mark: _head(Lines(file, text, mark)) for mark in DELIMITERS}
    best = {mark: max(heads[mark], key=lambda row: week_names_in(row[2])) for mark in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda mark: week_names_in(best[mark][2]))
    line, first_line, names = best[delimiter]
    header = header_of(names, in_line(file, line + 1), year_in_name(file))
    rows = TextRows(Lines(file, text, delimiter), header, first_line)
    refuse_no_rows(file, bool(SAID.search(text, rows.begins)))
    form = FileForm(kind=CSV, encoding=encoding, delimiter=delimiter, header_at=line + 1)
    return DreamFile(file, header, form, rows.blocks, rows.place)


def _head(lines: Lines) -> list[tuple[int, int, Row]]:
    try:
        return list(islice(lines.rows(), HEADER_WITHIN))
    except csv.Error:  # a cell without end: another delimiter, or what is refused as no header
        return [(0, 1, [])]


@dataclass(frozen=True)
class TextRows:
    """The rows of a text."""

    lines: Lines
    header: DreamHeader
    first_line: int

    @property
    def begins(self) -> int:
        """Return the byte at which the first row begins."""
        return next(islice(LINE.finditer(self.lines.data), self.first_line, None)).start()

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Yield the line, from 1, and the cells of every row that is not empty."""
        for line, _, cells in self.lines.rows(self.first_line, strict=True):
            if cells:
                yield line + 1, cells

    def place(self, row: int) -> Wording:
        """Return in which line a row stands; found by reading again."""
        line, _ = next(islice(self.numbered(), row, None))
        return in_line(self.lines.file, line)

    def blocks(self) -> Iterator[Block]:
        """Yield the rows, block by block.

        Raises
        ------
        InputError
            At the first line of another length, or the first cell that is no code.
        """
        try:
            for batch in self._batches():
                yield self._block(batch)
        except pa.ArrowInvalid:
            raise self._odd_row() from None

    def _block(self, batch: pa.RecordBatch) -> Block:
        header = self.header
        codes = codes_of([batch[str(n)] for n in header.week_places])
        has_no_weeks = any(batch[str(n)].null_count < len(batch) for n in header.no_weeks)
        if codes is None or has_no_weeks:
            raise self._odd_row()
        groups = {name: batch[str(n)] for name, n in header.groups.items()}
        return Block(batch[str(header.citizen)], groups, codes)

    def _batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows as Arrow reads them.

        All at once: its streaming reader, refused by a cell, takes the process down as it ends.
        """
        data = self.lines.data
        has_quotes = b'"' in data
        types = self._types()
        table = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(data).slice(self.begins)),
            read_options=arrow_csv.ReadOptions(
                column_names=[str(n) for n in range(len(self.header.names))],
                block_size=BLOCK_BYTES,
                use_threads=False,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self.lines.delimiter,
                quote_char='"' if has_quotes else False,
                newlines_in_values=has_quotes,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=types,
                include_columns=list(types),
                null_values=list(NO_CODE),
                strings_can_be_null=False,
            ),
        )
        yield from table.to_batches()

    def _types(self) -> dict[str, pa.DataType]:
        """Return the kind of each column that is read."""
        header = self.header
        texts = (header.citizen, *header.groups.values())
        number = WITH_POINT if POINT in self.lines.data else WHOLE
        numbers = (*header.week_places, *header.no_weeks)
        return {str(n): pa.string() for n in texts} | {str(n): number for n in numbers}

    def _odd_row(self) -> InputError:
        """Return the refusal of the first row of another length, or with a cell that is no code."""
        line = self.first_line
        try:
            for line, cells in self.numbered():
                place = in_line(self.lines.file, line)
                if len(cells) != len(self.header.names):
                    return _other_length(place, len(cells), len(self.header.names))
                fault = odd_cell(cells, self.header, place)
                if fault:
                    return fault
        except csv.Error:
            pass
        return InputError(in_line(self.lines.file, line + 1) + NO_CSV)


def _other_length(place: Wording, cells: int, names: int) -> InputError:
    said = Wording(
        f": der er {cells} celler; overskriften har {names}.",
        f": got {cells} cells; the header has {names}.",
    )
    return InputError(place + said)
