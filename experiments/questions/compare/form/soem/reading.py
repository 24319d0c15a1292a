"""A file of a case, read: whatever is wrong with it is one sentence with sheet and cell."""

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from borgerflow.experiments.questions.compare.form.soem import words
from borgerflow.experiments.questions.compare.form.soem.case import (
    PAYERS,
    Consequence,
    SoemCase,
    SoemCost,
    UnitPrice,
)
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.files import refusing_a_bad_disk
from borgerflow.sim.base.texts import IS_CPR, looks_like_cpr, quoted
from borgerflow.sim.base.wording import Wording, same

MOST_BYTES = 10_000_000  # unpacked; a file of ours has some 50,000
MOST_ROWS, MOST_YEARS = 200, 100  # of a sheet; SØM has far fewer
HEAD, FIRST = 1, 2  # rows, from 0: names of columns, and what stands under them
LARGEST = 1e12
PERCENT = 100
NO_WORKBOOK = Wording(
    " er ikke en Excel-projektmappe (.xlsx), eller den er beskadiget eller har adgangskode.",
    " is no Excel workbook (.xlsx), or it is damaged or locked with a password.",
)
TOO_LARGE = Wording(
    ": filen er for stor til at være en SØM-sag.", ": the file is too large to be a case of SØM."
)
A_NUMBER = Wording("et tal", "a number")
A_YEAR = Wording("et årstal som 2019", "a year as 2019")
A_TEXT = Wording("en tekst", "a text")
A_RATE = Wording("pct. fra 0 til 100", "per cent from 0 to 100")
A_YEAR_AFTER = Wording("år efter start: 0, 1, 2 ...", "years after the start: 0, 1, 2 ...")
SOME = Wording("et tal over 0", "a number above 0")
Fits = Callable[[float], bool]


@dataclass(frozen=True)
class _SoemCells:
    """The cells of a sheet by row and column, from 0; refusals name it."""

    file: str
    name: str
    lang: str
    cells: Mapping[tuple[int, int], Any]

    def refuse(self, at: tuple[int, int], expected: Wording) -> NoReturn:
        """Refuse a cell with what it holds and what was expected."""
        row, column = at
        found = self.cells.get(at)
        where = f"{self.file}: {self.name}!{get_column_letter(column + 1)}{row + 1}: "
        if found is None:
            got = Wording("tom; der skal stå ", "empty; expected ")
        elif looks_like_cpr(str(found)):
            raise InputError(same(where) + IS_CPR)
        else:
            shown = quoted(str(found))
            got = shown + Wording("; der skal stå ", "; expected ")
        raise InputError(same(where) + got + expected + ".")

    def number(
        self, at: tuple[int, int], expected: Wording = A_NUMBER, fits: Fits = lambda _: True
    ) -> float:
        """Return the number in a cell, of a size that makes sense."""
        found = self.cells.get(at)
        if isinstance(found, bool) or not isinstance(found, int | float):
            self.refuse(at, expected)
        if not abs(found) <= LARGEST or not fits(float(found)):
            self.refuse(at, expected)
        return float(found)

    def whole(self, at: tuple[int, int], expected: Wording, least: int, most: int) -> int:
        """Return the whole number in a cell."""
        return int(self.number(at, expected, lambda n: n == int(n) and least <= n <= most))

    def text(self, at: tuple[int, int]) -> str:
        """Return the text in a cell."""
        found = self.cells.get(at)
        if not isinstance(found, str) or looks_like_cpr(found):
            self.refuse(at, A_TEXT)
        return found

    def rows(self) -> Iterator[int]:
        """Yield the rows under the names of columns, up to the first that is empty."""
        row = FIRST
        while any((row, column) in self.cells for column in range(4)):
            yield row
            row += 1

    def refuse_other_columns(self, *names: Wording) -> None:
        """Refuse a sheet whose columns are not called what they are in the file."""
        for column, name in enumerate(names):
            if self.cells.get((HEAD, column)) != name.text(self.lang):
                called = name.text(self.lang)
                self.refuse((HEAD, column), same(f"»{called}«") + A_HEADING)


A_HEADING = Wording(" som kolonnens navn", " as the name of the column")


def read_case(path: Path) -> SoemCase:
    """Return the case that a file holds; what stands on its sheet of results is not read.

    Raises
    ------
    InputError
        If the file cannot be read, is none of this layout, or a cell does not hold what it must.
    """
    effort, costs, changes, prices = _sheets_of(path)
    told = {field: FIRST + row for row, field in enumerate(words.FIELDS)}
    for field, row in told.items():
        if effort.cells.get((row, 0)) != field.text(effort.lang):
            effort.refuse((row, 0), same(f"»{field.text(effort.lang)}«"))
    year = effort.cells.get((told[words.PRICE_YEAR], 1))
    case = SoemCase(
        effort.text((told[words.NAME], 1)),
        effort.text((told[words.GROUP], 1)),
        None if year is None else effort.whole((told[words.PRICE_YEAR], 1), A_YEAR, 2000, 2100),
        effort.whole((told[words.START], 1), A_YEAR, 2000, 2100),
        effort.number((told[words.PARTICIPANTS], 1), SOME, lambda n: n > 0),
        _rate(effort, told[words.SUCCESS]),
        _rate(effort, told[words.DISCOUNT]),
        tuple(_costs(costs)),
        tuple(_consequences(changes)),
        tuple(_prices(prices)),
    )
    _refuse_unpriced(case, changes)
    return case


