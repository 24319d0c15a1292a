"""The whole question on fake lives, whose net is a known function of the effect, and on real."""

import re
import sys

import numpy as np
import pytest

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.questions.compare.break_even import search
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers import draws, ends
from borgerflow.experiments.questions.compare.question import compare, finding_of
from borgerflow.experiments.questions.run.question import run
from borgerflow.experiments.runs.accounts.granted import booked_apart
from borgerflow.experiments.runs.comparison import Comparison, comparison_of
from borgerflow.experiments.runs.estimators.blocks import Reached
from borgerflow.experiments.runs.estimators.one_world import RunTotals, targets_of
from borgerflow.experiments.runs.estimators.pairs import Pair, RunSettings, Totals, run_pair
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.engines.meetings import Met
from borgerflow.sim.measures.account import KINDS, Account
from borgerflow.sim.params import load
from borgerflow.sim.settlement.rulebook import PAYERS
from borgerflow.sim.world.world import load_world
from tests.experiments.fakes import own_numbers_alone

PARAMS = load()
SAVED_AT_ONE = 40_000_000.0  # kroner over the horizon if every case were turned away
BENEFIT, INVESTMENT = KINDS.index("benefit"), KINDS.index("investment")


def effect_of(world):
    return world.proposals[0].mechanisms[0].effect.value if world.proposals else 0.0


def fake_account(world, replication, saved=SAVED_AT_ONE):
    """Return an account whose benefits fall in a straight line with the effect."""
    months, schemes = 12 * len(world.horizon_years), len(world.scheme_names)
    money = np.zeros((months, 3, schemes + 1, len(KINDS)))
    own = 1.0 + 0.1 * (replication % 3 - 1)  # what a replication makes of it
    money[:, 0, 1, BENEFIT] = (100e6 - own * saved * effect_of(world)) / months
    for proposal in world.proposals:
        money[:, 0, -1, INVESTMENT] += sum(c.value for c in proposal.cost.values()) / months
    lived = np.full((months, schemes), 30, dtype=np.int64)
    flows = np.zeros((len(world.horizon_years), schemes, schemes), dtype=np.int64)
    return Account(2019 * 12, money, lived, lived, flows, lived)


def fake_cases(world):
    """Return as many new cases, all of 2019, as the effect leaves of a thousand."""
    return np.array([round(1000 * (1 - effect_of(world))), 0, 0, 0])


class FakeLives:
    """Tasks that live nobody, by the names of those they stand for."""

    def __init__(self, saved=SAVED_AT_ONE, stop=lambda world, replication: False):
        self.saved, self.stop = saved, stop

    def account(self, world, replication):
        if self.stop(world, replication):
            raise KeyboardInterrupt
        return fake_account(world, replication, self.saved)

    def run_pair(self, baseline, investment, *, replication, settings, cases, reaching):
        accounts = (self.account(world, replication) for world in (baseline, investment))
        counts = np.zeros(4), fake_cases(baseline), fake_cases(investment)
        reached = tuple(Reached(np.array([replication]), None) for _ in reaching)
        return Pair(*accounts, *counts, Met(np.array([7]), 7), reached=reached)

    def run_change(self, baseline, world, *, replication, settings, among, cases):
        assert among.citizens == [replication]
        usual, other = (self.account(w, replication) for w in (baseline, world))
        fewer = fake_cases(world) - fake_cases(baseline)
        return Totals(other - usual, fewer, np.zeros(4), Met.none(0))

    def run_beside(self, baseline, worlds, *, replication, settings):
        usual = self.account(baseline, replication)
        counts = np.zeros(4), np.zeros(4), Met.none(0)
        changes = (self.account(world, replication) - usual for world in worlds)
        return Totals(usual, *counts), *(Totals(change, *counts) for change in changes)

    def run_world(self, world, *, replication, settings):
        apart = (len(booked_apart(world.law.accounts)), len(world.months), len(PAYERS))
        counts = np.zeros(len(targets_of(world)))
        return RunTotals(self.account(world, replication), counts, np.zeros(apart))


def live_fakes(monkeypatch, *, own_alone=True, **settings):
    fakes = FakeLives(**settings)
    if own_alone:
        own_numbers_alone(monkeypatch)
    monkeypatch.setattr(sys.modules[compare.__module__], "run_pair", fakes.run_pair)
    monkeypatch.setattr(search, "run_change", fakes.run_change)
    for module in (ends, draws):
        monkeypatch.setattr(module, "run_beside", fakes.run_beside)
    monkeypatch.setattr(sys.modules[run.__module__], "run_world", fakes.run_world)


