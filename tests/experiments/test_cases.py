"""The common form of a case, by hand; its flags; and stated beside simulated."""

import re

import pytest

from borgerflow.experiments.lookup.cases.catalogue import catalogue_of, filtered, states
from borgerflow.experiments.lookup.cases.common_form import (
    a_year,
    case_years,
    common_form,
    employees_of,
    full_time_from_kroner,
    full_time_from_people,
    full_time_from_weeks,
    gross_saving,
    rate_per_week,
)
from borgerflow.experiments.questions.cases import compare
from borgerflow.experiments.questions.cases.compare import (
    SchemeCost,
    SimulatedYear,
    at_rates_of,
    comparison_of,
    expected_cost,
    overview,
    reason_of,
)
from borgerflow.experiments.questions.cases.flags import flags_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.params.cases.catalogue import StatedAmount

HELD = load()
LAW, CATALOGUE = HELD.law, catalogue_of(HELD)
RULES = CATALOGUE.rules
BLANK = CATALOGUE.cases["star-langeland-1"]
COSTS = {
    "sygedagpenge": SchemeCost(160_000, 100_000, 300),
    "jobafklaring": SchemeCost(140_000, 110_000, 100),
    "fleksjob": SchemeCost(150_000, 90_000, 400),
}
YEAR = SimulatedYear("herning", "Herning", COSTS)


def case_of(**stated):
    """Return a case of sygedagpenge that states nothing but what is given."""
    return BLANK.model_copy(update={"schemes": ("sygedagpenge",), **stated})


def by_year(**amounts):
    return StatedAmount(basis="by_year", by_year={int(y[1:]): v for y, v in amounts.items()})


def amount(basis, value):
    return StatedAmount(basis=basis, amount=value)


def form_of(case):
    return common_form(case, LAW, RULES)


def flags(case):
    return set(flags_of(case, form_of(case), LAW, RULES))


def test_fifty_two_weeks_of_benefit_are_one_full_time_person():
    assert full_time_from_weeks(2_600) == 50


def test_people_are_full_time_for_the_weeks_they_are_away_and_never_more_than_a_year():
    assert full_time_from_people(100, weeks_each=13) == 25
    assert full_time_from_people(100) == full_time_from_people(100, weeks_each=80) == 100


def test_kroner_are_the_persons_whose_benefit_the_municipal_share_of_it_is():
    assert full_time_from_kroner(1_664_000, kroner_per_week=4_000, share=0.8) == 10


def test_an_amount_for_the_whole_period_is_spread_over_its_years():
    three = case_of(first_year=2016, last_year=2018)
    assert a_year(amount("whole", 9e6), three) == 3e6
    assert a_year(amount("whole", 10e6), case_of(length_years=2.5)) == 4e6
    assert a_year(amount("whole", 9e6), case_of()) == 9e6


def test_an_amount_a_year_or_of_unclear_period_stands_and_years_are_averaged():
    three = case_of(first_year=2016, last_year=2018)
    assert a_year(amount("a_year", 9e6), three) == a_year(amount("unclear", 9e6), three) == 9e6
    assert a_year(by_year(_2018=1e6, _2019=2e6), three) == 1.5e6
    assert a_year(None, three) is None


def test_gross_is_net_and_investment_of_the_same_years():
    cost = by_year(_2017=4e6, _2020=4e6)
    assert gross_saving(case_of(net=by_year(_2020=22e6), investment=cost)).by_year == {2020: 26e6}
    assert gross_saving(case_of(net=amount("whole", 5e6), investment=cost)).amount == 13e6
    assert gross_saving(case_of(net=by_year(_2018=22e6), investment=cost)) is None
    assert gross_saving(case_of(net=by_year(_2018=22e6))) is None


def test_what_is_saved_after_the_investment_has_no_cost_to_add():
    case = case_of(net=amount("after", 21e6), investment=amount("whole", 68e6))
    assert gross_saving(case).amount == 21e6


def test_kroner_of_a_person_are_those_of_the_years_that_have_both():
    case = case_of(gross=by_year(_2018=1e6, _2019=9e6), persons=by_year(_2018=8))
    assert form_of(case).kroner_per_full_time == 125_000
    assert form_of(case).years == (2018,)
    later = case_of(gross=by_year(_2018=1e6), persons=by_year(_2018=8, _2019=80))
    assert form_of(later).kroner_per_full_time == 125_000


