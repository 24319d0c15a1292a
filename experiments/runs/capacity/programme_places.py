"""How many are on a programme at a time, beside the places it has.

A programme recruits at a stated pace and asks nobody whether a place is free, so its places are
a figure to hold the pace against. Where one simulated replication looks off, a few more tell
whether it is the pace or chance.
"""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from borgerflow.sim.base.clock import DAYS_PER_WEEK, date_of
from borgerflow.sim.engines import simulate
from borgerflow.sim.params import Estimate, Label, Mechanism, Proposal
from borgerflow.sim.records.history import History
from borgerflow.sim.world.municipality import value_of
from borgerflow.sim.world.proposals.mechanisms import steps_of
from borgerflow.sim.world.world import World

if TYPE_CHECKING:
    import pandas as pd

A_QUARTER = 0.25
SDS = 2.0  # standard deviations that chance alone may come to
SEED, TO_BE_SURE = 1, 4  # replications, where the first looks off


class Filling(NamedTuple):
    """Persons on a programme beside its places, and how far chance alone sets them apart.

    The persons are the mean of some replications.

    Of a team that starts together it is those who began, of other programmes the mean number at
    a time; ``places`` are those of the part of the municipality that is simulated.
    """

    proposal: Proposal
    label: Label
    enrolled: float
    places: float
    by_chance: float
    team: bool
    replications: int = 1

    @property
    def is_off(self) -> bool:
        """Tell whether it differs from the places by more than a quarter, and than by chance."""
        apart = abs(self.enrolled - self.places)
        return apart > max(A_QUARTER * self.places, self.by_chance)


def fillings(world: World) -> list[Filling]:
    """Return how each programme that runs in full within the horizon is filled."""
    named = [
        (proposal, mechanism)
        for proposal in world.proposals
        for mechanism in proposal.mechanisms
        if mechanism.places is not None
    ]
    if not named:
        return []
    first = _filled_in(world, named, 0)
    if not any(filling.is_off for filling in first):
        return first
    others = (_filled_in(world, named, replication) for replication in range(1, TO_BE_SURE))
    return [_mean(every) for every in zip(first, *others, strict=True)]


def _filled_in(
    world: World, named: Sequence[tuple[Proposal, Mechanism]], replication: int
) -> list[Filling]:
    history = simulate(world, SEED, replication)
    return [filling for one in named for filling in _filled(world, history, *one)]


def _mean(found: Sequence[Filling]) -> Filling:
    """Return the filling of one programme over some replications."""
    enrolled = sum(filling.enrolled for filling in found) / len(found)
    by_chance = found[0].by_chance / math.sqrt(len(found))
    return found[0]._replace(enrolled=enrolled, by_chance=by_chance, replications=len(found))


def _filled(
    world: World, history: History, proposal: Proposal, mechanism: Mechanism
) -> Iterator[Filling]:
    enrolments = history.enrolments
    here = enrolments[enrolments.programme == f"{proposal.id}.{mechanism.name}"]
    room = value_of(mechanism.places, 0.0) * world.scale
    length, gathered = (_days(e) for e in (mechanism.weeks, mechanism.recruits_for_weeks))
    full = max(steps_of(proposal, mechanism), key=lambda step: step.strength)
    since, until = full.start + (gathered or length), min(full.until, world.end_day)
    if since >= until:
        return
    if gathered:
        yield Filling(proposal, mechanism.label, len(here), room, SDS * math.sqrt(room), True)
    else:
        by_chance = SDS * math.sqrt(room * length / (until - since))
        enrolled = mean_on(here, since, until)
        yield Filling(proposal, mechanism.label, enrolled, room, by_chance, False)


def _days(weeks: Estimate | None) -> int:
    return round(value_of(weeks, 0.0) * DAYS_PER_WEEK)


def mean_on(enrolments: "pd.DataFrame", since: int, until: int) -> float:
    """Return how many are enrolled on average from a day until before another."""
    first, after = (np.datetime64(date_of(day)) for day in (since, until))
    starts, ends = (enrolments[name].to_numpy("datetime64[D]") for name in ("start", "end"))
    days = (np.minimum(ends, after) - np.maximum(starts, first)).astype(np.int64)
    return float(np.maximum(days, 0).sum() / (until - since))
