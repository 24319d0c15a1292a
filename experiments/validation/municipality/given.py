"""The figures that somebody gave, from options and files, each with where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from borgerflow.experiments.validation.municipality.figures import PERSONS, WORKFORCE
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.texts import IS_CPR, looks_like_cpr, named, quoted
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.records.figures import COLUMNS, VALUE
from borgerflow.sim.records.files.formats.grid import Grid, read_grid
from borgerflow.sim.records.files.found import bytes_of
from borgerflow.sim.records.files.headers import bare

HEADER = Wording("tal;antal;kilde", "figure;value;source")
EXPECTED = Wording(
    "; der skal bruges en fil med tal: CSV eller Excel (.xlsx).",
    "; expected a file of figures: CSV or Excel (.xlsx).",
)
# What the three columns may be called.
NAMES = {
    "figure": {"figure", "tal", "noegletal", "bestand"},
    "value": {"value", "vaerdi", "antal", "personer"},
    "source": {"source", "kilde"},
}
MEASURES = ("persons", "full_time_persons")  # the first is preferred
EVERYBODY = {"", "all"}
AN_OPTION = "sygedagpenge=1104"


class GivenFigure(NamedTuple):
    """A figure as it was given: its name and number as text, and where it stands."""

    figure: str
    number: str
    source: str  # empty where none was named
    place: Wording


def typed_figures(
    persons: str | None, workforce: str | None, stocks: Sequence[str]
) -> list[GivenFigure]:
    """Return the figures of the options ``--persons``, ``--workforce`` and ``--stock NAME=N``."""
    alone = ((PERSONS, "--persons", persons), (WORKFORCE, "--workforce", workforce))
    given = [GivenFigure(n, text, "", same(option)) for n, option, text in alone if text]
    return given + [_stock(text) for text in stocks]


def _stock(text: str) -> GivenFigure:
    name, equals, number = text.partition("=")
    if not equals:
        said = Wording(f": der skal stå navn=antal, fx {AN_OPTION}.", f": expected {AN_OPTION}.")
        raise InputError(Wording("--stock er ", "--stock is ") + quoted(text) + said)
    return GivenFigure(name.strip(), number.strip(), "", same(f"--stock {named(name.strip())}"))


def figures_in(file: Path, known: Mapping[str, str], name: str, day: int) -> list[GivenFigure]:
    """Return the figures of a file: rows of figure, value and source, or a table of `import`.

    Parameters
    ----------
    known : mapping
        The name of each figure by what it may be called.
    name, day : str, int
        The municipality and the day whose rows of a table of figures are wanted.

    Raises
    ------
    InputError
        If the file is neither, or holds several municipalities and none of that name.
    """
    refuse_cpr_name(file.name)
    grid = read_grid(file, bytes_of(file, EXPECTED), _known_header, HEADER)
    if set(COLUMNS) <= set(grid.names):
        return _of_table(grid, known, name, day)
    return list(_of_rows(grid))


def _known_header(cells: Sequence[str]) -> int:
    columns = _columns(cells)
    is_table = set(COLUMNS) <= {str(cell) for cell in cells}
    return len(cells) if is_table or {"figure", "value"} <= set(columns) else 0


def _columns(cells: Sequence[object]) -> dict[str, int]:
    """Return the place of each of the three columns that is there."""
    names = [bare(str(cell or "")) for cell in cells]
    return {ours: n for ours, said in NAMES.items() for n, name in enumerate(names) if name in said}


def _of_rows(grid: Grid) -> Iterator[GivenFigure]:
    columns = _columns(grid.names)
    for number, row in zip(grid.numbers, grid.rows, strict=True):
        said = {name: _text(row[place]) for name, place in columns.items()}
        place = _place(grid, number)
        if any(looks_like_cpr(text) for text in said.values()):
            raise InputError(place + ": " + Wording("en celle ", "a cell ") + IS_CPR)
        yield GivenFigure(said["figure"], said["value"], said.get("source", ""), place)


def _place(grid: Grid, number: int) -> Wording:
    return f"{grid.file}, " + grid.row_at(number)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _of_table(grid: Grid, known: Mapping[str, str], name: str, day: int) -> list[GivenFigure]:
    """Return the figures of a table of `import` on a day, of everybody in one municipality."""
    rows = [
        ({name: _text(cell) for name, cell in zip(grid.names, row, strict=True)}, number)
        for number, row in zip(grid.numbers, grid.rows, strict=True)
    ]
    there = [(row, number) for row, number in rows if _is_wanted(row, known, iso_date(day))]
    own = _of_one_place(grid, there, name)
    by_figure: dict[str, GivenFigure] = {}
    for measure in MEASURES:
        for row, number in own:
            if row["measure"] == measure:
                figure = _figure_of(row, known)
                given = _given(grid, row, figure, number)
                by_figure.setdefault(figure, given)
    return list(by_figure.values())


def _given(grid: Grid, row: Mapping[str, str], figure: str, number: int) -> GivenFigure:
    persons = str(round(float(row["value"].replace(",", "."))))
    source = f"{row['publisher']} {row['table']}, {row['start'][:10]}".strip()
    return GivenFigure(figure, persons, source, _place(grid, number))


def _figure_of(row: Mapping[str, str], known: Mapping[str, str]) -> str:
    return known.get(bare(row["scheme"])) or known.get(bare(row["benefit"]), "")


def _is_wanted(row: Mapping[str, str], known: Mapping[str, str], day: str) -> bool:
    return (
        row["measure"] in MEASURES
        and row["status"] == VALUE
        and {row["sex"], row["age"]} <= EVERYBODY
        and not row["other"]
        and row["start"][:10] <= day < row["end"][:10]
        and bool(_figure_of(row, known))
    )


Rows = list[tuple[dict[str, str], int]]


def _of_one_place(grid: Grid, rows: Rows, name: str) -> Rows:
    """Return the rows of the municipality of a name, or of the only one there is."""
    places = {row["municipality"] for row, _ in rows}
    wanted = next((p for p in places if bare(p).removesuffix("kommune") == bare(name)), None)
    if wanted is None and len(places) > 1:
        some = ", ".join(sorted(places)[:3])
        raise InputError(
            Wording(
                f"{grid.file}: tal for {len(places)} kommuner ({some}), ingen med navnet {name}; "
                "brug kommunens egne rækker.",
                f"{grid.file}: figures of {len(places)} municipalities ({some}), none called "
                f"{name}; expected rows of this municipality.",
            )
        )
    if not rows:
        raise InputError(
            Wording(
                f"{grid.file}: ingen række med en bestand i personer på dagen; vælg en anden "
                "dag med --day.",
                f"{grid.file}: no row with a stock in persons on the day; choose another --day.",
            )
        )
    return [pair for pair in rows if wanted is None or pair[0]["municipality"] == wanted]
