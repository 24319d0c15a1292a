import math

import numpy as np
import pytest

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.runs.statistics import (
    interval_at_root,
    mean_interval,
    order_quantile,
    ratio_interval,
    replications_needed,
    standard_error,
    t_quantile,
)

SAMPLES, SIZE = 4000, 8


def test_an_interval_by_hand():
    # mean 2.5, standard deviation sqrt(5/3), standard error sqrt(5/12), t(3) = 3.182446
    half = 3.182446 * math.sqrt(5 / 12)
    interval = mean_interval(np.array([1.0, 2.0, 3.0, 4.0]))
    assert interval.mean == 2.5
    assert interval.low == pytest.approx(2.5 - half, abs=1e-6)
    assert interval.high == pytest.approx(2.5 + half, abs=1e-6)


def test_one_replication_has_a_mean_and_no_interval():
    interval = mean_interval(np.array([7.0]))
    assert (interval.mean, interval.low, interval.high) == (7.0, None, None)


def test_equal_replications_leave_no_doubt():
    interval = mean_interval(np.zeros(5))
    assert (interval.mean, interval.low, interval.high) == (0.0, 0.0, 0.0)


def covered_share():
    """Return how often the interval of eight normal numbers holds their true mean."""
    draws = np.random.default_rng(3).normal(5.0, 2.0, size=(SAMPLES, SIZE))
    intervals = [mean_interval(sample) for sample in draws]
    return np.mean([interval.low <= 5.0 <= interval.high for interval in intervals])


def z_of_share(share, theory):
    return (share - theory) / math.sqrt(theory * (1 - theory) / SAMPLES)


@pytest.mark.slow
def test_the_interval_holds_the_true_mean_in_95_of_100_samples():
    assert abs(z_of_share(covered_share(), 0.95)) < 4


@pytest.mark.slow
def test_an_interval_of_93_per_cent_would_be_noticed():
    assert abs(z_of_share(covered_share(), 0.93)) > 4


def test_a_ratio_is_that_of_the_means_and_not_the_mean_of_the_ratios():
    ratio = ratio_interval(np.array([10.0, 50.0, 30.0]), np.array([1.0, 2.0, -1.0]))
    assert ratio is None  # the divisor may be nought by chance
    ratio = ratio_interval(np.array([10.0, 50.0, 30.0]), np.array([10.0, 10.0, 10.0]))
    half = mean_interval(np.array([10.0, 50.0, 30.0])).high - 30.0
    assert (ratio.mean, ratio.low) == (3.0, pytest.approx(3.0 - half / 10))
    assert ratio.high == pytest.approx(3.0 + half / 10)


def test_what_moves_together_has_a_ratio_without_doubt():
    under = np.array([8.0, 10.0, 12.0])
    ratio = ratio_interval(-3.0 * under, under)
    assert (ratio.low, ratio.mean, ratio.high) == pytest.approx((-3.0, -3.0, -3.0))


@pytest.mark.parametrize("under", [[0.0, 0.0, 0.0], [-1.0, -2.0, -3.0], [-1.0, 1.0, 2.0], [0.0]])
def test_there_is_no_ratio_to_what_may_be_nought_or_less(under):
    assert ratio_interval(np.ones(len(under)), np.array(under)) is None


def test_one_replication_has_a_ratio_and_no_interval():
    assert ratio_interval(np.array([6.0]), np.array([2.0])) == Interval(3.0)


def ratios_covered(theory):
    """Return how often the interval of a ratio of two dependent means holds a number."""
    under = np.random.default_rng(4).normal(5.0, 2.0, size=(SAMPLES, SIZE))
    over = 3.0 * under + np.random.default_rng(5).normal(1.0, 2.0, size=(SAMPLES, SIZE))
    found = map(ratio_interval, over, under)
    return np.mean([each is not None and each.low <= theory <= each.high for each in found])


@pytest.mark.slow
def test_the_interval_of_a_ratio_holds_the_true_one_in_95_of_100_samples():
    assert abs(z_of_share(ratios_covered(16 / 5), 0.95)) < 4


@pytest.mark.slow
def test_a_ratio_that_is_off_would_be_noticed():
    assert abs(z_of_share(ratios_covered(16.5 / 5), 0.95)) > 4


def test_the_error_of_a_root_is_the_error_of_the_mean_over_the_slope():
    sample = np.array([-300.0, 100.0, 200.0, 0.0])
    interval = interval_at_root(sample, 0.03, -20_000.0)
    half = t_quantile(4) * standard_error(sample) / 20_000
    assert interval.low == pytest.approx(0.03 - half)
    assert interval.high == pytest.approx(0.03 + half)


def test_a_quantile_is_one_of_the_values_and_never_stays_never():
    months = [3.0, 5.0, 9.0, math.inf]
    assert order_quantile(months, 0.5) == 5.0
    assert order_quantile(months, 0.75) == 9.0
    assert order_quantile(months, 0.975) == math.inf
    assert order_quantile(months, 0.025) == 3.0


@pytest.mark.parametrize("half_width", [0.3, 1.0, 5.0])
def test_the_replications_needed_suffice_and_one_fewer_does_not(half_width):
    sample = np.random.default_rng(1).normal(0, 2, size=30)
    needed = replications_needed(sample, half_width)

    def half(count):
        return t_quantile(count) * np.std(sample, ddof=1) / math.sqrt(count)

    assert half(needed) <= half_width
    assert needed == 2 or half(needed - 1) > half_width
