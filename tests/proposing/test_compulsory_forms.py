"""A programme that is compulsory, and activation as a duty, in a file of one's own."""

import json
import re

import pytest
from made_forms import assumed, estimate, form, kept, mechanism, params_with

from borgerflow.experiments.authoring.fields import mechanism_fields
from borgerflow.experiments.authoring.schema import schema_of
from borgerflow.experiments.lookup.proposals_text import proposal_page
from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params import load

DUTY = {
    "kind": "programme",
    "weeks": estimate(4, "weeks"),
    "completion": estimate(0.8, "share"),
    "lock_in": assumed(0.7, 0.4, 1, "factor"),
    "lasts_weeks": estimate(26, "weeks"),
    "at_week": estimate(13, "weeks"),
    "threat": assumed(1.1, 1, 1.3, "factor"),
    "threat_weeks": estimate(6, "weeks"),
}
CONTACTS = {
    "label": {"da": "Pligt", "en": "Duty"},
    "kind": "contact",
    "schemes": ["dagpenge"],
    "activation_week": 13,
    "source": "a note",
    "grade": "assumed",
}


def read_with(tmp_path, **changes):
    """Return the proposal that a form becomes whose only mechanism is a duty, changed."""
    fields = {key: value for key, value in {**DUTY, **changes}.items() if value is not None}
    params = params_with(tmp_path, form(mechanisms={"course": mechanism(**fields)}))
    return params.proposal("more-talks")


def test_a_compulsory_programme_is_read_from_a_file_and_shown_in_words(tmp_path):
    proposal = read_with(tmp_path)
    (course,) = proposal.mechanisms
    assert (course.at_week.value, course.threat.value) == (13, 1.1)
    assert course.places is course.recruited is None
    english, danish = (proposal_page(proposal, load(), lang) for lang in ("en", "da"))
    assert "calls to a programme on sickness benefit" in english
    assert "compulsory after: 13 weeks" in english
    assert "pålægger et forløb på sygedagpenge" in danish
    assert "afgang forud: faktor 1,1" in danish


def test_the_threat_may_be_left_out_and_its_numbers_be_set(tmp_path):
    proposal = read_with(tmp_path, threat=None, threat_weeks=None)
    assert proposal.mechanisms[0].threat is None
    earlier = proposal.overridden("course", "at_week", 6)
    assert earlier.mechanisms[0].at_week.value == 6


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"places": estimate(9, "persons")}, "kind programme with at_week has no places; of its"),
        ({"recruited": estimate(0.1, "share/week")}, "kind programme with at_week has no recruit"),
        (
            {"recruits_for_weeks": estimate(4, "weeks")},
            "kind programme with at_week has no recruits_for_weeks; of its own it has at_week,",
        ),
        ({"window_weeks": [4, None]}, "kind programme with at_week has no window_weeks"),
        ({"at_week": None}, "kind programme needs places and recruited"),
        (
            {
                "at_week": None,
                "places": estimate(9, "persons"),
                "recruited": estimate(0.1, "share/week"),
            },
            "kind programme has no threat; of its own it has exits, places, weeks",
        ),
        ({"threat": None}, "threat and threat_weeks go together"),
        ({"threat_weeks": None}, "threat and threat_weeks go together"),
        ({"at_week": estimate(-1, "weeks")}, "at_week is -1: expected 0 or more"),
        ({"threat_weeks": estimate(-3, "weeks")}, "threat_weeks is -3: expected 0 or more"),
        ({"at_week": estimate(3, "months")}, "at_week is in weeks, not months"),
        ({"threat": estimate(0.1, "share")}, "threat is in factor, not share"),
        ({"weeks": None}, "kind programme needs weeks"),
        ({"kind": "hazard"}, "kind hazard has no at_week; of its own it has exits and window_w"),
    ],
)
@pytest.mark.slow
def test_what_does_not_hang_together_is_refused_in_words(tmp_path, changes, words):
    with pytest.raises(ParamError, match=re.escape(words)):
        read_with(tmp_path, **changes)


def asking(tmp_path, **changes):
    """Return the talks of a form that asks for a duty on dagpenge, changed."""
    path = kept(tmp_path, form())
    duty = json.dumps({**CONTACTS, **changes})
    text = path.read_text("utf-8").replace("mechanisms:\n", f"mechanisms:\n  duty: {duty}\n")
    path.write_text(text, "utf-8")
    return load().with_own([path]).proposal("more-talks")


def test_a_duty_to_be_activated_is_read_beside_talks_and_shown(tmp_path):
    proposal = asking(tmp_path)
    (talks,) = proposal.contacts
    assert (talks.activation_week, talks.asks_for_contacts) == (13, False)
    assert "compulsory activation in week 13" in proposal_page(proposal, load(), "en")
    assert asking(tmp_path, then_every_weeks=2).contacts[0].asks_for_contacts


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"activation_week": -1}, "expected greater than or equal to 0"),
        ({"weeks_left": [13, None]}, "activation_week cannot stand with weeks_left"),
    ],
)
def test_a_duty_that_cannot_be_is_refused_in_words(tmp_path, changes, words):
    with pytest.raises(ParamError, match=re.escape(words)):
        asking(tmp_path, **changes)


def test_editors_know_the_fields_and_the_guide_asks_only_for_a_programme_with_places():
    schema = schema_of(load(), "en")
    said = schema["$defs"]["MechanismForm"]["properties"]
    assert said["at_week"]["description"].startswith("Week of the spell in which all in the")
    names = {field.name for field in mechanism_fields(schema, "programme") if field.needed}
    assert {"places", "recruited"} <= names
    assert not {"at_week", "threat"} & names
