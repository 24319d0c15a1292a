"""A table declared once: what its columns hold, in which unit, and what they are called.

`present.tables` renders it as a workbook sheet, a table of the HTML page, lines of text or a
DataFrame; the JSON of a row is its fields (`findings.plain`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from borgerflow.experiments.findings.rows import Interval
from borgerflow.sim.base.wording import Wording

Unit = Literal[
    "text",  # words, set to the left
    "kr",  # kroner, shown in whole thousands
    "kroner",  # shown to the nearest thousand
    "persons",  # full-time persons or citizens: whole from ten on
    "change",  # persons more or fewer, signed
    "count",  # to the nearest ten from 1,000 on
    "share",  # of one, shown as a per cent
    "number",  # whole
    "one_decimal",
    "millions",  # with two decimals
    "signed",  # one decimal and a sign
    "more",  # whole, signed
    "more_kr",  # kroner, shown in whole thousands, signed
    "points",  # a change of a share, shown in per cent points
    "hazard",  # a share a week, shown as a per cent with three digits
    "deviation",  # off by a share of what was published, shown as a signed per cent
]
Value = str | float | Interval | None


@dataclass(frozen=True)
class Column:
    """One column: what it holds of a row, and how it is shown.

    ``value`` is called with the row and the language. An interval is shown by its mean, and
    by its ends too where ``ends`` says so; by these alone where not ``mean``.
    """

    da: str
    en: str
    unit: Unit
    value: Callable[[Any, str], Value]
    ends: bool = False
    mean: bool = True

    def name(self, lang: str) -> str:
        """Return what the column is called."""
        return self.da if lang == "da" else self.en


def field_column(name: str) -> Column:
    """Return a column that holds the row's field of its own name, as it stands."""
    return Column(name, name, "text", lambda row, _: getattr(row, name))


def year_columns(
    years: Iterable[int], unit: Unit, value: Callable[[Any, int, str], Value]
) -> tuple[Column, ...]:
    """Return a column for each year; ``value`` is called with row, year and language."""

    def of(year: int) -> Column:
        return Column(str(year), str(year), unit, lambda row, lang: value(row, year, lang))

    return tuple(map(of, years))


@dataclass(frozen=True)
class Table:
    """Rows under declared columns; ``strong`` are the places of the rows that carry the result."""

    title: Wording
    columns: tuple[Column, ...]
    rows: Sequence[Any]
    strong: frozenset[int] = frozenset()
    folded: Wording | None = None  # the words that open it, where a page folds it away
