"""The compiled engine where contacts queue for caseworkers: all citizens, day by day.

At the end of a working day each team holds contacts until its minutes are used: first those that
are late by law, and among these and the others in order of due day and citizen.
`calendar` has where everybody stands, `tickets` who waits for a team. The rules are those of
`lives`, as in the other engines.
"""

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.compiled.calendar import (
    BY_LAW,
    NOBODY,
    WAITS,
    Cohort,
    Office,
    add_to_day,
    citizen_of,
    first_spell,
    store_spell,
    stored_spell,
    take_from_day,
)
from borgerflow.sim.engines.compiled.tickets import ask, find_late, next_in_line, pop_ticket
from borgerflow.sim.engines.rows import add_contact, add_spell, has_room
from borgerflow.sim.lives.contact_days import booking_day, legal_on
from borgerflow.sim.lives.contacts import (
    after_appointment,
    appointment,
    minutes_of_team,
    team_of,
    with_exit_while_waiting,
)
from borgerflow.sim.lives.story import begin, end_of, goes_on, kept_on, next_spell, what_follows
from borgerflow.sim.lives.successors import first_in_force
from borgerflow.sim.lives.tables import STILL_WAITS, WENT_HOME, Citizen, Spell, Tables

# A citizen who has asked for a contact is looked at again the day after: most have had it by then,
# and need not know when they would have left without it. The others are looked at now and then.
ASKED, WAITING = 1, 2
LOOKS_AHEAD = 14  # days
A_STEP = 4  # rows that find room before a citizen is looked at: more than one day takes


def live_today(
    tables: Tables, citizen: Citizen, number: int, today: int, spell: Spell, office: Office
) -> Spell:
    """Return a citizen's spell after all that happens today before the teams work.

    A life that depends on no other goes on at once, until a team is next asked for a contact: the
    rows of a citizen are then written before their day, but in their order.
    """
    row, room, now = office.citizens[number], office.room, today
    if row[WAITS] and spell.exit_day > today:
        row[WAITS] = WAITING
        until = min(today + LOOKS_AHEAD, tables.horizon)
        spell = with_exit_while_waiting(tables, citizen, spell, until)
    while True:
        day, cause = end_of(citizen, spell)
        contact_day = FAR if row[WAITS] else booking_day(tables, spell.bookable)
        team = team_of(tables, spell.scheme) if contact_day < day else NOBODY
        today = min(day, contact_day)
        # On its own day a life goes on whatever happens, else the list of the day would never end.
        if today > now and (
            row[WAITS] or team >= 0 or today >= office.day[1] or not has_room(room, A_STEP, A_STEP)
        ):
            return spell
        if team >= 0:
            ask(office, team, number, spell, today)
            row[WAITS] = ASKED
            return spell
        if contact_day < day:
            legal = legal_on(tables, citizen, spell, today)
            add_contact(room, number, spell, legal, today, appointment(tables, citizen, spell))
            spell = after_appointment(tables, citizen, spell, today)
            continue
        follows, outcome = what_follows(tables, citizen, spell, day, cause)
        if goes_on(spell, cause, follows, outcome):
            spell = kept_on(tables, citizen, spell, outcome, day, row[WAITS] != 0)
            continue
        if row[WAITS]:
            legal = legal_on(tables, citizen, spell, day)
            add_contact(room, number, spell, legal, day, (0, 0, WENT_HOME))
        add_spell(room, number, spell, day, False)
        row[WAITS] = 0
        spell = next_spell(tables, citizen, office.memory[number], spell, follows, day)
        if spell.scheme == tables.out:
            office.here[number] = False
            return spell


def arrive(tables: Tables, cohort: Cohort, office: Office, number: int, today: int) -> Spell:
    """Return the first spell of a citizen, who is in the municipality from today."""
    office.here[number] = True
    citizen, spell = citizen_of(cohort, number), first_spell(cohort, number)
    spell = first_in_force(tables, citizen, spell, today)
    return begin(tables, citizen, office.memory[number], spell, today)


