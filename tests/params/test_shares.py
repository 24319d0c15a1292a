"""What is taken off an effect: the three shares, by kind, where a file says them and where not."""

import re

import pytest

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params.proposals.mechanisms import MechanismForm
from borgerflow.sim.params.proposals.shares import SHARES, shares_of, with_usual_shares
from tests.params.proposal_files import read_proposal
from tests.proposing.made_forms import MECHANISM, assumed, estimate, form, kept

SYG02 = "proposals/herning/herning-syg02.yaml"
SILENT = {key: value for key, value in MECHANISM.items() if key not in SHARES}
DOOR = {**SILENT, "kind": "inflow", "at": "door", "effect": assumed(0.02, 0, 0.05, "share")}
del DOOR["exits"]


@pytest.fixture
def usual(params):
    return params.first_guesses.shares


def filled(usual, content):
    return with_usual_shares(MechanismForm.model_validate(content), usual)


def test_every_share_of_a_packaged_proposal_has_a_grade_and_a_range_unless_it_is_derived(params):
    for proposal in params.proposals.values():
        for mechanism in proposal.mechanisms:
            for name in shares_of(mechanism):
                share = getattr(mechanism, name)
                told = f"{proposal.id}.{mechanism.name}.{name}"
                assert share is not None, told
                assert share.grade == "derived" or share.low < share.high, told
                assert len(share.source) > len("no source"), told


def test_hardly_any_packaged_effect_is_counted_in_full(params):
    done = {
        (p.id, m.name): m.implementation.value
        for p in params.proposals.values()
        for m in p.mechanisms
    }
    # those that spare something, or do harm
    spare = {"hedensted-delaftale2", "hedensted-rehabteam", "hedensted-sanktioner"}
    assert {proposal for (proposal, _), value in done.items() if value == 1} == spare
    assert len(done) >= 45


def test_a_file_that_is_silent_has_the_usual_shares_and_one_that_speaks_its_own(params, tmp_path):
    own = {**SILENT, "displacement": estimate(0, "share")}
    made = form(mechanisms={"silent": SILENT, "own": own})
    silent, stated = read_proposal(kept(tmp_path, made), params.law.schemes).mechanisms
    assert silent.displacement.value == 0.2
    assert (silent.displacement.low, silent.displacement.high) == (0, 0.5)
    assert silent.displacement.grade == "assumed"
    assert stated.displacement.value == 0
    assert stated.implementation == silent.implementation


def test_a_ratio_holds_no_deadweight_and_a_count_does(usual):
    ratio, count = (filled(usual, content).deadweight for content in (SILENT, DOOR))
    assert (ratio.value, ratio.grade) == (0, "derived")
    assert count.value > 0
    assert count.low < count.value < count.high


@pytest.mark.parametrize("exits", [["fleksjob"], ["foertidspension", "ressourceforloeb"]])
def test_nothing_is_taken_from_others_where_nobody_gets_an_ordinary_job(usual, exits):
    assert filled(usual, {**SILENT, "exits": exits}).displacement is None
    assert filled(usual, {**SILENT, "exits": [*exits, "job"]}).displacement.value == 0.2


def test_a_reading_that_leads_to_a_job_has_a_share_to_take_off(usual):
    label = {"da": "I job", "en": "To a job"}
    reading = {"label": label, "set": {"exits": ["job"]}, "source": "a note"}
    content = {**SILENT, "exits": ["fleksjob"], "readings": {"to_a_job": reading}}
    assert filled(usual, content).displacement.value == 0.2


def test_a_displacement_at_the_door_is_refused_with_its_line_and_nought_is_none(edited, params):
    nought = "{value: 0, unit: share, source: a note, grade: sourced}"
    path = edited(SYG02, "    stated: false\n", f"    stated: false\n    displacement: {nought}\n")
    (mechanism,) = read_proposal(path, params.law.schemes).mechanisms
    assert mechanism.displacement is None
    path.write_text(path.read_text(encoding="utf-8").replace(nought, nought.replace("0", "0.1", 1)))
    words = "mechanisms.turned_away.displacement: it is taken off exits to job alone"
    with pytest.raises(ParamError, match=rf"line \d+: {re.escape(words)}"):
        read_proposal(path, params.law.schemes)
