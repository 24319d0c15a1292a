"""Spell files: CSV or Parquet, read into the table that settlement and fitting take.

Refuses what it does not know, with file, line, what was got and the nearest right thing; a
value that looks like a CPR number is refused without being repeated. What a spell must be is
said in `records.spells`; here it is read.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import LawBook, load
from borgerflow.sim.records.files.columns import as_dates, as_numbers
from borgerflow.sim.records.files.cpr import refuse_cpr, refuse_cpr_header
from borgerflow.sim.records.files.text import read_cells
from borgerflow.sim.records.spells import COLUMNS, code_spells, refuse_columns

PARQUET = b"PAR1"
NUMBERS = ("share", "weekly_amount")
DATES = ("start", "end")


def read_spells(path: Path | str, law: LawBook | None = None) -> pd.DataFrame:
    """Return the spells of a file: citizen, scheme, start, end, category, share, weekly_amount.

    Citizens of a CSV file are text, so that ``007`` stays ``007``. An empty ``end`` is a spell
    still under way (NaT); an empty ``share`` is 1.

    Parameters
    ----------
    path : path
        CSV (comma or semicolon, UTF-8, decimal point or comma throughout) or Parquet.
    law : LawBook, optional
        Whose schemes and categories are known; by default the packaged ones.

    Raises
    ------
    InputError
        At the first thing that does not hold.
    """
    file = Path(path)
    table = _parquet(file) if _is_parquet(file) else _csv(file)
    frame = _typed(table)
    code_spells(frame, law or load().law, table.place)
    return frame


@dataclass(frozen=True)
class _Table:
    """The cells of a file, and where each row stands."""

    file: Path
    frame: pd.DataFrame
    rows: Ints
    unit: str  # what the file calls a row

    def place(self, row: int) -> str:
        """Return where a row stands: file and line."""
        return f"{self.file}, {self.unit} {self.rows[row]}"


def _is_parquet(file: Path) -> bool:
    if not os.path.exists(file):  # which no name is too long for
        raise InputError(f"{file} does not exist; expected a file of spells, CSV or Parquet.")
    if os.path.isdir(file):
        raise InputError(f"{file} is a folder; expected a file of spells, CSV or Parquet.")
    try:
        with file.open("rb") as opened:
            return opened.read(len(PARQUET)) == PARQUET
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from None


def _csv(file: Path) -> _Table:
    cells = read_cells(file)
    _refuse_header(cells.header, f"{file}, line 1")
    frame = cells.frame.set_axis(list(cells.header), axis="columns")
    return _Table(file, frame, cells.lines, "line")


def _parquet(file: Path) -> _Table:
    try:
        with file.open("rb") as opened:  # pyarrow takes no names that are not UTF-8
            frame = pd.read_parquet(opened)
    except (pa.ArrowException, ValueError, OSError) as error:
        raise InputError(f"{file} is no readable Parquet file: {error}.") from None
    _refuse_header(tuple(map(str, frame.columns)), str(file))
    if frame.empty:
        raise InputError(f"{file} holds no rows.")
    return _Table(file, frame.reset_index(drop=True), np.arange(1, len(frame) + 1), "row")


def _refuse_header(header: tuple[str, ...], place: str) -> None:
    refuse_cpr_header(header, place)
    refuse_columns(header, place)


def _typed(table: _Table) -> pd.DataFrame:
    frame = table.frame[[name for name in COLUMNS if name in table.frame]].copy()
    for name in frame.columns:
        if not _is_dated(frame[name]) and not _is_amount(frame[name], name):
            refuse_cpr(frame[name], name, table.place)
    for name in DATES:
        frame[name] = _dates(frame[name], name, table)
    texts = {name: frame[name] for name in NUMBERS if name in frame and _is_text(frame[name])}
    for name, numbers in as_numbers(texts, table.place).items():
        frame[name] = numbers
    if "category" in frame:
        frame["category"] = frame["category"].replace("", None)
    return frame


def _dates(column: pd.Series, name: str, table: _Table) -> pd.Series:
    if _is_text(column):
        return as_dates(column, name, table.place)
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        raise InputError(f"{table.file}: {name} has a time zone; expected plain dates.")
    return column


def _is_text(column: pd.Series) -> bool:
    return not (_is_dated(column) or pd.api.types.is_numeric_dtype(column.dtype))


def _is_dated(column: pd.Series) -> bool:
    return pd.api.types.is_datetime64_any_dtype(column.dtype)


def _is_amount(column: pd.Series, name: str) -> bool:
    return name in NUMBERS and pd.api.types.is_numeric_dtype(column.dtype)
