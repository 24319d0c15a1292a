"""When statutory talks fall due: the contact rules of LAB and sygedagpengeloven, as numbers."""

from sim.clock import FAR


def talk_due_day(
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
