"""What prices and wages of municipal service rise by: the only reader of ``price_index.csv``.

They are those of KL's p/l where it was found, else of the state's, apart from the regulation of
benefits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.csv_rows import read_rows
from borgerflow.sim.params.reading.faults import fault
from borgerflow.sim.params.reading.phrases import empty, got, one_of
from borgerflow.sim.params.reading.units import GRADES

COLUMNS = ("year", "percent", "low", "high", "source", "grade")
BASE_YEAR = 2019  # whose index is 1
DECIMALS = 3  # that an index is kept with
STEEPEST = 50.0  # per cent a year: no price of a municipality rose or fell so much
NO_RANGE = Wording(
    "en antaget procent kræver low <= percent <= high.",
    "an assumed percentage needs low <= percent <= high.",
)


@dataclass(frozen=True)
class PriceRise:
    """By how many per cent prices rise from the year before, and why we believe it."""

    year: int
    percent: float
    low: float | None  # the range of one that nobody knows
    high: float | None
    source: str
    grade: str
    line: int


@dataclass(frozen=True)
class PriceIndex:
    """What an amount in prices of 2019 costs in each year."""

    path: Path
    rises: tuple[PriceRise, ...]
    by_year: Mapping[int, float]

    def assumed_ahead(self, last: int) -> tuple[PriceRise, ...]:
        """Return the assumed rises up to a year, of those after the last that is known."""
        known = max((rise.year for rise in self.rises if rise.grade != "assumed"), default=0)
        return tuple(rise for rise in self.rises if known < rise.year <= last)

    def refuse_without(self, years: range) -> None:
        """Refuse years of which the file has none.

        Raises
        ------
        ParamError
            Naming file and line, and what to add.
        """
        for year in years:
            if year not in self.by_year:
                raise _missing(self.path, self.rises[-1].line, year)


def read_price_index(path: Path) -> PriceIndex:
    """Return the price index of a file of yearly rises.

    Raises
    ------
    ParamError
        Naming file and line, at a row that does not hold or follows a year that lacks.
    """
    rises = tuple(_rise(path, line, cell) for line, cell in read_rows(path, COLUMNS))
    if not rises or not rises[0].year <= BASE_YEAR <= rises[-1].year:
        raise _missing(path, rises[-1].line if rises else 1, BASE_YEAR)
    for number, rise in enumerate(rises):
        expected = rises[0].year + number
        if rise.year < expected:
            raise fault(path, rise.line, _out_of_order(rise.year))
        if rise.year > expected:
            raise _missing(path, rise.line, expected)
    return PriceIndex(path, rises, _chained(rises))


def _rise(path: Path, line: int, cell: Mapping[str, str]) -> PriceRise:
    for column in ("year", "percent", "source", "grade"):
        if not cell[column]:
            raise fault(path, line, empty(column))
    if cell["grade"] not in GRADES:
        raise fault(path, line, "grade: " + got(quoted(cell["grade"]), one_of(GRADES)))
    percent = _per_cent(path, line, cell, "percent")
    low, high = (_per_cent(path, line, cell, end) if cell[end] else None for end in ("low", "high"))
    is_known = cell["grade"] != "assumed"
    if not is_known and (low is None or high is None or not low <= percent <= high):
        raise fault(path, line, NO_RANGE)
    year = _per_cent(path, line, cell, "year", most=float("inf"))
    return PriceRise(int(year), percent, low, high, cell["source"], cell["grade"], line)


def _per_cent(
    path: Path, line: int, cell: Mapping[str, str], column: str, most: float = STEEPEST
) -> float:
    try:
        number = float(cell[column])
    except ValueError:
        number = float("nan")
    if not abs(number) <= most or (column == "year" and number % 1):
        wanted = Wording(
            "et tal som 2.3, eller 2027 for et år", "a number as 2.3, or 2027 for a year"
        )
        raise fault(path, line, f"{column}: " + got(quoted(cell[column]), wanted))
    return number


def _chained(rises: tuple[PriceRise, ...]) -> dict[int, float]:
    """Return the index of each year, from 1 in the base year on, both ways."""
    index = {BASE_YEAR: 1.0}
    for rise in (rise for rise in rises if rise.year > BASE_YEAR):
        index[rise.year] = round(index[rise.year - 1] * (1 + rise.percent / 100), DECIMALS)
    for rise in (rise for rise in reversed(rises) if rise.year <= BASE_YEAR):
        index[rise.year - 1] = round(index[rise.year] / (1 + rise.percent / 100), DECIMALS)
    return dict(sorted(index.items()))


def _missing(path: Path, line: int, year: int) -> ParamError:
    said = Wording(
        f"der er intet prisindeks for {year}; tilføj en række: {year},procent,low,high,kilde,"
        "grundlag.",
        f"there is no price index for {year}; add a row: {year},percent,low,high,source,grade.",
    )
    return fault(path, line, said)


def _out_of_order(year: int) -> Wording:
    return Wording(
        f"{year} er angivet to gange eller står i forkert rækkefølge; hvert år skal stå én gang.",
        f"{year} is given twice or out of order; expected each year once.",
    )