def test_kroner_of_the_whole_period_go_with_persons_of_the_whole_period():
    whole = {"first_year": 2016, "last_year": 2018, "gross": amount("whole", 10e6)}
    together = case_of(**whole, persons=amount("whole", 77))
    unclear = case_of(**whole, persons=amount("unclear", 77))
    yearly = case_of(**whole, persons=amount("a_year", 77))
    assert form_of(together).kroner_per_full_time == pytest.approx(10e6 / 77)
    assert form_of(unclear).kroner_per_full_time == pytest.approx(10e6 / 77)
    assert form_of(yearly).kroner_per_full_time == pytest.approx(10e6 / 77 / 3)
    assert form_of(unclear).full_time == pytest.approx(77 / 3)
    assert form_of(yearly).full_time == 77


def test_full_time_persons_come_from_persons_before_weeks_before_kroner():
    kroner = {"gross": amount("a_year", 1e6), "first_year": 2019}
    weeks = kroner | {"weeks": amount("a_year", 520)}
    assert form_of(case_of(**weeks, persons=amount("a_year", 7))).persons_from == "persons"
    assert form_of(case_of(**weeks)).full_time == 10
    found = form_of(case_of(**kroner))
    assert found.persons_from == "kroner"
    assert found.full_time == pytest.approx(1e6 / (52 * 4_355 * 0.8))


def test_employees_are_those_stated_else_those_the_investment_pays():
    assert employees_of(3.0, 9e6, RULES) == 3.0
    assert employees_of(None, 2 * RULES.fte_kroner.value, RULES) == 2
    assert employees_of(None, None, RULES) is None


def test_years_before_the_first_rates_are_held_against_the_first_rates():
    assert case_years(case_of(first_year=2015), RULES) == (2016,)
    assert case_years(case_of(), RULES) == (int(RULES.undated_year.value),)


def test_a_benefit_a_week_is_the_usual_or_the_highest_rate_of_the_year():
    usual = rate_per_week(LAW, "kontanthjaelp_jobparat", 2019)
    assert usual == pytest.approx(11_423 * 12 / 52)
    assert rate_per_week(LAW, "kontanthjaelp_jobparat", 2019, highest=True) > usual


def saving(weeks):
    cost = amount("a_year", RULES.fte_kroner.value)
    return case_of(weeks=amount("a_year", weeks), investment=cost)


def test_more_than_a_thousand_saved_weeks_an_employee_is_too_good():
    limit = RULES.too_good_weeks.value
    assert "too_good" not in flags(saving(limit))
    assert "too_good" in flags(saving(limit + 1))
    assert "too_good" not in flags(saving(limit + 1).model_copy(update={"moves_to": "fleksjob"}))


def test_more_than_the_highest_benefit_of_a_year_is_a_contradiction():
    full = 52 * 4_355
    year = {"first_year": 2019, "persons": amount("a_year", 1)}
    assert "over_full_rate" not in flags(case_of(**year, gross=amount("a_year", full)))
    assert "over_full_rate" in flags(case_of(**year, gross=amount("a_year", full + 1)))


def test_a_net_that_is_not_gross_less_cost_is_a_contradiction_beyond_rounding():
    sums = {"gross": amount("whole", 10e6), "investment": amount("whole", 7.5e6)}
    assert "net_does_not_add_up" in flags(case_of(**sums, net=amount("whole", 3e6)))
    assert "net_does_not_add_up" not in flags(case_of(**sums, net=amount("whole", 2.6e6)))
    assert "net_does_not_add_up" not in flags(case_of(**sums, net=amount("a_year", 3e6)))


def test_parts_and_weeks_must_agree_with_the_persons():
    people = {"persons": amount("a_year", 10)}
    assert "parts_do_not_add_up" in flags(case_of(**people, mix={"sygedagpenge": 8}))
    assert "parts_do_not_add_up" not in flags(case_of(**people, mix={"sygedagpenge": 10}))
    assert "weeks_against_persons" in flags(case_of(**people, weeks=amount("a_year", 600)))
    assert "weeks_against_persons" not in flags(case_of(**people, weeks=amount("a_year", 520)))


def test_what_is_missing_is_told():
    assert {"no_investment", "no_effect"} <= flags(case_of())
    assert "no_effect" not in flags(case_of(duration_weeks=-1.0))
    assert "no_scheme" in flags(case_of(schemes=()))
    assert "period_unclear" in flags(case_of(gross=amount("unclear", 1e6)))


def test_a_simulated_cost_is_carried_by_the_rate_of_its_scheme():
    there = at_rates_of(COSTS["sygedagpenge"], "sygedagpenge", (2018,), LAW)
    assert there.gross == pytest.approx(160_000 * 4_300 / 4_355)
    assert at_rates_of(COSTS["sygedagpenge"], "sygedagpenge", (2019,), LAW) == COSTS["sygedagpenge"]


