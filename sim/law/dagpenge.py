"""Arbejdsløshedsforsikringsloven: how long the right to dagpenge lasts and how it returns."""


def dagpenge_days_left(used_days: int, max_days: int) -> int:
    """Return the days of benefit that are left of the right, never less than 0.

    Law
    ---
    Arbejdsløshedsforsikringsloven § 55: two years of benefit within three years.

    Assumes
    -------
    Calendar days on benefit stand for the hours of the law; the three-year frame, the
    extension by saved hours and the shorter right of new graduates are left out.
    """
    return max(0, max_days - used_days)


def right_is_regained(worked_days: int, required_days: int) -> bool:
    """Tell whether enough work has been done since the right was last taken for a new one.

    Law
    ---
    Arbejdsløshedsforsikringsloven § 53: 1,924 hours of work, a year of full time.
    """
    return worked_days >= required_days
