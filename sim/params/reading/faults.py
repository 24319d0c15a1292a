"""What is wrong with what was read: the place, and one sentence."""

import textwrap
from pathlib import Path

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params.reading.kept import Loc

_LONGEST_FAULT = 500


class Cell(int):
    """A cell of a workbook in the place of a line: its order, and its address (``Form!C7``)."""

    address: str

    def __new__(cls, order: int, address: str) -> "Cell":
        """Return the cell with an address, ordered among the others."""
        cell = super().__new__(cls, order)
        cell.address = address
        return cell


def fault(path: Path, line: int, text: str) -> ParamError:
    """Return an error that names file and line, or the cell that stands for it."""
    where = line.address if isinstance(line, Cell) else f"line {line}"
    return ParamError(f"{path}, {where}: {textwrap.shorten(text, _LONGEST_FAULT)}")


def dotted(loc: Loc) -> str:
    """Return a field path as people write it: ``a.b.c``."""
    return ".".join(str(part) for part in loc)
