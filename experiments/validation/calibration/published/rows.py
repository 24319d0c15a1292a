"""A table of published figures, read: each row checked, and refused with file and row.

Columns are those of ``params/targets.csv``; in a table of one's own, those that it does not need
may be left out.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from borgerflow.experiments.typed.numbers import Size, number
from borgerflow.experiments.validation.calibration.published.kinds import (
    MEASURES,
    SHARE,
    STOCK,
    Counting,
    Measure,
    fits_detail,
    names_in,
)
from borgerflow.experiments.validation.calibration.published.targets import (
    PAID,
    PublishedTarget,
    targets_of,
)
from borgerflow.experiments.validation.municipality.figures import GROUPS
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.texts import IS_CPR, looks_like_cpr, named, quoted
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.params import Params
from borgerflow.sim.params.model import Municipality
from borgerflow.sim.params.reading.phrases import listed, one_of
from borgerflow.sim.params.reading.units import GRADES
from borgerflow.sim.records.files.formats.grid import Grid, read_grid
from borgerflow.sim.records.files.found import bytes_of

COLUMNS = (
    *("id", "place", "scheme", "measure", "detail", "unit", "period", "value", "low", "high"),
    *("use", "source", "grade"),
)
NEEDED = ("scheme", "measure", "value")
HEADER = ";".join(COLUMNS)
FIT, CHECK = USES = ("fit", "check")  # a check is told beside what was simulated, and moves nothing
ABOVE_NOUGHT = Size(1e-9, 1e9, Wording("et tal over 0", "a number above 0"))
A_SHARE = Size(1e-6, 1 - 1e-6, Wording("en andel mellem 0 og 1", "a share between 0 and 1"))
A_FILE = Wording("; der skal bruges en tabel over tal.", "; expected a table of figures.")
NO_MEASURE, NO_SCHEME = Wording("intet mål", "no measure"), Wording("ingen ordning", "no scheme")
NO_TARGET = Wording("intet tal", "no figure")


@dataclass(frozen=True)
class TargetTable:
    """A table of figures, whose place it is if no column says so, and the schemes there are."""

    file: Path
    place: str
    schemes: Mapping[str, tuple[str, ...]]  # those that a name counts as one


def packaged_table(params: Params, place: str) -> TargetTable:
    """Return the figures that params hold."""
    return TargetTable(params.directory / "targets.csv", place, schemes_called(params))


def schemes_called(params: Params) -> dict[str, tuple[str, ...]]:
    """Return the schemes that a name stands for: its own, or a group of help."""
    return {**{name: (name,) for name in params.law.schemes}, **GROUPS}


def read_targets(table: TargetTable) -> list[PublishedTarget]:
    """Return the figures of a table.

    Raises
    ------
    InputError
        With file and row: if a measure, scheme, unit or grade is unknown, a number is none or
        lies outside its own range, a detail does not say what its measure needs, or an id
        stands twice.
    """
    refuse_cpr_name(table.file.name)
    grid = read_grid(table.file, bytes_of(table.file, A_FILE), _known_header, HEADER)
    _refuse_columns(grid)
    found = [
        _target(table, dict(zip(grid.names, map(_text, cells), strict=True)), grid, number)
        for number, cells in zip(grid.numbers, grid.rows, strict=True)
    ]
    _refuse_twice(found)
    return found


def targets_asked(
    home: Municipality, asked: Sequence[str], params: Params
) -> list[PublishedTarget]:
    """Return what a municipality is held against: its stocks, and what was asked for.

    A text with a point in it is a file, another is ids of the packaged table between commas;
    nothing asked for is all of the packaged table that speaks of the municipality.
    """
    packaged = read_targets(packaged_table(params, home.name))
    if not asked:
        return targets_of(home, packaged)
    rows: list[PublishedTarget] = []
    for text in asked:
        if "." in text:
            rows += read_targets(TargetTable(Path(text), home.name, schemes_called(params)))
        else:
            rows += chosen(packaged, [part.strip() for part in text.split(",")])
    return targets_of(home, rows)


def chosen(found: Sequence[PublishedTarget], ids: Collection[str]) -> list[PublishedTarget]:
    """Return the figures of some ids; an unknown one is refused with the nearest."""
    known = {target.name: target for target in found}
    for name in ids:
        if name not in known:
            raise InputError("--targets: " + unknown(NO_TARGET, name, known) + listed(known))
    return [known[name] for name in ids]


def _known_header(cells: Sequence[str]) -> int:
    return len(cells) if set(NEEDED) <= set(cells) else 0


def _refuse_columns(grid: Grid) -> None:
    for name in grid.names:
        if name not in COLUMNS:
            said = unknown(Wording("ingen kolonne", "no column"), name, COLUMNS)
            raise InputError(f"{grid.file}: " + said)


def _refuse_twice(found: Sequence[PublishedTarget]) -> None:
    known: dict[str, PublishedTarget] = {}
    for target in found:
        first = known.setdefault(target.name, target)
        if first is not target:
            said = Wording(f": {named(target.name)} står også i ", f": {named(target.name)} is in ")
            once = Wording("; hvert id skal stå én gang.", " too; expected each id once.")
            raise InputError(target.where + said + first.where + once)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _target(
    table: TargetTable, row: Mapping[str, str], grid: Grid, number_of_row: int
) -> PublishedTarget:
    where = f"{grid.file.name}, " + grid.row_at(number_of_row)
    if any(looks_like_cpr(text) for text in row.values()):
        raise InputError(where + ": " + Wording("en celle ", "a cell ") + IS_CPR)
    name = row.get("id") or f"{row['scheme']}-{row['measure']}-{row.get('detail', '')}".strip("-")
    where = where + f", {named(name)}"
    measure = _one_of(where, NO_MEASURE, row["measure"], MEASURES)
    kind = MEASURES[measure]
    schemes = _schemes(where, row["scheme"], kind, table.schemes)
    _refuse_detail(where, measure, row.get("detail", ""), table.schemes)
    _refuse_unit(where, row.get("unit") or kind.unit, kind)
    value, low, high = _range(where, row, kind)
    place = row.get("place") or table.place
    day = _day(where, row.get("period", "")) if measure == STOCK else 0
    paid = row["scheme"] in PAID
    use = row.get("use") or FIT
    grade = row.get("grade") or "recalled"
    return PublishedTarget(
        name=name,
        label=same(row["scheme"]) + ", " + kind.label + f" {row.get('detail', '')}".rstrip(),
        place=place,
        measure=measure,
        counting=Counting(schemes, row.get("detail", ""), paid, day),
        period=row.get("period", ""),
        value=value,
        low=low,
        high=high,
        is_fitted=_one_of(where, Wording("ingen brug", "no use"), use, USES) == FIT,
        is_own=place == table.place,
        is_of_elsewhere=place != table.place,
        source=row.get("source", ""),
        grade=_one_of(where, Wording("intet grundlag", "no grade"), grade, GRADES),
        where=where,
    )


def _one_of(where: Wording, kind: Wording, name: str, known: Collection[str]) -> str:
    if name not in known:
        said = unknown(kind, name, known) + Wording(" Skriv ", " Expected ") + one_of(known)
        raise InputError(where + ": " + said + ".")
    return name


def _schemes(
    where: Wording, name: str, kind: Measure, known: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    parts = name.split("+")
    for part in parts:
        if part not in known:
            raise InputError(where + ": " + unknown(NO_SCHEME, part, known))
    found = tuple(scheme for part in parts for scheme in known[part])
    if len(found) > 1 and not kind.joins:
        said = Wording(
            f": {name} er flere ordninger; der skal stå en af ",
            f": {name} is several schemes; expected one of ",
        )
        raise InputError(where + said + ", ".join(found) + ".")
    return found


def _refuse_detail(
    where: Wording, measure: str, detail: str, known: Mapping[str, tuple[str, ...]]
) -> None:
    kind = MEASURES[measure]
    if not fits_detail(kind, detail):
        expected = quoted(kind.example) if kind.example else Wording("intet", "none")
        said = Wording(": detail er ", ": detail is ") + quoted(detail)
        as_this = Wording("; der skal stå fx: ", "; expected, as: ") + expected
        raise InputError(where + said + as_this + ".")
    for name in names_in(kind, detail):
        if name not in known:
            raise InputError(where + ": " + unknown(NO_SCHEME, name, known))


def _refuse_unit(where: Wording, unit: str, kind: Measure) -> None:
    if unit != kind.unit:
        said = Wording(": unit er ", ": unit is ") + quoted(unit)
        raise InputError(where + said + Wording("; der skal stå ", "; expected ") + f"{kind.unit}.")


def _range(
    where: Wording, row: Mapping[str, str], kind: Measure
) -> tuple[float, float | None, float | None]:
    """Return the value and the ends of its range, if it has one; it must lie inside."""
    size = A_SHARE if kind.unit == SHARE else ABOVE_NOUGHT
    value = _number(where, "value", row["value"], size)
    low, high = (_number(where, n, row[n], size) if row.get(n) else None for n in ("low", "high"))
    if (low is not None and low > value) or (high is not None and high < value):
        said = Wording(
            f": value er {row['value']}, uden for sit interval fra {row.get('low')} til "
            f"{row.get('high')}; low, value, high skal komme i den rækkefølge.",
            f": value is {row['value']}, outside its range from {row.get('low')} to"
            f" {row.get('high')}; expected low, value, high in this order.",
        )
        raise InputError(where + said)
    return value, low, high


def _number(where: Wording, name: str, text: str, size: Size) -> float:
    try:
        return number(name, text, size)
    except InputError as error:
        raise InputError(where + ": " + error.said) from None


def _day(where: Wording, period: str) -> int:
    try:
        return parse_day(period)
    except InputError:
        said = Wording(": period er ", ": period is ") + quoted(period)
        expected = Wording(
            "; der skal stå en dag som 2019-02-01.", "; expected a day as 2019-02-01."
        )
        raise InputError(where + said + expected) from None
