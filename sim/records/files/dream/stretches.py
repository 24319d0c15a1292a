"""Runs of codes as stretches of states, and these as observed spells.

A week has one code, and one day fills it. Two rules undo what that does to spells, if wanted.
Short gaps between two spells may be bridged. And a week in which one benefit gave way to another,
or began, or ended, is not whole weeks of the winner: where the first day and the last may be
any of their week with the same chance, both are Thursday on average. So the border between
two states is moved three days into the one that has the week, and a spell of n weeks between two
without benefit comes to 7 n - 6 days, which is what it has lasted on average.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR
from borgerflow.sim.records.files.dream.codes import OTHER, UNKNOWN_CODE, CodeMap
from borgerflow.sim.records.files.dream.runs import Runs
from borgerflow.sim.records.observed import SELF_SUPPORT, UNKNOWN, WEEKLY, Sightings

AVERAGE_DAYS = 3  # from Monday to the average first day of a week, Thursday
NO_STAYS = ("job", SELF_SUPPORT, "out")  # states that are no benefit


@dataclass(frozen=True)
class WeekRules:
    """How weeks become spells."""

    max_gap_weeks: int = 0  # without benefit, between two spells of one benefit
    is_corrected: bool = True  # whether one day no longer fills its week


class StateWeeks(NamedTuple):
    """Weeks on end in one state; ``follows`` where every week since the one before was seen."""

    citizen: Ints
    first: Ints
    until: Ints
    state: Ints
    follows: Flags

    @property
    def is_followed(self) -> Flags:
        """Tell which stretches another one follows."""
        return np.append(self.follows[1:], False)

    @property
    def touches(self) -> Flags:
        """Tell which stretches the next one touches, with no bridged gap between."""
        return np.append(self.until[:-1] == self.first[1:], True)

    def only(self, wanted: Flags | Ints) -> "StateWeeks":
        """Return some of the stretches."""
        return StateWeeks._make(column[wanted] for column in self)


def sightings_in(runs: Runs, codes: CodeMap, rules: WeekRules) -> Sightings:
    """Return the observed spells of runs that are sorted; a citizen is the number of the row."""
    blank = codes.place(SELF_SUPPORT)
    parts = StateWeeks(*runs[:3], codes.state_of[runs.code], runs.follows)
    whole = merged(bridged(merged(parts), blank, rules.max_gap_weeks))
    moved = border_days(whole, codes.rank, blank) * (AVERAGE_DAYS if rules.is_corrected else 0)
    return _sightings(whole, moved, codes)


def merged(parts: StateWeeks) -> StateWeeks:
    """Return stretches with those of the same state that follow one another as one."""
    is_same = np.append(False, parts.state[1:] == parts.state[:-1])[: len(parts.state)]
    starts = np.flatnonzero(~(parts.follows & is_same))
    ends = np.append(starts[1:], len(parts.state)) - 1
    firsts = parts.only(starts)
    return firsts._replace(until=parts.until[ends])


def bridged(parts: StateWeeks, blank: int, weeks: int) -> StateWeeks:
    """Return stretches without the blanks of at most some weeks that lie between two others."""
    is_short = (parts.state == blank) & (parts.until - parts.first <= weeks)
    return parts.only(~(is_short & parts.follows & parts.is_followed))


def border_days(parts: StateWeeks, rank: Floats, blank: int) -> Ints:
    """Return 1 where the border before a stretch is moved later, -1 earlier, 0 where not at all.

    Later where the stretch has the week of the change, as everything has against a blank; not at
    all where the priority of the two is not known, or what lies before was not seen.
    """
    before, after = parts.state[:-1], parts.state[1:]
    wins = np.nan_to_num(np.sign(rank[before] - rank[after]))
    wins = np.where((before == blank) | ~parts.touches[:-1], 1, np.where(after == blank, -1, wins))
    return np.where(parts.follows, np.append(0, wins), 0).astype(np.int64)


def _sightings(parts: StateWeeks, moved: Ints, codes: CodeMap) -> Sightings:
    """Return the stretches that are spells of ours; ``moved`` are the days of each border.

    A spell is last seen on the Monday of the last week: that it went on to the end of the week
    would only show in the next one.
    """
    is_followed = parts.is_followed
    start = np.where(parts.follows, parts.first * DAYS_PER_WEEK + moved, UNKNOWN)
    # Where another benefit had the week of the change, only who was there the week after is seen.
    seen_from = np.maximum(start, parts.first * DAYS_PER_WEEK)
    following_border = np.append(moved[1:], 0)
    end = parts.until * DAYS_PER_WEEK + np.where(parts.touches, 1, -1) * following_border
    others = [codes.place(name) for name in (OTHER, UNKNOWN_CODE)]
    following = np.append(parts.state[1:], UNKNOWN)
    is_ours = ~np.isin(parts.state, [*others, *map(codes.place, NO_STAYS)])
    return Sightings(
        schemes=codes.schemes,
        citizen=parts.citizen[is_ours],
        scheme=parts.state[is_ours],
        start=start[is_ours],
        end=np.where(is_followed, end, FAR)[is_ours],
        observed_from=seen_from[is_ours],
        observed_until=np.maximum(seen_from, (parts.until - 1) * DAYS_PER_WEEK)[is_ours],
        next=np.where(is_followed & ~np.isin(following, others), following, UNKNOWN)[is_ours],
        resolution_days=WEEKLY,
    )
