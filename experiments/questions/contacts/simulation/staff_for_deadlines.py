"""How many posts it takes to hold the talks of the law in time: a search on the same draws."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.questions.contacts.simulation.simulate import Told, on_time, those_in
from borgerflow.experiments.questions.contacts.simulation.worlds import Side, Steps, limited_to
from borgerflow.experiments.runs.blocks import Lives, lives_of, people_at
from borgerflow.sim.measures.contacts import contact_account
from borgerflow.sim.world.people import People, census_of
from borgerflow.sim.world.world import World

WANTED = 0.95  # of the talks that law asks for
REPLICATIONS = 2
CLOSE = 0.01  # of the posts there are
MOST, LEAST = 8.0, 0.125  # times as many posts


@dataclass(frozen=True)
class Bench:
    """The rhythms whose staff is searched: a world of each, and the posts its talks need."""

    side: Side
    worlds: tuple[World, ...]
    needs: tuple[Mapping[str, Steps], ...]
    teams: tuple[str, ...]
    asked: tuple[int, ...]  # schemes whose talks are to be on time


def posts_for_law(bench: Bench, *, replication: int, told: Told) -> float | None:
    """Return how many times the posts that a rhythm needs keep the law, None where none do.

    ``replication`` is the place of the rhythm; each is searched on the same draws. The posts
    are there from the first day of the horizon on, whatever hiring takes.
    """
    world, needs = bench.worlds[replication], bench.needs[replication]
    usual = bench.side.baseline.contacts.staff
    assert usual is not None
    crowds = [_crowd(bench.side, r, told) for r in range(REPLICATIONS)]

    def share(times: float) -> float:
        more = {
            team: from_start(usual.posts[team], needs[team], times, world.start_day)
            for team in bench.teams
        }
        tried = world.with_contacts(staff=limited_to(more, bench.teams, world))
        return float(np.mean([_on_time(tried, people, bench, told) for people in crowds]))

    return least_times(share, WANTED)


def least_times(share: Callable[[float], float], wanted: float) -> float | None:
    """Return the least factor at which a share that rises with it reaches what is wanted.

    Searched from once upwards or downwards by doubling and then halving; None where even the
    largest factor does not reach it.
    """
    low, high = 1.0, 1.0
    while share(high) < wanted:
        low, high = high, 2 * high
        if high > MOST:
            return None
    if low == high:
        while low > LEAST and share(low) >= wanted:
            low, high = low / 2, low
    while high - low > CLOSE * high:
        middle = (low + high) / 2
        low, high = (low, middle) if share(middle) >= wanted else (middle, high)
    return high


def from_start(usual: Steps, needed: Steps, times: float, start: int) -> Steps:
    """Return posts as usual before a day, and so many times those needed from that day on."""
    held = next(fte for day, fte in reversed(needed) if day <= start)
    before = [(day, fte) for day, fte in usual if day < start]
    after = [(day, times * fte) for day, fte in needed if day > start]
    return (*before, (start, times * held), *after)


def _crowd(side: Side, replication: int, told: Told) -> People:
    """Return those whose talks the teams hold in one replication."""
    census = census_of(side.baseline.peopling, told.seed, replication)
    people = census.people(np.arange(census.size))
    before: Lives = lives_of(side.baseline, people, told.engine)
    return people_at(people, those_in(before, side.schemes, census.size))


def _on_time(world: World, people: People, bench: Bench, told: Told) -> float:
    return on_time(
        contact_account(lives_of(world, people, told.engine).contacts, world), bench.asked
    )
