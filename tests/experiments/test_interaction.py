"""Whether proposals together come to what they come to one by one."""

import json
import sys
from dataclasses import replace

import numpy as np
import pytest

from borgerflow.experiments.findings.rows import Interaction, Interval
from borgerflow.experiments.questions.compare.own_numbers import draws, ends
from borgerflow.experiments.questions.compare.question import compare, each_alone, finding_of
from borgerflow.experiments.questions.compare.tables.rows import interaction_of
from borgerflow.experiments.questions.compare.text import together_sentence
from borgerflow.experiments.runs.comparison import comparison_of
from borgerflow.experiments.runs.estimators.pairs import Pair, RunSettings, Totals, run_pair
from borgerflow.sim.engines.meetings import Met
from borgerflow.sim.params import load
from borgerflow.sim.world.world import load_world
from tests.experiments.fakes import finding, own_numbers_alone
from tests.experiments.test_compare import BENEFIT, INVESTMENT, fake_account

PARAMS = load()
GATE, TEAM = "herning-syg02", "herning-oevr04"
SAVED_BY = {GATE: 3e6, TEAM: 2e6}  # kroner over the horizon
LOST_TOGETHER = 1e6


def saved_in(world):
    """Return what a world saves: together the two save a million less than one by one."""
    names = {proposal.id for proposal in world.proposals}
    return sum(SAVED_BY[name] for name in names) - LOST_TOGETHER * (len(names) > 1)


def account_in(world, replication):
    """Return an account whose benefits are the lower, the more a world saves."""
    account = fake_account(world, replication, saved=0.0)
    months = len(account.money)
    account.money[:, 0, 1, BENEFIT] -= saved_in(world) / months
    costs = [cost.value for proposal in world.proposals for cost in proposal.cost.values()]
    account.money[:, 0, -1, INVESTMENT] = sum(costs) / months
    return account


def fake_pair(baseline, investment, alone=(), *, replication, settings, cases, reaching):
    before, after = (account_in(world, replication) for world in (baseline, investment))
    changes = tuple(account_in(world, replication) - before for world in alone)
    none = np.zeros(4)
    met = Met(np.array([7] * 9), 7)
    return Pair(before, after, none, none, none, met, changes)


def fake_beside(baseline, worlds, *, replication, settings):
    before, none = account_in(baseline, replication), (np.zeros(4), np.zeros(4), Met.none(0))
    changes = (account_in(world, replication) - before for world in worlds)
    return Totals(before, *none), *(Totals(change, *none) for change in changes)


@pytest.fixture
def fake_lives(monkeypatch):
    own_numbers_alone(monkeypatch)
    monkeypatch.setattr(sys.modules[compare.__module__], "run_pair", fake_pair)
    for module in (ends, draws):
        monkeypatch.setattr(module, "run_beside", fake_beside)


def asked(*proposals):
    settings = {"replications": 3, "workers": 1, "params": PARAMS, "break_even": False}
    return compare("herning", proposals, price_year=2019, **settings)


@pytest.mark.slow
@pytest.mark.usefixtures("fake_lives")
def test_two_proposals_are_held_against_the_sum_of_each_alone():
    found = asked(GATE, TEAM)
    together = found.interaction
    alone = {name: asked(name).net_municipal.total.mean for name in (GATE, TEAM)}
    assert {n: net.mean for n, net in together.alone.items()} == pytest.approx(alone)
    assert together.one_by_one.mean == pytest.approx(sum(alone.values()))
    assert together.together == found.net_municipal.total
    assert together.difference.mean == pytest.approx(LOST_TOGETHER, rel=0.1)  # in 2019 prices


@pytest.mark.usefixtures("fake_lives")
def test_one_proposal_says_nothing_of_others():
    found = asked(GATE)
    assert found.interaction is None
    assert "interaction" not in found.to_dict()
    assert "one by one" not in found.text("en")


@pytest.mark.usefixtures("fake_lives")
def test_the_json_of_several_ends_with_their_interaction():
    told = json.loads(asked(GATE, TEAM).to_json())
    assert list(told)[-2:] == ["interaction", "assumption_range"]
    interaction = told["interaction"]
    assert [row["proposal"] for row in interaction["alone"]] == [GATE, TEAM]
    assert set(interaction) == {"alone", "one_by_one", "together", "difference"}


def test_the_difference_is_taken_within_each_replication():
    """Replications differ by millions, A + B from A plus B by ten kroner in each."""
    apart = np.array([[1e6, 2e6], [5e6, 1e6], [2e6, 9e6]])
    found = interaction_of(["a", "b"], apart, apart.sum(axis=1) + 10.0)
    assert found.difference == Interval(10.0, 10.0, 10.0)
    assert found.together.high - found.together.low > 1e6


