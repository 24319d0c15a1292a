"""The first Hurtigt i gang simulated again: talks, a compulsory course, and how long spells last.

The trial gave new recipients of dagpenge talks every week or every other and a course of two
weeks after five or six; half were out after 11.5 weeks, of the others after 14. Its activation
from month four on is left out.
"""

from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.experiments.validation.trials import (
    FORTNIGHTLY,
    SCHEME,
    WORK,
    FirstSpells,
    first_spells_of,
    new_recipients,
)
from borgerflow.sim.base.clock import DAYS_PER_WEEK, parse_day
from borgerflow.sim.engines import simulate
from borgerflow.sim.world.contact_rules import Duty
from borgerflow.sim.world.world import World, load_world

COURSE = Duty("course", (SCHEME,), 6.0, FORTNIGHTLY.start)
EARLY_DAYS = 26 * DAYS_PER_WEEK
PARTS = ("talks", "course", "both")


@dataclass(frozen=True)
class Package:
    """What a part of the package comes to for new recipients of dagpenge."""

    part: str
    median_weeks: tuple[float, float]  # of their spells, without and with it
    faster: float  # hazard of work in the first half-year, beside that without
    weeks_shorter: Interval  # of the mean spell


def package(
    municipality: str = "herning",
    *,
    effects: str = "trial",
    replications: int = 4,
    seed: int = 1,
    population: float = 1.0,
) -> tuple[Package, ...]:
    """Return what the talks, the course and both together come to."""
    usual = load_world(municipality, population=population, contact_effects=effects)
    contacted = usual.with_contacts(rules=(*usual.contacts.rules, FORTNIGHTLY))
    worlds = (
        usual,
        contacted,
        *(world.with_contacts(duties=[COURSE]) for world in (usual, contacted)),
    )
    followed = [_followed(worlds, seed, replication) for replication in range(replications)]
    return tuple(_part(name, place, followed) for place, name in enumerate(PARTS, start=1))


def _followed(worlds: tuple[World, ...], seed: int, replication: int) -> list[FirstSpells]:
    """Return what became of the new recipients of two years in each world."""
    names = worlds[0].scheme_names
    lives = [simulate(world, seed, replication).spell_arrays for world in worlds]
    first, until = FORTNIGHTLY.start, parse_day("2021-01-01")
    citizens, start = new_recipients(lives[0], names.index(SCHEME), first, until)
    work = [names.index(name) for name in WORK]
    return [first_spells_of(spells, citizens, start, work, EARLY_DAYS) for spells in lives]


def _part(name: str, place: int, followed: list[list[FirstSpells]]) -> Package:
    before, after = ([worlds[n] for worlds in followed] for n in (0, place))
    medians = [
        float(np.median(np.concatenate([f.weeks for f in each]))) for each in (before, after)
    ]
    rates = [sum(f.exits for f in each) / sum(f.at_risk for f in each) for each in (before, after)]
    shorter = [a.weeks.mean() - b.weeks.mean() for a, b in zip(before, after, strict=True)]
    return Package(
        name, (medians[0], medians[1]), rates[1] / rates[0], mean_interval(np.array(shorter))
    )
