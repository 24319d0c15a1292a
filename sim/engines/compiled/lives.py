"""A life whose contacts wait for nobody, written down as it is lived."""

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.compiled.calendar import Cohort, citizen_of, first_spell
from borgerflow.sim.engines.rows import Room, add_contact, add_spell, has_room
from borgerflow.sim.lives.contact_days import booking_day, legal_on
from borgerflow.sim.lives.contacts import after_appointment, appointment
from borgerflow.sim.lives.story import begin, end_of, goes_on, kept_on, next_spell, what_follows
from borgerflow.sim.lives.successors import first_in_force
from borgerflow.sim.lives.tables import Citizen, Spell, Tables

# What follows a spell, where no scheme does.
NOTHING, NO_ROOM = -1, -2


def live(tables: Tables, cohort: Cohort, memory: Ints, room: Room, number: int) -> bool:
    """Write the rows of a citizen whose contacts wait for nobody; tell whether they found room."""
    citizen, spell = citizen_of(cohort, number), first_spell(cohort, number)
    today = cohort.people[number, 2]
    if spell.scheme == tables.out or today >= tables.horizon:
        return True
    spell = first_in_force(tables, citizen, spell, today)
    spell = begin(tables, citizen, memory, spell, today)
    return live_on(tables, citizen, memory, room, number, spell, citizen.key)


def live_on(
    tables: Tables,
    citizen: Citizen,
    memory: Ints,
    room: Room,
    number: int,
    spell: Spell,
    key: int,
) -> bool:
    """Write the rows of a life from a spell under way on; tell whether they found room.

    That spell is lived with the draws of a key, those that follow with the citizen's own.
    """
    while spell.scheme != tables.out:
        who = citizen._replace(key=key)
        spell, follows, day = live_through(tables, who, room, number, spell)
        key = citizen.key
        if follows == NOTHING:
            return True
        if follows == NO_ROOM:
            return False
        spell = next_spell(tables, citizen, memory, spell, follows, day)
    return True


def live_through(
    tables: Tables, citizen: Citizen, room: Room, number: int, spell: Spell
) -> tuple[Spell, int, int]:
    """Write the rows of a spell under way; return it at its end, what follows, and that day.

    What follows is a scheme, NOTHING for a spell that goes on past the horizon, or NO_ROOM.
    """
    while has_room(room, 1, 1):
        day, cause = end_of(citizen, spell)
        contact_day = booking_day(tables, spell.bookable)
        if min(day, contact_day) >= tables.horizon:
            add_spell(room, number, spell, tables.horizon, True)
            return spell, NOTHING, tables.horizon
        if contact_day < day:
            legal = legal_on(tables, citizen, spell, contact_day)
            used = appointment(tables, citizen, spell)
            add_contact(room, number, spell, legal, contact_day, used)
            spell = after_appointment(tables, citizen, spell, contact_day)
            continue
        follows, outcome = what_follows(tables, citizen, spell, day, cause)
        if goes_on(spell, cause, follows, outcome):
            spell = kept_on(tables, citizen, spell, outcome, day, False)
            continue
        add_spell(room, number, spell, day, False)
        return spell, follows, day
    return spell, NO_ROOM, FAR
