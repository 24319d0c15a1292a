"""Sets of proposals simulated beside one baseline, and what each of them comes to.

A world per set; all worlds of a replication stand beside the same baseline, which is simulated
once for them. Nothing here chooses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.questions.portfolio.finding import Investment
from borgerflow.experiments.runs.accounts.booked import PARTS, booked_kroner, staff_kroner
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_beside
from borgerflow.experiments.runs.money import DECIMALS, Axes, by_year, money_of, own_net, totals
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.measures.account import reckoner_of
from borgerflow.sim.params import Params
from borgerflow.sim.params.law.accounts import ChartOfAccounts
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

    @property
    def chart(self) -> ChartOfAccounts:
        """Return the functions that kroner are booked on."""
        return self.baseline.law.accounts

    def lived(
        self, crew: WorkerPool, sets: Iterable[Names], finished: "dict[int, SetChanges]"
    ) -> "dict[Names, LivedSet]":
        """Return what each set comes to over the horizon, by its names.

        Parameters
        ----------
        finished : dict
            Where the changes of each replication are put as they come (see `lived_in`).
        """
        wanted, question = distinct(sets), self.question
        if wanted:
            worlds = tuple(self.world_of(names) for names in wanted)
            held = [crew.hold(self.baseline), crew.hold(worlds)]
            threads = crew.threads_for(question.replications)
            settings = RunSettings(question.seed, question.engine, threads)
            told: dict[str, Any] = {"settings": settings, "axes": self.axes}
            replications = range(question.replications)
            crew.run(run_changes, held, replications, finished, **told, factors=self.factors)
        return self.lived_in(wanted, finished)

    def lived_in(
        self, sets: Sequence[Names], finished: "Mapping[int, SetChanges]"
    ) -> "dict[Names, LivedSet]":
        """Return what each set comes to in the replications that are finished."""
        changes = [finished[replication] for replication in sorted(finished)]
        money = np.array([each.money for each in changes]) * self.factors[:, None, None, None]
        booked = np.array([each.booked for each in changes])
        return {
            names: LivedSet(totals(own_net(money[:, place]), self.axes), booked[:, place])
            for place, names in enumerate(sets)
        }


class SetChanges(NamedTuple):
    """The change that worlds bring in one replication."""

    money: Array  # [world, month, payer, 1, kind]: schemes added up
    booked: Array  # [world, function, year, paid .. net] in the price year, functions as charted


class LivedSet(NamedTuple):
    """What a set comes to, by replication."""

    net: Array  # [replication] of the municipality over the horizon
    booked: Array  # [replication, function, year, paid .. net]

    def without(self, other: "LivedSet") -> "LivedSet":
        """Return what it comes to beyond another set."""
        return LivedSet(self.net - other.net, self.booked - other.booked)


def run_changes(
    baseline: World,
    worlds: Sequence[World],
    *,
    replication: int,
    settings: RunSettings,
    axes: Axes,
    factors: Array,
) -> SetChanges:
    """Return the change in each world, and where it is booked year by year."""
    _, *changes = run_beside(baseline, worlds, replication, settings)
    money = [change.account.money for change in changes]
    booked = [
        booked_by_year(kroner * factors[:, None, None, None], world, axes, factors)
        for kroner, world in zip(money, worlds, strict=True)
    ]
    return SetChanges(
        np.stack([kroner.sum(axis=2, keepdims=True) for kroner in money]), np.array(booked)
    )


def booked_by_year(kroner: Array, world: World, axes: Axes, factors: Array) -> Array:
    """Return kroner [month, payer, scheme + 1, kind] as [function, year, paid .. cost]."""
    chart, staff = world.law.accounts, staff_kroner(world.proposals, world, factors)
    yearly, of_staff = (by_year(each[None], axes)[0] for each in (kroner, staff))
    booked = booked_kroner(yearly, axes.schemes, chart, np.asarray(of_staff))
    nothing = np.zeros((len(axes.years), PARTS))
    return np.stack([booked.get(number, nothing) for number in chart.functions])


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
