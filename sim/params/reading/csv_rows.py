"""Reads the rows of a CSV file whose header is known, each with its line."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params.reading.faults import fault
from borgerflow.sim.params.reading.forms import read_text


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line of each row, and its cells by column.

    Raises
    ------
    ParamError
        Naming file and line, if it is no CSV or a row does not fit the columns.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        rows = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as error:
        raise fault(path, reader.line_num, f"this is not CSV: {error}.") from None
    expected = ",".join(columns)
    if not rows:
        raise ParamError(f"{path}: the file is empty; expected the header {expected}.")
    line, header = rows[0]
    if tuple(header) != columns:
        raise fault(path, line, f"got the header {','.join(header)[:80]}; expected {expected}.")
    for line, cells in rows[1:]:
        if len(cells) != len(columns):
            raise fault(path, line, f"got {len(cells)} cells; expected {len(columns)}.")
        yield line, dict(zip(columns, (cell.strip() for cell in cells), strict=True))
