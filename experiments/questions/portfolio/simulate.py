"""Sets of proposals simulated beside one baseline, and what each of them comes to.

A world per set; all worlds of a replication stand beside the same baseline, which is simulated
once for them. Nothing here chooses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.questions.portfolio.finding import Investment
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_beside
from borgerflow.experiments.runs.money import DECIMALS, Axes, by_year, money_of, own_net, totals
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.measures.account import reckoner_of
from borgerflow.sim.params import Params
from borgerflow.sim.world.world import World

Array = NDArray[np.float64]
Names = tuple[str, ...]


@dataclass(frozen=True)
class ProposalSets:
    """Sets of proposals beside one baseline: their worlds, and their kroner in one price level."""

    question: WorldQuestion
    params: Params
    baseline: World
    axes: Axes
    price_year: int
    factors: Array  # [month]

    def world_of(self, names: Names) -> World:
        """Return the world in which these proposals act."""
        return self.baseline.with_proposals([self.params.proposal(name) for name in names])

    def investment(self, names: Names) -> Investment:
        """Return what proposals cost in each year of the horizon."""
        proposals = tuple(self.params.proposal(name) for name in names)
        account = replace(reckoner_of(self.baseline), proposals=proposals).invested()
        net = by_year(own_net(money_of([account], self.factors)), self.axes)[0]
        both = net, net * np.array(self.axes.steps)
        fixed, current = (np.round(amounts, DECIMALS).tolist() for amounts in both)
        years = self.axes.years
        return Investment(
            dict(zip(years, fixed, strict=True)), dict(zip(years, current, strict=True))
        )

    def nets(
        self, crew: WorkerPool, sets: Iterable[Names], finished: dict[int, Array]
    ) -> dict[Names, Array]:
        """Return the municipal net of each set over the horizon, [replication], by its names.

        Parameters
        ----------
        finished : dict
            Where the changes of each replication are put as they come (see `nets_of`).
        """
        wanted, question = distinct(sets), self.question
        if wanted:
            worlds = tuple(self.world_of(names) for names in wanted)
            held = [crew.hold(self.baseline), crew.hold(worlds)]
            threads = crew.threads_for(question.replications)
            settings = RunSettings(question.seed, question.engine, threads)
            crew.run(run_changes, held, range(question.replications), finished, settings=settings)
        return self.nets_of(wanted, finished)

    def nets_of(self, sets: Sequence[Names], finished: Mapping[int, Array]) -> dict[Names, Array]:
        """Return the net of each set from the changes of the replications that are finished."""
        changes = np.array([finished[replication] for replication in sorted(finished)])
        money = changes * self.factors[:, None, None, None]
        return {
            names: totals(own_net(money[:, place]), self.axes) for place, names in enumerate(sets)
        }


def run_changes(
    baseline: World, worlds: Sequence[World], *, replication: int, settings: RunSettings
) -> Array:
    """Return the change in each world, [world, month, payer, 1, kind]: schemes added up."""
    _, *changes = run_beside(baseline, worlds, replication, settings)
    return np.stack([change.account.money.sum(axis=2, keepdims=True) for change in changes])


def distinct(sets: Iterable[Names]) -> list[Names]:
    """Return each set once, and not the empty one, which changes nothing."""
    return [names for names in dict.fromkeys(sets) if names]


def closure(name: str, params: Params) -> Names:
    """Return a proposal with all it depends on, near and far, sorted."""
    found, waiting = set[str](), [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(params.proposal(one).depends_on)
    return tuple(sorted(found))


def dependencies(name: str, params: Params) -> Names:
    """Return all that a proposal depends on, without itself, sorted."""
    return tuple(other for other in closure(name, params) if other != name)
