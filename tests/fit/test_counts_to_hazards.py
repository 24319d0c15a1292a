"""Occurrences over exposure, counted by hand: late entry, open spells, weeks, bands, ties."""

import numpy as np
import pytest
from seen import SCHEMES, ended, sightings, still_there

from borgerflow.sim.fit.bands import (
    STRADDLES,
    band_counts,
    band_of_unit,
    joined_cuts,
    whole_weeks,
)
from borgerflow.sim.fit.incidence import aalen_johansen, curves_of, leaving_by_unit
from borgerflow.sim.fit.life_tables import life_table
from borgerflow.sim.fit.rates import poisson_interval, rates_of, weeks_lived


def counts(rows, cuts=(0.0,), unit=1):
    return band_counts(life_table(sightings(rows, unit)), 0, cuts)


def test_who_entered_late_is_at_risk_from_then_on_and_not_before():
    table = life_table(sightings(ended(5) + ended(5, entry=3)))
    assert table.at_risk[0].tolist() == [1, 1, 1, 2, 2]
    assert table.events[0, 1].tolist() == [0, 0, 0, 0, 2]


def test_an_open_spell_is_at_risk_until_it_was_last_seen_and_never_ends():
    table = life_table(sightings(ended(2) + still_there(4)))
    assert table.at_risk[0].tolist() == [2, 2, 1, 1]
    assert table.events.sum() == 1


def test_a_spell_whose_start_is_not_known_is_left_out_and_counted():
    table = life_table(sightings([*ended(2), (-1, 10, 20, 1000, 1)]))
    assert table.unknown_starts.tolist() == [1, 0, 0]
    assert table.at_risk.sum() == 2


def test_who_leaves_has_lived_part_of_the_unit_alone():
    seven_of_ten = counts(ended(1, many=7) + still_there(1, many=3))
    hazard = rates_of([seven_of_ten]).rate[1, 0]
    assert hazard == pytest.approx(7 * -np.log(0.3))  # a week of seven days
    assert weeks_lived(seven_of_ten)[0] == pytest.approx(1 / -np.log(0.3))


def test_each_destination_has_its_share_of_the_hazard():
    rates = rates_of([counts(ended(3, many=30) + ended(3, many=10, after=2))])
    assert rates.rate[1, 0] == pytest.approx(3 * rates.rate[2, 0])


def test_those_not_seen_to_go_anywhere_went_where_the_others_went():
    unknown = rates_of([counts(ended(3, many=30) + ended(3, many=30, after=None))])
    known = rates_of([counts(ended(3, many=60))])
    assert unknown.rate[1, 0] == pytest.approx(known.rate[1, 0])
    assert unknown.high[1, 0] > known.high[1, 0]


def test_a_weekly_spell_of_n_weeks_on_average_ends_in_its_unit_number_n_and_one():
    # From a Thursday to a Friday, a Friday a week on: 1 day, 8 days, and 14 days by priority.
    for days, unit in ((8, 2), (7, 2), (13, 3), (6, 2), (14, 3)):
        table = life_table(sightings([(3, 3, 3 + days, 1000, 1)], unit=7))
        assert table.events[0, 1].tolist() == [0] * (unit - 1) + [1], days


def test_a_weekly_stay_counts_from_the_monday_after_the_first_week_it_had():
    # Begun on a Thursday; on the Friday of a week that another had; gone within its first week.
    rows = [(3, 3, 17, 1000, 1), (4, 7, 17, 1000, 1), (3, 3, 4, 1000, 1)]
    table = life_table(sightings(rows, unit=7))
    assert table.at_risk[0].tolist() == [0, 1, 2]
    assert table.events[0, 1].tolist() == [0, 0, 2]


