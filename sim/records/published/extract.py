"""A table of published figures as it stands in a file: dimensions, measures, and where rows are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.texts import wrong_with
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.cpr import refuse_cpr, refuse_cpr_header

Placed = tuple[Wording, Wording]  # a reason, and where it was met


class Member(NamedTuple):
    """A member of a dimension, by code and by label; a file may have only one of them."""

    code: str
    label: str

    @property
    def text(self) -> str:
        """Return what to call it."""
        return self.label or self.code


@dataclass(frozen=True)
class Dimension:
    """A column of members: what each row is about."""

    name: str
    also: str  # its label beside its code, or nothing
    members: tuple[Member, ...]
    places: Ints  # of the member of each row

    def first_row(self, member: int) -> int:
        """Return the first row with a member."""
        return int((self.places == member).argmax())


class MeasuredColumn(NamedTuple):
    """A column of figures as the file has them: numbers, texts, or None."""

    name: str
    also: str
    cells: Sequence[object]


@dataclass(frozen=True, kw_only=True)
class Extract:
    """What a file holds, before it is known what it means."""

    file: Path
    publisher: str
    table: str  # its id in capitals, or nothing
    shape: Wording
    dimensions: tuple[Dimension, ...]
    measured: tuple[MeasuredColumn, ...]
    rows: Sequence[int]  # what the file would call each row
    row_at: Callable[[int], Wording]  # in words, of such a number
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_at: int | None = None
    skipped: Sequence[Placed] = field(default_factory=tuple)
    assumed: Sequence[Placed] = field(default_factory=tuple)

    def place(self, row: int) -> Wording:
        """Return where a row stands: ``line 7``."""
        return self.row_at(self.rows[row])

    def place_in_file(self, row: int) -> Wording:
        """Return where a row stands, with the file."""
        return str(self.file) + Wording(", ", ", ") + self.place(row)

    def refuse_cpr(self) -> None:
        """Refuse a column that is named after the CPR number, or holds one; none is repeated."""
        names = [one.name for one in self.dimensions] + [each.name for each in self.measured]
        refuse_cpr_header(tuple(names), str(self.file))
        for one in self.dimensions:
            texts = [f"{member.code} {member.label}" for member in one.members]
            if any(map(wrong_with, texts)):
                refuse_cpr(pd.Series(texts), one.name, partial(self._place_of_member, one))

    def _place_of_member(self, one: Dimension, member: int) -> Wording:
        return self.place_in_file(one.first_row(member))


def dimension_of(name: str, cells: Sequence[object], *, coded: bool = False) -> Dimension:
    """Return a column as a dimension; ``coded``: ``SY Sygedagpenge`` is a code and its label."""
    held = np.empty(len(cells), dtype=object)
    held[:] = cells
    of_cells, distinct = pd.factorize(held, use_na_sentinel=False)
    of_texts, texts = pd.factorize(
        np.array([_text(cell).strip() for cell in distinct], dtype=object)
    )
    members = [_coded(text) if coded else Member("", text) for text in texts]
    return Dimension(name, "", tuple(members), of_texts[of_cells].astype(np.int64))


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():  # a year in a sheet
        return f"{cell:.0f}"
    return "" if cell is None else str(cell)


def _coded(text: str) -> Member:
    code, _, label = text.partition(" ")
    return Member(code, label.strip())


def crossed(sizes: Sequence[int]) -> list[Ints]:
    """Return the place of the member of each dimension, of every cell of a cube by rows."""
    grids = np.indices(tuple(sizes)).reshape(len(sizes), -1)
    return [grid.astype(np.int64) for grid in grids]
