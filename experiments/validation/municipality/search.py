"""Factors by which the simulated stocks of a day are those that were given.

Each stock has one lever: a factor on the hazards that lead into its schemes, or on those that lead
out where law alone leads in. All are searched in logarithms on the same draws, so that what a step
changes is the step and not chance: a slope for each lever once, then Newton's steps, bounded, with
the slopes corrected by what each step did (Broyden).
"""

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from scipy.optimize import lsq_linear

from borgerflow.experiments.runs.pool import workers_wanted
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.engines.simulate import live
from borgerflow.sim.lives.tables import NO_TABLES
from borgerflow.sim.measures.targets import persons_at
from borgerflow.sim.params import Estimate
from borgerflow.sim.params.model import Municipality, Target
from borgerflow.sim.world.people import census_of
from borgerflow.sim.world.world import World, resolve

WIDEST = math.log(5)  # factors from a fifth to five times those that the search begins with
TRIED = 0.2  # of a logarithm: large against what rounding does, small enough for a slope
LONGEST_STEP = 0.7  # of a logarithm, where slopes still say something
CLOSE = 0.005  # gaps below which another step is lost in chance
MOST_STEPS = 8
ONE_IN = 4  # of the replications are enough for slopes, whose errors later steps correct
ENDS = (0.8, 1.25)  # of a factor: what the packaged municipalities have
Step = Callable[[], None]


@dataclass(frozen=True)
class Lever:
    """What moves the stock of a target: hazards into its schemes, or out of them (>)."""

    inflow: tuple[str, ...]
    exits: tuple[str, ...]

    def moved(self, home: Municipality, log: float, source: str) -> Municipality:
        """Return a municipality with factors that make the stock larger, the larger ``log`` is."""
        inflow, exits = dict(home.inflow_factors), dict(home.hazard_factors)
        for name in self.inflow:
            inflow[name] = _times(inflow.get(name), math.exp(log), source)
        for name in self.exits:
            exits[name] = _times(exits.get(name), math.exp(-log), source)
        return home.model_copy(update={"inflow_factors": inflow, "hazard_factors": exits})


def _times(estimate: Estimate | None, factor: float, source: str) -> Estimate:
    value = factor * (1.0 if estimate is None or estimate.value is None else estimate.value)
    low, value, high = (round(value * end, 5) for end in (ENDS[0], 1.0, ENDS[1]))
    return Estimate(
        value=value, low=low, high=high, unit="factor", source=source, grade="estimated"
    )


def lever_of(target: Target, ways: Sequence[tuple[str, str]]) -> Lever:
    """Return the lever of a target; ``ways`` are the hazards there are, from and to."""
    into = {to for _, to in ways}
    inflow = tuple(scheme for scheme in target.schemes if scheme in into)
    stuck = set(target.schemes) - into
    return Lever(inflow, tuple(f"{o}>{to}" for o, to in ways if o in stuck))


@dataclass(frozen=True)
class SameDraws:
    """The same draws for every municipality that is tried in the place of a world's own."""

    world: World
    seed: int
    replications: range

    def stocks(self, home: Municipality) -> Floats:
        """Return the simulated persons of each target, [replication, target]."""
        world = resolve(replace(self.world, municipality=home, tables=NO_TABLES))
        once = partial(_stocks_once, world, self.seed)
        with ThreadPoolExecutor(workers_wanted(None)) as threads:
            return np.array([*threads.map(once, self.replications)], float)

    def fewer(self) -> "SameDraws":
        """Return a part of the draws, enough for slopes."""
        return replace(self, replications=self.replications[::ONE_IN])


def _stocks_once(world: World, seed: int, replication: int) -> list[int]:
    census = census_of(world.peopling, seed, replication)
    spells, _, _ = live(world, census.people(np.arange(census.size)), "auto")
    waiting, names = world.tables.waiting_days, world.scheme_names
    return [persons_at(t, spells, names, waiting) for t in world.municipality.targets]


@dataclass(frozen=True)
class FactorSearch:
    """A municipality, its levers, and the draws on which the levers are found."""

    home: Municipality
    levers: tuple[Lever, ...]
    draws: SameDraws
    source: str
    step: Step

    def at(self, logs: Floats) -> Municipality:
        """Return the municipality with its levers moved."""
        home = self.home
        for lever, log in zip(self.levers, logs.tolist(), strict=True):
            home = lever.moved(home, log, self.source)
        return home

    def gaps(self, logs: Floats, draws: SameDraws) -> Floats:
        """Return the logarithm of simulated over given, by target."""
        given = np.array([target.persons.value for target in self.home.targets], float)
        simulated = draws.stocks(self.at(logs)).mean(axis=0)
        self.step()
        return np.asarray(np.log(np.maximum(simulated, 0.5) / given))


def found(search: FactorSearch) -> Floats:
    """Return the levers, as logarithms, whose stocks come closest to those given."""
    logs = np.zeros(len(search.levers))
    slopes = _slopes(search, logs)
    gaps = search.gaps(logs, search.draws)
    best, closest = logs, gaps
    for _ in range(MOST_STEPS):
        step = _step(slopes, gaps, logs)
        if np.abs(closest).max() < CLOSE or np.abs(step).max() < CLOSE:
            break
        logs, before = logs + step, gaps
        gaps = search.gaps(logs, search.draws)
        slopes = slopes + np.outer(gaps - before - slopes @ step, step) / (step @ step)
        if np.square(gaps).sum() < np.square(closest).sum():
            best, closest = logs, gaps
    return best


def _slopes(search: FactorSearch, logs: Floats) -> Floats:
    """Return what each lever does to each gap, [target, lever]."""
    draws = search.draws.fewer()
    gaps = search.gaps(logs, draws)
    tried = logs + TRIED * np.eye(len(logs))
    return np.stack([(search.gaps(each, draws) - gaps) / TRIED for each in tried], axis=1)


def _step(slopes: Floats, gaps: Floats, logs: Floats) -> Floats:
    """Return the step that closes the gaps, within the ranges of the levers."""
    low = np.maximum(-WIDEST - logs, -LONGEST_STEP)
    high = np.minimum(WIDEST - logs, LONGEST_STEP)
    return np.asarray(lsq_linear(slopes, -gaps, bounds=(low - 1e-9, high + 1e-9)).x)


def most_trials(levers: int) -> int:
    """Return the most times that stocks are simulated until the levers are found."""
    return 1 + levers + 1 + MOST_STEPS