def test_a_week_that_may_lie_in_two_bands_counts_in_neither():
    band = band_of_unit((0.0, 4.0), 8, 7)
    assert band.tolist() == [0, 0, 0, 0, STRADDLES, 1, 1, 1]
    assert band_of_unit((0.0, 1.0), 9, 1).tolist() == [0] * 7 + [1] * 2
    assert whole_weeks((0.0, 2.0, 4.3, 6.5)) == (0.0, 2.0, 4.0, 6.0)


def test_no_event_has_an_interval_from_nought_to_its_upper_end():
    low, high = poisson_interval(np.array([0, 10]))
    assert low == pytest.approx([0, 4.7954], abs=1e-4)  # Garwood 1936
    assert high == pytest.approx([3.6889, 18.3904], abs=1e-4)


def test_a_band_that_nobody_lived_in_has_no_hazard():
    rates = rates_of([counts(ended(3, many=30), cuts=(0.0, 13.0))])
    assert np.isnan(rates.rate[1, 1])


def test_a_band_with_too_few_events_is_joined_with_the_next():
    rows = ended(3, many=40) + ended(10, many=5) + ended(30, many=40)
    tables = [life_table(sightings(rows))]
    assert joined_cuts(tables, 0, (0.0, 1.0, 2.0)) == (0.0, 1.0)
    assert joined_cuts(tables, 0, (0.0, 1.0)) == (0.0, 1.0)


def test_a_band_that_many_live_through_and_nobody_leaves_is_told_by_itself():
    rows = ended(3, many=40) + ended(30, many=400)
    assert joined_cuts([life_table(sightings(rows))], 0, (0.0, 1.0, 4.0)) == (0.0, 1.0, 4.0)


def test_cumulative_incidence_counts_ties_as_they_are():
    # Of 4, one leaves to either on the first day; of the two left, one on the second.
    seen, error = aalen_johansen(np.array([4, 2]), np.array([[1, 1], [1, 0]]))
    assert seen.tolist() == [[0.25, 0.5], [0.25, 0.25]]
    # Without another cause it is Greenwood's: sqrt(S^2 * sum d / (n (n - d))).
    alone, greenwood = aalen_johansen(np.array([4, 2]), np.array([[2, 1]]))
    survival = 1 - alone[0]
    assert greenwood[0, 0] == pytest.approx(survival[0] * np.sqrt(2 / (4 * 2)))
    assert error.min() > 0


def test_the_error_of_an_incidence_is_that_of_its_sum_written_out():
    at_risk = np.array([40, 33, 30, 18])
    events = np.array([[3, 1, 6, 2], [4, 2, 3, 1]])
    seen, error = aalen_johansen(at_risk, events)
    left = events.sum(axis=0)
    before = np.cumprod(np.append(1.0, 1 - left / at_risk))[:-1]
    for to in (0, 1):
        for last in range(4):
            n, d, own, s = (x[: last + 1] for x in (at_risk, left, events[to], before))
            apart = seen[to, last] - seen[to, : last + 1]
            total = apart**2 * d / (n * (n - d)) + s**2 * own * (n - own) / n**3
            variance = (total - 2 * apart * s * own / n**2).sum()
            assert error[to, last] == pytest.approx(np.sqrt(variance))


def test_what_is_fitted_by_units_adds_up_to_what_was_seen():
    rows = ended(1, many=30) + ended(2, many=20) + still_there(3, many=50)
    table = life_table(sightings(rows))
    rates = rates_of([band_counts(table, 0, (0.0,))])
    leaves = leaving_by_unit((0.0,), rates.rate, 3, 1)
    expected = (leaves.sum(axis=0) * table.at_risk[0]).sum()
    assert expected == pytest.approx(50)
    assert curves_of(table, 0, (0.0,), rates.rate).seen[1].tolist() == pytest.approx(
        [0.3, 0.5, 0.5]
    )


def test_the_destinations_are_those_of_the_model_alone():
    rates = rates_of([counts(ended(3, many=30))])
    assert rates.rate.shape == (len(SCHEMES), 1)
