"""Where everybody stands while talks queue: what is kept of each citizen, and the calendar.

The calendar holds, for each day, the citizens who have something to do then.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.lives.tables import MEMORY, Citizen, Spell, Tables

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


# What is kept of a citizen between days: the whole numbers of a `Spell` in order, and more.
SCHEME, START, CAME_FROM, ORDINAL, CATEGORY, STAGE, DEADLINES = range(7)
EXIT_DAY, DEADLINE, REFUSED, HELD, DUE, LEFT, COUNTED_TO, MET, LEGAL, BOOKED = range(7, 17)
WAITS = 17  # whether the citizen waits for a team
LATE = 18  # and law asked for the talk by a day now past
STATE_COLUMNS = 19


# Where a citizen stands in the calendar.
AFTER, BEFORE, PLACE = range(3)
NOBODY = -1


# The tickets of a team lie in heaps: of those who are late by law, of those who asked in time,
# and once more of the latter by the day of the law, after which they are late.
IS_LATE, IN_TIME, BY_LAW = range(3)
HEAPS = 3


class Hall(NamedTuple):
    """Where everybody stands."""

    state: Ints  # [n, STATE_COLUMNS]
    strength: Floats  # [n]
    memory: Ints  # [n, MEMORY]
    here: NDArray[np.bool_]  # [n] in the municipality
    first: Ints  # [day] first citizen on the list of a day
    links: Ints  # [n, 3] place in such a list
    waiting: Ints  # [team, HEAPS] tickets
    carried: Ints  # [team] minutes of yesterday for a talk that did not fit
    day: Ints  # [1] the day that is next


class Crowd(NamedTuple):
    """Who lives: the arguments of `live_all`."""

    people: Ints
    birthdays: Ints
    frailty: Floats


def hall_for(tables: Tables, citizens: int) -> Hall:
    """Return the hall before anybody is there."""
    return Hall(
        np.zeros((citizens, STATE_COLUMNS), np.int64),
        np.zeros(citizens),
        np.zeros((citizens, MEMORY), np.int64),
        np.zeros(citizens, np.bool_),
        np.full(tables.horizon - tables.working_day_from, NOBODY, np.int64),
        np.full((citizens, 3), NOBODY, np.int64),
        np.zeros((tables.teams, HEAPS), np.int64),
        np.zeros(tables.teams, np.int64),
        np.array([tables.working_day_from], np.int64),
    )


def enter(crowd: Crowd, hall: Hall) -> None:
    """Put every citizen on the list of the day of entry, before anything else."""
    for number in range(len(crowd.people)):
        put(hall.first, hall.links, crowd.people[number, 2] - hall.day[0], number)


def citizen_of(crowd: Crowd, number: int) -> Citizen:
    """Return a citizen by number."""
    row, born = crowd.people[number], crowd.birthdays[number]
    age_25, age_30, age_50, age_60 = born[0], born[1], born[2], born[3]
    return Citizen(row[0], row[1], crowd.frailty[number], age_25, age_30, age_50, age_60, row[3])


def keep(row: Ints, spell: Spell) -> None:
    """Write a citizen's spell down until it is next looked at, its strength apart."""
    row[SCHEME], row[START], row[CAME_FROM] = spell.scheme, spell.start, spell.came_from
    row[ORDINAL], row[CATEGORY], row[STAGE] = spell.ordinal, spell.category, spell.stage
    row[DEADLINES], row[EXIT_DAY], row[DEADLINE] = spell.deadlines, spell.exit_day, spell.deadline
    row[REFUSED], row[HELD], row[DUE] = spell.refused, spell.held, spell.due
    row[LEFT], row[COUNTED_TO], row[MET] = spell.left, spell.counted_to, spell.met
    row[LEGAL], row[BOOKED] = spell.legal, spell.asked


def kept(row: Ints, strength: float) -> Spell:
    """Return a citizen's spell as it was written down."""
    return Spell(
        row[SCHEME],
        row[START],
        row[CAME_FROM],
        row[ORDINAL],
        row[CATEGORY],
        row[STAGE],
        row[DEADLINES],
        row[EXIT_DAY],
        row[DEADLINE],
        row[REFUSED],
        row[HELD],
        row[DUE],
        row[LEFT],
        row[COUNTED_TO],
        strength,
        row[MET],
        row[LEGAL],
        row[BOOKED],
    )


def put(first: Ints, links: Ints, place: int, number: int) -> None:
    """Put a citizen on the list of a day, given by its place in the calendar."""
    if place >= len(first):
        return
    links[number, AFTER], links[number, BEFORE], links[number, PLACE] = first[place], NOBODY, place
    if first[place] != NOBODY:
        links[first[place], BEFORE] = number
    first[place] = number


def take(first: Ints, links: Ints, number: int) -> None:
    """Take a citizen from the list of a day, if on one."""
    after, before, place = links[number, AFTER], links[number, BEFORE], links[number, PLACE]
    if place == NOBODY:
        return
    if before == NOBODY:
        first[place] = after
    else:
        links[before, AFTER] = after
    if after != NOBODY:
        links[after, BEFORE] = before
    links[number, PLACE] = NOBODY
