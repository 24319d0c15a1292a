"""What a number does wherever the others lie, told by steps, and chance none of it."""

import numpy as np
import pytest

from borgerflow.experiments.questions.compare.own_numbers.draws import Simulated
from borgerflow.experiments.questions.compare.own_numbers.sampling import Drawing, points
from borgerflow.experiments.questions.uncertainty.measures.rows import steps_from
from borgerflow.experiments.questions.uncertainty.measures.steps import (
    OwnSteps,
    drawn_anew,
    effects_of,
    stepped,
    total_index,
)
from borgerflow.sim.settlement.rulebook import KOMMUNE
from tests.uncertainty.test_influence import ishigami

# Ishigami and Homma 1990: total indices for a = 7, b = 0.1; the fourth number does nothing.
TOTAL = (0.5576, 0.4424, 0.2437, 0.0)
VARIANCE = 13.845
NUMBERS = len(TOTAL)


def steps_of(draws, seed, noise=0.0, replications=2):
    """Return steps of each of four numbers through the function of Ishigami, with noise."""
    generator = np.random.default_rng(seed)
    first, anew = points(NUMBERS, draws, seed), drawn_anew(NUMBERS, draws, seed)
    after = ishigami(stepped(first, anew)[:, :3]).reshape(draws, NUMBERS)
    net = after - ishigami(first[:, :3])[:, None]
    shape = replications, draws
    return [
        OwnSteps(net[:, n] + noise * generator.standard_normal(shape), (anew - first)[:, n])
        for n in range(NUMBERS)
    ]


def totals(steps):
    return [total_index(each, VARIANCE) for each in steps]


def test_the_function_of_ishigami_has_its_published_total_indices():
    assert [each.mean for each in totals(steps_of(512, 1))] == pytest.approx(TOTAL, abs=0.03)


def test_an_inert_number_has_nought_within_its_interval_though_every_run_is_noisy():
    inside, left_in = [], []
    for seed in range(1, 41):
        noisy = steps_of(64, seed, noise=4.0)
        inert = total_index(noisy[3], VARIANCE)
        inside.append(inert.low <= 0 <= inert.high)
        mean = OwnSteps(noisy[3].net.mean(axis=0)[None], noisy[3].way)
        left_in.append(total_index(mean, VARIANCE).low > 0)
    assert np.mean(inside) > 0.85
    assert np.mean(left_in) > 0.9  # the sister: chance left in


def test_noise_moves_no_total_index_on_average():
    found = np.array([[t.mean for t in totals(steps_of(64, s, 4.0))] for s in range(1, 41)])
    error = found.std(axis=0, ddof=1) / np.sqrt(len(found))
    assert np.all(np.abs(found.mean(axis=0) - TOTAL) < 4 * error)


def test_the_interval_holds_the_total_index_nineteen_times_of_twenty_or_nearly():
    hits = [
        [
            t.low <= wanted <= t.high
            for t, wanted in zip(totals(steps_of(64, s, 2.0)), TOTAL, strict=True)
        ]
        for s in range(1, 101)
    ]
    assert np.mean(hits) > 0.9


def test_a_step_along_a_line_tells_its_slope_and_differs_nowhere():
    way = np.array([0.5, -0.25, 0.1, -0.9])
    found = effects_of(OwnSteps(np.stack([8.0 * way] * 2), way), 64 / 12)
    assert found.mean == pytest.approx(8.0)
    assert found.uneven == pytest.approx(0.0, abs=1e-6)


def test_a_step_that_hangs_on_another_number_differs_from_place_to_place():
    way = np.array([0.5, -0.5, 0.5, -0.5])
    net = np.stack([way * np.array([4.0, 4.0, 12.0, 12.0])] * 2)
    found = effects_of(OwnSteps(net, way), 1.0)
    assert found.mean == pytest.approx(8.0)
    assert found.uneven == pytest.approx(4.0)


def test_each_draw_steps_in_one_number_at_a_time():
    first, anew = points(3, 4, 1), drawn_anew(3, 4, 1)
    moved = stepped(first, anew).reshape(4, 3, 3)
    for number in range(3):
        others = [n for n in range(3) if n != number]
        assert np.array_equal(moved[:, number, number], anew[:, number])
        assert np.array_equal(moved[:, number][:, others], first[:, others])


def test_a_net_that_nothing_moves_has_no_total_index():
    nothing = OwnSteps(np.zeros((2, 8)), np.full(8, 0.5))
    assert total_index(nothing, 0.0).mean == 0
    assert effects_of(nothing, 0.0).mean == 0


def simulated_as(shares, replications):
    """Return what draws come to where the first number counts ten times the second."""
    net = shares @ np.array([10.0, 1.0])
    amounts = np.zeros((replications, len(shares), 1, 3))
    amounts[:, :, 0, KOMMUNE] = net + 100.0 * np.arange(replications)[:, None]
    return Simulated(amounts, np.zeros(amounts.shape[1:]), shares, ())


def test_every_step_is_held_against_the_draw_it_began_from_and_what_makes_no_world_left_out():
    shares = points(2, 32, 1)

    def drawn(drawing, replications):
        kept = np.delete(drawing.own_shares, [0, 5], axis=0)  # two steps make no world
        return simulated_as(kept, replications)

    found = simulated_as(shares, 4)
    first, second = steps_from(Drawing(None, None, (), shares), found, 8, 1, drawn)
    assert (len(first.way), len(second.way)) == (7, 7)
    assert first.net == pytest.approx(np.tile(10.0 * first.way, (2, 1)))
    assert second.net == pytest.approx(np.tile(second.way, (2, 1)))
