"""When the talks that law asks for fall due in a spell, and when they are held."""

from sim.clock import FAR
from sim.law.contact import talk_due_day
from sim.lives.hazards import period_of
from sim.lives.tables import CONTACT_NUMBERS, Spell, Tables


def next_talk(tables: Tables, spell: Spell, held: int, latest: int) -> int:
    """Return the day on which the next talk of a spell falls due, or FAR.

    The rule in force on the day of the latest talk (or the first day of the spell) sets the
    next one; a new rule that would have asked for it earlier asks for it the day after.
    """
    group = tables.contact_group[spell.scheme]
    if group < 0:
        return FAR
    period = period_of(tables.contact_day, group, tables.contact_periods, latest)
    place = (group * tables.contact_periods + period) * CONTACT_NUMBERS
    rule = tables.contact_rule
    due = talk_due_day(
        spell.start, held, latest, rule[place], rule[place + 1], rule[place + 2], rule[place + 3]
    )
    return due if held == 0 else max(due, latest + 1)


def first_talk(tables: Tables, spell: Spell, today: int) -> tuple[int, int]:
    """Return how many talks lie behind a spell today, and the day the next falls due."""
    held = 0
    due = next_talk(tables, spell, 0, spell.start)
    while due < today:
        held += 1
        due = next_talk(tables, spell, held, due)
    return held, due


def held_day(tables: Tables, due: int) -> int:
    """Return the day on which a talk due on a day is held: then, or the next working day."""
    if due >= tables.horizon:
        return FAR
    held: int = tables.working_day[due - tables.working_day_from]
    return held
