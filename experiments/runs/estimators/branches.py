"""A world beside the baseline, told by branches: lives that it is sure to change, weighed.

See `docs/estimators.md` for why the change comes out the same as by lotteries, and narrower.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from borgerflow.experiments.findings.question import BRANCH, Engine, Estimator
from borgerflow.experiments.runs.estimators.blocks import (
    Known,
    Lives,
    citizens_touched,
    reached_through,
)
from borgerflow.experiments.runs.estimators.lotteries import CountedWorld, Counterfactual, Totals
from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.engines.branches.carried import for_everybody, hindrance, pays_otherwise
from borgerflow.sim.engines.branches.days import TwoWorlds
from borgerflow.sim.engines.branches.run import branches_of
from borgerflow.sim.engines.derived.activations import activations_of
from borgerflow.sim.engines.derived.grants import paid_by_grant
from borgerflow.sim.engines.derived.payments import paid_spells
from borgerflow.sim.engines.reach import Difference
from borgerflow.sim.engines.simulate import live_paid_as
from borgerflow.sim.world.people import People

Note = Callable[[People, Lives, Lives, Floats], None]


@dataclass(frozen=True)
class BranchedWorld:
    """A world beside the baseline whose change is told by branches; ``note`` takes note of them."""

    usual: CountedWorld
    other: CountedWorld
    difference: Difference  # as if each mechanism reached everybody it is meant for
    note: Note | None = None

    @property
    def world(self) -> Any:
        """Return the other world."""
        return self.other.world

    def noting(self, note: Note) -> Self:
        """Return the same world, notes taken of whom it changes."""
        return replace(self, note=note)

    def reached(self, people: People, before: Lives) -> Ints:
        """Return the places of those whose lives it may change."""
        return reached_through(self.difference, people, before)

    def change(self, known: Known[Lives], _: object, engine: Engine) -> Totals:
        """Return the change that the other world brings to people whose usual lives are known.

        Each life becomes another with its chance; else, where pay differs, it is paid otherwise.
        """
        here = known.of(self.reached(known.people, known.usual))
        after, weight = self.branches(here.people, engine)
        change = self.weighed(here, after, weight)
        if not pays_otherwise(self.difference):
            return change
        usual, other = self.usual.world, self.other.world
        paid = Lives(*live_paid_as(usual, other, here.people, engine))
        return change + self.weighed(here, paid, 1.0 - weight)

    def branches(self, people: People, engine: Engine) -> tuple[Lives, Floats]:
        """Return the lives of people that are changed, and how likely each is."""
        usual, other = self.usual.world, self.other.world
        worlds = TwoWorlds(usual.tables, other.tables)
        found = branches_of(worlds, people, usual.benefit_share, engine)
        spells = paid_by_grant(found.spells, other.grant_rules)
        spells = paid_spells(other.tables, people, spells, found.contacts)
        activations = activations_of(other.tables, people, found.spells)
        return Lives(spells, found.contacts, activations), found.chance

    def weighed(self, known: Known[Lives], after: Lives, weight: Floats) -> Totals:
        """Return what other lives of people come to more, each weighed."""
        before = known.usual.of(np.flatnonzero(weight), len(weight))
        if self.note is not None:
            self.note(known.people, before, after, weight)
        years = self.usual.world.horizon_years
        touched = citizens_touched(before.spells, after.spells, years, weight)
        change = self.other.reduce(after, weight=weight) - self.usual.reduce(before, weight=weight)
        return replace(change, touched=touched)


def branched(
    usual: CountedWorld, other: CountedWorld, difference: Difference
) -> BranchedWorld | None:
    """Return a world beside the baseline, told by branches; None where these do not carry it."""
    if hindrance(usual.world.tables, difference) is not None:
        return None
    return BranchedWorld(usual, other, for_everybody(difference))


def told_beside(
    usual: CountedWorld, other: CountedWorld, difference: Difference, estimator: Estimator
) -> BranchedWorld | Counterfactual[Lives, Totals]:
    """Return a world beside another, told by branches where these are asked for and carry it."""
    found = branched(usual, other, difference) if estimator == BRANCH else None
    return found or usual.counterfactual(other, difference)
