"""Observed spells: stays as somebody saw them, from the first day to the last they could.

A file sees people through a window. A spell that was under way when the window opened enters
late: who had left before is not there. One under way when it closed is open: nobody knows its
end. Whoever counts occurrences over exposure needs both days, and every reader of spells, weeks
or registers ends in the table that is made here. Nothing here knows a file.
"""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.params import LawBook
from borgerflow.sim.params.law.schemes import settled_categories
from borgerflow.sim.records.history import History, dates
from borgerflow.sim.records.spells.coded import CodedSpells

COLUMNS = (
    *("citizen", "scheme", "start", "end", "observed_from", "open", "observed_until"),
    *("next", "resolution_days"),
)
"""Of the table, one row a spell, by citizen and start; columns of groups (sex, age_group) follow.

``start`` and ``end`` (the day after the last) are empty where they are not known: a start before
the window of a file that only sees the window, an end that is still to come. ``observed_from`` is
the first day on which the spell could have been seen, later than ``start`` where it entered late.
``open`` tells that it was under way when it was last seen, on the day ``observed_until``, which is
empty otherwise. ``next`` is the scheme that followed, `SELF_SUPPORT` where none did, empty where
that was not seen. ``resolution_days`` is 1, or 7 where days are known by their week alone.
"""
SELF_SUPPORT = "selvforsoergelse"
NOT_SEEN = ""
UNKNOWN = -1  # a day or a scheme that is not known
DAILY, WEEKLY = 1, 7


@dataclass(frozen=True)
class Sightings:
    """Observed spells as numbers, by citizen and start; days as the clock counts them.

    ``start`` is UNKNOWN where it lies before the window and was not seen, ``end`` is FAR for
    what is open, ``observed_until`` counts for that alone. Schemes are places in ``schemes``;
    ``next`` UNKNOWN where it was not seen.
    """

    schemes: tuple[str, ...]
    citizen: Any  # what each is called
    scheme: Ints
    start: Ints
    end: Ints
    observed_from: Ints
    observed_until: Ints
    next: Ints
    resolution_days: int

    @property
    def is_open(self) -> Flags:
        """Tell which spells were under way when they were last seen."""
        return np.asarray(self.end == FAR)

    def table(self) -> pd.DataFrame:
        """Return the columns of `COLUMNS`; schemes are categories, days are dates or NaT."""
        columns = {
            "citizen": self.citizen,
            "scheme": pd.Categorical.from_codes(self.scheme, categories=pd.Index(self.schemes)),
            "start": _days(self.start, self.start != UNKNOWN),
            "end": _days(self.end, ~self.is_open),
            "observed_from": dates(self.observed_from),
            "open": self.is_open,
            "observed_until": _days(self.observed_until, self.is_open),
            "next": _followers(self.next, self.schemes),
            "resolution_days": np.full(len(self.scheme), self.resolution_days, dtype=np.int8),
        }
        return pd.DataFrame(columns)[list(COLUMNS)]


def _days(days: Ints, is_known: Flags) -> Any:
    return np.where(is_known, dates(np.where(is_known, days, 0)), np.datetime64("NaT"))


def _followers(places: Ints, schemes: tuple[str, ...]) -> "pd.Categorical[str]":
    names = pd.Index([*schemes, NOT_SEEN])
    return pd.Categorical.from_codes(np.where(places == UNKNOWN, len(schemes), places), names)


class Stays(NamedTuple):
    """Stays by citizen and start; ``end`` is the day after the last, FAR while under way."""

    citizen: Ints
    scheme: Ints  # place among the schemes
    start: Ints
    end: Ints

    def only(self, wanted: Flags | Ints) -> "Stays":
        """Return some of the stays."""
        return Stays._make(column[wanted] for column in self)


def sightings_of(
    spells: CodedSpells, law: LawBook, window: tuple[int, int], *, max_gap_days: int = 0
) -> Sightings:
    """Return plain spells as a window of days saw them; see `seen_through`."""
    order = spells.order
    scheme = _schemes_of(law)[spells.category[order]]
    stays = Stays(spells.citizen[order], scheme, spells.start[order], spells.end[order])
    seen = seen_through(window, stays, law.scheme_names, max_gap_days=max_gap_days)
    return replace(seen, citizen=pd.Series(spells.labels)[seen.citizen].to_numpy())


def stays_of(history: History) -> Stays:
    """Return the stays of a history, those under way when it ends as such."""
    spells = history.spell_arrays
    ends = np.where(spells.open, FAR, spells.end)
    return Stays(spells.citizen, spells.scheme, spells.start, ends)


def seen_through(
    window: tuple[int, int], stays: Stays, schemes: tuple[str, ...], *, max_gap_days: int = 0
) -> Sightings:
    """Return stays as a window of days saw them: those that have a day in it.

    Stays of one scheme that follow one another are one. One that ends within the window, on its
    last day too, is seen to end. What follows it is seen if the window reaches beyond the gap
    that is allowed between the two; a scheme that is known to follow counts as seen in any case.

    Parameters
    ----------
    window : (int, int)
        The first day that was observed, and the day after the last.
    stays : Stays
        Without overlaps.
    max_gap_days : int
        Days without benefit after which the next scheme no longer follows.
    """
    first, until = window
    whole = joined(stays, max_gap_days)
    follows = _followed_by(whole, max_gap_days)
    is_none_seen = whole.end + max_gap_days < until
    none = np.where(is_none_seen, schemes.index(SELF_SUPPORT), UNKNOWN)
    is_open, is_seen = whole.end > until, (whole.start < until) & (whole.end > first)
    followers = np.where(is_open, UNKNOWN, np.where(follows == UNKNOWN, none, follows))
    seen, followers, is_open = whole.only(is_seen), followers[is_seen], is_open[is_seen]
    return Sightings(
        schemes=schemes,
        citizen=seen.citizen,
        scheme=seen.scheme,
        start=seen.start,
        end=np.where(is_open, FAR, seen.end),
        observed_from=np.maximum(seen.start, first),
        observed_until=np.full(len(followers), until),
        next=followers,
        resolution_days=DAILY,
    )


def joined(stays: Stays, max_gap_days: int) -> Stays:
    """Return stays with those of one scheme, apart by no more than the gap, as one."""
    is_near = _is_near(stays, max_gap_days) & (stays.scheme[1:] == stays.scheme[:-1])
    starts = np.flatnonzero(np.append(True, ~is_near)[: len(stays.start)])
    ends = np.append(starts[1:], len(stays.start)) - 1
    return stays.only(starts)._replace(end=stays.end[ends])


def _is_near(stays: Stays, max_gap_days: int) -> Flags:
    """Tell which stays the next one of the same citizen follows within the gap."""
    is_same = stays.citizen[1:] == stays.citizen[:-1]
    return np.asarray(is_same & (stays.start[1:] - stays.end[:-1] <= max_gap_days))


def _followed_by(stays: Stays, max_gap_days: int) -> Ints:
    """Return the scheme that each stay was followed by within the gap, UNKNOWN where by none."""
    is_near = _is_near(stays, max_gap_days)
    return np.append(np.where(is_near, stays.scheme[1:], UNKNOWN), UNKNOWN)[: len(stays.start)]


def _schemes_of(law: LawBook) -> Ints:
    """Return the scheme of each category, as its place."""
    names = [name.partition(".")[0] for name in settled_categories(law.schemes)]
    return np.array([law.scheme_names.index(name) for name in names], dtype=np.int64)
