"""How many caseworkers a world needs: its contacts are counted where nobody waits."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.runs.capacity.minutes_taken import (
    Minutes,
    minutes_taken,
    quarters_of,
)
from borgerflow.sim.base.clock import next_working_days
from borgerflow.sim.params import Proposal
from borgerflow.sim.world.contact_rules import (
    BEFORE_ALL,
    WITHOUT_LIMIT,
    Staff,
    Steps,
    staff_changes_of,
)
from borgerflow.sim.world.municipality import number_of
from borgerflow.sim.world.tables.teams import minutes_per_fte
from borgerflow.sim.world.world import World

REPLICATIONS = 3


def staffed_for(world: World, proposals: Sequence[Proposal]) -> World:
    """Return a world in which time is a limit in the teams whose posts some proposals change.

    These teams have the posts that their contacts need without any proposal. Where no posts
    are changed, or the world has staff already, it is returned as it is.

    Raises
    ------
    InputError
        If a proposal names a team that is not known.
    """
    teams = [change.team for change in staff_changes_of(proposals)]
    if not teams or world.contacts.staff is not None:
        return world
    return world.with_contacts(staff=limited_to(posts_needed(world.baseline()), teams, world))


def limited_to(posts: Mapping[str, Steps], teams: Collection[str], world: World) -> Staff:
    """Return staff in which time is a limit in some teams alone."""
    plenty = dict.fromkeys(world.team_names, WITHOUT_LIMIT)
    return Staff(plenty | {name: posts[name] for name in plenty if name in teams})


def posts_needed(world: World) -> dict[str, Steps]:
    """Return the posts of each team that a world's own contacts need, by the day they hold from.

    Quarter by quarter, at the usual utilisation, were every contact held when due.
    """
    taken = [minutes_taken((world,), replication=n) for n in range(REPLICATIONS)]
    (needed,) = posts_taking(taken, world)
    return needed


def posts_taking(taken: Sequence[Sequence[Minutes]], world: World) -> list[dict[str, Steps]]:
    """Return the posts that each of some worlds needs, from what `minutes_taken` counts in all."""
    share, quarters = number_of(world.teams.utilisation), quarters_of(world)
    daily = minutes_per_fte(world.teams) * world.scale * share
    days, works = [BEFORE_ALL, *quarters[1:]], working_days(world, quarters)

    def posts(minutes: NDArray[np.float64]) -> dict[str, Steps]:
        needed = minutes / REPLICATIONS / works[:, None] / daily
        steps = (tuple(zip(days, fte.tolist(), strict=True)) for fte in needed.T)
        return dict(zip(world.team_names, steps, strict=True))

    beside = np.sum([[change.minutes for change in counted] for counted in taken], axis=0)
    beside[1:] += beside[0]
    return [posts(minutes) for minutes in beside.astype(np.float64)]


def working_days(world: World, quarters: Sequence[int]) -> NDArray[np.int64]:
    """Return how many days of each quarter that a world lives through are working days."""
    days = np.arange(world.run_in_day, world.end_day)
    works = days[next_working_days(world.run_in_day, world.end_day) == days]
    return np.bincount(np.searchsorted(quarters[1:], works, side="right"))
