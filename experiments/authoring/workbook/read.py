"""A workbook that has been filled in, read back as a proposal; every fault names sheet and cell."""

import datetime as dt
import warnings
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from borgerflow.experiments.authoring.answers import understood
from borgerflow.experiments.authoring.draft import MECHANISM, refuse_draft, refuse_name
from borgerflow.experiments.authoring.fields import (
    head_fields,
    mechanism_fields,
    set_at,
    unit_of,
)
from borgerflow.experiments.authoring.remarks import Written
from borgerflow.experiments.authoring.schema import BY_YEAR, schema_of
from borgerflow.experiments.authoring.workbook.layout import (
    BUDGET,
    BUDGET_COLUMNS,
    FIRST_VALUE,
    FORM,
    KEY_COLUMN,
    MECHANISMS,
    NAME_KEY,
    PARTS,
    Row,
    rows_of,
)
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.params import Params
from borgerflow.sim.params.proposals.evidence import FirstGuesses
from borgerflow.sim.params.proposals.proposals import ProposalForm, proposal_of
from borgerflow.sim.params.reading.faults import Cell, fault
from borgerflow.sim.params.reading.forms import Sheet
from borgerflow.sim.params.reading.kept import Loc

Cells = Mapping[tuple[int, int], Any]  # by row and column, from 0


@dataclass
class FilledForm:
    """What a workbook says, and in which cell it says it."""

    path: Path
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Loc, int] = field(default_factory=dict)
    sheet: Sheet[ProposalForm] | None = None

    def put(self, loc: Loc, value: object, cell: Cell) -> None:
        """Set a value, and remember the cell of it and of the fields around it."""
        self.places[loc] = cell
        for length in range(len(loc)):
            self.places.setdefault(loc[:length], cell)
        if value is not None:
            set_at(self.data, tuple(str(part) for part in loc), value)


def read_filled(path: Path, params: Params) -> FilledForm:
    """Return what a workbook says, checked by the reader of proposals.

    Raises
    ------
    InputError
        If it cannot be read, lacks a sheet or a key, or does not hold: with sheet and cell.
    """
    filled = FilledForm(path)
    filled.places |= {(): Cell(0, FORM), ("cost",): _cell(BUDGET, 1, 1)}
    sheets = _sheets(path)
    schema = schema_of(params)
    _form(filled, sheets[FORM], {row.key: row for row in rows_of(head_fields(schema))})
    _budget(filled, sheets[BUDGET])
    rows = {row.key: row for row in rows_of(mechanism_fields(schema))}
    guesses = params.first_guesses
    _mechanisms(filled, sheets[MECHANISMS], rows, guesses.numbers)
    _give_units(filled, {row.field.name for row in rows.values() if row.part}, guesses)
    filled.sheet = refuse_draft(filled.data, params, path, filled.places)
    _refuse_odd_id(filled)
    return filled


def written_in(path: Path, params: Params) -> Written:
    """Return the proposal of a workbook beside the cells it is written in."""
    sheet = read_filled(path, params).sheet
    assert sheet is not None  # read_filled refuses what has none
    usual = params.first_guesses.shares
    return Written(proposal_of(sheet.content, str(sheet.path), usual), sheet)


def _refuse_odd_id(filled: FilledForm) -> None:
    try:
        refuse_name(filled.data["id"])
    except InputError as error:
        raise fault(filled.path, filled.places["id",], "id: " + error.said) from None


def _sheets(path: Path) -> dict[str, Cells]:
    """Return the cells of each sheet that is read."""
    try:
        with warnings.catch_warnings(action="ignore"):  # of what it does not keep; nothing is saved
            book = load_workbook(path, data_only=True)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from None
    except (BadZipFile, InvalidFileException, KeyError, ValueError, ParseError):
        raise InputError(f"{path} is no Excel workbook (.xlsx).") from None
    for name in (FORM, BUDGET, MECHANISMS):
        if name not in book.sheetnames:
            raise InputError(
                f"{path} has no sheet called {name}.{nearest(name, book.sheetnames)}"
                " Make an empty one with borgerflow proposals new --xlsx FILE."
            )
    return {name: _cells(book[name]) for name in (FORM, BUDGET, MECHANISMS)}


def _cells(sheet: Any) -> Cells:
    return {
        (row, column): cell.strip() if isinstance(cell, str) else cell
        for row, cells in enumerate(sheet.iter_rows(values_only=True))
        for column, cell in enumerate(cells)
        if cell is not None and cell != ""
    }


def _form(filled: FilledForm, cells: Cells, rows: Mapping[str, Row]) -> None:
    for place, row in _keys(filled, FORM, cells, rows):
        cell = _cell(FORM, place, FIRST_VALUE)
        value = _value(filled, row, cells.get((place, FIRST_VALUE)), cell)
        filled.put(row.loc, value, cell)


