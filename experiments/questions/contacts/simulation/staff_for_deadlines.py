"""How many posts it takes to hold the contacts of the law in time: a search on the same draws."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from borgerflow.experiments.findings.rows import month_name
from borgerflow.experiments.questions.contacts.simulation.estimates import share_interval
from borgerflow.experiments.questions.contacts.simulation.simulate import on_time, those_in
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    Arm,
    filled_from,
    hired,
    mean_posts,
    with_posts,
)
from borgerflow.experiments.runs.capacity.posts_for_law import PostsForLaw
from borgerflow.experiments.runs.capacity.posts_needed import limited_to
from borgerflow.experiments.runs.estimators.blocks import lives_of, people_at
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.base.clock import FAR, first_day_of_month
from borgerflow.sim.engines.kept_lives import (
    KeptLives,
    contacts_from,
    first_parting,
    kept_until,
    places_in,
)
from borgerflow.sim.measures.contacts import contact_account
from borgerflow.sim.world.contact_rules import Steps
from borgerflow.sim.world.people import People, census_of
from borgerflow.sim.world.world import World

WANTED = 0.95  # of the contacts that law asks for
REPLICATIONS = 2
CLOSE = 0.01  # of the posts there are
MOST, LEAST = 8.0, 0.125  # times as many posts
FIRST_STEP = 0.1  # of the posts; most rhythms keep the law within it
RARE = 0.001  # of the contacts: fewer make no difference to where the next factor is tried
Tried = Mapping[float, float]  # share on time by factor


class Crowd(NamedTuple):
    """Those whose contacts some teams hold, and the lives of those whose contacts they still do.

    These are lived in the baseline, up to the first day from which another rhythm may tell; None
    where the engine keeps none.
    """

    people: People
    kept: KeptLives | None


@dataclass(frozen=True)
class StaffSearch:
    """The rhythms whose staff is searched: a world of each, and the posts its contacts need."""

    arm: Arm
    worlds: tuple[World, ...]
    needs: tuple[Mapping[str, Steps], ...]
    teams: tuple[str, ...]
    schemes: tuple[int, ...]  # whose contacts are to be on time
    crowds: tuple[Crowd, ...] = ()  # whose contacts the teams hold, replication by replication

    def staffed(self, place: int, times: float) -> World:
        """Return the world of a rhythm with so many times the posts that it needs on average.

        They come and go as where a setting names them: as many more at all times, from the day
        on which those hired at the start of the horizon are there; fewer at once.
        """
        world, usual = self.worlds[place], self._usual
        wanted = with_posts(usual, self._more(place, times))
        posts = hired(usual, wanted, self.teams, world)
        return world.with_contacts(staff=limited_to(posts, self.teams, world))

    def more(self, place: int, times: float) -> float:
        """Return how many posts more than there are these are, for the part simulated."""
        return math.fsum(self._more(place, times).values()) * self.arm.baseline.scale

    def _more(self, place: int, times: float) -> dict[str, float]:
        world, there, needed = self.worlds[place], self._usual, self.needs[place]
        return {
            team: times * mean_posts(needed, [team], world) - mean_posts(there, [team], world)
            for team in self.teams
        }

    @property
    def _usual(self) -> Mapping[str, Steps]:
        staff = self.arm.baseline.contacts.staff
        assert staff is not None
        return staff.posts


def posts_for_law(search: StaffSearch, *, replication: int, run: RunSettings) -> float | None:
    """Return how many times the posts that a rhythm needs keep the law, None where none do.

    ``replication`` is the place of the rhythm; each is searched on the same draws. The months
    count in which those hired at the start of the horizon are there.
    """
    world = search.worlds[replication]
    since = months_before_hired(world)
    crowds = [contacts_from(world, *crowd, run.engine, world.start_day) for crowd in search.crowds]

    def share(times: float) -> float:
        tried = search.staffed(replication, times)
        accounts = [contact_account(contacts_in(tried), tried) for contacts_in in crowds]
        return float(np.mean([on_time(account, search.schemes, since) for account in accounts]))

    return least_times(share, WANTED)


def months_before_hired(world: World) -> int:
    """Return how many months of the horizon begin before those hired at its start are there.

    None where that is all of them: then every month counts, and nobody who is hired helps.
    """
    filled, months = filled_from(world), world.months
    before = sum(first_day_of_month(int(month)) < filled for month in months)
    return before if before < len(months) else 0


def month_hired(world: World) -> str | None:
    """Return the first month in which those hired at the start are there, as ``2019-05``."""
    before = months_before_hired(world)
    return month_name(int(world.months[before])) if before else None


def least_times(share: Callable[[float], float], wanted: float) -> float | None:
    """Return the least factor at which a share that rises with it reaches what is wanted.

    Looked for from once upwards or downwards in growing steps, then where the shares point; None
    where even the largest factor does not reach it. The factor is within `CLOSE` of the least.
    """
    tried: dict[float, float] = {}

    def reaches(times: float) -> bool:
        tried[times] = share(times)
        return tried[times] >= wanted

    enough = reaches(1.0)
    further = (1 / times for times in _growing(1 / LEAST)) if enough else _growing(MOST)
    if all(reaches(times) == enough for times in further):
        return LEAST if enough else None
    return _narrowed(share, tried, wanted)


def _growing(most: float) -> Iterator[float]:
    """Yield factors above 1, each step twice as wide as the one before, to the largest."""
    times, step = 1.0, FIRST_STEP
    while times < most:
        times, step = min(most, times * (1 + step)), 2 * step
        yield times


def _narrowed(share: Callable[[float], float], tried: dict[float, float], wanted: float) -> float:
    """Return the least factor that reaches what is wanted, once one just below it does not.

    A queue turns from endless to nothing within a few posts: the share rises as an S, and its
    log odds nearly in a line. ``brentq`` ends where it is told of a zero, which is when the two
    factors are close enough.
    """
    from scipy.optimize import brentq  # noqa: PLC0415  (slow; few questions come this far)

    low, high = _around(tried, wanted)

    def told(times: float) -> float:
        if times not in tried:
            tried[times] = share(times)
        short, enough = _around(tried, wanted)
        near = enough - short <= CLOSE * enough
        return 0.0 if near else _log_odds(tried[times]) - _log_odds(wanted)

    brentq(told, low, high, xtol=CLOSE * low / 2, disp=False)
    return _around(tried, wanted)[1]


def _log_odds(share: float) -> float:
    """Return the log odds of a share; all or none count as one of a thousand short of it."""
    inside = min(max(share, RARE), 1 - RARE)
    return math.log(inside / (1 - inside))


def _around(tried: Tried, wanted: float) -> tuple[float, float]:
    """Return the largest factor that fell short, below the least that was enough."""
    enough = min(times for times, share in tried.items() if share >= wanted)
    return max(times for times in tried if times < enough), enough


def dates_kept(
    search: StaffSearch, staffed: Sequence[World], *, replication: int, run: RunSettings
) -> list[tuple[float, float]]:
    """Return the share on time in each of some worlds: where the hired are there, and in all."""
    crowd = crowd_of(search.arm, staffed, replication=replication, run=run)
    found = []
    for world in staffed:
        contacts = contacts_from(world, *crowd, run.engine, world.start_day)(world)
        account = contact_account(contacts, world)
        since = months_before_hired(world)
        kept, in_all = (on_time(account, search.schemes, each) for each in (since, 0))
        found.append((kept, in_all))
    return found


def posts_by_rhythm(
    pool: WorkerPool, search: StaffSearch, replications: int, run: RunSettings
) -> list[PostsForLaw]:
    """Return the posts that keep the law under each rhythm, and what is kept with them.

    They are searched on as many citizens as two replications of the whole municipality have, and
    then simulated in every replication.
    """
    held = [pool.hold(search.arm), pool.hold(search.worlds)]
    few = min(replications, math.ceil(REPLICATIONS / search.arm.baseline.scale))
    crowds = pool.run(crowd_of, held, range(few), run=run)
    searched, places = replace(search, crowds=tuple(crowds)), range(len(search.worlds))
    times = pool.run(posts_for_law, [pool.hold(searched)], places, run=run)
    staffed = tuple(search.staffed(n, MOST if t is None else t) for n, t in enumerate(times))
    held = [pool.hold(search), pool.hold(staffed)]
    shares = np.array(pool.run(dates_kept, held, range(replications), run=run))
    found = []
    for n, each in enumerate(times):
        kept, in_all = map(share_interval, shares[:, n].T)
        found.append(PostsForLaw(None if each is None else search.more(n, each), kept, in_all))
    return found


def crowd_of(arm: Arm, worlds: Sequence[World], *, replication: int, run: RunSettings) -> Crowd:
    """Return those whose contacts the teams hold in one replication.

    Lives are kept for as long as those worlds are alike that can be, and posts, which are tried
    from the first day of the horizon on.
    """
    census = census_of(arm.baseline.peopling, run.seed, replication)
    people = census.people(np.arange(census.size))
    if run.engine == "reference":
        before = lives_of(arm.baseline, people, run.engine)
        return Crowd(people_at(people, those_in(before, arm.schemes, census.size)), None)
    day = min(first_parting(arm.baseline, worlds), arm.baseline.start_day)
    kept, office = kept_until(arm.baseline, people, day)
    crowd = people_at(people, places_in(office, arm.schemes, -FAR))
    return Crowd(crowd, kept.among(places_in(office, arm.schemes, day)))
