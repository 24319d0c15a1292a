"""What the proposals' own numbers move, which hazards an answer rests on, and how they are told."""

from dataclasses import replace

import numpy as np
import pytest

from borgerflow.experiments.findings.assumptions import assumptions_behind
from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.paces.leaving import paces_of
from borgerflow.experiments.findings.paces.onward import onward_of, schemes_moved
from borgerflow.experiments.findings.rows import AssumptionRange
from borgerflow.experiments.questions.compare import question as asking
from borgerflow.experiments.questions.compare.own_numbers.numbers import own_numbers
from borgerflow.experiments.questions.compare.text import levels_sentence, net_sentence
from borgerflow.experiments.runs.notices import spread_notices
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.engines import simulate
from borgerflow.sim.measures.account import reckoner_of
from borgerflow.sim.params import load
from borgerflow.sim.world.world import load_world
from tests.experiments.fakes import finding, yearly

PARAMS = load()
SPAN = AssumptionRange(-2_200_000.0, 800_000.0, 3, 800_000.0, -2_000_000.0)


def small(*proposals, population=0.2):
    return load_world(
        "modelkommune", proposals, params=PARAMS, population=population, run_in_years=1
    )


def test_a_hazard_that_moves_nothing_is_not_among_those_an_answer_rests_on():
    found = assumptions_behind(small("herning-syg02"), {})
    names = [a.name for a in found if a.name.startswith("hazards.")]
    assert "hazards.sygedagpenge.job" in names
    assert "hazards.shydelse.job" not in names


@pytest.mark.slow
def test_no_number_is_told_as_nought_from_nought_to_nought():
    for name in ("herning-syg02", "herning-oevr01", "herning-akt15", "hedensted-samtaler"):
        for found in assumptions_behind(small(name), {}):
            assert (found.value, found.low, found.high) != (0.0, 0.0, 0.0), found.name


def test_a_hazard_is_told_as_the_share_that_leaves_so():
    found = {a.name: a for a in assumptions_behind(small("herning-syg02"), {})}
    job = found["hazards.sygedagpenge.job"]
    assert job.unit == "share"
    assert 0 < job.low < job.value < job.high < 1
    assert job.label.en == "from sickness benefit to job within 26 weeks"
    assert job.label.da == "fra sygedagpenge til job inden for 26 uger"


def test_stays_of_different_frailty_last_longer_than_if_all_were_alike():
    """What is lost of the long stays of some is more than the short ones of others gain."""
    pace = paces_of(small())["sygedagpenge"]
    alike = replace(pace, frailties=np.ones_like(pace.frailties))
    assert pace.leaving().weeks > 1.01 * alike.leaving().weeks


def test_one_citizen_in_a_scheme_is_in_no_other():
    onward = onward_of(world := small(), paces_of(world))
    start = onward.at("sygedagpenge")
    assert start.sum() == start[onward.schemes.index("sygedagpenge")] == 1


@pytest.mark.slow
def test_the_share_told_is_the_share_that_is_lived():
    """Of cases that come from a job in the first year; those told are of mean frailty."""
    world = small(population=1.0)
    spells = simulate(world, 1, 0).spell_arrays
    here, job = (world.scheme_names.index(name) for name in ("sygedagpenge", "job"))
    begun = np.flatnonzero(
        (spells.scheme == here)
        & (spells.start >= world.start_day)
        & (spells.start < world.start_day + 365)
    )
    before = np.maximum(begun - 1, 0)
    from_job = (spells.citizen[before] == spells.citizen[begun]) & (spells.scheme[before] == job)
    begun = begun[from_job]
    next_one = np.minimum(begun + 1, len(spells.scheme) - 1)
    gone = (spells.citizen[next_one] == spells.citizen[begun]) & (spells.scheme[next_one] == job)
    gone &= spells.end[begun] - spells.start[begun] <= 26 * 7
    told = paces_of(world)["sygedagpenge"]
    share = told.leaving().within(told.destinations.index("job"), 26)
    assert gone.mean() == pytest.approx(share, abs=0.06)


def test_stays_end_somewhere_and_the_shares_add_up_to_all():
    for pace in paces_of(small()).values():
        found = pace.leaving()
        assert found.exits.sum() + found.decided.sum() + found.here[-1] == pytest.approx(
            1, abs=0.01
        )


def test_a_faster_exit_leads_more_there_and_fewer_elsewhere():
    pace = paces_of(small())["sygedagpenge"]
    usual, faster = pace.leaving(), pace.leaving("job", 1.5)
    place = pace.destinations.index("job")
    assert faster.within(place, 26) > usual.within(place, 26)
    assert faster.weeks < usual.weeks
    assert faster.decided.sum() < usual.decided.sum()


