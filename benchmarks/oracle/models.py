"""Three models whose value of information is known by closed form or nested chance.

A net in each of many draws (+ an expense), the numbers it comes of, a group of them that might be
known, and what a trial would show with its standard error. Nothing here is borgerflow's own.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.stats import norm, qmc

OUTER, INNER = 4096, 1024


class Model(NamedTuple):
    """A net of independent numbers, each from its own distribution."""

    name: str
    numbers: int
    values: Callable[[np.ndarray], np.ndarray]  # of places [draw, number]
    net: Callable[[np.ndarray], np.ndarray]  # of values [draw, number]
    group: tuple[int, ...]
    signal: Callable[[np.ndarray], np.ndarray]  # of values: what a trial shows
    error: float


def deviates(places: np.ndarray) -> np.ndarray:
    return norm.ppf(np.clip(places, 1e-12, 1 - 1e-12))


def bounded(values: np.ndarray) -> np.ndarray:
    """Return a net that costs 1 and saves with an effect that cannot fall below nought."""
    return 1.0 - 40.0 * np.maximum(values[:, 0], 0.0) * values[:, 1] + 0.3 * values[:, 2]


MODELS = (
    Model(
        "normal and linear",
        3,
        deviates,
        lambda z: 1.0 + 2.0 * z[:, 0] + 1.5 * z[:, 1] + z[:, 2],
        (0, 1),
        lambda z: 2.0 * z[:, 0],
        1.5,
    ),
    Model(
        "a product",
        4,
        lambda places: places,
        lambda u: 0.4 - 4.0 * u[:, 0] * u[:, 1] * u[:, 2] + 0.5 * u[:, 3],
        (0, 1),
        lambda u: u[:, 0] * u[:, 1],
        0.15,
    ),
    Model(
        "bounded below",
        3,
        lambda p: np.column_stack([0.03 + 0.02 * deviates(p[:, 0]), p[:, 1], deviates(p[:, 2])]),
        bounded,
        (0, 1),
        lambda values: values[:, 0],
        0.02,
    ),
)


def sobol(numbers: int, draws: int, seed: int) -> np.ndarray:
    return qmc.Sobol(numbers, rng=seed).random(draws)


def saved(expected: np.ndarray) -> float:
    """Return what choosing by an expected net saves, the choice being it or nothing."""
    return min(0.0, float(expected.mean())) - float(np.minimum(expected, 0.0).mean())


class Truth(NamedTuple):
    """What it is worth to know everything, a group, and what a trial shows."""

    everything: float
    group: float
    trial: float


def truth_of(model: Model) -> Truth:
    """Return the value of information by nested chance, and by many draws weighed by Bayes."""
    many = model.values(sobol(model.numbers, 1 << 17, 1))
    outer, inner = sobol(model.numbers, OUTER, 2), sobol(model.numbers, INNER, 3)
    both = np.repeat(inner[None], OUTER, axis=0)
    both[:, :, model.group] = outer[:, None, model.group]
    given = model.net(model.values(both.reshape(-1, model.numbers))).reshape(OUTER, INNER)
    return Truth(saved(model.net(many)), saved(given.mean(axis=1)), _of_trial(model, many))


def _of_trial(model: Model, many: np.ndarray) -> float:
    """Return what a trial is worth: of many results shown, the net expected after each."""
    net, signal = model.net(many), model.signal(many)
    order = np.argsort(signal)
    cells = 512  # of the signal: the net expected in each, then weighed by the error
    shares = np.array_split(order, cells)
    at = np.array([signal[own].mean() for own in shares])
    expected = np.array([net[own].mean() for own in shares])
    shown = at[:, None] + model.error * norm.ppf((np.arange(200) + 0.5) / 200)
    likely = np.exp(-0.5 * ((shown[..., None] - at) / model.error) ** 2)
    believed = likely @ expected / likely.sum(axis=-1)
    return saved(believed.ravel())
