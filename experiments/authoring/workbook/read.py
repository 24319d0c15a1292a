"""A workbook that has been filled in, read back as a proposal; every fault names sheet and cell."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from borgerflow.experiments.authoring.answers import (
    A_NEW_NAME,
    not_as_expected,
    refuse_odd_text,
    understood,
)
from borgerflow.experiments.authoring.draft import MECHANISM, refuse_draft, refuse_name
from borgerflow.experiments.authoring.fields import (
    head_fields,
    mechanism_fields,
    set_at,
    unit_of,
)
from borgerflow.experiments.authoring.remarks import Written
from borgerflow.experiments.authoring.schema import BY_YEAR, schema_of
from borgerflow.experiments.authoring.workbook.cells import Cells, cell_at, cells_of
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
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.proposals.evidence import FirstGuesses
from borgerflow.sim.params.proposals.proposals import ProposalForm, proposal_of
from borgerflow.sim.params.reading.faults import Cell, fault
from borgerflow.sim.params.reading.forms import Sheet
from borgerflow.sim.params.reading.kept import Loc

NO_FIELD = Wording("intet felt", "no field")
NO_COLUMN = Wording("ingen kolonne", "no column")
A_YEAR = Wording("et år som 2024.", "a year as 2024.")


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
    filled.places |= {(): Cell(0, FORM), ("cost",): cell_at(BUDGET, 1, 1)}
    sheets = cells_of(path)
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


def _form(filled: FilledForm, cells: Cells, rows: Mapping[str, Row]) -> None:
    for place, row in _keys(filled, FORM, cells, rows):
        cell = cell_at(FORM, place, FIRST_VALUE)
        value = _value(filled, row, cells.get((place, FIRST_VALUE)), cell)
        filled.put(row.loc, value, cell)


def _budget(filled: FilledForm, cells: Cells) -> None:
    """Read a row for each year: an amount that is not there leaves the year out."""
    columns = {cells.get((0, column)): column for column in range(len(BUDGET_COLUMNS) + 2)}
    for key in BUDGET_COLUMNS:
        if key not in columns:
            lacking = unknown(NO_COLUMN, key, map(str, columns))
            raise fault(filled.path, cell_at(BUDGET, 0, 0), lacking)
    for place in sorted({row for row, _ in cells if row > 0}):
        said = {key: cells.get((place, columns[key])) for key in BUDGET_COLUMNS[1:]}
        if any(value is not None for value in said.values()):
            year = _year(filled, cells.get((place, columns["year"])), place, columns["year"])
            for key in BUDGET_COLUMNS[1:]:
                first, _, part = key.partition(".")
                if any(said[f"{first}.{other}"] is not None for other in PARTS):
                    cell = cell_at(BUDGET, place, columns[key])
                    filled.put((first, year, part), said[key], cell)


def _year(filled: FilledForm, year: object, row: int, column: int) -> str:
    """Return the year of a row, if it is one and stands there for the first time."""
    cell = cell_at(BUDGET, row, column)
    text = f"{year:.10g}" if isinstance(year, int | float) else str(year or "")
    if not text.isdigit():
        raise fault(filled.path, cell, "year: " + not_as_expected(text, A_YEAR).said)
    if any(text in filled.data.get(key, {}) for key in BY_YEAR):
        said = Wording(f"{text} står i to rækker.", f"{text} stands in two rows.")
        raise fault(filled.path, cell, "year: " + said)
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
        cell = cell_at(MECHANISMS, name_row, column)
        if not MECHANISM.fullmatch(str(name)) or str(name) in filled.data.get("mechanisms", {}):
            raise fault(filled.path, cell, "name: " + _no_name(name))
        filled.places["mechanisms", str(name)] = cell
        for place, row in known:
            cell = cell_at(MECHANISMS, place, column)
            value = _value(filled, row, cells.get((place, column)), cell)
            filled.put(("mechanisms", str(name), *row.loc), value, cell)


def _no_name(name: object) -> Wording:
    """Return that a mechanism is not called as one may be, or has no name."""
    if name is None:
        return Wording("forventede ", "expected ") + A_NEW_NAME
    return not_as_expected(str(name), A_NEW_NAME).said


def _keys(
    filled: FilledForm, sheet: str, cells: Cells, rows: Mapping[str, Row]
) -> Iterator[tuple[int, Row]]:
    """Yield every row that has a key; an unknown key is refused with the nearest."""
    seen = set[str]()
    for (place, column), key in cells.items():
        if column == KEY_COLUMN and place > 0 and key != NAME_KEY:
            where = cell_at(sheet, place, column)
            if key not in rows:
                raise fault(filled.path, where, unknown(NO_FIELD, str(key), rows))
            if key in seen:
                said = Wording(
                    f"feltet {key} står i to rækker.", f"the field {key} stands in two rows."
                )
                raise fault(filled.path, where, said)
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
        refuse_odd_text(text)
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
