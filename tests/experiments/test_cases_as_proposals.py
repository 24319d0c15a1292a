"""A case read as a proposal: by hand for some, and a proposal or a reason for every one."""

import pytest

from borgerflow.experiments.lookup.cases.catalogue import catalogue_of
from borgerflow.experiments.lookup.cases.common_form import common_form
from borgerflow.experiments.questions.cases.proposals import (
    Exclusion,
    as_proposal,
    citizens_reached,
    cost_of,
    measured_years,
    reason_against,
    ways_of,
)
from borgerflow.experiments.questions.cases.shown.words import NOT_SIMULATED
from borgerflow.sim.base.clock import date_of
from borgerflow.sim.params import load
from borgerflow.sim.params.cases.catalogue import StatedAmount

HELD = load()
CATALOGUE = catalogue_of(HELD)
WAYS = ways_of(HELD)
YEARS = (2018, 2019, 2020, 2021)
BLANK = CATALOGUE.cases["star-langeland-1"]


def read(name):
    return as_proposal(CATALOGUE.case(name), CATALOGUE, HELD, WAYS)


def cost(found):
    return {year: each.value for year, each in found.proposal.cost.items()}


def case_of(**stated):
    return BLANK.model_copy(update={"schemes": ("sygedagpenge",), **stated})


def measured(case):
    return measured_years(case, common_form(case, HELD.law, CATALOGUE.rules), YEARS)


def test_every_case_is_a_proposal_or_says_why_not_in_words():
    for name in CATALOGUE.cases:
        found = read(name)
        if isinstance(found, Exclusion):
            assert (found.because is None) == (found.reason != "not_by_leaving")
            assert found.because or found.reason in NOT_SIMULATED
        else:
            assert found.persons is None or found.persons > 0, name
            assert found.proposal.mechanisms, name
            assert set(found.years) <= {2019 + n for n in range(len(found.stands_for))}, name


def test_lejre_shortens_the_stays_of_75_citizens_by_four_weeks():
    found = read("star-lejre-1")
    (mechanism,) = found.proposal.mechanisms
    assert (found.kind, mechanism.scheme, mechanism.effect.value) == (
        "duration",
        "jobafklaring",
        -4,
    )
    assert mechanism.exits == ("job", "fleksjob")
    assert found.reached == 300 / 4
    assert found.persons == pytest.approx(75 * 4 / 52)
    assert cost(found) == dict.fromkeys((2019, 2020, 2021, 2022), 450_000)
    assert found.years == (2022,)


def test_svendborg_is_for_everybody_and_read_as_the_unemployed():
    found = read("star-svendborg-1")
    unemployed = ("dagpenge", "kontanthjaelp_jobparat", "uddannelseshjaelp_uddannelsesparat")
    assert found.schemes == unemployed
    assert [m.effect.value for m in found.proposal.mechanisms] == [-6, -6, -6]
    assert (found.persons, found.reached) == (23, 200)
    assert (found.stands_for, found.years, cost(found)) == ((2016,), (2019,), {2019: 1_800_000})


def test_horsens_makes_exits_from_sygedagpenge_faster_for_twenty_persons():
    found = read("star-horsens-1")
    (mechanism,) = found.proposal.mechanisms
    assert (found.kind, mechanism.kind, mechanism.scheme) == ("hazard", "hazard", "sygedagpenge")
    assert mechanism.exits == ("job", "fleksjob")
    assert (found.persons, found.reached) == (20, None)
    assert cost(found) == dict.fromkeys((2019, 2020, 2021), 2_000_000)
    assert found.years == (2021,)
    assert date_of(found.proposal.until).isoformat() == found.end == "2022-01-01"


def test_a_case_that_moves_people_makes_that_exit_faster_and_no_other():
    (mechanism,) = read("star-fredensborg-1").proposal.mechanisms
    assert (mechanism.scheme, mechanism.exits) == ("ledighedsydelse", ("fleksjob",))


def test_a_case_that_prevents_slows_the_ways_in():
    found = read("star-vejen-10")
    assert found.kind == "inflow"
    for mechanism in found.proposal.mechanisms:
        assert (mechanism.at, mechanism.exits) == ("entry", ())
        assert mechanism.origins == ("job", "uddannelse", "selvforsoergelse")


