"""The compiled engine where talks queue for caseworkers: all citizens, day by day.

At the end of a working day each team holds talks until its minutes are used: first those that
are late by law, and among these and the others in order of due day and citizen.
`hall` has where everybody stands, `waiting` who waits for a team. The rules are those of `lives`,
as in the other engines.
"""

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.compiled.calendar import (
    BY_LAW,
    NOBODY,
    WAITS,
    Crowd,
    Hall,
    Ints,
    citizen_of,
    keep,
    kept,
    put,
    take,
)
from borgerflow.sim.engines.compiled.tickets import ask, find_late, first_of, next_served
from borgerflow.sim.engines.rows import Room, has_room, write_contact, write_spell
from borgerflow.sim.lives.contact_days import asked_day
from borgerflow.sim.lives.contacts import (
    after_appointment,
    appointment,
    foreseen_waiting,
    minutes_of_team,
    team_of,
)
from borgerflow.sim.lives.deadlines import prolonged, remember
from borgerflow.sim.lives.story import begin, end_of, scheme_entered, what_follows
from borgerflow.sim.lives.tables import AT_DEADLINE, STILL_WAITS, WENT_HOME, Citizen, Spell, Tables

# A citizen who has asked for a talk is looked at again the day after: most have had it by then,
# and need not know when they would have left without it. The others are looked at now and then.
ASKED, WAITING = 1, 2
LOOKS_AHEAD = 14  # days
A_STEP = 4  # rows that find room before a citizen is looked at: more than one day takes


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