def test_several_schemes_are_weighted_by_who_is_there_unless_the_case_says():
    both = case_of(schemes=("sygedagpenge", "jobafklaring"))
    assert expected_cost(both, (2019,), YEAR, LAW).gross == pytest.approx(155_000)
    said = both.model_copy(update={"mix": {"jobafklaring": 5.0}})
    assert expected_cost(said, (2019,), YEAR, LAW).gross == pytest.approx(140_000)


def test_who_moves_to_another_scheme_saves_the_difference():
    moved = case_of(moves_to="fleksjob")
    assert expected_cost(moved, (2019,), YEAR, LAW).gross == pytest.approx(10_000)
    assert expected_cost(case_of(schemes=()), (2019,), YEAR, LAW) is None


def reason(stated_kroner, **stated):
    case = case_of(
        first_year=2019,
        **{"gross": amount("a_year", 1e3 * stated_kroner), "persons": amount("a_year", 1e3)}
        | stated,
    )
    form = form_of(case)
    return reason_of(case, form, expected_cost(case, form.years, YEAR, LAW), 0.15)


@pytest.mark.parametrize(
    ("kroner", "told"),
    [
        (114_999, "municipal_part"),
        (115_101, "between_the_payers"),
        (85_001, "municipal_part"),
        (84_001, "below_the_municipal_part"),
        (137_000, "all_payers"),
        (184_101, "over_all_payers"),
    ],
)
def test_the_reason_is_the_first_that_fits(kroner, told, monkeypatch):
    monkeypatch.setattr(compare, "HALF_A_DIGIT", 33)
    monkeypatch.setattr(compare, "paid_year", lambda cost, *_: cost.municipality)
    assert reason(kroner) == told


@pytest.mark.parametrize(
    ("kroner", "persons", "told"),
    [
        (1.2e6, 10.2, "rounding"),  # 117,647 beside at most 115,000 and half of 100,000 over 10.2
        (1.2e6, 9.99, "between_the_payers"),
        (1_200_100, 10.2, "between_the_payers"),
    ],
)
def test_kroner_rounded_to_a_tenth_of_a_million_are_near_within_that(kroner, persons, told):
    stated = {"gross": amount("a_year", kroner), "persons": amount("a_year", persons)}
    assert reason(0, **stated) == told


def test_weeks_that_are_all_paid_explain_more_than_the_simulated_part():
    assert reason(125_000) == "paid_weeks_alone"  # 52 x 4,355 x 100/160 is 141,538


def test_people_and_unclear_periods_explain_what_lies_below():
    assert reason(50_000, persons_kind="people") == "people_not_full_time"
    assert reason(50_000, persons=amount("unclear", 1e3)) == "period_unclear"
    assert reason(50_000, moves_to="jobafklaring") == "difference_of_two"


def test_an_investment_is_paid_by_so_many_persons():
    case = case_of(first_year=2019, investment=amount("a_year", 5e5))
    assert comparison_of(case, form_of(case), YEAR, LAW, 0.15).break_even == pytest.approx(5)


def test_the_overview_holds_every_case_with_kroner_and_persons_and_no_other():
    both = filtered(CATALOGUE, stating=["kroner", "persons"])
    found = overview(CATALOGUE, CATALOGUE.cases.values(), YEAR, LAW)
    schemes = set(COSTS)
    compared = {one.case for one in found.cases}
    assert compared | set(found.not_comparable) == {case.id for case in both}
    assert compared == {case.id for case in both if schemes & set(case.schemes)}
    assert sum(found.reasons.values()) == len(found.cases)
    assert sum(map(found.share, found.reasons)) == pytest.approx(1)


def test_a_choice_without_kroner_and_persons_cannot_be_compared():
    with pytest.raises(InputError, match="None of these cases states both kroner and persons"):
        overview(CATALOGUE, [case_of()], YEAR, LAW)


def test_a_filter_keeps_what_it_names():
    chosen = filtered(CATALOGUE, "dagpenge", "Varde", ["kroner", "persons"])
    assert chosen
    for case in chosen:
        assert "dagpenge" in case.schemes
        assert case.municipality == "Varde"
        assert states(case, "kroner")
    left = set(CATALOGUE.cases) - {case.id for case in filtered(CATALOGUE, "dagpenge")}
    assert all("dagpenge" not in CATALOGUE.cases[name].schemes for name in left)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("dagpeng",), "No case has the scheme 'dagpeng'; expected one of alle, dagpenge"),
        ((None, "Vade"), "Did you mean varde?"),
        ((None, None, ["person"]), "Did you mean persons?"),
    ],
)
def test_an_unknown_filter_is_refused_in_words(arguments, words):
    with pytest.raises(InputError, match=re.escape(words)):
        filtered(CATALOGUE, *arguments)
