"""Parquet: columns of texts, numbers or dates; what else it can hold is refused by name."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import types

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import same
from borgerflow.sim.records.columns import REQUIRED
from borgerflow.sim.records.files.headers import header_of
from borgerflow.sim.records.files.table import (
    PARQUET,
    FileForm,
    FileTable,
    in_row,
    refuse_no_rows,
    unreadable,
)

INDEX_OF_PANDAS = "__index_level_"
LONGEST_KIND = 40  # signs: a record lists all its fields
READ = (
    *(types.is_string, types.is_large_string, types.is_string_view),
    *(types.is_integer, types.is_floating, types.is_date, types.is_timestamp),
)
ARROW_FAULTS = (pa.ArrowException, ValueError, OSError)


def read_parquet(file: Path, data: bytes) -> FileTable:
    """Return the table of a Parquet file; columns that are not read may hold anything.

    Raises
    ------
    InputError
        If it is damaged, or a column that is read holds lists, records, bytes or times.
    """
    try:
        names = pq.read_schema(pa.BufferReader(data)).names
    except ARROW_FAULTS:
        raise damaged(file) from None
    if not names:
        raise unreadable(
            file,
            "er en Parquet-fil uden kolonner; der skal være borger, ydelse, start og slut.",
            f"is a Parquet file without columns; expected {', '.join(REQUIRED)}.",
        )
    header = header_of([name for name in names if INDEX_OF_PANDAS not in name], same(str(file)))
    try:
        table = pq.read_table(pa.BufferReader(data), columns=list(header.read.values()))
    except ARROW_FAULTS:
        raise damaged(file) from None
    refuse_no_rows(file, table.num_rows)
    cells = {ours: _plain(table[name], name, file) for ours, name in header.read.items()}
    form = FileForm(kind=PARQUET)
    return FileTable(
        file, header, pd.DataFrame(cells), lambda row: in_row(str(file), row + 1), form
    )


def damaged(file: Path) -> InputError:
    """Return that a file is no Parquet that can be read."""
    return unreadable(
        file,
        "er ikke en læsbar Parquet-fil: den er beskadiget eller ufuldstændig.",
        "is no readable Parquet file: it is damaged or not whole.",
    )


def _plain(column: pa.ChunkedArray, name: str, file: Path) -> pd.Series:
    """Return a column as texts, numbers or dates."""
    kind = column.type
    if types.is_dictionary(kind):
        return _plain(pc.cast(column, kind.value_type), name, file)
    if types.is_null(kind):
        return _plain(pc.fill_null(pc.cast(column, pa.string()), ""), name, file)
    if types.is_decimal(kind):
        return _plain(pc.cast(column, pa.float64()), name, file)
    if not any(is_kind(kind) for is_kind in READ):
        raise _odd(file, name, str(kind))
    cells: pd.Series = column.to_pandas(date_as_object=False)
    return cells


def _odd(file: Path, name: str, kind: str) -> InputError:
    said, held = quoted(name), kind if len(kind) <= LONGEST_KIND else f"{kind[:LONGEST_KIND]}..."
    return unreadable(
        file,
        f"har en kolonne {said.da} af typen {held}; der skal være tekst, tal eller datoer.",
        f"has a column {said.en} of type {held}; expected text, numbers or dates.",
    )