@pytest.fixture
def fake_lives(monkeypatch):
    live_fakes(monkeypatch)


def asked(proposals=("herning-syg02",), municipality="herning", **settings) -> Finding:
    settings = {"replications": 3, "workers": 1, "params": PARAMS} | settings
    return compare(municipality, list(proposals), **settings)


@pytest.mark.usefixtures("fake_lives")
def test_the_effect_at_break_even_is_cost_over_what_all_cases_would_save():
    own, other = asked(price_year=2019).break_even
    indexed = 1_600_000 / SAVED_AT_ONE
    assert own.effect.mean == pytest.approx(indexed, rel=0.03)
    assert own.effect.low < own.effect.mean < own.effect.high
    assert (own.reading, other.reading) == (None, "like_any_case")
    assert own.cases == pytest.approx(250.0)  # a thousand cases over four years
    # The fake turns away every share in full; in life 0.7 x (1 - 0.3) of those aimed at.
    assert own.needed.mean == pytest.approx(10.0 / 0.49, rel=0.1)
    assert own.within_weeks == 8
    assert other.within_weeks is None


@pytest.mark.usefixtures("fake_lives")
def test_what_the_comparison_simulated_already_points_at_the_root():
    told = []
    asked(progress=lambda done, total: told.append(total))
    drawn = 2  # chunks of draws: one in each of two replications
    rounds = (told[-1] - drawn) // 3 - 1  # of three replications each, after the comparison itself
    assert rounds <= 6  # two for the range, one for each reading, and to see whom it may reach


def test_no_share_pays_for_what_saves_too_little(monkeypatch):
    live_fakes(monkeypatch, saved=1e6)
    finding = asked()
    assert finding.break_even[0].effect is None
    assert finding.break_even[0].best_tried == 1.0
    assert "No effect up to 100 %" in finding.text("en")


@pytest.mark.usefixtures("fake_lives")
def test_the_search_can_be_left_out():
    finding = asked(break_even=False)
    assert finding.break_even == ()
    assert finding.to_dict()["break_even_effect"] is None
    assert "With the effects as given" in finding.text("en")


def test_a_comparison_tells_what_it_rests_on_what_moves_it_most_first(monkeypatch):
    live_fakes(monkeypatch, own_alone=False)
    found = asked(break_even=False).assumptions
    moves = [assumption.moves or 0.0 for assumption in found]
    assert moves == sorted(moves, reverse=True)
    assert found[0].name == "herning-syg02.turned_away.effect"
    names = {assumption.name for assumption in found}
    assert {"rates.sygedagpenge.max", "law.refusion.step_1_share"} <= names


def test_the_same_numbers_are_listed_for_any_number_of_replications(monkeypatch):
    live_fakes(monkeypatch, own_alone=False)
    asked_of = ({"replications": n, "break_even": False} for n in (1, 7))
    once, often = ([a.name for a in asked(**each).assumptions] for each in asked_of)
    assert sorted(once) == sorted(often)


@pytest.mark.usefixtures("fake_lives")
def test_the_range_is_that_of_the_own_numbers_at_their_best_and_worst():
    found = asked(break_even=False, estimator="lottery")
    effect = found.assumptions[0]
    cost = found.summary[0].amounts.total.mean
    saved = effect.high * (cost - found.net_municipal.total.mean) / effect.value
    assert found.assumption_range.high == pytest.approx(cost)  # no effect at all
    assert found.assumption_range.low == pytest.approx(cost - saved)
    assert found.assumption_range.at_low_effect == pytest.approx(cost)
    assert effect.moves == pytest.approx(saved)


@pytest.mark.usefixtures("fake_lives")
def test_readers_are_warned_of_an_effect_nobody_stated_and_of_one_replication():
    told = [warning.en for warning in asked(replications=1, break_even=False).warnings]
    assert "SYG02 states no effect; the effect used is an assumption." in told
    assert any(sentence.startswith("One replication only") for sentence in told)
    assert any("COVID" in sentence for sentence in told)


@pytest.mark.usefixtures("fake_lives")
def test_a_proposal_of_another_municipality_is_told_and_not_refused():
    told = [w.en for w in asked(municipality="hedensted", break_even=False).warnings]
    assert any("made for Herning, not for Hedensted" in sentence for sentence in told)


