"""A world beside the baseline, told by lotteries: who lives otherwise, and what that comes to."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Generic, Self, TypeVar

import numpy as np

from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.runs.estimators.blocks import (
    Known,
    L,
    Lives,
    changed_places,
    citizens_touched,
    people_at,
    reached_through,
)
from borgerflow.sim.base.arrays import Counts, Floats, Ints
from borgerflow.sim.base.sums import Summable
from borgerflow.sim.engines.meetings import Meetings, Met
from borgerflow.sim.engines.reach import Difference, difference_of
from borgerflow.sim.measures.account import Account, Reckoner, reckoner_of
from borgerflow.sim.measures.new_cases import NewCases, new_cases
from borgerflow.sim.measures.stays import no_stays, nobody_stays, stays_by_week
from borgerflow.sim.world.people import People
from borgerflow.sim.world.world import World

S = TypeVar("S", bound=Summable)
Simulate = Callable[[World, People, Engine], L]


@dataclass(frozen=True)
class Counterfactual(Generic[L, S]):
    """A world beside the baseline, whom it may reach, and how to tell what it changes.

    ``reached`` gives the places of those who may live another life, from people and their usual
    lives; ``subtract`` what the other lives of people come to more, from usual and other lives.
    ``note`` takes note of people with both lives of those reached.
    """

    world: World
    reached: Callable[[People, L], Ints]
    subtract: Callable[[L, L, People], S]
    note: Callable[[People, L, L], None] | None = None

    def noting(self, note: Callable[[People, L, L], None]) -> Self:
        """Return the same world, notes taken of whom it may reach."""
        return replace(self, note=note)

    def change(self, known: Known[L], simulate: Simulate[L], engine: Engine) -> S:
        """Return the change that the other world brings to people whose usual lives are known."""
        people, size = known.people, len(known.citizens)
        reached = self.reached(people, known.usual)
        after = simulate(self.world, people_at(people, reached), engine).placed(reached)
        usual = known.usual.of(reached, size)
        if self.note is not None:
            self.note(people, usual, after)
        return self.subtract(usual, after, people)


@dataclass(frozen=True)
class Totals(Summable):
    """What some citizens' lives come to.

    Of a change between two worlds: by how much the lives come to more in the other one.
    """

    account: Account
    cases: Counts  # [year] new cases of one scheme
    touched: Counts  # [year] citizens who live differently
    met: Met
    # By week and end, in the scheme whose cases are counted.
    stays: Counts = field(default_factory=no_stays)


@dataclass(frozen=True)
class CountedWorld:
    """A world whose lives are reckoned and whose new cases are counted, if any are asked for."""

    world: World
    reckoner: Reckoner
    cases: NewCases | None
    acting: tuple[str, ...] = ()  # the mechanisms whose meetings are counted

    def reduce(self, lives: Lives, _: int = 0, weight: Floats | None = None) -> Totals:
        """Return what lives come to, each weighed, what was invested left out."""
        total = replace(self.nothing(), account=self.reckoner.account(*lives, weight=weight))
        if self.cases is None:
            return total
        cases = new_cases(lives.spells, self.world, self.cases, weight)
        stays = stays_by_week(lives.spells, self.world, self.cases.scheme, weight)
        return replace(total, cases=cases, stays=stays)

    def invested(self) -> Totals:
        """Return what the proposals cost."""
        return replace(self.nothing(), account=self.reckoner.invested())

    def nothing(self) -> Totals:
        """Return what nobody's lives come to."""
        none = np.zeros(len(self.world.horizon_years), dtype=np.int64)
        stays = no_stays() if self.cases is None else nobody_stays(len(self.world.scheme_names))
        return Totals(self.reckoner.nothing(), none, none, Met.none(len(self.acting)), stays)

    def beside(self, world: World) -> "CountedWorld":
        """Return a world that differs in its proposals alone, to be counted likewise."""
        repriced = world.law_changes != self.world.law_changes
        reckoner = reckoner_of(world) if repriced else self.reckoner
        return replace(self, world=world, reckoner=replace(reckoner, proposals=world.proposals))

    def counterfactual(
        self, other: "CountedWorld", difference: Difference
    ) -> Counterfactual[Lives, Totals]:
        """Return another world beside this one, and what they differ in."""
        meetings = Meetings.of(other.world, difference) if self.acting else None

        def subtract(before: Lives, after: Lives, people: People) -> Totals:
            size = len(people.key)
            met = Met.none(0)
            if meetings is not None:
                met = meetings.met(self.acting, people, before.spells, after.spells)
            # Under another law a life costs something else though none changes.
            if other.world.law_changes == self.world.law_changes:
                changed = changed_places(before, after, size)
                before, after = before.of(changed, size), after.of(changed, size)
            years = self.world.horizon_years
            touched = citizens_touched(before.spells, after.spells, years)
            change = other.reduce(after, size) - self.reduce(before, size)
            return replace(change, touched=touched, met=met)

        return Counterfactual(other.world, partial(reached_through, difference), subtract)


def difference_between(baseline: World, world: World) -> Difference:
    """Return what two worlds differ in.

    Under another law, or where citizens are not independent, it may be anything.
    """
    difference = difference_of(baseline.tables, world.tables)
    independent = baseline.citizens_are_independent and world.citizens_are_independent
    if independent and world.law_changes == baseline.law_changes:
        return difference
    return replace(difference, elsewhere=True)
