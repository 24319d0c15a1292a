"""What no table of observed spells may hold: days out of order, two spells at once, no citizen."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.clock import DAY_ZERO
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.records.observed import UNKNOWN
from borgerflow.sim.records.spells.coded import LATEST

NOT_OUR_TIME = Wording(
    f" ligger før {DAY_ZERO} eller efter {LATEST}; der skal stå en dag i vor tid.",
    f" lies before {DAY_ZERO} or after {LATEST}; expected a day of our time.",
)
NO_CITIZEN = Wording(
    "citizen er tom; der skal stå borgerens navn eller nummer i filen.",
    "citizen is empty; expected what the citizen is called in the file.",
)
OPEN_WITH_END = Wording(
    "forløbet er ikke afsluttet (open), men har en slutdato eller noget, der fulgte; end og "
    "next skal være tomme.",
    "the spell is open, but has an end or a next scheme; expected empty cells in end and next.",
)
SAME_AGAIN = Wording(
    "next er den samme ordning; forløb af samme ordning, der støder op til hinanden, skal stå i "
    "én række.",
    "next is the same scheme; expected spells of one scheme that touch in one row.",
)
OVERLAP = Wording(
    "forløbet begynder, før et andet for samme borger er slut, og ville tælle to gange; forløb "
    "skal støde op til hinanden eller ligge adskilt.",
    "the spell begins before another of the same citizen has ended, and would count twice;"
    " expected spells that touch or lie apart.",
)
EMPTY_DATE = Wording(" er tom; der skal stå en dato.", " is empty; expected a date.")
SEEN_BEFORE_START = Wording(
    "observed_from ligger før start; der skal stå samme dag eller en senere.",
    "observed_from lies before start; expected the same day or a later one.",
)
OPEN_UNTIL_WHEN = Wording(
    "forløbet er ikke afsluttet (open), og observed_until er tom; der skal stå en dato.",
    "the spell is open, and observed_until is empty; expected a date.",
)
LAST_SEEN_FIRST = Wording(
    "observed_until ligger før observed_from; der skal stå samme dag eller en senere.",
    "observed_until lies before observed_from; expected the same day or a later one.",
)
NEITHER_END_NOR_OPEN = Wording(
    "end er tom, og forløbet er ikke open; der skal stå en slutdato eller open = true.",
    "end is empty, and the spell is not open; expected an end, or open = true.",
)
NO_DAY = Wording(
    "forløbet slutter, før det begynder eller kunne ses; der skal stå en senere slutdato (dagen "
    "efter den sidste).",
    "the spell ends before it begins or could be seen; expected a later end (the day after the"
    " last).",
)


class ObservedRows(NamedTuple):
    """The rows of a table of observed spells; days UNKNOWN where their cell is empty."""

    citizen: Ints
    scheme: Ints
    next: Ints
    is_open: Flags
    start: Ints
    end: Ints
    since: Ints  # observed_from
    until: Ints  # observed_until


class RowFault(NamedTuple):
    """Which rows have a fault, and what is said of it."""

    wrong: Flags
    said: Wording


def faults_of(rows: ObservedRows, no_citizen: Flags) -> Iterator[RowFault]:
    """Yield what may not be, and in which rows it is, one kind after another."""
    start, end, since, until, is_open = rows.start, rows.end, rows.since, rows.until, rows.is_open
    yield RowFault(no_citizen, NO_CITIZEN)
    yield RowFault(since == UNKNOWN, same("observed_from") + EMPTY_DATE)
    yield RowFault((start != UNKNOWN) & (start > since), SEEN_BEFORE_START)
    yield RowFault(is_open & (until == UNKNOWN), OPEN_UNTIL_WHEN)
    yield RowFault(is_open & (until < since), LAST_SEEN_FIRST)
    yield RowFault(is_open & ((end != UNKNOWN) | (rows.next != UNKNOWN)), OPEN_WITH_END)
    yield RowFault(~is_open & (end == UNKNOWN), NEITHER_END_NOR_OPEN)
    yield RowFault(~is_open & (end <= np.maximum(start, since)), NO_DAY)
    yield RowFault(rows.next == rows.scheme, SAME_AGAIN)
    yield RowFault(_overlapping(rows), OVERLAP)


def _overlapping(rows: ObservedRows) -> Flags:
    """Tell which spells were seen while one before them, of the same citizen, was."""
    order = _in_time(rows)
    citizen, since = rows.citizen[order], rows.since[order]
    last = np.where(rows.is_open, rows.until, rows.end)[order]
    wrong = np.zeros(len(order), dtype=bool)
    wrong[order[1:]] = (citizen[1:] == citizen[:-1]) & (since[1:] < last[:-1])
    return wrong


def _in_time(rows: ObservedRows) -> Ints:
    """Return the rows by citizen and day, as files that were imported have them already."""
    citizen, since = rows.citizen, rows.since
    is_next = (citizen[1:] > citizen[:-1]) | (
        (citizen[1:] == citizen[:-1]) & (since[1:] >= since[:-1])
    )
    if is_next.all():
        return np.arange(len(citizen))
    return np.lexsort((since, citizen))
