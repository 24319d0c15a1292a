"""What is told of how DREAM was read: weeks that lack, codes nobody knows, what is assumed."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from borgerflow.sim.base.arrays import Flags
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.records.files.dream.blocks import DreamFile
from borgerflow.sim.records.files.dream.codes import BLANK, OTHER, UNKNOWN_CODE, CodeMap
from borgerflow.sim.records.files.dream.runs import Runs
from borgerflow.sim.records.files.dream.stretches import WeekRules
from borgerflow.sim.records.files.dream.weeks import week_text
from borgerflow.sim.records.files.notes import NotedReason, ReadingNote

LISTED = 12  # codes that a line names
NO_COLUMN = Wording(
    da="uger uden kolonne: forløb er afbrudt der, og hvad der fulgte, vides ikke",
    en="weeks without a column; spells are cut there, and what followed was not seen",
)
SET_ASIDE = Wording(da="kolonner, der ikke læses", en="columns that are not read")
CORRECTED = Wording(
    da="første og sidste dag er med samme sandsynlighed enhver af ugens dage: et forløb på n uger"
    " har i gennemsnit varet 7 n - 6 dage, så det regnes fra torsdag til torsdag (--weeks"
    " as-they-are lader én dag fylde ugen)",
    en="the first day and the last are on any day of their week with the same chance: a spell of n"
    " weeks has lasted 7 n - 6 days on average, so it is counted from Thursday to Thursday"
    " (--weeks as-they-are lets one day fill its week)",
)
AS_THEY_ARE = Wording(
    da="én dag fylder sin uge (--weeks as-they-are): forløb er i gennemsnit 6 dage for lange",
    en="one day fills its week (--weeks as-they-are): spells are 6 days too long on average",
)
PRIORITY = Wording(
    da="hvilken ydelse der får en uge med to ydelser, står i dream_priority.csv; rækkefølgen er et"
    " skøn",
    en="which benefit has a week of two stands in dream_priority.csv; the order is assumed",
)
EVERY_BORDER = Wording(da="alle forløb", en="all spells")


def note_of(file: DreamFile, runs: Runs, citizens: int, codes: CodeMap) -> ReadingNote:
    """Return how a file was read; ``runs`` are numbered by its rows."""
    weeks = [week_text(int(week)) for week in file.header.weeks]
    return ReadingNote(
        file=str(file.path),
        shape=Wording(
            f"DREAM, {len(weeks)} uger fra {weeks[0]} til {weeks[-1]}",
            f"DREAM, {len(weeks)} weeks from {weeks[0]} to {weeks[-1]}",
        ),
        rows=citizens,
        encoding=file.form.encoding,
        delimiter=file.form.delimiter,
        sheet=file.form.sheet,
        header_at=file.form.header_at,
        skipped=(*_columns(file), *_not_ours(file, runs, codes)),
        assumed=tuple(_recalled(file, runs, codes)),
    )


def with_rules(note: ReadingNote, rules: WeekRules) -> ReadingNote:
    """Return a note that tells, too, by which rules weeks became spells."""
    weeks = NotedReason(CORRECTED if rules.is_corrected else AS_THEY_ARE, 1, EVERY_BORDER)
    told = (weeks, NotedReason(PRIORITY, 1, EVERY_BORDER)) if rules.is_corrected else (weeks,)
    return replace(note, assumed=(*note.assumed, *told, *_gaps(rules)))


def _gaps(rules: WeekRules) -> Iterator[NotedReason]:
    if rules.max_gap_weeks:
        weeks = rules.max_gap_weeks
        why = Wording(
            f"ophold uden ydelse på højst {weeks} {'uge' if weeks == 1 else 'uger'} afbryder ikke"
            " et forløb",
            f"stops without a benefit of at most {weeks} {'week' if weeks == 1 else 'weeks'} do"
            " not end a spell",
        )
        yield NotedReason(why, 1, EVERY_BORDER)


def _columns(file: DreamFile) -> Iterator[NotedReason]:
    missing, aside = file.header.missing, file.header.set_aside
    if missing:
        yield NotedReason(NO_COLUMN, len(missing), same(missing[0]))
    if aside:
        yield NotedReason(SET_ASIDE, len(aside), quoted(aside[0]))


def _not_ours(file: DreamFile, runs: Runs, codes: CodeMap) -> Iterator[NotedReason]:
    """Yield every code that is unknown, or known and none of our schemes, with its weeks."""
    states = codes.state_of[runs.code]
    for state, why in ((UNKNOWN_CODE, _unknown), (OTHER, _no_scheme)):
        is_meant = states == codes.place(state)
        for code in np.unique(runs.code[is_meant]).tolist():
            yield _counted(file, runs, runs.code == code, why(code, codes))


def _unknown(code: int, codes: CodeMap) -> Wording:
    return Wording(
        f"koden {code} står ikke i tabellen over koder: dens uger regnes som ukendte",
        f"the code {code} is not in the table of codes: its weeks are read as unknown",
    )


def _no_scheme(code: int, codes: CodeMap) -> Wording:
    label = codes.label_of[code]
    return Wording(
        f"koden {code} ({label}) er ingen af ordningerne her",
        f"the code {code} ({label}) is none of the schemes here",
    )


def _recalled(file: DreamFile, runs: Runs, codes: CodeMap) -> Iterator[NotedReason]:
    """Yield which codes of the file have a meaning that nobody has found a source for."""
    grades = np.array(codes.grade_of)
    is_weak = ~np.isin(grades[runs.code], ("sourced", "")) & (runs.code != BLANK)
    found = np.unique(runs.code[is_weak]).tolist()
    if found:
        more = ", ..." if len(found) > LISTED else ""
        named = ", ".join(map(str, found[:LISTED])) + more
        why = Wording(
            f"koder, hvis betydning ikke er fundet i nogen kilde: {named}",
            f"codes whose meaning no source says: {named}",
        )
        yield _counted(file, runs, is_weak, why)


def _counted(file: DreamFile, runs: Runs, is_meant: Flags, why: Wording) -> NotedReason:
    weeks = int((runs.until - runs.first)[is_meant].sum())
    return NotedReason(why, weeks, file.place(int(runs.citizen[is_meant.argmax()])))