def test_a_case_without_an_effect_must_pay_for_itself_in_all_its_years():
    found = read("star-faxe-3")
    assert found.persons is None
    assert found.years == (2019, 2020, 2021, 2022)


def test_a_stated_effect_of_a_trial_is_what_the_form_begins_with():
    (mechanism,) = read("star-horsens-1").proposal.mechanisms
    assert mechanism.effect == CATALOGUE.simulating.trials["sygedagpenge"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("herning-syg02", "own_proposal"),
        ("star-varde-6", "no_scheme"),
        ("star-varde-4", "not_by_leaving"),
        ("star-rebild-1", "net_alone"),
        ("star-langeland-1", "nothing_stated"),
    ],
)
def test_a_case_that_cannot_be_simulated_has_the_reason(name, reason):
    assert read(name).reason == reason


def test_a_benefit_without_a_way_out_to_make_faster_is_a_reason():
    case = case_of(persons=StatedAmount(basis="a_year", amount=3), persons_kind="full_time")
    form = common_form(case, HELD.law, CATALOGUE.rules)
    assert reason_against(case, form, CATALOGUE.simulating, (), {"sygedagpenge": {}}) is None
    assert reason_against(case, form, CATALOGUE.simulating, (), {}) == "no_exit"


@pytest.mark.parametrize(
    ("basis", "years"), [("whole", YEARS), ("a_year", (2021,)), ("unclear", (2021,))]
)
def test_a_whole_is_measured_in_all_years_and_a_year_in_the_last(basis, years):
    case = case_of(persons=StatedAmount(basis=basis, amount=8), persons_kind="full_time")
    assert measured(case) == years


def test_persons_of_an_unclear_period_go_with_kroner_for_the_whole():
    case = case_of(
        persons=StatedAmount(basis="unclear", amount=8),
        persons_kind="full_time",
        gross=StatedAmount(basis="whole", amount=1e6),
    )
    assert measured(case) == YEARS


def test_persons_of_a_year_stand_for_the_years_of_the_same_kroner():
    persons = StatedAmount(basis="by_year", by_year={2018: 5.0})
    kroner = StatedAmount(basis="by_year", by_year={2018: 1e6, 2019: 1e6, 2020: 2e6, 2021: 1e6})
    case = case_of(persons=persons, persons_kind="full_time", gross=kroner)
    assert measured(case) == (2018, 2019, 2021)


def test_years_outside_the_period_are_measured_in_its_last():
    case = case_of(gross=StatedAmount(basis="by_year", by_year={2014: 1e6}))
    assert measured(case) == (2021,)


def test_an_investment_for_the_whole_period_is_spread_and_others_stay_in_their_years():
    whole = case_of(investment=StatedAmount(basis="whole", amount=8e6))
    named = case_of(investment=StatedAmount(basis="by_year", by_year={2018: 1e6, 2020: 3e6}))
    assert {y: c["value"] for y, c in cost_of(whole, YEARS).items()} == dict.fromkeys(
        (2019, 2020, 2021, 2022), 2e6
    )
    assert {y: c["value"] for y, c in cost_of(named, YEARS).items()} == {2019: 1e6, 2021: 3e6}
    assert [c["value"] for c in cost_of(case_of(), YEARS).values()] == [0.0]


def test_no_case_loses_a_krone_of_an_investment_stated_by_year():
    for case in CATALOGUE.cases.values():
        found = as_proposal(case, CATALOGUE, HELD, WAYS)
        stated = case.investment and sum(case.investment.by_year.values())
        if stated and not isinstance(found, Exclusion):
            assert sum(cost(found).values()) == pytest.approx(stated), case.id
            assert min(cost(found)) >= 2019, case.id


def test_citizens_are_weeks_in_all_over_weeks_each():
    weeks = StatedAmount(basis="a_year", amount=120)
    assert citizens_reached(case_of(weeks=weeks, duration_weeks=-3)) == 40
    assert citizens_reached(case_of(weeks=weeks)) is None
    assert citizens_reached(case_of(duration_weeks=-3)) is None
