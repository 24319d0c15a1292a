"""How stays in a scheme end, as the hazards of a world say: to tell a hazard in words.

Citizens of every frailty who came from a job, of the population's mean hazards, week by week.
Lives are not simulated by this.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.world.bare import BareWorld
from borgerflow.sim.world.proposals.durations import (
    LONGEST_WEEKS,
    cell_weights,
    daily_hazard,
    deadline_drop,
    decided_shares,
)

EVERYBODY: Mapping[str, tuple[str, ...]] = {}
FRAILTIES = 5  # parts of the citizens: a finer division changes no digit that is told
WEEKS_OF_DAYS = np.arange(LONGEST_WEEKS) * DAYS_PER_WEEK


@dataclass(frozen=True)
class Leaving:
    """How the stays that begin in one scheme go on and end."""

    here: Floats  # [week] share still there when the week begins
    exits: Floats  # [exit of the scheme, week] share that leaves by it in the week
    decided: Floats  # [scheme, and those sent back last] share that a deadline sends there

    @property
    def weeks(self) -> float:
        """Return the mean weeks of a stay, of ten years at most."""
        return float(self.here.sum())

    def within(self, exit_: int, weeks: int) -> float:
        """Return the share of stays that have ended by one of its exits within so many weeks."""
        return float(self.exits[exit_, :weeks].sum())


@dataclass(frozen=True)
class Pace:
    """How fast a scheme is left: the mean hazards of its exits, and its first deadline."""

    destinations: tuple[str, ...]
    weekly: Floats  # [exit of the scheme, week of the stay], of usual frailty
    frail: Floats  # [exit of the scheme] 1 where frailty multiplies it
    frailties: Floats  # as many citizens have each
    deadline: int  # week of the stay; beyond all weeks where there is none
    outcomes: Floats  # [scheme, and those sent back last] share that the deadline sends there

    def leaving(self, destination: str | None = None, factor: float = 1.0) -> Leaving:
        """Return how stays end, the hazard to one destination multiplied by a factor."""
        factors = [factor if name == destination else 1.0 for name in self.destinations]
        stays = self._stays(self.weekly * np.reshape(factors, (-1, 1)))
        return Leaving(*(np.mean(parts, axis=0) for parts in stays))

    def _stays(self, usual: Floats) -> tuple[Floats, Floats, Floats]:
        """Return who is still there, who leaves by which exit, and whom a deadline sends where.

        Of each frailty apart, which is the first axis of all three.
        """
        weekly = usual * np.where(self.frail, self.frailties[:, None], 1.0)[:, :, None]
        total = weekly.sum(axis=1)
        passed = np.zeros_like(total)
        np.cumsum(total[:, :-1], axis=1, out=passed[:, 1:])
        here = np.exp(-passed)
        decided = here[:, self.deadline : self.deadline + 1].sum(axis=1, keepdims=True)
        here[:, self.deadline :] *= 1 - self.outcomes.sum()
        gone = here * -np.expm1(-total)
        leaves = gone[:, None] * weekly / np.where(total > 0, total, 1.0)[:, None]
        return here, leaves, decided * self.outcomes


def paces_of(bare: BareWorld) -> dict[str, Pace]:
    """Return how fast each scheme is left, by its name."""
    weights = cell_weights(bare, EVERYBODY)
    return {name: _pace(bare, weights, place) for place, name in enumerate(bare.scheme_names)}


def _pace(bare: BareWorld, weights: Floats, scheme: int) -> Pace:
    tables = bare.tables
    exits = range(tables.first_exit[scheme], tables.first_exit[scheme + 1])
    cells = np.arange(len(weights))
    daily = [weights @ daily_hazard(tables, scheme, t, WEEKS_OF_DAYS, cells) for t in exits]
    weekly = np.reshape(daily, (len(daily), LONGEST_WEEKS)) * DAYS_PER_WEEK
    destinations = tuple(bare.exits.names[t][1] for t in exits)
    day, _ = deadline_drop(tables, scheme, int(np.argmax(weights)), bare.start_day)
    deadline, outcomes = day // DAYS_PER_WEEK, decided_shares(tables, scheme)
    if not day:  # birthdays and the like fall on any week of a stay
        deadline, outcomes = LONGEST_WEEKS, 0 * outcomes
    frail = np.asarray(tables.frail)[list(exits)]
    return Pace(destinations, weekly, frail, frailties_of(bare), deadline, outcomes)


def frailties_of(bare: BareWorld) -> Floats:
    """Return the frailties of as many equal parts of the citizens, each by its middle."""
    middles = (np.arange(FRAILTIES) + 0.5) / FRAILTIES
    normal = np.array([NormalDist().inv_cdf(middle) for middle in middles])
    frailties = np.exp((bare.model.population.frailty_log_sd.value or 0.0) * normal)
    return np.asarray(frailties / frailties.mean())
