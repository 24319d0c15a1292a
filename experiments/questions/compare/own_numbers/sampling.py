"""Draws of what nobody knows: each number from its own distribution, all at once.

Points are those of a scrambled Sobol sequence: they fill the space of the numbers more evenly than
independent ones, so that fewer draws tell as much. The first points are the same however many are
asked for.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache as once
from functools import cached_property
from types import ModuleType
from typing import NamedTuple

import numpy as np

from borgerflow.experiments.questions.compare.own_numbers.copula import Copula, unjoined
from borgerflow.experiments.questions.compare.own_numbers.numbers import (
    OwnNumber,
    Worlds,
    own_numbers,
    worlds_at,
)
from borgerflow.experiments.questions.compare.own_numbers.world_numbers import (
    WorldNumber,
    set_in,
    world_numbers,
)
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Proposal
from borgerflow.sim.params.estimates import value_at
from borgerflow.sim.params.patches.correlations import CorrelatedPair, pairs_in
from borgerflow.sim.world.world import World

CHUNK = 32  # draws that share one simulated baseline, where worlds stand still
APART = 1  # the seed of the draws of worlds is another than that of the proposals' numbers


def points(numbers: int, draws: int, seed: int) -> Floats:
    """Return the shares at which numbers are drawn, [draw, number], each between 0 and 1."""
    if numbers == 0:
        return np.zeros((draws, 0))
    power = math.ceil(math.log2(draws))
    found = sequences().Sobol(numbers, rng=seed).random_base2(power)
    return np.asarray(found[:draws], dtype=np.float64)


def sequences() -> ModuleType:
    """Return what makes such sequences; whoever waits for something may have it loaded ahead."""
    from scipy.stats import qmc  # noqa: PLC0415  (slow; a refusal needs none)

    return qmc


class Made(NamedTuple):
    """The worlds of a chunk of draws by their places in it, and why others make none."""

    worlds: tuple[tuple[int, Worlds], ...]
    reasons: tuple[Wording, ...]


@dataclass(frozen=True)
class WorldDraws:
    """Where the numbers of both worlds are drawn, each of these worlds for several draws.

    A world needs lives of its own, which cost more than what a proposal changes in them.
    """

    numbers: tuple[WorldNumber, ...]
    shares: Floats  # [world, number]
    draws_each: int

    def of(self, draw: int) -> int:
        """Return the world of a draw."""
        return draw // self.draws_each

    def by_draw(self, draws: int) -> Floats:
        """Return the shares of each draw, [draw, number]."""
        return self.shares[[self.of(draw) for draw in range(draws)]]


@dataclass(frozen=True)
class Drawing:
    """The worlds as assumed, and the shares at which their numbers are drawn.

    Travels to a worker as it is: worlds are made there, so that memory is that of one chunk.
    """

    baseline: World
    investment: World
    asked: tuple[Proposal, ...]
    own_shares: Floats  # [draw, number of the proposals]
    world: WorldDraws | None = None  # None where the worlds stand still
    joint: Copula | None = None  # None where every number is drawn apart

    @cached_property
    def own(self) -> list[OwnNumber]:
        """Return the proposals' own numbers that are drawn, in the order of their shares."""
        return own_numbers(self.investment, self.asked)

    @property
    def numbers(self) -> list[OwnNumber | WorldNumber]:
        """Return every number that is drawn, the proposals' own first, then those of the world."""
        return [*self.own, *(self.world.numbers if self.world else ())]

    @property
    def shares(self) -> Floats:
        """Return the shares at which every number is drawn, [draw, number]."""
        if self.world is None:
            return self.own_shares
        return np.hstack([self.own_shares, self.world.by_draw(len(self.own_shares))])

    @property
    def worlds(self) -> int:
        """Return how many draws of the worlds there are: one where these stand still."""
        return 1 if self.world is None else len(self.world.shares)

    @property
    def together(self) -> int:
        """Return how many draws share one simulated baseline."""
        return CHUNK if self.world is None else self.world.draws_each

    def values(self, draw: int) -> list[tuple[OwnNumber, float]]:
        """Return the proposals' own numbers with their values in a draw."""
        drawn = zip(self.own, self.own_shares[draw].tolist(), strict=True)
        return [(number, value_at(number.estimate, share)) for number, share in drawn]

    def usual(self, world: int) -> Worlds:
        """Return both worlds with the numbers of a draw of worlds, the proposals' as assumed."""
        both = self.baseline, self.investment
        if self.world is None:
            return both
        shares = zip(self.world.numbers, self.world.shares[world].tolist(), strict=True)
        values = [(number, value_at(number.estimate, share)) for number, share in shares]
        before, after = (set_in(each, values) for each in both)
        return before, after

    @cached_property
    def _last(self) -> dict[range, Made]:
        return {}

    def made(self, draws: range) -> Made:
        """Return the worlds of a chunk of draws; those of the last chunk are kept."""
        if draws not in self._last:
            self._last.clear()
            self._last[draws] = self._made(draws)
        return self._last[draws]

    def _made(self, draws: range) -> Made:
        worlds: list[tuple[int, Worlds]] = []
        reasons: list[Wording] = []
        usual = once(self.usual)
        for place, draw in enumerate(draws):
            try:
                before = usual(self.world.of(draw) if self.world else 0)
                worlds.append((place, worlds_at(before, self.values(draw))))
            except InputError as error:
                reasons.append(error.said)
        return Made(tuple(worlds), tuple(reasons))


