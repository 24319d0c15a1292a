"""Where everybody stands while contacts queue: what is kept of each citizen, and the calendar.

The calendar holds, for each day, the citizens who have something to do then.
"""

from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.engines.rows import Room, room_for
from borgerflow.sim.lives.tables import MEMORY, NO_SPELL, Citizen, Spell, Tables

# What is kept of a citizen between days: the whole numbers of a `Spell` in order, and more.
SCHEME, START, CAME_FROM, ORDINAL, CATEGORY, STAGE, DEADLINES = range(7)
EXIT_DAY, DEADLINE, REFUSED, HELD, DUE, LEFT, COUNTED_TO, MET, LEGAL, BOOKABLE = range(7, 17)
HELD_BY_LAW, LAW_DUE, LAW_BOOKABLE, LAW_MET = range(17, 21)
CARRIED_ON, STAYED = 21, 22
WAITS = 23  # whether the citizen waits for a team
LATE = 24  # and law asked for the contact by a day now past
CITIZEN_COLUMNS = 25


# Where a citizen stands in the calendar.
AFTER, BEFORE, PLACE = range(3)
NOBODY = -1


# The tickets of a team lie in heaps: of those who are late by law, of those who asked in time,
# and once more of the latter by the day of the law, after which they are late.
IS_LATE, IN_TIME, BY_LAW = range(3)
HEAPS = 3


class Cohort(NamedTuple):
    """Who lives."""

    people: Ints  # [n, 7] key, cell, enters, leaves, scheme, since, came_from
    birthdays: Ints  # [n, 4]
    frailty: Floats  # [n]


class Office(NamedTuple):
    """Where everybody stands, who waits for a team, and what has been written down."""

    citizens: Ints  # [n, CITIZEN_COLUMNS]
    strength: Floats  # [n, 2] left by the latest contact, and by the latest by law
    memory: Ints  # [n, MEMORY]
    here: Flags  # [n] in the municipality
    first: Ints  # [day] first citizen on the list of a day
    links: Ints  # [n, 3] place in such a list
    tickets: Ints  # [team, HEAPS, ticket]
    waiting: Ints  # [team, HEAPS] tickets on each heap
    carried: Ints  # [team] minutes of yesterday for a contact that did not fit
    day: Ints  # [2] the day that is next, and the one before which lives that wait for nobody stop
    room: Room


def office_for(tables: Tables, citizens: int) -> Office:
    """Return the office before anybody is there."""
    return Office(
        np.zeros((citizens, CITIZEN_COLUMNS), np.int64),
        np.zeros((citizens, 2)),
        np.zeros((citizens, MEMORY), np.int64),
        np.zeros(citizens, np.bool_),
        np.full(tables.horizon - tables.working_day_from, NOBODY, np.int64),
        np.full((citizens, 3), NOBODY, np.int64),
        np.empty((tables.teams, HEAPS, 2 * citizens + 64), np.int64),
        np.zeros((tables.teams, HEAPS), np.int64),
        np.zeros(tables.teams, np.int64),
        np.array([tables.working_day_from, tables.horizon], np.int64),
        room_for(citizens),
    )


def enter(cohort: Cohort, office: Office) -> None:
    """Put every citizen on the list of the day of entry, before anything else."""
    for number in range(len(cohort.people)):
        add_to_day(office, cohort.people[number, 2] - office.day[0], number)


def citizen_of(cohort: Cohort, number: int) -> Citizen:
    """Return a citizen by number."""
    row, born = cohort.people[number], cohort.birthdays[number]
    age_25, age_30, age_50, age_60 = born[0], born[1], born[2], born[3]
    return Citizen(row[0], row[1], cohort.frailty[number], age_25, age_30, age_50, age_60, row[3])


def first_spell(cohort: Cohort, number: int) -> Spell:
    """Return the spell with which a citizen's life in the model begins, nothing drawn yet."""
    row = cohort.people[number]
    return NO_SPELL._replace(scheme=row[4], start=row[5], came_from=row[6])


def store_spell(office: Office, number: int, spell: Spell) -> None:
    """Write a citizen's spell down until it is next looked at."""
    row = office.citizens[number]
    row[SCHEME], row[START], row[CAME_FROM] = spell.scheme, spell.start, spell.came_from
    row[ORDINAL], row[CATEGORY], row[STAGE] = spell.ordinal, spell.category, spell.stage
    row[DEADLINES], row[EXIT_DAY], row[DEADLINE] = spell.deadlines, spell.exit_day, spell.deadline
    row[REFUSED], row[HELD], row[DUE] = spell.refused, spell.held, spell.due
    row[LEFT], row[COUNTED_TO], row[MET] = spell.left, spell.counted_to, spell.met
    row[LEGAL], row[BOOKABLE], row[HELD_BY_LAW] = spell.legal, spell.bookable, spell.by_law
    row[LAW_DUE], row[LAW_BOOKABLE] = spell.law_due, spell.law_bookable
    row[LAW_MET], row[CARRIED_ON], row[STAYED] = spell.law_met, spell.carried_on, spell.stayed
    office.strength[number, 0], office.strength[number, 1] = spell.strength, spell.law_strength


def stored_spell(office: Office, number: int) -> Spell:
    """Return a citizen's spell as it was written down."""
    row = office.citizens[number]
    return NO_SPELL._replace(
        scheme=row[SCHEME],
        start=row[START],
        came_from=row[CAME_FROM],
        ordinal=row[ORDINAL],
        category=row[CATEGORY],
        stage=row[STAGE],
        deadlines=row[DEADLINES],
        exit_day=row[EXIT_DAY],
        deadline=row[DEADLINE],
        refused=row[REFUSED],
        held=row[HELD],
        due=row[DUE],
        left=row[LEFT],
        counted_to=row[COUNTED_TO],
        strength=office.strength[number, 0],
        met=row[MET],
        legal=row[LEGAL],
        bookable=row[BOOKABLE],
        by_law=row[HELD_BY_LAW],
        law_due=row[LAW_DUE],
        law_bookable=row[LAW_BOOKABLE],
        law_strength=office.strength[number, 1],
        law_met=row[LAW_MET],
        carried_on=row[CARRIED_ON],
        stayed=row[STAYED],
    )


def add_to_day(office: Office, place: int, number: int) -> None:
    """Put a citizen on the list of a day, given by its place in the calendar."""
    first, links = office.first, office.links
    if place >= len(first):
        return
    links[number, AFTER], links[number, BEFORE], links[number, PLACE] = first[place], NOBODY, place
    if first[place] != NOBODY:
        links[first[place], BEFORE] = number
    first[place] = number


def take_from_day(office: Office, number: int) -> None:
    """Take a citizen from the list of a day, if on one."""
    first, links = office.first, office.links
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
