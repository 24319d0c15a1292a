"""What a workbook says, cell by cell, and what is wrong in which of them."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from borgerflow.experiments.authoring.answers import (
    not_as_expected,
    read_grade,
    read_number,
    refuse_odd_text,
    understood,
)
from borgerflow.experiments.authoring.draft import faults_of_the_whole
from borgerflow.experiments.authoring.fields import set_at
from borgerflow.experiments.authoring.workbook.cells import FilledCells, cell_at
from borgerflow.experiments.authoring.workbook.layout import NUMBERS, WINDOW, Row
from borgerflow.experiments.authoring.workbook.stand_ins import with_stand_ins
from borgerflow.experiments.authoring.workbook.words import without_keys
from borgerflow.sim.base.errors import InputError, ParamError, refuse_all
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.proposals.proposals import ProposalForm
from borgerflow.sim.params.reading.faults import Cell, fault
from borgerflow.sim.params.reading.forms import Sheet, every_fault, validated
from borgerflow.sim.params.reading.kept import Loc
from borgerflow.sim.world.municipality import OWN_FILE

DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y")  # the last three as Danes write them
OR_A_FILE = Wording(
    " Eller skriv stien til din egen fil (.yaml).",
    " Or give the path of a file of your own (.yaml).",
)
A_DAY = Wording("en dato som 01-01-2026 eller 2026-01-01.", "a date as 2026-01-01 or 01-01-2026.")


@dataclass
class FilledForm:
    """What a workbook says, in which cell it says it, and every fault so far."""

    path: Path
    cells: FilledCells
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Loc, int] = field(default_factory=dict)
    faults: list[tuple[int, ParamError]] = field(default_factory=list)
    told: set[Loc] = field(default_factory=set)  # of which no more is said
    own_place: Path | None = None  # the file of a municipality that is not packaged
    sheet: Sheet[ProposalForm] | None = None

    def __post_init__(self) -> None:
        """Begin with what is wrong with the cells themselves."""
        self.faults += self.cells.faults.items()

    @property
    def lang(self) -> str:
        """Return the language that the workbook is written in."""
        return self.cells.lang

    def cell(self, sheet: Wording, row: int, column: int) -> Cell:
        """Return a cell of a sheet."""
        return cell_at(sheet.text(self.lang), row, column)

    def put(self, loc: Loc, value: object, cell: int) -> None:
        """Set a value, and remember the cell of it and of the fields around it."""
        self.places[loc] = cell
        for length in range(len(loc)):
            self.places.setdefault(loc[:length], cell)
        if cell in self.cells.faults:
            self.told.add(loc)
        if value is not None:
            set_at(self.data, tuple(str(part) for part in loc), value)

    def refuse(self, loc: Loc, cell: int, said: Wording) -> None:
        """Remember what is wrong with the field at a place; nothing more is said of it."""
        self.told.add(loc)
        if cell not in self.cells.faults:
            self.faults.append((cell, fault(self.path, cell, said)))

    def answer(self, row: Row, loc: Loc, value: object, cell: Cell) -> None:
        """Set what a cell answers; what cannot be read is remembered as a fault."""
        try:
            self.put(loc, self._read(row, value), cell)
        except InputError as error:
            self.put(loc, None, cell)
            self.refuse(loc, cell, error.said)

    def is_told(self, loc: Loc) -> bool:
        """Tell whether a fault of this field, of one inside it or around it, is told already."""
        return any(loc[: len(told)] == told or told[: len(loc)] == loc for told in self.told)

    def refuse_faults(self, params: Params) -> None:
        """Refuse the form with every fault of it, in the order of its cells.

        What the form as a whole may not say follows, as far as the cells it rests on hold.
        """
        found = every_fault(self.path, self.data, self.places, ProposalForm)
        found = [(loc, said) for loc, said in found if not _of_several(loc)]
        further = [(self._line(loc), said) for loc, said in found if not self.is_told(loc)]
        cells = [said for _, said in sorted(self.faults + further, key=lambda told: told[0])]
        refused = self.told | {loc for loc, _ in found}
        every = [*cells, *self._faults_beside(refused, params)]
        refuse_all([ParamError(without_keys(error.said)) for error in every])

    def _faults_beside(self, refused: set[Loc], params: Params) -> list[ParamError]:
        """Return what is wrong with the whole form besides the fields that were refused."""
        mended = with_stand_ins(self.data, refused, params)
        found = every_fault(self.path, mended, self.places, ProposalForm)
        if found:
            unfit = {loc for loc, _ in found}
            beside = [] if () in unfit else self._faults_beside(refused | unfit, params)
            return [*(said for _, said in found), *beside]
        return faults_of_the_whole(validated(self.path, mended, self.places, ProposalForm), params)

    def _line(self, loc: Loc) -> int:
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places[loc]

    def _read(self, row: Row, value: object) -> Any:
        """Return what a cell says, as the form has it; numbers and days are Excel's own."""
        if value is None or (isinstance(value, bool) and row.field.shape == "yes"):
            return value
        if isinstance(value, bool):
            return self._understood(row, str(value).upper())
        if isinstance(value, dt.datetime | dt.date):
            return self._understood(row, value.strftime("%Y-%m-%d"))
        if isinstance(value, str):
            return self._understood(row, value)
        if row.part in (*NUMBERS, *WINDOW) or row.field.shape in ("number", "day"):
            return value
        return self._understood(row, f"{value:.10g}")

    def _understood(self, row: Row, text: str) -> Any:
        refuse_odd_text(text)
        if row.part in NUMBERS or row.part == WINDOW[1] or row.field.shape == "number":
            return read_number(text, self.lang)
        if row.part == "grade":
            return read_grade(text)
        if row.part == "source":
            return text
        if row.field.shape == "day":
            return _day(text)
        place = row.field.name == "municipality"
        return self._place(row, text) if place else understood(row.field, text, self.lang)

    def _place(self, row: Row, text: str) -> Any:
        """Return the name of a municipality, or the path of a file of the user's own, as typed."""
        if text.endswith(OWN_FILE):
            self.own_place = self.path.parent / text
            return text
        try:
            return understood(row.field, text, self.lang)
        except InputError as error:
            raise InputError(error.said + OR_A_FILE) from None


def _of_several(loc: Loc) -> bool:
    """Tell whether a fault is of a whole mechanism, or of the whole form."""
    return len(loc) <= len(("mechanisms", "name")) and loc[:1] in ((), ("mechanisms",))


def _day(text: str) -> str:
    for form in DAYS:
        try:
            return dt.datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    raise not_as_expected(text, A_DAY)
