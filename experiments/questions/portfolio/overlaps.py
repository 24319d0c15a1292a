"""Proposals that act on the same thing: what two of them buy may be the same effort."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from borgerflow.sim.params import Mechanism, Proposal


def overlaps(proposals: Sequence[Proposal]) -> Iterator[tuple[Proposal, Proposal, str]]:
    """Yield each pair that acts on the same scheme in the same way, with the scheme.

    The same way is: the same exits for some of the same people in some of the same weeks and
    on some of the same days, or the same new cases of some of the same people.
    """
    for one, other in combinations(proposals, 2):
        if one.start >= other.until or other.start >= one.until:
            continue
        pairs = product(one.mechanisms, other.mechanisms)
        for scheme in dict.fromkeys(a.scheme for a, b in pairs if act_alike(a, b)):
            yield one, other, scheme


def act_alike(one: Mechanism, other: Mechanism) -> bool:
    """Tell whether two mechanisms change the same thing for some of the same people."""
    same = one.scheme == other.scheme and one.at == other.at
    return same and _meet(one, other) and _targets_meet(one, other)


def _meet(one: Mechanism, other: Mechanism) -> bool:
    if one.at is not None:
        return one.at == "door" or bool(set(one.origins) & set(other.origins))
    (start, end), (begin, stop) = one.window_weeks, other.window_weeks
    in_time = (stop is None or start < stop) and (end is None or begin < end)
    return in_time and bool(set(one.exits) & set(other.exits))


def _targets_meet(one: Mechanism, other: Mechanism) -> bool:
    shared = set(one.target) & set(other.target)
    return all(set(one.target[name]) & set(other.target[name]) for name in shared)
