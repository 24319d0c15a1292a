"""Which proposals together: the set of least net under budgets, exclusions and dependencies.

Integer programming on one net and one cost a year for each proposal. Knows names and kroner;
it knows nothing of worlds. Amounts count to the oere, so that a set either keeps a budget or
does not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.questions.portfolio.finding import OERE, Limits
from borgerflow.experiments.runs.capacity.whole_numbers import solved_quietly
from borgerflow.sim.base.chance import RESAMPLE, citizen_key, uniform
from borgerflow.sim.base.errors import BorgerflowError
from borgerflow.sim.base.wording import Wording

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Names = tuple[str, ...]
Row = tuple[Array, float, float]  # weights, least and largest weighted sum
THOUSAND = 1000  # the solver is given amounts of a size it is made for
PARTS = 100_000  # of the largest weight: what the solver can tell apart
ROUNDING = 1e-6  # of such a part
SOLVED, IMPOSSIBLE = 0, 2  # how scipy says so
DRAWS = 100


@dataclass(frozen=True)
class Candidates:
    """Proposals to choose among, each with its net and its cost by year.

    ``exclusions`` are pairs of which at most one is chosen; of ``needs`` the first is chosen
    only with the second. Both may name proposals that are not among the candidates.
    """

    names: Names
    nets: Array  # [proposal] kroner, + expense
    costs: Array  # [year, proposal] kroner
    exclusions: tuple[tuple[str, str], ...] = ()
    needs: tuple[tuple[str, str], ...] = ()

    def net(self, names: Sequence[str]) -> float:
        """Return the sum of the nets of a set."""
        return _sum(self.nets, self.places(names))

    def cost(self, names: Sequence[str]) -> float:
        """Return what a set costs over all years."""
        return _sum(self.costs.sum(axis=0), self.places(names))

    def places(self, names: Sequence[str]) -> Mask:
        """Return which of the candidates are in a set."""
        return np.array([name in names for name in self.names], dtype=bool)


def best_set(candidates: Candidates, limits: Limits) -> Names | None:
    """Return the set of least net, sorted; None if no set keeps the limits.

    Among sets of the same net the cheapest is taken, then the one of fewest proposals. The
    order of the candidates plays no part.
    """
    known = _sorted(candidates)
    rows = _rows(known, limits)
    chosen: Mask | None = None
    for weights in (known.nets, known.costs.sum(axis=0), np.ones(len(known.names))):
        chosen = _least(weights, rows, known.places(limits.must))
        if chosen is None:
            return None
        rows.append((weights, -np.inf, _sum(weights, chosen)))
    assert chosen is not None
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
    candidates: Candidates, nets: Array, limits: Limits, seed: int
) -> dict[str, float]:
    """Return by name in which share of redrawn replications a proposal is in the best set.

    Each draw takes as many of the replications as there are, with replacement, and chooses by
    their means. ``nets`` is [replication, proposal] in the order of the candidates.
    """
    counts = dict.fromkeys(candidates.names, 0)
    for draw in range(DRAWS):
        means = np.round(nets[_redrawn(len(nets), seed, draw)].mean(axis=0), OERE)
        for name in best_set(replace(candidates, nets=means), limits) or ():
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
    )


def _sum(amounts: Array, chosen: Mask) -> float:
    return round(float(amounts[chosen].sum()), OERE)


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
    for one, other in candidates.exclusions:
        if {one, other} <= set(candidates.names):
            rows.append((candidates.places((one, other)).astype(float), -np.inf, 1.0))
    for one, other in candidates.needs:
        if one in candidates.names:
            lone = candidates.places((one,)).astype(float) - candidates.places((other,))
            rows.append((lone, -np.inf, 0.0))
    return rows


def _least(weights: Array, rows: Sequence[Row], must: Mask) -> Mask | None:
    """Return the choice of least weight that keeps every row to the oere.

    The solver works in floating point and takes what nearly fits for what fits. It is given
    every row in coarse whole numbers that leave no true choice out, and a choice of its that
    does not hold is cut off.
    """
    kept = [coarse for row in rows for coarse in _coarse(row)]
    while True:
        chosen = _solved(weights, kept, must)
        if chosen is None or all(_holds(chosen, row) for row in rows):
            return chosen
        signs = np.where(chosen, -1.0, 1.0)
        kept.append((signs, 0.5 - chosen.sum(), np.inf))


def _coarse(row: Row) -> Iterator[Row]:
    """Yield a row in whole numbers, its bounds half-way between two: looser, never tighter."""
    weights, least, most = row
    unit = float(np.abs(weights).max()) / PARTS or 1.0
    if np.isfinite(most):
        yield np.floor(weights / unit), -np.inf, np.floor(most / unit + ROUNDING) + 0.5
    if np.isfinite(least):
        yield np.ceil(weights / unit), np.ceil(least / unit - ROUNDING) - 0.5, np.inf


def _solved(weights: Array, rows: Sequence[Row], must: Mask) -> Mask | None:
    from scipy.optimize import Bounds, LinearConstraint  # noqa: PLC0415  (slow)

    answer = solved_quietly(
        weights / THOUSAND,
        constraints=[LinearConstraint(sums, least, most) for sums, least, most in rows],
        bounds=Bounds(must.astype(float), np.ones(len(weights))),
    )
    if answer.status not in (SOLVED, IMPOSSIBLE):
        raise BorgerflowError(
            Wording(
                da=f"Det bedste sæt blev ikke fundet: {answer.message}",
                en=f"The best set was not found: {answer.message}",
            )
        )
    return None if answer.x is None else np.asarray(answer.x > 0.5)  # noqa: PLR2004  (0 or 1)


def _holds(chosen: Mask, row: Row) -> bool:
    weights, least, most = row
    return least <= _sum(weights, chosen) <= most
