"""Mechanisms that change the same thing for the same citizens in the same weeks and days."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from borgerflow.experiments.authoring.remarks import Remark, Written
from borgerflow.experiments.findings.labels import scheme_within
from borgerflow.sim.base.wording import Wording, joined
from borgerflow.sim.params import Mechanism, Proposal, Scheme
from borgerflow.sim.params.proposals.danish_names import KINDS
from borgerflow.sim.world.cells import cells_where
from borgerflow.sim.world.municipality import value_of
from borgerflow.sim.world.proposals.mechanisms import steps_of

FOREVER = float("inf")
Change = tuple[str, str]  # a scheme, and an exit of it or a kind


def double_counting(several: Sequence[Written], schemes: Mapping[str, Scheme]) -> Iterator[Remark]:
    """Yield a warning for each two mechanisms, of one proposal or of two, that overlap."""
    mechanisms = [(one, mechanism) for one in several for mechanism in one.proposal.mechanisms]
    for (first, earlier), (second, later) in itertools.combinations(mechanisms, 2):
        shared = sorted(_changes(earlier) & _changes(later))
        if shared and _meet(first.proposal, earlier, second.proposal, later):
            apart = first is not second
            one, other = (
                f"{form.proposal.id}.{mechanism.name}" if apart else mechanism.name
                for form, mechanism in ((first, earlier), (second, later))
            )
            loc = ("mechanisms", later.name)
            both = joined(", ", (_called(change, schemes) for change in shared))
            yield second.remark("double_counting", loc, one=one, other=other, shared=both)


def _changes(mechanism: Mechanism) -> set[Change]:
    """Return the hazards that a mechanism changes, or else what it is of that scheme."""
    hazards = {(origin, mechanism.scheme) for origin in mechanism.origins}
    hazards |= {(mechanism.scheme, exit_) for exit_ in mechanism.exits}
    return hazards or {(mechanism.scheme, mechanism.kind)}


def _called(change: Change, schemes: Mapping[str, Scheme]) -> Wording:
    """Return what is changed in words: from where to where, or how."""
    origin, to = (scheme_within(schemes[n]) if n in schemes else KINDS[n] for n in change)
    return origin + " > " + to


def _meet(one: Proposal, earlier: Mechanism, other: Proposal, later: Mechanism) -> bool:
    """Tell whether any citizen can be under both on any day."""
    if earlier.came_from and later.came_from and not set(earlier.came_from) & set(later.came_from):
        return False
    cells = cells_where(earlier.target) & cells_where(later.target)
    windows = _overlap(_window(earlier), _window(later))
    return bool(cells.any()) and windows and _overlap(_days(one, earlier), _days(other, later))


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])


def _window(mechanism: Mechanism) -> tuple[float, float]:
    start, end = mechanism.window_weeks
    if mechanism.at_week is not None:  # it acts as soon as it is known of
        ahead = value_of(mechanism.threat_weeks, 0.0)
        return max(0.0, value_of(mechanism.at_week, 0.0) - ahead), FOREVER
    if mechanism.kind == "programme":  # it goes on acting on those it has recruited
        return start, FOREVER
    return start, FOREVER if end is None else end


def _days(proposal: Proposal, mechanism: Mechanism) -> tuple[float, float]:
    """Return the first day of a mechanism and the day after its fade-out."""
    steps = list(steps_of(proposal, mechanism))
    return steps[0].start, steps[-1].until
