"""A workbook that has been filled in, read back as a proposal; every fault names sheet and cell."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from borgerflow.experiments.authoring.answers import A_NEW_NAME, not_as_expected
from borgerflow.experiments.authoring.draft import MECHANISM, Place, refuse_draft, refuse_name
from borgerflow.experiments.authoring.fields import (
    Field,
    head_fields,
    in_words,
    mechanism_fields,
)
from borgerflow.experiments.authoring.remarks import Written
from borgerflow.experiments.authoring.schema import BY_YEAR, Node, schema_of
from borgerflow.experiments.authoring.workbook.cells import Cells, FilledCells, cells_of
from borgerflow.experiments.authoring.workbook.completion import complete
from borgerflow.experiments.authoring.workbook.filled import FilledForm
from borgerflow.experiments.authoring.workbook.layout import (
    ASKED_FIRST,
    BUDGET,
    BUDGET_COLUMNS,
    BUDGET_HEADS,
    EVERY_YEAR,
    FIRST_NAME,
    FIRST_VALUE,
    FORM,
    FRONT,
    KEY_COLUMN,
    MECHANISMS,
    NAME_KEY,
    PARTS,
    YEARS,
    Row,
    rows_of,
)
from borgerflow.sim.base.errors import InputError, nearest, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.proposals.proposals import proposal_of
from borgerflow.sim.world.municipality import with_file_of

NO_FIELD = Wording("intet felt", "no field")
A_YEAR = Wording("et år som 2024.", "a year as 2024.")
Rows = Mapping[str, Row]


def read_filled(path: Path, params: Params, place: Place | None = None) -> FilledForm:
    """Return what a workbook says, checked by the reader of proposals.

    Where it is to be kept in a place, its id may not be taken there.

    Raises
    ------
    InputError
        If it cannot be read, lacks a sheet or a key, or does not hold: every fault is told, with
        sheet and cell.
    """
    return filled_form(path, cells_of(path), params, place)


def filled_form(
    path: Path, cells: FilledCells, params: Params, place: Place | None = None
) -> FilledForm:
    """Return what cells say, wherever they were filled in; refuses as `read_filled` does."""
    filled = FilledForm(path, cells)
    filled.places |= {(): filled.cell(FORM, 0, 0), ("cost",): filled.cell(BUDGET, 1, 1)}
    schema = schema_of(params)
    heads = _rows(head_fields(schema), params)
    acting = _rows(mechanism_fields(schema), params)
    first = _first_name(filled)
    asked = _front(filled, heads, acting, first)
    _form(filled, heads)
    _budget(filled, acting)
    _mechanisms(filled, acting, first)
    complete(filled, asked, _numbers(schema), params)
    _refuse_odd_names(filled, params, place)
    filled.refuse_faults(params)
    filled.sheet = refuse_draft(filled.data, params, path, filled.places)
    return filled


def written_in(path: Path, params: Params) -> Written:
    """Return the proposal of a workbook beside the cells it is written in."""
    sheet = read_filled(path, params).sheet
    assert sheet is not None  # read_filled refuses what has none
    usual = params.first_guesses.shares
    return Written(proposal_of(sheet.content, str(sheet.path), usual), sheet)


def _rows(fields: tuple[Field, ...], params: Params) -> Rows:
    return {row.key: row for row in rows_of(in_words(fields, params))}


def _numbers(schema: Node) -> Mapping[str, bool]:
    """Return the numbers of a mechanism, and whether every mechanism has them."""
    return {f.name: f.needed for f in mechanism_fields(schema) if f.shape == "estimate"}


def _refuse_odd_names(filled: FilledForm, params: Params, place: Place | None) -> None:
    """Remember an id that is no name of a file, or taken, and a municipality's odd file."""
    own, name = filled.own_place, filled.data.get("id", "")
    kept_below = str(filled.data.get("municipality", ""))
    taken = partial(place.refuse_taken, kept_below, name) if place else None
    checks: dict[tuple[str], Callable[[], object]] = {
        ("id",): taken or partial(refuse_name, name),
        ("municipality",): partial(with_file_of, params, str(own) if own else ""),
    }
    for loc, check in checks.items():
        try:
            if not filled.is_told(loc):
                check()
        except InputError as error:
            filled.refuse(loc, filled.places[loc], error.said)


