"""Sets of proposals lived beside one baseline, and what each of them comes to.

A world per set; all worlds of a replication are lived beside the same baseline, which is lived
once for them. Nothing here chooses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.runs.comparison import settings_of
from borgerflow.experiments.runs.money import DECIMALS, Axes, by_year, money_of, own_net, totals
from borgerflow.experiments.runs.pairs import Settings, run_beside
from borgerflow.experiments.runs.pool import Crew
from borgerflow.sim.measures.account import reckoner_of
from borgerflow.sim.params import Params
from borgerflow.sim.world.world import World

Array = NDArray[np.float64]
Names = tuple[str, ...]


@dataclass(frozen=True)
class Stage:
    """A baseline, the proposals that may act beside it, and the prices of the answer."""

    baseline: World
    params: Params
    axes: Axes
    factors: Array  # [month]

    def world_of(self, names: Names) -> World:
        """Return the world in which these proposals act."""
        return self.baseline.with_proposals([self.params.proposal(name) for name in names])

    def invested(self, names: Names) -> Array:
        """Return what proposals cost in each year of the horizon, in the answer's prices."""
        proposals = tuple(self.params.proposal(name) for name in names)
        account = replace(reckoner_of(self.baseline), proposals=proposals).invested()
        net = own_net(money_of([account], self.factors))
        return np.asarray(np.round(by_year(net, self.axes)[0], DECIMALS))

    def settings(self, crew: Crew, names: Names, replications: int, ask: "Ask") -> Settings:
        """Return how to run a replication."""
        threads = crew.threads_for(replications)
        return settings_of(self.world_of(names), ask.seed, ask.engine, threads)


@dataclass(frozen=True)
class Ask:
    """Which chance, which engine and how many replications."""

    seed: int
    engine: Engine
    replications: int


def run_changes(
    baseline: World, worlds: Sequence[World], *, replication: int, settings: Settings
) -> Array:
    """Return the change in each world, [world, month, payer, 1, kind]: schemes added up."""
    _, *changes = run_beside(baseline, worlds, replication, settings)
    return np.stack([change.account.money.sum(axis=2, keepdims=True) for change in changes])


def lived_sets(
    crew: Crew,
    stage: Stage,
    sets: Iterable[Names],
    ask: Ask,
    finished: dict[int, Array],
) -> dict[Names, Array]:
    """Return the municipal net of each set over the horizon, [replication], by its names.

    Parameters
    ----------
    finished : dict
        Where the changes of each replication are put as they come (see `nets_of`).
    """
    asked = distinct(sets)
    if asked:
        worlds = tuple(stage.world_of(names) for names in asked)
        held = [crew.hold(stage.baseline), crew.hold(worlds)]
        settings = stage.settings(crew, asked[0], ask.replications, ask)
        crew.run(run_changes, held, range(ask.replications), finished, settings=settings)
    return nets_of(stage, asked, finished)


def distinct(sets: Iterable[Names]) -> list[Names]:
    """Return each set once, and not the empty one, which changes nothing."""
    return [names for names in dict.fromkeys(sets) if names]


def nets_of(
    stage: Stage, asked: Sequence[Names], finished: Mapping[int, Array]
) -> dict[Names, Array]:
    """Return the net of each set from the changes of the replications that are finished."""
    done = [finished[replication] for replication in sorted(finished)]
    return {
        names: _net(stage, np.stack([changes[place] for changes in done]))
        for place, names in enumerate(asked)
    }


def _net(stage: Stage, changes: Array) -> Array:
    money = changes * stage.factors[:, None, None, None]
    return totals(own_net(money), stage.axes)


def closure(name: str, params: Params) -> Names:
    """Return a proposal with all it depends on, near and far, sorted."""
    found, waiting = set[str](), [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(params.proposal(one).depends_on)
    return tuple(sorted(found))


def below(name: str, params: Params) -> Names:
    """Return all that a proposal depends on, without itself, sorted."""
    return tuple(other for other in closure(name, params) if other != name)
