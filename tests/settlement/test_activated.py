"""Kroner of compulsory activation, by hand."""

import numpy as np

from borgerflow.sim.measures.account import activation_kroner
from borgerflow.sim.records.history import NO_ACTIVATIONS, ActivationArrays

BORDERS = np.array([100, 131, 159])  # two months


def times(*rows):
    """Return times on a programme: scheme, first day, day after the last, kroner a day."""
    scheme, start, end, price = (np.array(column) for column in zip(*rows, strict=True))
    return ActivationArrays(np.arange(len(rows)), scheme, start, end, price.astype(float))


def test_each_day_costs_its_price_in_the_month_it_lies_in():
    found = activation_kroner(
        times((1, 120, 141, 10.0), (1, 130, 132, 7.0), (0, 131, 133, 10.0)), BORDERS, 2
    )
    assert found.tolist() == [[0.0, 11 * 10.0 + 7.0], [20.0, 10 * 10.0 + 7.0]]


def test_days_outside_the_horizon_cost_nothing():
    found = activation_kroner(
        times((0, 50, 101, 1.0), (0, 158, 300, 1.0), (0, 20, 90, 5.0)), BORDERS, 1
    )
    assert found.tolist() == [[1.0], [1.0]]


def test_nobody_costs_nothing():
    assert not activation_kroner(NO_ACTIVATIONS, BORDERS, 3).any()
