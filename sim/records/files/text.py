"""Text files as cells: encoding, delimiter and structure, with the line of every row.

What is refused is refused with file and line, and without repeating a cell.
"""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.errors import InputError

BYTE_ORDER_MARK = "\ufeff"
DELIMITERS = (";", ",")
BINARY = {
    b"PK\x03\x04": "an Excel workbook or zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
    b"\x1f\x8b": "a gzip file",
}


@dataclass(frozen=True)
class Cells:
    """A delimited text: the header, and the rows with the line that each stands on."""

    header: tuple[str, ...]
    frame: pd.DataFrame  # all cells as text, columns numbered
    lines: Ints


def read_cells(file: Path) -> Cells:
    """Return the cells of a comma or semicolon separated UTF-8 file.

    Raises
    ------
    InputError
        If it is no such text, holds no rows, or a row is longer or shorter than the header.
    """
    text = _text(file)
    first, _, rest = text.partition("\n")
    delimiter = next((d for d in DELIMITERS if d in first), None)
    if delimiter is None:
        raise InputError(
            f"{file}, line 1: the header holds no comma and no semicolon; expected column"
            " names with one of them between."
        )
    header = tuple(next(csv.reader([first], delimiter=delimiter)))
    if not rest.strip():
        raise InputError(f"{file} holds a header and no rows.")
    if '"' in rest:
        return _quoted_cells(file, header, rest, delimiter)
    lines = _full_lines(file, header, rest, delimiter)
    frame = pd.read_csv(
        io.StringIO(rest),
        sep=delimiter,
        header=None,
        names=list(range(len(header))),
        dtype=str,
        na_filter=False,
        quoting=csv.QUOTE_NONE,
        skip_blank_lines=True,
    )
    return Cells(header, frame, lines)


def _text(file: Path) -> str:
    data = file.read_bytes()
    if not data.strip():
        raise InputError(f"{file} is empty; expected a header and rows.")
    for mark, kind in BINARY.items():
        if data.startswith(mark):
            raise InputError(f"{file} is {kind}; expected CSV in UTF-8 or Parquet.")
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise InputError(f"{file}, line {line}: holds a NUL byte; expected text in UTF-8.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(
            f"{file}, line {line}: byte 0x{data[error.start]:02x} is not UTF-8; the file is"
            " probably in Windows-1252 (ISO-8859-1). Save it as UTF-8."
        ) from None
    return text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def _full_lines(file: Path, header: tuple[str, ...], rest: str, delimiter: str) -> Ints:
    """Return the line of each row; refuse a row with more or fewer cells than the header."""
    data = np.frombuffer(rest.encode("utf-8"), dtype=np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    if not len(ends) or ends[-1] != len(data) - 1:
        ends = np.append(ends, len(data))
    starts = np.concatenate(([0], ends[:-1] + 1))
    filled = np.flatnonzero(ends > starts)
    marks = np.flatnonzero(data == ord(delimiter))
    cells = np.searchsorted(marks, ends) - np.searchsorted(marks, starts) + 1
    wrong = filled[cells[filled] != len(header)]
    if wrong.size:
        _refuse_length(file, int(wrong[0]) + 2, int(cells[wrong[0]]), header)
    return filled + 2


def _quoted_cells(file: Path, header: tuple[str, ...], rest: str, delimiter: str) -> Cells:
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter, strict=True)
    rows, lines, line = [], [], 2
    try:
        for row in reader:
            if row and len(row) != len(header):
                _refuse_length(file, line, len(row), header)
            if row:
                rows.append(row)
                lines.append(line)
            line = reader.line_num + 2
    except csv.Error as error:
        raise InputError(f"{file}, line {line}: this is not CSV: {error}.") from None
    frame = pd.DataFrame(rows, columns=range(len(header)), dtype=str)
    return Cells(header, frame, np.array(lines, dtype=np.int64))


def _refuse_length(file: Path, line: int, cells: int, header: tuple[str, ...]) -> None:
    raise InputError(f"{file}, line {line}: got {cells} cells; the header has {len(header)}.")
