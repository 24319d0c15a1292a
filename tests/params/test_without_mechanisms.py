"""A proposal either acts on the model or says in both languages why it cannot."""

import re

import pytest

from borgerflow.experiments.lookup.proposals import states_its_effect
from borgerflow.sim.base.errors import InputError, ParamError
from borgerflow.sim.world.world import load_world
from tests.params.proposal_files import read_proposal

GATE = "proposals/herning/herning-syg02.yaml"
SETTLER = "proposals/vesthimmerland/vesthimmerland-4.yaml"
EITHER = "a proposal has either mechanisms or unanswered, the reason why it has none."


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (SETTLER, "  en: it knows", "  uk: it knows", "unanswered: unknown key 'uk'."),
        (GATE, "mechanisms:\n", "unanswered: {da: et ord, en: a word}\nmechanisms:\n", EITHER),
    ],
    ids=["another language", "both"],
)
def test_mechanisms_or_the_reason_for_none_and_not_both(edited, params, name, old, new, words):
    path = edited(name, old, new)
    with pytest.raises(ParamError, match=re.escape(words)):
        read_proposal(path, params.law.schemes)


def test_a_proposal_without_mechanisms_says_why_it_has_none(edited, params):
    path = edited(SETTLER)
    text = path.read_text(encoding="utf-8")
    start, end = text.index("unanswered:"), text.index("evidence:")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    with pytest.raises(ParamError, match=re.escape(EITHER)):
        read_proposal(path, params.law.schemes)


@pytest.mark.slow
def test_no_world_is_made_of_a_proposal_without_an_answer(params):
    words = "hedensted-unge cannot be answered by this model because the programmes are part of"
    with pytest.raises(InputError, match=re.escape(words)):
        load_world("modelkommune", ["hedensted-unge"], params=params, population=0.01)


def test_an_unanswered_proposal_states_no_effect(params):
    assert not states_its_effect(params.proposal("vesthimmerland-4"))