def drawing_of(
    comparison: Comparison, draws: int, seed: int, listed: Sequence[str] = (), draws_each: int = 1
) -> Drawing:
    """Return what is drawn for a question.

    Parameters
    ----------
    listed : sequence of str
        The numbers that the answer lists: those of the worlds among them are drawn too.
    draws_each : int
        How many draws share the numbers of one world.

    Raises
    ------
    InputError
        If nothing has a range.
    """
    own = own_numbers(comparison.investment, comparison.asked)
    worlds = world_numbers(comparison.baseline, listed)
    if not own and not worlds:
        names = ", ".join(proposal.id for proposal in comparison.asked)
        raise InputError(
            Wording(
                f"Intet tal i {names} har et lavt og et højt skøn: der er intet at trække. "
                "Brug compare, som viser simuleringens usikkerhed.",
                f"No number of {names} has a low and a high end: there is nothing to draw. "
                "compare tells what chance leaves open.",
            )
        )
    others = math.ceil(draws / draws_each)
    of_worlds = WorldDraws(worlds, points(len(worlds), others, seed + APART), draws_each)
    both = comparison.baseline, comparison.investment
    shares = points(len(own), draws, seed)
    drawing = Drawing(*both, comparison.asked, shares, of_worlds if worlds else None)
    pairs = pairs_in(comparison.baseline.params.patch)
    return hung_together(drawing, pairs) if pairs else drawing


def hung_together(drawing: Drawing, pairs: Sequence[CorrelatedPair]) -> Drawing:
    """Return draws whose numbers hang together as some pairs say.

    Those of the worlds come first, so that draws that share a world share all of its numbers.

    Raises
    ------
    InputError
        If the correlations cannot all hold at once.
    """
    found = Copula.of([number.name for number in drawing.numbers], pairs)
    if found is None:
        return drawing
    own = len(drawing.own)
    shares = found.turned(own).shares(np.roll(drawing.shares, -own, axis=1))
    others, own_shares = np.split(shares, [shares.shape[1] - own], axis=1)
    world = drawing.world
    if world is not None:
        world = replace(world, shares=others[:: world.draws_each])
    return replace(drawing, own_shares=own_shares, world=world, joint=found)


def refuse_impossible_pairs(comparison: Comparison) -> None:
    """Refuse correlations of own numbers that cannot all hold, before anything is simulated.

    Raises
    ------
    InputError
        That names the numbers.
    """
    pairs = pairs_in(comparison.baseline.params.patch)
    if pairs:
        names = [each.name for each in own_numbers(comparison.investment, comparison.asked)]
        Copula.of(names, pairs)


def idle_pairs(drawing: Drawing) -> tuple[Wording, ...]:
    """Return the notice that correlations do nothing in a drawing, if some do nothing."""
    pairs = pairs_in(drawing.baseline.params.patch)
    said = unjoined([number.name for number in drawing.numbers], pairs)
    return () if said is None else (said,)


def chunks_of(draws: int, size: int) -> Sequence[range]:
    """Return the draws in chunks of a size, the last one shorter."""
    return [range(first, min(first + size, draws)) for first in range(0, draws, size)]
