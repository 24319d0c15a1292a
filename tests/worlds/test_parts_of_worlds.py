"""What adds up: the money of a horizon cut at any day, and that of a part of the population."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_pair
from borgerflow.sim.engines import simulate
from borgerflow.sim.measures.account import INVESTMENT, KINDS, account_of
from borgerflow.sim.world.world import load_world
from tests.worlds.examples import CAREFUL

DAYS = {"start": "2019-01-01", "end": "2023-01-01"}
PROPOSALS = ("herning-syg02", "herning-fly02", "herning-ung04")
LIVED = [kind for kind in range(len(KINDS)) if kind != INVESTMENT]


@cache
def lived(seed):
    """Return a small municipality under some proposals, and one history of it."""
    world = load_world("modelkommune", PROPOSALS, population=0.02, **DAYS)
    return world, simulate(world, seed, 0)


def booked(seed, first, after):
    """Return the money of a history over some days, [payer, scheme + 1, kind], and person-days."""
    world, history = lived(seed)
    account = account_of(history, replace(world, start_day=first, end_day=after))
    return account.money.sum(axis=0), account.person_days.sum(axis=0)


@pytest.mark.slow
@given(st.integers(0, 2), st.data())
@settings(max_examples=30, **CAREFUL)
def test_money_over_a_horizon_cut_at_any_day_adds_up_to_the_whole(seed, data):
    """Benefits, contacts, activation and what proposals cost: once lived, settled over parts."""
    world, _ = lived(seed)
    cut = data.draw(st.integers(world.start_day + 1, world.end_day - 1))
    whole, days = booked(seed, world.start_day, world.end_day)
    parts = [booked(seed, *part) for part in ((world.start_day, cut), (cut, world.end_day))]
    assert sum(money for money, _ in parts) == pytest.approx(whole, rel=1e-9, abs=1e-4)
    assert (sum(persons for _, persons in parts) == days).all()
    assert (whole[..., LIVED].sum(axis=(0, 1))[:1] > 1e6).all()


def test_a_day_left_out_between_two_parts_would_be_noticed():
    world, _ = lived(0)
    cut = world.start_day + 500
    whole, _ = booked(0, world.start_day, world.end_day)
    parts = [booked(0, *part) for part in ((world.start_day, cut), (cut + 1, world.end_day))]
    assert whole.sum() - sum(money.sum() for money, _ in parts) > 1e4


REPLICATIONS = 8
MOST_ERRORS = 5  # in which the two parts of all worlds tried lie, but for one chance in a thousand
FORMS = (
    *("herning-syg02", "herning-oevr04", "herning-akt15", "herning-ung04", "herning-jbk10"),
    *("hedensted-sanktioner", "vesthimmerland-5"),
)  # at the door, before it, faster exits, places, relapse, decisions and weeks


@cache
def nets(form, population, seed):
    """Return what a proposal costs and saves in each replication, of a part of a municipality."""
    world = load_world(
        "modelkommune", [form], population=population, start="2019-01-01", end="2021-01-01"
    )
    baseline, run = world.baseline(), RunSettings(seed, "auto")
    pairs = [run_pair(baseline, world, replication=n, settings=run) for n in range(REPLICATIONS)]
    change = [
        (pair.investment.money - pair.baseline.money)[:, 0].sum(axis=(0, 1)) for pair in pairs
    ]
    return np.array(change)  # [replication, kind]


def z_of_parts(part, whole, times):
    """Return how many standard errors the whole lies from so many times the part."""
    error = np.sqrt(whole.var(ddof=1) + times**2 * part.var(ddof=1)) / np.sqrt(REPLICATIONS)
    apart = whole.mean() - times * part.mean()
    return apart / error if error else apart


@pytest.mark.slow
@given(st.sampled_from(FORMS), st.floats(0.02, 0.04), st.floats(2, 3), st.integers(1, 1000))
@settings(max_examples=12, phases=[Phase.generate], **CAREFUL)
def test_a_part_of_the_population_gives_that_part_of_the_net_within_chance(form, p, times, seed):
    part, whole = nets(form, p, seed), nets(form, times * p, seed + 1000)
    persons = [load_world("modelkommune", population=q).scale for q in (p, times * p)]
    times = persons[1] / persons[0]
    assert abs(z_of_parts(part.sum(axis=1), whole.sum(axis=1), times)) < MOST_ERRORS
    assert whole[:, INVESTMENT] == pytest.approx(times * part[:, INVESTMENT])


@pytest.mark.slow
def test_a_cost_that_does_not_shrink_with_the_part_would_be_noticed():
    part, whole = (nets("herning-oevr04", share, 1) for share in (0.05, 0.15))
    dear = part.copy()
    dear[:, INVESTMENT] = whole[:, INVESTMENT]
    assert abs(z_of_parts(dear.sum(axis=1), whole.sum(axis=1), 3)) > MOST_ERRORS