def _first_name(filled: FilledForm) -> str:
    """Return the name of the mechanism that the first sheet asks for."""
    cells = filled.cells.of(MECHANISMS)
    return str(cells.get((_name_row(cells), FIRST_VALUE)) or FIRST_NAME.text(filled.lang))


def _name_row(cells: Cells) -> int:
    return next((p for (p, c), key in cells.items() if (c, key) == (KEY_COLUMN, NAME_KEY)), 1)


def _front(filled: FilledForm, heads: Rows, acting: Rows, first: str) -> dict[str, Any]:
    """Read the ten questions; return the cell of each, and the amounts that hold every year."""
    cells = filled.cells.of(FRONT)
    amounts = {key: Row(key, Field((key,), "number", needed=True)) for key in (*EVERY_YEAR, YEARS)}
    rows = {**heads, **amounts, **{key: acting[key] for key in ASKED_FIRST}}
    asked: dict[str, Any] = {}
    for place, column, row in _keys(filled, FRONT, rows):
        cell = filled.cell(FRONT, place, column)
        loc = row.loc
        if row.key in ASKED_FIRST:
            loc = ("mechanisms", first, *row.loc)
        elif row.key in amounts:
            loc = ("every year", row.key)
        filled.answer(row, loc, cells.get((place, column)), cell)
        asked[row.key] = (loc, cell)
    return asked


def _form(filled: FilledForm, rows: Rows) -> None:
    cells = filled.cells.of(FORM)
    for place, column, row in _keys(filled, FORM, rows):
        cell = filled.cell(FORM, place, column)
        value = cells.get((place, column))
        if value is not None and row.loc in filled.places:
            filled.refuse(row.loc, cell, _answered_before(filled))
        elif row.loc not in filled.places:
            filled.answer(row, row.loc, value, cell)


def _answered_before(filled: FilledForm) -> Wording:
    sheet = FRONT.text(filled.lang)
    return Wording(
        f"der svares på arket {sheet}; ryd cellen.",
        f"it is answered on the sheet {sheet}; clear the cell.",
    )


def _budget(filled: FilledForm, acting: Rows) -> None:
    """Read a row for each year: an amount that is not there leaves the year to the first sheet."""
    cells = filled.cells.of(BUDGET)
    columns = _columns(cells)
    lacking = [key for key in BUDGET_COLUMNS if key not in columns]
    for key in lacking:
        heads = [str(head) for (row, _), head in cells.items() if row == 0]
        filled.refuse(("cost",), filled.cell(BUDGET, 0, 0), _no_column(key, heads))
    for place in sorted({row for row, _ in cells if row > 0} if not lacking else ()):
        said = {key: cells.get((place, columns[key])) for key in BUDGET_COLUMNS[1:]}
        if any(value is not None for value in said.values()):
            year = _year(filled, cells.get((place, columns["year"])), place, columns["year"])
            if year:
                _amounts(filled, year, place, columns)


def _columns(cells: Cells) -> dict[str, int]:
    """Return the column of each key, by what the key or its head is called."""
    heads = {column: str(head).casefold() for (row, column), head in cells.items() if row == 0}
    known = {
        name.casefold(): key
        for key, head in BUDGET_HEADS.items()
        for name in (key, head.da, head.en)
    }
    return {known[head]: column for column, head in heads.items() if head in known}


def _no_column(key: str, heads: list[str]) -> Wording:
    """Return that a column is not there, with the nearest that is."""
    head = BUDGET_HEADS[key]
    near = Wording(nearest(head.da, heads).da, nearest(head.en, heads).en)
    said = Wording(
        f"der findes ingen kolonne med navnet »{head.da}«.", f"no column is called {head.en}."
    )
    return said + near


