"""The shapes in which jobindsats answers with JSON: versions 3 and 2, and what its page reads."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.published.extract import Placed

V3 = Wording(da="JSON fra jobindsats, version 3", en="a jobindsats JSON, version 3")
V2 = Wording(da="JSON fra jobindsats, version 2", en="a jobindsats JSON, version 2")
PAGE = Wording(da="JSON fra jobindsats' webside", en="a JSON of the jobindsats page")


@dataclass(frozen=True, kw_only=True)
class HeldRows:
    """Rows with a name for each column, and a second name where the file has one."""

    file: Path
    shape: Wording
    names: Sequence[str]
    also: Sequence[str]
    rows: Sequence[Sequence[object]]
    numbers: Sequence[int]
    row_at: Callable[[int], Wording]
    table: str = ""
    encoding: str | None = "UTF-8"
    delimiter: str | None = None
    sheet: str | None = None
    header_at: int | None = None
    skipped: Sequence[Placed] = ()
    assumed: Sequence[Placed] = ()

    def column(self, place: int) -> list[object]:
        """Return the cells of a column."""
        return [row[place] for row in self.rows]


def rows_of_json(file: Path, content: Any) -> HeldRows:
    """Return the rows of an answer in any of the shapes.

    Raises
    ------
    InputError
        If it has none of them, no rows, or a row of another length.
    """
    first = content[0] if isinstance(content, list) and content else content
    if isinstance(first, dict):
        for shape, labels, rows in SHAPES:
            if isinstance(first.get(labels), list) and isinstance(first.get(rows), list):
                names, also = NAMES[labels](first[labels])
                return _held(file, shape, names, also, first[rows])
    raise InputError(
        Wording(
            f"{file} er JSON, men ikke et svar fra jobindsats; der skal være columns og rows, "
            "Variables og Data, eller header og data.",
            f"{file} is JSON but no answer of jobindsats; expected columns and rows, Variables and"
            " Data, or header and data.",
        )
    )


def _held(
    file: Path, shape: Wording, names: list[str], also: list[str], rows: list[Any]
) -> HeldRows:
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, list) or len(row) != len(names):
            got = len(row) if isinstance(row, list) else 0
            said = Wording(
                f": der er {got} celler; der skal være {len(names)}, én for hver kolonne.",
                f": got {got} cells; expected {len(names)}, as there are columns.",
            )
            raise InputError(f"{file}, " + row_at(number) + said)
        _refuse_nested(file, number, row)
    if not rows:
        said = Wording(" har ingen rækker.", " holds no rows.")
        raise InputError(str(file) + said)
    return HeldRows(
        file=file,
        shape=shape,
        names=names,
        also=also,
        rows=rows,
        numbers=range(1, len(rows) + 1),
        row_at=row_at,
    )


def _refuse_nested(file: Path, number: int, row: list[Any]) -> None:
    """Refuse a cell that holds cells of its own."""
    nested = [n for n, cell in enumerate(row, start=1) if isinstance(cell, (list, dict))]
    if nested:
        said = Wording(
            f": celle {nested[0]} er selv en liste; der skal stå et tal eller en tekst.",
            f": cell {nested[0]} is a list itself; expected a number or a text.",
        )
        raise InputError(f"{file}, " + row_at(number) + said)


def row_at(number: int) -> Wording:
    """Return what to call a row of an answer, from 1."""
    return Wording(f"række {number}", f"row {number}")


def _of_labels(columns: list[Any]) -> tuple[list[str], list[str]]:
    """Return labels as names; version 3 may have an object with a label for each."""
    names = [
        str(each.get("label") or each.get("name") or "") if isinstance(each, dict) else str(each)
        for each in columns
    ]
    return _unique(names), [""] * len(names)


def _of_variables(columns: list[Any]) -> tuple[list[str], list[str]]:
    """Return the machine names of version 2 with their labels."""
    each = [column if isinstance(column, dict) else {} for column in columns]
    labels = [str(column.get("Label") or "") for column in each]
    names = [str(column.get("Name") or label) for column, label in zip(each, labels, strict=True)]
    return _unique(names), labels


def _of_page(columns: list[Any]) -> tuple[list[str], list[str]]:
    """Return the labels of the last of two rows, where they are empty those of the first."""
    rows = [row for row in columns if isinstance(row, list)] or [columns]
    labels = [_label(cell) for cell in rows[-1]]
    above = [_label(cell) for cell in rows[0]] if len(rows) > 1 else labels
    padded = [*above, *[""] * (len(labels) - len(above))]
    names = [label or over for label, over in zip(labels, padded, strict=False)]
    return _unique(names), [""] * len(names)


def _label(cell: Any) -> str:
    return str(cell.get("label") or cell.get("name") or "") if isinstance(cell, dict) else str(cell)


def _unique(names: list[str]) -> list[str]:
    """Return names that differ: the second of one name is ``name (2)``."""
    seen: Counter[str] = Counter()
    made = []
    for name in names:
        seen[name] += 1
        made.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return made


# By shape: the keys of its labels and of its rows.
SHAPES = (
    (V3, "columns", "rows"),
    (V2, "Variables", "Data"),
    (PAGE, "header", "data"),
)
NAMES: dict[str, Callable[[list[Any]], tuple[list[str], list[str]]]] = {
    "columns": _of_labels,
    "Variables": _of_variables,
    "header": _of_page,
}
