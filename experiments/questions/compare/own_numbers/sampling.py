"""Draws of what nobody knows: each number of a proposal from its own distribution, all at once.

Points are those of a scrambled Sobol sequence: they fill the space of the numbers more evenly than
independent ones, so that fewer draws tell as much. The first points are the same however many are
asked for.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from borgerflow.experiments.questions.compare.own_numbers.numbers import (
    OwnNumber,
    Worlds,
    own_numbers,
    worlds_at,
)
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Proposal
from borgerflow.sim.params.estimates import value_at
from borgerflow.sim.world.world import World


def points(numbers: int, draws: int, seed: int) -> Floats:
    """Return the shares at which numbers are drawn, [draw, number], each between 0 and 1."""
    from scipy.stats import qmc  # noqa: PLC0415  (slow; a refusal needs none)

    if numbers == 0:
        return np.zeros((draws, 0))
    power = math.ceil(math.log2(draws))
    found = qmc.Sobol(numbers, rng=seed).random_base2(power)
    return np.asarray(found[:draws], dtype=np.float64)


class Made(NamedTuple):
    """The worlds of a chunk of draws by their places in it, and why others make none."""

    worlds: tuple[tuple[int, Worlds], ...]
    reasons: tuple[Wording, ...]


@dataclass(frozen=True)
class Drawing:
    """The worlds as assumed, and the shares at which their own numbers are drawn.

    Travels to a worker as it is: worlds are made there, so that memory is that of one chunk.
    """

    baseline: World
    investment: World
    asked: tuple[Proposal, ...]
    shares: Floats  # [draw, number]

    @cached_property
    def numbers(self) -> list[OwnNumber]:
        """Return the numbers that are drawn, in the order of the shares."""
        return own_numbers(self.investment, self.asked)

    def values(self, draw: int) -> list[tuple[OwnNumber, float]]:
        """Return the numbers with their values in a draw."""
        drawn = zip(self.numbers, self.shares[draw].tolist(), strict=True)
        return [(number, value_at(number.estimate, share)) for number, share in drawn]

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
        for place, draw in enumerate(draws):
            try:
                worlds.append((place, self.worlds(draw)))
            except InputError as error:
                reasons.append(error.said)
        return Made(tuple(worlds), tuple(reasons))

    def worlds(self, draw: int) -> Worlds:
        """Return the worlds of a draw.

        Raises
        ------
        InputError
            If there are none with such numbers.
        """
        return worlds_at((self.baseline, self.investment), self.values(draw))


def drawing_of(comparison: Comparison, draws: int, seed: int) -> Drawing:
    """Return what is drawn for a question.

    Raises
    ------
    InputError
        If no number of the proposals has a range.
    """
    numbers = own_numbers(comparison.investment, comparison.asked)
    if not numbers:
        names = ", ".join(proposal.id for proposal in comparison.asked)
        raise InputError(
            Wording(
                f"Intet tal i {names} har et lavt og et højt skøn: der er intet at trække. "
                "Brug compare, som viser simuleringens usikkerhed.",
                f"No number of {names} has a low and a high end: there is nothing to draw. "
                "compare tells what chance leaves open.",
            )
        )
    shares = points(len(numbers), draws, seed)
    return Drawing(comparison.baseline, comparison.investment, comparison.asked, shares)


def chunks_of(draws: int, size: int) -> Sequence[range]:
    """Return the draws in chunks of a size, the last one shorter."""
    return [range(first, min(first + size, draws)) for first in range(0, draws, size)]
