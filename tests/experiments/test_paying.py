"""When it pays back and what it must achieve: the answer as data, and as asked of fake lives."""

import json
import re
import sys
from dataclasses import replace

import pytest

from borgerflow import breakeven, compare
from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.rows import Interval, Payback, SummaryRow
from borgerflow.experiments.questions.breakeven.discounting import (
    discount_factor,
    discount_factors,
    discount_rates,
)
from borgerflow.experiments.questions.breakeven.finding import (
    answered,
    highest_price,
    highest_price_a_year,
    place_in_range,
    verdict_of,
)
from borgerflow.experiments.questions.breakeven.question import (
    BreakEvenQuestion,
    answer_among,
    unanswered,
)
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import Estimate, load
from borgerflow.sim.params.reading.forms import Label
from borgerflow.sim.world.world import load_world
from tests.experiments.fakes import TWO_YEARS, break_even, finding, yearly
from tests.experiments.test_compare import live_fakes

PARAMS = load()
FM = {0: 0.035, 36: 0.025, 71: 0.015}
NEVER = Payback(None, None, None, {2019: 0.0, 2020: 0.1})


def asked(proposals=("herning-syg02",), municipality="herning", **settings):
    settings = {"replications": 3, "workers": 1, "params": PARAMS} | settings
    return breakeven(municipality, list(proposals), **settings)


@pytest.mark.parametrize(
    ("year", "factor"),
    [
        (0, 1.0),
        (1, 0.966184),
        (10, 0.708919),
        (35, 0.299977),
        (36, 0.292660),
        (70, 0.126402),
        (71, 0.124534),
    ],
)
def test_a_later_krone_is_worth_what_the_ministrys_table_says(year, factor):
    assert discount_factor(FM, year) == pytest.approx(factor, abs=5e-7)


def test_every_month_of_a_year_is_discounted_alike_and_the_first_year_not_at_all():
    factors = discount_factors(FM, TWO_YEARS)
    assert factors.tolist() == [1.0] * 12 + [1 / 1.035] * 12


def test_the_highest_price_is_the_investment_minus_the_net():
    # 400,000 a year; net 300,400 - 800,600 = -500,200, 200,000 to either side
    assert highest_price(finding()) == Interval(1_300_200.0, 1_100_200.0, 1_500_200.0)
    assert highest_price_a_year(finding()) == Interval(650_100.0, 550_100.0, 750_100.0)


def test_a_year_without_cost_does_not_share_the_price():
    rows = (SummaryRow("investment", yearly(800_000.0, 0.0)), *finding().summary[1:])
    assert highest_price_a_year(finding(summary=rows)).mean == 1_300_200.0


def test_a_proposal_that_costs_nothing_has_no_price_a_year():
    rows = (SummaryRow("investment", yearly(0.0, 0.0)), *finding().summary[1:])
    assert highest_price_a_year(finding(summary=rows)) is None


@pytest.mark.parametrize(
    ("found", "payback", "verdict"),
    [
        ({"stated": True}, None, "pays_back"),
        ({"stated": True}, NEVER, "does_not_pay_back"),
        ({"stated": False}, None, "needs_effect"),
        ({"stated": False}, NEVER, "needs_effect"),
        ({"stated": True, "effect": Interval(0.0, 0.0, 0.1)}, None, "pays_without_effect"),
        ({"unit": "factor", "effect": Interval(1.0)}, NEVER, "pays_without_effect"),
        ({"unit": "weeks", "effect": Interval(1.0)}, NEVER, "needs_effect"),
        ({"stated": True, "effect": None}, NEVER, "no_effect_suffices"),
    ],
)
def test_every_comparison_has_one_answer(found, payback, verdict):
    changes = {} if payback is None else {"payback": payback}
    assert verdict_of(finding(break_even=(break_even(**found),), **changes)) == verdict


@pytest.mark.parametrize(
    ("needed", "low", "high", "unit", "place"),
    [
        (0.077, 0.0, 0.05, "share", "above"),
        (0.03, 0.0, 0.05, "share", "within"),
        (0.02, 0.02, 0.05, "share", "within"),
        (0.05, 0.02, 0.05, "share", "within"),
        (0.01, 0.02, 0.05, "share", "below"),
        (1.3, 0.8, 1.51, "factor", "within"),
        (1.6, 0.8, 1.51, "factor", "above"),
        (0.7, 0.8, 1.51, "factor", "above"),
        (1.01, 1.05, 1.2, "factor", "below"),
        (-2.0, -1.5, -0.5, "weeks", "above"),
        (-1.0, -1.5, -0.5, "weeks", "within"),
        (-0.2, -1.5, -0.5, "weeks", "below"),
        (0.03, None, None, "share", None),
    ],
)
def test_what_it_needs_is_seen_from_no_effect(needed, low, high, unit, place):
    found = break_even(effect=Interval(needed), unit=unit, assumed_range=(low, high))
    assert place_in_range(found) == place


def test_without_a_root_nothing_is_needed_of_the_range():
    assert place_in_range(break_even(effect=None)) is None


def test_the_json_is_stable_and_carries_every_answer():
    content = json.loads(answered(finding(), finding(), FM).to_json())
    assert content["schema"] == "borgerflow/breakeven/1"
    assert content["answer"] == "needs_effect"
    assert content["numbers"] == ["SYG02"]
    assert content["discount_rates"][1] == {"from_year": 36, "rate": 0.025}
    assert content["highest_price"]["total"]["mean"] == 1_300_200.0
    (effect,) = content["effects"]
    assert effect["place_in_range"] == "within"
    assert content["breakeven"]["probability_by_year"] == {"2019": 0.0, "2020": 0.85}
    assert content["discounted"]["net_by_payer"].keys() == {"kommune", "stat", "a_kasse"}
    assert "seconds" not in content


