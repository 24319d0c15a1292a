"""Reads the rows of a CSV file whose header is known, each with its line."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.base.texts import named, wrong_with
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.faults import fault
from borgerflow.sim.params.reading.forms import read_text


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line of each row, and its cells by column.

    Raises
    ------
    ParamError
        Naming file and line, if it is no CSV, a row does not fit the columns, or a cell holds
        what no text may.
    """
    rows = _rows(path)
    expected = ",".join(columns)
    if not rows:
        said = Wording(
            da=f": filen er tom; der skal stå kolonnerne {expected}.",
            en=f": the file is empty; expected the header {expected}.",
        )
        raise ParamError(str(path) + said)
    line, header = rows[0]
    if tuple(header) != columns:
        got = named(",".join(header))
        said = Wording(
            da=f"kolonnerne er {got}; de skal være {expected}.",
            en=f"got the header {got}; expected {expected}.",
        )
        raise fault(path, line, said)
    for line, cells in rows[1:]:
        yield line, _row(path, line, cells, columns)


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as error:
        said = Wording(f"dette er ikke CSV ({error}).", f"this is not CSV: {error}.")
        raise fault(path, reader.line_num, said) from None


def _row(path: Path, line: int, cells: list[str], columns: tuple[str, ...]) -> dict[str, str]:
    if len(cells) != len(columns):
        said = Wording(
            da=f"der er {len(cells)} celler; der skal være {len(columns)}.",
            en=f"got {len(cells)} cells; expected {len(columns)}.",
        )
        raise fault(path, line, said)
    row = [cell.strip().replace("\r\n", "\n") for cell in cells]
    if wrong_with(";".join(row)):  # all at once: it is quicker
        _refuse_cells(path, line, dict(zip(columns, row, strict=True)))
    return dict(zip(columns, row, strict=True))


def _refuse_cells(path: Path, line: int, row: dict[str, str]) -> None:
    for name, cell in row.items():
        wrong = wrong_with(cell)
        if wrong:
            raise fault(path, line, f"{name} " + wrong)
