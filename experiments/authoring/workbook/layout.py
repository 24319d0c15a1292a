"""How a workbook for a proposal is laid out: known to who writes it and to who reads it back.

``Form`` has a key in column B and its value in C; ``Budget`` a row for each year; ``Mechanisms``
a column for each mechanism, keys in B. Keys stand in the workbook, so rows may be moved.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from borgerflow.experiments.authoring.fields import Field, Loc

FORM, BUDGET, MECHANISMS, HELP = "Form", "Budget", "Mechanisms", "Help"
KEY_COLUMN, FIRST_VALUE = 1, 2  # columns from 0
MOST_MECHANISMS = 6
MOST_YEARS = 8
NAME_KEY = "name"
PARTS = ("value", "low", "high", "source", "grade")
BUDGET_COLUMNS = (
    "year",
    *(f"{key}.{part}" for key in ("cost", "fte") for part in PARTS),
)
NOT_IN_WORKBOOK = ("excludes_outside", "readings")


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its key, and the field it is of."""

    key: str
    field: Field
    part: str | None = None  # of an estimate

    @property
    def loc(self) -> Loc:
        """Return the place in the form."""
        return (*self.field.loc, self.part) if self.part else self.field.loc


def rows_of(fields: tuple[Field, ...]) -> Iterator[Row]:
    """Yield the rows that some fields need: one, or one for each part of an estimate."""
    for field in fields:
        if field.name in NOT_IN_WORKBOOK:
            continue
        key = ".".join(field.loc)
        if field.shape == "estimate":
            for part in PARTS:
                yield Row(f"{key}.{part}", field, part)
        else:
            yield Row(key, field)
