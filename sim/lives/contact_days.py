"""When the contacts of a spell fall due: by law, and by local rules beside it.

The law keeps its own days: only a contact that is held when law may ask for it moves them. A
local rule asks for contacts between these, on own days whose place no other contact takes. The day
by which law asks is kept apart, so that what is late by law can be told from what is late by a
local rule. A local rule may also stand in the place of the law: contacts then count for both.
"""

from borgerflow.sim.base.chance import EXEMPT, FORESEEN, uniform
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.law.contact import (
    ContactRhythm,
    contact_due_day,
    day_beside_law,
    day_instead_of_law,
    last_of_window,
)
from borgerflow.sim.lives.ages import age_band, next_birthday
from borgerflow.sim.lives.hazards import bin_of, bin_start, pace_of_leaving, period_of
from borgerflow.sim.lives.tables import CONTACT_NUMBERS, PACES, Citizen, Spell, Table, Tables


def first_contact(tables: Tables, citizen: Citizen, spell: Spell, today: int) -> Spell:
    """Return a spell with the contacts counted that lie behind it today, and the next asked for.

    Those behind it were held when they were due.
    """
    spell = asked_by_law(tables, citizen, spell, 0, spell.start, spell.start)
    latest = spell.start - 1
    due = asked_locally(tables, citizen, spell, latest, spell.start)
    while due < today:
        latest, spell = due, spell._replace(held=spell.held + 1)
        if due == spell.law_due or is_replaced(tables, citizen, spell, due):
            spell = asked_by_law(tables, citizen, spell, spell.by_law + 1, due, due + 1)
        due = asked_locally(tables, citizen, spell, latest, due + 1)
    bookable = bookable_from(tables, spell.scheme, spell.law_due, today)
    return booked(tables, citizen, spell._replace(law_bookable=bookable), due, today)


def contact_carried_on(tables: Tables, citizen: Citizen, spell: Spell, today: int) -> Spell:
    """Return a spell that carries on one whose scheme ends today, with its next contact.

    That is the contact law asked for last, on its day; what was late is asked for today, and stays
    late. Local rules of the new scheme ask as a rule does that is new.
    """
    due = left_to_law(tables, citizen, spell, max(spell.legal, today))
    spell = spell._replace(
        law_due=due, law_bookable=bookable_from(tables, spell.scheme, due, today)
    )
    due = asked_locally(tables, citizen, spell, spell.start - 1, today)
    return booked(tables, citizen, spell, due, today)


