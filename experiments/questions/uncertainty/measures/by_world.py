"""What a number of both worlds does, where several draws share one world.

Draws of one world have the same value of it, so that there are only as many values as there are
worlds: what it explains is told from the means of the worlds.
"""

from dataclasses import replace

import numpy as np

from borgerflow.experiments.questions.compare.own_numbers.layers import Layers
from borgerflow.experiments.questions.uncertainty.measures.influence import Influence, influence_of
from borgerflow.sim.base.arrays import Floats, Ints


def worlds_of_draws(shares: Floats) -> Ints:
    """Return the world of each draw, counted from 0: those of the same shares [draw, number]."""
    if shares.shape[1] == 0:
        return np.zeros(len(shares), dtype=np.int64)
    _, worlds = np.unique(shares, axis=0, return_inverse=True)
    return np.asarray(worlds, dtype=np.int64).reshape(-1)


def influence_of_world_number(
    places: Floats, net: Layers, worlds: Ints, among: int = 1
) -> Influence:
    """Return what a number of both worlds does to the net, its share being of all the variance.

    ``among`` is how many numbers are looked at, this one included.
    """
    draws = np.bincount(worlds)
    means, at = (np.bincount(worlds, each) / draws for each in (net.draws, places))
    found = influence_of(at, replace(net, draws=means), among)
    total = float(net.draws.var())
    part = float(means.var()) / total if total else 0.0
    return replace(
        found,
        share=found.share.scaled(part),
        expected=found.expected[worlds],
        saves_by_part=influence_of(places, net).saves_by_part,
    )
