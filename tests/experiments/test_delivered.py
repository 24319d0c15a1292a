"""The share of all effects of a proposal together at which it pays for itself."""

import pytest

from borgerflow.experiments.findings.rows import BreakEvenShare, Interval
from borgerflow.experiments.questions.compare.break_even.search import (
    NEUTRAL,
    scaled_proposals,
    times_at_most,
)
from borgerflow.experiments.questions.compare.question import compare, finding_of, pairs_of
from borgerflow.experiments.questions.compare.text import delivered_sentence
from borgerflow.experiments.runs.comparison import comparison_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.params import load
from borgerflow.sim.world.proposals.mechanisms import delivered_share
from borgerflow.sim.world.world import load_world

PART = 0.1  # of the municipality
SEVERAL = ("herning-fly02", "vesthimmerland-2")
FOUND = BreakEvenShare(2, Interval(0.615, 0.502, 0.728), 0.615, Interval(0.0), None)


def effects(proposals):
    return {(m.name, m.kind): m.effect.value for p in proposals for m in p.mechanisms}


def test_all_of_it_is_as_assumed_and_none_of_it_is_no_effect():
    proposals = [load().proposal(name) for name in SEVERAL]
    assert effects(scaled_proposals(proposals, 1.0)) == effects(proposals)
    none = effects(scaled_proposals(proposals, 0.0))
    assert none == {(name, kind): NEUTRAL[kind] for name, kind in none}


def test_half_of_it_is_half_as_far_from_none_for_factors_and_for_hours():
    whole = effects([load().proposal("herning-fly02")])
    half = effects(scaled_proposals([load().proposal("herning-fly02")], 0.5))
    assert whole == {("staying_on", "hazard"): 0.9, ("more_hours", "hours"): 2.0}
    assert half == pytest.approx({("staying_on", "hazard"): 0.95, ("more_hours", "hours"): 1.0})


def test_delivered_is_what_is_carried_out_and_would_not_have_happened_anyway():
    mechanism = load().proposal("herning-jbk10").mechanisms[0]
    for field, share in {"implementation": 0.8, "deadweight": 0.25, "displacement": 0.5}.items():
        mechanism = mechanism.overridden(field, share)
    assert delivered_share(mechanism) == pytest.approx(0.8 * 0.75)


def test_no_effect_is_tried_that_there_cannot_be():
    world = load_world("modelkommune", SEVERAL, population=0.02)
    for proposal in world.proposals:
        for mechanism in proposal.mechanisms:
            most = min(3.0, times_at_most(world, mechanism))
            assert most >= 1
            world.with_proposals(scaled_proposals(world.proposals, most))


@pytest.mark.slow
def test_the_net_at_the_share_that_is_found_is_that_of_a_comparison_of_its_own():
    named = ("herning", ["herning-oevr01"])
    found = compare(*named, replications=3, seed=1, population=PART, workers=1).delivered
    assert found.mechanisms == 4
    world = load_world(*named, population=PART)
    scaled = world.with_proposals(scaled_proposals(world.proposals, found.best_tried))
    comparison, settings = comparison_of(scaled, None), RunSettings(1, "auto", estimator="branch")
    with WorkerPool(1, None) as crew:
        again = finding_of(comparison, pairs_of(crew, comparison, 3, settings), settings)
    assert again.net_municipal.total.mean == pytest.approx(found.net_left.mean, abs=0.01)
    assert abs(again.net_municipal.total.mean) < abs(found.net_left.high - found.net_left.low)


@pytest.mark.slow
def test_one_effect_alone_has_no_share_beside_it():
    finding = compare("modelkommune", ["vesthimmerland-5"], replications=1, population=0.02)
    assert finding.delivered is None
    assert "delivered" not in finding.to_dict()


def test_the_share_is_told_in_plain_words():
    assert delivered_sentence(FOUND, "en") == (
        "Both effects together: it pays for itself if at least 62 % ("
        "simulation only, 95 %: 50-73) of what is"
        " assumed is delivered."
    )
    assert delivered_sentence(FOUND, "da") == (
        "Begge effekter under ét: det tjener sig hjem, hvis mindst 62 pct. ("
        "simuleringsusikkerhed, 95 pct.: 50-73) af de forudsatte effekter opnås."
    )


def test_where_no_share_pays_the_net_that_is_left_is_told():
    never = BreakEvenShare(3, None, 3.0, Interval(10_896_000.0), None)
    assert delivered_sentence(never, "en") == (
        "All three effects together: not even 3.0 times what is assumed pays for it: there the"
        " net is still 10,896,000 kr."
    )
    assert delivered_sentence(never, "da") == (
        "Alle tre effekter under ét: selv 3,0 gange de forudsatte effekter tjener ikke forslaget"
        " hjem; nettoudgiften er da stadig 10.896.000 kr."
    )


def test_what_pays_with_nothing_delivered_is_told_so():
    nothing = BreakEvenShare(2, Interval(0.0), 0.0, Interval(-5.0), None)
    assert delivered_sentence(nothing, "en") == (
        "Both effects together: it pays for itself even if nothing of what is assumed is delivered."
    )
