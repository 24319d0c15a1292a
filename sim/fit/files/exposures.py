"""Tables of occurrences and exposure as counts by scheme, exit and band."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.fit.bands import Cuts
from borgerflow.sim.fit.files.counts import SchemeCounts
from borgerflow.sim.fit.files.tables import is_text, table_in
from borgerflow.sim.params import Params
from borgerflow.sim.records.columns import TablePlace
from borgerflow.sim.records.exposure import COLUMNS, checked_exposure, read_exposure
from borgerflow.sim.records.files.table import in_row


class CountedFile(NamedTuple):
    """What others have counted, a part for each scheme, and what is to be told of it."""

    counts: tuple[SchemeCounts, ...]
    notes: tuple[Wording, ...]

    def knows(self, destination: int) -> bool:
        """Tell whether anybody was counted to go somewhere, by its place among the schemes."""
        return any(one.events[destination].any() for one in self.counts)


def read_exposures(path: Path, params: Params) -> CountedFile:
    """Return the counts of a table of occurrences and exposure.

    An exit one of whose numbers is not known (suppressed, say) is left out and told.

    Raises
    ------
    InputError
        If the table does not hold, has several groups, or bands that differ by exit, do not
        begin at 0 or do not follow one another.
    """
    table = read_exposure(path, params).table if is_text(path) else _imported(path, params)
    _refuse_groups(path, table)
    known = table.groupby(["scheme", "next"])[["events", "exposure_weeks"]].transform("count")
    size = table.groupby(["scheme", "next"])["scheme"].transform("size")
    is_whole = known.eq(size, axis="index").all(axis="columns")
    counts = tuple(_counts(path, part, params) for _, part in _by_scheme(table[is_whole]))
    return CountedFile(counts, tuple(_left_out(table[~is_whole])))


def _imported(path: Path, params: Params) -> pd.DataFrame:
    """Return a table that import wrote as Parquet; numbers are numbers there."""
    place = TablePlace(lambda n: in_row(same(str(path)), n + 1))
    return checked_exposure(table_in(path), params, place)


def _by_scheme(table: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    for scheme in dict.fromkeys(table["scheme"]):
        yield scheme, table[table["scheme"] == scheme]


def _counts(path: Path, part: pd.DataFrame, params: Params) -> SchemeCounts:
    names = (*params.law.scheme_names, "")
    cuts = _cuts(path, part)
    events = np.zeros((len(names), len(cuts)))
    place = [names.index(name) for name in part["next"]]
    band = np.searchsorted(cuts, part["from_week"])
    events[place, band] = part["events"]
    weeks: Floats = np.zeros(len(cuts))
    weeks[band] = part["exposure_weeks"]
    return SchemeCounts(part["scheme"].iloc[0], cuts, events, weeks)


def _cuts(path: Path, part: pd.DataFrame) -> Cuts:
    """Return the first weeks of the bands, which must be those of every exit."""
    exits = [_bands(rows) for _, rows in part.groupby("next")]
    begins, ends = zip(*exits[0], strict=True)
    if any(each != exits[0] for each in exits) or begins[0] != 0 or begins[1:] != ends[:-1]:
        raise InputError(f"{path}: {part['scheme'].iloc[0]}" + OTHER_BANDS)
    return tuple(map(float, begins))


def _bands(rows: pd.DataFrame) -> list[tuple[float, float]]:
    return sorted(zip(rows["from_week"], rows["to_week"], strict=True))


OTHER_BANDS = Wording(
    ": der skal være de samme intervaller ved enhver afgang, fra uge 0 og uden huller.",
    ": expected the same bands for every exit, from week 0 on and without gaps.",
)


def _refuse_groups(path: Path, table: pd.DataFrame) -> None:
    """Refuse a table that counts several groups: nothing says which of them are totals."""
    for name in table.columns.difference([*COLUMNS]):
        if table[name].nunique() > 1:
            said = Wording(
                " har flere grupper; der skal bruges en tabel for én af dem, eller for alle.",
                " has several groups; expected a table of one of them, or of all.",
            )
            raise InputError(f"{path}: " + quoted(str(name)) + said)


def _left_out(table: pd.DataFrame) -> Iterator[Wording]:
    if len(table):
        exits = ", ".join(dict.fromkeys(table["scheme"] + ">" + table["next"]))
        yield Wording(
            "Udeladt, fordi et tal ikke er kendt (diskretioneret eller tomt): ",
            "Left out, for a number is not known (suppressed or empty): ",
        ) + same(f"{exits}.")