@pytest.mark.slow
def test_the_effect_and_the_money_are_those_of_the_comparison(monkeypatch):
    live_fakes(monkeypatch)
    found = asked()
    compared = compare("herning", ["herning-syg02"], replications=3, workers=1, params=PARAMS)
    assert found.compared.break_even == compared.break_even
    assert found.compared.net_by_payer == compared.net_by_payer
    assert found.compared.payback == compared.payback
    assert found.discounted.break_even == ()


def test_the_discounted_net_is_the_net_of_each_year_discounted(monkeypatch):
    live_fakes(monkeypatch)
    found = asked()
    usual, later = (f.net_municipal.by_year for f in (found.compared, found.discounted))
    for ahead, year in enumerate(range(2019, 2023)):
        assert later[year].mean == pytest.approx(usual[year].mean / 1.035**ahead)
    total = sum(amount.mean for amount in later.values())
    assert found.discounted.net_municipal.total.mean == pytest.approx(total)


def test_what_costs_and_saves_alike_in_every_year_needs_the_same_effect_discounted(monkeypatch):
    live_fakes(monkeypatch)
    found = asked(discount=True)
    needed, later = (f.break_even[0].effect.mean for f in (found.compared, found.discounted))
    assert later == pytest.approx(needed, rel=0.02)


def test_a_proposal_without_an_answer_is_told_why_and_nothing_is_run(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a world was lived")

    monkeypatch.setattr(sys.modules[compare.__module__], "run_pair", refuse)
    found = asked(["vesthimmerland-5", "vesthimmerland-4"], "vesthimmerland")
    assert found.verdict == "unanswered"
    assert found.because.en.startswith("it knows no moves made for a job")
    assert not found.because.en.endswith(".")
    content = found.to_dict()
    assert (content["answer"], content["discounted"]) == ("unanswered", None)
    assert content["numbers"] == [p.number for p in found.proposals]
    assert len(content["numbers"]) == 2


def test_the_reasons_of_several_proposals_are_one_sentence():
    silent = PARAMS.proposal("vesthimmerland-4")
    told = [Label(da=f"nej {n}.", en=f"no {n}.") for n in (1, 2)]
    both = [silent.model_copy(update={"unanswered": label}) for label in told]
    question = BreakEvenQuestion(municipality="vesthimmerland")
    found = unanswered(load_world("vesthimmerland", params=PARAMS), both, question)
    assert (found.because.da, found.because.en) == ("nej 1; nej 2", "no 1; no 2")


AFTERWARDS = {"start": "2023-01-01", "end": "2025-01-01"}


def test_a_horizon_in_which_a_proposal_is_not_in_force_is_refused_with_what_to_type():
    with pytest.raises(
        InputError,
        match=re.escape(
            "Nothing of herning-syg02 lies within 2023-01-01 to 2024-12-31: it runs from "
            "2019-01-01 to 2022-12-31. Leave --start and --end out, or type --start 2019-01-01 "
            "--end 2023-01-01."
        ),
    ):
        asked(**AFTERWARDS)


def test_of_many_proposals_one_that_is_not_in_force_is_told_so_and_not_run(monkeypatch):
    monkeypatch.setattr(sys.modules[compare.__module__], "run_pair", None)
    one = BreakEvenQuestion(municipality="herning", proposals=("herning-syg02",), **AFTERWARDS)
    found = answer_among(one, PARAMS)
    assert (found.verdict, found.to_dict()["answer"]) == ("outside_horizon", "outside_horizon")
    assert found.text("en").splitlines()[2] == (
        "Not in force within the horizon: it runs from 2019-01-01 to 2022-12-31 (--start, --end)."
    )
    assert (
        found.text("da")
        .splitlines()[2]
        .startswith("Forslaget er ikke i kraft i perioden: det løber")
    )


def test_an_interrupted_question_keeps_what_was_finished(monkeypatch):
    live_fakes(monkeypatch, stop=lambda world, replication: replication == 2)
    with pytest.raises(Interrupted) as stopped:
        asked()
    kept = stopped.value.finding
    assert kept.replications == 2
    assert kept.discounted is None
    assert "Interrupted: this answer uses 2 of 3 replications." in kept.text("en")


@pytest.mark.parametrize(
    ("rates", "words"),
    [
        ({}, "expected a rate from year 0 on"),
        ({"1": 0.03}, "expected a rate from year 0 on"),
        ({"0": None}, "each with a value"),
    ],
)
def test_discount_rates_that_leave_a_year_open_are_refused(rates, words):
    one = {"unit": "share", "source": "none", "grade": "recalled"}
    held = {year: Estimate(value=rate, **one) for year, rate in rates.items()}
    world = load_world("modelkommune", params=PARAMS)
    costs = world.model.costs.model_copy(update={"discount_rate": held})
    with pytest.raises(InputError, match=words):
        discount_rates(replace(world, model=replace(world.model, costs=costs)))


@pytest.mark.slow
def test_the_horizon_may_reach_beyond_the_years_of_the_proposal():
    found = asked(municipality="modelkommune", end="2026-01-01", replications=2, population=0.1)
    years = tuple(range(2019, 2026))
    assert tuple(found.compared.payback.probability_by_year) == years
    paid = {row.line: row.amounts.by_year for row in found.compared.summary}["investment"]
    assert [year for year in years if paid[year].mean] == [2019, 2020, 2021, 2022]
    assert "Law: " in found.text("en").splitlines()[1]  # looked up up to a day before the end
