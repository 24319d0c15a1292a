"""How coverage is measured: on samples whose truth is known beforehand."""

import numpy as np
import pytest

from benchmarks.covered.answers import (
    calibration,
    coverage,
    expected,
    of_payback,
    of_roots,
    root_of,
)
from benchmarks.covered.intervals import METHODS, logarithm, student

SAMPLES, SIZE = 1000, 20


@pytest.fixture(scope="module")
def even():
    """Return samples of a normal net around 5."""
    return 5 + np.random.default_rng(1).standard_normal((SAMPLES, SIZE))


@pytest.mark.parametrize("name", METHODS)
def test_every_interval_covers_the_mean_of_a_normal_net_or_nearly(even, name):
    found = coverage(*METHODS[name](even), 5.0)
    assert found.around > 0.91
    assert abs(found.below - found.above) < 0.03


def test_a_lopsided_net_is_missed_by_students_interval_on_one_side():
    lopsided = -(np.random.default_rng(2).exponential(size=(SAMPLES, SIZE)) ** 2)
    found = coverage(*student(lopsided), -2.0)
    assert found.around < 0.9
    assert found.above > 5 * found.below
    assert coverage(*logarithm(lopsided, 0.0), -2.0).around > found.around


def test_the_effect_at_break_even_is_covered_where_nets_are_straight_lines():
    generator = np.random.default_rng(3)
    effects = np.array([0.0, 1.0, 2.0])
    nets = 3 - 2 * effects + generator.standard_normal((4000, 1))
    found = of_roots(nets, effects, generator.integers(4000, size=(400, SIZE)))
    assert 0.92 < found.around < 0.98
    assert root_of(np.array([3.0, 1.0, -1.0]), effects) == (1.5, -2.0)


def test_what_is_expected_in_a_draw_is_told_by_how_it_goes_with_the_numbers_as_assumed():
    usual = np.random.default_rng(6).standard_normal(4000) - 7
    few = usual[:16, None] * np.array([1.0, 0.5, 2.0]) + np.array([0.0, 3.0, 1.0])
    wanted = usual.mean() * np.array([1.0, 0.5, 2.0]) + np.array([0.0, 3.0, 1.0])
    assert expected(few, usual) == pytest.approx(wanted)


def test_a_chance_told_as_it_is_lies_on_the_line():
    months = np.where(np.random.default_rng(4).random((1, 4000)) < 0.3, 7.0, np.inf)
    samples = np.random.default_rng(5).integers(4000, size=(400, SIZE))
    told, is_so, chance, month = of_payback(months, samples)
    assert told.mean() == pytest.approx(0.3, abs=0.03)
    assert chance.around > 0.9
    assert month.around == 1.0  # a history is paid back in month 7, or never
    rows = calibration(told, is_so)
    assert sum(count for _, _, count in rows) == 400
    assert all(found == pytest.approx(is_so[0]) for _, found, _ in rows)