@pytest.mark.usefixtures("fake_lives")
@pytest.mark.parametrize(("asked_for", "ran"), [("auto", "compiled"), ("reference", "reference")])
def test_a_finding_names_the_engine_that_ran(asked_for, ran):
    assert asked(engine=asked_for, break_even=False).engine == ran


@pytest.mark.usefixtures("fake_lives")
def test_progress_grows_with_the_search():
    told = []
    asked(progress=lambda done, total: told.append((done, total)))
    assert told[:3] == [(1, 3), (2, 3), (3, 3)]
    assert told[-1][0] == told[-1][1] > 3


def test_an_interruption_leaves_a_finding_of_what_was_finished(monkeypatch):
    live_fakes(monkeypatch, stop=lambda _, replication: replication == 2)
    with pytest.raises(Interrupted) as stop:
        asked(replications=5)
    assert stop.value.finding.replications == 2
    assert "Interrupted: this answer uses 2 of 5 replications." in stop.value.finding.text("en")


def test_an_interrupted_search_leaves_the_finding_without_it(monkeypatch):
    live_fakes(monkeypatch, stop=lambda world, _: effect_of(world) not in (0.0, 0.02))
    with pytest.raises(Interrupted) as stop:
        asked()
    assert stop.value.finding.break_even == ()
    assert stop.value.finding.replications == 3


NAMES = sorted(PARAMS.proposals)
REFUSED = [
    ({"proposals": ["herning-syg2"]}, "Did you mean herning-syg02?"),
    ({"municipality": "herringg"}, "Did you mean herning?"),
    ({"proposals": []}, f"No proposal is named: expected one or more of {', '.join(NAMES)}."),
    ({"proposals": ["herning-syg02"] * 2}, "herning-syg02 is named twice"),
    ({"replications": 0}, "replications is 0: expected a whole number"),
    ({"engine": "compield"}, "Did you mean compiled?"),
    ({"workers": 0}, "workers is 0: expected a whole number"),
    ({"end": "2018-01-01"}, "which is not after its start, 2019-01-01."),
    (
        {"price_year": 1999},
        "price_year (--price-year) is 1999: expected a year with a price index, 2016 to",
    ),
]


@pytest.mark.parametrize(("settings", "words"), REFUSED)
def test_what_cannot_be_asked_is_refused_in_words(settings, words):
    with pytest.raises(InputError, match=re.escape(words)):
        asked(**settings)


def small_world(proposals, end="2020-01-01"):
    return load_world(
        "modelkommune", proposals, end=end, params=PARAMS, population=0.02, run_in_years=1
    )


def without_effect_or_cost(proposal):
    changed = proposal.overridden(proposal.mechanisms[0].name, "effect", 0.0)
    free = {year: cost.model_copy(update={"value": 0.0}) for year, cost in changed.cost.items()}
    return changed.model_copy(update={"cost": free})


def real_finding(world):
    comparison: Comparison = comparison_of(world, None)
    settings = RunSettings(1, "reference")
    done = [
        run_pair(comparison.baseline, world, replication=r, settings=settings) for r in range(3)
    ]
    return finding_of(comparison, done, settings)


def test_a_proposal_without_effect_or_cost_changes_nothing_not_an_oere(monkeypatch):
    own_numbers_alone(monkeypatch)
    world = small_world(["herning-syg02"])
    finding = real_finding(world.with_proposals([without_effect_or_cost(world.proposals[0])]))
    assert finding.ledger
    assert {(r.difference.mean, r.difference.high) for r in finding.ledger} == {(0.0, 0.0)}
    assert {row.difference.mean for row in finding.full_time} == {0.0}
    assert finding.net_municipal.total.mean == 0.0
    assert {count.mean for count in finding.touched.values()} == {0.0}
    assert finding.flows == ()


def test_a_proposal_with_an_effect_does_change_something(monkeypatch):
    own_numbers_alone(monkeypatch)
    world = small_world(["herning-syg02"])
    refused = world.proposals[0].overridden("turned_away", "effect", 1.0)
    finding = real_finding(world.with_proposals([refused]))
    assert finding.touched[2019].mean > 0
    benefits = next(row for row in finding.summary if row.line == "benefits")
    assert benefits.amounts.total.mean < 0


@pytest.mark.usefixtures("fake_lives")
def test_a_run_is_one_world_and_needs_no_proposal():
    finding = run("herning", replications=2, workers=1, params=PARAMS)
    assert finding.proposals == ()
    assert sum(row.kroner.mean for row in finding.ledger) == pytest.approx(100e6)
