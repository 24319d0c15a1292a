"""A table of spells as it stands in a file: its cells, where its rows stand, and its form."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.columns import TablePlace
from borgerflow.sim.records.files.headers import Header, bare

TOTALS = ("ialt", "total", "sum", "samlet", "hovedtotal", "grandtotal")  # bare
CSV, EXCEL, PARQUET = "CSV", "Excel", "Parquet"
NO_ROWS = Wording(da=" har en overskrift og ingen rækker.", en=" holds a header and no rows.")


@dataclass(frozen=True, kw_only=True)
class FileForm:
    """How a file is written, as far as it had to be found out."""

    kind: str
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_at: int = 1  # line or row
    empty_rows: int = 0  # skipped
    total_rows: int = 0  # skipped, at the end


@dataclass(frozen=True)
class FileTable:
    """The columns that are read, under our names, with the place of each row in the file."""

    file: Path
    header: Header
    cells: pd.DataFrame  # texts, dates and numbers, or all of them mixed in a workbook
    row_at: Callable[[int], Wording]
    form: FileForm

    @property
    def place(self) -> TablePlace:
        """Return what to call rows and columns."""
        return TablePlace(self.row_at, self.header.read)

    def without_totals(self) -> "FileTable":
        """Return the table without the rows of totals at its end."""
        totals = next(
            (n for n in range(len(self.cells)) if not _is_total(self.cells.iloc[-1 - n])),
            len(self.cells),
        )
        if not totals:
            return self
        refuse_no_rows(self.file, len(self.cells) - totals)
        form = replace(self.form, total_rows=totals)
        return replace(self, cells=self.cells.iloc[:-totals], form=form)


def _is_total(row: pd.Series) -> bool:
    """Tell whether a row is of nobody and of no day: a sum, or called one."""
    said = {str(name): "" if pd.isna(cell) else str(cell).strip() for name, cell in row.items()}
    names = {bare(said.pop(name)) for name in ("citizen", "scheme", "start", "end")}
    return names <= {"", *TOTALS} and bool(names - {""} or any(said.values()))


def refuse_no_rows(file: Path, rows: int) -> None:
    """Refuse a table without a row."""
    if rows == 0:
        raise InputError(str(file) + NO_ROWS)


def unreadable(file: Path, da: str, en: str) -> InputError:
    """Return that a file is not what its first bytes say."""
    return InputError(Wording(f"{file} {da}", f"{file} {en}"))


def in_line(file: Path, line: int) -> Wording:
    """Return a place in a text."""
    return Wording(f"{file}, linje {line}", f"{file}, line {line}")


def in_row(where: Wording | str, row: int) -> Wording:
    """Return a place in a table, rows counted as the program does that shows it."""
    return where + Wording(f", række {row}", f", row {row}")


def in_sheet(file: Path, name: str) -> Wording:
    """Return a sheet of a workbook."""
    return Wording(f"{file}, ark »{name}«", f"{file}, sheet {name!r}")