def schedule(
    tables: Tables, citizen: Citizen, office: Office, number: int, today: int, spell: Spell
) -> None:
    """Write a spell down and put the citizen on the list of the day it is next looked at."""
    store_spell(office, number, spell)
    day, _ = end_of(citizen, spell)
    if office.citizens[number, WAITS] == ASKED:
        day = today + 1
    elif office.citizens[number, WAITS]:
        day = min(day, today + LOOKS_AHEAD)
    else:
        day = min(day, booking_day(tables, spell.bookable))
    add_to_day(office, day - tables.working_day_from, number)


def live_day(tables: Tables, cohort: Cohort, office: Office, today: int) -> bool:
    """Let everybody on the list of a day live through it, before the teams work.

    Tell whether there was room for all.
    """
    place = today - tables.working_day_from
    while office.first[place] != NOBODY:
        asking = office.waiting.sum()
        if not has_room(office.room, A_STEP, A_STEP) or asking >= office.tickets.shape[2]:
            return False
        number = office.first[place]
        take_from_day(office, number)
        if office.here[number]:
            spell = stored_spell(office, number)
        elif first_spell(cohort, number).scheme == tables.out:
            continue
        else:
            spell = arrive(tables, cohort, office, number, today)
        citizen = citizen_of(cohort, number)
        spell = live_today(tables, citizen, number, today, spell, office)
        if office.here[number]:
            schedule(tables, citizen, office, number, today, spell)
    return True


def serve(tables: Tables, cohort: Cohort, office: Office, today: int, team: int) -> None:
    """Let a team hold contacts at the end of a working day until its minutes are used."""
    find_late(tables, office, team, today)
    minutes = office.carried[team] + minutes_of_team(tables, team, today)
    office.carried[team] = 0  # lost where nobody waits for them
    for heap in range(BY_LAW):
        number = next_in_line(tables, office, team, heap)
        while number != NOBODY:
            citizen, spell = citizen_of(cohort, number), stored_spell(office, number)
            used = appointment(tables, citizen, spell)
            if used[0] > minutes:
                office.carried[team] = minutes
                return
            minutes -= used[0]
            legal = legal_on(tables, citizen, spell, today)
            add_contact(office.room, number, spell, legal, today, used)
            pop_ticket(office, team, heap)
            office.citizens[number, WAITS] = 0
            take_from_day(office, number)
            spell = after_appointment(tables, citizen, spell, today)
            schedule(tables, citizen, office, number, today, spell)
            number = next_in_line(tables, office, team, heap)


def live_days(tables: Tables, cohort: Cohort, office: Office, until: int) -> int:
    """Let everybody live day by day until a day, the horizon at most; return the day reached.

    That is a day for which there was no room, or ``until``.
    """
    for today in range(office.day[0], until):
        office.day[0] = today
        if not live_day(tables, cohort, office, today):
            return today
        if tables.working_day[today - tables.working_day_from] == today:
            asking = office.waiting.sum()
            if not has_room(office.room, 0, asking) or asking > office.tickets.shape[2]:
                return today
            for team in range(tables.teams):
                serve(tables, cohort, office, today, team)
    office.day[0] = until
    if until < tables.horizon:
        return until
    if not has_room(office.room, len(office.here), office.waiting.sum()):
        return tables.horizon - 1
    close(tables, cohort, office)
    return tables.horizon


def close(tables: Tables, cohort: Cohort, office: Office) -> None:
    """Write down the spells and the appointments that are open at the horizon."""
    for number in range(len(office.here)):
        if office.here[number]:
            spell = stored_spell(office, number)
            add_spell(office.room, number, spell, tables.horizon, True)
            if office.citizens[number, WAITS]:
                legal = legal_on(tables, citizen_of(cohort, number), spell, tables.horizon)
                used = (0, 0, STILL_WAITS)
                add_contact(office.room, number, spell, legal, tables.horizon, used)
