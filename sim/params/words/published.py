"""What published tables, their columns and their members mean: the reader of ``published/``.

Codes are joined on; labels help where a file has no codes. What no row knows stays as the file
has it, and whoever reads the file tells so.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.csv_rows import read_rows
from borgerflow.sim.params.reading.faults import fault
from borgerflow.sim.params.reading.phrases import got, one_of

ANY = "*"
COUNTRY, REGION, PROVINCE, MUNICIPALITY, UNKNOWN = LEVELS = (
    *("country", "region", "landsdel", "municipality", "unknown"),
)
GRADES = ("sourced", "derived", "recalled", "estimated", "assumed")
SUPPRESSED, MISSING = STATUSES = ("suppressed", "missing")
OBSERVED_UNITS = ("persons", "share_of_workforce")
YES = "yes"
MILLION = 1_000_000  # accounts.csv has millions of kroner
AREA_COLUMNS = ("code", "name", "also", "level", "source", "grade")
TABLE_COLUMNS = (
    *("table", "publisher", "measure", "factor", "benefit", "scheme", "columns"),
    *("remark_da", "remark_en", "source", "grade"),
)
NAME_COLUMNS = (
    *("table", "name", "dimension", "measure", "factor", "days", "member", "is_total"),
    *("source", "grade"),
)
MEMBER_COLUMNS = (
    *("table", "dimension", "code", "label", "means", "is_total", "rank", "factor"),
    *("source", "grade"),
)
SERIES_COLUMNS = (
    *("series", "figure", "label_da", "label_en", "differs_da", "differs_en"),
    *("source", "grade"),
)
OBSERVED_COLUMNS = ("series", "municipality", "period", "value", "unit", "source", "grade")
ACCOUNT_COLUMNS = (
    *("item", "municipality", "year", "role", "of", "value", "low", "high"),
    *("label_da", "label_en", "source", "grade"),
)
ACCOUNT, OUTSIDE, POSSIBLE, UNTOLD, REFUND = ROLES = (
    *("account", "outside", "possible", "untold", "refund"),
)
TOKEN_COLUMNS = ("publisher", "token", "status", "source", "grade")
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
AREA_KINDS = re.compile(r"^(?:region|landsdel|province)\s+|\s+kommune$", re.IGNORECASE)
T = TypeVar("T")


def plain_name(name: str) -> str:
    """Return a name in small letters of ASCII, digits and underscores alone."""
    ascii_alone = name.lower().translate(LETTERS)
    return "".join(sign for sign in ascii_alone if sign.isalnum() or sign == "_")


class Area(NamedTuple):
    """A municipality, or a larger area that holds several."""

    code: str
    name: str
    level: str

    @property
    def is_total(self) -> bool:
        """Tell whether the area holds municipalities."""
        return self.level not in (MUNICIPALITY, UNKNOWN)


class PublishedTable(NamedTuple):
    """What a table counts, as far as the table itself says so."""

    name: str
    publisher: str
    measure: str
    factor: float
    benefit: str
    scheme: str  # one of ours, or empty
    columns: frozenset[str]  # by which it is known where nothing names it
    remark: Wording | None


class PublishedColumn(NamedTuple):
    """What a column is: a dimension, a measure, or one member of a dimension with its measure."""

    dimension: str
    measure: str
    factor: float
    days: float | None
    member: str
    is_total: bool


class PublishedMember(NamedTuple):
    """What one member of a dimension means, and whether it holds others."""

    means: str
    is_total: bool
    rank: int | None
    factor: float


class ObservedValue(NamedTuple):
    """What was published of a series in a period: persons, or a share of the workforce."""

    period: str
    value: float
    unit: str
    source: str
    grade: str


class ObservedSeries(NamedTuple):
    """What was published of one municipality, and which figure of ours it is held against.

    ``differs`` says in what it counts others than ours does; None where it counts the same.
    """

    name: str
    figure: str
    label: Wording
    differs: Wording | None
    values: tuple[ObservedValue, ...]


class AccountLine(NamedTuple):
    """What was published of a municipality's accounts of a year, or is known to lie in them.

    ``role`` is ``account``, the sum itself; ``outside``, of which a figure is known and the model
    has nothing but what it books as the kind ``of``; ``possible``, of which a figure is known and
    not whether it lies there; ``untold``, of which no figure was found; or ``refund``, the state's
    share of a scheme (``of``). Kroner, but for that share.
    """

    item: str
    role: str
    of: str
    value: float | None
    low: float | None
    high: float | None
    label: Wording
    source: str
    grade: str


@dataclass(frozen=True)
class Published:
    """What is known of published tables; names are found in any spelling of theirs."""

    folder: Path

    @cached_property
    def tables(self) -> Mapping[str, PublishedTable]:
        """Return each table by its name in capitals."""
        rows = _rows(self.folder / "tables.csv", TABLE_COLUMNS)
        return {row["table"]: _table(row) for row in rows}

    @cached_property
    def areas(self) -> Mapping[int, Area]:
        """Return each area by the number of its code."""
        return {area.number: area.area for area in self._area_rows}

    def area(self, code: str, label: str) -> Area | None:
        """Return the area of a code, or of a name in any of its spellings; None if unknown."""
        for text in (code, label):
            if text.isdecimal() and int(text) in self.areas:
                return self.areas[int(text)]
        names = (label, code, AREA_KINDS.sub("", label.strip()))
        found = (self._areas_by_name.get(plain_name(name)) for name in names)
        return next((area for area in found if area), None)

    def column(self, table: str, *names: str) -> PublishedColumn | None:
        """Return what the first known of some names of a column is in a table."""
        known = self._columns
        keys = [(place, plain_name(name)) for place in (table, ANY) for name in names]
        return next((known[key] for key in keys if key in known), None)

    def member(self, table: str, dimension: str, code: str, label: str) -> PublishedMember | None:
        """Return what a member of a dimension means, by its code before its label."""
        texts = [code.casefold(), plain_name(label), plain_name(code)]
        keys = [(place, dimension, text) for place in (table, ANY) for text in texts if text]
        return next((self._members[key] for key in keys if key in self._members), None)

    def status(self, publisher: str, token: str) -> str | None:
        """Return what a token in the place of a number says; None for one that says nothing."""
        return self._tokens.get((publisher, token.strip().lower()))

    def observed(self, municipality: str) -> tuple[ObservedSeries, ...]:
        """Return the single figures that were published of a municipality, series by series."""
        values: dict[str, list[ObservedValue]] = {}
        for row in _rows(self.folder / "observed.csv", OBSERVED_COLUMNS):
            if row["municipality"] == municipality:
                told = (row["period"], float(row["value"]), row["unit"], row["source"])
                values.setdefault(row["series"], []).append(ObservedValue(*told, row["grade"]))
        about = _rows(self.folder / "series.csv", SERIES_COLUMNS)
        rows = [row for row in about if row["series"] in values]
        return tuple(_series(row, values[row["series"]]) for row in rows)

    def account_lines(self, municipality: str, year: int) -> tuple[AccountLine, ...]:
        """Return what was published of the accounts of a municipality, or of all, in a year."""
        rows = _rows(self.folder / "accounts.csv", ACCOUNT_COLUMNS)
        here = (row for row in rows if row["municipality"] in (municipality, ANY))
        return tuple(_account_line(row) for row in here if row["year"] == str(year))

    @cached_property
    def _area_rows(self) -> tuple["_AreaRow", ...]:
        return tuple(_area(row) for row in _rows(self.folder / "areas.csv", AREA_COLUMNS))

    @cached_property
    def _areas_by_name(self) -> Mapping[str, Area]:
        """Return areas by name; a name that a province shares is that of the municipality."""
        known: dict[str, Area] = {}
        for row in self._area_rows:
            for name in row.names:
                known[plain_name(name)] = row.area
        return known

    @cached_property
    def _columns(self) -> Mapping[tuple[str, str], PublishedColumn]:
        rows = _rows(self.folder / "columns.csv", NAME_COLUMNS)
        return {(row["table"], plain_name(row["name"])): _column(row) for row in rows}

    @cached_property
    def _members(self) -> Mapping[tuple[str, str, str], PublishedMember]:
        found: dict[tuple[str, str, str], PublishedMember] = {}
        for row in _rows(self.folder / "members.csv", MEMBER_COLUMNS):
            for text in (row["code"].casefold(), plain_name(row["label"])):
                if text:
                    found.setdefault((row["table"], row["dimension"], text), _member(row))
        return found

    @cached_property
    def _tokens(self) -> Mapping[tuple[str, str], str]:
        rows = _rows(self.folder / "tokens.csv", TOKEN_COLUMNS)
        return {(row["publisher"], row["token"]): row["status"] for row in rows}


class _AreaRow(NamedTuple):
    number: int
    area: Area
    names: tuple[str, ...]


def _area(row: Mapping[str, str]) -> _AreaRow:
    area = Area(row["code"], row["name"], row["level"])
    also = tuple(name for name in row["also"].split("|") if name)
    return _AreaRow(int(area.code), area, (area.name, *also))


def _table(row: Mapping[str, str]) -> PublishedTable:
    remark = Wording(row["remark_da"], row["remark_en"]) if row["remark_da"] else None
    return PublishedTable(
        name=row["table"],
        publisher=row["publisher"],
        measure=row["measure"],
        factor=float(row["factor"]),
        benefit=row["benefit"],
        scheme=row["scheme"],
        columns=frozenset(row["columns"].split()),
        remark=remark,
    )


def _series(row: Mapping[str, str], values: Iterable[ObservedValue]) -> ObservedSeries:
    differs = Wording(row["differs_da"], row["differs_en"]) if row["differs_da"] else None
    label = Wording(row["label_da"], row["label_en"])
    return ObservedSeries(row["series"], row["figure"], label, differs, tuple(values))


def _account_line(row: Mapping[str, str]) -> AccountLine:
    unit = 1 if row["role"] == REFUND else MILLION
    numbers = (_maybe(row[name], float) for name in ("value", "low", "high"))
    value, low, high = (None if each is None else each * unit for each in numbers)
    label = Wording(row["label_da"], row["label_en"])
    told = (row["item"], row["role"], row["of"])
    return AccountLine(*told, value, low, high, label, row["source"], row["grade"])


def _column(row: Mapping[str, str]) -> PublishedColumn:
    return PublishedColumn(
        dimension=row["dimension"],
        measure=row["measure"],
        factor=_maybe(row["factor"], float) or 1.0,
        days=_maybe(row["days"], float),
        member=row["member"],
        is_total=row["is_total"] == YES,
    )


def _member(row: Mapping[str, str]) -> PublishedMember:
    return PublishedMember(
        means=row["means"],
        is_total=row["is_total"] == YES,
        rank=_maybe(row["rank"], int),
        factor=_maybe(row["factor"], float) or 1.0,
    )


def _maybe(text: str, kind: Callable[[str], T]) -> T | None:
    return kind(text) if text else None


# By column, where only these may stand; empty where nothing is said.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "grade": GRADES,
    "level": LEVELS,
    "status": STATUSES,
    "is_total": (YES, ""),
    "unit": OBSERVED_UNITS,
    "role": ROLES,
}
NUMBERS = ("factor", "days", "rank", "code", "value", "low", "high", "year")


def _rows(path: Path, columns: tuple[str, ...]) -> Iterable[Mapping[str, str]]:
    """Yield the rows of one of our tables.

    Raises
    ------
    ParamError
        Naming file and line, where a cell is none of those it may be, or a source is missing.
    """
    for line, row in read_rows(path, columns):
        for name, known in CHOICES.items():
            if row.get(name, known[0]) not in known:
                raise fault(path, line, f"{name}: " + got(row[name], one_of(known)))
        for name in NUMBERS:
            is_number = re.fullmatch(r"[0-9]*\.?[0-9]*", row.get(name, ""))
            if not is_number and not (name == "code" and "dimension" in row):
                expected = Wording("et tal", "a number")
                raise fault(path, line, f"{name}: " + got(row[name], expected))
        if not row["source"]:
            raise fault(path, line, "source: " + got("", Wording("en kilde", "a source")))
        yield row
