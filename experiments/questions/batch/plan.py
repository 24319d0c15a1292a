"""Which tasks a study makes: its worlds, its draws, and the units workers are given.

A task is one draw of one replication. Draw 0 has the central values; the others take every
varied number from its own distribution, by an address: draw 17 is the same whatever else runs.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from borgerflow.experiments.questions.batch.study import Study
from borgerflow.experiments.questions.compare.own_numbers.copula import Copula
from borgerflow.experiments.runs.capacity.posts_needed import staffed_for
from borgerflow.experiments.runs.comparison import Comparison, comparison_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.sim.base.chance import KNOWLEDGE, citizen_key, uniform
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Estimate, Params
from borgerflow.sim.params.estimates import value_at
from borgerflow.sim.params.patches.correlations import pairs_in
from borgerflow.sim.world.bare import number_of_name
from borgerflow.sim.world.world import World, load_world

CENTRAL = 0  # the draw that has the central values
NOBODY = 0  # a draw of knowledge is no citizen's
MOST_DRAWS = 100  # of one unit: what is lost when a worker is killed


@dataclass(frozen=True)
class Work:
    """What any task of a study needs; travels once to each worker."""

    comparison: Comparison
    varied: Mapping[str, Estimate]
    settings: RunSettings

    def values(self, draw: int) -> dict[str, float]:
        """Return the varied numbers of a draw; the central ones are left as they are."""
        if draw == CENTRAL:
            return {}
        numbers = zip(self.varied.items(), self._shares(draw), strict=True)
        return {name: value_at(estimate, share) for (name, estimate), share in numbers}

    def _shares(self, draw: int) -> list[float]:
        """Return the places at which numbers lie in a draw, apart unless a patch joins them."""
        apart = [share_of(name, self.settings.seed, draw) for name in self.varied]
        if self.together is None:
            return apart
        return [float(share) for share in self.together.shares(np.array([apart]))[0]]

    @cached_property
    def together(self) -> Copula | None:
        """Return how the varied numbers hang together, None where nothing joins them."""
        pairs = pairs_in(self.comparison.baseline.params.patch)
        return Copula.of(list(self.varied), pairs) if pairs else None

    def investment(self, draw: int) -> World:
        """Return the investment world of a draw.

        Raises
        ------
        InputError
            If the numbers drawn make no world.
        """
        values = self.values(draw)
        world = self.comparison.investment
        return world.overridden(values) if values else world


class Unit(NamedTuple):
    """What a worker is given at once: draws of one replication, which share its baseline."""

    replication: int
    draws: tuple[int, ...]


def work_of(study: Study, params: Params) -> Work:
    """Return the worlds and draws of a study."""
    form = study.form
    world = load_world(
        form.municipality,
        form.proposals,
        start=study.horizon[0],
        end=study.horizon[1],
        params=params,
        population=form.population,
    )
    _refuse_shared_addresses(study.varied)
    settings = RunSettings(form.seed, form.engine)
    world = staffed_for(world, world.proposals)
    return Work(comparison_of(world, None), dict(study.varied), settings)


def _refuse_shared_addresses(names: Collection[str]) -> None:
    numbers: dict[int, str] = {}
    for name in names:
        other = numbers.setdefault(number_of_name(name), name)
        if other != name:
            raise InputError(
                Wording(
                    da=f"{name} og {other} kan ikke varieres samtidig: de har fået samme "
                    "interne nummer.",
                    en=f"{name} and {other} cannot be drawn together: they share a number.",
                )
            )


def share_of(name: str, seed: int, draw: int) -> float:
    """Return the place of a number in its distribution in one draw."""
    return uniform(citizen_key(seed, draw, NOBODY), KNOWLEDGE + number_of_name(name), 0)


def impossible_draws(work: Work, draws: int) -> dict[int, Wording]:
    """Return the draws whose numbers make no world, each with the reason."""
    reasons = {}
    for draw in range(1, draws + 1):
        try:
            work.investment(draw)
        except InputError as error:
            reasons[draw] = error.said
    return reasons


@dataclass(frozen=True)
class TaskPlan:
    """The tasks of a study: all draws in some replications, the central one in further ones."""

    replications: int
    draws: tuple[int, ...]  # those that make a world, the central one first
    central_until: int  # replications of the central draw

    def draws_of(self, replication: int) -> tuple[int, ...]:
        """Return the draws that are simulated in a replication."""
        return self.draws if replication < self.replications else (CENTRAL,)

    @property
    def tasks(self) -> int:
        """Return how many tasks there are."""
        further = self.central_until - self.replications
        return self.replications * len(self.draws) + further


def plan_of(study: Study, impossible: Collection[int]) -> TaskPlan:
    """Return the tasks of a study, without the draws that make no world."""
    form = study.form
    draws = [draw for draw in range(1, form.draws + 1) if draw not in impossible]
    return TaskPlan(form.replications, (CENTRAL, *draws), form.replications)


def units_of(replication: int, draws: Sequence[int]) -> Iterator[Unit]:
    """Yield the units that hold draws of a replication; their baseline is simulated in each."""
    for first in range(0, len(draws), MOST_DRAWS):
        yield Unit(replication, tuple(draws[first : first + MOST_DRAWS]))


@dataclass(frozen=True)
class Outlook:
    """What a study would take, and how many replications would do, judged by a few of them."""

    tasks: int
    seconds: float  # of one core, at most: draws of a replication share its baseline
    bytes: int  # on the disk, at most: what is kept is compressed
    replications: int
    half_width: float | None  # of the municipality's total net with so many, by chance alone
    wanted: float | None  # half-width
    enough: int | None  # replications that bring it so low
