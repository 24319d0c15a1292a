import numpy as np
import pytest

from borgerflow.experiments.runs.estimators.root_search import LEFT, Range, smallest_effect

SHARE = Range(0.0, (1.0,))
FACTOR = Range(1.0, (3.0, 0.5))
WEEKS = Range(0.0, (-9.0, 9.0))
NOISE = np.array([-1.0, 0.5, 0.5, 1.0, -1.0])  # adds up to nothing


class Counted:
    """A net difference that notes which effects were asked for."""

    def __init__(self, mean, noise=0.0):
        self.mean, self.noise, self.asked = mean, noise, []

    def __call__(self, effect):
        self.asked.append(effect)
        return self.mean(effect) + self.noise * NOISE


@pytest.mark.parametrize("root", [0.004, 0.03, 0.5, 0.999])
def test_a_straight_line_is_solved_where_it_crosses_zero(root):
    found = smallest_effect(Counted(lambda e: 400.0 * (1 - e / root)), SHARE)
    assert found.effect.mean == pytest.approx(root, rel=0.005)


def test_a_line_known_at_two_effects_takes_one_more_trial():
    net = Counted(lambda e: 400.0 - 10_000 * e)
    known = {0.0: np.full(5, 400.0), 0.02: np.full(5, 200.0)}
    assert smallest_effect(net, SHARE, known).effect.mean == pytest.approx(0.04)
    assert len(net.asked) == 1


def test_a_curve_is_solved_in_a_handful_of_trials():
    net = Counted(lambda e: 400.0 - 1_000 * np.sqrt(e))
    known = {0.02: 400.0 - 1_000 * np.sqrt(0.02) * np.ones(5)}
    assert smallest_effect(net, SHARE, known).effect.mean == pytest.approx(0.16, rel=0.01)
    assert len(net.asked) <= 7


COST = 4e6  # kroner


@pytest.mark.parametrize("root", [1.000_02, 1.005, 1.3, 2.99])
@pytest.mark.parametrize("bend", [0.3, 1.0, 2.5])
def test_a_root_leaves_less_than_a_thousandth_of_the_cost(root, bend):
    def net(effect):
        return COST * (1 - ((effect - 1) / (root - 1)) ** bend if effect > 1 else 1.0)

    found = smallest_effect(Counted(net), FACTOR)
    assert abs(found.net_there.mean) <= COST / 1000
    assert found.short is None


def test_a_root_beside_no_effect_is_not_taken_for_none():
    """Without a trial that points at it the search began at its other end and stopped short."""
    found = smallest_effect(Counted(lambda e: COST * (1 - (e - 1) / 0.005)), FACTOR)
    assert found.effect.mean == pytest.approx(1.005, rel=1e-5)


def steps(effect, root=0.04, lives=7):
    """Return a net that falls by a step for each life that an effect changes."""
    return COST * (1 - np.floor(lives * effect / root) / (lives - 0.5))


def test_where_single_lives_decide_the_root_is_the_change_of_sign():
    found = smallest_effect(Counted(steps), SHARE)
    assert found.net_there.mean == pytest.approx(steps(found.effect.mean))
    assert found.net_there.mean < -COST / 1000
    assert found.short.net.mean == steps(found.short.effect) > COST / 1000
    assert 0 < found.effect.mean - found.short.effect <= LEFT * found.effect.mean


def test_a_change_of_sign_that_leaves_next_to_nothing_has_no_other_side():
    assert smallest_effect(Counted(lambda e: steps(e, lives=5_000)), SHARE).short is None


def test_a_small_cost_is_not_lost_in_a_thousand_kroner():
    found = smallest_effect(Counted(lambda e: 900.0 * (1 - e / 0.2)), SHARE)
    assert found.effect.mean == pytest.approx(0.2, rel=0.005)


def test_a_proposal_that_pays_from_the_least_effect_on_still_needs_one():
    found = smallest_effect(Counted(lambda e: COST if e <= 0 else -COST), SHARE)
    assert found.effect.mean > 0
    assert (found.short.effect, found.short.net.mean) == (0.0, COST)


def test_no_effect_in_range_is_said_so_with_what_is_left():
    found = smallest_effect(Counted(lambda e: 400.0 - 100.0 * e), SHARE)
    assert found.effect is None
    assert found.best_tried == 1.0
    assert found.net_there.mean == pytest.approx(300.0)


def test_an_effect_that_makes_it_worse_is_found_to_help_nowhere():
    found = smallest_effect(Counted(lambda e: 400.0 + 100.0 * e), SHARE)
    assert found.effect is None
    assert found.best_tried == 0.0


def test_what_costs_nothing_needs_no_effect():
    assert smallest_effect(Counted(lambda e: -5.0 * e), SHARE).effect.mean == 0.0


def test_a_shorter_stay_is_sought_on_the_side_where_it_helps():
    found = smallest_effect(Counted(lambda e: 300.0 + 200.0 * e), WEEKS)
    assert found.effect.mean == pytest.approx(-1.5, rel=0.005)


def test_a_faster_exit_that_costs_is_sought_among_the_slower():
    known = {1.02: np.full(5, 420.0)}
    found = smallest_effect(Counted(lambda e: 400.0 + 1_000 * (e - 1)), FACTOR, known)
    assert found.effect.mean == pytest.approx(0.6, rel=0.005)


def test_the_interval_is_the_paired_error_over_the_slope():
    net = Counted(lambda e: 400.0 - 10_000 * e, noise=30.0)
    found = smallest_effect(net, SHARE)
    half = 2.776445 * np.std(30 * NOISE, ddof=1) / np.sqrt(5) / 10_000  # t(4)
    assert found.effect.high - found.effect.mean == pytest.approx(half, rel=0.01)


def test_the_interval_stays_within_the_range():
    found = smallest_effect(Counted(lambda e: 400.0 - 410 * e, noise=300.0), SHARE)
    assert found.effect.high == 1.0


def test_each_effect_is_simulated_once():
    net = Counted(lambda e: 400.0 - 1_000 * e**2)
    smallest_effect(net, SHARE, first_guess=0.5)
    assert len(net.asked) == len(set(net.asked))


def test_the_side_that_is_known_to_harm_is_tried_last():
    net = Counted(lambda e: 400.0 + 1_000 * (e - 1))
    smallest_effect(net, FACTOR, {1.0: np.full(5, 400.0), 1.02: np.full(5, 420.0)})
    assert max(net.asked) < 1.0
