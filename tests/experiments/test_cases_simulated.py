"""Cases simulated: the search gives what is asked, says so where nothing does, and never drifts."""

from dataclasses import replace

import pytest

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.lookup.cases.catalogue import catalogue_of
from borgerflow.experiments.questions.cases.finding import NeededEffect, evidence_of
from borgerflow.experiments.questions.cases.proposals import as_proposal, ways_of
from borgerflow.experiments.questions.cases.question import CaseQuestion, answer_to
from borgerflow.experiments.questions.cases.simulate import runner, set_everywhere, simulation_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.params import load
from borgerflow.sim.params.cases.catalogue import StatedAmount
from borgerflow.sim.world.world import load_world

pytestmark = pytest.mark.slow

HELD = load()
CATALOGUE = catalogue_of(HELD)
PLACE = "modelkommune"


def simulated(case, replications=3, workers=1):
    catalogue = replace(CATALOGUE, cases={**CATALOGUE.cases, case.id: case})
    question = CaseQuestion(case.id, PLACE, replications)
    with WorkerPool(workers) as crew:
        return answer_to(question, catalogue, HELD, crew)


def simulation(case, crew, seed, replications):
    found = as_proposal(case, CATALOGUE, HELD, ways_of(HELD))
    baseline = load_world(PLACE, (), start="2019-01-01", end=found.end, params=HELD)
    settings = RunSettings(seed, "auto")
    run = runner(crew, baseline, replications, settings)
    return simulation_of(found, baseline, CATALOGUE.simulating, run)


@pytest.fixture(scope="module")
def horsens():
    return simulated(CATALOGUE.case("star-horsens-1"))


def test_the_effect_found_saves_the_persons_asked(horsens):
    assert horsens.goal == "persons"
    assert horsens.saved.persons.mean == pytest.approx(20, abs=1)
    assert horsens.needed.effect.low <= horsens.needed.effect.mean <= horsens.needed.effect.high
    assert 1 < horsens.needed.effect.mean < 1.51
    assert horsens.evidence.place == "within"


def test_with_fresh_chance_the_effect_found_still_saves_the_persons_asked(horsens):
    with WorkerPool(1) as crew:
        tried = simulation(CATALOGUE.case("star-horsens-1"), crew, seed=99, replications=8)
        saved = mean_interval(tried.persons_saved(horsens.needed.effect.mean))
        twice = mean_interval(tried.persons_saved(1 + 2 * (horsens.needed.effect.mean - 1)))
    assert saved.low <= 20 <= saved.high
    assert twice.low > 20


def test_persons_saved_are_somewhere_else(horsens):
    more = sum(each.mean for each in horsens.saved.elsewhere.values())
    assert more == pytest.approx(horsens.saved.persons.mean, abs=0.5)
    assert horsens.saved.elsewhere["job"].mean > 0
    assert not set(horsens.schemes) & set(horsens.saved.elsewhere)


def test_the_municipality_pays_a_part_of_the_benefit(horsens):
    saved = horsens.saved
    assert 0.2 * saved.benefit.mean < saved.own_benefit.mean < 0.8 * saved.benefit.mean


def test_what_pays_for_itself_leaves_nothing_over():
    case = CATALOGUE.case("star-faxe-3")
    cost = StatedAmount(basis="a_year", amount=150_000)
    found = simulated(case.model_copy(update={"investment": cost}))
    assert found.goal == "break_even"
    assert found.said.persons is None
    assert found.needed.effect.mean > 1
    assert found.saved.own.mean == pytest.approx(150_000, rel=0.1)


def test_more_persons_than_there_are_is_said_to_be_impossible():
    case = CATALOGUE.case("star-horsens-1")
    many = case.model_copy(update={"persons": StatedAmount(basis="a_year", amount=90_000)})
    found = simulated(many, replications=1)
    assert found.needed.effect is None
    assert found.evidence.place == "nothing_suffices"
    assert found.needed.tried == found.needed.furthest == 10
    assert 0 < found.saved.persons.mean < found.full_time < 90_000
    assert found.flags[-1] == "more_than_there_are"


def test_a_number_of_citizens_is_a_share_of_the_new_cases():
    weeks = StatedAmount(basis="a_year", amount=40)
    case = CATALOGUE.case("star-lejre-1").model_copy(update={"weeks": weeks})
    found = simulated(case, replications=2)
    assert 0 < found.reach < 1
    assert found.needed.unit == "weeks"
    assert found.needed.effect.mean < 0 < found.saved.with_stated_weeks.mean
    assert found.needed.factor > 1


def test_the_reach_is_citizens_over_new_cases_and_never_more_than_all():
    with WorkerPool(1) as crew:
        tried = simulation(CATALOGUE.case("star-horsens-1"), crew, seed=1, replications=1)
    assert tried.new_cases > 0
    assert tried.reaching(tried.new_cases / 4).reach == pytest.approx(0.25)
    assert tried.reaching(1e9).reach == 1.0
    few = tried.reaching(tried.new_cases / 4).proposal
    assert few.mechanisms[0].reach.value == pytest.approx(0.25)


def test_new_cases_come_from_outside_the_benefits_of_the_case():
    case = CATALOGUE.case("star-horsens-1")
    both = case.model_copy(update={"schemes": ("sygedagpenge", "jobafklaring")})
    after = case.model_copy(update={"schemes": ("jobafklaring",)})
    with WorkerPool(1) as crew:
        one, two, other = (simulation(c, crew, 1, 1).new_cases for c in (case, both, after))
    assert 0 < one <= two < one + other


def test_fewer_reached_need_a_stronger_effect(horsens):
    few = horsens.concentrated
    assert few.employees == 4
    assert few.citizens == 4 * CATALOGUE.simulating.citizens_per_employee.value
    assert 0 < few.reach < 1
    assert few.needed.effect.mean > horsens.needed.effect.mean
    assert few.needed.effect.mean - 1 > 0.5 * (horsens.needed.effect.mean - 1) / few.reach


def test_a_case_that_names_its_citizens_is_not_told_whom_its_employees_reach():
    few = {
        "weeks": StatedAmount(basis="a_year", amount=40),
        "investment": StatedAmount(basis="a_year", amount=50_000),
    }
    found = simulated(CATALOGUE.case("star-lejre-1").model_copy(update=few), replications=1)
    assert found.said.employees == pytest.approx(0.1)
    assert found.concentrated is None


def test_one_number_is_set_in_every_mechanism():
    asked = as_proposal(CATALOGUE.case("star-koege-1"), CATALOGUE, HELD, ways_of(HELD))
    changed = set_everywhere(asked.proposal, "effect", 1.25)
    assert [m.effect.value for m in changed.mechanisms] == [1.25, 1.25]


@pytest.mark.parametrize(
    ("factor", "schemes", "place"),
    [
        (1.2, ("jobafklaring",), "within"),
        (1.3, ("jobafklaring",), "beyond"),
        (1.3, ("jobafklaring", "sygedagpenge"), "within"),
        (1.6, ("sygedagpenge",), "beyond_any"),
        (1.3, ("shydelse",), "no_trial"),
        (1.6, ("shydelse",), "beyond_any"),
    ],
)
def test_a_factor_is_held_against_the_widest_trials_of_its_benefits(factor, schemes, place):
    needed = NeededEffect("hazard", "factor", Interval(factor), 10.0, factor, factor)
    assert evidence_of(schemes, CATALOGUE.simulating.trials, needed).place == place