def _budget(filled: FilledForm, cells: Cells) -> None:
    """Read a row for each year: an amount that is not there leaves the year out."""
    columns = {cells.get((0, column)): column for column in range(len(BUDGET_COLUMNS) + 2)}
    for key in BUDGET_COLUMNS:
        if key not in columns:
            raise InputError(f"{filled.path}, {BUDGET}!A1: no column is called {key}.")
    for place in sorted({row for row, _ in cells if row > 0}):
        said = {key: cells.get((place, columns[key])) for key in BUDGET_COLUMNS[1:]}
        if any(value is not None for value in said.values()):
            year = _year(filled, cells.get((place, columns["year"])), place, columns["year"])
            for key in BUDGET_COLUMNS[1:]:
                first, _, part = key.partition(".")
                if any(said[f"{first}.{other}"] is not None for other in PARTS):
                    cell = _cell(BUDGET, place, columns[key])
                    filled.put((first, year, part), said[key], cell)


def _year(filled: FilledForm, year: object, row: int, column: int) -> str:
    """Return the year of a row, if it is one and stands there for the first time."""
    cell = _cell(BUDGET, row, column)
    text = f"{year:.10g}" if isinstance(year, int | float) else str(year or "")
    if not text.isdigit():
        raise fault(filled.path, cell, f"year: got {text!r}; expected a year as 2024.")
    if any(text in filled.data.get(key, {}) for key in BY_YEAR):
        raise fault(filled.path, cell, f"year: {text} stands in two rows.")
    return text


def _mechanisms(
    filled: FilledForm, cells: Cells, rows: Mapping[str, Row], guessed: Collection[str]
) -> None:
    """Read each column that says anything but the first guesses it came with."""
    known = list(_keys(filled, MECHANISMS, cells, rows))
    name_row = next((p for (p, c), key in cells.items() if (c, key) == (KEY_COLUMN, NAME_KEY)), 1)
    last = max((column for _, column in cells), default=0)
    for column in range(FIRST_VALUE, last + 1):
        said = [row for place, row in known if (place, column) in cells]
        name = cells.get((name_row, column))
        if name is None and all(row.field.name in guessed for row in said):
            continue
        cell = _cell(MECHANISMS, name_row, column)
        if not MECHANISM.fullmatch(str(name)) or str(name) in filled.data.get("mechanisms", {}):
            got = "" if name is None else f"got {name!r}; "
            raise fault(filled.path, cell, f"name: {got}expected a new name, as more_talks.")
        filled.places["mechanisms", str(name)] = cell
        for place, row in known:
            cell = _cell(MECHANISMS, place, column)
            value = _value(filled, row, cells.get((place, column)), cell)
            filled.put(("mechanisms", str(name), *row.loc), value, cell)


def _keys(
    filled: FilledForm, sheet: str, cells: Cells, rows: Mapping[str, Row]
) -> Iterator[tuple[int, Row]]:
    """Yield every row that has a key; an unknown key is refused with the nearest."""
    seen = set[str]()
    for (place, column), key in cells.items():
        if column == KEY_COLUMN and place > 0 and key != NAME_KEY:
            where = _cell(sheet, place, column)
            if key not in rows:
                text = f"no field is called {key}.{nearest(str(key), rows)}"
                raise fault(filled.path, where, text)
            if key in seen:
                raise fault(filled.path, where, f"the field {key} stands in two rows.")
            seen.add(key)
            yield place, rows[key]


def _value(filled: FilledForm, row: Row, value: object, cell: Cell) -> Any:
    """Return what a cell says, as the form has it; numbers and days are Excel's own."""
    if value is None:
        return None
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%Y-%m-%d")
    if row.part or row.field.shape in ("number", "day"):
        return value
    if isinstance(value, bool):
        return value
    text = f"{value:.10g}" if isinstance(value, float | int) else str(value)
    try:
        return understood(row.field, text, "en")
    except InputError as error:
        raise fault(filled.path, cell, f"{row.key}: " + error.said) from None


def _give_units(filled: FilledForm, numbers: Set[str], guesses: FirstGuesses) -> None:
    """Give every number the unit of its field; one without a value is unknown."""
    for key, unit in BY_YEAR.items():
        for said in filled.data.get(key, {}).values():
            said["unit"] = unit
    for mechanism in filled.data.get("mechanisms", {}).values():
        kind = str(mechanism.get("kind"))
        for name in numbers & mechanism.keys():
            unit = unit_of(name, kind, guesses)
            mechanism[name] = {"value": None, **mechanism[name], "unit": unit}


def _cell(sheet: str, row: int, column: int) -> Cell:
    """Return a cell in the order in which faults are told: sheet by sheet, row by row."""
    place = (FORM, BUDGET, MECHANISMS).index(sheet)
    order = (place * 10_000 + row) * 100 + column
    return Cell(order, f"{sheet}!{get_column_letter(column + 1)}{row + 1}")
