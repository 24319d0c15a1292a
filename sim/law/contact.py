"""When contacts fall due: the contact rules of LAB and sygedagpengeloven, and local ones."""

from typing import NamedTuple

from borgerflow.sim.base.clock import FAR


class ContactRhythm(NamedTuple):
    """How often a rule asks for contacts: the four numbers of ``law/contact.yaml``, in days."""

    first_within: int
    in_window: int  # contacts
    window: int
    then_every: int


def spread_days(number: int, rhythm: ContactRhythm) -> int:
    """Return the days from the start of a spell to a contact of the window, the first being 0.

    Assumes
    -------
    The even spread: the law gives a number within the window, not days.
    """
    left = rhythm.window - rhythm.first_within
    return rhythm.first_within + number * left // max(1, rhythm.in_window - 1)


def contact_due_day(start: int, held: int, latest: int, rhythm: ContactRhythm) -> int:
    """Return the day the next contact of a spell falls due, or FAR if only by need.

    The first is due when its limit runs out; the rest of the number that the law asks for are
    spread evenly over what is left of the window; after them the local rhythm, if any.

    Parameters
    ----------
    start : int
        First day of the spell: a change of scheme starts a new window.
    held : int
        Contacts already held in this spell.
    latest : int
        Due day of the latest of them.

    Law
    ---
    LAB § 31 (four contacts in the first six months since 2020) and sygedagpengeloven § 13 b.
    """
    if held < rhythm.in_window:
        return start + spread_days(held, rhythm)
    if held == 0:
        return FAR
    return latest + rhythm.then_every if rhythm.then_every > 0 else FAR


def day_instead_of_law(
    start: int, held: int, latest: int, earliest: int, rhythm: ContactRhythm
) -> int:
    """Return the day a rule in the law's place asks for the next contact, or FAR if for none.

    Its days are those a law with the same numbers would have; contacts held for whatever reason
    count. Unlike a law it does not ask for what was missed, whether because the rule is new or
    because the contact before was held late: the days before ``earliest`` are passed over.

    Parameters
    ----------
    latest : int
        Due day of the latest contact; the first day of the spell where none was held.
    earliest : int
        First day on which the contact may fall due.
    """
    for number in range(held, rhythm.in_window):
        due = start + spread_days(number, rhythm)
        if due >= earliest:
            return due
    if rhythm.then_every <= 0:
        return FAR
    due = latest + rhythm.then_every
    return due if due >= earliest else earliest + (due - earliest) % rhythm.then_every


def day_beside_law(
    start: int,
    held: int,
    latest: int,
    by_law: tuple[int, int],
    earliest: int,
    rhythm: ContactRhythm,
) -> int:
    """Return the day a rule beside the law asks for the next contact, or FAR if for none.

    It has days of its own: those of a law with the same numbers, all contacts held when due. On
    a day whose place another contact takes it asks for none.

    Parameters
    ----------
    held, latest : int
        Contacts behind the spell for whatever reason, and the due day of the latest (or the day
        before the spell).
    by_law : tuple of int
        Day on which the next contact by law falls due, and how many of them will up to the end of
        the window: they are held all the same.
    earliest : int
        First day on which the contact may fall due.
    """
    number = next_number(start, max(earliest, latest + 1), rhythm)
    while own_day(start, number, rhythm) < by_law[0] and (
        is_counted(number, held, by_law[1], rhythm)
        or is_near(start, number, latest, by_law[0], rhythm)
    ):
        number += 1
    return own_day(start, number, rhythm)


def is_counted(number: int, held: int, coming: int, rhythm: ContactRhythm) -> bool:
    """Tell whether the number for the window is reached without the contact on an own day.

    That is up to this day by those held, or up to the end by those that law asks for as well. A
    first contact set earlier than spread evenly is asked for nevertheless.
    """
    if number >= rhythm.in_window:
        return False
    early = number == 0 and 2 * rhythm.first_within < spread_days(1, rhythm)
    return held > number or (held + coming >= rhythm.in_window and not early)


def is_near(start: int, number: int, latest: int, by_law: int, rhythm: ContactRhythm) -> bool:
    """Tell whether another contact is nearer to an own day of a rule than to the next.

    One that comes after the first or the last own day of the window comes too late for it.
    """
    due = own_day(start, number, rhythm)
    if 2 * latest >= own_day(start, number - 1, rhythm) + due:
        return True
    is_limit = number < rhythm.in_window and number in (0, rhythm.in_window - 1)
    return not is_limit and 2 * by_law < due + own_day(start, number + 1, rhythm)


def own_day(start: int, number: int, rhythm: ContactRhythm) -> int:
    """Return an own day of a rule by number: the start of the spell before the first, 0; or FAR."""
    if number < 0:
        return start
    if number < rhythm.in_window:
        return start + spread_days(number, rhythm)
    if rhythm.then_every <= 0:
        return FAR
    last = last_of_window(start, rhythm)
    return last + (number + 1 - rhythm.in_window) * rhythm.then_every


def last_of_window(start: int, rhythm: ContactRhythm) -> int:
    """Return the last own day of a rule in its window, the start of the spell if it has none."""
    return start + spread_days(rhythm.in_window - 1, rhythm) if rhythm.in_window > 0 else start


def next_number(start: int, day: int, rhythm: ContactRhythm) -> int:
    """Return the number of the first own day of a rule that is not before a day."""
    for number in range(rhythm.in_window):
        if start + spread_days(number, rhythm) >= day:
            return number
    if rhythm.then_every <= 0:
        return rhythm.in_window
    gone = day - 1 - last_of_window(start, rhythm)
    return rhythm.in_window + max(0, gone // rhythm.then_every)
