"""Files of DREAM read into observed spells: one file of all weeks, or one a year."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from pkgutil import resolve_name

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.cpr import refuse_cpr
from borgerflow.sim.records.files.dream.blocks import DreamFile
from borgerflow.sim.records.files.dream.codes import CodeMap
from borgerflow.sim.records.files.dream.delimited_weeks import read_delimited_weeks
from borgerflow.sim.records.files.dream.notes import note_of, with_rules
from borgerflow.sim.records.files.dream.runs import Runs, joined_runs, runs_of, sorted_runs
from borgerflow.sim.records.files.dream.stretches import WeekRules, sightings_in
from borgerflow.sim.records.files.found import bytes_of
from borgerflow.sim.records.files.notes import ReadingNote
from borgerflow.sim.records.files.table import refuse_no_rows
from borgerflow.sim.records.observed import Sightings

# Named, not imported: each loads a library that other files have no need of.
READERS = {
    b"PAR1": "borgerflow.sim.records.files.dream.parquet_weeks:read_parquet_weeks",
    b"PK\x03\x04": "borgerflow.sim.records.files.dream.workbook_weeks:read_workbook_weeks",
}
EXPECTED = Wording(
    da="; forventede en fil med ugekolonner: CSV, Excel (.xlsx) eller Parquet.",
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
        code, a citizen twice or without a name, a name like a CPR number.
    """
    parts = [_part(_opened(file)) for file in files]
    citizens, numbers = _numbered([part.citizens for part in parts])
    runs = _together(parts, numbers)
    seen = sightings_in(runs, codes, rules)
    owner = pa.array(seen.citizen)
    held = _groups(parts, numbers)
    groups = {name: texts.take(owner).to_pandas() for name, texts in held.items()}
    notes = [note_of(part.file, part.runs, len(part.citizens), codes) for part in parts]
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
    codes = citizens.dictionary_encode().indices.to_numpy()
    firsts = np.unique(codes, return_index=True)[1]
    if len(firsts) < len(codes):
        again = int(np.setdiff1d(np.arange(len(codes)), firsts)[0])
        first = file.place(int((codes == codes[again]).argmax()))
        raise InputError(file.place(again) + _twice(first))


NO_NAME = Wording(
    da=": borgeren er tom; forventede en nøgle.", en=": the citizen is empty; expected a key."
)


def _twice(first: Wording) -> Wording:
    return Wording(
        f": borgeren har allerede en række ({first.da}); forventede én pr. borger.",
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
    da=": en borger har samme uge i to filer; forventede hver uge i én fil.",
    en=": a citizen has the same week in two files; expected each week in one file.",
)


def _groups(parts: Sequence[_Part], numbers: Sequence[Ints]) -> dict[str, pa.Array]:
    """Return the groups of each citizen, as the first file has them that has the citizen."""
    owner = np.concatenate(numbers)
    first = np.unique(owner, return_index=True)[1]
    return {
        name: pa.concat_arrays([part.groups[name] for part in parts]).take(pa.array(first))
        for name in parts[0].groups
        if all(name in part.groups for part in parts)
    }
