"""The compiled engine where talks queue for caseworkers: all citizens, day by day.

A calendar holds, for each day, the citizens who have something to do then. At the end of a
working day each team holds talks until its minutes are used: first those that are late by law,
and among these and the others in order of due day and citizen.
The rules are those of `lives`, as in the other engines.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.clock import FAR
from sim.engines.heaps import pop, push
from sim.engines.rows import Room, write_contact, write_spell
from sim.lives.deadlines import prolonged, remember
from sim.lives.story import begin, end_of, scheme_entered, what_follows
from sim.lives.tables import (
    AT_DEADLINE,
    MEMORY,
    STILL_WAITS,
    WENT_HOME,
    Citizen,
    Spell,
    Tables,
)
from sim.lives.talk_days import asked_day
from sim.lives.talks import (
    after_appointment,
    appointment,
    foreseen_waiting,
    minutes_of_team,
    team_of,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# What is kept of a citizen between days: the whole numbers of a `Spell` in order, and more.
SCHEME, START, CAME_FROM, ORDINAL, CATEGORY, STAGE, DEADLINES = range(7)
EXIT_DAY, DEADLINE, REFUSED, HELD, DUE, LEFT, COUNTED_TO, MET, LEGAL, BOOKED = range(7, 17)
WAITS = 17  # whether the citizen waits for a team
LATE = 18  # and law asked for the talk by a day now past
STATE_COLUMNS = 19

# A citizen who has asked for a talk is looked at again the day after: most have had it by then,
# and need not know when they would have left without it. The others are looked at now and then.
ASKED, WAITING = 1, 2
LOOKS_AHEAD = 14  # days

# Where a citizen stands in the calendar.
AFTER, BEFORE, PLACE = range(3)
NOBODY = -1
TOO_LONG = -2  # answered where the talk of the next does not fit into the minutes left

# The tickets of a team lie in heaps: of those who are late by law, of those who asked in time,
# and once more of the latter by the day of the law, after which they are late. A ticket that
# has been answered elsewhere stays until it comes up.
IS_LATE, IN_TIME, BY_LAW = range(3)
HEAPS = 3
A_STEP = 4  # rows that find room before a citizen is looked at: more than one day takes
PLACES = 1 << 32  # more than there are citizens: a ticket is a day x PLACES + citizen


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


def citizen_of(crowd: Crowd, number: int) -> Citizen:
    """Return a citizen by number."""
    row, born = crowd.people[number], crowd.birthdays[number]
    age_25, age_30, age_50, age_60 = born[0], born[1], born[2], born[3]
    return Citizen(row[0], row[1], crowd.frailty[number], age_25, age_30, age_50, age_60, row[3])


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


def ask(hall: Hall, tickets: Ints, team: int, number: int, spell: Spell, today: int) -> None:
    """Put a citizen among those who wait for a team."""
    late = spell.legal < today
    hall.state[number, LATE] = late
    if late:
        file(hall, tickets, team, IS_LATE, spell.due, number)
    else:
        file(hall, tickets, team, IN_TIME, spell.due, number)
        file(hall, tickets, team, BY_LAW, spell.legal, number)


def file(hall: Hall, tickets: Ints, team: int, heap: int, day: int, number: int) -> None:
    """Put a ticket on one of the heaps of a team."""
    push(tickets[team, heap], hall.waiting[team, heap], day * PLACES + number)
    hall.waiting[team, heap] += 1


def first_of(hall: Hall, tickets: Ints, team: int, heap: int) -> tuple[int, int]:
    """Take the first ticket from a heap of a team: return its day and its citizen."""
    ticket = pop(tickets[team, heap], hall.waiting[team, heap])
    hall.waiting[team, heap] -= 1
    return ticket // PLACES, ticket % PLACES


def live_today(
    tables: Tables,
    citizen: Citizen,
    number: int,
    today: int,
    spell: Spell,
    hall: Hall,
    room: Room,
    tickets: Ints,
) -> Spell:
    """Return a citizen's spell after all that happens today before the teams work.

    A life that depends on no other goes on at once, until a team is next asked for a talk: the
    rows of a citizen are then written before their day, but in their order.
    """
    row, written, now = hall.state[number], room.written, today
    if row[WAITS] and spell.exit_day > today:
        row[WAITS] = WAITING
        until = min(today + LOOKS_AHEAD, tables.horizon)
        spell = foreseen_waiting(tables, citizen, spell, until)
    while True:
        day, cause = end_of(citizen, spell)
        asked = FAR if row[WAITS] else asked_day(tables, spell.asked)
        team = team_of(tables, spell.scheme) if asked < day else NOBODY
        today = min(day, asked)
        if today > now and (
            row[WAITS] or team >= 0 or today >= tables.horizon or not has_room(room, A_STEP, A_STEP)
        ):
            return spell
        if asked < day:
            if team < 0:
                used = appointment(tables, citizen, spell)
                write_contact(room.contacts, written[1], number, spell, today, used)
                written[1] += 1
                spell = after_appointment(tables, citizen, spell, today)
            else:
                ask(hall, tickets, team, number, spell, today)
                row[WAITS] = ASKED
                return spell
            continue
        follows, outcome = what_follows(tables, citizen, spell, day, cause)
        if cause == AT_DEADLINE and follows == spell.scheme:
            spell = prolonged(tables, spell, outcome, day)
            continue
        if row[WAITS]:
            write_contact(room.contacts, written[1], number, spell, day, (0, 0, WENT_HOME))
            written[1] += 1
        write_spell(room.spells, written[0], number, spell, day, False)
        written[0] += 1
        row[WAITS] = 0
        memory, ordinal = hall.memory[number], spell.ordinal + 1
        remember(tables, memory, spell, today)
        scheme = scheme_entered(tables, citizen, memory, follows, ordinal, today)
        if scheme == tables.out:
            hall.here[number] = False
            return spell
        spell = begin(tables, citizen, memory, scheme, spell.scheme, ordinal, today, today, -1)


def arrive(tables: Tables, crowd: Crowd, hall: Hall, number: int, today: int) -> Spell:
    """Return the first spell of a citizen, who is in the municipality from today."""
    row = crowd.people[number]
    hall.here[number] = True
    citizen, memory = citizen_of(crowd, number), hall.memory[number]
    return begin(tables, citizen, memory, row[4], row[6], 0, row[5], today, row[7])


def settle_down(
    tables: Tables, citizen: Citizen, hall: Hall, number: int, today: int, spell: Spell
) -> None:
    """Write a spell down and put the citizen on the list of the day it is next looked at."""
    keep(hall.state[number], spell)
    hall.strength[number] = spell.strength
    day, _ = end_of(citizen, spell)
    if hall.state[number, WAITS] == ASKED:
        day = today + 1
    elif hall.state[number, WAITS]:
        day = min(day, today + LOOKS_AHEAD)
    else:
        day = min(day, asked_day(tables, spell.asked))
    put(hall.first, hall.links, day - tables.working_day_from, number)


def live_day(
    tables: Tables,
    crowd: Crowd,
    hall: Hall,
    today: int,
    room: Room,
    tickets: Ints,
) -> bool:
    """Let everybody on the list of a day live through it, before the teams work.

    Tell whether there was room for all.
    """
    place = today - tables.working_day_from
    while hall.first[place] != NOBODY:
        if not has_room(room, A_STEP, A_STEP) or hall.waiting.sum() >= tickets.shape[2]:
            return False
        number = hall.first[place]
        take(hall.first, hall.links, number)
        if hall.here[number]:
            spell = kept(hall.state[number], hall.strength[number])
        elif crowd.people[number, 4] == tables.out:
            continue
        else:
            spell = arrive(tables, crowd, hall, number, today)
        citizen = citizen_of(crowd, number)
        spell = live_today(tables, citizen, number, today, spell, hall, room, tickets)
        if hall.here[number]:
            settle_down(tables, citizen, hall, number, today, spell)
    return True


def find_late(tables: Tables, hall: Hall, tickets: Ints, team: int, today: int) -> None:
    """Move those who wait for a team and have become late by law to where such wait."""
    while hall.waiting[team, BY_LAW] > 0 and tickets[team, BY_LAW, 0] < today * PLACES:
        legal, number = first_of(hall, tickets, team, BY_LAW)
        row = hall.state[number]
        waits = row[WAITS] > 0 and row[LEGAL] == legal and team_of(tables, row[SCHEME]) == team
        if waits and not row[LATE]:
            row[LATE] = 1
            file(hall, tickets, team, IS_LATE, row[DUE], number)


def next_served(hall: Hall, tickets: Ints, team: int, heap: int) -> int:
    """Return the citizen whose ticket comes first on a heap of a team, or NOBODY.

    Tickets of those who no longer wait there are thrown away.
    """
    while hall.waiting[team, heap] > 0:
        due, number = tickets[team, heap, 0] // PLACES, tickets[team, heap, 0] % PLACES
        row = hall.state[number]
        if row[WAITS] > 0 and row[DUE] == due and row[LATE] == (heap == IS_LATE):
            return int(number)
        first_of(hall, tickets, team, heap)
    return NOBODY


def serve(
    tables: Tables,
    crowd: Crowd,
    hall: Hall,
    today: int,
    team: int,
    room: Room,
    tickets: Ints,
) -> None:
    """Let a team hold talks at the end of a working day until its minutes are used."""
    find_late(tables, hall, tickets, team, today)
    minutes = hall.carried[team] + minutes_of_team(tables, team, today)
    hall.carried[team] = 0
    for heap in range(BY_LAW):
        number = next_served(hall, tickets, team, heap)
        while number != NOBODY:
            citizen = citizen_of(crowd, number)
            spell = kept(hall.state[number], hall.strength[number])
            used = appointment(tables, citizen, spell)
            if used[0] > minutes:
                hall.carried[team] = minutes
                return
            minutes -= used[0]
            write_contact(room.contacts, room.written[1], number, spell, today, used)
            room.written[1] += 1
            first_of(hall, tickets, team, heap)
            hall.state[number, WAITS] = 0
            take(hall.first, hall.links, number)
            spell = after_appointment(tables, citizen, spell, today)
            settle_down(tables, citizen, hall, number, today, spell)
            number = next_served(hall, tickets, team, heap)


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


def no_tickets(tables: Tables, citizens: int) -> Ints:
    """Return room for the tickets of each team, heap by heap."""
    return np.empty((tables.teams, HEAPS, 2 * citizens + 64), np.int64)


def enter(crowd: Crowd, hall: Hall) -> None:
    """Put every citizen on the list of the day of entry, before anything else."""
    for number in range(len(crowd.people)):
        put(hall.first, hall.links, crowd.people[number, 2] - hall.day[0], number)


def has_room(room: Room, spells: int, contacts: int) -> bool:
    """Tell whether so many spells and contacts more find room."""
    return bool(
        room.written[0] + spells <= room.spells.shape[1]
        and room.written[1] + contacts <= room.contacts.shape[1]
    )


def live_days(tables: Tables, crowd: Crowd, hall: Hall, room: Room, tickets: Ints) -> int:
    """Let everybody live day by day; return the day reached.

    That is a day for which there was no room, or the horizon.
    """
    for today in range(hall.day[0], tables.horizon):
        hall.day[0] = today
        place = today - tables.working_day_from
        if not live_day(tables, crowd, hall, today, room, tickets):
            return today
        if tables.working_day[place] == today:
            asking = hall.waiting.sum()
            if not has_room(room, 0, asking) or asking > tickets.shape[2]:
                return today
            for team in range(tables.teams):
                serve(tables, crowd, hall, today, team, room, tickets)
    hall.day[0] = tables.horizon
    if not has_room(room, len(hall.here), hall.waiting.sum()):
        return tables.horizon - 1
    for number in range(len(hall.here)):
        if hall.here[number]:
            spell = kept(hall.state[number], hall.strength[number])
            write_spell(room.spells, room.written[0], number, spell, tables.horizon, True)
            room.written[0] += 1
            if hall.state[number, WAITS]:
                waits = (0, 0, STILL_WAITS)
                place = room.written[1]
                write_contact(room.contacts, place, number, spell, tables.horizon, waits)
                room.written[1] += 1
    return tables.horizon
