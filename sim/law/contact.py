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


def local_due_day(start: int, held: int, latest: int, earliest: int, rhythm: ContactRhythm) -> int:
    """Return the day a local rule asks for the next contact, not before a day; FAR if for none.

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
