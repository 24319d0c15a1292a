"""What one municipality meets beside what is expected: there, lots fall once.

The mean of many histories says what a proposal comes to on average; a municipality lives one of
them. How far those lie from their mean is known from histories as lots fall in them.
"""

import math
from typing import NamedTuple

import numpy as np

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.compare.own_numbers.layers import Layers
from borgerflow.experiments.runs.statistics import t_quantile
from borgerflow.experiments.typed.sizes import FEWEST_HISTORIES
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.params.estimates import REACH_95

LEAST_TOLD = 0.005  # of a chance in whole per cent


class Lots(NamedTuple):
    """How far one more history lies from what is expected: kroner, and of how many it is known.

    A history is the sum of many lives that change or do not, and is taken for normal; its spread
    is that of a few, so that one more lies as Student's t says.
    """

    spread: float
    histories: int

    @property
    def half_width(self) -> float:
        """Return half the 95 % interval of where one history more lies, around what is expected."""
        return t_quantile(self.histories) * self.spread

    def chances(self, expected: Floats, spreads: Floats) -> Floats:
        """Return the chance that a history is a saving, where so much is expected: [draw]."""
        from scipy.special import stdtr  # noqa: PLC0415  (slow; a refusal needs none)

        far = np.divide(-expected, spreads, out=np.sign(-expected) * np.inf, where=spreads > 0)
        return np.asarray(stdtr(self.histories - 1, far))


def lots_of(histories: Floats) -> Lots | None:
    """Return the lots of nets, one a history; None where these are too few to tell a spread."""
    if len(histories) < FEWEST_HISTORIES:
        return None
    return Lots(float(histories.std(ddof=1)), len(histories))


def chance_of_saving(layers: Layers, lots: Lots | None, times: Floats) -> Interval:
    """Return the chance that one municipality saves, over what is not known and how lots fall.

    The interval holds what the draws, the error of their mean and that of the spread of histories
    leave open; without lots it is the chance of an expected saving. Where all draws expect one
    thing and lots hardly ever turn it, the chance is told as that of draws that all agree.

    Parameters
    ----------
    times
        How many times the usual lives come to in each draw. They change one by one, so that the
        spread of histories goes with its square root.
    """
    if lots is None:
        return layers.below_nought
    spreads = lots.spread * np.sqrt(np.abs(times))
    half, wider = layers.simulation or 0.0, math.exp(REACH_95 / math.sqrt(2 * (lots.histories - 1)))
    saved = lots.chances(layers.draws, spreads)
    others = [(half, 1.0), (-half, 1.0), (0.0, wider), (0.0, 1 / wider)]
    ends = [float(lots.chances(layers.draws + up, by * spreads).mean()) for up, by in others]
    chance, agreed = float(saved.mean()), float(np.mean(layers.draws < 0))
    if agreed in (0.0, 1.0) and abs(chance - agreed) < LEAST_TOLD:
        chance = agreed
    sampled = REACH_95 * float(saved.std()) / math.sqrt(len(saved))
    low = math.hypot(sampled, *(min(0.0, end - chance) for end in ends))
    high = math.hypot(sampled, *(max(0.0, end - chance) for end in ends))
    return Interval(chance, max(0.0, chance - low), min(1.0, chance + high))
