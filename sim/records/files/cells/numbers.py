"""Numbers as Danish and English systems write them: one decimal mark in a whole file.

A point may part thousands in Denmark and decimals in England. The file itself shows which: a
value with both marks, or with other than three digits after its one mark, has one reading.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from borgerflow.sim.base.arrays import Flags, Floats
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.columns import TablePlace
from borgerflow.sim.records.files.cells.texts import Distinct, distinct, is_mixed, of_kind, refused
from borgerflow.sim.records.spells.coded import nearest_number

MARKS = {",": ".", ".": ","}  # what parts decimals, and what then parts thousands
EXPONENT = "(?:[eE][+-]?[0-9]+)?"
SPACES = "[ '\u00a0\u202f]"
SPACED = f"[+-]?[1-9][0-9]{{0,2}}(?:{SPACES}[0-9]{{3}})+(?:[.,][0-9]+)?"
# Thousands, or three decimals; of a krone not even where the mark parts decimals.
EITHER_WAY = "[+-]?[1-9][0-9]{{0,2}}{}[0-9]{{3}}"
PLAIN = re.compile("[0-9]+(?:[.,][0-9]+)?")
WORDS = {",": Wording("komma", "comma"), ".": Wording("punktum", "point")}
EXPECTED = Wording(
    da="; der skal stå et tal som 4355 eller 2177,5.", en="; expected a number as 4355 or 2177.5."
)


@dataclass(frozen=True)
class NumberColumn:
    """A column of numbers that are written as text, all or some of them."""

    name: str
    distinct: Distinct
    known: Floats  # those that are numbers in a workbook, NaN where they are text

    def refusal(
        self, place: TablePlace, is_wrong: Flags, wrong: Callable[[str], Wording]
    ) -> InputError:
        """Return the refusal of the first row whose text is wrong."""
        row = self.distinct.first_row(is_wrong)
        text = self.distinct.text(row)
        return refused(place, row, self.name, text, wrong(text))


def as_numbers(
    columns: Mapping[str, pd.Series], place: TablePlace, usual: str | None = None
) -> tuple[dict[str, Floats], str | None]:
    """Return columns as numbers, empty as NaN, and the decimal mark of those written as text.

    Where no number shows a mark it is the ``usual`` one of whoever wrote the file, if known.

    Raises
    ------
    InputError
        At the first value that is no number, has another decimal mark than values before it,
        or can be read as thousands or as decimals.
    """
    texts = [_column(name, column, place) for name, column in columns.items()]
    mark = _mark(texts, place) or usual
    return {column.name: _numbers(column, mark, place) for column in texts}, mark


def _column(name: str, column: pd.Series, place: TablePlace) -> NumberColumn:
    if pd.api.types.is_numeric_dtype(column.dtype):
        none = distinct(pd.Series([""] * len(column), dtype="str"))
        return NumberColumn(name, none, column.to_numpy(dtype=np.float64, na_value=np.nan))
    known = np.full(len(column), np.nan)
    if is_mixed(column):
        is_number = of_kind(column, int, float)
        strange = ~is_number & ~of_kind(column, str, type(None))
        if strange.any():
            row = int(strange.argmax())
            raise refused(place, row, name, column[row], EXPECTED)
        known[is_number] = column[is_number].astype(float)
    return NumberColumn(name, _without_spaces(distinct(column)), known)


def _without_spaces(texts: Distinct) -> Distinct:
    """Return numbers without the spaces that part their thousands."""
    is_spaced = texts.like(SPACED)
    if not is_spaced.any():
        return texts
    joined = pc.replace_substring_regex(texts.texts, SPACES, "")
    return texts._replace(texts=pc.if_else(pa.array(is_spaced), joined, texts.texts))


def _shows(mark: str) -> str:
    """Return the pattern of numbers in which a mark can only part decimals."""
    decimal, thousands = re.escape(mark), re.escape(MARKS[mark])
    both = f"[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+{decimal}[0-9]+"
    many = f"[0-9]{{1,3}}(?:{thousands}[0-9]{{3}}){{2,}}"
    not_three = f"[0-9]+{decimal}(?:[0-9]{{1,2}}|[0-9]{{4,}}){EXPONENT}"
    not_after_three = f"(?:0[0-9]*|[0-9]{{4,}}){decimal}[0-9]{{3}}{EXPONENT}"
    return f"[+-]?(?:{both}|{many}|{not_three}|{not_after_three})"


def _mark(columns: list[NumberColumn], place: TablePlace) -> str | None:
    """Return the decimal mark of a file, None where no number shows one."""
    found = [
        (column.distinct.first_row(likes), mark, column, likes)
        for column in columns
        for mark in MARKS
        if (likes := column.distinct.like(_shows(mark))).any()
    ]
    found.sort(key=lambda each: each[0])
    marks = [mark for _, mark, *_ in found]
    if len(set(marks)) > 1:
        first = marks[0]
        *_, column, likes = next(each for each in found if each[1] != first)
        raise column.refusal(place, likes, lambda _: _two_marks(WORDS[first]))
    return marks[0] if marks else None


def _two_marks(before: Wording) -> Wording:
    return Wording(
        f"; værdier før den har {before.da} som decimaltegn. Brug samme tegn i hele filen.",
        f"; values before it have a decimal {before.en}. Expected one decimal mark throughout"
        " the file.",
    )


def _numbers(column: NumberColumn, mark: str | None, place: TablePlace) -> Floats:
    decimal, thousands = mark or ",", MARKS[mark or ","]
    if mark is None or column.name == "weekly_amount":
        either = column.distinct.like(EITHER_WAY.format(re.escape(mark) if mark else "[.,]"))
        if either.any():
            raise column.refusal(place, either, _either_way)
    whole = f"(?:[0-9]+|[1-9][0-9]{{0,2}}(?:{re.escape(thousands)}[0-9]{{3}})+)"
    right = column.distinct.like(f"(?:[+-]?{whole}(?:{re.escape(decimal)}[0-9]+)?{EXPONENT})?")
    if not right.all():
        raise column.refusal(place, ~right, lambda text: EXPECTED + _percent(text))
    texts = pc.replace_substring(column.distinct.texts, thousands, "")
    texts = pc.replace_substring(texts, decimal, ".").to_pylist()
    read = np.array([float(text) if text else np.nan for text in texts])[column.distinct.codes]
    return np.where(np.isnan(read), column.known, read)


def _either_way(text: str) -> Wording:
    digits = re.sub("[.,]", "", text)
    comma, point = text.replace(".", ","), text.replace(",", ".")
    return Wording(
        f"; det kan være {digits} eller {comma}. Skriv {digits}, eller skriv beløb med to"
        " decimaler.",
        f"; that may be {digits} or {point}. Write {digits}, or write amounts with two decimals.",
    )


def _percent(text: str) -> Wording | str:
    number = text.removesuffix("%").strip()
    if not text.endswith("%") or not PLAIN.fullmatch(number):
        return ""
    return nearest_number(float(number.replace(",", ".")) / 100)
