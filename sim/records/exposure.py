"""Occurrences over exposure: by scheme, where it ended and weeks of it, how many and how long.

A table somebody else has counted: a row a band of weeks since a spell began, with the spells that
ended in it and the weeks at risk. What is suppressed has no number, and is never nought.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Flags
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.records.columns import TablePlace
from borgerflow.sim.records.files.cells.names import as_ours, scheme_names
from borgerflow.sim.records.files.cells.numbers import as_numbers
from borgerflow.sim.records.files.cpr import refuse_cpr, refuse_cpr_header
from borgerflow.sim.records.files.formats.grid import Grid, read_grid
from borgerflow.sim.records.files.found import bytes_of
from borgerflow.sim.records.files.headers import bare
from borgerflow.sim.records.files.notes import ReadingNote, noted

COLUMNS = ("scheme", "next", "from_week", "to_week", "events", "exposure_weeks")
NAMES: Mapping[str, tuple[str, ...]] = {
    "scheme": ("scheme", "ordning", "ydelse"),
    "next": ("next", "til ordning", "destination", "afgang til"),
    "from_week": ("from week", "fra uge"),
    "to_week": ("to week", "til uge"),
    "events": ("events", "hændelser", "antal hændelser", "afgange", "occurrences"),
    "exposure_weeks": ("exposure weeks", "eksponering uger", "personuger", "person weeks"),
}
OURS = {bare(name): ours for ours, names in NAMES.items() for name in names}
NUMBERS = ("from_week", "to_week", "events", "exposure_weeks")
REQUIRED = ("scheme", "events", "exposure_weeks")
HEADER = ";".join(COLUMNS)
SUPPRESSED = ("..", ".", "-", "x")
WITHOUT_END = "inf"  # as import writes the end of a last band
SHAPE = Wording(da="hændelser og eksponering", en="occurrences and exposure")
EXPECTED = Wording(
    da=f"; der skal bruges en tabel med kolonnerne {', '.join(COLUMNS)}: CSV eller Excel (.xlsx).",
    en=f"; expected a table with the columns {', '.join(COLUMNS)}: CSV or Excel (.xlsx).",
)
NO_NUMBER = Wording(
    da="en diskretioneret eller tom celle regnes som ukendt, ikke nul",
    en="a suppressed or empty cell is read as unknown, not nought",
)


class ReadExposure(NamedTuple):
    """Occurrences and exposure of a file and how it was read; further columns are groups."""

    table: pd.DataFrame
    note: ReadingNote


def read_exposure(file: Path, params: Params) -> ReadExposure:
    """Return occurrences and exposure: the columns above, then those of groups.

    Without a column of weeks the band is the whole spell (0 to no end).

    Raises
    ------
    InputError
        At the first thing that does not hold, with file and row.
    """
    grid = read_grid(file, bytes_of(file, EXPECTED), _names_known, HEADER)
    refuse_cpr_header(grid.names, str(file))
    columns = {_name(name): pd.Series(grid.column(n)) for n, name in enumerate(grid.names)}
    place = _place(grid)
    numbers, unknown = _numbers(columns, place)
    groups = {name: _texts(cells) for name, cells in columns.items() if name not in NUMBERS}
    for name, texts in groups.items():
        refuse_cpr(texts, name, place)
    known = scheme_names(params.law)
    groups |= {name: as_ours(groups[name], known) for name in ("scheme", "next") if name in groups}
    table = checked_exposure(pd.DataFrame(groups | numbers), params, place)
    return ReadExposure(table, _note(grid, table, unknown))


def checked_exposure(table: pd.DataFrame, params: Params, place: TablePlace) -> pd.DataFrame:
    """Return occurrences and exposure in the order of our columns.

    Raises
    ------
    InputError
        If a row names a scheme there is not, or is none that a population can have.
    """
    ordered = _ordered(table)
    _refuse_unknown_schemes(ordered, set(params.law.schemes), place)
    _refuse_impossible(ordered, place)
    return ordered


def _numbers(columns: Mapping[str, pd.Series], place: TablePlace) -> tuple[dict[str, Any], Flags]:
    """Return the columns of numbers, and in which rows one of them is not known."""
    texts = {name: columns[name] for name in NUMBERS if name in columns}
    endless = _is_endless(texts)
    unknown = {name: _is_unknown(cells) & ~endless[name] for name, cells in texts.items()}
    without = {name: cells.mask(unknown[name] | endless[name], "") for name, cells in texts.items()}
    plain = {name: _plain(cells) for name, cells in without.items()}
    read, _ = as_numbers(plain, place)
    numbers = {name: np.where(endless[name], np.inf, column) for name, column in read.items()}
    return numbers, np.logical_or.reduce([rows.to_numpy() for rows in unknown.values()])


def _is_endless(texts: Mapping[str, pd.Series]) -> dict[str, Any]:
    """Tell which bands have no end, since ``to_week`` is empty; every other number is needed."""
    none = (None, "", WITHOUT_END)
    empty = {name: cells.map(lambda cell: cell in none) for name, cells in texts.items()}
    return {name: empty[name] & (name == "to_week") for name in texts}


def is_of_exposure(names: Sequence[str]) -> bool:
    """Tell whether names are those of the columns of a table of occurrences and exposure."""
    return _names_known(names) > 0


def _names_known(cells: Sequence[str]) -> int:
    names = {OURS.get(bare(cell)) for cell in cells} - {None}
    return len(names) if set(REQUIRED) <= names else 0


def _name(name: str) -> str:
    return OURS.get(bare(name), name)


def _place(grid: Grid) -> TablePlace:
    headers = {_name(name): name for name in grid.names}
    return TablePlace(lambda n: f"{grid.file}, " + grid.row_at(grid.numbers[n]), headers)


def _texts(cells: pd.Series) -> pd.Series:
    return cells.map(lambda cell: "" if cell is None else str(cell).strip()).astype("str")


def _is_unknown(cells: pd.Series) -> pd.Series:
    return cells.map(lambda cell: cell is None or str(cell).strip() in ("", *SUPPRESSED))


def _plain(cells: pd.Series) -> pd.Series:
    """Return cells as text where all are, so that they are read as text is."""
    are_texts = all(isinstance(cell, str) for cell in cells)
    return cells.astype("str") if are_texts else cells.astype(object)


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    whole: dict[str, Any] = {"next": "", "from_week": 0.0, "to_week": np.inf}
    filled = table.assign(**{name: each for name, each in whole.items() if name not in table})
    groups = [name for name in filled if name not in COLUMNS]
    return filled[[*COLUMNS, *groups]]


def _refuse_unknown_schemes(table: pd.DataFrame, schemes: set[str], place: TablePlace) -> None:
    for name in ("scheme", "next"):
        wrong = ~table[name].isin({*schemes, ""} if name == "next" else schemes)
        if wrong.any():
            row = int(wrong.to_numpy().argmax())
            got = quoted(table[name].iloc[row])
            said = Wording(" er ingen ordning", " is no scheme")
            near = nearest(str(table[name].iloc[row]), schemes)
            where = place(row) + ": " + place.column(name) + " "
            expected = Wording(
                "; der skal stå en som sygedagpenge.", "; expected one as sygedagpenge."
            )
            raise InputError(where + got + said + expected + near)


class _Rule(NamedTuple):
    """What no row may be, and what is expected instead."""

    wrong: Flags
    said: Wording


def _refuse_impossible(table: pd.DataFrame, place: TablePlace) -> None:
    """Refuse the first row that no population can have."""
    events, weeks = table["events"].to_numpy(), table["exposure_weeks"].to_numpy()
    begins, ends = table["from_week"].to_numpy(), table["to_week"].to_numpy()
    key = [str(name) for name in table if name not in {"to_week", "events", "exposure_weeks"}]
    for rule in (
        _Rule(events < 0, NO_EVENTS_BELOW),
        _Rule((np.floor(events) < events) | np.isinf(events), WHOLE_EVENTS),
        _Rule((weeks < 0) | np.isinf(weeks) | ((weeks == 0) & (events > 0)), SOME_WEEKS),
        _Rule((table["next"] == table["scheme"]).to_numpy(), NOWHERE),
        _Rule(~((begins >= 0) & (ends > begins)), BAND),
        _Rule(table.duplicated(key).to_numpy(), AGAIN),
        _Rule(_overlapping(table, key), OVERLAP),
    ):
        if rule.wrong.any():
            raise InputError(place(int(rule.wrong.argmax())) + ": " + rule.said)
    _refuse_two_exposures(table, [*(name for name in key if name != "next"), "to_week"], place)


def _refuse_two_exposures(table: pd.DataFrame, band: list[str], place: TablePlace) -> None:
    """Refuse a band whose weeks at risk differ by exit: who is at risk is so of every exit."""
    known = table[table["exposure_weeks"].notna()]
    first = known.groupby(band, sort=False)["exposure_weeks"].transform("first")
    wrong = known.index[known["exposure_weeks"] != first]
    if len(wrong):
        is_same = (known[band] == known.loc[wrong[0], band]).all(axis="columns")
        rows = int(is_same.idxmax()), int(wrong[0])
        weeks = [f"{table['exposure_weeks'].iloc[row]:.15g}" for row in rows]
        raise InputError(place(rows[1]) + ": " + _two_exposures(weeks, place(rows[0])))


def _two_exposures(weeks: Sequence[str], first: Wording) -> Wording:
    """Return that a band has other weeks at risk in a row before."""
    before, got = weeks
    danish = [number.replace(".", ",") for number in weeks]
    return Wording(
        f"{danish[1]} uger under risiko, men {first.da} har {danish[0]} for det samme interval; "
        "der skal være de samme uger ved enhver afgang.",
        f"{got} weeks at risk, but {first.en} has {before} for the same band; expected the same"
        " weeks for every exit.",
    )


def _overlapping(table: pd.DataFrame, key: list[str]) -> Flags:
    """Tell which bands begin before the one below them has ended."""
    groups = [name for name in key if name != "from_week"]
    ordered = table.sort_values("from_week", kind="stable")
    ends = ordered.groupby(groups, sort=False)["to_week"].shift()
    begins_early = (ordered["from_week"] < ends).reindex(table.index)
    return np.asarray(begins_early.to_numpy(dtype=bool))


OVERLAP = Wording(
    "intervallet begynder, før et andet af samme slags er slut; ugerne ville tælle to gange.",
    "the band begins before another of its kind ends; weeks would count twice.",
)
NO_EVENTS_BELOW = Wording(
    "hændelser er under 0; der skal stå 0 eller flere.", "events are below 0; expected 0 or more."
)
NOWHERE = Wording(
    "afgangen er til ordningen selv; der skal stå en anden ordning.",
    "the exit is to the scheme itself; expected another scheme.",
)
WHOLE_EVENTS = Wording(
    "hændelser er ikke et helt tal; der skal stå 0 eller flere.",
    "events are no whole number; expected 0 or more.",
)
SOME_WEEKS = Wording(
    "hændelser uden uger under risiko; der skal stå en eksponering over 0.",
    "events without weeks at risk; expected an exposure above 0.",
)
BAND = Wording(
    "intervallet har ingen første uge, der ligger før den sidste; der skal stå fx 0 og 4, eller "
    "52 og en tom celle.",
    "the band has no first week below its last; expected as 0 and 4, or 52 and an empty cell.",
)
AGAIN = Wording(
    "rækken har samme ordning, afgang, gruppe og første uge som en anden og ville tælle dobbelt.",
    "the row has the scheme, exit, group and first week of another; it would count twice.",
)


def _note(grid: Grid, table: pd.DataFrame, unknown: Flags) -> ReadingNote:
    places = [(NO_NUMBER, grid.row_at(grid.numbers[row])) for row in np.flatnonzero(unknown)]
    return ReadingNote(
        file=str(grid.file),
        shape=SHAPE,
        rows=len(table),
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        sheet=grid.sheet,
        header_at=grid.header_at,
        skipped=noted(grid.skipped),
        assumed=noted(places),
    )
