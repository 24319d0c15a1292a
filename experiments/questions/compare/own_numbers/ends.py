"""How far each number of the proposals moves the answer, from its low to its high end.

Each number stands at its low and at its high end, all else as assumed, on the same citizens and
the same chance; then all at once, each at the end that saves most, and at the one that costs
most. The ends of the range say what holds if everything about the proposal turns out that way;
they are no interval of a probability.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from borgerflow.experiments.findings.assumptions import ranked
from borgerflow.experiments.findings.question import BRANCH
from borgerflow.experiments.findings.rows import Assumption, AssumptionRange
from borgerflow.experiments.questions.compare.break_even.search import Search
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.numbers import (
    OwnNumber,
    Worlds,
    own_numbers,
)
from borgerflow.experiments.runs.estimators.pairs import run_beside
from borgerflow.experiments.runs.money import money_of, own_net
from borgerflow.experiments.runs.validate import has_effect, main_mechanism
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import Proposal
from borgerflow.sim.world.world import World

# Differences within a replication vary little; where citizens wait for one another nobody can be
# left out of a simulation, and one replication costs as much as many. By branches one tells
# more than many by lotteries.
FIRST_REPLICATIONS, FIRST_OF_QUEUES, FIRST_OF_BRANCHES = 4, 1, 1


class Ends(NamedTuple):
    """What the net over the horizon differs by from the one as assumed, in kroner."""

    low: float  # with the number at its low end
    high: float

    @property
    def moves(self) -> float:
        """Return by how much the net differs between the ends, and the number as assumed."""
        return max(self.low, self.high, 0.0) - min(self.low, self.high, 0.0)


def with_own_numbers(search: Search, finding: Finding) -> Finding:
    """Return a finding whose assumptions are ranked by what they move, with their whole range."""
    asked = search.comparison.asked
    numbers = own_numbers(search.world, asked)
    if not numbers:
        return finding
    usual = (search.comparison.baseline, search.world)
    nets = NetsBeside(first_of(search))
    ends = nets.ends_of(usual, numbers)
    best, worst = (
        _at_all(usual, [(n, _end(n, ends[n.name], sign)) for n in numbers]) for sign in (-1, 1)
    )
    low, high = nets.differences([best, worst])
    main = ends.get(main_effect(asked))
    span = range_of(finding, nets.usual, ends, (low, high), main)
    return replace(finding, assumptions=_moved(finding.assumptions, ends), assumption_range=span)


def first_of(search: Search) -> Search:
    """Return a search confined to its first replications."""
    count = FIRST_REPLICATIONS if search.world.citizens_are_independent else FIRST_OF_QUEUES
    if search.settings.estimator == BRANCH:
        count = FIRST_OF_BRANCHES
    threads = search.workers.threads_for(count)
    return replace(search.first(count), settings=search.settings._replace(threads=threads))


@dataclass(frozen=True)
class NetsBeside:
    """Nets of worlds beside the investment world, on the draws of a search."""

    search: Search

    @cached_property
    def usual(self) -> float:
        """Return the mean net of the investment world in these replications."""
        pairs = self.search.pairs
        return float(self.search.difference([pair.investment for pair in pairs]).mean())

    def ends_of(self, usual: Worlds, numbers: Sequence[OwnNumber]) -> dict[str, Ends]:
        """Return what the ends of each number come to, by its name; nothing where impossible."""
        worlds = [
            _possible(number, usual, end)
            for number in numbers
            for end in (number.estimate.low, number.estimate.high)
        ]
        found = iter(self.differences(worlds))
        return {number.name: Ends(next(found), next(found)) for number in numbers}

    def differences(self, worlds: Sequence[Worlds]) -> list[float]:
        """Return by how much the mean net of each pair of worlds differs from the usual one."""
        nets: dict[int, float] = {}
        for before in dict.fromkeys(id(pair[0]) for pair in worlds):
            places = [n for n, pair in enumerate(worlds) if id(pair[0]) == before]
            found = self._nets(worlds[places[0]][0], [worlds[place][1] for place in places])
            nets |= dict(zip(places, found, strict=True))
        return [float(nets[place] - self.usual) for place in range(len(worlds))]

    def _nets(self, baseline: World, worlds: Sequence[World]) -> Floats:
        """Return the mean net of each world beside one baseline."""
        search = self.search
        same = baseline is search.comparison.baseline
        held = [search.usual if same else search.workers.hold(baseline)]
        held.append(search.workers.hold(tuple(worlds)))
        replications = range(len(search.pairs))
        runs = search.workers.run(run_beside, held, replications, settings=search.settings)
        accounts = [[total.account for total in changes] for _, *changes in runs]
        factors = search.comparison.factors
        nets = [own_net(money_of(each, factors)).sum(axis=1) for each in accounts]
        return np.asarray(np.mean(nets, axis=0))


def _possible(number: OwnNumber, usual: Worlds, end: float | None) -> Worlds:
    """Return the worlds at an end of a number, or the usual ones where that makes no world."""
    try:
        return usual if end is None else number.at(usual, end)
    except InputError:
        return usual


def _end(number: OwnNumber, ends: Ends, sign: int) -> float | None:
    """Return the end at which the net is least (-1) or greatest (1)."""
    return number.estimate.low if sign * ends.low > sign * ends.high else number.estimate.high


def _at_all(usual: Worlds, values: Sequence[tuple[OwnNumber, float | None]]) -> Worlds:
    worlds = usual
    for number, end in values:
        worlds = _possible(number, worlds, end)
    return worlds


def _moved(assumptions: Sequence[Assumption], ends: Mapping[str, Ends]) -> tuple[Assumption, ...]:
    return ranked(
        replace(each, moves=ends[each.name].moves) if each.name in ends else each
        for each in assumptions
    )


def main_effect(proposals: Sequence[Proposal]) -> str:
    """Return the name of the effect that a question turns on; empty where none has a size."""
    if not has_effect(proposals):
        return ""
    proposal, mechanism = main_mechanism(proposals)
    return f"{proposal.id}.{mechanism.name}.effect"


def range_of(
    finding: Finding,
    usual: float,
    ends: Mapping[str, Ends],
    corners: tuple[float, float],
    main: Ends | None,
) -> AssumptionRange:
    """Return the whole range as the finding tells it, with the ends of the main effect.

    ``usual`` is the net in the replications in which ``ends`` and ``corners`` differ from it.
    """
    net = finding.net_municipal.total.mean
    low, high = (usual + corner for corner in corners)
    return AssumptionRange(
        low=min(low, net),
        high=max(high, net),
        numbers=len(ends),
        at_low_effect=None if main is None else usual + main.low,
        at_high_effect=None if main is None else usual + main.high,
    )
