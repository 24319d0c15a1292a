"""The header of a DREAM file: which column is the citizen, which are weeks, and what is left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import IS_CPR, looks_like_cpr, quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.cpr import NAMES_OF_YOUR_OWN
from borgerflow.sim.records.files.dream.weeks import LONG, NamedWeek, week_named, week_text
from borgerflow.sim.records.files.headers import SYNONYMS, bare

KEYS = frozenset(map(bare, ("pnr", "citizen", *SYNONYMS["citizen"], "id", "lbnr", "løbenummer")))
GROUPS: Mapping[str, tuple[str, ...]] = {
    "sex": ("sex", "gender", "koen", "køn"),
    "age_group": ("age_group", "agegroup", "aldersgruppe", "alder"),
}
GROUP_OF = {bare(name): group for group, names in GROUPS.items() for name in names}
CPR = "cpr"
EXPECTED_WEEKS = Wording(
    da="der skal være kolonner som y_1901 (uge 1 i 2019), eller y_01 til y_53 i en fil pr. år",
    en="expected columns as y_1901 (week 1 of 2019), or y_01 to y_53 in a file a year",
)
OF_WHICH_YEAR = Wording(
    da=": kolonner som y_01 siger ikke, hvilket år de er fra; skriv året i filens navn, som "
    "dream_2019.csv.",
    en=": columns as y_01 do not say of which year they are; expected the year in the name of"
    " the file, as dream_2019.csv.",
)


@dataclass(frozen=True)
class DreamHeader:
    """Places of the columns that are read; ``weeks`` count as the clock does, in order."""

    names: tuple[str, ...]
    citizen: int
    weeks: Ints
    week_places: tuple[int, ...]
    no_weeks: tuple[int, ...]  # places of a week 53 in a year of 52
    groups: Mapping[str, int]

    @property
    def set_aside(self) -> tuple[str, ...]:
        """Return the names of the columns that are not read."""
        read = {self.citizen, *self.week_places, *self.no_weeks, *self.groups.values()}
        return tuple(name for n, name in enumerate(self.names) if name and n not in read)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the weeks between the first and the last that have no column."""
        every = np.arange(self.weeks[0], self.weeks[-1])
        return tuple(week_text(int(week)) for week in np.setdiff1d(every, self.weeks))


def week_names_in(row: Iterable[str]) -> int:
    """Return how many cells of a row are names of weeks."""
    return sum(week_named(cell.strip(), None) is not None for cell in row)


def header_of(names: Sequence[str], place: Wording, year: int | None) -> DreamHeader:
    """Return which column is what.

    Parameters
    ----------
    names : sequence of str
        The cells of the header.
    place : Wording
        Where it stands.
    year : int or None
        Of the file, if its name says so: for columns as ``y_01``.

    Raises
    ------
    InputError
        If there is no week, one that no calendar has, one twice or of no year; no column of
        citizens, or two; or a name that is, or speaks of, a CPR number.
    """
    names = tuple(name.strip() for name in names)
    _refuse_cpr_names(names, place)
    found = {n: week for n, name in enumerate(names) if (week := week_named(name, year))}
    if not found:
        raise InputError(place + Wording(": ingen uger; ", ": no weeks; ") + EXPECTED_WEEKS + ".")
    _refuse_odd_weeks(names, found, place)
    weeks = dict(sorted((week, n) for n, week in found.items() if week.is_of_calendar))
    if not weeks:
        raise InputError(place + Wording(": ingen uger; ", ": no weeks; ") + EXPECTED_WEEKS + ".")
    return DreamHeader(
        names=names,
        citizen=_citizen(names, set(found), place),
        weeks=np.array([week.place for week in weeks], dtype=np.int64),
        week_places=tuple(weeks.values()),
        no_weeks=tuple(n for n, week in found.items() if not week.is_of_calendar),
        groups=_groups(names),
    )


def _refuse_cpr_names(names: Sequence[str], place: Wording) -> None:
    """Refuse a name that is a CPR number or speaks of one; PNR is what DREAM calls any key."""
    for n, name in enumerate(names, start=1):
        if looks_like_cpr(name):
            number = Wording(da=f": navnet på kolonne {n} ", en=f": the name of column {n} ")
            raise InputError(place + number + IS_CPR + NAMES_OF_YOUR_OWN)
        if CPR in name.lower():
            said = Wording(
                f": kolonne {n} har navn som en med CPR-numre; brug en nøgle uden dem, kaldt PNR "
                "eller borger.",
                f": column {n} is named as one of CPR numbers; expected a key without them, called"
                " PNR or citizen.",
            )
            raise InputError(place + said + NAMES_OF_YOUR_OWN)


def _refuse_odd_weeks(names: Sequence[str], found: Mapping[int, NamedWeek], place: Wording) -> None:
    firsts: dict[NamedWeek, str] = {}
    for n, week in found.items():
        if week.year == 0:
            raise InputError(place + OF_WHICH_YEAR)
        if not 1 <= week.week <= LONG:
            raise InputError(place + _no_such_week(names[n], week))
        if week in firsts:
            raise InputError(place + _week_twice(names[n], firsts[week]))
        firsts[week] = names[n]


def _no_such_week(name: str, week: NamedWeek) -> Wording:
    said = quoted(name)
    return Wording(
        f": {said.da} er uge {week.week}; det skal være uge 01 til 53.",
        f": {said.en} is week {week.week}; expected a week from 01 to 53.",
    )


def _week_twice(name: str, first: str) -> Wording:
    said, other = quoted(name), quoted(first)
    return Wording(
        f": {said.da} er samme uge som {other.da}; hver uge skal stå én gang.",
        f": {said.en} is the same week as {other.en}; expected each week once.",
    )


def _citizen(names: Sequence[str], weeks: set[int], place: Wording) -> int:
    """Return the place of the citizen: a column of a known name, or the only one it can be."""
    known = [n for n, name in enumerate(names) if bare(name) in KEYS]
    others = [n for n, name in enumerate(names) if _may_be_key(name) and n not in weeks]
    found = known or (others if len(others) == 1 else [])
    if len(found) == 1:
        return found[0]
    many = len(found)
    raise InputError(
        place
        + Wording(
            f": {many or 'ingen'} kolonner er borgerens nøgle; der skal være én, kaldt PNR eller "
            "borger.",
            f": {many or 'no'} columns are the key of the citizen; expected one, called PNR or"
            " citizen.",
        )
    )


def _may_be_key(name: str) -> bool:
    return bare(name) not in {"", *GROUP_OF}


def _groups(names: Sequence[str]) -> dict[str, int]:
    """Return the place of each group that has a column, the first one where there are two."""
    found = [GROUP_OF.get(bare(name)) for name in names]
    return {group: found.index(group) for group in dict.fromkeys(found) if group}
