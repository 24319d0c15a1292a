"""A table of the people who are there: persons by scheme, elapsed weeks and weeks on the ladder.

Counted, never single persons: a file that says who somebody is, is refused.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from borgerflow.experiments.typed.numbers import Size, whole_number
from borgerflow.experiments.validation.municipality.accepted import HeldFigure
from borgerflow.experiments.validation.municipality.figures import PERSONS
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.texts import IS_CPR, looks_like_cpr, quoted
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.params import Scheme
from borgerflow.sim.params.model import StockOnDay, WeeksStock
from borgerflow.sim.params.municipalities.stock import (
    EXPECTED_WEEKS,
    LADDER,
    WEEKS,
    fault_of_row,
    fault_of_sum,
)
from borgerflow.sim.records.files.formats.grid import Grid, read_grid
from borgerflow.sim.records.files.found import bytes_of
from borgerflow.sim.records.files.headers import bare

HEADER = Wording("ordning;uger;trappe;personer", "scheme;weeks;ladder;persons")
EXPECTED = Wording(
    "; der skal bruges en tabel over de borgere, der er der: CSV, Excel (.xlsx) eller Parquet.",
    "; expected a table of the people who are there: CSV, Excel (.xlsx) or Parquet.",
)
NAMES = {
    "scheme": {"scheme", "ordning", "ydelse"},
    "weeks": {"weeks", "uger", "varighed", "varighediuger", "elapsedweeks"},
    "ladder": {"ladder", "trappe", "trappen", "trappeuger", "ladderweeks", "refusionsuger"},
    "persons": {"persons", "personer", "antal"},
    "source": {"source", "kilde"},
}
NEEDED = ("scheme", "weeks", "persons")
# Columns by which a row is one person, whom nobody here wants to know.
OF_ONE = {"cpr", "cprnr", "cprnummer", "personnummer", "id", "personid", "borger", "borgerid"}
OF_ONE |= {"citizen", "citizenid", "navn", "name", "sagsnr", "sagsnummer", "caseid", "adresse"}
RANGE = re.compile(r"(-?\d+)(?:\s*[-–]\s*(\d+))?(?:\s*(?:uger|uge|weeks|week))?")
OPEN_END = re.compile(r"(\d+)\s*\+")
MOST = 1_000_000
COUNT = Size(0, MOST, Wording("et helt antal personer", "a whole number of persons"))
MOST_OFF = 0.05  # of a figure: a table that is further off contradicts it
Place = Wording


@dataclass(frozen=True)
class ReadRow:
    """A row of the table, and where it stands."""

    row: WeeksStock
    place: Place
    source: str


def stock_in(
    file: Path, day: int, schemes: Mapping[str, Scheme], known: Mapping[str, HeldFigure]
) -> StockOnDay:
    """Return the people who are there on a day, as a file has them.

    Parameters
    ----------
    known : mapping
        The figures of the municipality by name; the table must agree with them within 5 %.

    Raises
    ------
    InputError
        With file and row: if a row is of one person, a scheme is not known, a cell cannot be read,
        or there are more than live there; with both figures where they contradict one another.
    """
    refuse_cpr_name(file.name)
    grid = read_grid(file, bytes_of(file, EXPECTED), _known_header, HEADER)
    _refuse_single_persons(grid)
    names = _schemes_called(schemes)
    rows = [_read(place, cells, names) for place, cells in _cells(grid)]
    _refuse_sum(file, rows, known[PERSONS].persons)
    _refuse_contradictions(file, rows, known)
    sources = dict.fromkeys(each.source for each in rows if each.source)
    about = {
        "source": "; ".join(sources) or file.name,
        "grade": "sourced" if sources else "recalled",
    }
    plain = [each.row.model_dump() for each in rows]
    return StockOnDay.model_validate({"day": iso_date(day), **about, "rows": plain})


def _known_header(cells: Sequence[str]) -> int:
    columns = _columns(cells)
    return len(columns) if set(NEEDED) <= set(columns) else 0


def _columns(cells: Sequence[object]) -> dict[str, int]:
    names = [bare(str(cell or "")) for cell in cells]
    return {ours: n for ours, said in NAMES.items() for n, name in enumerate(names) if name in said}


def _schemes_called(schemes: Mapping[str, Scheme]) -> dict[str, str]:
    """Return each scheme with a benefit by what it may be called, in letters of ASCII alone."""
    paid = {name: scheme for name, scheme in schemes.items() if scheme.ladder}
    called = {bare(s.label[lang]): name for name, s in paid.items() for lang in LANGUAGES}
    return called | {bare(name): name for name in paid}


def _refuse_single_persons(grid: Grid) -> None:
    """Refuse a file with a column that says who somebody is, or a cell that does."""
    strangers = [str(name) for name in grid.names if bare(str(name or "")) in OF_ONE]
    if strangers:
        said = Wording(
            f": kolonnen {strangers[0]} peger på enkelte borgere; brug optalte borgere, en række "
            "for hver ordning og varighed.",
            f": the column {strangers[0]} points at single persons; expected persons that are"
            " counted, a row for each scheme and time.",
        )
        raise InputError(str(grid.file) + said)
    for number, row in zip(grid.numbers, grid.rows, strict=True):
        if any(looks_like_cpr(_text(cell)) for cell in row):
            place = f"{grid.file}, " + grid.row_at(number)
            raise InputError(place + ": " + Wording("en celle ", "a cell ") + IS_CPR)


def _cells(grid: Grid) -> Iterator[tuple[Place, dict[str, str]]]:
    columns = _columns(grid.names)
    for number, row in zip(grid.numbers, grid.rows, strict=True):
        place = f"{grid.file}, " + grid.row_at(number)
        yield place, {name: _text(row[n]) for name, n in columns.items()}


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _read(place: Place, said: Mapping[str, str], names: Mapping[str, str]) -> ReadRow:
    """Return a row that holds; one that does not is refused by its place."""
    try:
        persons = whole_number("", said["persons"], COUNT)
    except InputError as error:
        what = place + Wording(", personer ", ", persons ")
        raise InputError(what + error.said.each(str.lstrip)) from None
    ladder = said.get("ladder", "")
    row = WeeksStock(
        scheme=names.get(bare(said["scheme"]), said["scheme"]),
        weeks=_weeks(place + ", " + WEEKS, said["weeks"]),
        ladder=_weeks(place + ", " + LADDER, ladder, open_end=True) if ladder else None,
        persons=persons,
    )
    fault = fault_of_row(row, names.values())
    if fault is not None:
        raise InputError(place + ": " + fault)
    return ReadRow(row, place, said.get("source", ""))


def _weeks(place: Place, text: str, *, open_end: bool = False) -> tuple[int, int]:
    """Return a week or a range of weeks; of the ladder one without an end too, as 53+."""
    found = RANGE.fullmatch(text)
    if found is not None:
        first, last = found[1], found[2] or found[1]
        return int(first), int(last)
    whole = OPEN_END.fullmatch(text)
    if whole is not None and open_end:
        return int(whole[1]), int(whole[1])
    as_dates = Wording(
        " Et regneark gør 5-8 til en dato: skriv 5-8 uger.",
        " A spreadsheet makes a date of 5-8: write 5-8 weeks.",
    )
    raise InputError(place + quoted(text) + EXPECTED_WEEKS + as_dates)


def _refuse_sum(file: Path, rows: Sequence[ReadRow], residents: int) -> None:
    fault = fault_of_sum([each.row for each in rows], 0.0, residents)
    if fault is not None:
        raise InputError(f"{file}: " + fault)


def _refuse_contradictions(
    file: Path, rows: Sequence[ReadRow], known: Mapping[str, HeldFigure]
) -> None:
    """Refuse a table whose persons in the schemes of a figure are not those of the figure."""
    told = {each.row.scheme for each in rows}
    for one in known.values():
        if not one.figure.schemes or not set(one.figure.schemes) <= told:
            continue
        persons = sum(each.row.persons for each in rows if each.row.scheme in one.figure.schemes)
        if abs(persons - one.persons) > MOST_OFF * one.persons:
            name = one.figure.name
            said = Wording(
                f": {name} er {persons} i alt, men {one.persons} i ",
                f": {name} is {persons} in all, but {one.persons} in ",
            )
            near = Wording("; forskellen må højst være 5 pct.", "; expected 5 % apart at most.")
            raise InputError(str(file) + said + one.place + near)
