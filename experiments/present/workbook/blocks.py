"""Tables on a sheet: where each lies, how its numbers are shown, and which cells are live."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from borgerflow.experiments.findings.table import Table
from borgerflow.experiments.present.tables import heads
from borgerflow.experiments.present.words import WORDS

HEAD_ROWS = 2  # the title and the names of columns
BETWEEN = 1  # empty rows between tables


@dataclass(frozen=True)
class Spot:
    """Where a table lies: its sheet, nothing if that is the formula's own, and its first row."""

    sheet: str = ""
    top: int = 0

    def cell(self, row: int, column: int) -> str:
        """Return the address of a cell of the table."""
        return self._on_sheet(xl_rowcol_to_cell(self.top + HEAD_ROWS + row, column))

    def head(self, column: int) -> str:
        """Return the address of the name of a column, its row held."""
        row = self.top + HEAD_ROWS - 1
        return self._on_sheet(xl_rowcol_to_cell(row, column, row_abs=True))

    def heads(self, first: int, last: int) -> str:
        """Return the address of the names of some columns, held."""
        row = self.top + HEAD_ROWS - 1
        return self._on_sheet(xl_range_abs(row, first, row, last))

    def span(self, first: tuple[int, int], last: tuple[int, int]) -> str:
        """Return the address of the cells from one (row and column) to another."""
        ends = (xl_rowcol_to_cell(self.top + HEAD_ROWS + row, at) for row, at in (first, last))
        return self._on_sheet(":".join(ends))

    def column(self, at: int, rows: int) -> str:
        """Return the address of a column of the table, held."""
        first, last = self.top + HEAD_ROWS, self.top + HEAD_ROWS + max(rows, 1) - 1
        return self._on_sheet(xl_range_abs(first, at, last, at))

    def _on_sheet(self, address: str) -> str:
        return f"'{self.sheet}'!{address}" if self.sheet else address


Live = Callable[[Spot, int, int], str]  # place, row and column of a cell: its formula, or ""


@dataclass(frozen=True)
class SheetTable:
    """A table of a sheet.

    ``shown`` is one number format for all rows, or one for each. ``live`` gives the formula of a
    cell whose number is then the result that is kept beside it. ``title`` is a formula for the
    title; ``below`` are rows left free for charts; ``typed`` the cells, row and column, that people
    type in.
    """

    table: Table
    shown: str | Sequence[str]
    live: Live | None = None
    numbered: bool = False
    title: str = ""
    below: int = 0
    typed: frozenset[tuple[int, int]] = frozenset()

    @property
    def height(self) -> int:
        """Return how many rows it takes, those left free below it included."""
        return HEAD_ROWS + max(len(self.table.rows), 1) + BETWEEN + self.below

    def formats(self) -> Sequence[str]:
        """Return the number format of each row."""
        return [self.shown] * len(self.table.rows) if isinstance(self.shown, str) else self.shown


def tops(blocks: Sequence[SheetTable]) -> list[int]:
    """Return the row that each of the tables begins in, one below the other."""
    return [sum(block.height for block in blocks[:place]) for place in range(len(blocks))]


def summed(table: Table, lang: str) -> Live:
    """Return what makes a total that stands after years their sum."""
    names = heads(table, lang)
    years = [at for at, name in enumerate(names) if name.isdigit()]
    total = names.index(WORDS[lang]["total"]) if WORDS[lang]["total"] in names else None

    def live(place: Spot, row: int, column: int) -> str:
        if not years or column != total:
            return ""
        return f"SUM({place.span((row, years[0]), (row, years[-1]))})"

    return live
