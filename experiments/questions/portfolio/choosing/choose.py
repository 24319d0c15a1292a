"""Which proposals together: the set of least net under budgets, exclusions and dependencies.

Integer programming on one net and one cost a year for each proposal. Knows names and kroner;
it knows nothing of worlds. Amounts count to the oere, so that a set either keeps a budget or
does not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.questions.portfolio.finding import FrameYear, Limits
from borgerflow.experiments.runs.capacity.whole_numbers import (
    OERE,
    Mask,
    Row,
    least_in_turn,
    weighed,
)
from borgerflow.sim.base.chance import RESAMPLE, citizen_key, uniform

Array = NDArray[np.float64]
Names = tuple[str, ...]
DRAWS = 100
NO_FRAMES: Mapping[FrameYear, Array] = {}


@dataclass(frozen=True)
class Candidates:
    """Proposals to choose among, each with its net and its cost by year.

    ``exclusions`` are pairs of which at most one is chosen; of ``needs`` the first is chosen
    only with the second. Both may name proposals that are not among the candidates. ``frames`` has
    the net of each proposal on a frame in a year, where that is limited.
    """

    names: Names
    nets: Array  # [proposal] kroner, + expense
    costs: Array  # [year, proposal] kroner
    exclusions: tuple[tuple[str, str], ...] = ()
    needs: tuple[tuple[str, str], ...] = ()
    frames: Mapping[FrameYear, Array] = field(default_factory=dict)  # [proposal] kroner

    def on_frame(self, frame: FrameYear, names: Sequence[str]) -> float:
        """Return what a set comes to on a frame in a year, its members one by one."""
        return weighed(self.frames[frame], self.places(names))

    def net(self, names: Sequence[str]) -> float:
        """Return the sum of the nets of a set."""
        return weighed(self.nets, self.places(names))

    def cost(self, names: Sequence[str]) -> float:
        """Return what a set costs over all years."""
        return weighed(self.costs.sum(axis=0), self.places(names))

    def places(self, names: Sequence[str]) -> Mask:
        """Return which of the candidates are in a set."""
        return np.array([name in names for name in self.names], dtype=bool)


def best_set(candidates: Candidates, limits: Limits) -> Names | None:
    """Return the set of least net, sorted; None if no set keeps the limits.

    Among sets of the same net the cheapest is taken, then the one of fewest proposals. The
    order of the candidates plays no part.
    """
    known = _sorted(candidates)
    wishes = (known.nets, known.costs.sum(axis=0), np.ones(len(known.names)))
    chosen = least_in_turn(wishes, _rows(known, limits), known.places(limits.must))
    if chosen is None:
        return None
    return tuple(name for name, taken in zip(known.names, chosen, strict=True) if taken)


def frontier(candidates: Candidates, limits: Limits) -> list[Names]:
    """Return each set that is best under some budget over all years, the cheapest first.

    The budgets among the limits are left out; what must be in, and be spent, is kept.
    """
    free = replace(limits, by_year={}, total=None)
    found: list[Names] = []
    best = best_set(candidates, free)
    while best is not None:
        found.append(best)
        less = candidates.cost(best) - 10**-OERE
        best = best_set(candidates, replace(free, total=less))
    return found[::-1]


def chosen_shares(
    candidates: Candidates,
    nets: Array,
    limits: Limits,
    seed: int,
    frames: Mapping[FrameYear, Array] = NO_FRAMES,
) -> dict[str, float]:
    """Return by name in which share of redrawn replications a proposal is in the best set.

    Each draw takes as many of the replications as there are, with replacement, and chooses by
    their means. ``nets`` is [replication, proposal] in the order of the candidates, ``frames`` the
    same on each frame and year that is limited.
    """
    counts = dict.fromkeys(candidates.names, 0)
    for draw in range(DRAWS):
        rows = _redrawn(len(nets), seed, draw)
        means = np.round(nets[rows].mean(axis=0), OERE)
        on_frames = {name: np.round(each[rows].mean(axis=0), OERE) for name, each in frames.items()}
        drawn = replace(candidates, nets=means, frames=on_frames)
        for name in best_set(drawn, limits) or ():
            counts[name] += 1
    return {name: count / DRAWS for name, count in counts.items()}


def _redrawn(size: int, seed: int, draw: int) -> list[int]:
    keys = (citizen_key(seed, draw, place) for place in range(size))
    return [int(size * uniform(key, RESAMPLE, 0)) for key in keys]


def _sorted(candidates: Candidates) -> Candidates:
    order = np.argsort(candidates.names)
    return replace(
        candidates,
        names=tuple(candidates.names[place] for place in order),
        nets=candidates.nets[order],
        costs=candidates.costs[:, order],
        frames={name: each[order] for name, each in candidates.frames.items()},
    )


def _rows(candidates: Candidates, limits: Limits) -> list[Row]:
    """Return every limit and rule as a weighted sum with its bounds."""
    rows: list[Row] = [
        (cost, -np.inf, budget)
        for cost, budget in zip(candidates.costs, limits.by_year.values(), strict=False)
        if budget is not None
    ]
    least = -np.inf if limits.at_least is None else limits.at_least
    most = np.inf if limits.total is None else limits.total
    rows.append((candidates.costs.sum(axis=0), least, most))
    rows += [(candidates.frames[name], -np.inf, most) for name, most in limits.frames.items()]
    for one, other in candidates.exclusions:
        if {one, other} <= set(candidates.names):
            rows.append((candidates.places((one, other)).astype(float), -np.inf, 1.0))
    for one, other in candidates.needs:
        if one in candidates.names:
            lone = candidates.places((one,)).astype(float) - candidates.places((other,))
            rows.append((lone, -np.inf, 0.0))
    return rows
