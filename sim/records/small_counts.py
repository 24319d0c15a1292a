"""Small counts of real people, hidden in what is shown, and what they could be worked out from.

A count above zero and below a least size is hidden. Where the sums that are shown with it would
tell it all the same, more cells are hidden, the smallest first, until no sum does.
"""

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params, read_model
from borgerflow.sim.params.model import SmallCounts

Sum = tuple[int, Sequence[int]]  # the place of a total, and of the cells that it is the sum of
NOUGHT = 1e-9
HIDDEN = ".."  # what stands in the place of a count that is not shown, as in StatBank


def smallest_shown(params: Params, wanted: int | None) -> int:
    """Return the least count of real people that is shown: what somebody wants, else as held."""
    if wanted is not None:
        return wanted
    held = read_model(params.directory / "model" / "small_counts.yaml", SmallCounts)
    return round(held.smallest_count.value or 1.0)


def count_told(count: int, smallest: int) -> str:
    """Return a count that no shown sum holds, as it is told: small ones as ``1-4``."""
    return f"1-{smallest - 1}" if 0 < count < smallest else str(count)


def told_hidden(smallest: int) -> Wording:
    """Return that small counts are not shown, and what stands in their place."""
    return Wording(
        f"Antal fra 1 til {smallest - 1} er ikke vist ({HIDDEN}), og heller ikke de tal, de kunne "
        "regnes ud fra (--smallest-count).",
        f"Counts from 1 to {smallest - 1} are not shown ({HIDDEN}), nor are the numbers that they"
        " could be worked out from (--smallest-count).",
    )


def hidden_counts(counts: Sequence[float], sums: Sequence[Sum], smallest: float) -> frozenset[int]:
    """Return the places of the counts that are not shown.

    Whoever sees the others and knows every sum, and that no count is below zero, finds more than
    one value for each small count.

    Parameters
    ----------
    counts : sequence of float
        All counts that are shown, totals among them.
    sums : sequence of Sum
        Which counts are the sum of which others; every total that is shown, or that a reader
        can know, must be told.
    smallest : float
        The least count that is shown; zero is always shown.
    """
    small = frozenset(place for place, count in enumerate(counts) if 0 < count < smallest)
    hidden = set(small)
    while told := worked_out(hidden, sums) & small:
        hidden.add(_next_hidden(min(told), counts, sums, hidden))
    return frozenset(hidden)


def _next_hidden(
    place: int, counts: Sequence[float], sums: Sequence[Sum], hidden: Collection[int]
) -> int:
    """Return the cell to hide beside one that is told: the smallest that shares a sum with it.

    One that is enough goes first. Where all of these are hidden, it is one that shares a sum with
    them, and so on. Once every count above zero in reach is hidden none is told, for all may be a
    little larger in proportion.
    """
    reached = {place}
    while True:
        near = reached.union(*(cells for cells in map(_cells, sums) if cells & reached))
        open_ = [at for at in near if at not in hidden and counts[at] > 0]
        if open_:
            open_.sort(key=lambda at: (counts[at], at))
            enough = (at for at in open_ if place not in worked_out({*hidden, at}, sums))
            return next(enough, open_[0])
        reached = near


def _cells(one: Sum) -> set[int]:
    total, parts = one
    return {total, *parts}


def worked_out(hidden: Iterable[int], sums: Sequence[Sum]) -> set[int]:
    """Return which hidden cells the sums leave one value alone.

    Those are the cells that are nought in every difference of two tables with the same sums.
    """
    places = sorted(hidden)
    equations = np.array([[_sign(one, place) for place in places] for one in sums])
    if not places or not equations.size:
        return set()
    free = _differences(equations)
    still = np.abs(free).max(axis=0, initial=0.0) < NOUGHT
    return {place for place, fixed in zip(places, still, strict=True) if fixed}


def _sign(one: Sum, place: int) -> float:
    total, parts = one
    return float(place in parts) - float(place == total)


def _differences(equations: Floats) -> Floats:
    """Return a basis of what may be added to cells without changing a sum."""
    _, sizes, basis = np.linalg.svd(equations)
    rank = int((sizes > NOUGHT).sum())
    return np.asarray(basis[rank:])
