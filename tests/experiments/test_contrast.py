import math
from dataclasses import replace

import numpy as np
import pytest

from borgerflow.experiments.questions.compare.break_even.counted import cases_a_year
from borgerflow.experiments.questions.compare.tables.payback import payback, payback_month
from borgerflow.experiments.questions.compare.tables.rows import (
    cumulative,
    flow_rows,
    held_statistics,
)
from borgerflow.experiments.questions.run.question import duration_rows
from borgerflow.experiments.runs.money import axes_of, full_time, over_horizon, price_factors
from borgerflow.experiments.runs.statistics import statistics_of
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.settlement.rulebook import PAYERS
from tests.experiments.fakes import SCHEMES, TWO_YEARS, account

UNCHANGED = np.ones(TWO_YEARS.months)
BENEFIT = ("kommune", "sygedagpenge", "benefit")
COST = ("kommune", "", "investment")


def tables(before, after, factors=UNCHANGED):
    """Return the tables of a comparison that touched nobody."""
    touched = [np.zeros(2, dtype=np.int64) for _ in before]
    return held_statistics(before, after, after, touched, factors, TWO_YEARS).tables()


def net(*rows):
    """Return net by month of replications given as {month: kroner}."""
    return np.array([[row.get(month, 0.0) for month in range(24)] for row in rows])


def paid(nets):
    """Return when histories of monthly nets have paid back."""
    so_far = np.cumsum(nets.mean(axis=0))
    return payback([payback_month(row) for row in nets], so_far, TWO_YEARS)


def test_half_of_the_histories_may_have_paid_back_where_the_mean_has_not():
    found = paid(net({0: 10.0, 3: -10.0}, {0: 50.0}))
    assert (found.median, found.of_mean) == ("2019-04", None)
    assert paid(net({0: 10.0, 3: -10.0}, {0: 50.0, 5: -60.0})).of_mean == "2019-06"


def test_axes_cover_every_month_that_the_horizon_touches():
    axes = axes_of(SCHEMES, parse_day("2019-03-10"), parse_day("2020-02-02"))
    assert (axes.months, axes.years) == (12, (2019, 2020))
    assert (axes.days_in(2019), axes.days_in(2020)) == (297, 32)


def test_a_saving_pays_back_in_the_month_the_sum_comes_down_to_zero():
    assert payback_month(net({0: 100.0, 5: -60.0, 7: -40.0})[0]) == 7


def test_paid_back_and_lost_again_counts_from_the_last_time():
    assert payback_month(net({0: 100.0, 3: -150.0, 5: 80.0, 9: -30.0})[0]) == 9


def test_what_is_above_zero_at_the_end_has_not_paid_back():
    assert payback_month(net({0: 100.0, 3: -150.0, 23: 80.0})[0]) == math.inf


def test_what_costs_nothing_and_changes_nothing_has_nothing_to_pay_back():
    assert payback_month(net({})[0]) == 0


def test_payback_tells_the_middle_the_earliest_and_never():
    rows = [{0: 10.0, 3: -10.0}, {0: 10.0, 14: -10.0}, {0: 10.0}]
    found = paid(net(*rows))
    assert (found.median, found.low, found.high) == ("2020-03", "2019-04", None)
    assert found.of_mean is None
    assert found.probability_by_year == {2019: pytest.approx(1 / 3), 2020: pytest.approx(2 / 3)}


def test_the_chance_of_payback_never_falls_with_the_years():
    draws = np.random.default_rng(5).normal(0, 1, (50, 24))
    draws[:, 0] += 3
    chances = list(paid(draws).probability_by_year.values())
    assert chances == sorted(chances)


def test_equal_worlds_differ_by_exactly_nothing_in_every_cell():
    accounts = [account({(3, *BENEFIT): 1e7 / 3}, {(3, "job"): 77}, {(0, "job", "out"): 3})] * 3
    same = tables(accounts, accounts)
    assert {(row.difference.mean, row.difference.high) for row in same["ledger"]} == {(0.0, 0.0)}
    assert {row.amounts.total.mean for row in same["summary"]} == {0.0}
    assert [row.difference.mean for row in same["full_time"]] == [0.0]
    assert flow_rows(accounts, accounts, TWO_YEARS) == ()


def test_differences_are_taken_within_a_replication():
    before = [account({(0, *BENEFIT): amount}) for amount in (100.0, 900.0, 500.0)]
    after = [account({(0, *BENEFIT): amount - 7.0}) for amount in (100.0, 900.0, 500.0)]
    (row,) = tables(before, after)["ledger"]
    assert (row.baseline, row.investment) == (500.0, 493.0)
    assert (row.difference.mean, row.difference.low, row.difference.high) == (-7.0, -7.0, -7.0)


def test_the_ledger_holds_each_filled_cell_once_in_its_own_year():
    after = [account({(11, *COST): 400.0, (12, *BENEFIT): -50.0})]
    rows = tables([account()], after)["ledger"]
    told = [(r.year, r.payer, r.scheme, r.kind, r.difference.mean) for r in rows]
    assert told == [
        (2019, "kommune", "", "investment", 400.0),
        (2020, "kommune", "sygedagpenge", "benefit", -50.0),
    ]


