"""Which estimator tells a change, and that both tell the same one."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from borgerflow.experiments.findings.question import BRANCH, LOTTERY
from borgerflow.experiments.questions.compare.question import compare
from borgerflow.experiments.runs.estimators.choice import estimator_for
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_pair
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.measures.account import ACTIVATION
from borgerflow.sim.settlement.rulebook import KOMMUNE
from borgerflow.sim.world.contact_rules import Duty
from borgerflow.sim.world.world import load_world

CARRIED = ("herning-syg02", "herning-oevr01", "herning-ung14", "herning-fly02", "herning-ung04")
PART = 0.02


def worlds(name, population=PART):
    """Return the baseline of a proposal's municipality, and the world with the proposal."""
    world = load_world(name.split("-")[0], [name], population=population)
    return world.baseline(), world


@pytest.mark.parametrize("name", CARRIED)
def test_branches_are_chosen_wherever_they_carry_a_proposal(name):
    assert estimator_for("auto", *worlds(name)) == BRANCH
    assert estimator_for("lottery", *worlds(name)) == LOTTERY


def test_what_branches_do_not_carry_is_told_by_lotteries_and_named_where_they_are_asked_for():
    talks = worlds("hedensted-samtaler")
    assert estimator_for("auto", *talks) == LOTTERY
    with pytest.raises(InputError) as refused:
        estimator_for("branch", *talks)
    assert "the frequency of contacts" in refused.value.said.en
    assert "lottery" in refused.value.said.da


def test_a_misspelt_estimator_is_refused_with_the_nearest():
    with pytest.raises(InputError, match="Did you mean lottery"):
        estimator_for("lotery", *worlds("herning-syg02"))


@cache
def nets(name, estimator, replications=12):
    """Return the municipality's change in kroner in each replication, investments apart."""
    run, both = RunSettings(1, "auto", estimator=estimator), worlds(name)
    pairs = [run_pair(*both, replication=n, settings=run) for n in range(replications)]
    return np.array([(p.investment.money - p.baseline.money)[:, KOMMUNE].sum() for p in pairs])


@pytest.mark.slow
@pytest.mark.parametrize("name", CARRIED)
def test_both_estimators_tell_the_same_net_within_chance(name):
    apart = nets(name, BRANCH) - nets(name, LOTTERY)
    assert abs(apart.mean()) < 5 * apart.std(ddof=1) / np.sqrt(len(apart))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "times"), [("herning-ung14", 2), ("herning-oevr01", 10)])
def test_the_net_of_branches_varies_less(name, times):
    assert nets(name, BRANCH).var() < nets(name, LOTTERY).var() / times


@pytest.mark.slow
def test_a_history_as_lots_fall_is_kept_beside_what_branches_tell():
    """When a proposal pays back in one municipality hangs on its lots, not on their mean."""
    baseline, world = worlds("herning-syg02")
    pairs = [
        run_pair(baseline, world, replication=3, settings=RunSettings(1, "auto", estimator=each))
        for each in (BRANCH, LOTTERY)
    ]
    assert np.array_equal(pairs[0].drawn.money, pairs[1].investment.money)
    assert np.array_equal(pairs[0].baseline.money, pairs[1].baseline.money)
    assert not np.array_equal(pairs[0].investment.money, pairs[1].investment.money)


@pytest.mark.slow
def test_groups_add_up_to_the_whole_change_by_branches_too():
    baseline, world = worlds("herning-ung14")
    pair = run_pair(
        baseline, world, replication=0, settings=RunSettings(1, "auto", estimator=BRANCH)
    )
    change = (pair.investment.money - pair.baseline.money)[:, KOMMUNE, :-1].sum()
    assert pair.gains.kroner[:5].sum() == pytest.approx(change, rel=1e-6)


@pytest.mark.slow
def test_the_answer_says_which_estimator_told_it():
    asked = {"replications": 3, "workers": 1, "population": PART, "break_even": False}
    found = compare("herning", ["herning-syg02"], **asked)
    assert found.estimator == BRANCH
    assert found.to_dict()["estimator"] == "branch"
    by_lot = compare("herning", ["herning-syg02"], estimator="lottery", **asked)
    assert by_lot.estimator == LOTTERY
    assert replace(by_lot, estimator=None).payback == found.payback


@pytest.mark.slow
def test_paid_activation_in_both_worlds_is_told_by_branches_too():
    duties = (Duty("activation", ("sygedagpenge",), 4.0),)
    usual, other = (each.with_contacts(duties=duties) for each in worlds("herning-oevr04", 0.1))
    found = []
    for estimator in (BRANCH, LOTTERY):
        run = RunSettings(1, "auto", estimator=estimator)
        pairs = [run_pair(usual, other, replication=n, settings=run) for n in range(8)]
        found.append(
            [(p.investment.money - p.baseline.money)[..., ACTIVATION].sum() for p in pairs]
        )
    apart = np.subtract(*found)
    assert np.mean(found[0]) < 0
    assert abs(apart.mean()) < 4 * apart.std(ddof=1) / np.sqrt(len(apart))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["hedensted-sanktioner", "herning-ung02"])
def test_whose_life_changes_is_counted_as_lots_fall_whatever_tells_the_change(name):
    by_branch, by_lot = (
        run_pair(*worlds(name), replication=2, settings=RunSettings(1, "auto", estimator=estimator))
        for estimator in (BRANCH, LOTTERY)
    )
    assert np.array_equal(by_branch.touched, by_lot.touched)
    assert np.array_equal(by_branch.gains.citizens, by_lot.gains.citizens)
