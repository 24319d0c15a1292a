"""Rates x persons x share, without the settlement: days are painted, and weeks counted one by one.

Slow and plain on purpose: it shares no line with `sim.settlement`, so that where both agree, both
are likely right. What it leaves out is the fleksbidrag, the share of the first days of 2016, and
rates that change within a month.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.validation.accounts.rates import NOBODY, LadderByHand, RatesByHand
from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.records.history import SpellArrays

NEUTRAL, SUPPORT, BENEFIT = range(3)
Painted = NDArray[np.uint8]


class PaidStretches(NamedTuple):
    """Days of citizens in a category each, or in none; ``end`` exclusive."""

    citizen: Ints
    start: Ints
    end: Ints
    category: Ints
    share: Floats

    def where(self, those: Flags) -> "PaidStretches":
        """Return some of them."""
        return PaidStretches._make(column[those] for column in self)


class HandSums(NamedTuple):
    """What was added up by hand, by scheme: days that are paid, and kroner."""

    days: Floats
    gross: Floats
    municipal: Floats


def sums_by_hand(spells: SpellArrays, rates: RatesByHand) -> HandSums:
    """Return paid days and kroner of the year by scheme, from lives sorted by citizen and time."""
    lived = PaidStretches(spells.citizen, spells.start, spells.end, spells.category, spells.share)
    paid, unpaid = stretches_of(lived, rates)
    year = paid.where((paid.start < rates.months[-1]) & (paid.end > rates.months[0]))
    whom, place = np.unique(year.citizen, return_inverse=True)
    supported = [lived.where(_supporting(spells, rates))]
    supported += [unpaid] if rates.employer_supports else []
    on_ladder = paid.where(np.asarray(np.isnan(rates.fixed[paid.category])))
    days = painted_days(whom, supported, on_ladder, rates)
    shares = _shares_by_day(days, _weeks_before(spells, whom), rates)
    return _added(year._replace(citizen=place), shares, rates)


def _weeks_before(spells: SpellArrays, whom: Ints) -> Ints:
    """Return the weeks on the ladder with which some citizens begin."""
    if not spells.before.size:
        return np.zeros(len(whom), np.int64)
    begun = np.flatnonzero(spells.before)
    weeks = np.zeros(max(int(spells.citizen.max()), int(whom.max(initial=0))) + 1, np.int64)
    np.maximum.at(weeks, spells.citizen[begun], spells.before[begun])
    return weeks[whom]


def _supporting(spells: SpellArrays, rates: RatesByHand) -> Flags:
    """Return the spells that are self-support: by their scheme, or by their category."""
    by_category = np.append(rates.supports, False)[spells.category]
    return np.asarray(rates.self_support[spells.scheme] | by_category)


def stretches_of(spells: PaidStretches, rates: RatesByHand) -> tuple[PaidStretches, PaidStretches]:
    """Return the stretches that are paid, and those in which one waits and nobody pays.

    Spells of a scheme that touch are one absence, which waits once.
    """
    paid = spells.where(spells.category != NOBODY)
    scheme = rates.scheme[paid.category]
    goes_on = np.zeros(len(scheme), dtype=np.bool_)
    goes_on[1:] = (
        (paid.citizen[1:] == paid.citizen[:-1])
        & (paid.start[1:] == paid.end[:-1])
        & (scheme[1:] == scheme[:-1])
    )
    first = np.maximum.accumulate(np.where(goes_on, 0, np.arange(len(scheme))))
    until = np.clip(paid.start[first] + rates.waits[paid.category], paid.start, paid.end)
    waiting = paid._replace(end=until)
    other = rates.meanwhile[paid.category]
    otherwise = waiting._replace(category=other).where((other != NOBODY) & (until > paid.start))
    own = paid._replace(start=until).where(until < paid.end)
    unpaid = waiting.where((other == NOBODY) & (until > paid.start))
    joined = PaidStretches._make(map(np.concatenate, zip(own, otherwise, strict=True)))
    has_rate = np.asarray(rates.weekly.any(axis=0))[joined.category]
    return joined.where(has_rate & (joined.share > 0)), unpaid


def painted_days(
    whom: Ints, supported: Sequence[PaidStretches], on_ladder: PaidStretches, rates: RatesByHand
) -> Painted:
    """Return what each day of some citizens is, by whole weeks, [citizen, week, 7].

    The first week is the one in which counting begins, the last that of the year's last day.
    """
    counts_from, monday = rates.ladder.counts_from, _first_monday(rates)
    weeks = -(-(int(rates.months[-1]) - monday) // DAYS_PER_WEEK)
    days = np.zeros((len(whom), weeks * DAYS_PER_WEEK), dtype=np.uint8)
    for stretches in supported:
        _paint(days, _of(stretches, whom), SUPPORT, monday)
    counted = on_ladder._replace(start=np.maximum(on_ladder.start, counts_from))
    _paint(days, _of(counted, whom), BENEFIT, monday)
    return days.reshape(len(whom), weeks, DAYS_PER_WEEK)


def _first_monday(rates: RatesByHand) -> int:
    return rates.ladder.counts_from // DAYS_PER_WEEK * DAYS_PER_WEEK


def _shares_by_day(days: Painted, before: Ints, rates: RatesByHand) -> Floats:
    """Return the share on the ladder of each citizen and day of the year."""
    by_day = np.repeat(shares_by_week(days, rates.ladder, before), DAYS_PER_WEEK, axis=1)
    first, after = (int(rates.months[at]) - _first_monday(rates) for at in (0, -1))
    return by_day[:, first:after]


def _of(stretches: PaidStretches, whom: Ints) -> PaidStretches:
    """Return the stretches of some citizens, numbered by their places among these."""
    mine = stretches.where(np.isin(stretches.citizen, whom) & (stretches.start < stretches.end))
    return mine._replace(citizen=np.searchsorted(whom, mine.citizen))


def _paint(days: Painted, stretches: PaidStretches, colour: int, monday: int) -> None:
    """Give the days of stretches a colour, of those that lie on the sheet."""
    first = np.clip(stretches.start - monday, 0, days.shape[1]).tolist()
    after = np.clip(stretches.end - monday, 0, days.shape[1]).tolist()
    for row, start, end in zip(stretches.citizen.tolist(), first, after, strict=True):
        days[row, start:end] = colour


def shares_by_week(days: Painted, ladder: LadderByHand, weeks_before: Ints | int = 0) -> Floats:
    """Return the municipal share of each citizen and week, counted week by week.

    Parameters
    ----------
    days : ndarray of uint8, shape [citizen, week, 7]
        What each day is: NEUTRAL, SUPPORT or BENEFIT.
    weeks_before : ndarray of int, shape [citizen]
        The weeks on the ladder with which each begins.

    Law
    ---
    FL § 5, stk. 2-3 and 5, and § 6, stk. 1-2, read as `sim.law.refusion` reads them.
    """
    citizens, weeks, _ = days.shape
    touched = (days == BENEFIT).any(axis=2)
    supported = np.zeros((citizens, weeks + 1), dtype=np.int64)
    np.cumsum((days == SUPPORT).all(axis=2), axis=1, out=supported[:, 1:])
    counter, before = np.full(citizens, weeks_before), np.zeros(citizens, np.int64)
    shares = np.empty((citizens, weeks))
    for week in range(weeks):
        counter += touched[:, week]
        begins = touched[:, week] & (counter == 1)
        before[begins] = supported[begins, week + 1]
        window = supported[:, max(week + 1 - ladder.window_weeks, 0)]
        enough = supported[:, week + 1] - np.maximum(window, before) >= ladder.reset_weeks
        counter[enough] = 0
        shares[:, week] = np.array(ladder.shares)[
            np.searchsorted(ladder.last_weeks, counter, side="left")
        ]
    return shares


def _added(year: PaidStretches, shares: Floats, rates: RatesByHand) -> HandSums:
    """Return days and kroner by scheme, month by month."""
    days, first = np.zeros((len(shares), shares.shape[1] + 1)), int(rates.months[0])
    np.cumsum(shares, axis=1, out=days[:, 1:])
    size = len(rates.self_support)
    scheme, fixed = rates.scheme[year.category], rates.fixed[year.category]
    sums = np.zeros((3, size))
    for month, weekly in enumerate(rates.weekly):
        start, end = (np.clip(d, *rates.months[month : month + 2]) - first for d in year[1:3])
        kroner = weekly[year.category] / DAYS_PER_WEEK * year.share
        on_ladder = days[year.citizen, end] - days[year.citizen, start]
        paid = np.where(np.isnan(fixed), on_ladder, fixed * (end - start))
        for place, numbers in enumerate((end - start, kroner * (end - start), kroner * paid)):
            sums[place] += np.bincount(scheme, numbers, size)
    return HandSums(*sums)
