"""Where some posts do most: rhythms in schemes, and posts alone in teams.

Where time is a limit every use has its posts, filled when people have been hired, and posts
alone may shorten a wait; else posts follow the talks, and posts alone would change nothing.
The choice is solved exactly, as if uses did not meet, and then simulated together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.contacts.asked.design import Design
from borgerflow.experiments.questions.contacts.asked.question import Scope
from borgerflow.experiments.questions.contacts.asked.settings import Rhythm, Setting
from borgerflow.experiments.questions.contacts.finding import BestUse, Together, Use
from borgerflow.experiments.questions.contacts.simulation.estimates import PerYear, sign_of
from borgerflow.experiments.questions.contacts.simulation.rows import NetEffect, net_effect
from borgerflow.experiments.questions.contacts.simulation.simulate import Runs, run_arm
from borgerflow.experiments.questions.contacts.simulation.staffing import (
    StaffPlan,
    needs_of,
    plan_as_now,
    plan_without_limit,
)
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    hired,
    mean_posts,
    schemes_of,
    teams_of,
    with_posts,
    with_rhythm,
)
from borgerflow.experiments.runs.capacity.posts_needed import limited_to
from borgerflow.experiments.runs.capacity.whole_numbers import solved_quietly
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.money import MUNICIPALITY
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.base.errors import BorgerflowError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.world.contact_rules import Steps
from borgerflow.sim.world.world import World

SOLVED = 0  # how scipy says so
THOUSANDTH = 1000  # posts are counted in thousandths by the solver, each begun one in full
TINY = 1e-6
LEAST_LEFT = 0.05  # of a post, to be given out
ByTeam = Mapping[str, Steps]


class UseOption(NamedTuple):
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
class PostsChoice:
    """The uses there are, the worlds in which each is alone, and the posts to give out."""

    options: tuple[UseOption, ...]
    plan: StaffPlan
    scope: Scope
    extra: float  # of the part of the municipality simulated

    @property
    def usual(self) -> ByTeam | None:
        """Return the posts there are, None where posts follow the talks."""
        return self.plan.posts or None

    def given(self, options: Sequence[UseOption]) -> ByTeam:
        """Return the posts of the teams once those of some uses are filled."""
        assert self.usual is not None
        posts = dict(self.usual)
        for option in options:
            posts[option.team] = _moved(posts[option.team], self.usual[option.team], option.posts)
        return posts

    def fte(self, options: Sequence[UseOption]) -> float:
        """Return the posts that some uses take, on average once filled."""
        assert self.usual is not None
        world, teams = self.plan.arm.baseline, self.plan.teams
        there, before = (mean_posts(p, teams, world) for p in (self.given(options), self.usual))
        return (there - before) * world.scale

    def world(self, options: Sequence[UseOption]) -> World:
        """Return the world in which some uses are made of posts together."""
        world = self.plan.arm.baseline
        for option in options:
            world = _with(world, option, self.scope)
        if self.usual is None:
            return world
        teams = self.plan.teams
        posts = hired(self.usual, self.given(options), teams, world)
        return world.with_contacts(staff=limited_to(posts, teams, world))


def _with(world: World, option: UseOption, scope: Scope) -> World:
    if option.scheme is None:
        return world
    return with_rhythm(world, Setting(option.rhythm), replace(scope, schemes=(option.scheme,)))


def _moved(posts: Steps, usual: Steps, wanted: Steps) -> Steps:
    """Return posts moved as those wanted are from the usual; all change on the same days."""
    return tuple(
        (day, max(0.0, fte + more - before))
        for (day, fte), (_, before), (_, more) in zip(posts, usual, wanted, strict=True)
    )


def choice_of(pool: WorkerPool, design: Design) -> PostsChoice:
    """Return every rhythm in every scheme and, with capacity, posts alone in every team."""
    bare, question, extra = design.bare, design.question, design.question.extra_fte or 0.0
    options = [
        UseOption(teams_of(bare, [scheme])[0], scheme, rhythm)
        for scheme in question.schemes
        for rhythm in design.rhythms
    ]
    alone = [_with(bare, option, question) for option in options]
    if not question.capacity:
        plan = plan_without_limit(bare, alone, question.schemes)
        return PostsChoice(tuple(options), plan, question, extra)
    plan = plan_as_now(pool, bare, (), question)
    needs = needs_of(pool, alone, plan.teams)
    posted = [o._replace(posts=need[o.team]) for o, need in zip(options, needs, strict=True)]
    choice = PostsChoice((*posted, *_posts_alone(plan, extra)), plan, question, extra)
    worlds = tuple(choice.world([option]) for option in choice.options)
    return replace(choice, plan=replace(plan, arm=replace(plan.arm, worlds=worlds)))


def _posts_alone(plan: StaffPlan, extra: float) -> list[UseOption]:
    """Return one post alone in each team, and all of them."""
    sizes = sorted({min(1.0, extra), extra})
    return [_alone(plan, team, size) for team in plan.teams for size in sizes]


def _alone(plan: StaffPlan, team: str, posts: float) -> UseOption:
    usual = {team: plan.posts[team]}
    more = with_posts(usual, {team: posts / plan.arm.baseline.scale})
    return UseOption(team, None, None, more[team])


def best_use_of(choice: PostsChoice, runs: Runs, per_year: PerYear) -> BestUse:
    """Return what each use comes to alone, and which do most with the posts there are."""
    places = range(len(choice.options))
    effects = [net_effect(place, runs, choice.plan, per_year) for place in places]
    uses = [_use(choice, place, effects[place], runs, per_year) for place in places]
    chosen = chosen_under(
        [option.place for option in choice.options],
        [use.fte.mean for use in uses],
        [float(np.mean(effect.net)) for effect in effects],
        choice.extra,
    )
    marked = tuple(replace(use, chosen=n in chosen) for n, use in enumerate(uses))
    left = max(0.0, choice.extra - sum(use.fte.mean for use in marked if use.chosen))
    return BestUse(choice.extra, marked, left, None)


def _use(choice: PostsChoice, place: int, effect: NetEffect, runs: Runs, per_year: PerYear) -> Use:
    option = choice.options[place]
    fte, net = _posts_of(choice, option, effect), mean_interval(effect.net)
    of_its_schemes = replace(per_year, schemes=_schemes(choice, option))
    return Use(
        team=_team(choice, option),
        scheme=option.scheme,
        label=_label(option, fte),
        fte=fte,
        service=of_its_schemes.service([run[0] for run in runs], [run[1 + place] for run in runs]),
        benefits=mean_interval(effect.by_payer[MUNICIPALITY]),
        net=net,
        net_per_fte=net.mean / fte.mean if fte.mean > 0 else None,
        chosen=False,
    )


def use_names(choice: PostsChoice) -> list[Wording]:
    """Return what each use is called among all: by its scheme, or its team and its posts."""
    labels = choice.plan.arm.baseline.law.schemes
    names = []
    for option in choice.options:
        where, what = _team(choice, option), _label(option, _filled(choice, option))
        if option.scheme is not None:
            label = labels[option.scheme].label
            where = Wording(label["da"], label["en"])
        names.append(where + ": " + what)
    return names


def _filled(choice: PostsChoice, option: UseOption) -> Interval:
    """Return the posts that a use of posts alone has once they are filled."""
    return Interval(0.0 if option.rhythm is not None else choice.fte([option]))


def _posts_of(choice: PostsChoice, option: UseOption, effect: NetEffect) -> Interval:
    """Return the posts that a use takes: its own once filled, or those its contacts take."""
    if choice.usual is None:
        return mean_interval(effect.fte)
    return Interval(choice.fte([option]))  # decided, and no mean over replications


def _schemes(choice: PostsChoice, option: UseOption) -> tuple[int, ...]:
    """Return the schemes asked about that a use is for."""
    world = choice.plan.arm.baseline
    wanted = [world.scheme_names.index(name) for name in choice.scope.schemes]
    if option.scheme is not None:
        return (world.scheme_names.index(option.scheme),)
    return tuple(n for n in schemes_of(world, [option.team]) if n in wanted)


def _team(choice: PostsChoice, option: UseOption) -> Wording:
    label = choice.plan.arm.baseline.teams.teams[option.team].label
    return Wording(label.da, label.en)


def _label(option: UseOption, fte: Interval) -> Wording:
    if option.rhythm is not None:
        return option.rhythm.label
    decimals = 0 if abs(fte.mean - round(fte.mean)) < TINY else 1
    posts = numbers.in_both(numbers.number, fte.mean, decimals)
    return Wording(f"{posts.da} årsværk, ingen anden rytme", f"{posts.en} FTE, no other rhythm")


def with_chosen_together(
    pool: WorkerPool,
    choice: PostsChoice,
    best: BestUse,
    replications: int,
    per_year: PerYear,
    run: RunSettings,
) -> BestUse:
    """Return the best use with the chosen simulated together.

    Posts left over are tried in every team, and given where they surely save more than they cost.
    """
    chosen = [o for o, use in zip(choice.options, best.uses, strict=True) if use.chosen]
    if not chosen:
        return best
    tried = [chosen, *([*chosen, more] for more in _left_over(choice, best))]
    worlds = tuple(choice.world(options) for options in tried)
    plan = replace(choice.plan, arm=replace(choice.plan.arm, worlds=worlds))
    runs = pool.run(run_arm, [pool.hold(plan.arm)], range(replications), run=run)
    effects = [net_effect(place, runs, plan, per_year) for place in range(len(tried))]
    place = best_given([effect.net for effect in effects])
    effect = effects[place]
    after = [each[0] + each[1 + place] for each in runs]
    posts = effect.fte if choice.usual is None else np.array([choice.fte(tried[place])])
    together = Together(
        fte=mean_interval(posts),
        staff=mean_interval(effect.staff),
        benefits=mean_interval(effect.by_payer[MUNICIPALITY]),
        net=mean_interval(effect.net),
        measures=per_year.measures(after, worlds[place]),
        left_to=_team(choice, tried[place][-1]) if place else None,
    )
    return replace(best, together=together)


def best_given(nets: Sequence[NDArray[np.float64]]) -> int:
    """Return which of several nets is least: another than the first only if surely less."""
    less = [n for n, net in enumerate(nets) if sign_of(mean_interval(net - nets[0])) < 0]
    return min(less, key=lambda n: float(np.mean(nets[n])), default=0)


def _left_over(choice: PostsChoice, best: BestUse) -> list[UseOption]:
    """Return the posts left over as a use in each team, none where there are hardly any."""
    if choice.usual is None or best.left < LEAST_LEFT:
        return []
    return [_alone(choice.plan, team, best.left) for team in choice.plan.teams]


def chosen_under(
    places: Sequence[str], fte: Sequence[float], nets: Sequence[float], extra: float
) -> tuple[int, ...]:
    """Return which options have the least net in all, one in a place, within some posts.

    Solved exactly (HiGHS) to the krone; an option that saves nothing is never chosen.

    Raises
    ------
    BorgerflowError
        If the solver finds no answer, or one that does not hold.
    """
    from scipy.optimize import Bounds, LinearConstraint  # noqa: PLC0415  (slow to import)

    names = list(dict.fromkeys(places))
    once = np.array([[float(place == name) for place in places] for name in names])
    posts = np.ceil(np.array(fte) * THOUSANDTH - TINY)
    rows = np.vstack([once, posts])
    most = np.append(np.ones(len(names)), np.floor(extra * THOUSANDTH))
    worth = np.round(np.minimum(np.array(nets), 0.0))
    found = solved_quietly(
        worth,
        bounds=Bounds(0, np.where(worth < 0, 1, 0)),
        constraints=LinearConstraint(rows, ub=most),
    )
    chosen = np.zeros(len(nets)) if found.x is None else np.round(found.x)
    if found.status != SOLVED or (rows @ chosen > most).any():
        raise BorgerflowError(
            Wording(
                da=f"Den bedste brug af årsværkene blev ikke fundet: {found.message}",
                en=f"The best use of the posts was not found: {found.message}",
            )
        )
    return tuple(int(n) for n in np.flatnonzero(chosen))
