"""Weeks of DREAM and plain spells, read into observed spells: stays seen through a window."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from borgerflow.experiments.questions.data.intake.question import Imported
from borgerflow.sim.base.clock import date_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.params import Params
from borgerflow.sim.records.files.dream.codes import code_map_of
from borgerflow.sim.records.files.dream.reading import read_dream
from borgerflow.sim.records.files.dream.stretches import WeekRules
from borgerflow.sim.records.files.notes import NotedReason, ReadingNote
from borgerflow.sim.records.files.spell_files import SpellFile, read_spell_file
from borgerflow.sim.records.gaps import gaps_between
from borgerflow.sim.records.observed import sightings_of

PLAIN_SPELLS = Wording(da="forløb", en="spells")
SET_ASIDE = Wording(da="kolonner, der ikke læses", en="columns that are not read")
OUTSIDE = Wording(
    da="forløb uden en dag mellem --from og --until",
    en="spells without a day between --from and --until",
)
EMPTY_ROWS = Wording(da="tomme rækker", en="empty rows")
TOTAL_ROWS = Wording(da="sumrækker nederst", en="rows of totals at the end")
LOOK_INCLUSIVE = Wording(
    da="slutdatoen er opfattet som dagen efter den sidste, selv om den ligner den sidste dag "
    "(--inclusive-ends)",
    en="end is the day after the last, though it looks like the last day itself (--inclusive-ends)",
)
AT_THE_END = Wording(da="sidst i filen", en="at the end of the file")
ALREADY_OBSERVED = Wording(
    da=" siger selv, hvornår hvert forløb kunne ses (observed_from); der skal bruges rene "
    "forløb. Brug den, som den er: borgerflow fit.",
    en=" says itself when each spell could be seen (observed_from); expected plain spells. Use it"
    " as it is: borgerflow fit.",
)
WHOLE_FILE = Wording(da="hele filen", en="the whole file")


def import_dream(
    files: Sequence[Path], params: Params, rules: WeekRules, codes: Path | None = None
) -> Imported:
    """Return the observed spells of files of weeks; ``codes`` is a table of a user's own.

    Raises
    ------
    InputError
        At the first thing that does not hold, with file, line and column.
    """
    read = read_dream(files, code_map_of(params, codes), rules)
    return Imported("dream", read.table(), read.notes)


def import_spells(
    file: Path,
    params: Params,
    window: tuple[int | None, int | None],
    *,
    inclusive_ends: bool = False,
    max_gap_days: int = 0,
) -> Imported:
    """Return the observed spells of a file of plain spells.

    Parameters
    ----------
    window : (int or None, int or None)
        The first day that was observed, and the day after the last; by default the first and
        the last that the file knows.
    inclusive_ends : bool
        Whether an end is the last day itself.
    max_gap_days : int
        Days without benefit after which the next scheme no longer follows.

    Raises
    ------
    InputError
        If the file is no file of spells, a spell is under way and no day says until when, or
        the window holds no day or no spell.
    """
    read = read_spell_file(file, params.law, inclusive_ends=inclusive_ends)
    if "observed_from" in read.header.set_aside:
        raise InputError(str(file) + ALREADY_OBSERVED)
    days = _window(read, *window)
    seen = sightings_of(read.spells, params.law, days, max_gap_days=max_gap_days)
    if not len(seen.scheme):
        raise InputError(str(file) + ": " + _nothing_seen(days))
    return Imported("spells", seen.table(), (_note(read, days, len(seen.scheme)),))


def _window(read: SpellFile, first: int | None, until: int | None) -> tuple[int, int]:
    spells = read.spells
    if until is None and spells.is_open.any():
        raise InputError(read.place(int(spells.is_open.argmax())) + UNTIL_NEEDED)
    since = int(spells.start.min()) if first is None else first
    end = int(spells.end.max()) if until is None else until
    if end <= since:
        raise InputError(_no_day(since, end))
    return since, end


UNTIL_NEEDED = Wording(
    da=": forløbet er ikke afsluttet; angiv dagen efter den sidste, der er set, som"
    " --until 2024-01-01.",
    en=": the spell is still under way; give the day after the last one that was seen, as"
    " --until 2024-01-01.",
)


def _no_day(since: int, until: int) -> Wording:
    first, end = date_of(since), date_of(until)
    return Wording(
        f"--until er {end}: der skal stå en dag efter {first}, den første, der er set.",
        f"--until is {end}: expected a day after {first}, the first that was seen.",
    )


def _nothing_seen(window: tuple[int, int]) -> Wording:
    first, until = map(date_of, window)
    return Wording(
        f"intet forløb har en dag fra {first} til {until}; vælg et andet vindue.",
        f"no spell has a day from {first} to {until}; expected another window.",
    )


def _note(read: SpellFile, window: tuple[int, int], rows: int) -> ReadingNote:
    first, until = map(date_of, window)
    seen = Wording(f", set fra {first} til {until}", f", seen from {first} to {until}")
    return ReadingNote(
        file=str(read.path),
        shape=PLAIN_SPELLS + seen,
        rows=rows,
        encoding=read.form.encoding,
        delimiter=read.form.delimiter,
        sheet=read.form.sheet,
        header_at=read.form.header_at,
        skipped=tuple(_skipped(read, window)),
        assumed=tuple(_assumed(read, until=window[1])),
    )


def _skipped(read: SpellFile, window: tuple[int, int]) -> Iterator[NotedReason]:
    first, until = window
    is_outside = (read.spells.start >= until) | (read.spells.end <= first)
    if is_outside.any():
        place = read.place(int(np.argmax(is_outside)))
        yield NotedReason(OUTSIDE, int(is_outside.sum()), place)
    aside = read.header.set_aside
    if aside:
        yield NotedReason(SET_ASIDE, len(aside), quoted(aside[0]))
    for why, count in ((EMPTY_ROWS, read.form.empty_rows), (TOTAL_ROWS, read.form.total_rows)):
        if count:
            yield NotedReason(why, count, AT_THE_END if why is TOTAL_ROWS else same(read.path.name))


def _assumed(read: SpellFile, until: int) -> Iterator[NotedReason]:
    """Yield that ends look like last days, if they are not read so, and who is seen long after."""
    beyond = read.seen_long_after(until)
    if beyond is not None:
        yield beyond
    looks_so = gaps_between(read.spells).look_inclusive or read.header.says_last_day
    if looks_so and not read.inclusive_ends:
        yield NotedReason(LOOK_INCLUSIVE, 1, WHOLE_FILE)
