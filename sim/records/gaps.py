"""How closely the spells of a citizen follow one another, and what that says of their ends."""

from dataclasses import dataclass

import numpy as np

from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR
from borgerflow.sim.params import LawBook
from borgerflow.sim.records.spells.coded import CodedSpells, ending_on


@dataclass(frozen=True)
class Gaps:
    """How many spells are followed by another of the same citizen, by the days between."""

    none: int  # the next begins on the day of the end
    one_day: int
    within_a_week: int  # two days to a week

    @property
    def look_inclusive(self) -> bool:
        """Tell whether ends look like last days: most that follow closely come one day late.

        A day without benefit before the next spell is as rare as two or three; where it is the
        rule, ``end`` is probably the last day itself.
        """
        return self.one_day > self.none + self.within_a_week

    @property
    def close(self) -> int:
        """Return how many spells another follows within a week."""
        return self.none + self.one_day + self.within_a_week


def gaps_between(spells: CodedSpells) -> Gaps:
    """Return how closely the spells of each citizen follow one another."""
    order = spells.order
    is_same = spells.citizen[order][1:] == spells.citizen[order][:-1]
    days = (spells.start[order][1:] - spells.end[order][:-1])[is_same]
    near = np.bincount(days[days <= DAYS_PER_WEEK], minlength=DAYS_PER_WEEK + 1)
    return Gaps(int(near[0]), int(near[1]), int(near[2:].sum()))


def with_inclusive_ends(spells: CodedSpells, law: LawBook) -> CodedSpells:
    """Return the same spells with the day of the end as their last, open ones as they are."""
    return ending_on(spells, np.where(spells.end == FAR, FAR, spells.end + 1), law)
