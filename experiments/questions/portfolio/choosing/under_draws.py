"""How sure a choice is where nobody knows the proposals' own numbers.

Each proposal's numbers are drawn apart from those of the others; a set comes to what its members
come to one by one. In each draw the best set under the limits is found anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.compare.own_numbers.draws import Simulated, simulated
from borgerflow.experiments.questions.compare.own_numbers.layers import TAIL, layers_of
from borgerflow.experiments.questions.compare.own_numbers.numbers import own_numbers
from borgerflow.experiments.questions.compare.own_numbers.sampling import Drawing, points
from borgerflow.experiments.questions.portfolio.best_sets import Solution
from borgerflow.experiments.questions.portfolio.choosing.choose import best_set
from borgerflow.experiments.questions.portfolio.finding import (
    FrameYear,
    KeptLimit,
    UnsureChoice,
    UnsureSet,
)
from borgerflow.experiments.questions.portfolio.simulate import Names, closure, dependencies
from borgerflow.experiments.runs.capacity.whole_numbers import OERE
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.money import Axes, by_year
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.params.law.accounts import SERVICE, TRANSFERS
from borgerflow.sim.settlement.rulebook import KOMMUNE

Array = NDArray[np.float64]
REPLICATIONS = 4  # of each draw; how far draws lie from the numbers as assumed varies little
NET: FrameYear = ("net", 0)  # on all frames and over all years
SMALLEST = 10**-OERE / 2  # kroner: a limit is kept to the oere
ONE_IN_FIVE = 0.8  # of draws come to less: what a set costs where things go badly


@dataclass(frozen=True)
class DrawnNets:
    """What each candidate comes to over draws, [draw, proposal]: its net, and on limited frames."""

    nets: Array
    frames: Mapping[FrameYear, Array] = field(default_factory=dict)


def drawn_nets(crew: WorkerPool, solution: Solution, draws: int) -> DrawnNets:
    """Return the net of each candidate over draws.

    Draws that make no world are left out; proposals are independent, so that any row of one
    stands beside any row of another.
    """
    names = solution.candidates.names
    found = [_drawn(crew, solution, name, place, draws) for place, name in enumerate(names)]
    fewest = min(len(each[NET]) for each in found)
    columns = {of: np.stack([each[of][:fewest] for each in found], axis=1) for of in found[0]}
    return DrawnNets(columns.pop(NET), columns)


def _drawn(
    crew: WorkerPool, solution: Solution, name: str, place: int, draws: int
) -> dict[FrameYear, Array]:
    """Return what a candidate adds in each draw of its own numbers: net, and on limited frames."""
    sets, usual = solution.selection.sets, _usual(solution, name)
    asked = (sets.params.proposal(name),)
    under, world = (sets.world_of(of(name, sets.params)) for of in (dependencies, closure))
    numbers = own_numbers(world, asked)
    if not numbers:
        return {of: np.full(draws, each.mean()) for of, each in usual.items()}
    shares = points(len(numbers), draws, sets.question.seed + place)
    settings = RunSettings(sets.question.seed, sets.question.engine)
    replications = min(REPLICATIONS, len(usual[NET]))
    drawing = Drawing(under, world, asked, shares)
    simulation = simulated(crew, drawing, sets.factors, replications, settings)
    found = _amounts(simulation, sets.axes)
    return {
        of: np.asarray(each.mean() + layers_of(found[of] - each[:replications, None]).draws)
        for of, each in usual.items()
    }


def _usual(solution: Solution, name: str) -> dict[FrameYear, Array]:
    """Return the net of a candidate with its numbers as assumed, [replication], and on frames."""
    candidates, limits = solution.candidates, solution.selection.limits
    place = candidates.names.index(name)
    frames = {frame: solution.on_frames[frame][:, place] for frame in limits.frames}
    return {NET: solution.alone(name), **frames}


def _amounts(found: Simulated, axes: Axes) -> dict[FrameYear, Array]:
    """Return the net of draws, and that on each frame and year, [replication, draw]."""
    own = found.amounts[..., KOMMUNE]
    years, service = (by_year(np.moveaxis(each, 2, 1), axes) for each in (own, found.service))
    frames = ((SERVICE, service), (TRANSFERS, years - service))
    on_each = {
        (frame, year): kroner[:, n] for frame, kroner in frames for n, year in enumerate(axes.years)
    }
    return {NET: own.sum(axis=2), **on_each}


def unsure_choice(solution: Solution, drawn: DrawnNets) -> UnsureChoice:
    """Return how sure the choice is: what each set worth a look comes to, and misses."""
    nets = drawn.nets
    bests = [_best_in(solution, row) for row in nets]
    places = [solution.candidates.places(best) for best in bests]
    least = np.array([row[best].sum() for best, row in zip(places, nets, strict=True)])
    tried = dict.fromkeys([solution.best, *bests])
    cautious = min(tried, key=lambda names: _bad(solution, nets, names))
    known = set(solution.candidates.names)
    made = [names for names in solution.choices if known >= set(names)]
    worth = dict.fromkeys([solution.best, *made, cautious])
    rows = [_row(solution, names, nets, least, bests) for names in worth]
    return UnsureChoice(len(nets), tuple(rows), cautious, kept_limits(solution, drawn))


def kept_limits(solution: Solution, drawn: DrawnNets) -> tuple[KeptLimit, ...]:
    """Return in which share of the draws the chosen set keeps each limit of a frame."""
    mine, limits = solution.candidates.places(solution.best), solution.selection.limits.frames
    taken = {frame: drawn.frames[frame][:, mine].sum(axis=1) for frame in limits}
    return tuple(
        KeptLimit(*frame, most, float(np.mean(taken[frame] <= most + SMALLEST)))
        for frame, most in limits.items()
    )


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
