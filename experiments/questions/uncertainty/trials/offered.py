"""Whom proposals are offered to, one by one: from which day, and the lives they live without.

Everybody whom a proposal is meant for counts, reached or not: who compares the offered with others
does not know whom it reached.
"""

from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.findings.question import BRANCH
from borgerflow.experiments.questions.compare.break_even.search import differences_at_most
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.experiments.runs.estimators.blocks import (
    Known,
    Lives,
    blocks_of,
    joined,
    lives_of,
)
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.engines.reach import Difference
from borgerflow.sim.world.people import People, census_of


@dataclass(frozen=True)
class Offered:
    """People of one replication whom proposals are offered to, in the order of the day."""

    people: People
    usual: Lives  # without the proposals, numbered by place
    day: Ints  # on which each is first met, by place

    def before(self, day: int) -> Ints:
        """Return the places of those who are first met before a day."""
        return np.flatnonzero(self.day < day)


def can_be_tried(comparison: Comparison) -> bool:
    """Tell whether proposals can be offered to some citizens and not to others.

    They cannot where they change no life, where law is another for everybody, or where citizens
    wait for one another.
    """
    apart = _furthest(comparison)
    return bool(apart.rows) and not apart.elsewhere


def _furthest(comparison: Comparison) -> Difference:
    """Return whom proposals may reach whatever the size of the effect, as if they reached all.

    Where no effect is assumed nobody would be met else.
    """
    return differences_at_most(comparison, BRANCH)[0]


def offered_to(comparison: Comparison, replication: int, settings: RunSettings) -> Offered:
    """Return whom the proposals of a comparison are offered to in one replication."""
    baseline = comparison.baseline
    difference = _furthest(comparison)
    census = census_of(baseline.peopling, settings.seed, replication)
    parts = []
    for citizens in blocks_of([baseline], np.arange(census.size)):
        people = census.people(citizens)
        lives = lives_of(baseline, people, settings.engine)
        places = difference.reached(people, lives.spells)
        parts.append(Known(citizens, people, lives).of(places))
    known = joined(parts)
    return Offered(known.people, known.usual, _first_met(difference, known, comparison))


def _first_met(difference: Difference, known: Known[Lives], comparison: Comparison) -> Ints:
    """Return the day on which each is first met: in a spell that is met, under the proposals."""
    spells, begins = known.usual.spells, min(proposal.start for proposal in comparison.asked)
    met = difference.met_by(difference.rows, known.people, spells)
    day = np.full(len(known.citizens), np.iinfo(np.int64).max)
    np.minimum.at(day, spells.citizen[met], np.maximum(spells.start[met], begins))
    return np.asarray(np.maximum(day, comparison.baseline.start_day), dtype=np.int64)
