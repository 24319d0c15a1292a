"""What the codes of DREAM mean, and which goes before another in a week of both.

Two tables that anybody may edit, in ``params/model`` or elsewhere: `dream_codes.csv` with a proof
a row, and `dream_priority.csv`, the states from the one that wins to the one that yields.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import LawBook, Params
from borgerflow.sim.params.reading.units import GRADES
from borgerflow.sim.records.files.formats.delimited import Lines
from borgerflow.sim.records.files.formats.text import utf_8_of
from borgerflow.sim.records.files.found import bytes_of
from borgerflow.sim.records.files.table import in_line
from borgerflow.sim.records.observed import SELF_SUPPORT

CODES, PRIORITY = "dream_codes.csv", "dream_priority.csv"
CODE_COLUMNS = ("code_from", "code_to", "state", "label", "source", "grade")
PRIORITY_COLUMNS = ("state", "source", "grade")
MOST = 999  # a code has three digits
BLANK = 0  # the code of a week in which nothing is written
EXPECTED = Wording(
    da="; der skal bruges en tabel over koder (.csv).", en="; expected a table of codes (.csv)."
)
OTHER = "other"  # a benefit that is none of ours
UNKNOWN_CODE = ""  # the state of a code that the map does not know
DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True)
class CodeMap:
    """Which state each code is, as a place in ``states``: our schemes, then others and unknown.

    ``rank`` is nan for a state whose priority nobody says; the lower wins.
    """

    states: tuple[str, ...]
    state_of: Ints  # by code
    grade_of: tuple[str, ...]  # by code
    label_of: tuple[str, ...]  # by code
    rank: Floats  # by state

    @property
    def schemes(self) -> tuple[str, ...]:
        """Return our schemes, whose places come first."""
        return self.states[:-2]

    def place(self, state: str) -> int:
        """Return the place of a state."""
        return self.states.index(state)

    def code_of(self, state: str) -> int:
        """Return the first code of a state, `BLANK` where it has none."""
        is_meant = self.state_of == self.place(state)
        return BLANK if state == SELF_SUPPORT else int(is_meant.argmax())


@dataclass(frozen=True)
class _Row:
    place: Wording
    cells: dict[str, str]

    def refuse(self, column: str, expected: Wording) -> InputError:
        got = quoted(self.cells[column])
        said = Wording(
            f": {column} er {got.da}; der skal stå ", f": {column} is {got.en}; expected "
        )
        return InputError(self.place + said + expected)


def code_map_of(params: Params, codes: Path | None = None) -> CodeMap:
    """Return what each code means: by the table of a user's own, or by the packaged one."""
    folder = params.directory / "model"
    return read_code_map(codes or folder / CODES, folder / PRIORITY, params.law)


def read_code_map(codes: Path, priority: Path, law: LawBook) -> CodeMap:
    """Return what each code means.

    Raises
    ------
    InputError
        Naming file and line: a code that is none or stands twice, a state that is none of ours,
        or a row without a source or with another grade than there are.
    """
    states = (*law.scheme_names, OTHER, UNKNOWN_CODE)
    state_of = np.full(MOST + 1, states.index(UNKNOWN_CODE), dtype=np.int64)
    grades, labels = [""] * (MOST + 1), [""] * (MOST + 1)
    state_of[BLANK] = states.index(SELF_SUPPORT)
    for row in _rows(codes, CODE_COLUMNS):
        state = _state(row, states)
        for code in _codes(row):
            if grades[code]:
                raise row.refuse("code_from", Wording("hver kode én gang.", "each code once."))
            state_of[code], grades[code] = states.index(state), row.cells["grade"]
            labels[code] = row.cells["label"]
    return CodeMap(states, state_of, tuple(grades), tuple(labels), _ranks(priority, states))


def _ranks(file: Path, states: Sequence[str]) -> Floats:
    rank = np.full(len(states), np.nan)
    for n, row in enumerate(_rows(file, PRIORITY_COLUMNS)):
        place = states.index(_state(row, states))
        if not np.isnan(rank[place]):
            raise row.refuse("state", Wording("hver tilstand én gang.", "each state once."))
        rank[place] = n
    return rank


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[_Row]:
    """Yield the rows of a table with a proof a row; commas, semicolons or tabs between."""
    data, _ = utf_8_of(file, bytes_of(file, EXPECTED, (".csv",)))
    by_mark = {mark: next(Lines(file, data, mark).rows())[2] for mark in DELIMITERS}
    mark = max(DELIMITERS, key=lambda mark: len(by_mark[mark]))
    if tuple(name.strip() for name in by_mark[mark]) != columns:
        said = quoted(DELIMITERS[0].join(by_mark[mark]))
        header = DELIMITERS[0].join(columns)
        raise InputError(
            in_line(file, 1)
            + Wording(f": der står {said.da}; der skal stå ", f": got {said.en}; expected ")
            + f"{header}."
        )
    for line, _, cells in islice(Lines(file, data, mark).rows(), 1, None):
        if any(cells):
            yield _checked(in_line(file, line + 1), cells, columns)


def _checked(place: Wording, cells: Sequence[str], columns: tuple[str, ...]) -> _Row:
    if len(cells) != len(columns):
        many, most = len(cells), len(columns)
        said = Wording(
            f": der er {many} celler; der skal være {most}.",
            f": got {many} cells; expected {most}.",
        )
        raise InputError(place + said)
    row = _Row(place, {name: cell.strip() for name, cell in zip(columns, cells, strict=True)})
    if row.cells["grade"] not in GRADES:
        raise row.refuse("grade", Wording(*2 * (f"{', '.join(GRADES)}.",)))
    if not row.cells["source"]:
        raise row.refuse("source", Wording("hvor det står.", "where it is said."))
    return row


def _state(row: _Row, states: Sequence[str]) -> str:
    state = row.cells["state"]
    if state not in states[:-1]:
        known = ", ".join(states[:-1])
        expected = Wording(f"en af {known}.", f"one of {known}.")
        raise row.refuse("state", expected + nearest(state, states[:-1]))
    return state


def _codes(row: _Row) -> range:
    """Return the codes of a row, the last one too."""
    first, last = (_code(row, name) for name in ("code_from", "code_to"))
    if last < first:
        raise row.refuse("code_to", Wording(f"mindst {first}.", f"{first} or more."))
    return range(first, last + 1)


def _code(row: _Row, column: str) -> int:
    text = row.cells[column]
    if not (text.isascii() and text.isdigit() and BLANK < int(text) <= MOST):
        raise row.refuse(column, Wording(f"en kode fra 1 til {MOST}.", f"a code from 1 to {MOST}."))
    return int(text)
