"""Files of DREAM read into observed spells: one file of all weeks, or one a year."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from pkgutil import resolve_name
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.cpr import refuse_cpr
from borgerflow.sim.records.files.dream.blocks import DreamFile
from borgerflow.sim.records.files.dream.codes import CodeMap
from borgerflow.sim.records.files.dream.delimited_weeks import read_delimited_weeks
from borgerflow.sim.records.files.dream.notes import note_of, with_rules
from borgerflow.sim.records.files.dream.runs import Runs, joined_runs, runs_of, sorted_runs
from borgerflow.sim.records.files.dream.stretches import WeekRules, sightings_in
from borgerflow.sim.records.files.found import bytes_of
from borgerflow.sim.records.files.headers import bare
from borgerflow.sim.records.files.notes import NotedReason, ReadingNote
from borgerflow.sim.records.files.table import TOTALS, refuse_no_rows
from borgerflow.sim.records.observed import Sightings

# Named, not imported: each loads a library that other files have no need of.
READERS = {
    b"PAR1": "borgerflow.sim.records.files.dream.parquet_weeks:read_parquet_weeks",
    b"PK\x03\x04": "borgerflow.sim.records.files.dream.workbook_weeks:read_workbook_weeks",
}
EXPECTED = Wording(
    da="; der skal bruges en fil med ugekolonner: CSV, Excel (.xlsx) eller Parquet.",
    en="; expected a file with columns of weeks: CSV, Excel (.xlsx) or Parquet.",
)


@dataclass(frozen=True)
class DreamReading:
    """The observed spells of one or more files, and a note on each."""

    sightings: Sightings
    groups: Mapping[str, pd.Series]  # of each spell
    notes: tuple[ReadingNote, ...]

    def table(self) -> pd.DataFrame:
        """Return the observed spells, columns of groups last."""
        return self.sightings.table().assign(**self.groups)


@dataclass(frozen=True)
class _Part:
    """What one file holds."""

    file: DreamFile
    citizens: pa.Array
    groups: Mapping[str, pa.Array]
    runs: Runs


def read_dream(files: Sequence[Path], codes: CodeMap, rules: WeekRules) -> DreamReading:
    """Return the observed spells of files of weekly codes.

    Parameters
    ----------
    files : sequence of Path
        One with a column for every week (``y_1901``), or several, one a year, with ``y_01`` to
        ``y_53`` and the year in the name of the file. A citizen may be in each of them.
    codes : CodeMap
        What the codes mean.
    rules : WeekRules
        Which gaps are bridged, and whether one day fills its week.

    Raises
    ------
    InputError
        At the first thing that does not hold, naming file, line and column: a cell that is no
        code, a citizen twice, without a name or of another sex in another file, a row of totals,
        a name like a CPR number.
    """
    parts = [_part(_opened(file)) for file in files]
    citizens, numbers = _numbered([part.citizens for part in parts])
    runs = _together(parts, numbers)
    seen = sightings_in(runs, codes, rules)
    owner = pa.array(seen.citizen)
    held = _groups(parts, numbers)
    groups = {name: texts.take(owner).to_pandas() for name, texts in held.items()}
    notes = [note_of(part.file, part.runs, len(part.citizens), codes) for part in parts]
    notes[0] = replace(notes[0], assumed=(*notes[0].assumed, *_changes(parts, numbers)))
    named = replace(seen, citizen=citizens.take(owner).to_pandas())
    return DreamReading(named, groups, (with_rules(notes[0], rules), *notes[1:]))


def _opened(file: Path) -> DreamFile:
    """Return a file with its header found; its first bytes tell the kind."""
    data = bytes_of(file, EXPECTED)
    for mark, reader in READERS.items():
        if data.startswith(mark):
            read: Callable[[Path, bytes], DreamFile] = resolve_name(reader)
            return read(file, data)
    return read_delimited_weeks(file, data)


def _part(file: DreamFile) -> _Part:
    citizens: list[pa.Array] = []
    groups: dict[str, list[pa.Array]] = {name: [] for name in file.header.groups}
    runs: list[Runs] = []
    rows = 0
    for block in file.blocks():
        citizens.append(_trimmed(block.citizens))
        for name, texts in block.groups.items():
            groups[name].append(texts)
        runs.append(runs_of(block.codes, file.header.weeks, rows))
        rows += len(block.citizens)
    refuse_no_rows(file.path, rows)
    whole = pa.concat_arrays(citizens)
    _refuse_names(whole, file)
    held = {name: pa.concat_arrays(texts) for name, texts in groups.items()}
    for name, texts in held.items():
        refuse_cpr(texts.to_pandas(), name, file.place)
    return _Part(file, whole, held, joined_runs(runs))


def _trimmed(citizens: pa.Array) -> pa.Array:
    return pc.utf8_trim_whitespace(citizens) if pa.types.is_string(citizens.type) else citizens


def _refuse_names(citizens: pa.Array, file: DreamFile) -> None:
    """Refuse a citizen without a name, named by what looks like a CPR number, or there twice."""
    refuse_cpr(citizens.to_pandas(), "citizen", file.place)
    is_text = pa.types.is_string(citizens.type)
    is_empty = pc.equal(citizens, "") if is_text else pc.is_null(citizens)
    empty = np.flatnonzero(pc.fill_null(is_empty, True).to_numpy(zero_copy_only=False))
    if len(empty):
        raise InputError(file.place(int(empty[0])) + NO_NAME)
    _refuse_totals(citizens, file)
    codes = citizens.dictionary_encode().indices.to_numpy()
    firsts = np.unique(codes, return_index=True)[1]
    if len(firsts) < len(codes):
        again = int(np.setdiff1d(np.arange(len(codes)), firsts)[0])
        first = file.place(int((codes == codes[again]).argmax()))
        raise InputError(file.place(again) + _twice(first))


def _refuse_totals(citizens: pa.Array, file: DreamFile) -> None:
    """Refuse a row that is called a total: codes are not added up, so the file is no DREAM."""
    if not pa.types.is_string(citizens.type):
        return
    is_like = pc.match_substring_regex(citizens, LIKE_A_TOTAL).to_numpy(zero_copy_only=False)
    for row in np.flatnonzero(is_like).tolist():
        if bare(citizens[row].as_py()) in TOTALS:
            raise InputError(file.place(row) + ": " + quoted(citizens[row].as_py()) + IS_A_TOTAL)


LIKE_A_TOTAL = "(?i)alt|total|sum|samlet"  # few names are, whatever is around it
IS_A_TOTAL = Wording(
    da=" er en sumrække; der skal være en borger i hver række: slet den.",
    en=" is a row of totals; expected a citizen in each row: delete it.",
)
NO_NAME = Wording(
    da=": borgerens nøgle er tom; der skal stå en nøgle.",
    en=": the citizen is empty; expected a key.",
)


def _twice(first: Wording) -> Wording:
    return Wording(
        f": borgeren har allerede en række ({first.da}); der skal være én pr. borger.",
        f": the citizen has a row already ({first.en}); expected one a citizen.",
    )


def _numbered(parts: Sequence[pa.Array]) -> tuple[pa.Array, list[Ints]]:
    """Return every citizen once, and the number of each row of each file."""
    if len(parts) == 1:
        return parts[0], [np.arange(len(parts[0]))]
    texts = [pc.cast(part, pa.string()) for part in parts]
    every = pc.unique(pa.chunked_array(texts))
    return every, [pc.index_in(part, every).to_numpy().astype(np.int64) for part in texts]


def _together(parts: Sequence[_Part], numbers: Sequence[Ints]) -> Runs:
    """Return the runs of all files by citizen and week; one week in two of them is refused."""
    if len(parts) == 1:
        return parts[0].runs
    renumbered = [
        part.runs._replace(citizen=number[part.runs.citizen])
        for part, number in zip(parts, numbers, strict=True)
    ]
    runs = sorted_runs(joined_runs(renumbered))
    is_same = runs.citizen[1:] == runs.citizen[:-1]
    if (is_same & (runs.first[1:] < runs.until[:-1])).any():
        raise InputError(str(parts[-1].file.path) + WEEK_TWICE)
    return runs


WEEK_TWICE = Wording(
    da=": en borger har samme uge i to filer; hver uge skal stå i én fil.",
    en=": a citizen has the same week in two files; expected each week in one file.",
)


class _Group(NamedTuple):
    """A column of groups over all files, by citizen: the rows of the first file come first."""

    texts: pa.Array
    owner: Ints
    first: Ints  # the first row of each citizen

    @property
    def differs(self) -> Flags:
        """Tell which rows say another group than the first of their citizen; nothing says none."""
        codes = self.texts.dictionary_encode().indices.to_numpy()
        is_said = pc.not_equal(self.texts, "").to_numpy(zero_copy_only=False)
        before = self.first[self.owner]
        return np.asarray(is_said & is_said[before] & (codes != codes[before]))


def _in_all(parts: Sequence[_Part], numbers: Sequence[Ints]) -> dict[str, _Group]:
    """Return the columns of groups that every file has."""
    owner = np.concatenate(numbers)
    first = np.unique(owner, return_index=True)[1]
    return {
        name: _Group(pa.concat_arrays([part.groups[name] for part in parts]), owner, first)
        for name in parts[0].groups
        if all(name in part.groups for part in parts)
    }


def _groups(parts: Sequence[_Part], numbers: Sequence[Ints]) -> dict[str, pa.Array]:
    """Return the groups of each citizen, as the first file has them that has the citizen."""
    held = _in_all(parts, numbers)
    return {name: group.texts.take(pa.array(group.first)) for name, group in held.items()}


def _changes(parts: Sequence[_Part], numbers: Sequence[Ints]) -> Iterator[NotedReason]:
    """Yield which groups of citizens change between files; one of another sex is refused."""
    for name, group in (_in_all(parts, numbers) if len(parts) > 1 else {}).items():
        rows = np.flatnonzero(group.differs)
        if len(rows) and name in CONSTANTS:
            raise InputError(_differs(parts, name, group, int(rows[0])))
        if len(rows):
            yield NotedReason(_changed(name), len(rows), _place(parts, int(rows[0])))


CONSTANTS = ("sex",)  # that two files may not have differently; people grow older


def _place(parts: Sequence[_Part], row: int) -> Wording:
    """Return where a row of all files stands."""
    ends = np.cumsum([len(part.citizens) for part in parts])
    n = int(np.searchsorted(ends, row, side="right"))
    return parts[n].file.place(row - int(ends[n]) + len(parts[n].citizens))


def _differs(parts: Sequence[_Part], name: str, group: _Group, row: int) -> Wording:
    before = int(group.first[group.owner[row]])
    got, other = (quoted(group.texts[each].as_py()) for each in (row, before))
    there = _place(parts, before)
    return _place(parts, row) + Wording(
        f": {name} er {got.da}, men {there.da} har {other.da} for samme borger; der skal stå det "
        "samme i alle filer.",
        f": {name} is {got.en}, but {there.en} has {other.en} for the same citizen; expected the"
        " same in all files.",
    )


def _changed(name: str) -> Wording:
    return Wording(
        f"{name} er en anden i en senere fil: den første er brugt",
        f"{name} is another one in a later file: the first is used",
    )
