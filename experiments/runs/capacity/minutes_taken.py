"""How many minutes contacts take where nobody waits: in one world, and more in others beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.runs.estimators.blocks import Lives, lives_of
from borgerflow.experiments.runs.estimators.lotteries import Counterfactual, difference_between
from borgerflow.experiments.runs.estimators.pairs import RunSettings, paired_run
from borgerflow.sim.base.clock import first_day_of_month, month_index_of
from borgerflow.sim.base.sums import Summable
from borgerflow.sim.world.contact_rules import WITHOUT_LIMIT, Staff
from borgerflow.sim.world.people import People
from borgerflow.sim.world.tables.teams import team_of_groups
from borgerflow.sim.world.world import World

SEED = 20190101
MONTHS = 3  # in which as many posts are filled as those months need
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Minutes(Summable):
    """The minutes of caseworkers that contacts take."""

    minutes: Ints  # [quarter, team]


def quarters_of(world: World) -> list[int]:
    """Return the first days of the quarters that a world lives through."""
    first = month_index_of(world.run_in_day) // MONTHS * MONTHS
    return [first_day_of_month(m) for m in range(first, int(world.months[-1]) + 1, MONTHS)]


def minutes_taken(worlds: Sequence[World], *, replication: int) -> tuple[Minutes, ...]:
    """Return the minutes that contacts take in the first of some worlds, and more in each other.

    The worlds differ in their contacts alone. Citizens stay away from contacts as often as they do
    where there is staff. Only those whom a world may reach are simulated again in it.
    """
    plenty = Staff(dict.fromkeys(worlds[0].team_names, WITHOUT_LIMIT))
    usual, *others = (MinutesCounter(world.with_contacts(staff=plenty)) for world in worlds)
    return paired_run(
        usual.world,
        [usual.counterfactual(other) for other in others],
        simulate=lives_of,
        reduce=usual.reduce,
        replication=replication,
        settings=RunSettings(SEED, "auto"),
    )


@dataclass(frozen=True)
class MinutesCounter:
    """A world in which the minutes of contacts are counted."""

    world: World

    def reduce(self, lives: Lives, _: int) -> Minutes:
        """Return the minutes that the contacts of some lives take."""
        world, contacts, quarters = self.world, lives.contacts, quarters_of(self.world)
        shape = len(quarters), len(world.team_names)
        team = team_of_groups(world)[world.tables.contact_group[contacts.scheme]]
        held, minutes = contacts.held[team >= 0], contacts.minutes[team >= 0]
        quarter = np.searchsorted(quarters[1:], held, side="right")
        place = np.ravel_multi_index((quarter, team[team >= 0]), shape)
        sums = np.bincount(place, weights=minutes, minlength=int(np.prod(shape)))
        return Minutes(sums.reshape(shape).astype(np.int64))  # exact: far below 2**53

    def counterfactual(self, other: "MinutesCounter") -> Counterfactual[Lives, Minutes]:
        """Return another world beside this one."""
        difference = difference_between(self.world, other.world)

        def reached(people: People, before: Lives) -> Ints:
            return difference.reached(people, before.spells)

        def subtract(before: Lives, after: Lives, people: People) -> Minutes:
            size = len(people.key)
            return other.reduce(after, size) - self.reduce(before, size)

        return Counterfactual(other.world, reached, subtract)
