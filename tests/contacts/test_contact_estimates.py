"""What numbers amount to, on numbers made by hand."""

import ctypes
from itertools import combinations

import numpy as np
import pytest
import scipy.optimize

from borgerflow.experiments.questions.contacts.simulation.estimates import (
    best_of,
    indifferent_to,
    probability_of_loss,
)
from borgerflow.experiments.questions.contacts.simulation.staff_for_deadlines import least_times
from borgerflow.experiments.questions.contacts.targeting.extra_posts import chosen_under

# Four replications. B saves most; A's difference to B is -1, 1, 3, 5 (mean 2, and t 3.18 times
# 1.29 is 4.1: the interval holds 0); C's is 10, 10.1, 9.9, 10 (it does not).
B = np.array([-20.0, -30.0, -25.0, -35.0])
A = B + np.array([-1.0, 1.0, 3.0, 5.0])
C = B + np.array([10.0, 10.1, 9.9, 10.0])


def test_the_best_has_the_least_mean_and_ties_with_those_whose_paired_difference_holds_zero():
    nets = np.array([A, B, C])
    assert best_of(nets) == 1
    assert indifferent_to(nets, 1) == (0, 1)


def test_with_one_replication_only_equal_nets_tie():
    nets = np.array([[-5.0], [-5.0], [-4.0]])
    assert best_of(nets) == 0
    assert indifferent_to(nets, 0) == (0, 1)


def test_sites_count_alike_in_a_loss_however_many_replications_they_have():
    nets = {
        "central": np.array([-1.0, -1.0, -1.0, 2.0]),
        "low": np.array([3.0, 3.0]),
        "high": np.array([-9.0]),
    }
    assert probability_of_loss(nets) == pytest.approx((1 / 4 + 1 + 0) / 3)


def test_a_net_of_nothing_is_no_loss():
    assert probability_of_loss({"central": np.zeros(3)}) == 0


def concave(times):
    return 1 - 0.05 * 0.05 ** (times - 1)


SHARES = {
    "straight": lambda times: min(1.0, 0.95 * times),
    "concave": concave,
    "in steps": lambda times: np.floor(40 * concave(times)) / 40,
    "steep": lambda times: 1 / (1 + np.exp(-200 * (times - 1)) / 19),
}


@pytest.mark.parametrize("shape", SHARES)
@pytest.mark.parametrize("root", [0.3, 0.9, 1.0, 1.7, 5.0])
def test_the_posts_that_keep_the_law_are_found_within_a_per_cent(shape, root):
    tried = []

    def share(times):
        tried.append(times)
        return SHARES[shape](times / root)

    found = least_times(share, 0.95)
    assert share(found) >= 0.95 > share(0.99 * found) - 1e-12
    assert len(tried) <= 16


def test_where_no_posts_keep_the_law_none_are_named():
    assert least_times(lambda times: 0.9, 0.95) is None
    assert least_times(lambda times: 1.0 if times > 20 else 0.9, 0.95) is None


def test_the_best_use_of_posts_takes_one_rhythm_a_scheme_within_the_posts():
    schemes = ["a", "a", "b", "b", "c"]
    fte, nets = [1.0, 2.0, 1.0, 3.0, 0.5], [-10.0, -15.0, -4.0, -30.0, 5.0]
    assert chosen_under(schemes, fte, nets, 3.0) == (3,)
    assert chosen_under(schemes, fte, nets, 2.5) == (1,)
    assert chosen_under(schemes, fte, nets, 4.0) == (0, 3)
    assert chosen_under(schemes, fte, nets, 0.9) == ()
    assert chosen_under(["a", "a"], [1.0, 2.0], [-10.0, -15.0], 9.0) == (1,)


def test_the_best_use_of_posts_is_the_best_to_the_krone():
    # A solver that stops within a ten-thousandth takes 1, 2 and 4, which save 90 kr. less.
    fte = [1.1, 1.89, 0.83, 1.44, 1.71, 1.98]
    nets = [-1099740.0, -1890080.0, -829700.0, -1440280.0, -1710230.0, -1980000.0]
    within = [
        chosen
        for size in range(len(fte) + 1)
        for chosen in combinations(range(len(fte)), size)
        if sum(fte[n] for n in chosen) <= 4.5
    ]
    best = min(within, key=lambda chosen: sum(nets[n] for n in chosen))
    assert chosen_under(list("abcdef"), fte, nets, 4.5) == best


def test_what_the_solver_writes_past_python_does_not_reach_the_answer(capfd, monkeypatch):
    library, solve = ctypes.CDLL(None), scipy.optimize.milp

    def talkative(*asked, **given):
        library.puts(b"a line of the solver")
        return solve(*asked, **given)

    monkeypatch.setattr(scipy.optimize, "milp", talkative)
    assert chosen_under(["a"], [1.0], [-10.0], 1.0) == (0,)
    print("{}")
    library.fflush(None)
    assert capfd.readouterr().out.splitlines() == ["{}"]
