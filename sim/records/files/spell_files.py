"""Files of spells: read into the table that settlement and fitting take.

Reads what municipalities have: delimited text, Excel or Parquet, headers and dates in Danish,
titles above the table. Refuses what has two readings or none, with file, place, what was got
and the nearest right thing. What a spell must be is said in `records.spells.coded`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from pkgutil import resolve_name
from typing import NamedTuple

import pandas as pd

from borgerflow.sim.base.clock import date_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import LawBook, load
from borgerflow.sim.records.columns import TablePlace
from borgerflow.sim.records.files.cells.dates import as_dates
from borgerflow.sim.records.files.cells.names import (
    as_names,
    as_ours,
    category_names,
    scheme_names,
)
from borgerflow.sim.records.files.cells.numbers import as_numbers
from borgerflow.sim.records.files.cpr import refuse_cpr
from borgerflow.sim.records.files.formats.delimited import read_delimited
from borgerflow.sim.records.files.found import bytes_of
from borgerflow.sim.records.files.headers import Header
from borgerflow.sim.records.files.notes import NotedReason
from borgerflow.sim.records.files.table import FileForm, FileTable
from borgerflow.sim.records.spells.coded import LATEST, CodedSpells, code_spells
from borgerflow.sim.records.spells.far_ends import without_far

# Named, not imported: each loads a library that other files have no need of.
READERS = {
    b"PAR1": "borgerflow.sim.records.files.formats.parquet:read_parquet",
    b"PK\x03\x04": "borgerflow.sim.records.files.formats.workbook:read_workbook",
}
DATES = ("start", "end")
NUMBERS = ("share", "weekly_amount")


@dataclass(frozen=True, kw_only=True)
class SpellFile:
    """The spells of a file, and how they were found in it."""

    path: Path
    spells: CodedSpells
    place: TablePlace
    header: Header
    form: FileForm
    dates: dict[str, str]  # by column: how the last of January 2019 is written
    decimal_mark: str | None
    inclusive_ends: bool

    @property
    def last_day(self) -> int:
        """Return the last day that the file names: a start, or the day after a spell."""
        ends = self.spells.end[~self.spells.is_open]
        return int(max(self.spells.start.max(), ends.max(initial=0)))

    def seen_long_after(self, until: int) -> NotedReason | None:
        """Return who is taken as seen until a day long after the last of the file, if anybody is.

        Raises
        ------
        InputError
            If no table of spells may hold such a day.
        """
        day, last = date_of(until), date_of(self.last_day)
        if day > date.fromisoformat(LATEST):
            raise InputError(_too_late(day))
        days, is_open = until - self.last_day, self.spells.is_open
        if days <= LONG_AFTER or not is_open.any():
            return None
        said = Wording(
            f"--until er {day}, {days} dage efter filens sidste dag ({last}): et forløb undervejs"
            " er regnet for set indtil da",
            f"--until is {day}, {days} days after the last day of the file ({last}): a spell under"
            " way is taken as seen until then",
        )
        return NotedReason(said, int(is_open.sum()), self.place(int(is_open.argmax())))


LONG_AFTER = 31  # days: registers are drawn by the month, and somebody begins or ends in each


def _too_late(day: date) -> Wording:
    return Wording(
        f"--until er {day}: der skal stå en dag senest {LATEST}.",
        f"--until is {day}: expected a day no later than {LATEST}.",
    )


def read_spells(
    path: Path | str, law: LawBook | None = None, *, inclusive_ends: bool = False
) -> pd.DataFrame:
    """Return the spells of a file: citizen, scheme, start, end, category, share, weekly_amount.

    Citizens are text unless Parquet has numbers, so that ``007`` stays ``007``. An end that is
    empty, or a far day such as 9999-12-31, is a spell still under way (NaT); an empty ``share``
    is 1.

    Parameters
    ----------
    path : path
        CSV, Excel (.xlsx) or Parquet.
    law : LawBook, optional
        Whose schemes and categories are known; by default the packaged ones.
    inclusive_ends : bool
        Whether ``end`` is the last day itself in the file; in the table it is the day after.

    Raises
    ------
    InputError
        At the first thing that does not hold.
    """
    law, table = law or load().law, _table(Path(path))
    frame = _typed(table, law).frame
    code_spells(frame, law, table.place, inclusive_ends=inclusive_ends)
    ends = without_far(frame["end"])
    return frame.assign(end=ends + pd.Timedelta(days=int(inclusive_ends)))


def read_spell_file(path: Path, law: LawBook, *, inclusive_ends: bool = False) -> SpellFile:
    """Return the spells of a file as numbers, and how they were found in it: see `read_spells`."""
    table = _table(path)
    typed = _typed(table, law)
    return SpellFile(
        path=path,
        spells=code_spells(typed.frame, law, table.place, inclusive_ends=inclusive_ends),
        place=table.place,
        header=table.header,
        form=table.form,
        dates=typed.dates,
        decimal_mark=typed.decimal_mark,
        inclusive_ends=inclusive_ends,
    )


def _table(file: Path) -> FileTable:
    """Return the table of a file, without the rows of totals at its end."""
    return _whole_table(file).without_totals()


def _whole_table(file: Path) -> FileTable:
    """Return the table of a file, which its first bytes tell the kind of."""
    data = bytes_of(file)
    for mark, reader in READERS.items():
        if data.startswith(mark):
            read: Callable[[Path, bytes], FileTable] = resolve_name(reader)
            return read(file, data)
    return read_delimited(file, data)


class _Typed(NamedTuple):
    """The table of a file under our names, and how it is written."""

    frame: pd.DataFrame
    dates: dict[str, str]
    decimal_mark: str | None


def _typed(table: FileTable, law: LawBook) -> _Typed:
    cells, place = table.cells, table.place
    _refuse_cpr(cells, place)
    columns = {
        "citizen": as_names(cells["citizen"]),
        "scheme": as_ours(cells["scheme"], scheme_names(law)),
    }
    dates, forms = as_dates({name: cells[name] for name in DATES}, place)
    columns |= dates
    if "category" in cells:
        category = as_ours(cells["category"], category_names(law))
        columns["category"] = category.replace("", None)
    texts = {name: cells[name] for name in NUMBERS if name in cells}
    numbers, mark = as_numbers(texts, place)
    written = {name: form.example for name, form in forms.items()}
    return _Typed(pd.DataFrame(columns | numbers), written, mark)


def _refuse_cpr(cells: pd.DataFrame, place: TablePlace) -> None:
    for name in cells.columns:
        kind = cells[name].dtype
        is_amount = name in NUMBERS and pd.api.types.is_numeric_dtype(kind)
        if not is_amount and not pd.api.types.is_datetime64_any_dtype(kind):
            refuse_cpr(cells[name], name, place)