def test_schemes_matter_by_where_the_proposal_leads():
    world = small("herning-syg02")
    paces = paces_of(world)
    assert "sygedagpenge" in schemes_moved(world, onward_of(world, paces), 0.05)


def test_only_numbers_with_two_ends_are_uncertain():
    world = small("herning-syg02")
    found = {number.name for number in own_numbers(world, world.proposals)}
    assert "herning-syg02.turned_away.effect" in found
    assert "herning-syg02.turned_away.reach" not in found


def test_a_cost_with_two_ends_is_tried_at_both():
    world = small("herning-syg02")
    (form,) = world.proposals
    year = form.cost[2020].model_copy(update={"low": 300_000.0, "high": 600_000.0})
    uncertain = form.model_copy(update={"cost": form.cost | {2020: year}})
    world = world.with_proposals([uncertain])
    (cost,) = (
        n for n in own_numbers(world, world.proposals) if n.name == "herning-syg02.cost.2020"
    )
    worlds = [cost.at((world.baseline(), world), end)[1] for end in (300_000.0, 600_000.0)]
    low, high = (reckoner_of(each).invested().money.sum() for each in worlds)
    index = world.unit_costs.price_index
    assert high - low == pytest.approx(0.2 * 300_000 * index[2020] / index[2019])


def test_the_range_of_the_own_numbers_stands_before_what_chance_does():
    told = net_sentence(finding(assumption_range=SPAN), "en")
    whole, chance = told.rsplit(". Simulation only", 1)
    assert whole.endswith(
        "with its own numbers at their best and at their worst, from a saving of 2,200,000 kr. to "
        "a cost of 800,000 kr. It loses at the low effect and gains at the assumed and the high"
    )
    assert chance.startswith(", 95 %: a saving of 300,000 to 700,000 kr.; ")
    danish = net_sentence(finding(assumption_range=SPAN), "da")
    assert "fra en besparelse på 2.200.000 kr. til en udgift på 800.000 kr. " in danish
    assert "Simuleringsusikkerhed, 95 pct.: en besparelse på 300.000 til 700.000 kr.; " in danish


def test_a_loss_is_told_by_the_effects_at_which_it_is_one():
    assert levels_sentence(finding(assumption_range=SPAN), "en") == [
        "It loses at the low effect and gains at the assumed and the high."
    ]
    assert levels_sentence(finding(assumption_range=SPAN), "da") == [
        "Det giver merudgift ved den lave effekt, men besparelse ved den antagne og den høje."
    ]


def test_nothing_is_said_of_the_effects_where_all_gain():
    gaining = replace(SPAN, at_low_effect=-100_000.0)
    assert levels_sentence(finding(assumption_range=gaining), "en") == []


def test_a_net_of_nought_is_no_gain():
    losing = replace(SPAN, at_high_effect=0.0)
    net = finding().net_by_payer | {"kommune": yearly(1e5, 1e5)}
    found = finding(assumption_range=losing, net_by_payer=net)
    assert levels_sentence(found, "en") == []


NETS = np.array([1.0, 2.0, 3.0, 2.0, 1.5, 2.5]) * 1e5


def test_few_courses_are_told_with_what_to_ask_for():
    (told,) = spread_notices(NETS, np.full(6, 2.0))
    assert told.en.startswith("2.0 courses change a year")
    assert "--replications 30" in told.da


def test_lopsided_differences_are_told_too():
    lopsided = np.array([*[0.0] * 11, -9e6])
    assert list(spread_notices(lopsided, np.full(12, 200.0)))


@pytest.mark.parametrize("nets", [NETS, np.zeros(6), NETS[:2]])
def test_many_courses_need_no_word_nor_do_nets_without_chance(nets):
    assert list(spread_notices(nets, np.full(len(nets), 200.0))) == []


def test_two_replications_have_no_interval_and_three_have():
    assert mean_interval(NETS[:2]).low is None
    assert mean_interval(NETS[:3]).low is not None


def test_whoever_stops_the_range_is_told_that_the_range_is_missing_and_not_the_effect(monkeypatch):
    def stop(*_):
        raise Interrupted({})

    monkeypatch.setattr(asking, "with_own_numbers", stop)
    with pytest.raises(Interrupted) as stopped:
        asking.with_assumption_range(None, finding())
    told = stopped.value.finding.warnings[-1]
    assert told.en == "Interrupted: the range that its own numbers leave was not found."
    assert told.da == "Afbrudt: spændet fra forslagets egne tal er ikke fundet."
