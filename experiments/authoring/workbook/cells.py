"""The cells of a workbook that somebody filled in, as far as they are read; odd files in words.

A workbook comes by mail and through other programs: whatever is wrong with it, damaged, vast or
half calculated, becomes one message that names the file, the sheet and the cell.
"""

import datetime as dt
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
    FRONT,
    KEY_COLUMN,
    MECHANISMS,
    NUMBERS,
    SHEETS,
)
from borgerflow.sim.base.errors import InputError, ParamError, nearest
from borgerflow.sim.base.files import near_file, reason_of
from borgerflow.sim.base.texts import wrong_with
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.params.reading.faults import Cell, fault

Cells = Mapping[tuple[int, int], Any]  # by row and column, from 0
PLACES = {name: place for place, sheet in enumerate(SHEETS) for name in (sheet.da, sheet.en)}
MOST_ROWS, MOST_COLUMNS = 10_000, 100  # of a sheet; the form has some hundred rows
LAST_ROW = 1_048_576  # of Excel
MOST_LOOKED_AT = 2_000_000  # cells, empty ones too: some seconds
MOST_UNPACKED = 10_000_000  # bytes; an empty form has 100,000
A_FORMULA, AN_ERROR, A_TEXT_RESULT = "f", "e", "str"  # openpyxl's names of kinds of cells
LOOKED_AT: Mapping[Wording, Collection[int]] = {
    FRONT: range(KEY_COLUMN, FIRST_VALUE + len(NUMBERS)),
    FORM: range(KEY_COLUMN, FIRST_VALUE + 1),
    BUDGET: range(len(BUDGET_COLUMNS) + 2),
    MECHANISMS: range(KEY_COLUMN, LAST_ROW),
}
A_TIME = Wording(
    da="klokkeslæt og varigheder læses ikke: der skal stå en tekst, et tal eller en dato.",
    en="times and durations are not read: expected a text, a number or a date.",
)
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
    da="formlens resultat er ikke gemt; åbn filen i Excel og gem den, eller skriv resultatet.",
    en="the formula has not kept its result; open the file in Excel and save it, or write the"
    " result.",
)


class _Found(NamedTuple):
    """What a cell holds, and of which of Excel's kinds it is."""

    value: Any
    kind: str


Sheets = dict[str, dict[tuple[int, int], _Found]]


class FilledCells(NamedTuple):
    """The cells of each sheet that is read, by its name, and what is wrong with some of them."""

    lang: str
    sheets: Mapping[str, Cells]
    faults: Mapping[Cell, ParamError]

    def of(self, sheet: Wording) -> Cells:
        """Return the cells of a sheet."""
        return self.sheets[sheet.text(self.lang)]


def cells_of(path: Path) -> FilledCells:
    """Return the cells of each sheet that is read; texts without spaces around them.

    Cells that hold a formula without its result, or a text that no proposal may hold, are
    faults; all are told.

    Raises
    ------
    InputError
        If the file cannot be read, is too large, or lacks a sheet.
    """
    found = _opened(path, kept_results=False)
    faults: dict[Cell, ParamError] = {}
    if any(cell.kind == A_FORMULA for cells in found.values() for cell in cells.values()):
        formulas, found = found, _opened(path, kept_results=True)
        faults |= dict(_not_kept(path, formulas, found))
    sheets = {sheet: _fit_cells(path, sheet, cells, faults) for sheet, cells in found.items()}
    return FilledCells(_lang_of(list(found)), sheets, faults)


def _lang_of(names: Collection[str]) -> str:
    """Return the language that a workbook is written in: that of most of its sheets."""
    return max(LANGUAGES, key=lambda lang: sum(sheet.text(lang) in names for sheet in SHEETS))


def cell_at(sheet: str, row: int, column: int) -> Cell:
    """Return a cell in the order in which faults are told: sheet by sheet, row by row."""
    order = (PLACES[sheet] * MOST_ROWS + row) * MOST_COLUMNS + column
    return Cell(order, f"{sheet}!{get_column_letter(column + 1)}{row + 1}")


def _not_kept(path: Path, formulas: Sheets, results: Sheets) -> Iterator[tuple[Cell, ParamError]]:
    for sheet, cells in formulas.items():
        for place in sorted(cells.keys() - results[sheet].keys()):
            yield cell_at(sheet, *place), fault(path, cell_at(sheet, *place), NOT_KEPT)


