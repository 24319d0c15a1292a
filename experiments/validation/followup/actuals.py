"""What came, read from a file: rows of figure, period and value, or a table of `import`.

A figure that was not told (an empty cell, ``..``, ``x``) is kept as such and is never nought.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from borgerflow.experiments.typed.numbers import Size, number
from borgerflow.experiments.typed.sizes import MOST_KRONER
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.texts import IS_CPR, looks_like_cpr, quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.figures import COLUMNS, VALUE
from borgerflow.sim.records.files.cells.periods import EXPECTED, PublishedPeriod, period_of
from borgerflow.sim.records.files.formats.grid import Grid, read_grid
from borgerflow.sim.records.files.found import bytes_of
from borgerflow.sim.records.files.headers import bare

HEADER = Wording("tal;periode;værdi;kilde", "figure;period;value;source")
# What the columns may be called.
NAMES = {
    "figure": {"figure", "scheme", "tal", "noegletal", "ydelse", "ordning", "bestand"},
    "period": {"period", "quarter", "periode", "kvartal", "tid"},
    "value": {"value", "persons", "vaerdi", "antal", "personer", "beloeb"},
    "source": {"source", "kilde"},
    "municipality": {"municipality", "kommune"},
}
NEEDED = ("figure", "period", "value")
NOT_TOLD = {"", "..", ".", "x", "*"}
FULL_TIME, EVERYBODY = "full_time_persons", {"", "all"}
PARQUET = b"PAR1"
NO_PARQUET = Wording(
    " er en Parquet-fil: brug CSV eller Excel (import skriver CSV med --out FIL.csv).",
    " is a Parquet file: expected CSV or Excel (import writes CSV with --out FILE.csv).",
)
NO_FIGURE = Wording("intet tal", "no figure")
SIZE = Size(0, MOST_KRONER, Wording("et tal fra 0", "a number from 0"))
NOT_FULL_TIME = Wording(
    "{} rækker tæller ikke fuldtidspersoner (berørte personer, kroner, andele) eller er delt på "
    "grupper; de kan ikke holdes op mod prognosen og er udeladt.",
    "{} rows count no full-time persons (persons affected, kroner, shares) or parts of groups; "
    "they cannot be held against the forecast and are left out.",
)


class ToldFigure(NamedTuple):
    """A figure as a file has it: of which days, how much (None where not told), and where."""

    figure: str
    period: PublishedPeriod
    value: float | None
    source: str
    place: Wording


class ToldFile(NamedTuple):
    """The figures of a file, and what of it was left out."""

    figures: tuple[ToldFigure, ...]
    notes: tuple[Wording, ...]


def told_in(file: Path, names: Mapping[str, str], municipality: Sequence[str]) -> ToldFile:
    """Return the figures of a file.

    Parameters
    ----------
    names : mapping
        The name of each figure by what it may be called, in bare letters.
    municipality : sequence of str
        What the municipality of the forecast is called.

    Raises
    ------
    InputError
        If it is no such table, names a figure, a period or a number that is none, or tells of
        another municipality.
    """
    refuse_cpr_name(file.name)
    data = bytes_of(file)
    if data.startswith(PARQUET):
        raise InputError(str(file) + NO_PARQUET)
    grid = read_grid(file, data, _known_header, HEADER)
    home = {_place_name(name) for name in municipality}
    if set(COLUMNS) <= set(grid.names):
        return _of_table(grid, names, home)
    return ToldFile(tuple(_of_rows(grid, names, home)), ())


def _known_header(cells: Sequence[str]) -> int:
    is_table = set(COLUMNS) <= {str(cell) for cell in cells}
    return len(cells) if is_table or set(NEEDED) <= set(_columns(cells)) else 0


def _columns(cells: Sequence[object]) -> dict[str, int]:
    """Return the place of each of our columns that is there."""
    names = [bare(str(cell or "")) for cell in cells]
    return {ours: n for ours, said in NAMES.items() for n, name in enumerate(names) if name in said}


def _place_name(name: str) -> str:
    return bare(name).removesuffix("kommune")


def _of_rows(grid: Grid, names: Mapping[str, str], home: set[str]) -> Iterator[ToldFigure]:
    columns = _columns(grid.names)
    for line, row in zip(grid.numbers, grid.rows, strict=True):
        said = {name: _text(row[place]) for name, place in columns.items()}
        place = f"{grid.file}, " + grid.row_at(line) + ": "
        if any(looks_like_cpr(text) for text in said.values()):
            raise InputError(place + Wording("en celle ", "a cell ") + IS_CPR)
        _refuse_elsewhere(said.get("municipality", ""), home, place)
        figure = names.get(bare(said["figure"]))
        if figure is None:
            known = sorted(set(names.values()))
            raise InputError(place + unknown(NO_FIGURE, said["figure"], known))
        period = _period(said["period"], place)
        value = _value(said["value"], place)
        yield ToldFigure(figure, period, value, said.get("source", ""), place)


def _refuse_elsewhere(there: str, home: set[str], place: Wording) -> None:
    if there and _place_name(there) not in home:
        got = quoted(there)
        raise InputError(
            place
            + Wording(
                f"tallet er for {got.da}; det skal være for prognosens egen kommune.",
                f"the figure is of {got.en}; expected the municipality of the forecast.",
            )
        )


def _period(text: str, place: Wording) -> PublishedPeriod:
    found = period_of(text)
    if found is None:
        raise InputError(
            place + (Wording("perioden er ", "the period is ") + quoted(text)) + EXPECTED
        )
    return found


def _value(text: str, place: Wording) -> float | None:
    if text.lower() in NOT_TOLD:
        return None
    try:
        return number("", text, SIZE)
    except InputError as error:
        empty = Wording(
            " Lad cellen være tom, hvis tallet ikke er oplyst.",
            " Leave the cell empty where the figure is not told.",
        )
        said = Wording("tallet ", "the value ") + error.said.each(str.strip)
        raise InputError(place + said + empty) from None


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _of_table(grid: Grid, names: Mapping[str, str], home: set[str]) -> ToldFile:
    """Return the full-time persons of everybody in the municipality, from a table of `import`."""
    every = [
        ({name: _text(cell) for name, cell in zip(grid.names, row, strict=True)}, line)
        for line, row in zip(grid.numbers, grid.rows, strict=True)
    ]
    own = [pair for pair in every if _place_name(pair[0]["municipality"]) in home]
    if not own:
        raise _elsewhere(grid, sorted({row["municipality"] for row, _ in every}))
    usable = [(row, line) for row, line in own if _is_usable(row, names)]
    left = len(own) - len(usable)
    notes = [NOT_FULL_TIME.each(lambda text: text.format(left))] if left else []
    return ToldFile(tuple(_told(grid, row, line, names) for row, line in usable), tuple(notes))


def _elsewhere(grid: Grid, places: Sequence[str]) -> InputError:
    some = ", ".join(places[:3])
    return InputError(
        Wording(
            f"{grid.file}: tallene er for {some}; de skal være for prognosens egen kommune.",
            f"{grid.file}: figures are of {some}; expected the municipality of the forecast.",
        )
    )


def _is_usable(row: Mapping[str, str], names: Mapping[str, str]) -> bool:
    return (
        row["measure"] == FULL_TIME
        and {row["sex"], row["age"]} <= EVERYBODY
        and not row["other"]
        and bool(_figure_of(row, names))
    )


def _figure_of(row: Mapping[str, str], names: Mapping[str, str]) -> str:
    return names.get(bare(row["scheme"])) or names.get(bare(row["benefit"]), "")


def _told(grid: Grid, row: Mapping[str, str], line: int, names: Mapping[str, str]) -> ToldFigure:
    place = f"{grid.file}, " + grid.row_at(line) + ": "
    first, end = (_period(row[name][:10], place).start for name in ("start", "end"))
    value = _value(row["value"], place) if row["status"] == VALUE else None
    source = f"{row['publisher']} {row['table']}".strip()
    return ToldFigure(_figure_of(row, names), PublishedPeriod(first, end), value, source, place)
