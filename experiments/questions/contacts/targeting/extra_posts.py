"""Where some posts do most: rhythms in schemes, and posts alone in teams.

Where time is a limit every use has its posts, filled when people have been hired, and posts
alone may shorten a wait; else posts follow the talks, and posts alone would change nothing.
The choice is solved exactly, as if uses did not meet, and then lived together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.rows import Interval, Notice
from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.contacts.asked.settings import Rhythm, Scope, Setting
from borgerflow.experiments.questions.contacts.finding import BestUse, Together, Use, sign_of
from borgerflow.experiments.questions.contacts.rows import Taken, taken_by
from borgerflow.experiments.questions.contacts.simulation.estimates import (
    Scale,
    measures_of,
    of_schemes,
    service_of,
)
from borgerflow.experiments.questions.contacts.simulation.simulate import Outcome, Told, run_side
from borgerflow.experiments.questions.contacts.simulation.staffing import (
    Plan,
    as_they_are,
    needs_of,
    unlimited,
)
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    Steps,
    hired,
    limited_to,
    mean_posts,
    schemes_of,
    teams_of,
    with_posts,
    with_rhythm,
)
from borgerflow.experiments.runs.money import MUNICIPALITY
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.world.world import World

HALF = 0.5
THOUSANDTH = 1000  # posts are counted in thousandths by the solver, each begun one in full
TINY = 1e-6
LEAST_LEFT = 0.05  # of a post, to be given out
Runs = Sequence[tuple[Outcome, ...]]
ByTeam = Mapping[str, Steps]


class Option(NamedTuple):
    """A rhythm in one scheme, or without a rhythm some posts alone; ``posts`` are its team's."""

    team: str
    scheme: str | None
    rhythm: Rhythm | None
    posts: Steps = ()  # of the team once filled; none where posts follow the talks

    @property
    def place(self) -> str:
        """Return where there is room for one use alone."""
        return self.team if self.scheme is None else f"{self.team}: {self.scheme}"


@dataclass(frozen=True)
class Choice:
    """The uses there are, the worlds in which each is alone, and the posts to give out."""

    options: tuple[Option, ...]
    plan: Plan
    scope: Scope
    extra: float  # of the part of the municipality simulated

    @property
    def usual(self) -> ByTeam | None:
        """Return the posts there are, None where posts follow the talks."""
        return self.plan.needs.get(None)

    def given(self, options: Sequence[Option]) -> ByTeam:
        """Return the posts of the teams once those of some uses are filled."""
        assert self.usual is not None
        posts = dict(self.usual)
        for option in options:
            posts[option.team] = _moved(posts[option.team], self.usual[option.team], option.posts)
        return posts

    def fte(self, options: Sequence[Option]) -> float:
        """Return the posts that some uses take, on average once filled."""
        assert self.usual is not None
        world, teams = self.plan.side.baseline, self.plan.teams
        there, before = (mean_posts(p, teams, world) for p in (self.given(options), self.usual))
        return (there - before) * world.scale

    def world(self, options: Sequence[Option]) -> World:
        """Return the world in which some uses are made of posts together."""
        world = self.plan.side.baseline
        for option in options:
            world = _with(world, option, self.scope)
        if self.usual is None:
            return world
        teams = self.plan.teams
        posts = hired(self.usual, self.given(options), teams, world)
        return world.with_contacts(staff=limited_to(posts, teams, world))


def _with(world: World, option: Option, scope: Scope) -> World:
    if option.scheme is None:
        return world
    return with_rhythm(world, Setting(option.rhythm), replace(scope, schemes=(option.scheme,)))


def _moved(posts: Steps, usual: Steps, wanted: Steps) -> Steps:
    """Return posts moved as those wanted are from the usual; all change on the same days."""
    return tuple(
        (day, max(0.0, fte + more - before))
        for (day, fte), (_, before), (_, more) in zip(posts, usual, wanted, strict=True)
    )


def choice_of(
    crew: WorkerPool,
    bare: World,
    rhythms: Sequence[Rhythm],
    scope: Scope,
    extra: float,
    *,
    capacity: bool,
) -> Choice:
    """Return every rhythm in every scheme and, with capacity, posts alone in every team."""
    options = [
        Option(teams_of(bare, [scheme])[0], scheme, rhythm)
        for scheme in scope.schemes
        for rhythm in rhythms
    ]
    alone = [_with(bare, option, scope) for option in options]
    if not capacity:
        return Choice(tuple(options), unlimited(bare, alone, scope.schemes), scope, extra)
    plan = as_they_are(crew, bare, (), scope.schemes)
    needs = needs_of(crew, alone, plan.teams)
    posted = [o._replace(posts=need[o.team]) for o, need in zip(options, needs, strict=True)]
    choice = Choice((*posted, *_posts_alone(plan, extra)), plan, scope, extra)
    worlds = tuple(choice.world([option]) for option in choice.options)
    return replace(choice, plan=replace(plan, side=replace(plan.side, worlds=worlds)))


def _posts_alone(plan: Plan, extra: float) -> list[Option]:
    """Return one post alone in each team, and all of them."""
    sizes = sorted({min(1.0, extra), extra})
    return [_alone(plan, team, size) for team in plan.teams for size in sizes]


def _alone(plan: Plan, team: str, posts: float) -> Option:
    usual = {team: plan.needs[None][team]}
    more = with_posts(usual, {team: posts / plan.side.baseline.scale})
    return Option(team, None, None, more[team])


