"""A table of any columns, as a text or a sheet has it: its header, its rows and where they stand.

Which row is the header is told by whoever knows the names. Cells of a text are texts; those of a
sheet are what Excel knows them as.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter

from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.records.files.formats.delimited import DELIMITERS, Lines
from borgerflow.sim.records.files.formats.text import utf_8_of
from borgerflow.sim.records.files.formats.workbook import FORMULAS, NO_VALUE, Book, refuse_other_zip
from borgerflow.sim.records.files.headers import HEADER_WITHIN
from borgerflow.sim.records.files.table import in_line, in_row, in_sheet, refuse_no_rows

Cells = Sequence[object]
KnownNames = Callable[[Sequence[str]], int]  # of a row: how many, none if it is no header
WORKBOOK = b"PK\x03\x04"
EMPTY_ROW = Wording(da="tom række", en="an empty row")
WORDS_ALONE = Wording(
    da="række med tekst i én celle (en note)", en="a row with a text in one cell (a note)"
)
A_COMMA = Wording(
    da=" En celle kan have et komma i sig: hent filen med semikolon mellem cellerne.",
    en=" A cell may hold a comma: get the file with semicolons between cells.",
)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The rows of a table below its header."""

    file: Path
    names: tuple[str, ...]
    rows: list[Cells]
    numbers: list[int]  # of lines or rows, from 1
    header_at: int
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    skipped: list[tuple[Wording, Wording]] = field(default_factory=list)

    def row_at(self, number: int) -> Wording:
        """Return what to call a line or a row."""
        return row_called(number, is_sheet=self.sheet is not None)

    def column(self, place: int) -> list[object]:
        """Return the cells of a column."""
        return [row[place] for row in self.rows]


def row_called(number: int, *, is_sheet: bool) -> Wording:
    """Return what to call a row of a sheet, or a line of a text."""
    if is_sheet:
        return Wording(f"række {number}", f"row {number}")
    return Wording(f"linje {number}", f"line {number}")


def read_grid(file: Path, data: bytes, known: KnownNames, expected: Wording | str) -> Grid:
    """Return the table of a text or a workbook whose header ``known`` finds.

    Parameters
    ----------
    expected : str
        The names of a header as it should be, for the refusal of a file that has none.

    Raises
    ------
    InputError
        If it has no such header or no rows, a row of another length, or an error in a cell.
    """
    if data.startswith(WORKBOOK):
        return _of_workbook(file, data, known, expected)
    text, encoding = utf_8_of(file, data)
    heads = {mark: _head(Lines(file, text, mark)) for mark in DELIMITERS}
    for mark, rows in heads.items():
        for line, after, cells in rows:
            if known(cells):
                lines = Lines(file, text, mark)
                return _of_lines(lines, line, after, cells, encoding)
    raise no_header(file, expected, [cell for *_, cells in heads[";"][:1] for cell in cells])


def no_header(file: Path, expected: Wording | str, got: Iterable[str]) -> InputError:
    """Return the refusal of a file without a header, with the name that is almost one of its."""
    said = same(expected)
    names = dict.fromkeys([*said.en.split(";"), *said.da.split(";")])
    close = (nearest(cell, names) for cell in got if cell not in names)
    almost = next((each for each in close if str(each)), same(""))
    return InputError(
        Wording(
            f"{file}: ingen af de første {HEADER_WITHIN} rækker er en overskrift; der skal være "
            f"kolonner som {said.da}, med semikolon imellem.",
            f"{file}: none of the first {HEADER_WITHIN} rows is a header; expected columns as"
            f" {said.en}, with semicolons between.",
        )
        + almost
    )


def _head(lines: Lines) -> list[tuple[int, int, Sequence[str]]]:
    try:
        return list(islice(lines.rows(), HEADER_WITHIN))
    except csv.Error:
        return []


def _of_lines(lines: Lines, line: int, after: int, names: Sequence[str], encoding: str) -> Grid:
    kept = _Kept(_trimmed(names), lambda n: in_line(lines.file, n), lines.delimiter)
    try:
        for begins, _, cells in lines.rows(after, strict=True):
            kept.take(begins + 1, cells)
    except csv.Error:
        said = Wording(
            da=": dette er ikke CSV: en celle i anførselstegn slutter ikke, hvor den skal.",
            en=": this is not CSV: a cell in quotation marks does not end where it should.",
        )
        raise InputError(in_line(lines.file, kept.last + 1) + said) from None
    refuse_no_rows(lines.file, len(kept.rows))
    return Grid(
        file=lines.file,
        names=kept.names,
        rows=kept.rows,
        numbers=kept.numbers,
        header_at=line + 1,
        encoding=encoding,
        delimiter=lines.delimiter,
        skipped=kept.skipped,
    )


