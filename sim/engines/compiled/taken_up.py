"""Lives taken up on a day in a world that differs from the one they were lived in from then on.

Until that day everything happens on the same days in both; but when a contact is held its rules
look ahead for the next one. Whoever is in a spell that other rules ask about lives it again from
its first day, each contact held on the day on which it was.
"""

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.compiled.calendar import (
    NOBODY,
    PLACE,
    Cohort,
    Office,
    add_to_day,
    citizen_of,
    store_spell,
    stored_spell,
)
from borgerflow.sim.engines.compiled.pointer import tables_at
from borgerflow.sim.lives.contact_days import booking_day
from borgerflow.sim.lives.contacts import after_appointment
from borgerflow.sim.lives.story import begin, end_of, kept_on, what_follows
from borgerflow.sim.lives.tables import NO_SPELL, Citizen, Spell, Table, Tables


def take_up(
    content: Ints, cohort: Cohort, office: Office, again: Flags, first: Ints, days: Ints
) -> None:
    """Put everybody on the list of a day anew, those who live their spells again on today's.

    Parameters
    ----------
    again : array [n]
        Who does.
    first, days : arrays [n + 1], [contact]
        Where the contacts of each citizen begin, and the days on which they were held.
    """
    tables, today = tables_at(content), office.day[0]
    for number in range(len(again)):
        place = office.links[number, PLACE]
        if again[number]:
            held = days[first[number] : first[number + 1]]
            citizen, spell = citizen_of(cohort, number), stored_spell(office, number)
            begun = max(spell.start, cohort.people[number, 2])
            spell = new_again(spell)
            spell = begin(tables, citizen, office.memory[number], spell, begun)
            store_spell(office, number, lived_again(tables, citizen, spell, held, today))
            place = today - tables.working_day_from
        if place != NOBODY:
            add_to_day(office, place, number)


def new_again(spell: Spell) -> Spell:
    """Return a spell as it was when it began, nothing of it drawn."""
    return NO_SPELL._replace(
        scheme=spell.scheme,
        start=spell.start,
        came_from=spell.came_from,
        ordinal=spell.ordinal,
        category=spell.category,
    )


def lived_again(tables: Tables, citizen: Citizen, spell: Spell, held: Table, until: int) -> Spell:
    """Return a spell that has begun as it is on a day which it lasts to, given its contacts."""
    place = 0
    while True:
        day, cause = end_of(citizen, spell)
        contact_day = held[place] if place < len(held) else FAR
        if min(day, contact_day) >= until:
            return spell
        if contact_day < day:
            spell = after_appointment(tables, citizen, spell, contact_day)
            place += 1
        else:
            _, outcome = what_follows(tables, citizen, spell, day, cause)
            waits = booking_day(tables, spell.bookable) < day
            spell = kept_on(tables, citizen, spell, outcome, day, waits)
