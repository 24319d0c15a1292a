"""The worlds to simulate: the baseline, and one beside it for each setting, at each site.

Time is a limit in the teams asked about alone: what the others do is taken as given. Whoever
never meets a scheme of these teams then lives the same life in every one of the worlds.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.questions.contacts.asked.question import Scope
from borgerflow.experiments.questions.contacts.asked.settings import Posts, Setting
from borgerflow.sim.base.clock import first_day_of_month
from borgerflow.sim.params import Estimate
from borgerflow.sim.params.contacts import SchemeEffects
from borgerflow.sim.world.contact_rules import BEFORE_ALL, Steps
from borgerflow.sim.world.municipality import number_of
from borgerflow.sim.world.tables.teams import DAYS_PER_MONTH
from borgerflow.sim.world.world import World

OF_ACTIVATION = ("threat", "lock_in", "effect")
# The three municipalities of the sick-leave trial: hazard 1.12, 0.80 and 1.51 times as high. Each
# stands for a third of what may happen elsewhere: the value of every effect of the preset, its
# low end, and its high end, all effects at once.
CENTRAL, LOW, HIGH = "central", "low", "high"
SITES = (CENTRAL, LOW, HIGH)
# A site of its own, where talks change no life: what is left is what law does by itself.
NO_EFFECT, SCEPTIC = "no_effect", "sceptic"


@dataclass(frozen=True)
class Arm:
    """A baseline and the worlds beside it; they share staff, draws and effects of contacts.

    ``schemes`` are those whose citizens the worlds may treat differently where time is a limit,
    ``watched`` those whose talks are counted against the day by which law asks for them.
    """

    baseline: World
    worlds: tuple[World, ...]
    schemes: tuple[int, ...]
    watched: tuple[int, ...] = ()

    @property
    def limited(self) -> bool:
        """Tell whether time is a limit."""
        return self.baseline.tables.teams > 0


def teams_of(world: World, schemes: Sequence[str]) -> tuple[str, ...]:
    """Return the teams that hold the talks of some schemes, in order."""
    groups = {world.law.schemes[name].contact for name in schemes}
    return tuple(n for n, team in world.teams.teams.items() if groups & set(team.groups))


def schemes_of(world: World, teams: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of the schemes whose talks some teams hold."""
    groups = {group for name in teams for group in world.teams.teams[name].groups}
    rows = enumerate(world.law.schemes.values())
    return tuple(n for n, scheme in rows if scheme.contact in groups)


def site_factors(world: World, site: str) -> dict[str, float]:
    """Return the effects of contacts at a site as numbers to set, none at the central one."""
    preset = world.preset
    if preset is None or site == CENTRAL:
        return {}
    factors = {
        f"{scheme}.{name}": factor
        for scheme, form in preset.schemes.items()
        for name, factor in _factors_of(form).items()
    }
    ends = {name: factor.low if site == LOW else factor.high for name, factor in factors.items()}
    return {name: end for name, end in ends.items() if end is not None}


def _factors_of(form: SchemeEffects) -> dict[str, Estimate]:
    """Return every factor on the hazards of a scheme by name: of contacts and of activation."""
    does = form.activation
    activation = {f"activation.{name}": getattr(does, name) for name in OF_ACTIVATION if does}
    return {**form.exits, **activation}


def sites_of(world: World) -> tuple[str, ...]:
    """Return the sites that differ: the central one alone where no effect has a range."""
    return SITES if site_factors(world, LOW) or site_factors(world, HIGH) else (CENTRAL,)


def with_rhythm(baseline: World, setting: Setting, scope: Scope) -> World:
    """Return the baseline with the rule, duty or law of a setting; the staff is the baseline's."""
    if setting.rhythm is None:
        return baseline
    if setting.rhythm.law:
        return baseline.with_law(dict(setting.rhythm.law))
    if setting.rhythm.kind == "activation":
        duty = setting.rhythm.duty(scope, baseline.start_day)
        return baseline.with_contacts(duties=(*baseline.contacts.duties, duty))
    rule = setting.rhythm.rule(scope, baseline.start_day)
    return baseline.with_contacts(rules=(*baseline.contacts.rules, rule))


def hired(
    usual: Mapping[str, Steps], needed: Mapping[str, Steps], teams: Sequence[str], world: World
) -> dict[str, Steps]:
    """Return posts as usual and, from the start of the horizon, as many as are needed.

    Posts more are filled when people have been hired, posts fewer are gone at once.
    """
    filled = filled_from(world)

    def on(day: int, team: str) -> float:
        before, after = _on(usual[team], day), _on(needed[team], day)
        if day < world.start_day:
            return before
        return after if day >= filled else min(before, after)

    edges = {t: [*_days(usual[t]), *_days(needed[t]), world.start_day, filled] for t in teams}
    return {t: tuple((day, on(day, t)) for day in sorted({*edges[t]})) for t in teams}


def filled_from(world: World) -> int:
    """Return the day from which those are in their posts who are hired as the horizon starts."""
    return world.start_day + round(number_of(world.teams.hiring_lag_months) * DAYS_PER_MONTH)


def with_posts(usual: Mapping[str, Steps], wanted: Mapping[str, float]) -> dict[str, Steps]:
    """Return usual posts, each step moved by so many posts, at all times."""
    return {
        team: tuple((day, max(0.0, fte + wanted.get(team, 0.0))) for day, fte in steps)
        for team, steps in usual.items()
    }


def staffed_as(
    usual: Mapping[str, Steps],
    posts: Posts,
    citizens: Mapping[str, NDArray[np.float64]],
    world: World,
) -> dict[str, Steps]:
    """Return the posts that a setting names for each team, once they are filled.

    ``citizens`` are those of each team's schemes by month, of the whole municipality.
    """
    if posts.kind == "fte":
        return with_posts(usual, dict.fromkeys(usual, posts.number))
    if posts.kind == "cut":
        return {
            team: tuple((day, fte * (1 - posts.number)) for day, fte in steps)
            for team, steps in usual.items()
        }
    days = [first_day_of_month(int(month)) for month in world.months]
    return {
        team: (
            (BEFORE_ALL, float(many[0]) / posts.number),
            *zip(days, (float(n) / posts.number for n in many), strict=True),
        )
        for team, many in citizens.items()
    }


def mean_posts(posts: Mapping[str, Steps], teams: Sequence[str], world: World) -> float:
    """Return the posts of some teams together, on average over the days of the horizon."""
    days = np.arange(world.start_day, world.end_day)
    return math.fsum(float(_many(posts[team], days).mean()) for team in teams)


def _many(steps: Steps, days: NDArray[np.int64]) -> NDArray[np.float64]:
    first, fte = (np.array(column) for column in zip(*steps, strict=True))
    return np.asarray(fte[np.searchsorted(first, days, side="right") - 1], dtype=np.float64)


def _on(steps: Steps, day: int) -> float:
    return next((fte for first, fte in reversed(steps) if first <= day), 0.0)


def _days(steps: Steps) -> list[int]:
    return [day for day, _ in steps]