def next_contact(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> Spell:
    """Return a spell whose contact has been held on a day, with the next one asked for."""
    latest, for_law = spell.due, due_for_law(tables, citizen, spell, day)
    spell = spell._replace(held=spell.held + 1)
    if for_law < FAR:
        spell = asked_by_law(tables, citizen, spell, spell.by_law + 1, for_law, day + 1)
        bookable = bookable_from(tables, spell.scheme, spell.law_due, day + 1)
        spell = spell._replace(law_bookable=bookable)
    due = asked_locally(tables, citizen, spell, latest, day + 1)
    return booked(tables, citizen, spell, due, day + 1)


def called_again(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> Spell:
    """Return a spell whose citizen stayed away on a day and is called again.

    Law then asks for the new day, if it was a contact that law asked for.
    """
    due = day + tables.rebooked_days[tables.contact_group[spell.scheme]]
    if due_for_law(tables, citizen, spell, day) < FAR:
        spell = spell._replace(legal=max(spell.legal, due), law_due=due, law_bookable=due)
    return booked(tables, citizen, spell, due, due)


def booked(tables: Tables, citizen: Citizen, spell: Spell, due: int, earliest: int) -> Spell:
    """Return a spell with its next contact: one that a local rule asks for, or that by law.

    One beside the law is that by law where the two would be booked for the same day.
    """
    bookable = bookable_from(tables, spell.scheme, due, earliest)
    if due >= spell.law_due or (
        booking_day(tables, bookable) >= spell.law_bookable
        and not is_replaced(tables, citizen, spell, due)
    ):
        return spell._replace(due=spell.law_due, bookable=spell.law_bookable)
    return spell._replace(due=due, bookable=bookable)


def due_for_law(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> int:
    """Return the due day that the contact held on a day has by law, FAR if law asks for another.

    A contact that a local rule asked for is the law's too once law's own may be held, and where
    the rule in force stands in the law's place.
    """
    if spell.due == spell.law_due or is_replaced(tables, citizen, spell, spell.due):
        return spell.due
    return spell.law_due if day >= spell.law_bookable else FAR


def legal_on(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> int:
    """Return the day by which law asks for the contact called for, FAR if it is no contact by law.

    Whether it is may depend on the day on which it is held.
    """
    return spell.legal if due_for_law(tables, citizen, spell, day) < FAR else FAR


def asked_by_law(
    tables: Tables, citizen: Citizen, spell: Spell, by_law: int, latest: int, earliest: int
) -> Spell:
    """Return a spell with the next contact by law.

    Parameters
    ----------
    by_law, latest : int
        Contacts behind the spell that count for law, and the due day of the latest of them (or
        the first day of the spell).
    earliest : int
        First day on which the next may fall due.
    """
    legal = legal_day(tables, citizen, spell, by_law, latest)
    due = left_to_law(tables, citizen, spell, max(legal, earliest))
    return spell._replace(by_law=by_law, legal=legal, law_due=due)


def asked_locally(
    tables: Tables, citizen: Citizen, spell: Spell, latest: int, earliest: int
) -> int:
    """Return the due day of the next contact: by a local rule if that is before the law's.

    Parameters
    ----------
    latest : int
        Due day of the latest contact (or the day before the spell).
    """
    due = spell.law_due
    for rule in range(tables.first_local[spell.scheme], tables.first_local[spell.scheme + 1]):
        due = min(due, local_day(tables, citizen, spell, rule, latest, earliest))
    return due


def legal_day(tables: Tables, citizen: Citizen, spell: Spell, by_law: int, latest: int) -> int:
    """Return the day by which law asks for the next contact of a spell, or FAR.

    The rule in force on the day of the latest contact (or the first day of the spell) sets the
    next one; a new rule that would have asked for it earlier asks for it the day after.
    """
    group = tables.contact_group[spell.scheme]
    if group < 0:
        return FAR
    period = period_of(tables.contact_day, group, tables.contact_periods, latest)
    row = group * tables.contact_periods + period
    if is_exempt(tables, citizen, spell, by_law, row):
        return FAR
    rhythm = rhythm_of(tables.contact_rule, row)
    due = contact_due_day(spell.start, by_law, latest, rhythm)
    return due if by_law == 0 else max(due, latest + 1)


def is_exempt(tables: Tables, citizen: Citizen, spell: Spell, by_law: int, row: int) -> bool:
    """Tell whether law, by a row of its contact rules, lets the next contact of a spell be.

    It does so for a share of the spells of a group, as a rule after the first contact.

    Assumes
    -------
    Selection of a stated accuracy: in that share of the spells the caseworker sees how soon the
    citizen is likely to leave, and those are exempt who leave soonest; in the others chance
    decides. Whoever is exempt is so under a larger share too.
    """
    share = tables.contact_exempt[row]
    if share <= 0.0 or (by_law == 0 and not tables.contact_exempt_first[row]):
        return False
    if uniform(citizen.key, FORESEEN, spell.ordinal) < tables.exempt_foreseen[0]:
        return bool(leaving_rank(tables, citizen, spell) < share)
    return bool(uniform(citizen.key, EXEMPT, spell.ordinal) < share)


def leaving_rank(tables: Tables, citizen: Citizen, spell: Spell) -> float:
    """Return the share of those who enter a scheme that leave it sooner than this citizen.

    Those of one pace are in the order of chance.
    """
    pace = pace_of_leaving(tables, citizen, spell)
    slower = edges_below(tables, spell.scheme, pace, False)
    not_sooner = edges_below(tables, spell.scheme, pace, True)
    drawn = uniform(citizen.key, EXEMPT, spell.ordinal)
    return (PACES - 1 - not_sooner + (not_sooner - slower + 1) * drawn) / PACES


def edges_below(tables: Tables, scheme: int, hazard: float, at: bool) -> int:
    """Return how many edges between the paces of a scheme lie below a hazard, or at it too."""
    first = scheme * (PACES - 1)
    low, high = first, first + PACES - 1
    while low < high:
        middle = (low + high) // 2
        edge = tables.pace_edge[middle]
        if edge < hazard or (at and edge == hazard):
            low = middle + 1
        else:
            high = middle
    return low - first


def rhythm_of(numbers: Table, row: int) -> ContactRhythm:
    """Return the rhythm in a row of a table of contact rules."""
    place = row * CONTACT_NUMBERS
    return ContactRhythm(numbers[place], numbers[place + 1], numbers[place + 2], numbers[place + 3])


def local_day(
    tables: Tables, citizen: Citizen, spell: Spell, rule: int, latest: int, earliest: int
) -> int:
    """Return the day on which a local rule asks for the next contact of a spell, or FAR."""
    floor = max(earliest, tables.local_from[rule], spell.start + tables.local_since[rule])
    due = day_asked(tables, citizen, spell, rule, latest, floor)
    end = rule_end(tables, spell, rule)
    while due < end and not is_in_target(tables, citizen, spell, rule, due):
        floor = next_change(tables, citizen, spell, due)
        if tables.local_instead[rule]:
            due = floor
        else:
            due = day_asked(tables, citizen, spell, rule, latest, floor)
    return due if due < end else FAR


def day_asked(
    tables: Tables, citizen: Citizen, spell: Spell, rule: int, latest: int, earliest: int
) -> int:
    """Return the day on which a local rule asks for the next contact, whomever it is for."""
    rhythm = rhythm_of(tables.local_rule, rule)
    if tables.local_instead[rule]:
        latest = max(latest, spell.start)
        return day_instead_of_law(spell.start, spell.held, latest, earliest, rhythm)
    due = spell.law_due if spell.law_due < rule_end(tables, spell, rule) else FAR
    by_law = due, coming_by_law(tables, citizen, spell, last_of_window(spell.start, rhythm))
    return day_beside_law(spell.start, spell.held, latest, by_law, earliest, rhythm)


def coming_by_law(tables: Tables, citizen: Citizen, spell: Spell, until: int) -> int:
    """Return how many contacts by law will fall due up to a day, held on their days."""
    due, number = spell.law_due, 0
    while due <= until:
        number += 1
        due = legal_day(tables, citizen, spell, spell.by_law + number, due)
    return number


def left_to_law(tables: Tables, citizen: Citizen, spell: Spell, due: int) -> int:
    """Return the first day from a due day on on which no local rule takes the law's place.

    The horizon is no border here: what is due after it may be booked ahead, and held before.
    """
    rule, after = tables.first_local[spell.scheme], tables.first_local[spell.scheme + 1]
    while rule < after and due < FAR:
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


def is_replaced(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> bool:
    """Tell whether a local rule in force for a citizen on a day stands in the place of the law."""
    for rule in range(tables.first_local[spell.scheme], tables.first_local[spell.scheme + 1]):
        if tables.local_instead[rule] and is_in_force(tables, citizen, spell, rule, day):
            return True
    return False


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