def _rate(sheet: _SoemCells, row: int) -> float:
    return sheet.number((row, 1), A_RATE, lambda n: 0 <= n <= PERCENT) / PERCENT


def _costs(sheet: _SoemCells) -> Iterator[SoemCost]:
    sheet.refuse_other_columns(words.YEAR, words.ITEM, words.PAYER, words.KRONER)
    payers = {called.text(sheet.lang): payer for payer, called in words.PAYER_CALLED.items()}
    for row in sheet.rows():
        if sheet.text((row, 2)) not in payers:
            sheet.refuse((row, 2), same(", ".join(payers)))
        year = sheet.whole((row, 0), A_YEAR_AFTER, 0, MOST_YEARS)
        payer = payers[sheet.text((row, 2))]
        yield SoemCost(year, sheet.text((row, 1)), payer, sheet.number((row, 3)))


def _consequences(sheet: _SoemCells) -> Iterator[Consequence]:
    sheet.refuse_other_columns(words.ITEM, words.UNIT)
    years = sorted(column - 2 for row, column in sheet.cells if row == HEAD and column > 1)
    for year in years:
        sheet.whole((HEAD, year + 2), A_YEAR_AFTER, year, year)
    for row in sheet.rows():
        by_year = tuple(sheet.number((row, year + 2)) for year in years)
        yield Consequence(sheet.text((row, 0)), _unit(sheet, (row, 1)), by_year)


def _prices(sheet: _SoemCells) -> Iterator[UnitPrice]:
    sheet.refuse_other_columns(
        words.ITEM, words.UNIT, *words.PAYER_CALLED.values(), words.PRICE_YEAR
    )
    for row in sheet.rows():
        kroner = {payer: sheet.number((row, 2 + at)) for at, payer in enumerate(PAYERS)}
        last = row, 2 + len(PAYERS)
        year = sheet.whole(last, A_YEAR, 2000, 2100) if last in sheet.cells else None
        yield UnitPrice(sheet.text((row, 0)), _unit(sheet, (row, 1)), kroner, year)


def _unit(sheet: _SoemCells, at: tuple[int, int]) -> str:
    """Return a unit as a case has it, whatever language the file is in."""
    told = sheet.text(at)
    return words.UNIT_CALLED.da if told == words.UNIT_CALLED.text(sheet.lang) else told


def _refuse_unpriced(case: SoemCase, sheet: _SoemCells) -> None:
    priced = {price.item for price in case.prices}
    for row, each in enumerate(case.consequences, start=FIRST):
        if each.item not in priced:
            name = words.PRICES.text(sheet.lang)
            said = Wording(
                f"en post, som arket {name} har en pris på", f"an item with a price on sheet {name}"
            )
            sheet.refuse((row, 0), said)


def _sheets_of(path: Path) -> list[_SoemCells]:
    """Return the sheets that are read, formulas by the results that they keep."""
    with refusing_a_bad_disk(Wording(f"{path} kan ikke læses", f"{path} cannot be read")):
        data = path.read_bytes()
    try:
        with warnings.catch_warnings(action="ignore"):
            _refuse_large(path, data)
            books = [load_workbook(BytesIO(data), data_only=kept) for kept in (True, False)]
    except InputError:
        raise
    except Exception:  # whatever a damaged file breaks in openpyxl, zip or XML, of many kinds
        raise InputError(str(path) + NO_WORKBOOK) from None
    kept, formulas = books
    lang = words.language_of(kept.sheetnames)
    return [_sheet_of(path, kept, formulas, sheet.text(lang), lang) for sheet in words.READ]


def _refuse_large(path: Path, data: bytes) -> None:
    with ZipFile(BytesIO(data)) as archive:
        size = sum(part.file_size for part in archive.infolist())
    if size > MOST_BYTES:
        raise InputError(str(path) + TOO_LARGE)


def _sheet_of(path: Path, kept: Any, formulas: Any, name: str, lang: str) -> _SoemCells:
    if name not in kept.sheetnames:
        said = Wording(f": intet ark hedder {name}.", f": no sheet is called {name}.")
        raise InputError(str(path) + said + nearest(name, kept.sheetnames))
    cells = {
        (cell.row - 1, cell.column - 1): cell.value
        for cell in _cells_in(kept[name])
        if cell.value not in (None, "")
    }
    sheet = _SoemCells(str(path), name, lang, cells)
    for cell in _cells_in(formulas[name]):
        at = cell.row - 1, cell.column - 1
        if cell.data_type == "f" and at not in cells:
            sheet.refuse(at, A_RESULT)
    return sheet


def _cells_in(sheet: Any) -> Iterator[Any]:
    """Yield the cells that are read, row by row; openpyxl would make the others as it goes."""
    last_row = min(sheet.max_row, MOST_ROWS + FIRST)
    last_column = min(sheet.max_column, MOST_YEARS)
    return chain.from_iterable(sheet.iter_rows(max_row=last_row, max_col=last_column))


A_RESULT = Wording(
    "en formel med sit resultat; åbn filen i Excel, og gem den",
    "a formula with its result; open the file in Excel and save it",
)
