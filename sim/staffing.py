"""How many caseworkers a world needs: it is let live without waiting, and its talks are counted."""

from collections.abc import Sequence

import numpy as np

from sim.clock import first_day_of_year, next_working_days, year_of
from sim.engines import simulate
from sim.talk_rules import BEFORE_ALL, Staff, StaffChange
from sim.talk_tables import minutes_per_fte, number_of, team_of_groups
from sim.world import World

SEED, REPLICATIONS = 20190101, 2


def staffed(
    world: World, utilisation: float | None = None, changes: Sequence[StaffChange] = ()
) -> World:
    """Return a world whose teams have the staff that its own talks need, year by year.

    The need is that of the world without its proposals, were every talk held when due. In the
    other world of a pair use `World.with_talks` on this one: both then have the same staff.

    Parameters
    ----------
    utilisation : float, optional
        The share of the minutes there that the talks take; else that of ``model/teams.yaml``.
    changes : sequence of StaffChange
        Posts more or fewer than needed.
    """
    posts = posts_needed(world.baseline(), utilisation)
    return world.with_talks(staff=Staff(posts, tuple(changes)))


def posts_needed(
    world: World, utilisation: float | None = None
) -> dict[str, tuple[tuple[int, float], ...]]:
    """Return the posts of each team that a world's own talks need, by the day they hold from."""
    share = number_of(world.teams.utilisation) if utilisation is None else utilisation
    needed = minutes_a_working_day(world) / (minutes_per_fte(world.teams) * world.scale * share)
    first = year_of(world.run_in_day)
    days = [BEFORE_ALL, *(first_day_of_year(first + n) for n in range(1, len(needed)))]
    return {
        name: tuple(zip(days, (float(fte) for fte in needed[:, n]), strict=True))
        for n, name in enumerate(world.team_names)
    }


def minutes_a_working_day(world: World) -> np.ndarray:
    """Return the minutes a working day that each team's talks take, [year, team].

    The years are those of the run-in and the horizon. Citizens stay away from talks as often
    as they do where there is staff.
    """
    bare = world.with_talks(staff=Staff({name: ((BEFORE_ALL, 1e6),) for name in world.team_names}))
    years = range(year_of(world.run_in_day), year_of(world.end_day - 1) + 1)
    team = team_of_groups(world.law, world.teams)
    minutes = np.zeros((len(years), len(world.team_names)))
    for replication in range(REPLICATIONS):
        talks = simulate(bare, SEED, replication).contact_arrays
        edges = [first_day_of_year(year) for year in years][1:]
        year = np.searchsorted(edges, talks.held, side="right")
        of_team = team[bare.tables.contact_group[talks.scheme]]
        np.add.at(minutes, (year, of_team), talks.minutes)
    return minutes / REPLICATIONS / working_days_of(world, years)[:, None]


def working_days_of(world: World, years: Sequence[int]) -> np.ndarray:
    """Return the working days of each year that a world lives through, [year]."""
    days = np.arange(world.run_in_day, world.end_day)
    works = days[next_working_days(world.run_in_day, world.end_day) == days]
    return np.bincount([year_of(int(day)) - years[0] for day in works], minlength=len(years))
