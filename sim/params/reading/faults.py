"""What is wrong with what was read: the place, and one sentence."""

import textwrap
from pathlib import Path

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.base.texts import named
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.params.reading.kept import Loc

_LONGEST_FAULT = 500
NO_SCHEME = Wording("ingen ordning", "no scheme")
NO_PROPOSAL = Wording("intet forslag", "no proposal")
NO_CATEGORY = Wording("ingen kategori", "no category")
NO_RATE = Wording("ingen sats", "no rate")
NO_PARAMETER = Wording("ingen parameter", "no parameter")
NO_GROUP_OF_CONTACTS = Wording("ingen gruppe af samtaler", "no group of contacts")


class Cell(int):
    """A cell of a workbook in the place of a line: its order, and its address (``Form!C7``)."""

    address: str

    def __new__(cls, order: int, address: str) -> "Cell":
        """Return the cell with an address, ordered among the others."""
        cell = super().__new__(cls, order)
        cell.address = address
        return cell


UNPLACED = Cell(0, "")  # of what no file says, as answers to questions


def placed(line: int, loc: Loc) -> str:
    """Return the name of a field before what is wrong with it; a cell needs none."""
    return "" if not loc or isinstance(line, Cell) else f"{dotted(loc)}: "


def at_line(path: Path | str, line: int) -> Wording:
    """Return file and line, or the cell that stands for it, before what is odd there."""
    if isinstance(line, Cell):
        return same(f"{path}, {line.address}: " if line.address else "")
    return Wording(da=f"{path}, linje {line}: ", en=f"{path}, line {line}: ")


def fault(path: Path, line: int, text: Wording | str) -> ParamError:
    """Return an error that names file and line, or the cell that stands for it."""
    return ParamError(at_line(path, line) + same(text).each(_short))


def _short(text: str) -> str:
    return textwrap.shorten(text, _LONGEST_FAULT)


def dotted(loc: Loc) -> str:
    """Return a field path as people write it: ``a.b.c``."""
    return ".".join(named(part) for part in loc)
