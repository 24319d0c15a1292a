"""How sure a choice is where nobody knows the proposals' own numbers.

The numbers of all proposals are drawn at once, apart from each other but where they are said to
hang together; a set comes to what its members come to one by one. In each draw the best set under
the limits is found anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.question import BRANCH, LOTTERY, Estimator
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.compare.own_numbers.copula import Copula, unjoined
from borgerflow.experiments.questions.compare.own_numbers.draws import Simulated, simulated
from borgerflow.experiments.questions.compare.own_numbers.layers import TAIL, layers_of
from borgerflow.experiments.questions.compare.own_numbers.sampling import Drawing, points
from borgerflow.experiments.questions.portfolio.best_sets import Solution
from borgerflow.experiments.questions.portfolio.choosing.choose import best_set
from borgerflow.experiments.questions.portfolio.finding import (
    FrameYear,
    KeptLimit,
    UnsureChoice,
    UnsureSet,
)
from borgerflow.experiments.questions.portfolio.simulate import (
    Names,
    ProposalSets,
    closure,
    dependencies,
)
from borgerflow.experiments.runs.capacity.whole_numbers import OERE
from borgerflow.experiments.runs.estimators.choice import estimator_for
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.money import Axes, by_year
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.base.arrays import Flags
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.law.accounts import SERVICE, TRANSFERS
from borgerflow.sim.params.patches.correlations import pairs_in
from borgerflow.sim.settlement.rulebook import KOMMUNE

Array = NDArray[np.float64]
# Of each draw: how far it lies from the numbers as assumed varies little.
REPLICATIONS = {BRANCH: 2, LOTTERY: 4}
NET: FrameYear = ("net", 0)  # on all frames and over all years
SMALLEST = 10**-OERE / 2  # kroner: a limit is kept to the oere
ONE_IN_FIVE = 0.8  # of draws come to less: what a set costs where things go badly


@dataclass(frozen=True)
class DrawnNets:
    """What each candidate comes to over draws, [draw, proposal]: its net, and on limited frames."""

    nets: Array
    frames: Mapping[FrameYear, Array] = field(default_factory=dict)


def drawn_nets(crew: WorkerPool, solution: Solution, drawings: Mapping[str, Drawing]) -> DrawnNets:
    """Return the net of each candidate over draws, less those in which some make no world."""
    found = [_drawn(crew, solution, name, each) for name, each in drawings.items()]
    columns = {of: np.stack([each[of] for each in found], axis=1) for of in found[0]}
    there = ~np.isnan(columns[NET]).any(axis=1)
    whole = {of: column[there] for of, column in columns.items()}
    return DrawnNets(whole.pop(NET), whole)


def drawings_of(sets: ProposalSets, names: Names, draws: int) -> dict[str, Drawing]:
    """Return the draws of each candidate's own numbers.

    The points of one sequence are parted among the candidates: sequences that are scrambled apart
    are not independent of each other, row by row.

    Raises
    ------
    InputError
        If the correlations that the proposals are asked about with cannot all hold at once.
    """
    apart = [_undrawn(sets, name) for name in names]
    counts = [len(drawing.own) for drawing in apart]
    shares, joint = points(sum(counts), draws, sets.question.seed), _joint(apart)
    shares = shares if joint is None else joint.shares(shares)
    parts = np.split(shares, np.cumsum(counts)[:-1], axis=1)
    drawn = [replace(each, own_shares=part) for each, part in zip(apart, parts, strict=True)]
    return dict(zip(names, drawn, strict=True))


def estimator_of(drawing: Drawing) -> Estimator:
    """Return how the draws of a candidate are told: by branches where these carry it."""
    return estimator_for("auto", drawing.baseline, drawing.investment)


def _undrawn(sets: ProposalSets, name: str) -> Drawing:
    """Return a candidate beside what it depends on, without draws."""
    under, world = (sets.world_of(of(name, sets.params)) for of in (dependencies, closure))
    return Drawing(under, world, (sets.params.proposal(name),), np.zeros((0, 0)))


def _joint(drawings: Sequence[Drawing]) -> Copula | None:
    """Return how the own numbers of candidates hang together, None where none do."""
    return Copula.of(_names(drawings), pairs_in(drawings[0].baseline.params.patch))


def pairs_without_effect(drawings: Sequence[Drawing]) -> tuple[Wording, ...]:
    """Return the notice that correlations join no two numbers that are drawn, if some do not."""
    said = unjoined(_names(drawings), pairs_in(drawings[0].baseline.params.patch))
    return () if said is None else (said,)


def _names(drawings: Sequence[Drawing]) -> list[str]:
    return [number.name for drawing in drawings for number in drawing.own]


def _drawn(
    crew: WorkerPool, solution: Solution, name: str, drawing: Drawing
) -> dict[FrameYear, Array]:
    """Return what a candidate adds in each draw of its own numbers: net, and on limited frames.

    Not a number in a draw that makes no world.
    """
    usual = _usual(solution, name)
    draws, numbers = drawing.own_shares.shape
    if not numbers:
        return {of: np.full(draws, each.mean()) for of, each in usual.items()}
    # How far a draw lies from the numbers as assumed is taken within a replication.
    assumed = replace(drawing, asked=(), own_shares=np.zeros((1, 0)))
    there, found = _told(crew, solution, drawing)
    _, central = _told(crew, solution, assumed)
    whole = {of: np.full(draws, np.nan) for of in usual}
    for of, each in usual.items():
        whole[of][there] = each.mean() + layers_of(found[of] - central[of]).draws
    return whole


def _told(
    crew: WorkerPool, solution: Solution, drawing: Drawing
) -> tuple[Flags, dict[FrameYear, Array]]:
    """Return which draws make a world, and what these come to, by branches where they carry it."""
    sets = solution.selection.sets
    estimator = estimator_of(drawing)
    settings = RunSettings(sets.question.seed, sets.question.engine, estimator=estimator)
    replications = min(REPLICATIONS[estimator], solution.replications)
    found = simulated(crew, drawing, sets.factors, replications, settings)
    return found.there, _amounts(found, sets.axes)


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
        draws=len(net),
        saves=float(np.mean(net < 0)),
        best=float(np.mean([names == other for other in bests])),
        regret=float(np.mean(net - least)),
        in_bad_times=_bad(solution, nets, names),
    )