def test_the_lines_of_the_main_table_add_up_to_the_municipal_net():
    kroner = {
        (0, *COST): 400.0,
        (1, *BENEFIT): -90.0,
        (2, "kommune", "sygedagpenge", "contact"): -3.0,
        (3, "kommune", "job", "activation"): 1.0,
        (4, "stat", "sygedagpenge", "benefit"): -60.0,
    }
    rows = tables([account()], [account(kroner)])["summary"]
    totals = {row.line: row.amounts.total.mean for row in rows}
    assert totals["net_kommune"] == 308.0
    assert totals["investment"] + totals["benefits"] + totals["contacts_and_activation"] == 308.0
    assert [row.line for row in rows][-3:] == [f"net_{payer}" for payer in PAYERS]


def test_full_time_persons_are_days_lived_over_days_of_the_year():
    before = [account(days={(0, "job"): 31 * 365})]
    after = [account(days={(0, "job"): 31 * 365, (13, "job"): 366})]
    rows = tables(before, after)["full_time"]
    assert [(r.year, r.baseline, r.investment) for r in rows] == [(2019, 31, 31), (2020, 0, 1)]


def test_full_time_persons_over_the_horizon_weigh_each_year_by_its_part():
    axes = axes_of(SCHEMES, parse_day("2019-07-02"), parse_day("2021-01-01"))
    parts = axes.parts_of_years
    assert parts.tolist() == [183 / 365, 1.0]
    persons = np.array([[[3.0, 0.0, 0.0], [6.0, 0.0, 0.0]]])
    mean = (3.0 * parts[0] + 6.0) / parts.sum()
    assert over_horizon(persons, axes)[0].tolist() == pytest.approx([mean, 0.0, 0.0])


def test_the_price_of_a_result_is_the_net_over_what_there_is_more_of():
    idle, busy = {(0, "sygedagpenge"): 730}, {(0, "job"): 730, (13, "sygedagpenge"): 7}
    cost = {(0, *COST): 36_000.0}
    before, after = account({}, idle), account(cost, busy)
    work, week = tables([before] * 3, [after] * 3)["prices"]
    assert (work.result, work.more.mean, work.net.mean) == (
        "full_time_person_in_work",
        pytest.approx(2.0),
        pytest.approx(18_000.0),
    )
    weeks = 730 / 7 - 1
    assert (week.result, week.more.mean) == ("week_of_benefit_saved", pytest.approx(weeks))
    assert week.net.mean == pytest.approx(36_000 / weeks)


def test_a_result_that_there_is_less_of_has_no_price():
    before, after = account({}, {(0, "job"): 365}), account({(0, *COST): 1e5}, {})
    prices = tables([before], [after])["prices"]
    assert [(price.more.mean, price.net) for price in prices] == [(-1.0, None), (0.0, None)]


def test_a_year_in_the_horizon_in_part_counts_its_own_days():
    axes = replace(TWO_YEARS, months=13, end_day=parse_day("2020-02-01"))
    lived = full_time([account(days={(12, "job"): 31}, axes=axes)], axes)
    assert lived[0, 1, SCHEMES.index("job")] == 1.0


def test_cumulative_ends_at_the_total():
    sums = np.cumsum(net({0: 100.0, 12: -30.0}, {0: 100.0, 23: -50.0}), axis=1)
    found = cumulative(statistics_of(sums), TWO_YEARS)
    assert [found[0].month, found[-1].month] == ["2019-01", "2020-12"]
    assert found[-1].amount.mean == pytest.approx((70.0 + 50.0) / 2)


def test_a_stay_lasts_days_lived_over_stays_ended():
    lived = account(days={(0, "sygedagpenge"): 700}, flows={(0, "sygedagpenge", "job"): 10})
    (row,) = duration_rows([lived], TWO_YEARS)
    assert (row.scheme, row.weeks.mean) == ("sygedagpenge", 10.0)


def test_prices_of_one_year_undo_the_index():
    factors = price_factors({2019: 1.0, 2020: 1.25}, TWO_YEARS, 2019)
    later = tables([account()], [account({(0, *COST): 400.0, (12, *COST): 500.0})], factors)
    (row, *_) = later["summary"]
    assert [amount.mean for amount in row.amounts.by_year.values()] == [400.0, 400.0]


def test_without_a_price_year_amounts_stay_as_they_were_booked():
    assert np.all(price_factors({}, TWO_YEARS, None) == 1)


def test_a_year_outside_the_price_index_is_refused():
    with pytest.raises(InputError, match="no price index for 2031: it runs from 2019 to 2020"):
        price_factors({2019: 1.0, 2020: 1.0}, TWO_YEARS, 2031)


class Dated:
    def __init__(self, start, until):
        self.start, self.until = parse_day(start), parse_day(until)


def test_new_cases_are_those_of_the_years_the_proposal_runs():
    counts = [np.array([100, 300]), np.array([200, 500])]
    assert cases_a_year(counts, TWO_YEARS, Dated("2020-01-01", "2021-01-01")) == 400.0
    assert cases_a_year(counts, TWO_YEARS, Dated("2019-06-01", "2020-06-01")) == 275.0
    assert cases_a_year(counts, TWO_YEARS, Dated("2030-01-01", "2031-01-01")) == 0.0
