"""The scalar rules of refusion and fleksjob, as they stand, without a kernel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.law import fleksjob, refusion

STEPS = refusion.Steps(4, 26, 52, 0.2, 0.6, 0.7, 0.8, 0)
AHEAD = STEPS._replace(weeks_ahead=1)
TILSKUD_2022 = fleksjob.Tilskud(18_964, 0.30, 0.55, 15_401)
BIDRAG_2022 = fleksjob.Bidrag(0.30, 0.20, 0.20, 4_752)


@pytest.mark.parametrize(
    ("counter", "share"), [(1, 0.2), (4, 0.2), (5, 0.6), (26, 0.6), (27, 0.7), (52, 0.7), (53, 0.8)]
)
def test_the_share_changes_in_the_week_after_each_step(counter, share):
    assert refusion.municipal_share(counter, STEPS) == share


@given(st.integers(1, 60))
def test_the_weeks_left_on_a_step_have_its_share_and_the_next_has_not(counter):
    left = refusion.weeks_left_on_step(counter, STEPS)
    share = refusion.municipal_share(counter, STEPS)
    assert refusion.municipal_share(counter + left, STEPS) == share
    if left < FAR:
        assert refusion.municipal_share(counter + left + 1, STEPS) != share


def test_the_last_step_begins_in_week_fifty_three():
    assert not refusion.is_last_step(52, STEPS)
    assert refusion.is_last_step(53, STEPS)


@given(st.integers(1, 60))
def test_while_the_share_is_that_of_the_week_after_so_are_the_steps(counter):
    for rule in (refusion.municipal_share, refusion.is_last_step, refusion.weeks_left_on_step):
        assert rule(counter, AHEAD) == rule(counter + 1, STEPS)


def test_a_week_is_counted_once():
    assert refusion.counter_after(4, 100, 100, 99) == 5
    assert refusion.counter_after(5, 100, 100, 100) == 5
    assert refusion.counter_after(5, 100, 103, 100) == 8


def test_a_week_that_begins_on_a_monday_is_whole():
    assert refusion.first_whole_week(700) == 100
    assert refusion.first_whole_week(701) == 101
    assert refusion.first_whole_week(706) == 101


def test_the_window_holds_156_weeks_with_the_present_one():
    assert refusion.is_reset(155, 0, 156)
    assert not refusion.is_reset(156, 0, 156)


def test_the_subsidy_of_the_worked_example():
    assert fleksjob.fleksloentilskud(8_000, TILSKUD_2022) == pytest.approx(16_564)


def test_the_deduction_is_steeper_above_the_threshold():
    at = fleksjob.fleksloentilskud(15_401, TILSKUD_2022)
    assert at - fleksjob.fleksloentilskud(16_401, TILSKUD_2022) == pytest.approx(550)
    assert fleksjob.fleksloentilskud(14_401, TILSKUD_2022) - at == pytest.approx(300)


def test_a_large_wage_leaves_no_subsidy():
    assert fleksjob.fleksloentilskud(60_000, TILSKUD_2022) == 0


@given(st.floats(0, 41_000))
def test_the_wage_behind_a_subsidy_leads_to_it(wage):
    tilskud = fleksjob.fleksloentilskud(wage, TILSKUD_2022)
    assert fleksjob.wage_behind(tilskud, TILSKUD_2022) == pytest.approx(wage, abs=1e-6)


def test_no_wage_is_behind_more_than_the_whole_subsidy():
    assert fleksjob.wage_behind(20_000, TILSKUD_2022) == 0


def test_the_fleksbidrag_of_the_worked_example():
    assert fleksjob.fleksbidrag(18_964, 16_564, 7_200, BIDRAG_2022) == 936


def test_the_fleksbidrag_is_capped_before_the_wage_is_deducted():
    assert fleksjob.fleksbidrag(18_964, 100, 1_000, BIDRAG_2022) == 4_752 - 200


def test_the_fleksbidrag_is_never_negative():
    assert fleksjob.fleksbidrag(18_964, 9_482, 21_816, BIDRAG_2022) == 0


def test_half_a_krone_of_fleksbidrag_is_rounded_up():
    assert fleksjob.fleksbidrag(10_000, 10_000, 2.5, BIDRAG_2022) == 1_000
