"""The rates and the ladder of a year as somebody with paper and pencil would look them up."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.base.clock import first_day_of_month, month_index_of
from borgerflow.sim.params import Category, LawBook
from borgerflow.sim.world.world import World

MONTHS = 12
NOBODY = -1
RESET_WEEKS, RESET_WINDOW = "law.refusion.reset_weeks", "law.refusion.reset_window_weeks"
EMPLOYER_SUPPORTS = "law.refusion.employer_period_counts_as_self_support"
STEPS = tuple(f"law.refusion.step_{n}_weeks" for n in (1, 2, 3))
SHARES = tuple(f"law.refusion.step_{n}_share" for n in (1, 2, 3, 4))


class LadderByHand(NamedTuple):
    """The last week of each step but the last, the municipal shares, and what starts anew."""

    last_weeks: tuple[int, ...]
    shares: tuple[float, ...]
    reset_weeks: int
    window_weeks: int
    counts_from: int  # first day that is counted


@dataclass(frozen=True)
class RatesByHand:
    """What the benefits of a world are paid in a year: arrays by category [c] or scheme [s]."""

    months: Ints  # [13] the first day of each month of the year, and of the next year
    weekly: Floats  # [12, c] kroner of a full benefit on the first day of the month
    scheme: Ints  # [c]
    waits: Ints  # [c] days before it is paid as itself
    meanwhile: Ints  # [c] category that is paid in those days, or NOBODY
    fixed: Floats  # [c] municipal share off the ladder, NaN on it
    supports: Flags  # [c] unpaid days are self-support
    self_support: Flags  # [s] schemes that are
    employer_supports: bool  # days that nobody is paid in are self-support
    ladder: LadderByHand


def rates_by_hand(world: World) -> RatesByHand:
    """Return the rates of the calendar year that a world begins with."""
    law, names = world.law, world.paid_categories
    first = month_index_of(world.start_day)
    months = np.array([first_day_of_month(first + n) for n in range(MONTHS + 1)])
    forms = [_category(law, name) for name in names]
    schemes = [law.schemes[name.partition(".")[0]] for name in names]
    return RatesByHand(
        months=months,
        weekly=np.array([[_weekly(law, c, int(day)) for c in forms] for day in months[:-1]]),
        scheme=np.array([law.scheme_names.index(each.name) for each in schemes]),
        waits=world.tables.waiting_days,
        meanwhile=np.array([_place(names, each.waiting_paid_as) for each in forms]),
        fixed=np.array(
            [
                _on(law, form.fixed_share, world.start_day, np.nan if scheme.ladder else 0.0)
                for form, scheme in zip(forms, schemes, strict=True)
            ]
        ),
        supports=np.array([_on(law, c.supports_if, world.start_day, 0.0) > 0 for c in forms]),
        self_support=np.array([law.schemes[name].self_support for name in law.scheme_names]),
        employer_supports=bool(law.on(EMPLOYER_SUPPORTS, world.start_day)),
        ladder=_ladder(law, world.start_day),
    )


def _category(law: LawBook, name: str) -> Category:
    scheme, _, category = name.partition(".")
    return law.schemes[scheme].categories[category]


def _weekly(law: LawBook, category: Category, day: int) -> float:
    """Return what a category is paid on a day; nought where it is not paid then."""
    is_paid = category.is_paid and day >= category.begins and law.is_rated(category, day)
    return law.weekly(category, day) if is_paid else 0.0


def _place(names: tuple[str, ...], name: str | None) -> int:
    return names.index(name) if name else NOBODY


def _on(law: LawBook, name: str | None, day: int, otherwise: float) -> float:
    return float(law.on(name, day)) if name else otherwise


def _ladder(law: LawBook, day: int) -> LadderByHand:
    return LadderByHand(
        tuple(int(law.on(name, day)) for name in STEPS),
        tuple(float(law.on(name, day)) for name in SHARES),
        int(law.on(RESET_WEEKS, day)),
        int(law.on(RESET_WINDOW, day)),
        law.parameter(RESET_WEEKS).values[0].day,
    )
