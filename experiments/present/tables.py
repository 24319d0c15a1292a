"""A declared table as it is shown: in a workbook, on a page, in a terminal, as a DataFrame."""

from collections.abc import Callable

import pandas as pd

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.findings.table import Column, Table, Unit, Value
from borgerflow.experiments.present import grid, numbers
from borgerflow.experiments.present.page import PageTable
from borgerflow.experiments.present.text import LABEL_WIDTH, right_aligned

Cell = str | float | None
NOTHING = "-"
ENDS = {"da": ("nedre", "øvre"), "en": ("low", "high")}
INTERVAL = {"da": "95 pct.-interval", "en": "95 % interval"}
IN_CELLS: dict[Unit, Callable[[float], float]] = {
    "kr": lambda kroner: kroner / numbers.THOUSAND,
    "more_kr": lambda kroner: kroner / numbers.THOUSAND,
    "share": lambda share: 100 * share,
    "points": lambda share: 100 * share,
    "hazard": lambda share: 100 * share,
    "deviation": lambda share: 100 * share,
}
SHOWN: dict[Unit, Callable[[float, str], str]] = {
    "kr": numbers.thousands,
    "kroner": numbers.rounded,
    "persons": numbers.persons,
    "change": lambda value, lang: numbers.persons(value, lang, sign=True),
    "count": numbers.count,
    "share": numbers.percent,
    "number": numbers.number,
    "one_decimal": lambda value, lang: numbers.number(value, lang, 1),
    "millions": lambda value, lang: numbers.number(value / numbers.MILLION, lang, 2),
    "signed": lambda value, lang: numbers.number(value, lang, 1, sign=True),
    "more": lambda value, lang: numbers.number(value, lang, sign=True),
    "more_kr": lambda value, lang: numbers.number(value / numbers.THOUSAND, lang, sign=True),
    "points": lambda value, lang: numbers.number(100 * value, lang, 1, sign=True),
    "hazard": lambda share, lang: numbers.three_digits(100 * share, lang),
    "deviation": lambda share, lang: (
        f"{numbers.number(100 * share, lang, 1, sign=True)} {'pct.' if lang == 'da' else '%'}"
    ),
}


def heads(table: Table, lang: str) -> list[str]:
    """Return the names of the columns of numbers, ends of intervals included."""
    one = sum(column.ends for column in table.columns) == 1
    return [name for column in table.columns for name in _heads(column, lang, one=one)]


def _heads(column: Column, lang: str, *, one: bool) -> list[str]:
    """Return the names a column takes; its ends have its own where they are not the only ones."""
    ends = [end if one else f"{column.name(lang)} {end}" for end in ENDS[lang]]
    return [*([column.name(lang)] if column.mean else []), *(ends if column.ends else [])]


def cells(table: Table, lang: str) -> list[list[Cell]]:
    """Return the rows as numbers: kroner in thousands, shares in per cent."""
    return [
        [cell for column in table.columns for cell in _cells(column, column.value(row, lang))]
        for row in table.rows
    ]


def frame(table: Table, lang: str) -> pd.DataFrame:
    """Return the table as a DataFrame of numbers."""
    return pd.DataFrame(cells(table, lang), columns=heads(table, lang))


def shown_heads(table: Table, lang: str) -> tuple[str, ...]:
    """Return the names of the columns as people read them."""
    return tuple(
        name
        for column in table.columns
        for name in (column.name(lang), *((INTERVAL[lang],) if beside(column) else ()))
    )


def beside(column: Column) -> bool:
    """Tell whether a column's intervals stand beside its means, in a column of their own."""
    return column.ends and column.mean


def shown(table: Table, lang: str) -> list[tuple[str, ...]]:
    """Return the rows as people read them."""
    return [
        tuple(
            text
            for column in table.columns
            for text in _words_of(column, column.value(row, lang), lang)
        )
        for row in table.rows
    ]


def _words_of(column: Column, value: Value, lang: str) -> tuple[str, ...]:
    if not column.mean:
        return (span(value, column.unit, lang),)
    return in_words(value, column.unit, lang, ends=column.ends)


def sheet(table: Table, lang: str) -> PageTable:
    """Return the table as it stands on a page."""
    return PageTable(
        table.title.text(lang),
        shown_heads(table, lang),
        tuple(shown(table, lang)),
        strong=table.strong,
        text=_words(table) - {0},
        folded=table.folded.text(lang) if table.folded else "",
    )


def lines(table: Table, lang: str) -> list[str]:
    """Return the table line by line, as a terminal shows it."""
    return grid.grid(shown_heads(table, lang), shown(table, lang))


def aligned(table: Table, lang: str) -> list[str]:
    """Return the table with its title over the first column, as the main tables stand in a text."""
    ends = beside(table.columns[-1])
    lines = [(table.title.text(lang), *shown_heads(table, lang)[1:])]
    lines += [(f"  {name}", *others) for name, *others in shown(table, lang)]
    width = max(LABEL_WIDTH, *(len(name) + 2 for name, *_ in lines))
    numbers_of = [others[: len(others) - ends] for _, *others in lines]
    widest = max(len(cell) + 2 for cells in numbers_of for cell in cells)
    return [
        f"{name:<{width}}{right_aligned(cells, widest)}" + (f"   {others[-1]}" if ends else "")
        for (name, *others), cells in zip(lines, numbers_of, strict=True)
    ]


def listing(table: Table, lang: str) -> str:
    """Return the table as a terminal shows a list: words to the left, numbers to the right."""
    columns = shown_heads(table, lang)
    right = sorted(set(range(len(columns))) - _words(table))
    return grid.table(columns, shown(table, lang), right=right)


def _words(table: Table) -> frozenset[int]:
    """Return the places of the columns, as people read them, that hold words."""
    units = [column.unit for column in table.columns for _ in range(1 + beside(column))]
    return frozenset(place for place, unit in enumerate(units) if unit == "text")


def _cells(column: Column, value: Value) -> tuple[Cell, ...]:
    sized = IN_CELLS.get(column.unit, float)
    if column.ends and isinstance(value, Interval):
        ends = value.scaled(sized(1.0))
        return (*((ends.mean,) if column.mean else ()), ends.low, ends.high)
    number = value.mean if isinstance(value, Interval) else value
    cell = sized(number) if isinstance(number, float) else number
    return (*((cell,) if column.mean else ()), *((None, None) if column.ends else ()))


def in_words(value: Value, unit: Unit, lang: str, *, ends: bool = False) -> tuple[str, ...]:
    """Return a value as people read it, with the interval beside it if its ends are wanted."""
    number = value.mean if isinstance(value, Interval) else value
    if number is None:
        return (NOTHING,) * (1 + ends)
    text = number if isinstance(number, str) else SHOWN[unit](number, lang)
    return (text, span(value, unit, lang)) if ends else (text,)


def span(value: Value, unit: Unit, lang: str) -> str:
    """Return the ends of an interval as people read them, a dash where chance moves nothing."""
    if not isinstance(value, Interval) or value.low is None or value.high is None:
        return NOTHING
    if value.low == value.high:
        return NOTHING
    low, high = (SHOWN[unit](end, lang) for end in (value.low, value.high))
    return f"{low} {'til' if lang == 'da' else 'to'} {high}"
