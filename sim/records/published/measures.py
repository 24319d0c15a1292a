"""What the columns of numbers of a published table measure, and the numbers themselves."""

import math
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.words.published import Published, PublishedColumn, plain_name
from borgerflow.sim.records.columns import TablePlace
from borgerflow.sim.records.figures import MISSING, VALUE
from borgerflow.sim.records.files.cells.numbers import EXPECTED, as_numbers
from borgerflow.sim.records.published.extract import Extract, MeasuredColumn, Placed

USUAL_MARK: Mapping[str, str | None] = {
    "statbank": None,  # a comma in Danish and a point in English, and thousands are not parted
    "jobindsats": ",",  # a bare 1.234 is thousands
}
LARGEST = sys.float_info.max
BARE_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")
COST = re.compile(r"udgift|kroner|\bkr\.?\b", re.IGNORECASE)
A_HEAD = re.compile(r"\bpr\.?\b|\bper\b", re.IGNORECASE)
UNITS = {r"1\.000 kr|tusind": 1e3, r"mio": 1e6}
STATUS = re.compile(r"\b([0-9]{1,3}) ?(måned(?:er)?|dage?)\b", re.IGNORECASE)
# The days after the last day of a spell on which jobindsats looks, by the months it speaks of.
DAYS_AFTER = {1: 30.0, 3: 92.0, 6: 182.0, 12: 365.0}
NOT_NOUGHT: Mapping[str, Wording] = {
    "suppressed": Wording("diskretioneret, ikke nul", "suppressed, not nought"),
    "missing": Wording("mangler, ikke nul", "missing, not nought"),
}


class MeasuredNumbers(NamedTuple):
    """A column of numbers, what it measures, and what stands in the file."""

    meaning: PublishedColumn
    values: Floats
    statuses: Sequence[str]
    raw: Sequence[str]


def measures_of(extract: Extract, published: Published) -> tuple[PublishedColumn, ...]:
    """Return what each column of numbers measures: by its name, else by its table."""
    return tuple(_measure(column, extract, published) for column in extract.measured)


def _measure(column: MeasuredColumn, extract: Extract, published: Published) -> PublishedColumn:
    names = tuple(filter(None, (column.name, column.also)))
    known = published.column(extract.table, *names)
    if known and known.measure:
        return known
    table = published.tables.get(extract.table)
    label = column.also or column.name
    plain = PublishedColumn("", plain_name(label), 1.0, None, "", is_total=False)
    if COST.search(label) and not A_HEAD.search(label):
        return plain._replace(measure="kroner", factor=_unit_of(label))
    if table is None or not table.measure:
        return plain._replace(measure="") if known else plain
    if table.measure == "kroner":
        return plain
    days = _days_after(label) if table.measure == "share_after_days" else None
    return plain._replace(measure=table.measure, factor=table.factor, days=days)


def _unit_of(label: str) -> float:
    return next((kroner for unit, kroner in UNITS.items() if re.search(unit, label, re.I)), 1.0)


def _days_after(label: str) -> float | None:
    found = STATUS.search(label)
    if found is None:
        return None
    number = int(found[1])
    return DAYS_AFTER.get(number) if found[2].lower().startswith("m") else float(number)


def numbers_of(
    extract: Extract, measures: Sequence[PublishedColumn], published: Published
) -> tuple[MeasuredNumbers, ...]:
    """Return the numbers of each column; what says that there is none is no number, never nought.

    Raises
    ------
    InputError
        At the first cell that is neither a number nor a sign that there is none, or if decimals
        and thousands cannot be told apart.
    """
    tokens = [_statuses(column, extract.publisher, published) for column in extract.measured]
    names = _names_once([column.name for column in extract.measured])
    texts = {
        name: _number_cells(column.cells, statuses)
        for name, column, statuses in zip(names, extract.measured, tokens, strict=True)
    }
    place = TablePlace(extract.place_in_file)
    numbers, mark = as_numbers(texts, place, USUAL_MARK.get(extract.publisher))
    _refuse_point_beside_thousands(extract, mark)
    for name, column, statuses in zip(names, extract.measured, tokens, strict=True):
        _refuse_endless(extract, column, numbers[name], statuses)
    columns = zip(names, extract.measured, measures, tokens, strict=True)
    return tuple(
        _numbers(column, measure, numbers[name], statuses)
        for name, column, measure, statuses in columns
    )


