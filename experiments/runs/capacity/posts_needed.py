"""How many caseworkers a world needs: its contacts are counted where nobody waits."""

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.clock import first_day_of_month, month_index_of, next_working_days
from borgerflow.sim.engines import simulate
from borgerflow.sim.params import Proposal
from borgerflow.sim.world.contact_rules import BEFORE_ALL, Staff, staff_changes_of
from borgerflow.sim.world.municipality import number_of
from borgerflow.sim.world.tables.teams import minutes_per_fte, team_of_groups
from borgerflow.sim.world.world import World

Steps = tuple[tuple[int, float], ...]  # posts by the day from which they hold
PLENTY: Steps = ((BEFORE_ALL, math.inf),)
SEED, REPLICATIONS = 20190101, 3
MONTHS = 3  # in which as many posts are filled as those months need


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
    return Staff({name: posts[name] if name in teams else PLENTY for name in world.team_names})


def posts_needed(world: World) -> dict[str, Steps]:
    """Return the posts of each team that a world's own contacts need, by the day they hold from.

    Quarter by quarter, at the usual utilisation, were every contact held when due.
    """
    share = number_of(world.teams.utilisation)
    needed = minutes_a_working_day(world) / (minutes_per_fte(world.teams) * world.scale * share)
    days = [BEFORE_ALL, *quarters_of(world)[1:]]
    return {
        name: tuple(zip(days, (float(fte) for fte in needed[:, n]), strict=True))
        for n, name in enumerate(world.team_names)
    }


def quarters_of(world: World) -> list[int]:
    """Return the first days of the quarters that a world lives through."""
    first = month_index_of(world.run_in_day) // MONTHS * MONTHS
    return [first_day_of_month(m) for m in range(first, int(world.months[-1]) + 1, MONTHS)]


def minutes_a_working_day(world: World) -> NDArray[np.float64]:
    """Return the minutes a working day that each team's contacts take, [quarter, team].

    Citizens stay away from contacts as often as they do where there is staff.
    """
    plenty = dict.fromkeys(world.team_names, PLENTY)
    bare, quarters = world.with_contacts(staff=Staff(plenty)), quarters_of(world)
    team = team_of_groups(world)
    minutes = np.zeros((len(quarters), len(world.team_names)))
    for replication in range(REPLICATIONS):
        contacts = simulate(bare, SEED, replication).contact_arrays
        quarter = np.searchsorted(quarters[1:], contacts.held, side="right")
        of_team = team[bare.tables.contact_group[contacts.scheme]]
        np.add.at(minutes, (quarter, of_team), contacts.minutes)
    days = np.arange(world.run_in_day, world.end_day)
    works = days[next_working_days(world.run_in_day, world.end_day) == days]
    working = np.bincount(np.searchsorted(quarters[1:], works, side="right"))
    return minutes / REPLICATIONS / working[:, None]