def test_what_adding_up_leaves_is_no_difference():
    apart = np.array([[0.1, 0.2], [0.1, 0.7], [0.1, 0.7]])
    found = interaction_of(["a", "b"], apart, np.array([0.3, 0.8, 0.8]) - 1e-7)
    assert str(found.difference.mean) == "0.0"
    assert (found.difference.low, found.difference.high) == (0.0, 0.0)


def told(mean, low=None, high=None):
    apart = Interval(-5e6)
    return Interaction({}, apart, Interval(-5e6 + mean), Interval(mean, low, high))


WORDS = [
    (
        told(1e6, 4e5, 1.6e6),
        "en",
        "One by one the proposals come to a saving of 5,000,000 kr. net, together "
        "to a saving of 4,000,000 kr.: together they cost 1,000,000 kr. more than one by one (net, "
        "simulation only, 95 %: 400,000 to 1,600,000 kr.).",
    ),
    (
        told(-1e6, -1.6e6, -4e5),
        "da",
        "Hver for sig giver forslagene netto en besparelse på 5.000.000 kr., sammen "
        "en besparelse på 6.000.000 kr.: sammen sparer de 1.000.000 kr. mere end hver "
        "for sig (netto, "
        "simuleringsusikkerhed, 95 pct.: en besparelse på 400.000 til 1.600.000 kr.).",
    ),
    (
        told(-2e3),
        "en",
        "One by one the proposals come to a saving of 5,000,000 kr. net, together "
        "to a saving of 5,002,000 kr.: together they save 2,000 kr. more than one by one.",
    ),
    (
        told(300.0, -100.0, 700.0),
        "en",
        "One by one the proposals come to a saving of 5,000,000 kr. net, together "
        "to a saving of 5,000,000 kr.: together they cost less than 1,000 kr. more than one by "
        "one (net, simulation only, 95 %: 0 to 1,000 kr.), which"
        " may be chance.",
    ),
    (
        told(0.0, 0.0, 0.0),
        "en",
        "Together the proposals come to exactly the net they come to one by one.",
    ),
    (
        told(0.0),
        "da",
        "Sammen giver forslagene netto præcis det, de giver hver for sig.",
    ),
]


@pytest.mark.parametrize(("found", "lang", "words"), WORDS)
def test_a_reader_is_told_in_a_sentence(found, lang, words):
    assert together_sentence(found, lang) == words
    assert words in replace(finding(), interaction=found).text(lang).splitlines()


def real(names, **overrides):
    """Return the finding of three replications of a small municipality."""
    world = load_world(
        "modelkommune",
        names,
        end="2021-01-01",
        params=PARAMS,
        overrides=overrides,
        population=0.2,
        run_in_years=1,
    )
    comparison = replace(comparison_of(world, None), alone=each_alone(world))
    asked = RunSettings(1, "compiled")
    worlds = (comparison.baseline, world, comparison.alone)
    pairs = [run_pair(*worlds, replication=r, settings=asked) for r in range(3)]
    return finding_of(comparison, pairs, asked)


@pytest.mark.slow
def test_proposals_that_meet_in_the_same_lives_do_not_add_up():
    """Whom prevention keeps well, nobody refuses at intake."""
    strong = {f"{GATE}.turned_away.effect": 0.5, f"{TEAM}.prevention.effect": 0.8}
    found = real([GATE, TEAM], **strong)
    alone = {name: real([name], **of(name, strong)) for name in (GATE, TEAM)}
    for name, net in found.interaction.alone.items():
        assert net.mean == pytest.approx(alone[name].net_municipal.total.mean, abs=0.01)
    assert found.interaction.difference.mean > 0


def of(name, overrides):
    """Return the numbers of one proposal."""
    return {key: value for key, value in overrides.items() if key.startswith(name)}


def test_proposals_of_which_one_reaches_nobody_add_up_to_the_oere():
    found = real([GATE, TEAM], **{f"{TEAM}.prevention.reach": 0.0})
    assert found.interaction.difference == Interval(0.0, 0.0, 0.0)
    assert found.interaction.alone[GATE].mean != 0


def test_a_proposal_that_needs_another_is_not_tried_without_it():
    world = load_world("modelkommune", [GATE, TEAM], params=PARAMS, population=0.02)
    needs = world.proposals[0].model_copy(update={"depends_on": (TEAM,)})
    assert len(each_alone(world)) == 2
    assert each_alone(world.with_proposals([needs, world.proposals[1]])) == ()
