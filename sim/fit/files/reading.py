"""Observed spells from a file: a table of them as it was imported, or plain spells and a window."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.clock import DAY_ZERO, FAR, date_of, parse_day
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.fit.files.faults import NOT_OUR_TIME, ObservedRows, faults_of
from borgerflow.sim.fit.files.tables import is_text, names_in, table_in
from borgerflow.sim.fit.fitting import GroupedSightings
from borgerflow.sim.fit.life_tables import some_of
from borgerflow.sim.params import LawBook
from borgerflow.sim.params.reading.phrases import listed
from borgerflow.sim.records.files.cpr import refuse_cpr, refuse_cpr_header
from borgerflow.sim.records.files.spell_files import read_spell_file
from borgerflow.sim.records.files.table import in_line, in_row, refuse_no_rows
from borgerflow.sim.records.observed import (
    COLUMNS,
    DAILY,
    UNKNOWN,
    WEEKLY,
    Sightings,
    sightings_of,
)
from borgerflow.sim.records.spells.coded import LATEST

MOST_LEVELS = 50  # of a column of groups: one with more names people, or measures something
DAYS = ("start", "end", "observed_from", "observed_until")
YES, NO = ("true", "1", "ja"), ("false", "0", "nej")
EVERYBODY = ("",)
EXPECTED_DATE = Wording(
    da=" er ikke en dato; der skal stå en som 2019-01-31.",
    en=" is no date; expected one as 2019-01-31.",
)
WINDOW_IN_FILE = Wording(
    da="Filen siger selv, hvornår hvert forløb kunne ses: --from og --until hører til rene forløb.",
    en="The file itself says when each spell could be seen: --from and --until belong to plain"
    " spells.",
)
NOT_AS_IMPORTED = Wording(
    da=" har kolonnen observed_from, men kan ikke læses, som import skriver den; den skal være "
    "CSV i UTF-8 med overskriften i første linje, eller Parquet.",
    en=" has the column observed_from, but cannot be read as import writes it; expected CSV in"
    " UTF-8 with the header in the first line, or Parquet.",
)
ALL_SEEN = Wording(
    da="Uden --from regnes ethvert forløb for set fra sin første dag. Mangler filen forløb, der "
    "var slut, da den begyndte, bliver raterne for lave.",
    en="Without --from every spell is taken as seen from its first day. If the file lacks spells"
    " that had ended when it began, the hazards come out too low.",
)


@dataclass(frozen=True)
class Window:
    """What was typed of the window through which plain spells were seen: days, or None."""

    since: str | None = None
    until: str | None = None
    inclusive_ends: bool = False


@dataclass(frozen=True)
class ObservedFile:
    """The observed spells of a file, a part for each resolution, and what is to be told of them."""

    parts: tuple[GroupedSightings, ...]
    spells: int
    citizens: int
    notes: tuple[Wording, ...]

    @property
    def window(self) -> tuple[int, int]:
        """Return the first day on which a spell could be seen, and the last that is known."""
        parts = [part.seen for part in self.parts]
        last = [np.where(seen.is_open, seen.observed_until, seen.end).max() for seen in parts]
        return min(int(seen.observed_from.min()) for seen in parts), int(max(last))

    def knows(self, scheme: str) -> bool:
        """Tell whether anybody was seen on a scheme, or to go there."""
        parts = [part.seen for part in self.parts]
        return any(
            (column == seen.schemes.index(scheme)).any()
            for seen in parts
            for column in (seen.scheme, seen.next)
        )


class RowPlace(NamedTuple):
    """What to call the rows of a file."""

    file: Path
    is_text: bool

    def __call__(self, row: int) -> Wording:
        """Return what to call a row."""
        if self.is_text:
            return in_line(self.file, row + 2)
        return in_row(same(str(self.file)), row + 1)


def read_observed(path: Path, law: LawBook, window: Window, group: str | None) -> ObservedFile:
    """Return the observed spells of a file.

    A file with the columns of `records.observed` is read as it is; any other as `settle` reads
    spells, and seen through the window.

    Raises
    ------
    InputError
        At the first thing that does not hold: file, row, what was got, what is expected.
    """
    names = names_in(path)
    if "observed_from" not in names:
        return _plain(path, law, window, group)
    if window.since or window.until:
        raise InputError(WINDOW_IN_FILE)
    _refuse_columns(path, names, group)
    return observed_in(table_in(path), law, RowPlace(path, is_text(path)), group)


def _refuse_columns(path: Path, names: tuple[str, ...], group: str | None) -> None:
    refuse_cpr_header(names, str(path))
    twice = next((name for n, name in enumerate(names) if name in names[:n]), None)
    if twice is not None:
        said = Wording(" står to gange i overskriften.", " stands twice in the header.")
        raise InputError(f"{path}: " + quoted(twice) + said)
    for name in COLUMNS:
        if name not in names:
            lacks = Wording(f" mangler kolonnen {name}.", f" lacks the column {name}.")
            spare = [other for other in names if other not in COLUMNS]
            raise InputError(str(path) + (lacks + nearest(name, spare) + listed(COLUMNS)))
    if group is not None and (group not in names or group in COLUMNS):
        raise InputError(_no_group(path, group, [name for name in names if name not in COLUMNS]))


def _no_group(path: Path, group: str, groups: Sequence[str]) -> Wording:
    said = quoted(group)
    none = Wording(
        f": ingen kolonne med grupper hedder {said.da}.",
        f": no column of groups is called {said.en}.",
    )
    nothing = Wording(" Filen har ingen.", " The file has none.")
    return str(path) + (none + nearest(group, groups) + (listed(groups) if groups else nothing))


def observed_in(
    table: pd.DataFrame, law: LawBook, place: RowPlace, group: str | None
) -> ObservedFile:
    """Return the observed spells of a table of them; what does not hold is refused with its row."""
    refuse_no_rows(place.file, len(table))
    for name in ("citizen", *([group] if group else ())):
        refuse_cpr(table[name], name, place.__call__)
    days = {name: _days(table[name], name, place) for name in DAYS}
    is_open = _flags(table["open"], place)
    scheme = _schemes(table["scheme"], "scheme", law, place, empty=None)
    following = _schemes(table["next"], "next", law, place, empty=UNKNOWN)
    resolution = _resolutions(table["resolution_days"], place)
    codes, levels = _groups(table, group, place)
    citizen, citizens = pd.factorize(table["citizen"])
    rows = ObservedRows(citizen, scheme, following, is_open, *(days[name] for name in DAYS))
    for fault in faults_of(rows, _without_name(citizen, pd.Index(citizens))):
        _refuse(fault.wrong, place, fault.said)
    seen = Sightings(
        schemes=law.scheme_names,
        citizen=table["citizen"].to_numpy(),
        scheme=scheme,
        start=days["start"],
        end=np.where(is_open, FAR, days["end"]),
        observed_from=days["observed_from"],
        observed_until=days["observed_until"],
        next=np.where(is_open, UNKNOWN, following),
        resolution_days=DAILY,
    )
    parts = tuple(_parts(seen, resolution, codes, levels))
    return ObservedFile(parts, len(table), len(citizens), ())


def _without_name(citizen: Ints, names: pd.Index) -> Flags:
    """Tell which rows name no citizen."""
    is_blank = (pd.Series(names).astype(str).str.strip() == "").to_numpy()
    return np.asarray((citizen < 0) | np.append(is_blank, True)[citizen])


def _parts(
    seen: Sightings, resolution: Ints, group: Ints, levels: tuple[str, ...]
) -> Iterator[GroupedSightings]:
    for days in (DAILY, WEEKLY):
        here = resolution == days
        if here.any():
            part = replace(some_of(seen, here), resolution_days=days)
            yield GroupedSightings(part, group[here], levels)


def _days(column: pd.Series, name: str, place: RowPlace) -> Ints:
    """Return days as the clock counts them, UNKNOWN where the cell is empty."""
    if pd.api.types.is_datetime64_any_dtype(column):
        dates = column
    else:
        codes, values = pd.factorize(column.astype(str).str.strip())
        texts = pd.Series(values).where(~pd.Series(values).isin(["NaT", "nan", "None"]), "")
        read = pd.to_datetime(texts.where(texts != ""), format="%Y-%m-%d", errors="coerce")
        wrong = (texts != "").to_numpy() & read.isna().to_numpy()
        _refuse(wrong[codes], place, Wording(f"{name}", f"{name}") + EXPECTED_DATE)
        dates = read.iloc[codes]
    days = dates.to_numpy(dtype="datetime64[D]")
    numbers = (days - np.datetime64(DAY_ZERO)).astype(np.int64)
    is_far = (numbers < 0) | (days > np.datetime64(LATEST))
    _refuse(~np.isnat(days) & is_far, place, same(name) + NOT_OUR_TIME)
    return np.where(np.isnat(days), UNKNOWN, numbers)


def _flags(column: pd.Series, place: RowPlace) -> Flags:
    codes, values = pd.factorize(column.astype(str).str.strip().str.lower())
    known = np.array([value in (*YES, *NO) for value in values])
    said = Wording("open: der skal stå true eller false.", "open: expected true or false.")
    _refuse(~known[codes], place, said)
    return np.array([value in YES for value in values])[codes]


def _schemes(
    column: pd.Series, name: str, law: LawBook, place: RowPlace, *, empty: int | None
) -> Ints:
    """Return the place of each scheme; an empty cell is ``empty``, refused where that is None."""
    codes, values = pd.factorize(column.astype(object).fillna("").astype(str).str.strip())
    places = {scheme: n for n, scheme in enumerate(law.scheme_names)}
    if empty is not None:
        places[""] = empty
    for code, value in enumerate(values):
        if value not in places:
            none = quoted(value) + Wording(" er ingen ordning.", " is no scheme.")
            said = f"{name}: " + none + nearest(value, law.scheme_names) + listed(law.scheme_names)
            _refuse(codes == code, place, said)
    return np.array([places[value] for value in values], dtype=np.int64)[codes]


def _resolutions(column: pd.Series, place: RowPlace) -> Ints:
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    said = Wording(
        "resolution_days: der skal stå 1 (dage) eller 7 (uger).",
        "resolution_days: expected 1 (days) or 7 (weeks).",
    )
    _refuse(~np.isin(numbers, (DAILY, WEEKLY)), place, said)
    return numbers.astype(np.int64)


def _groups(
    table: pd.DataFrame, group: str | None, place: RowPlace
) -> tuple[Ints, tuple[str, ...]]:
    """Return the group of each row and what the groups are called, in their order."""
    if group is None:
        return np.zeros(len(table), dtype=np.int64), EVERYBODY
    codes, values = pd.factorize(table[group].astype(object).fillna("").astype(str), sort=True)
    if len(values) > MOST_LEVELS:
        raise InputError(
            Wording(
                f"{place.file}: {group} har {len(values)} værdier; der må højst være "
                f"{MOST_LEVELS}.",
                f"{place.file}: {group} has {len(values)} values; expected {MOST_LEVELS} at most.",
            )
        )
    return codes.astype(np.int64), tuple(map(str, values))


def _refuse(wrong: Flags, place: RowPlace, said: Wording) -> None:
    if wrong.any():
        raise InputError(place(int(wrong.argmax())) + ": " + said)


def _plain(path: Path, law: LawBook, window: Window, group: str | None) -> ObservedFile:
    """Return plain spells as the window shows them."""
    file = read_spell_file(path, law, inclusive_ends=window.inclusive_ends)
    if "observed_from" in file.header.set_aside:
        raise InputError(str(path) + NOT_AS_IMPORTED)
    if group is not None:
        raise InputError(_no_group(path, group, ()))
    spells = file.spells
    first = int(spells.start.min())
    known = file.last_day
    since = first if window.since is None else parse_day(window.since)
    if window.until is None and spells.is_open.any():
        raise InputError(file.place(int(spells.is_open.argmax())) + _no_until(known))
    until = known if window.until is None else parse_day(window.until)
    beyond = file.seen_long_after(until)
    is_within = since < until and since <= known
    seen = sightings_of(spells, law, (since, until)) if is_within else None
    if seen is None or not len(seen.start):
        raise InputError(_outside(path, (since, until), (first, known)))
    everybody = np.zeros(len(seen.start), dtype=np.int64)
    notes = [ALL_SEEN] if window.since is None else []
    if beyond is not None:
        notes.append(beyond.told() + ".")
    citizens = len(pd.unique(pd.Series(seen.citizen)))
    parts = (GroupedSightings(seen, everybody, EVERYBODY),)
    return ObservedFile(parts, len(seen.start), citizens, tuple(notes))


def _no_until(known: int) -> Wording:
    day = date_of(known)
    return Wording(
        f": forløbet er ikke afsluttet. Angiv dagen efter den sidste, der er set, fx "
        f"--until {day}.",
        f": the spell is still under way. Give the day after the last one that was seen, for"
        f" example --until {day}.",
    )


def _outside(path: Path, typed: tuple[int, int], known: tuple[int, int]) -> Wording:
    since, until = map(date_of, typed)
    first, last = map(date_of, known)
    return Wording(
        f"{path}: intet forløb har en dag fra {since} til {until}; filens forløb ligger fra "
        f"{first} til {last}. --from skal ligge før --until, og begge inden for dem.",
        f"{path}: no spell has a day from {since} to {until}; those of the file lie from {first} to"
        f" {last}. Expected --from before --until, within them.",
    )
