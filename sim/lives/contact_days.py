"""When the contacts of a spell fall due: by law, and by local rules beside it.

Both layers count the contacts held for whatever reason, and the earlier of the two asks: the
stricter holds. The day by which law asks is kept apart, so that what is late by law can be told
from what is late by a local rule. A local rule may also stand in the place of the law.
"""

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.law.contact import ContactRhythm, contact_due_day, local_due_day
from borgerflow.sim.lives.ages import age_band, next_birthday
from borgerflow.sim.lives.hazards import bin_of, bin_start, period_of
from borgerflow.sim.lives.tables import CONTACT_NUMBERS, Citizen, Spell, Table, Tables


def next_contact(
    tables: Tables, citizen: Citizen, spell: Spell, held: int, latest: int, day: int
) -> tuple[int, int]:
    """Return the day on which the next contact of a spell falls due, and when law asks for it.

    Each is FAR where none is asked for.

    Parameters
    ----------
    held, latest : int
        Talks behind the spell, and the due day of the latest (or the first day of the spell).
    day : int
        The day on which the latest was held: the next falls due after it.
    """
    legal = legal_day(tables, spell, held, latest)
    earliest = spell.start if held == 0 else day + 1
    due = max(legal, earliest)
    first, after = tables.first_local[spell.scheme], tables.first_local[spell.scheme + 1]
    if first == after:
        return due, legal
    due = left_to_law(tables, citizen, spell, due)
    for rule in range(first, after):
        due = min(due, local_day(tables, citizen, spell, rule, held, latest, earliest))
    return due, legal


def legal_day(tables: Tables, spell: Spell, held: int, latest: int) -> int:
    """Return the day by which law asks for the next contact of a spell, or FAR.

    The rule in force on the day of the latest contact (or the first day of the spell) sets the
    next one; a new rule that would have asked for it earlier asks for it the day after.
    """
    group = tables.contact_group[spell.scheme]
    if group < 0:
        return FAR
    period = period_of(tables.contact_day, group, tables.contact_periods, latest)
    rhythm = rhythm_of(tables.contact_rule, group * tables.contact_periods + period)
    due = contact_due_day(spell.start, held, latest, rhythm)
    return due if held == 0 else max(due, latest + 1)


def rhythm_of(numbers: Table, row: int) -> ContactRhythm:
    """Return the rhythm in a row of a table of contact rules."""
    place = row * CONTACT_NUMBERS
    return ContactRhythm(numbers[place], numbers[place + 1], numbers[place + 2], numbers[place + 3])


def local_day(
    tables: Tables, citizen: Citizen, spell: Spell, rule: int, held: int, latest: int, earliest: int
) -> int:
    """Return the day on which a local rule asks for the next contact of a spell, or FAR."""
    floor = max(earliest, tables.local_from[rule], spell.start + tables.local_since[rule])
    rhythm = rhythm_of(tables.local_rule, rule)
    due = local_due_day(spell.start, held, latest, floor, rhythm)
    end = rule_end(tables, spell, rule)
    while due < end and not is_in_target(tables, citizen, spell, rule, due):
        due = next_change(tables, citizen, spell, due)
    return due if due < end else FAR


def left_to_law(tables: Tables, citizen: Citizen, spell: Spell, due: int) -> int:
    """Return the first day from a due day on on which no local rule takes the law's place."""
    rule, after = tables.first_local[spell.scheme], tables.first_local[spell.scheme + 1]
    while rule < after and due < tables.horizon:
        if tables.local_instead[rule] and is_in_force(tables, citizen, spell, rule, due):
            due = min(rule_end(tables, spell, rule), next_change(tables, citizen, spell, due))
            rule = tables.first_local[spell.scheme]
        else:
            rule += 1
    return due


def rule_on(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> int:
    """Return the local rule by which a contact due on a day is held, or -1 if law alone says how.

    That is the last one in force for the citizen, whichever rule asked for the contact.
    """
    first, after = tables.first_local[spell.scheme], tables.first_local[spell.scheme + 1]
    for rule in range(after - 1, first - 1, -1):
        if is_in_force(tables, citizen, spell, rule, day):
            return rule
    return -1


def is_in_force(tables: Tables, citizen: Citizen, spell: Spell, rule: int, day: int) -> bool:
    """Tell whether a local rule holds for a citizen on a day of a spell."""
    begins = max(tables.local_from[rule], spell.start + tables.local_since[rule])
    within = begins <= day < rule_end(tables, spell, rule)
    return within and is_in_target(tables, citizen, spell, rule, day)


def is_in_target(tables: Tables, citizen: Citizen, spell: Spell, rule: int, day: int) -> bool:
    """Tell whether a local rule is for citizens of this kind, this long in a spell."""
    cell = citizen.cell + age_band(citizen, day)
    bin_ = bin_of(tables, spell.scheme, day - spell.start)
    return bool(tables.local_where[(rule * tables.cells + cell) * tables.bins + bin_])


def rule_end(tables: Tables, spell: Spell, rule: int) -> int:
    """Return the day from which a local rule asks for no contact in a spell."""
    end: int = min(tables.local_until[rule], spell.start + tables.local_to[rule])
    return end


def next_change(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> int:
    """Return the first day after this one on which the target of a rule may be met or left."""
    bin_ = bin_of(tables, spell.scheme, day - spell.start)
    return min(spell.start + bin_start(tables, spell.scheme, bin_ + 1), next_birthday(citizen, day))


def first_contact(
    tables: Tables, citizen: Citizen, spell: Spell, today: int
) -> tuple[int, int, int]:
    """Return how many contacts lie behind a spell today, when the next is due, and when by law."""
    held = 0
    due, legal = next_contact(tables, citizen, spell, 0, spell.start, spell.start)
    while due < today:
        held += 1
        due, legal = next_contact(tables, citizen, spell, held, due, due)
    return held, due, legal


def bookable_from(tables: Tables, scheme: int, due: int, earliest: int) -> int:
    """Return the first day on which a contact due on a day may be held, not before a day.

    A group may hold contacts some days before they are due, where there is time.
    """
    group = tables.contact_group[scheme]
    if group < 0:
        return due
    bookable: int = max(due - tables.booked_ahead[group], min(earliest, due))
    return bookable


def booking_day(tables: Tables, day: int) -> int:
    """Return the day on which a contact that may be held from a day on is booked.

    That is the day, or the next working day.
    """
    if day >= tables.horizon:
        return FAR
    working: int = tables.working_day[day - tables.working_day_from]
    return working
