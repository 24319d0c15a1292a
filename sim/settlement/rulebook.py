"""Law, rates and schemes as arrays: what the kernel reads of a LawBook.

Everything dated is cut at the same days, the *epochs*, so that one row of each table holds
all that is in force on a day. A value that is not in force is NaN, and so is a rate.

Days of a benefit before the municipality pays are days of another category: the one the
a-kasse pays meanwhile, or an unpaid *waiting* category of the same scheme that is added
after the categories of the law, one for each.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.params import Category, LawBook, Scheme
from borgerflow.sim.params.law.schemes import settled_categories

Records = npt.NDArray[np.void]
PAYERS = ("kommune", "stat", "a_kasse")
KOMMUNE, STAT, A_KASSE = range(3)
NONE = -1
BOOKS_HELD = 8  # the law of both worlds of a comparison, and of a few trials


# What days do to the count.
NEUTRAL, SUPPORTS, COUNTS = range(3)


WEEKS_AHEAD = "law.refusion.weeks_ahead"


# The law values that every settlement reads, and their columns in Rules.value. The first
# eight are refusion.Steps in order.
VALUES = (
    "law.refusion.step_1_weeks",
    "law.refusion.step_2_weeks",
    "law.refusion.step_3_weeks",
    "law.refusion.step_1_share",
    "law.refusion.step_2_share",
    "law.refusion.step_3_share",
    "law.refusion.step_4_share",
    WEEKS_AHEAD,
    "law.refusion.reset_weeks",
    "law.refusion.reset_window_weeks",
    "law.fleksjob.low_reduction_share",
    "law.fleksjob.high_reduction_share",
    "law.fleksjob.threshold",
    "law.fleksjob.pension_share",
    "law.refusion.fleksbidrag_share_of_start",
    "law.refusion.fleksbidrag_share_of_tilskud",
    "law.refusion.fleksbidrag_share_of_wage",
    "law.refusion.fleksbidrag_cap",
)
(
    *_STEPS,
    RESET_WEEKS,
    RESET_WINDOW,
    LOW_REDUCTION,
    HIGH_REDUCTION,
    THRESHOLD,
    PENSION,
    BIDRAG_OF_START,
    BIDRAG_OF_TILSKUD,
    BIDRAG_OF_WAGE,
    BIDRAG_CAP,
) = range(len(VALUES))
EMPLOYER_SUPPORTS = "law.refusion.employer_period_counts_as_self_support"
FLEKSJOB = "fleksjob"  # the scheme the fleksbidrag speaks of


@dataclass(frozen=True)
class Switches:
    """Readings of the law that are open; ``None`` takes what the law file says.

    Those of self-support have the names of their values of law.
    ``only_after_latest_benefit`` is the other reading of FL § 6, stk. 1: self-support
    before the latest benefit week is worth nothing.
    """

    su_counts_as_self_support: bool | None = None
    employer_period_counts_as_self_support: bool | None = None
    only_after_latest_benefit: bool = False
    elevloen_counts_as_self_support: bool | None = None


# What holds of a category in an epoch, and what holds of it always.
DATED = np.dtype(
    [
        ("weekly", np.float64),  # kroner a week; 0 where nothing is paid
        ("fixed", np.float64),  # municipal share off the ladder; NaN on it
        ("waiting", np.float64),  # days before the category is paid as itself; NaN for none
        ("effect_paid", np.int64),  # what a day with benefit does to the count
        ("effect_unpaid", np.int64),  # what a day without does
    ]
)
KIND = np.dtype(
    [
        ("scheme", np.int64),
        ("meanwhile", np.int64),  # category of the waiting days
        ("payer", np.int64),  # who pays what the municipality does not
        ("is_paid", np.bool_),
        ("is_fleksjob", np.bool_),  # on the ladder, so that the fleksbidrag can follow
    ]
)


class Rules(NamedTuple):
    """What the kernel reads. Shapes: e epochs, v values, c categories with the waiting ones."""

    epoch: Ints  # [e + 1] first day of each epoch; the last is a day that never comes
    value: Floats  # [e, v]
    dated: Records  # [e, c] of DATED
    kind: Records  # [c] of KIND
    counts_from: int  # first day that is counted
    only_after_latest: bool


@dataclass(frozen=True)
class RuleBook:
    """The rules of a law book with the names of their numbers."""

    rules: Rules
    schemes: tuple[str, ...]
    names: tuple[str, ...]  # [c] "scheme.category", or "scheme."
    categories: tuple[Category, ...]  # [c]
    settled_from: int  # first day on which the staircase and every rate are in force


@lru_cache(maxsize=BOOKS_HELD)
def rule_book(law: LawBook, switches: Switches) -> RuleBook:
    """Return the rules of a law book under a choice of switches."""
    names = list(settled_categories(law.schemes))
    own = [category_called(name, law) for name in names]
    waits = len(own)
    meanwhile = list(_add_waiting(own, names))
    schemes = [law.schemes[name.split(".")[0]] for name in names]
    epoch = _epochs(law, own)
    rules = Rules(
        epoch=epoch,
        value=_values(epoch, law, VALUES),
        dated=_dated(epoch, law, own, schemes, waits, switches),
        kind=_kinds(law, own, schemes, meanwhile),
        counts_from=law.parameter(VALUES[RESET_WEEKS]).values[0].day,
        only_after_latest=switches.only_after_latest_benefit,
    )
    return RuleBook(rules, law.scheme_names, tuple(names), tuple(own), _settled_from(law, own))


def _add_waiting(categories: list[Category], names: list[str]) -> Iterator[int]:
    """Add the waiting categories, and yield for each category that of its waiting days."""
    own = len(categories)
    for n, category in enumerate(categories[:own]):
        if category.waiting_paid_as:
            yield names.index(category.waiting_paid_as)
        elif category.waiting:
            categories.append(Category())
            names.append(names[n])
            yield len(names) - 1
        else:
            yield n
    yield from range(own, len(names))


def _dated(
    epoch: Ints,
    law: LawBook,
    categories: Sequence[Category],
    schemes: Sequence[Scheme],
    waits: int,
    switches: Switches,
) -> Records:
    """Return what holds of each category in each epoch; those from ``waits`` on are waiting."""
    supports = _supports(epoch, law, _own_switches(categories, waits), schemes, switches)
    dated = np.empty((len(epoch) - 1, len(categories)), DATED)
    dated["weekly"] = _weekly(epoch, law, categories)
    dated["fixed"] = _fixed(epoch, law, categories, schemes)
    dated["waiting"] = _values(epoch, law, [c.waiting for c in categories])
    dated["effect_paid"] = np.where(supports, SUPPORTS, _paid(categories, schemes))
    dated["effect_unpaid"] = np.where(supports, SUPPORTS, NEUTRAL)
    return dated


def _kinds(
    law: LawBook,
    categories: Sequence[Category],
    schemes: Sequence[Scheme],
    meanwhile: Sequence[int],
) -> Records:
    kinds = np.empty(len(categories), KIND)
    kinds["scheme"] = [law.scheme_names.index(s.name) for s in schemes]
    kinds["meanwhile"] = meanwhile
    kinds["payer"] = [STAT if s.rest_payer is None else PAYERS.index(s.rest_payer) for s in schemes]
    kinds["is_paid"] = [c.is_paid for c in categories]
    kinds["is_fleksjob"] = [
        s.name == FLEKSJOB and c.fixed_share is None
        for s, c in zip(schemes, categories, strict=True)
    ]
    return kinds


def _paid(categories: Iterable[Category], schemes: Iterable[Scheme]) -> Ints:
    return _ints(
        COUNTS if scheme.ladder and category.fixed_share is None else NEUTRAL
        for category, scheme in zip(categories, schemes, strict=True)
    )


def _own_switches(categories: Sequence[Category], waits: int) -> list[str | None]:
    """Return for each category the switch that says whether its days are self-support, if any."""
    own = [category.supports_if for category in categories[:waits]]
    return own + [EMPLOYER_SUPPORTS] * (len(categories) - waits)


def _supports(
    epoch: Ints,
    law: LawBook,
    names: Sequence[str | None],
    schemes: Sequence[Scheme],
    switches: Switches,
) -> Flags:
    """Return where days are self-support: by the scheme, or by a switch."""
    supports: Flags = _values(epoch, law, names) > 0
    for column, (name, scheme) in enumerate(zip(names, schemes, strict=True)):
        chosen = getattr(switches, name.rpartition(".")[2], None) if name else None
        if chosen is not None:
            supports[:, column] = chosen
        supports[:, column] |= scheme.self_support
    return supports


def _weekly(epoch: Ints, law: LawBook, categories: Sequence[Category]) -> Floats:
    table = np.zeros((len(epoch) - 1, len(categories)))
    for column, category in enumerate(categories):
        if category.is_paid:
            days = sorted(_days_of(category, law))
            kroner = [law.weekly(category, day) for day in days]
            table[:, column] = _in_force(epoch, days, kroner)
    return table


def _days_of(category: Category, law: LawBook) -> set[int]:
    """Return each day on which what a category is paid may change, none before it begins."""
    rows = (row for name in category.rate_names for row in law.rates.history(name))
    changes = {row.valid_from for row in rows} | set(category.by_day)
    days = {max(day, category.begins) for day in changes}
    return {day for day in days if law.is_rated(category, day)}


def _fixed(
    epoch: Ints, law: LawBook, categories: Sequence[Category], schemes: Sequence[Scheme]
) -> Floats:
    own = _values(epoch, law, [c.fixed_share for c in categories])
    is_fixed = np.array([c.fixed_share is not None for c in categories])
    ladder = np.array([s.ladder for s in schemes])
    return np.where(is_fixed | ladder, own, 0.0)


def _values(epoch: Ints, law: LawBook, names: Sequence[str | None]) -> Floats:
    table = np.full((len(epoch) - 1, len(names)), np.nan)
    for column, name in enumerate(names):
        if name:
            dated = law.parameter(name).values
            numbers = [np.nan if v.value is None else float(v.value) for v in dated]
            table[:, column] = _in_force(epoch, [v.day for v in dated], numbers)
    return table


def _in_force(epoch: Ints, days: Sequence[int], numbers: Sequence[float]) -> Floats:
    place = np.searchsorted(days, epoch[:-1], side="right")
    return np.array([np.nan, *numbers])[place]


def _epochs(law: LawBook, categories: Iterable[Category]) -> Ints:
    days = {-FAR, FAR}
    for name in (*VALUES, EMPLOYER_SUPPORTS, *value_names(categories)):
        days.update(dated.day for dated in law.parameter(name).values)
    for category in categories:
        days |= _days_of(category, law)
    return _ints(sorted(days))


def value_names(categories: Iterable[Category]) -> tuple[str, ...]:
    """Return the law values that categories name: waiting days, fixed shares and switches."""
    named = [name for c in categories for name in (c.waiting, c.fixed_share, c.supports_if)]
    return tuple(dict.fromkeys(name for name in named if name))


def category_called(name: str, law: LawBook) -> Category:
    """Return the category of a ``scheme.category``; one of no benefit where there is none."""
    scheme, _, category = name.partition(".")
    return law.schemes[scheme].categories.get(category, Category())


def _settled_from(law: LawBook, categories: Iterable[Category]) -> int:
    firsts = [law.rates.history(c.rate)[0].valid_from for c in categories if c.rate]
    return max(law.parameter(VALUES[0]).values[0].day, *firsts)


def _ints(numbers: Iterable[int]) -> Ints:
    return np.fromiter(numbers, dtype=np.int64)
