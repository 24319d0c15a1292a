"""Benefit amounts by day: the only reader of ``rates.csv``.

A row holds until the next row of the same rate. An amount a month is x 12 / 52 a week.
"""

import bisect
import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from borgerflow.sim.base.clock import date_of, parse_day, year_of
from borgerflow.sim.base.errors import InputError, ParamError, nearest, unknown
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.csv_rows import read_rows
from borgerflow.sim.params.reading.faults import NO_RATE, fault
from borgerflow.sim.params.reading.phrases import (
    empty,
    given_twice,
    got,
    got_wrong,
    one_of,
)
from borgerflow.sim.params.reading.units import GRADES

COLUMNS = ("rate", "valid_from", "amount", "unit", "law", "source", "grade", "note")
RATE_UNITS = ("kr/week", "kr/month")
FIRST_YEAR, LAST_TYPED_YEAR = 2016, 2026  # the years in which a rate that is paid needs a row
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]+)?", re.ASCII)


@dataclass(frozen=True)
class RateRow:
    """One amount and the first day it is paid."""

    rate: str
    valid_from: int
    amount: float
    unit: str
    law: str
    source: str
    grade: str
    note: str
    line: int
    projected: bool = False  # reckoned, not in the file


@dataclass(frozen=True)
class Regulation:
    """How a rate goes on after its last row."""

    follows: str  # a percentage, another rate or nothing
    share: float  # of the rate that it follows
    down_to: float  # what the amount is a multiple of; 0 rounds it to whole kroner
    still_valid_on: int  # the day its rows were last looked up
    share_of_law: str = ""  # the value of law that is the share, where it is one


@dataclass(frozen=True)
class Rates:
    """All amounts, by name and day, and how each goes on after its last row."""

    rows: Mapping[str, tuple[RateRow, ...]]
    path: Path
    regulation: Mapping[str, Regulation] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all rates, in the order of the file."""
        return tuple(self.rows)

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {name: [row.valid_from for row in rows] for name, rows in self.rows.items()}

    def history(self, name: str) -> tuple[RateRow, ...]:
        """Return every row of a rate, by day."""
        if name not in self.rows:
            raise ParamError(unknown(NO_RATE, name, self.rows).capital())
        return self.rows[name]

    def row(self, name: str, day: int) -> RateRow:
        """Return the row of a rate in force on a day.

        Raises
        ------
        ParamError
            If no rate has the name, or the day lies before its first row.
        """
        rows = self.history(name)
        place = bisect.bisect_right(self._starts[name], day) - 1
        if place < 0:
            first, line = date_of(rows[0].valid_from), rows[0].line
            raise ParamError(
                Wording(
                    f"{name} har intet beløb den {date_of(day)}: det første gælder fra"
                    f" {first} ({self.path}, linje {line}).",
                    f"{name} has no amount on {date_of(day)}: the first is from"
                    f" {first} ({self.path}, line {line}).",
                )
            )
        return rows[place]

    def weekly(self, name: str, day: int) -> float:
        """Return the kroner a week of a rate on a day (a month is x 12 / 52)."""
        return weekly_of(self.row(name, day))


def weekly_of(row: RateRow) -> float:
    """Return the kroner a week of an amount (a month is x 12 / 52)."""
    return row.amount * 12 / 52 if row.unit == "kr/month" else row.amount


def read_rates(path: Path) -> Rates:
    """Return all amounts of a rates file.

    Raises
    ------
    ParamError
        Naming file and line, at the first row that does not hold.
    """
    by_name: dict[str, list[RateRow]] = {}
    for line, cell in read_rows(path, COLUMNS):
        row = _row(path, line, cell)
        by_name.setdefault(row.rate, []).append(row)
    if not by_name:
        raise ParamError(
            Wording(
                f"{path}: filen har ingen satser; der skal være rækker under overskriften.",
                f"{path}: the file holds no rates; expected rows below the header.",
            )
        )
    return Rates({name: _in_order(path, rows) for name, rows in by_name.items()}, path)


def refuse_gaps(rates: Rates, used: Iterable[tuple[str, int, int]]) -> None:
    """Refuse a rate that lacks a row of its own for a year 2016-2026 in which it is paid.

    Parameters
    ----------
    used : iterable of (rate, first day, day after the last)
        What is paid, and when.
    """
    for name, since, until in used:
        rows = rates.history(name)
        first, last = (max(FIRST_YEAR, year_of(since)), min(LAST_TYPED_YEAR, year_of(until - 1)))
        years = {year_of(row.valid_from) for row in rows if not row.projected}
        missing = [y for y in range(first, last + 1) if y not in years]
        if missing:
            before = [row for row in rows if year_of(row.valid_from) < missing[0]]
            line = (before[-1] if before else rows[0]).line
            years_needed = f"{first}-{last}"
            said = Wording(
                f"{name} har ingen række for {missing[0]}; en ordning udbetaler den, så hvert år"
                f" {years_needed} skal have en.",
                f"{name} has no row for {missing[0]}; a scheme pays it, so every year"
                f" {years_needed} needs one.",
            )
            raise fault(rates.path, line, said)


def _row(path: Path, line: int, cell: dict[str, str]) -> RateRow:
    for column in ("rate", "law", "source"):
        if not cell[column]:
            raise fault(path, line, empty(column))
    _one_of(path, line, cell, "unit", RATE_UNITS)
    _one_of(path, line, cell, "grade", GRADES)
    day, kroner = _valid_from(path, line, cell["valid_from"]), cell["amount"]
    return RateRow(
        cell["rate"],
        day,
        _amount(path, line, kroner),
        *(cell["unit"], cell["law"], cell["source"], cell["grade"], cell["note"]),
        line=line,
    )


def _one_of(
    path: Path, line: int, cell: Mapping[str, str], column: str, known: Iterable[str]
) -> None:
    if cell[column] not in known:
        said = got(quoted(cell[column]), one_of(known)) + nearest(cell[column], known)
        raise fault(path, line, f"{column}: " + said)


def _valid_from(path: Path, line: int, text: str) -> int:
    try:
        return parse_day(text)
    except InputError as error:
        raise fault(path, line, "valid_from: " + error.said) from None


def _amount(path: Path, line: int, text: str) -> float:
    if not _NUMBER.fullmatch(text):
        kroner = Wording("kroner som 4355 eller 112.97", "kroner as 4355 or 112.97")
        raise fault(path, line, "amount: " + got(quoted(text), kroner))
    if text.startswith("-"):
        negative = Wording("et beløb kan ikke være negativt.", "an amount cannot be negative.")
        raise fault(path, line, "amount: " + got_wrong(text, negative))
    return float(text)


def _in_order(path: Path, rows: list[RateRow]) -> tuple[RateRow, ...]:
    ordered = sorted(rows, key=lambda row: row.valid_from)
    for earlier, later in itertools.pairwise(ordered):
        if earlier.valid_from == later.valid_from:
            raise fault(
                path,
                max(earlier.line, later.line),
                given_twice(
                    Wording(f"{later.rate} fra ", f"{later.rate} from ")
                    + f"{date_of(later.valid_from)}",
                    min(earlier.line, later.line),
                ),
            )
    return tuple(ordered)
