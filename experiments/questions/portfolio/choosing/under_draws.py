"""How sure a choice is where nobody knows the proposals' own numbers.

Each proposal's numbers are drawn apart from those of the others; a set comes to what its members
come to one by one. In each draw the best set under the limits is found anew.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.compare.own_numbers.draws import simulated
from borgerflow.experiments.questions.compare.own_numbers.layers import TAIL, layers_of
from borgerflow.experiments.questions.compare.own_numbers.numbers import own_numbers
from borgerflow.experiments.questions.compare.own_numbers.sampling import Drawing, points
from borgerflow.experiments.questions.portfolio.best_sets import Solution
from borgerflow.experiments.questions.portfolio.choosing.choose import best_set
from borgerflow.experiments.questions.portfolio.finding import UnsureChoice, UnsureSet
from borgerflow.experiments.questions.portfolio.simulate import Names, closure, dependencies
from borgerflow.experiments.runs.capacity.whole_numbers import OERE
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.settlement.rulebook import KOMMUNE

Array = NDArray[np.float64]
REPLICATIONS = 4  # of each draw; how far draws lie from the numbers as assumed varies little
ONE_IN_FIVE = 0.8  # of draws come to less: what a set costs where things go badly


def drawn_nets(crew: WorkerPool, solution: Solution, draws: int) -> Array:
    """Return the net of each candidate over draws, [draw, proposal].

    Draws that make no world are left out; proposals are independent, so that any row of one
    stands beside any row of another.
    """
    names = solution.candidates.names
    columns = [_drawn(crew, solution, name, place, draws) for place, name in enumerate(names)]
    fewest = min(len(column) for column in columns)
    return np.stack([column[:fewest] for column in columns], axis=1)


def _drawn(crew: WorkerPool, solution: Solution, name: str, place: int, draws: int) -> Array:
    """Return what a candidate adds to those it depends on in each draw of its own numbers."""
    sets, usual = solution.selection.sets, solution.alone(name)
    asked = (sets.params.proposal(name),)
    under, world = (sets.world_of(of(name, sets.params)) for of in (dependencies, closure))
    numbers = own_numbers(world, asked)
    if not numbers:
        return np.full(draws, usual.mean())
    shares = points(len(numbers), draws, sets.question.seed + place)
    settings = RunSettings(sets.question.seed, sets.question.engine)
    replications = min(REPLICATIONS, len(usual))
    drawing = Drawing(under, world, asked, shares)
    found = simulated(crew, drawing, sets.factors, replications, settings)
    nets = found.amounts[..., KOMMUNE].sum(axis=2)
    return np.asarray(usual.mean() + layers_of(nets - usual[:replications, None]).draws)


def unsure_choice(solution: Solution, nets: Array) -> UnsureChoice:
    """Return how sure the choice is: what each set worth a look comes to, and misses."""
    bests = [_best_in(solution, row) for row in nets]
    places = [solution.candidates.places(best) for best in bests]
    least = np.array([row[best].sum() for best, row in zip(places, nets, strict=True)])
    tried = dict.fromkeys([solution.best, *bests])
    cautious = min(tried, key=lambda names: _bad(solution, nets, names))
    drawn = set(solution.candidates.names)
    made = [names for names in solution.choices if drawn >= set(names)]
    worth = dict.fromkeys([solution.best, *made, cautious])
    rows = [_row(solution, names, nets, least, bests) for names in worth]
    return UnsureChoice(len(nets), tuple(rows), cautious)


def _best_in(solution: Solution, nets: Array) -> Names:
    """Return the set that is best in one draw; that some keep the limits was seen before."""
    drawn = replace(solution.candidates, nets=np.round(nets, OERE))
    found = best_set(drawn, solution.selection.limits)
    assert found is not None
    return found


def _net(solution: Solution, nets: Array, names: Sequence[str]) -> Array:
    """Return the net of a set in each draw, one by one."""
    return np.asarray(nets[:, solution.candidates.places(names)].sum(axis=1))


def _bad(solution: Solution, nets: Array, names: Names) -> float:
    return float(np.quantile(_net(solution, nets, names), ONE_IN_FIVE))


def _row(
    solution: Solution, names: Names, nets: Array, least: Array, bests: Sequence[Names]
) -> UnsureSet:
    net = _net(solution, nets, names)
    low, high = np.quantile(net, (TAIL, 1 - TAIL)).tolist()
    params = solution.selection.sets.params
    return UnsureSet(
        proposals=names,
        numbers=tuple(params.proposal(name).form.number for name in names),
        named=tuple(choice.id for choice in solution.choices.get(names, ())),
        net=Interval(float(net.mean()), low, high),
        saves=float(np.mean(net < 0)),
        best=float(np.mean([names == other for other in bests])),
        regret=float(np.mean(net - least)),
        in_bad_times=_bad(solution, nets, names),
    )
