"""Stocks simulated with known factors give these factors back."""

from dataclasses import replace

import numpy as np
import pytest

from borgerflow.experiments.validation.municipality.search import (
    WIDEST,
    FactorSearch,
    SameDraws,
    found,
    lever_of,
)
from borgerflow.sim.world.world import load_world

TRUTH = np.array([0.25, -0.2, -0.15, 0.2, 0.1, -0.2, 0.2, -0.3])
REPLICATIONS = 6


@pytest.fixture(scope="module")
def search():
    """Return a search from the model municipality, whose stocks are those of known factors."""
    world = load_world("modelkommune", end="2019-02-02", population=0.25)
    home = world.municipality
    levers = tuple(lever_of(target, world.exits.names) for target in home.targets)
    draws = SameDraws(world, 1, range(REPLICATIONS))
    return FactorSearch(home, levers, draws, "made up", lambda: None)


def given(search, stocks):
    """Return the search for the factors of other stocks."""
    targets = tuple(
        target.model_copy(update={"persons": target.persons.at(float(persons))})
        for target, persons in zip(search.home.targets, stocks, strict=True)
    )
    return replace(search, home=search.home.model_copy(update={"targets": targets}))


@pytest.mark.slow
def test_the_factors_that_stocks_were_simulated_with_are_found_again(search):
    stocks = search.draws.stocks(search.at(TRUTH)).mean(axis=0)
    logs = found(given(search, stocks))
    gaps = np.exp(given(search, stocks).gaps(logs, search.draws)) - 1
    assert np.abs(gaps).max() < 0.03
    assert np.abs(logs - TRUTH).max() < 0.05  # less than any factor was moved


@pytest.mark.slow
def test_a_stock_out_of_reach_moves_no_factor_beyond_its_range(search):
    few = replace(search, draws=replace(search.draws, replications=range(2)))
    stocks = [target.persons.value * few.draws.world.scale for target in few.home.targets]
    out_of_reach = given(few, [20 * stocks[0], *stocks[1:]])
    logs = found(out_of_reach)
    assert logs[0] > 1
    assert np.abs(logs).max() <= WIDEST + 1e-6
    assert out_of_reach.gaps(logs, few.draws)[0] < -0.5


def test_law_alone_leads_into_jobafklaring_so_its_exits_are_the_lever():
    world = load_world("modelkommune", end="2019-02-02")
    levers = {t.name: lever_of(t, world.exits.names) for t in world.municipality.targets}
    assert levers["jobafklaring"].inflow == ()
    assert "jobafklaring>job" in levers["jobafklaring"].exits
    assert levers["sygedagpenge"].inflow == ("sygedagpenge",)
    assert all(not lever.exits for name, lever in levers.items() if name != "jobafklaring")
    longer = levers["jobafklaring"].moved(world.municipality, 0.5, "made up")
    assert longer.hazard_factors["jobafklaring>job"].value == pytest.approx(np.exp(-0.5), abs=1e-4)
