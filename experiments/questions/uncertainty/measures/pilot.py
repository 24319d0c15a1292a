"""What a trial tells before it is decided: the expected value of sample information.

A trial shows a signal, off by chance as its size makes it. Each draw would show its own; who sees
one weighs the draws by how well they explain it (Bayes) and then chooses. So no number of the
model is fitted to the trial, and a larger trial never tells less.
"""

import numpy as np
from numpy.polynomial import hermite_e

from borgerflow.sim.base.arrays import Floats

NODES = 24  # at which the chance of the trial is summed up, by Gauss and Hermite


def value_of_signal(expected: Floats, signal: Floats, error: float) -> float:
    """Return the kroner that a trial saves on average, by what it shows before it is decided.

    Parameters
    ----------
    expected : ndarray of float, shape [draw]
        The net expected of who knew the signal without error.
    signal : ndarray of float, shape [draw]
        What the trial would show in each draw if it were without chance.
    error : float
        The standard deviation of what chance adds to it. At nought the trial tells the signal.
    """
    believed, weight = beliefs(expected, signal, error)
    now = min(0.0, float((believed * weight).sum()))
    return max(0.0, now - float((np.minimum(believed, 0.0) * weight).sum()))


def beliefs(expected: Floats, signal: Floats, error: float) -> tuple[Floats, Floats]:
    """Return the net believed after each of many trials, and how likely each is; these add to 1."""
    count = len(signal)
    if error <= 0:
        return expected, np.full(count, 1 / count)
    nodes, weights = hermite_e.hermegauss(NODES)
    shown = signal[:, None] + error * nodes
    apart = ((shown[..., None] - signal) / error) ** 2
    apart -= apart.min(axis=-1, keepdims=True)
    likely = np.exp(-0.5 * apart)
    believed = likely @ expected / likely.sum(axis=-1)
    return believed, np.broadcast_to(weights / weights.sum() / count, believed.shape)
