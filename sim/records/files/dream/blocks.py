"""Blocks of rows of a DREAM file, as numbers: what every kind of file is read into."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.dream.codes import BLANK, MOST
from borgerflow.sim.records.files.dream.header import DreamHeader
from borgerflow.sim.records.files.dream.runs import Codes
from borgerflow.sim.records.files.table import FileForm

NO_CODE = ("", ".", "NA", "NaN", "nan", "NULL")
NO_WEEK_53 = Wording(
    da="der skal ikke stå noget: det år har ikke 53 uger.",
    en="expected nothing: that year has 52 weeks.",
)
EXPECTED_CODE = Wording(
    f"der skal stå en kode fra 1 til {MOST}, eller intet.",
    f"expected a code from 1 to {MOST}, or nothing.",
)


class Block(NamedTuple):
    """Some rows of a file."""

    citizens: pa.Array  # texts, or whole numbers
    groups: Mapping[str, pa.Array]  # texts
    codes: Codes  # [week, row], nought where nothing is written


@dataclass(frozen=True)
class DreamFile:
    """A file whose header was found, and how its rows are read.

    ``place`` says what to call a row, counted from 0.
    """

    path: Path
    header: DreamHeader
    form: FileForm
    blocks: Callable[[], Iterator[Block]]
    place: Callable[[int], Wording]


def odd_cell(
    cells: Sequence[object] | Mapping[int, object], header: DreamHeader, place: Wording
) -> InputError | None:
    """Return the refusal of the first cell of a row that is no code, none where all are."""
    for n in header.week_places:
        if not is_code(cells[n]):
            return _refused(place, header, n, cells[n], EXPECTED_CODE)
    for n in header.no_weeks:
        if not is_blank(cells[n]):
            return _refused(place, header, n, cells[n], NO_WEEK_53)
    return None


def _refused(
    place: Wording, header: DreamHeader, column: int, got: object, expected: Wording
) -> InputError:
    name, said = quoted(header.names[column]), quoted("" if got is None else got)
    where = place + Wording(f", kolonne {name.da}", f", column {name.en}")
    return InputError(where + Wording(f": der står {said.da}; ", f": got {said.en}; ") + expected)


def is_blank(cell: object) -> bool:
    """Tell whether a cell says nothing."""
    return cell is None or str(cell).strip() in NO_CODE


def is_code(cell: object) -> bool:
    """Tell whether a cell is a code, or empty; ``890.0`` is one, as pandas writes it."""
    bare = "" if cell is None else str(cell).strip().removesuffix(".0")
    return bare in NO_CODE or (bare.isascii() and bare.isdigit() and int(bare) <= MOST)


def codes_of(columns: list[pa.Array]) -> Codes | None:
    """Return columns of numbers as codes [week, row]; none where some number is no code."""
    codes = np.empty((len(columns), len(columns[0]) if columns else 0), dtype=np.int16)
    for n, column in enumerate(columns):
        filled = pc.fill_null(column, BLANK).to_numpy(zero_copy_only=False)
        codes[n] = filled
        if filled.dtype != codes.dtype and not np.array_equal(codes[n], filled):
            return None
    in_bounds = codes.size == 0 or (codes.min() >= BLANK and codes.max() <= MOST)
    return codes if in_bounds else None
