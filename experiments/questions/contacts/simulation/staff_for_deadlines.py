"""How many posts it takes to hold the contacts of the law in time: a search on the same draws."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.questions.contacts.simulation.simulate import on_time, those_in
from borgerflow.experiments.questions.contacts.simulation.worlds import Arm
from borgerflow.experiments.runs.blocks import lives_of, people_at
from borgerflow.experiments.runs.capacity.posts_needed import Steps, limited_to
from borgerflow.experiments.runs.pairs import RunSettings
from borgerflow.sim.measures.contacts import contact_account
from borgerflow.sim.world.people import People, census_of
from borgerflow.sim.world.world import World

WANTED = 0.95  # of the contacts that law asks for
REPLICATIONS = 2
CLOSE = 0.01  # of the posts there are
MOST, LEAST = 8.0, 0.125  # times as many posts


@dataclass(frozen=True)
class StaffSearch:
    """The rhythms whose staff is searched: a world of each, and the posts its contacts need."""

    arm: Arm
    worlds: tuple[World, ...]
    needs: tuple[Mapping[str, Steps], ...]
    teams: tuple[str, ...]
    schemes: tuple[int, ...]  # whose contacts are to be on time


def posts_for_law(search: StaffSearch, *, replication: int, run: RunSettings) -> float | None:
    """Return how many times the posts that a rhythm needs keep the law, None where none do.

    ``replication`` is the place of the rhythm; each is searched on the same draws. The posts
    are there from the first day of the horizon on, whatever hiring takes.
    """
    world, needs = search.worlds[replication], search.needs[replication]
    usual = search.arm.baseline.contacts.staff
    assert usual is not None
    crowds = [_crowd(search.arm, n, run) for n in range(REPLICATIONS)]

    def share(times: float) -> float:
        more = {
            team: from_start(usual.posts[team], needs[team], times, world.start_day)
            for team in search.teams
        }
        tried = world.with_contacts(staff=limited_to(more, search.teams, world))
        return float(np.mean([_on_time(tried, people, search, run) for people in crowds]))

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


def _crowd(arm: Arm, replication: int, run: RunSettings) -> People:
    """Return those whose contacts the teams hold in one replication."""
    census = census_of(arm.baseline.peopling, run.seed, replication)
    people = census.people(np.arange(census.size))
    before = lives_of(arm.baseline, people, run.engine)
    return people_at(people, those_in(before, arm.schemes, census.size))


def _on_time(world: World, people: People, search: StaffSearch, run: RunSettings) -> float:
    return on_time(
        contact_account(lives_of(world, people, run.engine).contacts, world), search.schemes
    )
