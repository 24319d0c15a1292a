"""The worked rows F2-F11 of who keeps a saving: block grant, equalisation, sanction, ceiling."""

from itertools import pairwise

import pytest

from borgerflow.sim.law.grants import (
    capped_level,
    employment_allowance,
    kept_of_dagpenge,
    kept_of_saving,
    need_of_one,
    own_sanction,
    programme_ceiling,
    share_of_grant,
    tax_base_gained,
    tax_kept,
)
from borgerflow.sim.params import load

HEDENSTED = 0.00763  # bloktilskudsnøgle
MILLION, BILLION = 1e6, 1e9
NUMBERS = load().law.accounts.equalisation
CONTRIBUTION = NUMBERS.number("labour_market_contribution")
WAGE, ALLOWANCE, DAGPENGE = 360_000, 38_340, 19_351 * 12  # of 2022
FROM_DAGPENGE = tax_base_gained(WAGE, CONTRIBUTION, ALLOWANCE, DAGPENGE)
FROM_NOTHING = tax_base_gained(WAGE, CONTRIBUTION, ALLOWANCE, 0)
CAP, LEAST = NUMBERS.number("cap_above_125"), NUMBERS.number("least_rate")
RICH = capped_level(CAP, 0.25, LEAST, 0.25)
LEVELS = NUMBERS.number("level"), NUMBERS.number("level_below_90"), RICH


@pytest.mark.parametrize(
    ("others", "kept"), [(0, 992_370), (0.25, 744_277.50), (0.5, 496_185), (1, 0)]
)
def test_f2_alone_it_keeps_all_but_its_own_share_and_nothing_where_all_save(others, kept):
    assert kept_of_saving(MILLION, HEDENSTED, others) == pytest.approx(kept)


def test_a_cost_is_shared_as_a_saving_is():
    assert kept_of_saving(-MILLION, HEDENSTED, 0.5) == pytest.approx(-496_185)


@pytest.mark.parametrize(("share", "kept"), [(0.05, 950_000), (0.18, 820_000)])
def test_f3_of_dagpenge_to_2020_the_share_of_the_landsdel_is_lost(share, kept):
    assert kept_of_dagpenge(MILLION, share) == pytest.approx(kept)


def test_f4_the_benefit_that_is_lost_was_taxed_too():
    share, most = NUMBERS.number("allowance_share"), NUMBERS.number("allowance_most")
    assert employment_allowance(WAGE, share, most) == pytest.approx(ALLOWANCE)
    assert pytest.approx(60_648) == FROM_DAGPENGE
    assert pytest.approx(15_162) == FROM_DAGPENGE * 0.25


def test_an_allowance_ends_at_its_most():
    assert employment_allowance(1e6, 0.1065, 44_800) == 44_800


@pytest.mark.parametrize(
    ("base", "kept"),
    [
        (FROM_DAGPENGE, (3_790.50, 758.10, 1_061.34)),  # F4
        (FROM_NOTHING, (18_303.75, 3_660.75, 5_125.05)),  # F5
    ],
)
def test_f4_f5_little_tax_of_one_more_job_is_left_after_equalisation(base, kept):
    assert [tax_kept(base, 0.25, level, 0.25) for level in LEVELS] == pytest.approx(kept)


def test_f6_what_a_rate_is_above_the_average_is_kept_whole():
    assert pytest.approx(15_404.59, abs=0.01) == FROM_DAGPENGE * 0.254
    assert tax_kept(FROM_DAGPENGE, 0.254, LEVELS[0], 0.25) == pytest.approx(4_033.09, abs=0.01)


@pytest.mark.parametrize(
    ("rate", "extra"), [(0.2325, 0.1149), (0.22, 0.1149), (0.24, 0.1428), (0.25, 0.18)]
)
def test_f7_the_rich_lose_no_more_than_the_cap_at_their_own_rate(rate, extra):
    level = capped_level(CAP, rate, LEAST, 0.25)
    assert level - NUMBERS.number("level") == pytest.approx(extra, abs=5e-5)


def need_by(counted):
    names = ("net_spending", "social_share", "weight_without_work")
    return need_of_one(*map(NUMBERS.number, names), counted)


def test_f8_one_fewer_without_work_costs_need():
    one = need_by(400_000)
    assert one == pytest.approx(75_083, abs=0.5)
    assert NUMBERS.number("need_level") * one == pytest.approx(69_827, abs=0.5)
    assert NUMBERS.number("need_level_above_mean") * one == pytest.approx(71_329, abs=0.5)


def test_the_more_are_counted_the_less_is_one_of_them_worth():
    assert all(more < less for less, more in pairwise(map(need_by, (3e5, 4e5, 5e5))))


def test_f9_a_sanction_goes_by_inhabitants_and_by_who_overspent():
    by_inhabitants = NUMBERS.number("sanction_by_inhabitants")
    own = own_sanction(500 * MILLION, by_inhabitants, HEDENSTED, 10 / 800)
    assert own == pytest.approx(5.276 * MILLION)
    of_all = own_sanction(500 * MILLION, by_inhabitants, HEDENSTED, 0.0)
    assert of_all == pytest.approx(1.526 * MILLION)


@pytest.mark.parametrize(
    ("inhabitants", "share"),
    [(920_628, 0.10821), (142_200, 0.01671)],  # København and the next
)
def test_f10_the_block_grant_goes_by_inhabitants(inhabitants, share):
    assert share_of_grant(inhabitants, 8_507_400) == pytest.approx(share, abs=5e-6)


def test_f11_the_ceiling_on_courses_is_so_much_a_full_time_person():
    each = NUMBERS.number("ceiling_a_person")
    assert programme_ceiling(1_500, each) == pytest.approx(15.903 * MILLION)