def uses_of(choice: Choice, runs: Runs, scale: Scale) -> BestUse:
    """Return what each use comes to alone, and which do most with the posts there are."""
    before = [run[0] for run in runs]
    taken = [taken_by(place, runs, choice.plan, scale) for place in range(len(choice.options))]
    fte = [_posts_of(choice, option, t) for option, t in zip(choice.options, taken, strict=True)]
    nets = [float(np.mean(t.net)) for t in taken]
    places = [option.place for option in choice.options]
    chosen = chosen_under(places, [each.mean for each in fte], nets, choice.extra)
    uses = tuple(
        Use(
            team=_team(choice, option),
            scheme=option.scheme,
            label=_label(option, fte[n]),
            fte=fte[n],
            service=service_of(
                before, [run[1 + n] for run in runs], of_schemes(scale, _schemes(choice, option))
            ),
            benefits=mean_interval(taken[n].by_payer[MUNICIPALITY]),
            net=mean_interval(taken[n].net),
            chosen=n in chosen,
        )
        for n, option in enumerate(choice.options)
    )
    return BestUse(choice.extra, uses, None)


def _posts_of(choice: Choice, option: Option, taken: Taken) -> Interval:
    """Return the posts that a use takes: its own once filled, or those that follow its talks."""
    if choice.usual is None:
        return mean_interval(taken.fte)
    posts = choice.fte([option])
    return Interval(posts, posts, posts)


def _schemes(choice: Choice, option: Option) -> tuple[int, ...]:
    """Return the schemes asked about that a use is for."""
    world = choice.plan.side.baseline
    asked = [world.scheme_names.index(name) for name in choice.scope.schemes]
    if option.scheme is not None:
        return (world.scheme_names.index(option.scheme),)
    return tuple(n for n in schemes_of(world, [option.team]) if n in asked)


def _team(choice: Choice, option: Option) -> Notice:
    label = choice.plan.side.baseline.teams.teams[option.team].label
    return Notice(label.da, label.en)


def _label(option: Option, fte: Interval) -> Notice:
    if option.rhythm is not None:
        return option.rhythm.label
    decimals = 0 if abs(fte.mean - round(fte.mean)) < TINY else 1
    da, en = (numbers.number(fte.mean, lang, decimals) for lang in ("da", "en"))
    return Notice(f"{da} årsværk, ingen anden rytme", f"{en} FTE, no other rhythm")


def lived_together(
    crew: WorkerPool, choice: Choice, found: BestUse, replications: int, scale: Scale, told: Told
) -> BestUse:
    """Return the best use with the chosen lived together.

    Posts left over are tried in every team, and given where they surely save more than they cost.
    """
    chosen = [o for o, use in zip(choice.options, found.uses, strict=True) if use.chosen]
    if not chosen:
        return found
    tried = [chosen, *([*chosen, more] for more in _left_over(choice, found))]
    worlds = tuple(choice.world(options) for options in tried)
    plan = replace(choice.plan, side=replace(choice.plan.side, worlds=worlds))
    runs = crew.run(run_side, [crew.hold(plan.side)], range(replications), told=told)
    taken = [taken_by(place, runs, plan, scale) for place in range(len(tried))]
    best = best_given([each.net for each in taken])
    posts = mean_interval(taken[best].fte)
    if choice.usual is not None:
        posts = Interval(choice.fte(tried[best]))
    after = [run[0] + run[1 + best] for run in runs]
    together = Together(
        fte=posts,
        staff=mean_interval(taken[best].staff),
        benefits=mean_interval(taken[best].by_payer[MUNICIPALITY]),
        net=mean_interval(taken[best].net),
        measures=measures_of(after, worlds[best], scale),
        left_to=_team(choice, tried[best][-1]) if best else None,
    )
    return replace(found, together=together)


def best_given(nets: Sequence[NDArray[np.float64]]) -> int:
    """Return which of several nets is least: another than the first only if surely less."""
    less = [n for n, net in enumerate(nets) if sign_of(mean_interval(net - nets[0])) < 0]
    return min(less, key=lambda n: float(np.mean(nets[n])), default=0)


def _left_over(choice: Choice, found: BestUse) -> list[Option]:
    """Return the posts left over as a use in each team, none where there are hardly any."""
    if choice.usual is None or found.left < LEAST_LEFT:
        return []
    return [_alone(choice.plan, team, found.left) for team in choice.plan.teams]


def chosen_under(
    places: Sequence[str], fte: Sequence[float], nets: Sequence[float], extra: float
) -> tuple[int, ...]:
    """Return which options have the least net in all, one in a place, within some posts.

    Solved exactly (HiGHS); an option that saves nothing is never chosen.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  (slow to import)

    names = list(dict.fromkeys(places))
    once = np.array([[float(place == name) for place in places] for name in names])
    posts = np.ceil(np.array(fte) * THOUSANDTH - TINY)
    rows = np.vstack([once, posts])
    most = np.append(np.ones(len(names)), np.floor(extra * THOUSANDTH))
    worth = np.minimum(np.array(nets), 0.0)
    found = milp(
        worth,
        integrality=np.ones(len(nets), dtype=np.int64),
        bounds=Bounds(0, np.where(worth < 0, 1, 0)),
        constraints=LinearConstraint(rows, ub=most),
    )
    chosen: NDArray[np.float64] = np.zeros(len(nets)) if found.x is None else found.x
    return tuple(int(n) for n in np.flatnonzero(chosen > HALF))
