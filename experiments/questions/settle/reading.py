"""What was read of a file of spells, what was left out, and what was taken for granted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from borgerflow.experiments.findings.labels import scheme_within
from borgerflow.experiments.questions.settle.blanks import (
    BlankCells,
    blank_cells,
    paid_by_municipality,
)
from borgerflow.sim.base.clock import FAR, date_of, day_of, first_day_of_month, month_index_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import LawBook
from borgerflow.sim.params.law.schemes import settled_categories
from borgerflow.sim.records.files.headers import bare
from borgerflow.sim.records.files.spell_files import SpellFile
from borgerflow.sim.records.gaps import Gaps, gaps_between, with_inclusive_ends
from borgerflow.sim.records.spells.coded import CodedSpells
from borgerflow.sim.settlement.settle import settle_coded, uncounted_before, unsettled_spells


@dataclass(frozen=True)
class DoubtAboutEnds:
    """Why ends look like last days, and what the municipality would pay if they are."""

    gaps: Gaps
    column_says_so: bool
    kommune: float | None = None  # None where it was not asked for
    kommune_if_inclusive: float | None = None  # None, too, where spells would then overlap

    def plain(self) -> dict[str, Any]:
        """Return the doubt as plain values."""
        kroner = {"kommune": self.kommune, "kommune_if_inclusive": self.kommune_if_inclusive}
        return {**asdict(self.gaps), "column_says_so": self.column_says_so, **kroner}


@dataclass(frozen=True, kw_only=True)
class FileReading:
    """How a file of spells was read."""

    file: str
    kind: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_at: int
    columns: Mapping[str, str]  # ours: what each is called in the file
    set_aside: tuple[str, ...]
    empty_rows: int
    total_rows: int
    dates: Mapping[str, str]
    decimal_mark: str | None
    spells: int
    citizens: int
    under_way: int
    until: str | None
    inclusive_ends: bool
    granted_earlier: int = 0  # spells paid by an older rule, for they were granted before a day
    granted_resumed: int = 0  # of these, after a break that the grant is read to outlast
    granted_in_doubt: int = 0  # of these, only until the citizen is hired anew
    granted_written: Mapping[str, int] = field(default_factory=dict)  # older categories, by name
    before_settled: int = 0  # paid spells with days before anything is settled
    before_settled_counted: int = 0  # of these, those whose days count on the staircase
    settled_from: str = ""
    counted_from: str = ""
    all_from: str | None = None  # the first end, where what ended earlier seems left out
    begun_long_before: int = 0
    schemes: Mapping[str, Wording] = field(default_factory=dict)  # what each is called
    blank: BlankCells = field(default_factory=BlankCells)
    doubt_about_ends: DoubtAboutEnds | None = None

    def plain(self) -> dict[str, Any]:
        """Return the reading as plain values, for JSON."""
        doubt = self.doubt_about_ends
        return {
            **{name: value for name, value in vars(self).items() if name != "schemes"},
            "set_aside": list(self.set_aside),
            "blank": asdict(self.blank),
            "doubt_about_ends": doubt.plain() if doubt else None,
        }

    @property
    def renamed(self) -> dict[str, str]:
        """Return the columns that are called otherwise in the file, by our name."""
        return {ours: name for ours, name in self.columns.items() if bare(name) != bare(ours)}


def reading_of(
    file: SpellFile, law: LawBook, until: dt.date | None, doubt: DoubtAboutEnds | None = None
) -> FileReading:
    """Return how a file of spells was read."""
    before = unsettled_spells(file.spells, law)
    window, settled_to = uncounted_before(file.spells, law), FAR if until is None else day_of(until)
    if window is not None and window.first_end >= settled_to:
        window = None
    return FileReading(
        file=file.path.name,
        **asdict(file.form),
        columns=file.header.read,
        set_aside=file.header.set_aside,
        dates=file.dates,
        decimal_mark=file.decimal_mark,
        spells=len(file.spells.start),
        citizens=len(file.spells.labels),
        under_way=under_way_on(file.spells, settled_to),
        until=until.isoformat() if until else None,
        inclusive_ends=file.inclusive_ends,
        granted_earlier=int(file.spells.earlier.sum()),
        granted_resumed=int(file.spells.resumed.sum()),
        granted_in_doubt=int(file.spells.in_doubt.sum()),
        granted_written=_granted_written(file.spells, law),
        before_settled=before.spells,
        before_settled_counted=before.counted,
        settled_from=before.settled_from.isoformat(),
        counted_from=before.counts_from.isoformat(),
        all_from=date_of(window.first_end).isoformat() if window else None,
        begun_long_before=window.begun_long_before if window else 0,
        schemes={name: scheme_within(scheme) for name, scheme in law.schemes.items()},
        blank=blank_cells(file.spells, law),
        doubt_about_ends=doubt,
    )


def _granted_written(spells: CodedSpells, law: LawBook) -> dict[str, int]:
    """Return how many spells begin after the reform that their category is from before."""
    names = settled_categories(law.schemes)
    counts = np.bincount(spells.category[spells.begun_since], minlength=len(names))
    return {name: int(many) for name, many in zip(names, counts, strict=True) if many}


def under_way_on(spells: CodedSpells, day: int) -> int:
    """Return how many spells that began before a day go on past it."""
    return int(((spells.start < day) & ((spells.end > day) | spells.is_open)).sum())


def refuse_under_way(file: SpellFile, until: dt.date | None) -> None:
    """Refuse spells under way where no day is given to settle until, and say what to type."""
    is_open = file.spells.is_open
    if until is not None or not is_open.any():
        return
    many, day = int(is_open.sum()), _after_all(file)
    raise InputError(
        file.place(int(is_open.argmax()))
        + Wording(
            ": forløbet er ikke afsluttet (slutdatoen er tom eller ligger langt ude i fremtiden)"
            f"{f', et af {many}' if many > 1 else ''}. Angiv dagen efter den sidste, der skal"
            f" gøres op, fx --until {day}.",
            ": the spell is still under way (end is empty, or a day far ahead)"
            f"{f', one of {many}' if many > 1 else ''}. Give the day after the last one to"
            f" settle, for example --until {day}.",
        )
    )


def _after_all(file: SpellFile) -> dt.date:
    """Return the first day of the month after the last day that the file knows."""
    spells = file.spells
    last = max(int(spells.start.max()), int(spells.end[spells.end != FAR].max(initial=0)))
    return date_of(first_day_of_month(month_index_of(last) + 1))


def doubt_about_ends(file: SpellFile) -> DoubtAboutEnds | None:
    """Return why ends look like last days, None where they do not."""
    gaps, says_so = gaps_between(file.spells), file.header.says_last_day
    if file.inclusive_ends or not (gaps.look_inclusive or says_so):
        return None
    return DoubtAboutEnds(gaps, says_so)


def with_cost(
    doubt: DoubtAboutEnds | None,
    file: SpellFile,
    law: LawBook,
    until: dt.date | None,
    kommune: float,
) -> DoubtAboutEnds | None:
    """Return a doubt with what the municipality pays, and what it would pay if it is right."""
    if doubt is None or doubt.gaps.none:
        return doubt
    otherwise = settle_coded(with_inclusive_ends(file.spells, law), law, until=until)
    return replace(doubt, kommune=kommune, kommune_if_inclusive=paid_by_municipality(otherwise))
