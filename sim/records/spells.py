"""What a table of spells must be, and its translation into numbers.

One place says what is wrong with a spell, whether it came from a file or from Python; the
caller says what to call a row ("line 7 of a file", "row 6"). A spell is one citizen's stay
in one scheme from a day to a day. Nothing here knows a file or what a spell costs.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.base.clock import DAY_ZERO, FAR, date_of
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.params import LawBook, Scheme

REQUIRED = ("citizen", "scheme", "start", "end")
COLUMNS = (*REQUIRED, "category", "share", "weekly_amount")
OF_HISTORIES = "open"  # a column that histories have besides; it is not read
LATEST = "2199-12-31"
NONE = -1
Place = Callable[[int], str]


@dataclass(frozen=True)
class CodedSpells:
    """Spells as numbers, in the order of the table. An open spell ends on day FAR."""

    labels: Any  # citizens in order: the label of each number
    citizen: Ints
    category: Ints  # place in `settled_categories`
    start: Ints
    end: Ints
    share: Floats
    amount: Floats  # kroner a week instead of the rate, or NaN
    order: Ints  # positions by citizen and start


def settled_categories(schemes: Mapping[str, Scheme]) -> tuple[str, ...]:
    """Return every ``scheme.category`` in order; ``scheme.`` where there are none."""
    return tuple(
        f"{scheme.name}.{name}"
        for scheme in schemes.values()
        for name in (scheme.categories or ("",))
    )


def code_spells(frame: pd.DataFrame, law: LawBook, place: Place) -> CodedSpells:
    """Return the spells of a table as numbers.

    Parameters
    ----------
    frame : DataFrame
        The columns of `COLUMNS`; those after ``end`` may be missing or empty.
    place : function
        Returns what to call the row at a position, as ``spells.csv, line 7``.

    Raises
    ------
    InputError
        At the first thing that does not hold: what, where, expected and the nearest name.
    """
    columns = (str(name) for name in frame.columns if name != OF_HISTORIES)
    refuse_columns(tuple(columns), "The table of spells")
    labels = _labels(frame, place)
    start, end = _days(frame["start"], place), _days(frame["end"], place)
    spells = CodedSpells(
        labels=labels[1],
        citizen=labels[0],
        category=_categories(frame, law, place),
        start=start,
        end=np.where(end == NONE, FAR, end),
        share=_numbers(frame, "share", 1.0),
        amount=_numbers(frame, "weekly_amount", np.nan),
        order=_in_order(labels[0], start),
    )
    _refuse_days(spells, start, place)
    _refuse_amounts(spells, place)
    _refuse_overlaps(spells, place)
    return spells


def refuse_columns(columns: tuple[str, ...], place: str) -> None:
    """Refuse a column that is unknown, given twice or missing."""
    for name in columns:
        if name not in COLUMNS:
            raise InputError(
                f"{place}: no column is called {name!r}.{nearest(name, COLUMNS)}"
                f" Known: {', '.join(COLUMNS)}."
            )
        if columns.count(name) > 1:
            raise InputError(f"{place}: the column {name!r} is given twice.")
    for name in REQUIRED:
        if name not in columns:
            raise InputError(f"{place}: the column {name!r} is missing.")


def _in_order(citizen: Ints, start: Ints) -> Ints:
    """Return the positions of the spells by citizen and start."""
    key = citizen * FAR + start
    if (key[1:] >= key[:-1]).all():
        return np.arange(len(key))
    return np.argsort(key, kind="stable")


def _first(wrong: Flags) -> int:
    return int(np.argmax(wrong)) if wrong.any() else NONE


def _labels(frame: pd.DataFrame, place: Place) -> tuple[Ints, Any]:
    column = frame["citizen"]
    empty = _first((column.isna() | (column.astype(object) == "")).to_numpy(bool))
    if empty != NONE:
        raise InputError(f"{place(empty)}: citizen is empty; expected a name or a number.")
    codes, labels = pd.factorize(column, sort=True)
    return codes.astype(np.int64), labels


def _days(column: pd.Series, place: Place) -> Ints:
    if not pd.api.types.is_datetime64_dtype(column.dtype):
        raise InputError(f"The column {column.name!r} holds no dates but {column.dtype}.")
    moments = column.to_numpy()
    days = moments.astype("datetime64[D]")
    inside = _first(~np.isnat(days) & (days != moments))
    if inside != NONE:
        raise InputError(f"{place(inside)}: {column.name} has a time of day; expected a date.")
    numbers = (days - np.datetime64(DAY_ZERO)).astype(np.int64)
    return np.where(np.isnat(days), NONE, numbers)


def _numbers(frame: pd.DataFrame, name: str, otherwise: float) -> Floats:
    if name not in frame:
        return np.full(len(frame), otherwise)
    numbers = pd.to_numeric(frame[name]).to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isnan(numbers), otherwise, numbers)


def _categories(frame: pd.DataFrame, law: LawBook, place: Place) -> Ints:
    scheme = _codes(frame["scheme"], law.scheme_names)
    unknown = _first(scheme == NONE)
    if unknown != NONE:
        raise InputError(f"{place(unknown)}: {_unknown_scheme(frame['scheme'].iloc[unknown], law)}")
    known = tuple(dict.fromkeys(("", *_own_names(law.schemes))))
    if "category" in frame:
        column = frame["category"]
        category = np.where(column.isna(), 0, _codes(column, known))
    else:
        category = np.zeros(len(frame), dtype=np.int64)
    found = np.where(category == NONE, NONE, _lookup(law.schemes, known)[scheme, category])
    unknown = _first(found == NONE)
    if unknown != NONE:
        name = law.scheme_names[scheme[unknown]]
        raise InputError(
            f"{place(unknown)}: {_unknown_category(frame['category'].iloc[unknown], name, law)}"
        )
    return found


def _codes(column: pd.Series, names: tuple[str, ...]) -> Ints:
    """Return the place of each value among the names; NONE for an empty or unknown one."""
    codes, values = pd.factorize(column)
    places = {name: n for n, name in enumerate(names)}
    return np.array([*(places.get(value, NONE) for value in values), NONE], dtype=np.int64)[codes]


def _own_names(schemes: Mapping[str, Scheme]) -> Iterator[str]:
    for scheme in schemes.values():
        yield from scheme.categories


def _lookup(schemes: Mapping[str, Scheme], known: tuple[str, ...]) -> Ints:
    names = settled_categories(schemes)
    table = np.full((len(schemes), len(known)), NONE, dtype=np.int64)
    for row, scheme in enumerate(schemes.values()):
        table[row, 0] = names.index(f"{scheme.name}.{scheme.default_category or ''}")
        for name in scheme.categories:
            table[row, known.index(name)] = names.index(f"{scheme.name}.{name}")
    return table


def _unknown_scheme(name: object, law: LawBook) -> str:
    if not isinstance(name, str) or name == "":
        return f"scheme is empty; expected one of {', '.join(law.scheme_names)}."
    return (
        f"no scheme is called {name!r}.{nearest(str(name), law.scheme_names)}"
        f" Known: {', '.join(law.scheme_names)}."
    )


def _unknown_category(name: object, scheme: str, law: LawBook) -> str:
    known = law.schemes[scheme].categories
    if not known:
        return f"{scheme} has no categories; got {name!r}, expected nothing."
    return (
        f"no category of {scheme} is called {name!r}.{nearest(str(name), known)}"
        f" Known: {', '.join(known)}."
    )


def _refuse_days(spells: CodedSpells, start: Ints, place: Place) -> None:
    _refuse(start == NONE, place, lambda _: "start is empty; expected a date as 2019-01-01.")
    latest = (np.datetime64(LATEST) - np.datetime64(DAY_ZERO)).astype(int)
    for name, days in (("start", spells.start), ("end", spells.end)):
        _refuse((days < 0) | ((days > latest) & (days != FAR)), place, _strange_day(name))
    _refuse(
        spells.end <= spells.start,
        place,
        lambda n: (
            f"the spell ends on {date_of(spells.end[n])} and starts on"
            f" {date_of(spells.start[n])}; expected a later end (end is the day after the last)."
        ),
    )


def _strange_day(name: str) -> Callable[[int], str]:
    words = f"{name} lies before {DAY_ZERO} or after {LATEST}; expected a day of our time."
    return lambda _: words


def _refuse_amounts(spells: CodedSpells, place: Place) -> None:
    share, amount = spells.share, spells.amount
    _refuse(~((share >= 0) & (share <= 1)), place, lambda n: _share_words(share[n]))
    _refuse(
        amount < 0,
        place,
        lambda n: f"weekly_amount is {amount[n]:g}; expected kroner a week, zero or more.",
    )
    _refuse(
        np.isinf(amount),
        place,
        lambda n: "weekly_amount has no end; expected kroner a week as 4355.",
    )


def _share_words(share: float) -> str:
    percent = 1 < share <= 100  # noqa: PLR2004
    meant = f" Did you mean {share / 100:g}?" if percent else ""
    return f"share is {share:g}; expected a share between 0 and 1.{meant}"


def _refuse_overlaps(spells: CodedSpells, place: Place) -> None:
    order = spells.order
    citizen, start, end = spells.citizen[order], spells.start[order], spells.end[order]
    at = _first((citizen[1:] == citizen[:-1]) & (start[1:] < end[:-1]))
    if at == NONE:
        return
    first, second = sorted((int(order[at]), int(order[at + 1])))
    raise InputError(
        f"{place(second)}: the spell overlaps that of {place(first)} of the same citizen:"
        f" one starts on {date_of(start[at + 1])}, before the other ends"
        f"{_on(end[at])}. Expected spells that touch or lie apart."
    )


def _on(end: int) -> str:
    return "" if end == FAR else f" on {date_of(end)}"


def _refuse(wrong: Flags, place: Place, words: Callable[[int], str]) -> None:
    at = _first(wrong)
    if at != NONE:
        raise InputError(f"{place(at)}: {words(at)}")
