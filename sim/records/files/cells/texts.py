"""Columns of texts; in a workbook, dates and numbers that Excel knows stand between them."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.columns import TablePlace

SHOWN = 40


class Distinct(NamedTuple):
    """The texts of a column, each once in order of appearance, and which one each row has."""

    codes: Ints
    texts: pa.Array  # trimmed; "" where a cell is empty or no text

    def like(self, pattern: str) -> Flags:
        """Tell which texts are wholly as a pattern says."""
        found = pc.match_substring_regex(self.texts, f"^(?:{pattern})$")
        return np.asarray(found.to_numpy(zero_copy_only=False))

    def first_row(self, is_meant: Flags) -> int:
        """Return the first row whose text is one of those meant."""
        return int(is_meant[self.codes].argmax())

    def text(self, row: int) -> str:
        """Return the text of a row."""
        return str(self.texts[int(self.codes[row])])


def distinct(column: pd.Series) -> Distinct:
    """Return the texts of a column, each once."""
    if is_mixed(column):
        cells = pa.array([cell if isinstance(cell, str) else "" for cell in column], pa.string())
    else:
        cells = pa.array(column.astype("str"), from_pandas=True)
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    encoded = pc.fill_null(cells, "").dictionary_encode()
    return Distinct(
        encoded.indices.to_numpy().astype(np.int64), pc.utf8_trim_whitespace(encoded.dictionary)
    )


def is_mixed(column: pd.Series) -> bool:
    """Tell whether a column holds whatever a sheet holds."""
    return bool(column.dtype == object)


def of_kind(column: pd.Series, *kinds: type) -> Flags:
    """Tell which cells of a mixed column are of some kinds; yes and no are no numbers."""
    return np.array(
        [isinstance(cell, kinds) and not isinstance(cell, bool) for cell in column], dtype=bool
    )


def refused(place: TablePlace, row: int, name: str, cell: object, wrong: Wording) -> InputError:
    """Return the refusal of a cell of one of our columns: where, what was got, what is wrong."""
    text = str(cell)
    got = quoted(text if len(text) <= SHOWN else f"{text[:SHOWN]}...")
    return InputError(
        place(row) + ": " + place.column(name) + Wording(" er ", " is ") + got + wrong
    )
