"""Factors come back from figures simulated with them, and what is uncertain is told rightly."""

from dataclasses import replace

import numpy as np
import pytest

from borgerflow.experiments.validation.calibration.calibrating import HowCalibrated, search_of
from borgerflow.experiments.validation.calibration.posterior import (
    posterior_of,
)
from borgerflow.experiments.validation.calibration.search import found
from borgerflow.experiments.validation.calibration.simulated import beyond_chance, figures_of
from borgerflow.sim.world.world import load_world
from tests.calibration.hand_made import HOME, PARAMS, TARGETS, told

TRUTH = np.array([0.25, -0.2, -0.15, 0.2, 0.1, -0.2, 0.2, -0.3])


@pytest.fixture(scope="module")
def search():
    """Return a search from the model municipality, a quarter its size, on few draws."""
    how = HowCalibrated("made up", seed=1, quick=False, draws=50, source="made up", citizens=80000)
    found_by = search_of(HOME, TARGETS, how, PARAMS, "modelkommune")
    small = load_world("modelkommune", end="2019-02-02", population=0.25)
    return replace(found_by, draws=replace(found_by.draws, world=small))


def given(search, persons):
    """Return the search for the factors of other stocks."""
    targets = tuple(
        replace(target, value=float(one))
        for target, one in zip(search.draws.targets, persons, strict=True)
    )
    return replace(search, draws=replace(search.draws, targets=targets))


@pytest.mark.slow
def test_the_factors_that_stocks_were_simulated_with_are_found_again(search):
    stocks = search.draws.figures(search.at(TRUTH)).value
    best = found(given(search, stocks), np.zeros(8))
    # Of the smallest stock there are a hundred persons in all: 5 % are five of them.
    assert np.abs(best.figures.value / stocks - 1).max() < 0.05
    assert np.abs(best.logs - TRUTH).max() < 0.09  # less than any factor was moved


@pytest.mark.slow
def test_a_stock_out_of_reach_moves_no_factor_beyond_its_range(search):
    few = replace(search, draws=replace(search.draws, replications=range(2)))
    stocks = [target.value * few.draws.world.scale for target in few.draws.targets]
    best = found(given(few, [20 * stocks[0], *stocks[1:]]), np.zeros(8))
    low, high = few.ends
    assert best.logs[0] > 1
    assert ((best.logs >= low - 1e-6) & (best.logs <= high + 1e-6)).all()
    assert best.figures.value[0] < 10 * stocks[0]


def test_draws_have_the_spread_of_prior_and_figures_together():
    search, point, around = told([0.0] * 8)
    expected = 1 / np.sqrt(1 / search.variance(point.figures) + 1 / search.sds**2)
    drawn = posterior_of(search, point, around, 2000)
    assert drawn.sds == pytest.approx(expected, rel=0.1)
    assert np.abs(drawn.logs.mean(axis=0) / expected).max() < 0.15
    assert drawn.not_told == ()


def test_a_lever_of_which_its_figure_says_nothing_is_named():
    search, point, around = told([100.0, *[0.0] * 7])
    drawn = posterior_of(search, point, around, 500)
    # The first stock is one of chance alone.
    assert drawn.not_told == (search.levers[0].name,)
    low, high = search.ends
    assert ((drawn.logs >= low) & (drawn.logs <= high)).all()


def test_levers_that_one_figure_moves_alike_are_named_together():
    search, point, around = told([0.0] * 8)
    alike = np.eye(8)
    alike[1] = 0  # nothing is told of the second alone ...
    alike[0, 1] = 1  # ... but of the sum of both
    drawn = posterior_of(search, point, replace(around, slopes=alike), 200)
    assert drawn.told_together == (tuple(lever.name for lever in search.levers[:2]),)


def test_a_slope_that_is_chance_alone_is_drawn_to_nought():
    chance = np.random.default_rng(2).normal(0, 1, (6, 400))
    kept = beyond_chance(np.concatenate([chance, chance + 100], axis=1))
    assert (kept[:400] ** 2).mean() < (chance.mean(axis=0) ** 2).mean() / 2
    assert kept[400:] == pytest.approx(100, abs=2)


def test_the_same_seed_gives_the_same_draws():
    once, twice = (posterior_of(*told([0.0] * 8), 50).logs for _ in range(2))
    assert np.array_equal(once, twice)


def test_the_variance_of_a_share_is_that_of_its_replications():
    share = replace(TARGETS[0], measure="outcome", value=0.3)
    chance = np.random.default_rng(1)
    of = 400
    pairs = np.stack([chance.binomial(of, 0.3, 500), np.full(500, of)], axis=1)[:, None, :]
    found_share = figures_of(pairs.astype(float), [share])
    assert found_share.value[0] == pytest.approx(0.3, abs=0.01)
    assert found_share.variance[0] == pytest.approx(1 / (of * 0.3 * 0.7), rel=0.15)
