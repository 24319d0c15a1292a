"""From a question to the worlds that answer it: posts as they are, as needed, as named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.questions.contacts.asked.settings import Rhythm, Scope, Setting
from borgerflow.experiments.questions.contacts.simulation.simulate import Told, run_side
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    CENTRAL,
    Side,
    Steps,
    hired,
    limited_to,
    mean_posts,
    needed_by,
    schemes_of,
    site_factors,
    staffed_as,
    teams_of,
    with_rhythm,
)
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.base.clock import first_day_of_month, month_index_of
from borgerflow.sim.world.world import World


@dataclass(frozen=True)
class Plan:
    """Every world of a question, at the central site, and its posts where time is a limit.

    ``needs`` are the posts that the talks of each rhythm need at the usual utilisation, that of
    the law under None: those are the posts of the baseline. Empty where time is no limit.
    """

    side: Side
    teams: tuple[str, ...]
    needs: Mapping[Rhythm | None, Mapping[str, Steps]] = field(default_factory=dict)

    def fte_needed(self, rhythm: Rhythm | None) -> float:
        """Return the posts that a rhythm needs, for the part of the municipality simulated."""
        world = self.side.baseline
        return mean_posts(self.needs[rhythm], self.teams, world) * world.scale

    def at_site(self, site: str) -> Side:
        """Return the same worlds where talks do what they do at a site."""
        if site == CENTRAL:
            return self.side
        factors = site_factors(self.side.baseline, site)
        changed = [
            w.with_contacts(factors=factors) for w in (self.side.baseline, *self.side.worlds)
        ]
        return replace(self.side, baseline=changed[0], worlds=tuple(changed[1:]))


def unlimited(baseline: World, worlds: Sequence[World], schemes: Sequence[str]) -> Plan:
    """Return a plan in which every talk is held when it is due."""
    teams = teams_of(baseline, schemes)
    return Plan(Side(baseline, tuple(worlds), schemes_of(baseline, teams)), teams)


def as_they_are(
    crew: WorkerPool, bare: World, worlds: Sequence[World], schemes: Sequence[str]
) -> Plan:
    """Return a plan in which the teams keep the posts that the talks of the baseline need.

    ``bare`` is the baseline without staff, and so are the worlds beside it.
    """
    teams = teams_of(bare, schemes)
    (usual,) = needs_of(crew, [bare], teams)
    staff = limited_to(usual, teams, bare)
    baseline, *others = (world.with_contacts(staff=staff) for world in (bare, *worlds))
    return Plan(Side(baseline, tuple(others), schemes_of(bare, teams)), teams, {None: usual})


def limited(
    crew: WorkerPool,
    bare: World,
    settings: Sequence[Setting],
    scope: Scope,
    told: Told,
    *,
    hire: bool,
) -> Plan:
    """Return a plan in which the teams asked about have the posts that their own talks need.

    ``bare`` is the baseline without staff. A setting has the posts it names, those its talks
    need if people are hired for them, else those of the baseline.
    """
    teams = teams_of(bare, scope.schemes)
    asked = [Setting(), *settings]
    needs = dict(_needs(crew, bare, asked, scope, teams))
    usual = needs[None]
    baseline = bare.with_contacts(staff=limited_to(usual, teams, bare))
    side = Side(baseline, (), schemes_of(bare, teams))
    cases = any(s.posts is not None and s.posts.kind == "caseload" for s in settings)
    citizens = _citizens(side, teams, told) if cases else {}
    worlds = []
    for setting in settings:
        posts = _posts_of(setting, usual, needs, teams, citizens, bare, hire=hire)
        staff = limited_to(posts, teams, bare)
        worlds.append(with_rhythm(baseline, setting, scope).with_contacts(staff=staff))
    return Plan(replace(side, worlds=tuple(worlds)), teams, needs)


def _posts_of(
    setting: Setting,
    usual: Mapping[str, Steps],
    needed: Mapping[Rhythm | None, Mapping[str, Steps]],
    teams: Sequence[str],
    citizens: Mapping[str, NDArray[np.float64]],
    world: World,
    *,
    hire: bool,
) -> Mapping[str, Steps]:
    """Return the posts of one setting."""
    if setting.posts is not None:
        return staffed_as(usual, setting.posts, teams, citizens, world)
    if hire and setting.rhythm is not None:
        return hired(usual, needed[setting.rhythm], teams, world)
    return usual


def _needs(
    crew: WorkerPool, bare: World, asked: Sequence[Setting], scope: Scope, teams: Sequence[str]
) -> list[tuple[Rhythm | None, dict[str, Steps]]]:
    """Return the posts that each rhythm needs, that of the law under None."""
    rhythms = list(dict.fromkeys(setting.rhythm for setting in asked))
    worlds = [with_rhythm(bare, Setting(rhythm), scope) for rhythm in rhythms]
    return list(zip(rhythms, needs_of(crew, worlds, teams), strict=True))


def needs_of(
    crew: WorkerPool, worlds: Sequence[World], teams: Sequence[str]
) -> list[dict[str, Steps]]:
    """Return the posts that the talks of each world without staff need in some teams."""
    return crew.run(_needed, [crew.hold(tuple(worlds))], range(len(worlds)), teams=tuple(teams))


def _needed(worlds: Sequence[World], *, replication: int, teams: Sequence[str]) -> dict[str, Steps]:
    """Return the posts that the world at a place needs."""
    return needed_by(worlds[replication], teams)


def _citizens(side: Side, teams: Sequence[str], told: Told) -> dict[str, NDArray[np.float64]]:
    """Return the citizens in the schemes of each team by month, as one baseline has them."""
    world = side.baseline
    (before,) = run_side(side, replication=0, told=told)
    first = month_index_of(world.start_day)
    edges = [first_day_of_month(first + n) for n in range(len(world.months) + 1)]
    days = np.diff(np.clip(edges, world.start_day, world.end_day))
    return {
        team: before.account.person_days[:, list(schemes_of(world, [team]))].sum(axis=1)
        / days
        / world.scale
        for team in teams
    }
