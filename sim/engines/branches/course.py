"""How likely a life is to have been changed so far, as it is lived through.

What may change a spell acts only under some of its draws (a mechanism that reaches one spell in
fifty): under the share of them that a `Course` keeps apart.
"""

import math
from typing import NamedTuple

from borgerflow.sim.base.clock import FAR


class Course(NamedTuple):
    """The chance that nothing has changed a life yet, in the parts it is made of."""

    before: float  # that nothing did before this spell was under way
    share: float  # of the draws of this spell under which anything can
    kept: float  # under these, that nothing has yet


UNCHANGED = Course(1.0, 1.0, 1.0)


def unchanged(course: Course) -> float:
    """Return the chance that nothing has changed the life yet."""
    return course.before * (1.0 - course.share * (1.0 - course.kept))


def is_changed(course: Course, level: float) -> bool:
    """Tell whether the chance that something has changed the life has come to a level."""
    return 1.0 - unchanged(course) >= level


def after_spell(course: Course) -> Course:
    """Return the course when a spell is over and the next has not begun."""
    return Course(unchanged(course), 1.0, 1.0)


def after_occasion(course: Course, kept: float) -> Course:
    """Return the course past an occasion that changes nothing with a chance, in any draws."""
    return Course(course.before * kept, course.share, course.kept)


def after_chance(course: Course, kept: float) -> Course:
    """Return the course past one that changes nothing with a chance, in the draws that count."""
    return Course(course.before, course.share, course.kept * kept)


def after_days(course: Course, hazard: float, days: int) -> Course:
    """Return the course some days on, on each of which things change at a hazard."""
    return after_chance(course, math.exp(-hazard * days))


def days_to_level(course: Course, hazard: float, days: int, level: float) -> int:
    """Return on which of some days, from 1, the chance comes to a level; FAR if on none.

    It is the same sum as `after_days` makes, so a level below the chance of the whole life is
    met on one of its days.
    """
    if hazard <= 0.0 or not is_changed(after_days(course, hazard, days), level):
        return FAR
    first, last = 1, days
    while first < last:
        middle = (first + last) // 2
        if is_changed(after_days(course, hazard, middle), level):
            last = middle
        else:
            first = middle + 1
    return first
