"""Proposals in both worlds: what others add to them, their own cost cancelled."""

import re

import pytest

import borgerflow as bf
from borgerflow.experiments.present.sections import command, provenance
from borgerflow.experiments.questions.compare.question import each_alone
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.world.world import load_world
from tests.experiments import test_compare
from tests.experiments.fakes import finding
from tests.experiments.test_compare import asked as asked_of_fakes
from tests.experiments.test_compare import live_fakes
from tests.experiments.test_interaction import GATE, SAVED_BY, TEAM, fake_lives

PARAMS = load()
THIRD = "herning-akt15"
assert fake_lives  # a fixture


def asked(*proposals, baseline=()):
    settings = {"replications": 3, "workers": 1, "params": PARAMS, "break_even": False}
    return bf.compare("herning", proposals, baseline=baseline, price_year=2019, **settings)


@pytest.mark.slow
@pytest.mark.usefixtures("fake_lives")
def test_what_is_added_is_both_together_less_the_baseline_alone():
    added = asked(TEAM, baseline=[GATE]).net_municipal.total.mean
    both, alone = (asked(*names).net_municipal.total.mean for names in ((GATE, TEAM), (GATE,)))
    assert added == pytest.approx(both - alone)
    assert added != pytest.approx(asked(TEAM).net_municipal.total.mean, rel=0.01)


@pytest.mark.slow
@pytest.mark.usefixtures("fake_lives")
def test_what_the_baseline_costs_is_in_both_worlds_and_cancels():
    (row,) = [row for row in asked(TEAM, baseline=[GATE]).summary if row.line == "investment"]
    (usual,) = [row for row in asked(TEAM).summary if row.line == "investment"]
    assert row.amounts.total.mean == pytest.approx(usual.amounts.total.mean)


@pytest.mark.usefixtures("fake_lives")
def test_the_head_tells_what_is_asked_about_and_what_is_in_both_worlds():
    found = asked(TEAM, baseline=[GATE])
    assert [proposal.id for proposal in found.proposals] == [TEAM]
    assert found.to_dict()["baseline"] == [GATE]
    assert found.text("en").splitlines()[0].endswith("2019-2022 · with SYG02 in both worlds")
    assert found.text("da").splitlines()[0].endswith("2019-2022 · med SYG02 i begge scenarier")
    assert "baseline" not in asked(TEAM).to_dict()


@pytest.mark.slow
@pytest.mark.usefixtures("fake_lives")
def test_several_are_held_one_by_one_against_the_same_baseline(monkeypatch):
    monkeypatch.setitem(SAVED_BY, THIRD, 1e6)
    found = asked(TEAM, THIRD, baseline=[GATE])
    assert set(found.interaction.alone) == {TEAM, THIRD}
    own = asked(TEAM, baseline=[GATE]).net_municipal.total.mean
    assert found.interaction.alone[TEAM].mean == pytest.approx(own)
    assert found.interaction.together == found.net_municipal.total


def test_one_that_needs_what_is_in_the_baseline_may_stand_alone():
    world = load_world("modelkommune", [GATE, TEAM, THIRD], params=PARAMS)
    gate, team, third = world.proposals
    needs = team.model_copy(update={"depends_on": (GATE,)})
    several = world.with_proposals([gate, needs, third])
    assert len(each_alone(several, several.proposals[:1])) == 2
    assert each_alone(several) == ()


def test_the_effect_at_break_even_is_that_of_what_is_asked_about(monkeypatch):
    """The baseline's mechanisms stay as they are, and its cost is nobody's to earn."""
    live_fakes(monkeypatch)
    monkeypatch.setattr(test_compare, "effect_of", effect_at_the_gate)
    usual = asked_of_fakes(price_year=2019).break_even
    beside = asked_of_fakes(price_year=2019, baseline=[TEAM]).break_even
    effects = [[each.effect.mean for each in found] for found in (beside, usual)]
    assert effects[0] == pytest.approx(effects[1])
    assert {each.mechanism for each in beside} == {"herning-syg02.turned_away"}


def effect_at_the_gate(world):
    """Return the effect of the one proposal at the door, wherever it stands."""
    own = [p.mechanisms[0].effect.value for p in world.proposals if p.id == GATE]
    return own[0] if own else 0.0


@pytest.mark.slow
def test_breakeven_asks_beside_a_baseline_too(monkeypatch):
    live_fakes(monkeypatch)
    monkeypatch.setattr(test_compare, "effect_of", effect_at_the_gate)
    few = {"replications": 3, "workers": 1, "params": PARAMS}
    found = bf.breakeven("herning", [GATE], baseline=[TEAM], **few)
    usual = bf.breakeven("herning", [GATE], **few)
    effects = [each.to_dict()["effects"][0]["effect"]["mean"] for each in (found, usual)]
    assert effects[0] == pytest.approx(effects[1])
    assert found.to_dict()["baseline"] == [TEAM]
    assert found.text("en").splitlines()[0].endswith(" in both worlds")


@pytest.mark.slow
def test_the_worlds_are_those_with_the_baseline_and_with_everything():
    few = {"replications": 1, "workers": 1, "population": 0.05, "end": "2021-01-01"}
    found = bf.compare(
        "modelkommune", [THIRD], baseline=[GATE], break_even=False, price_year=2019, **few
    )
    both, given = (
        bf.compare("modelkommune", names, break_even=False, price_year=2019, **few)
        for names in ([GATE, THIRD], [GATE])
    )
    sums = [each.net_municipal.total.mean for each in (found, both, given)]
    assert sums[0] == pytest.approx(sums[1] - sums[2], abs=1.0)
    assert found.net_municipal.total.mean != 0


def test_the_command_to_ask_again_names_the_baseline():
    told = provenance(finding(given=finding().proposals), command("compare a", finding()), "en")
    assert ("In both worlds", "SYG02 (herning-syg02)") in told.facts
    assert command("compare a", finding(given=finding().proposals)).endswith(
        "--seed 1 --baseline herning-syg02"
    )
    assert "In both worlds" not in dict(provenance(finding(), "", "en").facts)


def test_the_same_proposal_in_both_is_refused_in_one_sentence():
    with pytest.raises(InputError) as caught:
        asked(GATE, TEAM, baseline=[GATE])
    assert str(caught.value) == (
        "herning-syg02 is both asked about and in the baseline: expected it in one of them."
    )


@pytest.mark.parametrize(
    ("baseline", "words"),
    [
        (["herning-ung05"], "herning-ung05 and herning-ung02 exclude each other: choose one."),
        (["herning-syg2"], "No proposal is called herning-syg2. Did you mean herning-syg02?"),
        ([GATE, GATE], "herning-syg02 is named twice: expected each proposal once."),
    ],
)
def test_a_baseline_that_does_not_hold_is_refused(baseline, words):
    with pytest.raises(InputError, match=re.escape(words)):
        asked("herning-ung02", baseline=baseline)