def _names_once(names: Sequence[str]) -> list[str]:
    """Return names with a number behind each that others have before it."""
    return [name if names.index(name) == n else f"{name} ({n + 1})" for n, name in enumerate(names)]


def _refuse_endless(
    extract: Extract, column: MeasuredColumn, numbers: Floats, statuses: Sequence[str | None]
) -> None:
    """Refuse a number that is none, or too large to be one: ``NaN``, ``1e400``."""
    endless = ~np.isfinite(numbers) & np.array([status is None for status in statuses])
    if endless.any():
        row = int(endless.argmax())
        got = quoted(column.name) + Wording(" er ", " is ") + quoted(str(column.cells[row]))
        raise InputError(extract.place_in_file(row) + ": " + got + EXPECTED)


def _numbers(
    column: MeasuredColumn, measure: PublishedColumn, numbers: Floats, statuses: list[str | None]
) -> MeasuredNumbers:
    said = [status or VALUE for status in statuses]
    raw = ["" if cell is None else str(cell) for cell in column.cells]
    return MeasuredNumbers(measure, numbers * measure.factor, said, raw)


def _statuses(column: MeasuredColumn, publisher: str, published: Published) -> list[str | None]:
    """Return for each cell what it says instead of a number; None where it is one."""
    known: dict[object, str | None] = {None: published.status(publisher, "null") or MISSING}
    for cell in dict.fromkeys(each for each in column.cells if isinstance(each, str)):
        known[cell] = published.status(publisher, cell.replace("\u00a0", " "))
    return [known.get(cell) for cell in column.cells]


def _number_cells(cells: Sequence[object], statuses: Sequence[str | None]) -> pd.Series:
    """Return cells as texts or numbers, empty where there is no number."""
    pairs = zip(cells, statuses, strict=True)
    plain = ["" if status else _plain(cell) for cell, status in pairs]
    if all(isinstance(cell, str) for cell in plain):
        return pd.Series(plain, dtype="str")
    return pd.Series(plain, dtype=object)


def _plain(cell: object) -> object:
    """Return a cell with an ASCII minus; a whole number that no float holds is without end."""
    if isinstance(cell, int) and abs(cell) > LARGEST:
        return math.inf
    return cell.replace("\u2212", "-") if isinstance(cell, str) else cell


def _refuse_point_beside_thousands(extract: Extract, mark: str | None) -> None:
    """Refuse ``1.234`` in a file of a publisher with commas in which a point parts decimals."""
    if mark != "." or USUAL_MARK.get(extract.publisher) != ",":
        return
    for column in extract.measured:
        for row, cell in enumerate(column.cells):
            if isinstance(cell, str) and BARE_THOUSANDS.fullmatch(cell.strip()):
                raise InputError(_point(extract, row, column.name, cell))


def _point(extract: Extract, row: int, name: str, cell: str) -> Wording:
    column, got = quoted(name), quoted(cell)
    return (
        extract.place_in_file(row)
        + ": "
        + Wording(
            f"{column.da} er {got.da}, og andre tal i filen har punktum som decimaltegn; det kan "
            "være tusinder eller decimaler. Brug decimalkomma.",
            f"{column.en} is {got.en}, and other numbers of the file have a decimal point; that"
            " may be thousands or decimals. Expected a decimal comma.",
        )
    )


def tokens_told(extract: Extract, numbers: Sequence[MeasuredNumbers]) -> Iterator[Placed]:
    """Yield each cell that says that there is no number, as it is read, and where it stands."""
    for column in numbers:
        for row in np.flatnonzero(np.array(column.statuses) != VALUE).tolist():
            cell, status = column.raw[row].strip(), column.statuses[row]
            got = quoted(cell) if cell else Wording("en tom celle", "an empty cell")
            yield got + " = " + NOT_NOUGHT[status], extract.place(row)
