"""Dates as Danish systems write them: one form in a column, decided by the column itself."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.columns import TablePlace
from borgerflow.sim.records.files.cells.texts import Distinct, distinct, is_mixed, of_kind, refused

MIDNIGHT = r"(?:[ T]00:00(?::00(?:[.,]0+)?)?)?"
COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
MONTHS = 12


@dataclass(frozen=True)
class DateForm:
    """One way of writing a date, and how the last of January 2019 looks in it."""

    pattern: re.Pattern[str]
    example: str

    def matches(self, text: str) -> bool:
        """Tell whether a text is written so."""
        return self.pattern.fullmatch(text) is not None

    def parts(self, text: str) -> tuple[int, int, int]:
        """Return year, month and day of a text that is written so."""
        found = self.pattern.fullmatch(text)
        assert found is not None
        return int(found["year"]), int(found["month"]), int(found["day"])


def _form(pattern: str, example: str) -> DateForm:
    return DateForm(re.compile(pattern + MIDNIGHT), example)


ISO = _form("(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})", "2019-01-31")
DANISH = _form(
    "(?P<day>[0-9]{1,2})(?P<sign>[-.])(?P<month>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4})",
    "31-01-2019",
)
SLASHES = _form("(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})", "31/01/2019")
FORMS = (ISO, DANISH, SLASHES)
EXPECTED = Wording(
    da="; der skal stå en dato som 2019-01-31 eller 31-01-2019.",
    en="; expected a date as 2019-01-31 or 31-01-2019.",
)


WITH_ZONE = Wording(
    da=" har en tidszone; der skal stå datoer uden klokkeslæt.",
    en=" has a time zone; expected plain dates.",
)
NO_TEXTS = Distinct(np.empty(0, np.int64), pa.array([], pa.string()))


@dataclass(frozen=True)
class DateColumn:
    """A column of dates: those that Excel or Parquet knows, and those written as text."""

    name: str
    dates: pd.Series
    texts: Distinct = NO_TEXTS
    form: DateForm | None = None


def as_dates(
    columns: Mapping[str, pd.Series], place: TablePlace
) -> tuple[dict[str, pd.Series], dict[str, DateForm]]:
    """Return columns as dates, empty as NaT, and how those are written that are text.

    Raises
    ------
    InputError
        At the first value that is no date, or is written otherwise than those before it in its
        column; or if day and month cannot be told apart.
    """
    read = [_column(name, column, place) for name, column in columns.items()]
    _refuse_either_way(read, place)
    forms = {column.name: column.form for column in read if column.form}
    return {column.name: column.dates for column in read}, forms


def _column(name: str, column: pd.Series, place: TablePlace) -> DateColumn:
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        raise InputError(place(0) + ": " + place.column(name) + WITH_ZONE)
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return DateColumn(name, column)
    if is_mixed(column):
        return _mixed(name, column, place)
    if pd.api.types.is_numeric_dtype(column.dtype):
        raise refused(place, 0, name, column.iloc[0], EXPECTED)
    return _written(name, distinct(column), place)


def _mixed(name: str, column: pd.Series, place: TablePlace) -> DateColumn:
    known = of_kind(column, dt.date)
    strange = ~known & ~of_kind(column, str, type(None))
    if strange.any():
        row = int(strange.argmax())
        raise refused(place, row, name, column[row], EXPECTED)
    written = _written(name, distinct(column), place)
    excel = column.where(known, None).astype("datetime64[s]")
    return replace(written, dates=excel.where(known, written.dates))


def _written(name: str, texts: Distinct, place: TablePlace) -> DateColumn:
    """Return dates written as text, all in the form of the first."""
    form: DateForm | None = None
    dates = np.full(len(texts.texts), np.datetime64("NaT"), dtype="datetime64[s]")
    for n, text in enumerate(texts.texts.to_pylist()):
        if text:
            form = form or next((each for each in FORMS if each.matches(text)), None)
            date = _date(text, form)
            if isinstance(date, Wording):
                row = texts.first_row(np.arange(len(dates)) == n)
                raise refused(place, row, name, text, date)
            dates[n] = date
    return DateColumn(name, pd.Series(dates[texts.codes]), texts, form)


def _date(text: str, form: DateForm | None) -> dt.date | Wording:
    """Return the date that a text is, or what is wrong with it."""
    if form is None or not form.matches(text):
        other = form is not None and any(each.matches(text) for each in FORMS)
        return _two_forms(form) if form and other else EXPECTED + _meant(text)
    try:
        return dt.date(*form.parts(text))
    except ValueError:
        return EXPECTED


def _two_forms(form: DateForm) -> Wording:
    example = form.example
    return Wording(
        f"; datoerne før den er skrevet som {example}. Brug samme form i hele kolonnen.",
        f"; the dates before it are written as {example}. Expected one form in all the column.",
    )


def _refuse_either_way(columns: Sequence[DateColumn], place: TablePlace) -> None:
    """Refuse dates with strokes if none in the file shows that the day comes first."""
    doubtful = [column for column in columns if column.form is SLASHES]
    texts = (text for column in doubtful for text in column.texts.texts.to_pylist() if text)
    if not doubtful or any(SLASHES.parts(text)[2] > MONTHS for text in texts):
        return
    first = doubtful[0]
    row = first.texts.first_row(first.texts.like(".+"))
    raise refused(place, row, first.name, first.texts.text(row), EITHER_WAY)


EITHER_WAY = Wording(
    da="; dag og måned kan ikke skelnes i nogen af filens datoer. Skriv 2019-01-31 eller"
    " 31-01-2019.",
    en="; day and month cannot be told apart in any date of the file. Write 2019-01-31 or"
    " 31-01-2019.",
)


def _meant(text: str) -> Wording | str:
    compact = COMPACT.fullmatch(text)
    if compact:
        date = "-".join(compact.groups())
    else:
        begins = (each.pattern.match(text) for each in FORMS)
        date = next((found[0] for found in begins if found), "")
    return Wording(f" Mente du {date}?", f" Did you mean {date}?") if date else ""
