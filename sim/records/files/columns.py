"""Columns of text as dates and numbers; each distinct text is read once."""

import re
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.errors import InputError

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DANISH_DATE = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})")
NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")
THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:[., \u00a0][0-9]{3})+(?:[.,][0-9]+)?")
SHOWN = 40
Place = Callable[[int], str]


def as_dates(column: pd.Series, name: str, place: Place) -> pd.Series:
    """Return a column of ISO dates as dates; empty is NaT.

    Raises
    ------
    InputError
        At the first value that is no date written as 2019-01-01.
    """
    codes, texts = pd.factorize(column.astype("str").fillna(""))
    dates = pd.to_datetime(pd.Series(texts, dtype="str"), format="%Y-%m-%d", errors="coerce")
    for n, text in enumerate(texts):
        if text != "" and (pd.isna(dates[n]) or not ISO_DATE.fullmatch(text)):
            row = int((codes == n).argmax())
            raise InputError(
                f"{place(row)}: {name} is {_shown(text)}; expected a date as 2019-01-01."
                f"{_meant(text)}"
            )
    return pd.Series(dates.to_numpy(dtype="datetime64[s]")[codes], index=column.index)


def _meant(text: str) -> str:
    danish = DANISH_DATE.fullmatch(text.strip())
    if not danish:
        begins = ISO_DATE.match(text)
        return f" Did you mean {begins[0]}?" if begins and begins[0] != text else ""
    day, month, year = danish.groups()
    return f" Did you mean {year}-{month:0>2}-{day:0>2}?"


def as_numbers(columns: dict[str, pd.Series], place: Place) -> dict[str, Floats]:
    """Return columns of text as numbers, with one decimal mark throughout; empty is NaN.

    Raises
    ------
    InputError
        At the first value that is no number, has thousands separators, or another decimal
        mark than values before it.
    """
    read, mark = {}, ""
    for name, column in columns.items():
        codes, texts = pd.factorize(column.astype("str").fillna(""))
        for n, text in enumerate(texts):
            wrong = _wrong(text, name, mark)
            if wrong:
                row = int((codes == n).argmax())
                raise InputError(f"{place(row)}: {name} is {_shown(text)}{wrong}")
            mark = mark or _mark(text)
        read[name] = _floats(texts)[codes]
    return read


def _wrong(text: str, name: str, mark: str) -> str:
    grouped = THOUSANDS.fullmatch(text)
    separators = len(re.findall("[., \u00a0]", text))
    if grouped and (separators > 1 or name == "weekly_amount" or not NUMBER.fullmatch(text)):
        plain = re.sub("[., \u00a0]", "", re.sub("[.,][0-9]{1,2}$", "", text))
        return f"; thousands separators are not read. Write {plain}, or one more decimal."
    if text and not NUMBER.fullmatch(text):
        return f"; expected a number as 4355 or 2177.5.{_percent(text)}"
    if mark and _mark(text) not in ("", mark):
        words = {",": "comma", ".": "point"}
        return (
            f"; values before it have a decimal {words[mark]}. Expected one decimal mark"
            " throughout the file."
        )
    return ""


def _percent(text: str) -> str:
    number = text.removesuffix("%").strip()
    is_percent = text.endswith("%") and NUMBER.fullmatch(number)
    return f" Did you mean {float(number.replace(',', '.')) / 100:g}?" if is_percent else ""


def _mark(text: str) -> str:
    return next((mark for mark in ",." if mark in text), "")


def _floats(texts: Iterable[str]) -> Floats:
    return np.array([float(t.replace(",", ".")) if t else np.nan for t in texts], dtype=float)


def _shown(text: str) -> str:
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}...")
