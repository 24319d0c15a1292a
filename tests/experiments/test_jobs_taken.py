"""The share of the jobs that may be taken from others: searched, and told in the first lines."""

from functools import cache
from types import SimpleNamespace

import pytest

from borgerflow import compare
from borgerflow.experiments.findings.rows import BreakEvenDisplacement, Interval
from borgerflow.experiments.questions.compare.break_even.displacement import (
    wins_jobs,
    with_displacement,
)
from borgerflow.experiments.questions.compare.break_even.shares_text import (
    displacement_sentence,
    shares_sentences,
)
from borgerflow.sim.params import load
from tests.proposing.made_forms import MECHANISM, assumed, estimate, form, params_with

NONE_LEFT = Interval(0.0)
PART = 0.2  # of the municipality


def asked(folder, kroner, **more):
    """Return a comparison of a form that wins jobs at a price a year."""
    effect = assumed(1.5, 1, 2, "factor")
    talks = {**MECHANISM, "effect": effect, "displacement": assumed(0.2, 0, 0.5, "share"), **more}
    cost = {year: estimate(kroner, "kr") for year in ("2021", "2022")}
    params = params_with(folder, form(mechanisms={"talks": talks}, cost=cost, fte={}))
    small = {"replications": 1, "population": PART, "workers": 1}
    return compare("modelkommune", ["more-talks"], params=params, **small)


@pytest.fixture(scope="module")
def found_at(tmp_path_factory):
    """Return a function from a price a year to the comparison there, each simulated once."""

    @cache
    def at(kroner):
        return asked(tmp_path_factory.mktemp("own"), kroner)

    return at


@pytest.mark.slow
def test_the_net_at_the_share_found_is_what_a_comparison_with_it_finds(found_at, tmp_path):
    cheap = found_at(0).net_municipal.total.mean
    price = -cheap / PART / 2 * 0.75  # three quarters of what it saves when a fifth is taken
    found = found_at(price).displacement
    assert 0.2 < found.share.mean < 1
    assert found.assumed == 0.2
    share = found.share.mean
    again = asked(tmp_path, price, displacement=assumed(share, 0, 1, "share"))
    assert again.net_municipal.total.mean == pytest.approx(found.net_left.mean, abs=0.01)
    beyond = asked(tmp_path, price, displacement=assumed(min(1, share + 0.05), 0, 1, "share"))
    assert beyond.net_municipal.total.mean > 0


@pytest.mark.slow
def test_what_costs_nothing_pays_though_all_jobs_are_taken_and_what_is_dear_never(found_at):
    assert found_at(0).displacement.share.mean == 1
    dear = found_at(50_000_000).displacement
    assert dear.share is None
    assert dear.net_left.mean > 0
    assert found_at(0).to_dict()["displacement"]["share"]["mean"] == 1


def mechanism(name, mechanism_name):
    return load().proposal(name).mechanism(mechanism_name)


def test_a_job_is_won_where_exits_to_it_become_faster():
    faster = mechanism("herning-jbk10", "more_talks")
    assert wins_jobs(faster)
    assert not wins_jobs(faster.overridden("effect", 1.0))
    assert not wins_jobs(faster.overridden("effect", 0.9))
    shorter = mechanism("vesthimmerland-5", "shorter_absence")
    assert wins_jobs(shorter)
    assert not wins_jobs(shorter.overridden("effect", 0.5))
    assert not wins_jobs(mechanism("herning-ung06", "course"))  # to a fleksjob
    assert not wins_jobs(mechanism("herning-syg02", "turned_away"))


def test_a_share_is_taken_off_every_job_won_and_off_nothing_else():
    (changed,) = with_displacement((load().proposal("herning-res05"),), 0.4)
    assert changed.mechanism("into_fleksjob").displacement.value == 0.4
    assert changed.mechanism("fewer_pensions").displacement is None


@pytest.mark.parametrize(
    ("share", "da", "en"),
    [
        (
            Interval(0.34, 0.2, 0.48),
            "tjener det sig hjem, hvis højst 34 pct. (simuleringsusikkerhed, 95 pct.: 20-48) af "
            "jobbene tages fra andre.",
            "it pays for itself if at most 34 % (simulation only, 95 %: 20-48) of the jobs are "
            "taken from others.",
        ),
        (
            Interval(1.0),
            "tjener det sig hjem, selv om alle jobbene tages fra andre.",
            "it pays for itself even if all the jobs are taken from others.",
        ),
        (
            None,
            "tjener det sig ikke hjem, selv om ingen af jobbene tages fra andre.",
            "it does not pay for itself, even if none of the jobs is taken from others.",
        ),
    ],
)
def test_the_share_is_told_in_plain_words(share, da, en):
    found = BreakEvenDisplacement(share, 0.0, NONE_LEFT, 0.2)
    assert displacement_sentence(found, "da") == f"Med de forudsatte effekter {da}"
    assert displacement_sentence(found, "en") == f"With the effects as given {en}"


def with_shares(**shares):
    """Return as much of a finding as the sentences read; values by share."""
    rests_on = [
        SimpleNamespace(name=f"p.m{place}.{share}", value=value)
        for share, values in shares.items()
        for place, value in enumerate(values)
    ]
    return SimpleNamespace(displacement=None, assumptions=rests_on)


def test_what_is_counted_of_the_effects_is_told_and_nothing_where_all_counts():
    some = with_shares(implementation=[0.7, 0.7], deadweight=[0.0, 0.3], displacement=[0.2])
    assert shares_sentences(some, "en") == [
        "Assumed: 70 % of the effort is carried out, 0-30 % of the effect would have come anyway,"
        " and 20 % of the jobs are taken from others."
    ]
    assert shares_sentences(some, "da") == [
        "Det er forudsat, at 70 pct. af indsatsen gennemføres, 0-30 pct. af effekten ville være"
        " kommet alligevel, og at 20 pct. af jobbene tages fra andre."
    ]
    assert shares_sentences(with_shares(implementation=[1.0], deadweight=[0.0]), "en") == []
