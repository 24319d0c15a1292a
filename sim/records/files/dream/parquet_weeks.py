"""DREAM in Parquet: columns of numbers or of texts, read batch by batch."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import types

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.records.files.dream.blocks import (
    NO_CODE,
    Block,
    DreamFile,
    codes_of,
    odd_cell,
)
from borgerflow.sim.records.files.dream.header import DreamHeader, header_of
from borgerflow.sim.records.files.dream.weeks import year_in_name
from borgerflow.sim.records.files.formats.parquet import ARROW_FAULTS, damaged
from borgerflow.sim.records.files.table import PARQUET, FileForm, in_row

BATCH_ROWS = 5_000  # of two years: they fit the cache of a core


def read_parquet_weeks(file: Path, data: bytes) -> DreamFile:
    """Return a Parquet file with a column a week; a citizen is a text or a whole number.

    Raises
    ------
    InputError
        If it is damaged or has no weeks.
    """
    try:
        held = pq.ParquetFile(pa.BufferReader(data))
    except ARROW_FAULTS:
        raise damaged(file) from None
    header = header_of(held.schema_arrow.names, same(str(file)), year_in_name(file))
    rows = ParquetRows(file, held, header)
    return DreamFile(file, header, FileForm(kind=PARQUET), rows.blocks, rows.place)


@dataclass(frozen=True)
class ParquetRows:
    """The rows of a Parquet file."""

    file: Path
    held: pq.ParquetFile
    header: DreamHeader

    def place(self, row: int) -> Wording:
        """Return what to call a row."""
        return in_row(str(self.file), row + 1)

    def blocks(self) -> Iterator[Block]:
        """Yield the rows, batch by batch; raises at the first cell that is no code."""
        done, header = 0, self.header
        read = (header.citizen, *header.groups.values(), *header.week_places, *header.no_weeks)
        names = [header.names[n] for n in read]
        for batch in self.held.iter_batches(batch_size=BATCH_ROWS, columns=names):
            columns = {n: batch[header.names[n]] for n in read}
            yield self._block(columns, done)
            done += len(batch)

    def _block(self, columns: dict[int, pa.Array], done: int) -> Block:
        header = self.header
        try:
            codes = codes_of([_numbers(columns[n]) for n in header.week_places])
            has_no_weeks = any(
                _numbers(columns[n]).null_count < len(columns[n]) for n in header.no_weeks
            )
        except (pa.ArrowException, ValueError):
            codes, has_no_weeks = None, False
        if codes is None or has_no_weeks:
            raise self._odd_cell(columns, done)
        groups = {name: _texts(columns[n]) for name, n in header.groups.items()}
        return Block(_citizens(columns[header.citizen]), groups, codes)

    def _odd_cell(self, columns: dict[int, pa.Array], done: int) -> InputError:
        """Return the refusal of the first cell that is no code; Arrow names none."""
        cells = {n: column.to_pylist() for n, column in columns.items()}
        for row in range(len(cells[self.header.citizen])):
            said = {n: column[row] for n, column in cells.items()}
            fault = odd_cell(said, self.header, self.place(done + row))
            if fault:
                return fault
        return damaged(self.file)


def _numbers(column: pa.Array) -> pa.Array:
    """Return a column as numbers, missing where it says nothing."""
    kind = column.type
    if types.is_dictionary(kind):
        return _numbers(pc.cast(column, kind.value_type))
    if types.is_floating(kind):
        return pc.if_else(pc.is_nan(column), None, column)
    if types.is_integer(kind) or types.is_null(kind):
        return pc.cast(column, pa.int16())
    texts = pc.utf8_trim_whitespace(pc.cast(column, pa.string()))
    bare = pc.replace_substring_regex(texts, r"\.0$", "")
    return pc.cast(pc.if_else(pc.is_in(bare, pa.array(NO_CODE)), None, bare), pa.int16())


def _texts(column: pa.Array) -> pa.Array:
    return pc.cast(column, pa.string())


def _citizens(column: pa.Array) -> pa.Array:
    return column if types.is_integer(column.type) else _texts(column)
