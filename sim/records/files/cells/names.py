"""Names of citizens, schemes and categories, by our names or by their labels."""

from collections.abc import Mapping

import pandas as pd

from borgerflow.sim.params import LawBook
from borgerflow.sim.records.files.cells.texts import distinct, is_mixed
from borgerflow.sim.records.files.headers import bare


def as_names(column: pd.Series) -> pd.Series:
    """Return a column of names as texts without spaces around them; numbers stay numbers.

    A workbook knows a citizen called 17 as a number: there it becomes the text ``17``.
    """
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column
    if is_mixed(column):
        column = pd.Series([name_text(cell) for cell in column], dtype="str")
    return column.astype("str").str.strip()


def name_text(cell: object) -> str:
    """Return a cell of a workbook as the text of a name: the number 17 as ``17``."""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    return "" if cell is None else str(cell)


def scheme_names(law: LawBook) -> dict[str, str]:
    """Return the name of each scheme by every bare form of it: its own and its labels."""
    return {
        bare(form): name
        for name, scheme in law.schemes.items()
        for form in (*scheme.label.values(), name)
    }


def category_names(law: LawBook) -> dict[str, str]:
    """Return the name of each category by its bare form."""
    return {bare(name): name for scheme in law.schemes.values() for name in scheme.categories}


def as_ours(column: pd.Series, ours: Mapping[str, str]) -> pd.Series:
    """Return names as ours where they are known; what is not known stays as it is written."""
    codes, texts = distinct(column)
    names = [ours.get(bare(text), text) for text in texts.to_pylist()]
    return pd.Series(pd.array(names, dtype="str").take(codes))