class _Kept:
    """The rows of a table that say something, taken one by one; a sheet has no delimiter."""

    def __init__(
        self, names: tuple[str, ...], place: Callable[[int], Wording], delimiter: str | None
    ) -> None:
        self.names, self.place, self.delimiter = names, place, delimiter
        self.rows: list[Cells] = []
        self.numbers: list[int] = []
        self.skipped: list[tuple[Wording, Wording]] = []
        self.last = 0

    def take(self, number: int, cells: Cells) -> None:
        """Keep a row of as many cells as there are names; a note of one cell is skipped."""
        self.last, width, is_sheet = number, len(self.names), self.delimiter is None
        if len(cells) == width and "" not in cells and None not in cells:  # nearly every row
            self._keep(number, cells)
            return
        filled = [not _is_empty(cell) for cell in cells]
        if not any(filled):
            self.skipped.append((EMPTY_ROW, row_called(number, is_sheet=is_sheet)))
        elif sum(filled) == 1 and filled[0] and width > 2:  # noqa: PLR2004 (a row has three cells)
            self.skipped.append((WORDS_ALONE, row_called(number, is_sheet=is_sheet)))
        elif any(filled[width:]) or (len(cells) < width and not is_sheet):
            raise InputError(self.place(number) + _other_width(len(cells), width, self.delimiter))
        else:
            self._keep(number, [*cells[:width], *[None] * (width - len(cells))])

    def _keep(self, number: int, cells: Cells) -> None:
        self.rows.append(cells)
        self.numbers.append(number)


def _other_width(got: int, width: int, delimiter: str | None) -> Wording:
    said = Wording(
        f": der er {got} celler; overskriften har {width}.",
        f": got {got} cells; the header has {width}.",
    )
    return said + A_COMMA if delimiter == "," and got > width else said


def _is_empty(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _trimmed(names: Sequence[object]) -> tuple[str, ...]:
    """Return the names of a header without the empty ones at its end."""
    texts = ["" if name is None else " ".join(str(name).split()) for name in names]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _of_workbook(file: Path, data: bytes, known: KnownNames, expected: Wording | str) -> Grid:
    refuse_other_zip(file, data)
    first: tuple[str, ...] = ()
    for sheet, rows in Book(file, data).rows_by_sheet(formulas=True):
        head = list(islice(rows, HEADER_WITHIN))
        for n, cells in enumerate(head):
            if known(_trimmed(cells)):
                names = _trimmed(_with_names_above(head[:n], cells))
                return _of_sheet(Book(file, data), sheet, n + 1, names)
        first = first or next((names for row in head if (names := _trimmed(row))), ())
    raise no_header(file, expected, first)


def _with_names_above(above: Sequence[Cells], cells: Cells) -> Cells:
    """Return the names of a header, those that are empty or said twice with the name above.

    A measure above several columns is merged in Excel: it stands over the first alone.
    """
    if not above:
        return cells
    names, last = list(_padded(cells, above[-1])), None
    texts = [str(name) for name in names if not _is_empty(name)]
    for n, over in enumerate(_padded(above[-1], names)):
        last = last if _is_empty(over) else over
        if last is not None and _is_empty(names[n]):
            names[n] = last
        elif last is not None and texts.count(str(names[n])) > 1:
            names[n] = f"{last} {names[n]}"
    return names


def _padded(cells: Cells, other: Cells) -> Cells:
    return [*cells, *[None] * (len(other) - len(cells))]


def _of_sheet(book: Book, sheet: str, header_at: int, names: tuple[str, ...]) -> Grid:
    where = in_sheet(book.file, sheet)
    kept = _Kept(names, lambda number: in_row(where, number), None)
    for number, cells in enumerate(_values(book, sheet), start=1):
        if number > header_at:
            _refuse_errors(cells, number, where)
            kept.take(number, cells)
    refuse_no_rows(book.file, len(kept.rows))
    return Grid(
        file=book.file,
        names=names,
        rows=kept.rows,
        numbers=kept.numbers,
        header_at=header_at,
        sheet=sheet,
        skipped=kept.skipped,
    )


def _values(book: Book, sheet: str) -> Iterator[Cells]:
    """Yield the rows of a sheet, each formula as the value it was saved with."""
    as_written = next(rows for name, rows in book.rows_by_sheet(formulas=True) if name == sheet)
    as_values = next(rows for name, rows in book.rows_by_sheet(formulas=False) if name == sheet)
    for number, (written, values) in enumerate(zip(as_written, as_values, strict=True), start=1):
        for place, cell in enumerate(written):
            is_formula = isinstance(cell, FORMULAS) or str(cell).startswith("=")
            if is_formula and values[place] is None:
                address = f", {get_column_letter(place + 1)}{number}"
                raise InputError(in_sheet(book.file, sheet) + address + NO_VALUE)
        yield values


def _refuse_errors(cells: Cells, number: int, sheet: Wording) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, str) and cell in ERROR_CODES:
            said = Wording(f": fejlen {cell}; der skal stå ", f": the error {cell}; expected ")
            address = f", {get_column_letter(place + 1)}{number}"
            raise InputError(sheet + address + said + Wording("en værdi.", "a value."))
