"""What groups of numbers are worth knowing and trials worth making: closed forms, nested chance."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.stats import norm

from borgerflow.experiments.questions.compare.own_numbers.draws import Simulated
from borgerflow.experiments.questions.compare.own_numbers.sampling import points
from borgerflow.experiments.questions.uncertainty.asked import (
    UncertaintyQuestion,
    pilot_of,
    pilots_of,
    steps_for,
    with_draws,
)
from borgerflow.experiments.questions.uncertainty.finding import PilotRow
from borgerflow.experiments.questions.uncertainty.measures.groups import (
    Surface,
    surface_of,
    value_of_group,
    value_of_surface,
)
from borgerflow.experiments.questions.uncertainty.measures.information import value_of_knowing
from borgerflow.experiments.questions.uncertainty.measures.pilot import value_of_signal
from borgerflow.experiments.questions.uncertainty.trials.offered import Offered
from borgerflow.experiments.questions.uncertainty.trials.pilot import Pilots
from borgerflow.sim.base.clock import first_day_of_month
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.settlement.rulebook import KOMMUNE

MEAN, SPREADS = 1.0, np.array([2.0, 1.5, 1.0, 0.5])  # of a net that is linear in four numbers


def worth(mean, spread):
    """Return the unit normal loss: what it is worth to know a normal net with this spread."""
    size = abs(mean)
    return spread * norm.pdf(size / spread) - size * norm.cdf(-size / spread)


def linear(seed, draws=256):
    """Return places of four numbers, their deviates, and the net."""
    places = points(4, draws, seed)
    deviates = norm.ppf(np.clip(places, 1e-9, 1 - 1e-9))
    return places, deviates, MEAN + deviates @ SPREADS


def test_to_know_a_group_is_worth_the_loss_of_its_own_part():
    wanted = worth(MEAN, np.hypot(1.5, 1.0))
    found = [value_of_group(places[:, 1:3], net) for places, _, net in map(linear, range(12))]
    means = np.array([each.mean for each in found])
    error = means.std(ddof=1) / np.sqrt(len(means))
    # A polynomial has no tails as long as those of the normal distribution.
    assert abs(means.mean() - wanted) < 4 * error + 0.02 * wanted
    assert np.mean([each.low <= wanted <= each.high for each in found]) > 0.9


def test_the_bias_of_choosing_by_chance_is_taken_off_a_group_that_moves_nothing():
    generator, found, left_in = np.random.default_rng(7), [], []
    for seed in range(20):
        _, _, net = linear(seed)
        inert = generator.random((len(net), 2))
        found.append(value_of_group(inert, net - MEAN).mean)
        columns = np.column_stack([np.ones(len(net)), inert, inert**2, inert**3, inert[:, :1] ** 4])
        terms, _ = np.linalg.qr(columns)
        left_in.append(value_of_knowing(terms @ (terms.T @ (net - MEAN))))
    assert np.mean(found) < np.mean(left_in) / 3
    assert np.mean(found) < 0.05 * worth(0.0, np.sqrt((SPREADS**2).sum()))


@pytest.mark.parametrize("draws", [8, 32])
def test_of_a_group_that_few_draws_foretell_nothing_from_an_upper_end_is_told(draws):
    generator, flat = np.random.default_rng(8), []
    for _ in range(20):
        places, net = generator.random((draws, 2)), generator.standard_normal(draws)
        found = value_of_group(places, net)
        flat += [found] if found.mean == 0 else []
        assert found.low <= found.mean <= found.high <= value_of_knowing(net) * 2
    assert flat
    assert np.mean([each.high > 0 for each in flat]) > 0.5


def test_the_bias_of_a_fit_that_follows_chance_is_taken_off():
    """A fit of 20 terms to 64 draws, of which one number moves the net and chance the rest."""
    generator, wanted = np.random.default_rng(11), worth(0.0, 1.0)
    found, drawn_in, followed, spread = [], [], [], []
    for seed in range(40):
        places = points(1, 64, seed)[:, 0]
        net = norm.ppf(np.clip(places, 1e-9, 1 - 1e-9)) + 2 * generator.standard_normal(64)
        columns = np.column_stack([np.ones(64), places - 0.5, generator.random((64, 18))])
        surface = Surface(np.linalg.qr(columns)[0], net)
        found.append(value_of_surface(surface).mean)
        drawn_in.append(value_of_knowing(surface.expected(surface.fitted)))
        followed.append(value_of_knowing(surface.fitted))
        spread.append(surface.expected(surface.fitted).var())
    error = np.std(found, ddof=1) / np.sqrt(len(found))
    assert abs(np.mean(found) - wanted) < 3 * error
    assert abs(np.mean(found) - wanted) < abs(np.mean(drawn_in) - wanted)
    assert np.mean(followed) > wanted + 4 * error
    assert abs(np.mean(spread) - 1.0) < 4 * np.std(spread, ddof=1) / np.sqrt(len(spread))


def test_numbers_that_work_as_a_product_are_worth_what_nested_chance_says():
    def nets(places):
        return 1.0 - 4.0 * places[:, 0] * places[:, 1] * places[:, 2] + 0.8 * places[:, 3]

    outer, inner = points(2, 4096, 5), points(2, 256, 6)
    given = np.repeat(outer, len(inner), axis=0), np.tile(inner, (len(outer), 1))
    nested = nets(np.hstack(given)).reshape(len(outer), len(inner)).mean(axis=1)
    wanted = value_of_knowing(nested)
    found = []
    for seed in range(12):
        places = points(4, 256, seed)
        found.append(value_of_group(places[:, :2], nets(places)).mean)
    error = np.std(found, ddof=1) / np.sqrt(len(found))
    assert wanted > 0.005
    assert abs(np.mean(found) - wanted) < 4 * error + 0.1 * wanted


def test_a_surface_of_an_even_net_is_flat():
    places = points(2, 64, 1)
    assert surface_of(places, np.ones(64)).fitted == pytest.approx(np.ones(64))
    assert value_of_group(places, np.ones(64)).mean == 0


@pytest.mark.parametrize("error", [0.5, 1.0, 2.0, 4.0])
def test_a_trial_of_a_normal_net_is_worth_the_closed_form(error):
    found = []
    for seed in range(12):
        _, deviates, _ = linear(seed)
        net = MEAN + SPREADS[0] * deviates[:, 0]
        found.append(value_of_signal(net, net, error))
    wanted = worth(MEAN, SPREADS[0] ** 2 / np.hypot(SPREADS[0], error))
    noise = np.std(found, ddof=1) / np.sqrt(len(found))
    assert abs(np.mean(found) - wanted) < 4 * noise + 1e-3


def test_a_trial_without_chance_is_worth_what_it_is_to_know_what_it_shows():
    _, deviates, _ = linear(1)
    net = MEAN + SPREADS[0] * deviates[:, 0]
    assert value_of_signal(net, net, 0.0) == value_of_knowing(net)
    assert value_of_signal(net, net, 1e-6) == pytest.approx(value_of_knowing(net))


def test_a_larger_trial_never_tells_less_and_an_endless_error_tells_nothing():
    _, deviates, _ = linear(2)
    net = MEAN + SPREADS[0] * deviates[:, 0]
    values = [value_of_signal(net, net, error) for error in (0.1, 0.5, 1.0, 2.0, 5.0, 1e9)]
    assert values == sorted(values, reverse=True)
    assert values[-1] == pytest.approx(0.0, abs=1e-9)


def test_a_pilot_is_worth_what_it_tells_less_its_cost_and_waiting():
    row = PilotRow(
        citizens=200,
        months=12,
        there=900,
        shows=-5.0,
        error=2.0,
        tells=90.0,
        waits=20.0,
        costs=30.0,
    )
    assert row.gain == 40.0


def test_pilots_are_written_as_citizens_x_months_and_end_before_the_years_do():
    asked = {"municipality": "herning", "proposals": ("herning-jbk10",)}
    years = {"start": "2019-01-01", "end": "2020-01-01"}
    assert pilot_of("200x12") == (200, 12)
    assert pilots_of(UncertaintyQuestion(**asked, **years)) == [(200, 6)]
    with pytest.raises(InputError, match="expected citizens x months, as 200x12"):
        with_draws(UncertaintyQuestion(**asked, pilots=("many",)))
    with pytest.raises(InputError, match="1 to 11 months: the pilot is to end before the years"):
        with_draws(UncertaintyQuestion(**asked, **years, pilots=("200x12",)))
    with pytest.raises(InputError, match="4 to 1,000,000 citizens"):
        with_draws(UncertaintyQuestion(**asked, pilots=("2x12",)))


def test_there_are_as_many_steps_as_draws_where_nobody_says():
    asked = UncertaintyQuestion(municipality="herning", draws=256)
    assert [steps_for(asked, numbers) for numbers in (1, 8, 16, 100)] == [32, 32, 16, 8]
    assert steps_for(UncertaintyQuestion(municipality="herning", steps=0), 6) == 0


THERE, MONTHS, PAYERS = 100, 24, 3


def pilots(monkeypatch, spread, invested=0.0, mean=MEAN):
    """Return what judges pilots of a net of ten kroner a month times a normal number."""
    factor = mean + SPREADS[0] * linear(3, 512)[1][:, 0]
    amounts = np.zeros((2, len(factor), MONTHS, PAYERS))
    amounts[..., KOMMUNE] = 10 * factor[:, None] + invested
    costs = np.zeros(amounts.shape[1:])
    costs[..., KOMMUNE] = invested
    found = Simulated(amounts, costs, np.zeros((len(factor), 1)), ())
    first = 2019 * 12
    day = np.linspace(first_day_of_month(first), first_day_of_month(first + 6) - 1, THERE)
    each = np.array([-spread, spread]) / np.sqrt(2)
    monkeypatch.setattr(Pilots, "_kroner_each", lambda *_: each)
    asked = SimpleNamespace(axes=SimpleNamespace(first_month=first))
    return Pilots(asked, found, Offered(None, None, day.astype(np.int64)), 7.0)


def test_a_pilot_of_a_normal_net_is_worth_the_closed_form(monkeypatch):
    (row,) = pilots(monkeypatch, spread=3.0).rows([(50, 6)])
    assert row.error == pytest.approx(2 * 3.0 / np.sqrt(50))
    assert row.shows == pytest.approx(6 * 10 * MEAN / THERE, rel=0.02)
    # Of eighteen months left, in whose kroner what it shows is three hundred times as large.
    spread, error = 180 * SPREADS[0], 300 * row.error
    wanted = worth(180 * MEAN, spread**2 / np.hypot(spread, error))
    assert row.tells == pytest.approx(wanted, rel=0.03)
    assert row.waits == 0
    assert row.costs == 7.0


def test_a_pilot_costs_the_share_of_those_offered_it_and_waiting_what_it_would_have_saved(
    monkeypatch,
):
    (row,) = pilots(monkeypatch, spread=3.0, invested=4.0, mean=-MEAN - 0.4).rows([(50, 6)])
    assert row.costs == pytest.approx(7.0 + 25 / THERE * 6 * 4.0)
    assert row.waits == pytest.approx(6 * 10 * MEAN, rel=0.05)
    assert row.shows == pytest.approx(-6 * 10 * (MEAN + 0.4) / THERE, rel=0.05)


def test_no_more_citizens_take_part_than_are_met_and_the_same_pilot_is_told_once(monkeypatch):
    rows = pilots(monkeypatch, spread=3.0).rows([(500, 6), (1000, 6), (50, 3), (1000, 3)])
    assert [(row.citizens, row.months, row.there) for row in rows] == [
        (100, 6, 100),
        (50, 3, 50),
    ]