def _amounts(filled: FilledForm, year: str, place: int, columns: Mapping[str, int]) -> None:
    """Read the cost and the staff of one year."""
    cells = filled.cells.of(BUDGET)
    for key in BUDGET_COLUMNS[1:]:
        first, _, part = key.partition(".")
        if any((place, columns[f"{first}.{other}"]) in cells for other in PARTS):
            cell = filled.cell(BUDGET, place, columns[key])
            row = Row(key, Field((first,), "estimate", needed=True), part)
            filled.answer(row, (first, year, part), cells.get((place, columns[key])), cell)


def _year(filled: FilledForm, year: object, row: int, column: int) -> str:
    """Return the year of a row, if it is one and stands there for the first time."""
    cell = filled.cell(BUDGET, row, column)
    text = f"{year:.10g}" if isinstance(year, int | float) else str(year or "")
    if not text.isdigit():
        filled.refuse(("cost",), cell, not_as_expected(text, A_YEAR).said)
        return ""
    if any(text in filled.data.get(key, {}) for key in BY_YEAR):
        said = Wording(f"{text} står i to rækker.", f"{text} stands in two rows.")
        filled.refuse(("cost",), cell, said)
        return ""
    return text


def _mechanisms(filled: FilledForm, rows: Rows, first: str) -> None:
    """Read each column that says anything; the first is that of the first sheet."""
    cells = filled.cells.of(MECHANISMS)
    known = [(place, row) for place, _, row in _keys(filled, MECHANISMS, rows)]
    name_row = _name_row(cells)
    last = max((column for _, column in cells), default=0)
    last = max(last, FIRST_VALUE)  # which the first sheet speaks of, even if nothing stands there
    for column in range(FIRST_VALUE, last + 1):
        said = any((place, column) in cells for place in [name_row, *(p for p, _ in known)])
        name = cells.get((name_row, column), first if column == FIRST_VALUE else None)
        cell = filled.cell(MECHANISMS, name_row, column)
        taken = column > FIRST_VALUE and str(name) in filled.data.get("mechanisms", {})
        if said and (taken or not MECHANISM.fullmatch(str(name))):
            filled.refuse(("mechanisms", str(name)), cell, _no_name(name))
        elif said or str(name) in filled.data.get("mechanisms", {}):
            filled.places.setdefault(("mechanisms", str(name)), cell)
            for place, row in known:
                _one_number(filled, (str(name), row), place, column)


def _one_number(filled: FilledForm, what: tuple[str, Row], place: int, column: int) -> None:
    """Read one cell of one mechanism."""
    name, row = what
    value = filled.cells.of(MECHANISMS).get((place, column))
    cell = filled.cell(MECHANISMS, place, column)
    loc = ("mechanisms", name, *row.loc)
    if row.field.shape == "weeks":
        loc = (*loc, str(row.part))
    if column == FIRST_VALUE and row.key in ASKED_FIRST:
        if value is not None:
            filled.refuse(loc, cell, _answered_before(filled))
    else:
        filled.answer(row, loc, value, cell)


def _no_name(name: object) -> Wording:
    """Return that a mechanism is not called as one may be, or has no name."""
    if name is None:
        return Wording("der skal stå ", "expected ") + A_NEW_NAME
    return not_as_expected(str(name), A_NEW_NAME).said


def _keys(filled: FilledForm, sheet: Wording, rows: Rows) -> Iterator[tuple[int, int, Row]]:
    """Yield row and column of every answer that has a key; unknown keys are told, with the nearest.

    A row of the first sheet may have several keys: each has a cell, from the first on.
    """
    seen = set[str]()
    for (place, column), keys in filled.cells.of(sheet).items():
        if column != KEY_COLUMN or place == 0 or keys == NAME_KEY:
            continue
        where = filled.cell(sheet, place, column)
        for offset, key in enumerate(str(keys).split() or [str(keys)]):
            if key not in rows:
                filled.refuse(("keys", key), where, unknown(NO_FIELD, key, rows))
            elif key in seen:
                filled.refuse(("keys", key), where, _twice(key))
            else:
                seen.add(key)
                yield place, FIRST_VALUE + offset, rows[key]


def _twice(key: str) -> Wording:
    return Wording(f"feltet {key} står i to rækker.", f"the field {key} stands in two rows.")
