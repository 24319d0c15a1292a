"""What a table of spells must be, and its translation into numbers.

One place says what is wrong with a spell, whether it came from a file or from Python; the
caller says what to call a row ("line 7 of a file", "row 6"). A spell is one citizen's stay
in one scheme from a day to a day. Nothing here knows a file or what a spell costs.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.base.clock import DAY_ZERO, FAR, date_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import LawBook, Scheme
from borgerflow.sim.params.law.schemes import settled_categories
from borgerflow.sim.records.columns import (
    OF_HISTORIES,
    THE_TABLE,
    TablePlace,
    refusal,
    refuse_columns,
)
from borgerflow.sim.records.spells.far_ends import without_far
from borgerflow.sim.records.spells.granted import Had, grant_rules, grants_of
from borgerflow.sim.records.spells.unknown_names import unknown_category, unknown_scheme
from borgerflow.sim.records.spells.unsaid import (
    Unsaid,
    by_the_spell_before,
    unsaid_in,
    usual_after,
)

LATEST = "2199-12-31"
MOST_KRONER_A_WEEK = 10_000_000  # no benefit comes near it; a sum of many citizens' might
NONE = -1
EXPECTED_DATE = Wording(
    da=" er tom; der skal stå en dato som 2019-01-01.",
    en=" is empty; expected a date as 2019-01-01.",
)
MEANT_BY_END = (
    Wording(da="slutdatoen er dagen efter den sidste", en="end is the day after the last"),
    Wording(da="slutdatoen er den sidste dag", en="end is the last day"),
)
LAST_DAY_ITSELF = Wording(
    da=" Er slutdatoen selv den sidste dag, så tilføj --inclusive-ends.",
    en=" If end is the last day itself, add --inclusive-ends.",
)


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
    earlier: Flags  # whose category is that of an older rule, for it was granted before a day
    resumed: Flags  # of these, after a break that the grant outlasted
    in_doubt: Flags  # of these, only until the citizen is hired anew
    begun_since: Flags  # in a category of an older rule as written, and no spell is that old
    unsaid: Unsaid

    @property
    def is_open(self) -> Flags:
        """Tell which spells are still under way."""
        return np.asarray(self.end == FAR)

    def of_citizen(self, citizen: object) -> "CodedSpells":
        """Return the spells of one citizen, by label; none where there is no such citizen."""
        number = np.flatnonzero(self.labels.astype(str) == str(citizen))
        return self.among(np.flatnonzero(np.isin(self.citizen, number)))

    def among(self, rows: Ints) -> "CodedSpells":
        """Return the spells in some rows of the table, by citizen and start."""
        order = self.order[np.isin(self.order, rows)]
        names = ("citizen", "category", "start", "end", "share", "amount")
        told = ("earlier", "resumed", "in_doubt", "begun_since")
        mine = {name: getattr(self, name)[order] for name in (*names, *told)}
        return replace(self, **mine, unsaid=self.unsaid.of(order), order=np.arange(len(order)))


def code_spells(
    frame: pd.DataFrame, law: LawBook, place: TablePlace, *, inclusive_ends: bool = False
) -> CodedSpells:
    """Return the spells of a table as numbers.

    Parameters
    ----------
    frame : DataFrame
        The columns of `columns.COLUMNS`; those after ``end`` may be missing or empty.
    place : TablePlace
        What to call the row at a position, as ``spells.csv, line 7``, and a column.
    inclusive_ends : bool
        Whether ``end`` is the last day itself, and not the day after it.

    Raises
    ------
    InputError
        At the first thing that does not hold: what, where, expected and the nearest name.
    """
    columns = (str(name) for name in frame.columns if name != OF_HISTORIES)
    refuse_columns(tuple(columns), THE_TABLE)
    citizen, labels = _labels(frame, place)
    last_day = int(inclusive_ends)
    start, end = _days(frame["start"], place), _days(without_far(frame["end"]), place)
    nobody, category = np.zeros(len(start), dtype=np.bool_), _categories(frame, law, place)
    spells = CodedSpells(
        labels=labels,
        citizen=citizen,
        category=category,
        start=start,
        end=np.where(end == NONE, FAR, end + last_day),
        share=_numbers(frame, "share", 1.0),
        amount=_numbers(frame, "weekly_amount", np.nan),
        order=_in_order(citizen, start),
        earlier=nobody,
        resumed=nobody,
        in_doubt=nobody,
        begun_since=nobody,
        unsaid=unsaid_in(frame, category),
    )
    _refuse_days(spells, place, last_day)
    _refuse_too_early(spells, law, place)
    _refuse_amounts(spells, place)
    _refuse_overlaps(spells, place, last_day)
    return _by_grant(_by_the_spell_before(spells, law), law)


def ending_on(spells: CodedSpells, end: Ints, law: LawBook) -> CodedSpells:
    """Return the same spells with other ends: what goes on from what is read anew."""
    written = replace(spells, end=end, category=spells.unsaid.as_written)
    return _by_grant(_by_the_spell_before(written, law), law)


def _by_the_spell_before(spells: CodedSpells, law: LawBook) -> CodedSpells:
    """Return the same spells, one without a category in that of who comes from where it does."""
    after = usual_after(law.schemes, settled_categories(law.schemes))
    found = by_the_spell_before(_had(spells, law), spells.unsaid.category[spells.order], after)
    return replace(spells, category=found[np.argsort(spells.order)])


def _by_grant(spells: CodedSpells, law: LawBook) -> CodedSpells:
    """Return the same spells, each in the category of the rule that its grant is paid by."""
    rules = grant_rules(law.schemes, settled_categories(law.schemes))
    paid, back = grants_of(_had(spells, law), rules), np.argsort(spells.order)
    return replace(spells, **{name: column[back] for name, column in paid._asdict().items()})


def _had(spells: CodedSpells, law: LawBook) -> Had:
    """Return who had what, in the order of citizens and days."""
    names, order = settled_categories(law.schemes), spells.order
    schemes = np.array([law.scheme_names.index(name.partition(".")[0]) for name in names])
    citizen, start, end = (column[order] for column in (spells.citizen, spells.start, spells.end))
    category = spells.category[order]
    return Had(citizen, start, end, schemes[category], category)


def _in_order(citizen: Ints, start: Ints) -> Ints:
    """Return the positions of the spells by citizen and start."""
    key = citizen * FAR + start
    if (key[1:] >= key[:-1]).all():
        return np.arange(len(key))
    return np.argsort(key, kind="stable")


def _first(wrong: Flags) -> int:
    return int(np.argmax(wrong)) if wrong.any() else NONE


def _labels(frame: pd.DataFrame, place: TablePlace) -> tuple[Ints, Any]:
    column = frame["citizen"]
    codes, labels = pd.factorize(column, sort=True)
    is_empty = np.append(labels == "", True)[codes]  # the last for what is missing, code -1
    said = place.column("citizen") + Wording(
        da=" er tom; der skal stå et navn eller et nummer.",
        en=" is empty; expected a name or a number.",
    )
    _refuse(is_empty, place, lambda _: said)
    return codes.astype(np.int64), labels


def _days(column: pd.Series, place: TablePlace) -> Ints:
    if not pd.api.types.is_datetime64_dtype(column.dtype):
        name, kind = quoted(column.name), column.dtype
        raise InputError(
            Wording(
                f"Kolonnen {name.da} indeholder ikke datoer, men {kind}: "
                "omsæt den med `pd.to_datetime`.",
                f"The column {name.en} holds no dates but {kind}: expected dates, as "
                "pd.to_datetime makes them.",
            )
        )
    moments = column.to_numpy()
    days = moments.astype("datetime64[D]")
    said = place.column(str(column.name)) + Wording(
        da=" har et klokkeslæt; der skal stå en dato.",
        en=" has a time of day; expected a date.",
    )
    _refuse(~np.isnat(days) & (days != moments), place, lambda _: said)
    numbers = (days - np.datetime64(DAY_ZERO)).astype(np.int64)
    return np.where(np.isnat(days), NONE, numbers)


def _numbers(frame: pd.DataFrame, name: str, otherwise: float) -> Floats:
    if name not in frame:
        return np.full(len(frame), otherwise)
    numbers = pd.to_numeric(frame[name]).to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isnan(numbers), otherwise, numbers)


def _categories(frame: pd.DataFrame, law: LawBook, place: TablePlace) -> Ints:
    scheme = _codes(frame["scheme"], law.scheme_names)
    unknown = scheme == NONE
    _refuse(unknown, place, lambda n: unknown_scheme(frame["scheme"].iloc[n], law, place))
    names = tuple(dict.fromkeys(("", *_own_names(law.schemes))))
    if "category" in frame:
        column = frame["category"]
        category = np.where(column.isna(), 0, _codes(column, names))
    else:
        category = np.zeros(len(frame), dtype=np.int64)
    found = np.where(category == NONE, NONE, _lookup(law.schemes, names)[scheme, category])
    _refuse(
        found == NONE,
        place,
        lambda n: unknown_category(frame["category"].iloc[n], law.scheme_names[scheme[n]], law),
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


def _refuse_days(spells: CodedSpells, place: TablePlace, last_day: int) -> None:
    _refuse(spells.start == NONE, place, lambda _: place.column("start") + EXPECTED_DATE)
    latest = (np.datetime64(LATEST) - np.datetime64(DAY_ZERO)).astype(int)
    for name, days in (("start", spells.start), ("end", spells.end)):
        _refuse(
            (days < 0) | ((days > latest) & (days != FAR)), place, _strange_day(place.column(name))
        )
    _refuse(spells.end <= spells.start, place, lambda n: _no_day(spells, n, last_day))


def _strange_day(name: Wording) -> Callable[[int], Wording]:
    words = Wording(
        f" ligger før {DAY_ZERO} eller efter {LATEST}; der skal stå en dag i vor tid.",
        f" lies before {DAY_ZERO} or after {LATEST}; expected a day of our time.",
    )
    return lambda _: name + words


def _no_day(spells: CodedSpells, n: int, last_day: int) -> Wording:
    start, end = date_of(spells.start[n]), date_of(spells.end[n] - last_day)
    meant = MEANT_BY_END[last_day]
    said = Wording(
        f"forløbet slutter {end} og begynder {start}; der skal stå en senere slutdato "
        f"({meant.da}).",
        f"the spell ends on {end} and starts on {start}; expected a later end ({meant.en}).",
    )
    return said + LAST_DAY_ITSELF if start == end else said


def _refuse_too_early(spells: CodedSpells, law: LawBook, place: TablePlace) -> None:
    """Refuse a spell that begins before anything is paid in its category."""
    names = settled_categories(law.schemes)
    parts = [name.partition(".") for name in names]
    begins = np.array([law.schemes[scheme].begins(category) for scheme, _, category in parts])
    begins[begins == begins.min(initial=FAR)] = -FAR  # those of all time

    def words(n: int) -> Wording:
        name, first = names[spells.category[n]], date_of(int(begins[spells.category[n]]))
        got = date_of(int(spells.start[n]))
        return Wording(
            f"{name} udbetales fra {first}; her er et forløb fra {got}.",
            f"{name} is paid from {first} on; got a spell from {got}.",
        )

    _refuse(spells.start < begins[spells.category], place, words)


def _refuse_amounts(spells: CodedSpells, place: TablePlace) -> None:
    share, amount = spells.share, spells.amount
    _refuse(
        ~((share >= 0) & (share <= 1)),
        place,
        lambda n: place.column("share") + _share_words(share[n]),
    )
    wrong = (amount < 0) | (amount > MOST_KRONER_A_WEEK)
    named = place.column("weekly_amount")
    _refuse(wrong, place, lambda n: named + _amount_words(amount[n]))


def _share_words(share: float) -> Wording:
    written = f"{share:g}"
    said = Wording(
        f" er {written.replace('.', ',')}; der skal stå en andel mellem 0 og 1.",
        f" is {written}; expected a share between 0 and 1.",
    )
    percent = 1 < share <= 100  # noqa: PLR2004
    return said + nearest_number(share / 100) if percent else said


def nearest_number(number: float) -> Wording:
    """Return `` Did you mean 0.5?``, with the decimal mark of the language."""
    text = f"{number:g}"
    return Wording(f" Mente du {text.replace('.', ',')}?", f" Did you mean {text}?")


def _amount_words(amount: float) -> Wording:
    most = f"{MOST_KRONER_A_WEEK:,}"
    return Wording(
        f" er {amount:g}; der skal stå kroner pr. uge fra 0 til {most.replace(',', '.')}.",
        f" is {amount:g}; expected kroner a week from 0 to {most}.",
    )


def _refuse_overlaps(spells: CodedSpells, place: TablePlace, last_day: int) -> None:
    order = spells.order
    citizen, start, end = spells.citizen[order], spells.start[order], spells.end[order]
    at = _first((citizen[1:] == citizen[:-1]) & (start[1:] < end[:-1]))
    if at == NONE:
        return
    first, second = (place(row) for row in sorted((int(order[at]), int(order[at + 1]))))
    begun, ended = date_of(start[at + 1]), _ended(int(end[at]), last_day)
    raise refusal(
        second,
        Wording(
            f"forløbet overlapper det i {first.da} for samme borger: det ene begynder {begun}, "
            f"{ended.da}. Forløb skal støde op til hinanden eller ligge adskilt.",
            f"the spell overlaps that of {first.en} of the same citizen: one starts on {begun},"
            f" {ended.en}. Expected spells that touch or lie apart.",
        ),
    )


def _ended(end: int, last_day: int) -> Wording:
    if end == FAR:
        return Wording(da="før det andet slutter", en="before the other ends")
    day = date_of(end - last_day)
    if last_day:
        return Wording(f"og det andets sidste dag er {day}", f"and the other's last day is {day}")
    return Wording(f"før det andet slutter {day}", f"before the other ends on {day}")


def _refuse(wrong: Flags, place: TablePlace, words: Callable[[int], Wording]) -> None:
    at = _first(wrong)
    if at != NONE:
        raise refusal(place(at), words(at))
