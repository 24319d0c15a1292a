"""From a question to the worlds that answer it: posts as they are, as needed, as named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.questions.contacts.asked.design import Design
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.experiments.questions.contacts.asked.settings import Rhythm, Setting
from borgerflow.experiments.questions.contacts.simulation.simulate import run_arm
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    CENTRAL,
    NO_EFFECT,
    SCEPTIC,
    Arm,
    hired,
    mean_posts,
    schemes_of,
    site_factors,
    staffed_as,
    teams_of,
    with_rhythm,
)
from borgerflow.experiments.runs.capacity.minutes_taken import minutes_taken
from borgerflow.experiments.runs.capacity.posts_needed import (
    REPLICATIONS,
    limited_to,
    posts_taking,
)
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.base.clock import first_day_of_month, month_index_of
from borgerflow.sim.world.contact_rules import Steps
from borgerflow.sim.world.world import World

Needs = Mapping[Rhythm | None, Mapping[str, Steps]]


@dataclass(frozen=True)
class StaffPlan:
    """Every world of a question, at the central site, and its posts where time is a limit.

    ``posts`` are those there are in the baseline: as the teams are said to have, else as many as
    their contacts need. ``needs`` are the posts that the contacts of each rhythm need at the usual
    utilisation, those of the law under None. Both are empty where time is no limit.
    """

    arm: Arm
    teams: tuple[str, ...]
    needs: Needs = field(default_factory=dict)
    posts: Mapping[str, Steps] = field(default_factory=dict)

    @property
    def fte_there(self) -> float:
        """Return the posts there are, for the part simulated; none where time is no limit."""
        return self._mean(self.posts) if self.posts else 0.0

    def fte_needed(self, rhythm: Rhythm | None) -> float:
        """Return the posts that a rhythm needs, for the part of the municipality simulated."""
        return self._mean(self.needs[rhythm])

    def more_needed(self, rhythm: Rhythm | None) -> float:
        """Return how many posts more a rhythm needs than the law alone."""
        return self.fte_needed(rhythm) - self.fte_needed(None)

    def _mean(self, posts: Mapping[str, Steps]) -> float:
        world = self.arm.baseline
        return mean_posts(posts, self.teams, world) * world.scale

    def at_site(self, site: str) -> Arm:
        """Return the same worlds where contacts do what they do at a site."""
        if site == CENTRAL:
            return self.arm
        arm = self.arm
        effects: dict[str, Any] = (
            {"effects": SCEPTIC, "factors": {}}
            if site == NO_EFFECT
            else {"factors": site_factors(arm.baseline, site)}
        )
        baseline, *worlds = (
            world.with_contacts(**effects) for world in (arm.baseline, *arm.worlds)
        )
        return replace(arm, baseline=baseline, worlds=tuple(worlds), watched=())


def plan_without_limit(
    baseline: World, worlds: Sequence[World], schemes: Sequence[str]
) -> StaffPlan:
    """Return a plan in which every contact is held when it is due."""
    teams = teams_of(baseline, schemes)
    return StaffPlan(Arm(baseline, tuple(worlds), schemes_of(baseline, teams)), teams)


def plan_as_now(
    pool: WorkerPool, bare: World, worlds: Sequence[World], question: ContactsQuestion
) -> StaffPlan:
    """Return a plan in which the teams keep the posts there are, whatever is asked of them.

    ``bare`` is the baseline without staff, and so are the worlds beside it.
    """
    teams = teams_of(bare, question.schemes)
    (needed,) = needs_of(pool, [bare], teams)
    usual = said_or_needed(needed, question.team)
    staff = limited_to(usual, teams, bare)
    baseline, *others = (world.with_contacts(staff=staff) for world in (bare, *worlds))
    arm = Arm(baseline, tuple(others), schemes_of(bare, teams))
    return StaffPlan(arm, teams, {None: needed}, usual)


def said_or_needed(needed: Mapping[str, Steps], said: Mapping[str, float]) -> dict[str, Steps]:
    """Return the posts that teams are said to have, at all times; of the others those needed."""
    return {
        team: tuple((day, said.get(team, fte)) for day, fte in steps)
        for team, steps in needed.items()
    }


def plan_of_settings(pool: WorkerPool, design: Design, run: RunSettings) -> StaffPlan:
    """Return a plan in which the teams asked about have the posts there are.

    Those are what the teams are said to have, the caseload named first, or what their contacts
    need. A setting has the posts it names, those its contacts need if people are hired for them,
    else those of the baseline.
    """
    bare, scope, settings = design.bare, design.question, design.settings
    teams = teams_of(bare, scope.schemes)
    rhythms = list(dict.fromkeys([None, *(setting.rhythm for setting in settings)]))
    worlds = [with_rhythm(bare, Setting(rhythm), scope) for rhythm in rhythms]
    needs = dict(zip(rhythms, needs_of(pool, worlds, teams), strict=True))
    usual = said_or_needed(needs[None], scope.team)
    arm = Arm(bare.with_contacts(staff=limited_to(usual, teams, bare)), (), schemes_of(bare, teams))
    citizens = _citizens(arm, teams, run) if scope.caseload else {}
    if design.posts_now is not None:
        usual = staffed_as(usual, design.posts_now, citizens, bare)
    baseline = bare.with_contacts(staff=limited_to(usual, teams, bare))

    def world_of(setting: Setting) -> World:
        posts: Mapping[str, Steps] = usual
        if setting.posts is not None:
            posts = hired(usual, staffed_as(usual, setting.posts, citizens, bare), teams, bare)
        elif scope.hire and setting.rhythm is not None:
            posts = hired(usual, needs[setting.rhythm], teams, bare)
        staff = limited_to(posts, teams, bare)
        return with_rhythm(baseline, setting, scope).with_contacts(staff=staff)

    arm = replace(
        arm,
        baseline=baseline,
        worlds=tuple(world_of(setting) for setting in settings),
        watched=tuple(map(bare.scheme_names.index, scope.schemes)) if scope.names_posts else (),
    )
    return StaffPlan(arm, teams, needs, usual)


def needs_of(
    pool: WorkerPool, worlds: Sequence[World], teams: Sequence[str]
) -> list[dict[str, Steps]]:
    """Return the posts that the contacts of each world without staff need in some teams.

    The worlds differ in their contacts alone.
    """
    taken = pool.run(minutes_taken, [pool.hold(tuple(worlds))], range(REPLICATIONS))
    return [{team: posts[team] for team in teams} for posts in posts_taking(taken, worlds[0])]


def _citizens(arm: Arm, teams: Sequence[str], run: RunSettings) -> dict[str, NDArray[np.float64]]:
    """Return the citizens in the schemes of each team by month, as one baseline has them."""
    world = arm.baseline
    (before,) = run_arm(arm, replication=0, run=run)
    first = month_index_of(world.start_day)
    edges = [first_day_of_month(first + n) for n in range(len(world.months) + 1)]
    days = np.diff(np.clip(edges, world.start_day, world.end_day))
    return {
        team: before.account.person_days[:, list(schemes_of(world, [team]))].sum(axis=1)
        / days
        / world.scale
        for team in teams
    }
