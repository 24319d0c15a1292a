"""What an evaluation would see: simulated evaluations held against the normal closed forms."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from borgerflow.experiments.questions.uncertainty.measures.evaluation import (
    EVALUATIONS,
    before_after,
    by_lot,
    claims,
    lots,
    matched,
    sees,
)
from borgerflow.experiments.questions.uncertainty.trials.evaluation import (
    cohort_of,
    days_on_benefit,
    sized_worlds,
)
from borgerflow.experiments.questions.uncertainty.trials.offered import can_be_tried, offered_to
from borgerflow.experiments.runs.comparison import comparison_of
from borgerflow.experiments.runs.estimators.blocks import Lives
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.sim.params import load
from borgerflow.sim.world.world import load_world

POOL, CITIZENS, EFFECT = 4000, 800, -20.0
DAYS = 200 + 100 * norm.ppf((np.arange(POOL) + 0.5) / POOL)  # a normal outcome, nothing drawn
SEEDS = range(1, 6)
ERROR = 4 * np.sqrt(0.25 / (EVALUATIONS * len(SEEDS)))  # of a share of all evaluations


def seen(apart, error):
    """Return how often a normal difference is beyond chance, on its own side."""
    return norm.cdf(abs(apart) / error - norm.ppf(0.975))


def test_a_comparison_by_lot_sees_an_effect_as_often_as_the_closed_form_says():
    found = np.mean([sees(by_lot(DAYS, DAYS + EFFECT, CITIZENS, seed), -1) for seed in SEEDS])
    wanted = seen(EFFECT, DAYS.std() * 2 / np.sqrt(CITIZENS))
    assert 0.7 < wanted < 0.9
    assert abs(found - wanted) < ERROR


def test_before_and_after_sees_more_of_as_many_citizens_offered_it():
    found = np.mean([sees(before_after(DAYS, DAYS + EFFECT / 2, 800, seed), -1) for seed in SEEDS])
    wanted = seen(EFFECT / 2, DAYS.std() * np.sqrt(2 / 800))
    assert abs(found - wanted) < ERROR


@pytest.mark.parametrize("falls", [0.0, 0.02, 0.05])
def test_before_and_after_claims_what_a_trend_alone_does_as_often_as_the_closed_form(falls):
    found = np.mean([claims(before_after(DAYS, DAYS, CITIZENS, s, falls)) for s in SEEDS])
    far = falls * DAYS.mean() / (DAYS.std() * np.sqrt((1 + (1 - falls) ** 2) / CITIZENS))
    wanted = norm.cdf(far - norm.ppf(0.975)) + norm.cdf(-far - norm.ppf(0.975))
    assert abs(found - wanted) < ERROR


def test_a_matched_comparison_sees_an_effect_though_strata_differ():
    stratum = np.arange(POOL) % 4
    days = DAYS + 200 * stratum
    found = np.mean([sees(matched(days, days + EFFECT, stratum, 800, s), -1) for s in SEEDS])
    # Each stratum has its own spread, which is that of the outcome without strata.
    wanted = seen(EFFECT, DAYS.std() * 2 / np.sqrt(CITIZENS))
    assert abs(found - wanted) < ERROR + 0.02
    raw = np.mean([sees(by_lot(days, days + EFFECT, CITIZENS, seed), -1) for seed in SEEDS])
    assert raw < found - 0.2  # the sister: strata left out


def test_who_is_chosen_for_what_no_register_shows_makes_false_answers():
    stratum = np.arange(POOL) % 4
    even, uneven = (
        np.mean([claims(matched(DAYS, DAYS, stratum, CITIZENS, s, odds)) for s in SEEDS])
        for odds in (1.0, 2.0)
    )
    assert abs(even - 0.05) < ERROR
    assert uneven > 0.9


def test_lots_are_even_and_those_of_one_evaluation_tell_nothing_of_another():
    one, two = lots(400, 3), lots(400, 4)
    assert abs(one.mean() - 0.5) < 4 * np.sqrt(1 / 12 / one.size)
    assert abs(np.corrcoef(one.ravel(), two.ravel())[0, 1]) < 4 / np.sqrt(one.size)
    assert abs(np.corrcoef(one[:-1].ravel(), one[1:].ravel())[0, 1]) < 4 / np.sqrt(one.size)


SETTINGS = RunSettings(1, "auto")


@pytest.fixture(scope="module")
def compared():
    """Return a small part of Herning with and without a check at the door."""
    world = load_world("herning", ["herning-syg02"], params=load(), population=0.02)
    return comparison_of(world, None)


@pytest.mark.slow
def test_those_who_are_offered_it_are_first_met_in_the_years_and_in_its_scheme(compared):
    offered = offered_to(compared, 0, SETTINGS)
    assert can_be_tried(compared)
    baseline = compared.baseline
    assert offered.day.min() >= baseline.start_day
    assert offered.day.max() < baseline.end_day
    sick = baseline.scheme_names.index("sygedagpenge")
    spells = offered.usual.spells
    for place in range(0, len(offered.day), 7):
        own = (spells.citizen == place) & (spells.scheme == sick)
        assert np.any(spells.start[own] <= offered.day[place])


@pytest.mark.slow
def test_where_citizens_wait_for_one_another_it_cannot_be_tried_on_some(compared, monkeypatch):
    monkeypatch.setattr(type(compared.baseline), "citizens_are_independent", False)
    assert not can_be_tried(compared)


@pytest.mark.slow
def test_a_larger_effect_takes_more_days_off_benefit_and_none_is_left_out(compared):
    cohort = cohort_of(compared, 2, SETTINGS)
    assert list(sized_worlds(compared)) == [0.02, 0.05]  # the low end does nothing
    assert cohort.months == (6, 12, 24, 36)
    assert np.all(np.diff(cohort.without, axis=0) >= 0)
    rows = {(row.design, row.effect, row.months): row for row in cohort.rows(1)}
    assert len(rows) == 3 * 2 * 4
    assert rows["by_lot", 0.05, 12].days <= rows["by_lot", 0.02, 12].days <= 0
    assert {answer.design for answer in cohort.false_answers(1)} == {"before_after", "matched"}


@pytest.mark.slow
def test_where_too_few_are_met_or_the_years_are_too_short_there_is_no_cohort(compared):
    short = replace(compared, axes=replace(compared.axes, months=12))
    assert cohort_of(short, 1, SETTINGS) is None


@pytest.mark.slow
def test_days_on_benefit_are_counted_from_the_day_one_is_met(compared):
    spells = offered_to(compared, 0, SETTINGS).usual.spells
    one = spells._replace(
        citizen=np.array([0, 0, 1]),
        scheme=np.array([3, 5, 3]),
        start=np.array([100, 200, 0]),
        end=np.array([200, 400, 2000]),
    )
    found = days_on_benefit(Lives(one, None), np.array([150, 900]), [3], (6, 12))
    assert found.tolist() == [[50, 182], [50, 365]]
