"""Observed stocks by period, as a file has them: one row a period and scheme."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import iso_date, parse_day
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.phrases import listed
from borgerflow.sim.records.files.cells.periods import period_of
from borgerflow.sim.records.files.formats.grid import Grid, read_grid
from borgerflow.sim.records.files.found import bytes_of
from borgerflow.sim.records.files.headers import bare

HEADER = Wording("periode;ordning;personer", "period;scheme;persons")
NAMES = {
    "period": {"period", "periode", "kvartal", "quarter", "maaned", "month"},
    "scheme": {"scheme", "ordning", "ydelse"},
    "persons": {"persons", "personer", "antal", "fuldtidspersoner"},
    "municipality": {"municipality", "kommune"},
    "source": {"source", "kilde"},
}
NEEDED = ("period", "scheme", "persons")
NO_FOLLOWED = Wording("ingen ordning, der kan følges", "no scheme that can be followed")
EXPECTED = Wording(
    "; der skal bruges en fil med bestande: CSV eller Excel (.xlsx).",
    "; expected a file of stocks: CSV or Excel (.xlsx).",
)
Place = Wording


class ObservedStock(NamedTuple):
    """A stock in a file, and where it stands."""

    start: int
    until: int
    scheme: str
    persons: float
    source: str
    place: Place


@dataclass(frozen=True)
class Observed:
    """Mean stocks of schemes in periods that follow one another."""

    days: tuple[int, ...]  # borders of the periods, one more than there are
    stocks: Mapping[str, Floats]  # [period] by scheme
    source: str  # as the rows name it, else the name of the file


def observed_in(file: Path, municipality: str, known: Sequence[str]) -> Observed:
    """Return the observed stocks of a municipality in a file; rows of others are skipped.

    Raises
    ------
    InputError
        With file and row: if a cell cannot be read, a scheme is not one of ``known``, a period
        stands twice, or the periods leave a gap; if nothing of the municipality is there.
    """
    refuse_cpr_name(file.name)
    grid = read_grid(file, bytes_of(file, EXPECTED), _known_header, HEADER)
    rows = [_row(grid, place, cells, known) for place, cells in _own(grid, municipality)]
    if not rows:
        said = Wording(f": ingen rækker om {municipality}.", f": no rows about {municipality}.")
        raise InputError(str(file) + said)
    schemes = dict.fromkeys(row.scheme for row in rows)
    series = {name: _following([r for r in rows if r.scheme == name]) for name in schemes}
    sources = dict.fromkeys(row.source for row in rows if row.source)
    return _together(file, series, "; ".join(sources) or file.name)


def _known_header(cells: Sequence[str]) -> int:
    columns = _columns(cells)
    return len(columns) if set(NEEDED) <= set(columns) else 0


def _columns(cells: Iterable[object]) -> dict[str, int]:
    names = [bare(str(cell or "")) for cell in cells]
    return {ours: n for ours, said in NAMES.items() for n, name in enumerate(names) if name in said}


def _own(grid: Grid, municipality: str) -> list[tuple[Place, dict[str, str]]]:
    """Return the cells of the rows of a municipality, or of all where no column says whose."""
    columns, rows = _columns(grid.names), []
    for number, row in zip(grid.numbers, grid.rows, strict=True):
        said = {name: str(row[n] if row[n] is not None else "") for name, n in columns.items()}
        if bare(said.get("municipality", municipality)) == bare(municipality):
            rows.append((f"{grid.file}, " + grid.row_at(number), said))
    return rows


def _row(grid: Grid, place: Place, said: Mapping[str, str], known: Sequence[str]) -> ObservedStock:
    period, names = period_of(said["period"]), {bare(name): name for name in known}
    if period is None:
        expected = Wording(
            ": der skal stå en periode som 2019Q1.", ": expected a period as 2019Q1."
        )
        raise InputError(place + ": " + quoted(said["period"]) + expected)
    if bare(said["scheme"]) not in names:
        refused = unknown(NO_FOLLOWED, said["scheme"], known) + listed(known)
        raise InputError(place + ": " + refused)
    start, until = (parse_day(day.isoformat()) for day in period)
    scheme, persons = names[bare(said["scheme"])], _persons(place, said["persons"])
    return ObservedStock(start, until, scheme, persons, said.get("source", ""), place)


def _persons(place: Place, text: str) -> float:
    try:
        persons = float(text.replace(",", "."))
    except ValueError:
        persons = 0.0
    if not 0 < persons < np.inf:
        expected = Wording(
            ": der skal stå et antal personer over 0.", ": expected persons above 0."
        )
        raise InputError(place + ": " + quoted(text) + expected)
    return persons


def _following(rows: Sequence[ObservedStock]) -> list[ObservedStock]:
    """Return the rows of a scheme by time; a gap and a period that stands twice are refused."""
    ordered = sorted(rows, key=lambda row: row.start)
    for before, after in pairwise(ordered):
        if after.start != before.until:
            raise InputError(after.place + ": " + _not_following(before, after))
    return ordered


def _not_following(before: ObservedStock, after: ObservedStock) -> Wording:
    """Return that a period does not begin on the day the one before it ends."""
    is_gap = after.start > before.until
    what = Wording("et hul", "a gap") if is_gap else Wording("et overlap", "an overlap")
    begins, expected = iso_date(after.start), iso_date(before.until)
    said = Wording(f"{after.scheme} fra {begins} giver ", f"{after.scheme} from {begins} makes ")
    ends = Wording(
        f"; der skal stå en periode, der begynder {expected}.",
        f"; expected a period that begins {expected}.",
    )
    return said + what + ends


def _together(file: Path, series: Mapping[str, Sequence[ObservedStock]], source: str) -> Observed:
    """Return series of the same periods as one; others are refused."""
    days = {name: (rows[0].start, *(row.until for row in rows)) for name, rows in series.items()}
    first, *others = days
    for name in others:
        if days[name] != days[first]:
            said = Wording(
                f": {name} har andre perioder end {first}; de skal have de samme.",
                f": {name} has other periods than {first}; expected the same.",
            )
            raise InputError(str(file) + said)
    stocks = {name: np.array([row.persons for row in rows]) for name, rows in series.items()}
    return Observed(days[first], stocks, source)
