"""Dated values of law: read, and valued on a day.

A file of ``params/law`` holds either parameters (one value by date) or, when it has the key
``columns``, tables: several values that change together, each addressed ``law.file.table.column``.
"""

import bisect
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Tag

from borgerflow.sim.base.clock import date_of, iso_date
from borgerflow.sim.base.errors import FormError, ParamError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording, same, sentence
from borgerflow.sim.params.reading.forms import (
    Day,
    Entry,
    Label,
    Sheet,
    Text,
    read_plain,
    validated,
)
from borgerflow.sim.params.reading.kept import Loc
from borgerflow.sim.params.reading.phrases import got, got_wrong, listed
from borgerflow.sim.params.reading.units import Grade, Unit, law_fault

Value = float | bool
EXPERIMENT = "experiment"  # the source of a value that nobody wrote into a file


def _number(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    shown = quoted(value) if isinstance(value, str) else same(repr(value))
    number = Wording("et tal, true, false eller null", "a number, true, false or null")
    raise FormError(got(shown, number))


def _kind_of_cell(cell: object) -> str:
    return "sourced" if isinstance(cell, dict | DatedForm) else "bare"


Number = Annotated[bool | int | float | None, BeforeValidator(_number)]


class DatedForm(Entry):
    """One value in the file: the number, and why we believe it."""

    value: Number
    source: Text
    grade: Grade
    low: float | None = None
    high: float | None = None
    note: Text | None = None


class ParameterForm(Entry):
    """One parameter in the file."""

    label: Label
    unit: Unit
    law: Text
    values: dict[Day, DatedForm]
    still_valid_on: Day
    follows: Literal["working_age", "pension"] | None = None
    note: Text | None = None


class ColumnForm(Entry):
    """What the cells of one column of a table are."""

    label: Label
    unit: Unit


Cell = Annotated[
    Annotated[Number, Tag("bare")] | Annotated[DatedForm, Tag("sourced")],
    Discriminator(_kind_of_cell),
]


class RowForm(Entry):
    """The values that change together on one day; a cell may carry its own source."""

    set: dict[str, Cell]
    source: Text
    grade: Grade
    note: Text | None = None


class TableForm(Entry):
    """One table in the file: rows of values by date."""

    label: Label
    law: Text
    values: dict[Day, RowForm]
    still_valid_on: Day
    note: Text | None = None


@dataclass(frozen=True)
class DatedValue:
    """A value and the first day it is in force; ``None`` ends the parameter."""

    day: int
    value: Value | None
    source: str
    grade: str
    note: str | None = None
    low: float | None = None  # the range of one that nobody knows
    high: float | None = None
    projected: bool = False  # reckoned by the yearly regulation, not typed


@dataclass(frozen=True)
class Parameter:
    """One value of law through time."""

    name: str
    label: Mapping[str, str]
    unit: str
    law: str
    values: tuple[DatedValue, ...]
    still_valid_on: int
    path: str
    line: int
    note: str | None = None
    follows: str | None = None  # the yearly percentage by which an amount goes on

    @property
    def typed(self) -> tuple[DatedValue, ...]:
        """Return the values that somebody wrote down, those reckoned left out."""
        return tuple(value for value in self.values if not value.projected)

    def dated(self, day: int) -> DatedValue:
        """Return the value in force on a day, with its source.

        Raises
        ------
        ParamError
            If the day lies before the first value, or after the parameter ended.
        """
        place = bisect.bisect_right([v.day for v in self.values], day) - 1
        if place < 0:
            first = date_of(self.values[0].day)
            since = Wording(f"den første gælder fra {first}", f"the first is from {first}")
            raise ParamError(self._no_value(day) + since + " (" + self._place() + ").")
        found = self.values[place]
        if found.value is None:
            last = date_of(found.day)
            ended = Wording(f"den ophørte {last}. ", f"it ended on {last}. ") + f"{found.note} ("
            raise ParamError(self._no_value(day) + ended + self._place() + ")")
        return found

    def _no_value(self, day: int) -> Wording:
        shown = date_of(day)
        return Wording(
            f"{self.name} har ingen værdi den {shown}: ", f"{self.name} has no value on {shown}: "
        )

    def _place(self) -> Wording:
        return Wording(f"{self.path}, linje {self.line}", f"{self.path}, line {self.line}")

    def on(self, day: int) -> Value:
        """Return the value in force on a day (see ``dated``)."""
        value = self.dated(day).value
        assert value is not None
        return value


def read_law(folder: Path) -> dict[str, Parameter]:
    """Return every parameter of a ``law`` folder by name."""
    if not folder.is_dir():
        raise ParamError(
            Wording(
                f"{folder} findes ikke; der skal være en mappe med lovfiler.",
                f"{folder} does not exist; expected a folder of law files.",
            )
        )
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix != ".yaml":
            raise ParamError(
                Wording(
                    f"{path} ville ikke blive læst: en lovfil hedder <lov>.yaml.",
                    f"{path} would not be read: a law file is called <law>.yaml.",
                )
            )
    return {p.name: p for path in sorted(folder.glob("*.yaml")) for p in read_law_file(path)}


def read_law_file(path: Path) -> Iterator[Parameter]:
    """Yield every parameter of one law file, in the order of the file."""
    data, lines = read_plain(path)
    if isinstance(data, dict) and "columns" in data:
        yield from _tables(path, data, lines)
    else:
        sheet = validated(path, data, lines, dict[str, ParameterForm])
        for key, form in sheet.content.items():
            yield parameter_of(sheet, (key,), form)


def parameter_of(sheet: Sheet[object], where: Loc, form: ParameterForm) -> Parameter:
    """Return the parameter at a place of a file, named by the file and the last of its keys."""
    return Parameter(
        name=f"law.{sheet.path.stem}.{where[-1]}",
        label=form.label.model_dump(),
        unit=form.unit,
        law=form.law,
        values=values_of(sheet, (*where, "values"), form.values, form.unit),
        still_valid_on=form.still_valid_on,
        path=str(sheet.path),
        line=sheet.line(where),
        note=form.note,
        follows=form.follows,
    )


def values_of(
    sheet: Sheet[object], where: Loc, forms: Mapping[int, DatedForm], unit: str
) -> tuple[DatedValue, ...]:
    """Return the values at a place of a file by day; what does not hold is refused."""
    values = tuple(_dated(day, v) for day, v in forms.items())
    _refuse_disorder(sheet, where, values)
    for value in values:
        _refuse_misfit(sheet, (*where, iso_date(value.day), "value"), value, unit)
    return values


def _tables(path: Path, data: dict[str, object], lines: Mapping[Loc, int]) -> Iterator[Parameter]:
    columns = validated(path, {"columns": data["columns"]}, lines, dict[str, dict[str, ColumnForm]])
    tables = {key: table for key, table in data.items() if key != "columns"}
    sheet: Sheet[dict[str, TableForm]] = validated(path, tables, lines, dict[str, TableForm])
    for key, table in sheet.content.items():
        yield from _table(sheet, key, table, columns.content["columns"])


def _table(
    sheet: Sheet[dict[str, TableForm]],
    key: str,
    table: TableForm,
    columns: Mapping[str, ColumnForm],
) -> Iterator[Parameter]:
    for day, row in table.values.items():
        for name in row.set:
            if name not in columns:
                nothing = Wording("ingen kolonne har dette navn.", "no column has this name.")
                raise sheet.fault(
                    (key, "values", iso_date(day), "set", name),
                    nothing + nearest(name, columns) + listed(columns),
                )
    for name, column in columns.items():
        values = tuple(
            _cell(day, row, row.set[name]) for day, row in table.values.items() if name in row.set
        )
        where = (key, "values")
        if not values:
            said = Wording(f"kolonnen {name} har ingen værdi.", f"the column {name} has no value.")
            raise sheet.fault((key,), said)
        _refuse_disorder(sheet, where, values)
        for value in values:
            _refuse_misfit(sheet, (*where, iso_date(value.day), "set", name), value, column.unit)
        yield Parameter(
            name=f"law.{sheet.path.stem}.{key}.{name}",
            label={
                "da": f"{table.label.da}: {column.label.da}",
                "en": f"{table.label.en}: {column.label.en}",
            },
            unit=column.unit,
            law=table.law,
            values=values,
            still_valid_on=table.still_valid_on,
            path=str(sheet.path),
            line=sheet.line((key,)),
            note=table.note,
        )


def _dated(day: int, form: DatedForm) -> DatedValue:
    return DatedValue(day, form.value, form.source, form.grade, form.note, form.low, form.high)


def _cell(day: int, row: RowForm, cell: Value | DatedForm | None) -> DatedValue:
    if isinstance(cell, DatedForm):
        return _dated(day, cell)
    return DatedValue(day, cell, row.source, row.grade, row.note)


def _refuse_disorder(sheet: Sheet[object], where: Loc, values: tuple[DatedValue, ...]) -> None:
    if not values:
        said = Wording(
            "der er ingen værdi; der skal stå mindst én, efter dato.",
            "there is no value; expected one at least, by date.",
        )
        raise sheet.fault(where, said)
    for earlier, later in itertools.pairwise(values):
        if later.day <= earlier.day:
            said = Wording(
                f"datoerne står i forkert rækkefølge; den skal stå før {iso_date(earlier.day)}.",
                f"the dates are out of order; expected it before {iso_date(earlier.day)}.",
            )
            raise sheet.fault((*where, iso_date(later.day)), said)


def _refuse_misfit(sheet: Sheet[object], where: Loc, value: DatedValue, unit: str) -> None:
    if value.value is None:
        if not value.note:
            said = Wording(
                "null afslutter en parameter og kræver en note om, hvad der kom i stedet.",
                "null ends a parameter and needs a note on what replaced it.",
            )
            raise sheet.fault(where, said)
        return
    wrong = law_fault(value.value, unit)
    if wrong:
        raise sheet.fault(where, got_wrong(written(value.value), wrong).each(sentence))


def written(value: Value) -> str:
    """Return a value as it is written in a file."""
    return str(value).lower() if isinstance(value, bool) else f"{value:g}"