def _fit_cells(
    path: Path,
    sheet: str,
    cells: Mapping[tuple[int, int], _Found],
    faults: dict[Cell, ParamError],
) -> Cells:
    """Return what the cells of a sheet hold, without those that are empty or refused."""
    held = {}
    for place, cell in cells.items():
        wrong = _wrong_with(cell)
        if wrong is not None:
            where = cell_at(sheet, *place)
            faults[where] = fault(path, where, wrong)
        elif cell.value not in (None, ""):  # as a formula may give an empty text
            held[place] = cell.value
    return held


def _wrong_with(cell: _Found) -> Wording | None:
    """Return what is wrong with an error of Excel, a time, or a text that is refused."""
    if isinstance(cell.value, dt.time | dt.timedelta):
        return A_TIME
    if cell.kind == AN_ERROR:
        return Wording(f"formlen giver {cell.value}.", f"the formula gives {cell.value}.")
    wrong = wrong_with(cell.value) if isinstance(cell.value, str) else None
    return Wording("teksten ", "the text ") + wrong if wrong else None


def _opened(path: Path, *, kept_results: bool) -> Sheets:
    """Return what stands in the cells that are read: a formula itself, or the result it kept."""
    try:
        # Of what it does not keep openpyxl warns, and nothing is saved.
        with warnings.catch_warnings(action="ignore"), path.open("rb") as file:
            _refuse_large(path, file)
            book = load_workbook(file, read_only=True, data_only=kept_results)
            _refuse_lacking(path, book.sheetnames)
            lang = _lang_of(book.sheetnames)
            return {sheet.text(lang): dict(_looked_at(path, book, sheet, lang)) for sheet in SHEETS}
    except InputError:
        raise
    except FileNotFoundError:
        lacks = Wording(" findes ikke.", " does not exist.")
        raise InputError(str(path) + (lacks + near_file(path))) from None
    except OSError as error:
        said = Wording(" kan ikke læses: ", " cannot be read: ") + reason_of(error)
        raise InputError(str(path) + said + ".") from None
    except Exception:  # whatever a damaged file breaks in openpyxl, zip or XML, of many kinds
        raise InputError(str(path) + NO_WORKBOOK) from None


def _refuse_large(path: Path, file: Any) -> None:
    """Refuse a workbook with a part that is vast when unpacked; pictures are never unpacked."""
    with ZipFile(file) as archive:
        parts = [part for part in archive.infolist() if part.filename.endswith(".xml")]
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise InputError(str(path) + TOO_LARGE)


def _refuse_lacking(path: Path, names: list[str]) -> None:
    lang = _lang_of(names)
    for sheet in SHEETS:
        name = sheet.text(lang)
        if name not in names:
            lacks = Wording(f" har intet ark med navnet {name}.", f" has no sheet called {name}.")
            advice = Wording(
                da=" Lav en tom formular med borgerflow proposals new --xlsx FIL.",
                en=" Make an empty one with borgerflow proposals new --xlsx FILE.",
            )
            raise InputError(str(path) + lacks + nearest(name, names) + advice)


def _looked_at(
    path: Path, book: Any, name: Wording, lang: str
) -> Iterator[tuple[tuple[int, int], _Found]]:
    """Yield the cells of a sheet that are read and not empty, as far as a form may reach."""
    sheet, columns = book[name.text(lang)], LOOKED_AT[name]
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    count = 0
    for row, cells in enumerate(sheet.iter_rows(max_row=LAST_ROW)):
        count += len(cells)
        if count > MOST_LOOKED_AT:
            raise InputError(str(path) + TOO_LARGE)
        for column, cell in enumerate(cells):
            value = cell.value.strip() if isinstance(cell.value, str) else cell.value
            empty = value in (None, "") and cell.data_type != A_TEXT_RESULT
            if not empty and column in columns:
                _refuse_outside(path, sheet.title, row, column)
                yield (row, column), _Found(value, cell.data_type)


def _refuse_outside(path: Path, sheet: str, row: int, column: int) -> None:
    if row >= MOST_ROWS or column >= MOST_COLUMNS:
        said = Wording(
            da="cellen ligger uden for formularen; ryd den.",
            en="the cell lies outside the form; clear it.",
        )
        raise fault(path, cell_at(sheet, row, column), said)
