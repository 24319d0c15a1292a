"""The cells of a workbook that somebody filled in, as far as they are read; odd files in words.

A workbook comes by mail and through other programs: whatever is wrong with it, damaged, vast or
half calculated, becomes one message that names the file, the sheet and the cell.
"""

import warnings
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from borgerflow.experiments.authoring.workbook.layout import (
    BUDGET,
    BUDGET_COLUMNS,
    FIRST_VALUE,
    FORM,
    KEY_COLUMN,
    MECHANISMS,
)
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import wrong_with
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.faults import Cell, fault

Cells = Mapping[tuple[int, int], Any]  # by row and column, from 0
SHEETS = (FORM, BUDGET, MECHANISMS)
MOST_ROWS, MOST_COLUMNS = 10_000, 100  # of a sheet; the form has some hundred rows
LAST_ROW = 1_048_576  # of Excel
MOST_LOOKED_AT = 2_000_000  # cells, empty ones too: some seconds
MOST_UNPACKED = 10_000_000  # bytes; an empty form has 100,000
A_FORMULA, AN_ERROR, A_TEXT_RESULT = "f", "e", "str"  # openpyxl's names of kinds of cells
LOOKED_AT: Mapping[str, Collection[int]] = {
    FORM: range(KEY_COLUMN, FIRST_VALUE + 1),
    BUDGET: range(len(BUDGET_COLUMNS) + 2),
    MECHANISMS: range(KEY_COLUMN, LAST_ROW),
}
NO_WORKBOOK = Wording(
    da=" er ikke en Excel-projektmappe (.xlsx), eller den er beskadiget eller har adgangskode.",
    en=" is no Excel workbook (.xlsx), or it is damaged or locked with a password.",
)
TOO_LARGE = Wording(
    da=" er for stor til at være en formular. Kopiér det udfyldte over i en ny fra borgerflow"
    " proposals new --xlsx FIL.",
    en=" is too large for a form. Copy what is filled in to a new one from borgerflow proposals"
    " new --xlsx FILE.",
)
NOT_KEPT = Wording(
    da="formlen har ikke gemt sit resultat; åbn filen i Excel og gem den, eller skriv resultatet.",
    en="the formula has not kept its result; open the file in Excel and save it, or write the"
    " result.",
)


class _Found(NamedTuple):
    """What a cell holds, and of which of Excel's kinds it is."""

    value: Any
    kind: str


Sheets = dict[str, dict[tuple[int, int], _Found]]


def cells_of(path: Path) -> dict[str, Cells]:
    """Return the cells of each sheet that is read; texts without spaces around them.

    Raises
    ------
    InputError
        If the file cannot be read, is too large, lacks a sheet, or a cell that is read holds a
        formula without its result or a text that no proposal may hold.
    """
    found = _opened(path, kept_results=False)
    if any(cell.kind == A_FORMULA for cells in found.values() for cell in cells.values()):
        formulas, found = found, _opened(path, kept_results=True)
        _refuse_not_kept(path, formulas, found)
    return {sheet: _fit_cells(path, sheet, cells) for sheet, cells in found.items()}


def cell_at(sheet: str, row: int, column: int) -> Cell:
    """Return a cell in the order in which faults are told: sheet by sheet, row by row."""
    order = (SHEETS.index(sheet) * MOST_ROWS + row) * MOST_COLUMNS + column
    return Cell(order, f"{sheet}!{get_column_letter(column + 1)}{row + 1}")


def _refuse_not_kept(path: Path, formulas: Sheets, results: Sheets) -> None:
    for sheet, cells in formulas.items():
        for place in sorted(cells.keys() - results[sheet].keys()):
            raise fault(path, cell_at(sheet, *place), NOT_KEPT)


def _fit_cells(path: Path, sheet: str, cells: Mapping[tuple[int, int], _Found]) -> Cells:
    """Return what the cells of a sheet hold, without those whose formula gives an empty text."""
    held = {place: _fit(path, cell_at(sheet, *place), cell) for place, cell in cells.items()}
    return {place: value for place, value in held.items() if value not in (None, "")}


def _fit(path: Path, where: Cell, cell: _Found) -> Any:
    """Return what a cell holds, unless it is an error of Excel or a text that is refused."""
    if cell.kind == AN_ERROR:
        said = Wording(f"formlen giver {cell.value}.", f"the formula gives {cell.value}.")
        raise fault(path, where, said)
    wrong = wrong_with(cell.value) if isinstance(cell.value, str) else None
    if wrong:
        raise fault(path, where, Wording("teksten ", "the text ") + wrong)
    return cell.value


def _opened(path: Path, *, kept_results: bool) -> Sheets:
    """Return what stands in the cells that are read: a formula itself, or the result it kept."""
    try:
        # Of what it does not keep openpyxl warns, and nothing is saved.
        with warnings.catch_warnings(action="ignore"), path.open("rb") as file:
            _refuse_large(path, file)
            book = load_workbook(file, read_only=True, data_only=kept_results)
            _refuse_lacking(path, book.sheetnames)
            return {name: dict(_looked_at(path, book[name])) for name in SHEETS}
    except InputError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        said = Wording(f" kan ikke læses: {reason}.", f" cannot be read: {reason}.")
        raise InputError(str(path) + said) from None
    except Exception:  # whatever a damaged file breaks in openpyxl, zip or XML, of many kinds
        raise InputError(str(path) + NO_WORKBOOK) from None


def _refuse_large(path: Path, file: Any) -> None:
    """Refuse a workbook with a part that is vast when unpacked; pictures are never unpacked."""
    with ZipFile(file) as archive:
        parts = [part for part in archive.infolist() if part.filename.endswith(".xml")]
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise InputError(str(path) + TOO_LARGE)


def _refuse_lacking(path: Path, names: list[str]) -> None:
    for name in SHEETS:
        if name not in names:
            lacks = Wording(f" har intet ark med navnet {name}.", f" has no sheet called {name}.")
            advice = Wording(
                da=" Lav en tom formular med borgerflow proposals new --xlsx FIL.",
                en=" Make an empty one with borgerflow proposals new --xlsx FILE.",
            )
            raise InputError(str(path) + lacks + nearest(name, names) + advice)


def _looked_at(path: Path, sheet: Any) -> Iterator[tuple[tuple[int, int], _Found]]:
    """Yield the cells of a sheet that are read and not empty, as far as a form may reach."""
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    count = 0
    for row, cells in enumerate(sheet.iter_rows(max_row=LAST_ROW)):
        count += len(cells)
        if count > MOST_LOOKED_AT:
            raise InputError(str(path) + TOO_LARGE)
        for column, cell in enumerate(cells):
            value = cell.value.strip() if isinstance(cell.value, str) else cell.value
            empty = value in (None, "") and cell.data_type != A_TEXT_RESULT
            if not empty and column in LOOKED_AT[sheet.title]:
                _refuse_outside(path, sheet.title, row, column)
                yield (row, column), _Found(value, cell.data_type)


def _refuse_outside(path: Path, sheet: str, row: int, column: int) -> None:
    if row >= MOST_ROWS or column >= MOST_COLUMNS:
        said = Wording(
            da="cellen ligger uden for formularen; ryd den.",
            en="the cell lies outside the form; clear it.",
        )
        raise fault(path, cell_at(sheet, row, column), said)
