"""When talks fall due: the contact rules of LAB and sygedagpengeloven, and local ones."""

from borgerflow.sim.base.clock import FAR


def contact_due_day(
    start: int,
    held: int,
    latest: int,
    first_within_days: int,
    talks_in_window: int,
    window_days: int,
    then_every_days: int,
) -> int:
    """Return the day the next talk of a spell falls due, or FAR if only by need.

    The first talk is due when its limit runs out; the rest of the number that the law asks
    for are spread evenly over what is left of the window; after them the local rhythm, if any.

    Parameters
    ----------
    start : int
        First day of the spell: a change of scheme starts a new window.
    held : int
        Talks already held in this spell.
    latest : int
        Due day of the latest of them.

    Law
    ---
    LAB § 31 (four talks in the first six months since 2020) and sygedagpengeloven § 13 b.

    Assumes
    -------
    The even spread: the law gives a number within the window, not days.
    """
    if held == 0:
        return start + first_within_days if talks_in_window > 0 else FAR
    if held < talks_in_window:
        return (
            start
            + first_within_days
            + held * (window_days - first_within_days) // max(1, talks_in_window - 1)
        )
    return latest + then_every_days if then_every_days > 0 else FAR


def local_due_day(
    start: int,
    held: int,
    latest: int,
    earliest: int,
    first_within_days: int,
    talks_in_window: int,
    window_days: int,
    then_every_days: int,
) -> int:
    """Return the day a local rule asks for the next talk, not before a day; FAR if for none.

    Its days are those a law with the same numbers would have; talks held for whatever reason
    count. Unlike a law it does not ask for what was missed, whether because the rule is new or
    because the talk before was held late: the days before ``earliest`` are passed over.

    Parameters
    ----------
    latest : int
        Due day of the latest talk; the first day of the spell where none was held.
    earliest : int
        First day on which the talk may fall due.
    """
    for number in range(held, talks_in_window):
        spread = number * (window_days - first_within_days) // max(1, talks_in_window - 1)
        if start + first_within_days + spread >= earliest:
            return start + first_within_days + spread
    if then_every_days <= 0:
        return FAR
    due = latest + then_every_days
    return due if due >= earliest else earliest + (due - earliest) % then_every_days
