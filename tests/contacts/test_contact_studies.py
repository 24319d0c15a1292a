"""Ready questions about talks: each is read, asked by its name, and answered in a sentence."""

import re

import pytest

from borgerflow.experiments.cli import main
from borgerflow.experiments.questions.contacts.asked.question import (
    OPTIONS,
    SAID_OTHERWISE,
    ContactsQuestion,
)
from borgerflow.experiments.questions.contacts.asked.studies import (
    HORIZON,
    READY,
    ContactStudy,
    options_in,
    ready_studies,
    study_of,
)
from borgerflow.experiments.questions.contacts.question import contacts
from borgerflow.sim.base.errors import InputError

OF_BEFORE = [name for name in ready_studies() if not name.startswith("reform")]
SMALL = {"replications": 2, "population": 0.05, "workers": 1, "end": "2020-01-01"}


def answer_to(name):
    """Return the finding of a study in a year of a twentieth of its municipality."""
    return contacts(**options_in(study_of(name)), **SMALL)


def test_the_five_cases_the_four_questions_of_hedensted_the_trial_and_the_reform_are_ready():
    names = ready_studies()
    assert len(names) == 16
    assert len([name for name in names if name.startswith("reform")]) == 6
    assert "hurtigt-i-gang-earlier-activation" in names
    assert len([name for name in names if name.startswith("hedensted")]) == 4


@pytest.mark.parametrize("name", ready_studies())
def test_a_study_says_in_its_first_line_how_to_ask_it(name):
    first = (READY / f"{name}.yaml").read_text(encoding="utf-8").partition("\n")[0]
    assert first == f"# borgerflow contacts {name}"
    assert study_of(name).question.da.endswith("?")


@pytest.mark.slow
@pytest.mark.parametrize("name", OF_BEFORE)
def test_a_study_is_answered_with_frequency_kroner_staff_and_deadlines(name):
    text = answer_to(name).text("en")
    sentence = text.splitlines()[1]
    assert sentence.endswith(".")
    assert re.search(r"\bkr\.|\bDKK\b", text)
    assert "FTE" in text
    if name not in ("hedensted-who-needs-four", "hedensted-where-to-talk"):
        assert re.search(r"the law's dates are kept in \d", text)


def test_a_study_may_say_every_option_and_its_years_and_nothing_of_how_it_is_run():
    assert set(ContactStudy.model_fields) == {
        *("question", "municipality", *HORIZON),
        *OPTIONS,
        *SAID_OTHERWISE,
    }


def test_an_unknown_study_is_refused_with_the_nearest():
    with pytest.raises(InputError, match=r"Did you mean esbjerg-eleven-talks\?"):
        study_of("esbjerg-eleven-talk")


def test_a_study_with_an_unknown_key_is_refused_with_file_and_line(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("question: {da: a?, en: b?}\nmunicipality: herning\nscheme: [dagpenge]\n")
    with pytest.raises(InputError, match=r"mine\.yaml, line 3: unknown key 'scheme'"):
        study_of(str(path))


def test_a_scheme_beside_a_study_is_refused(capsys):
    assert main(["contacts", "esbjerg-eleven-talks", "--scheme", "dagpenge"]) == 2
    assert "names its own schemes" in capsys.readouterr().err


def test_an_option_beside_a_study_is_refused_not_passed_over(capsys):
    assert main(["contacts", "esbjerg-eleven-talks", "--rhythm", "4/year"]) == 2
    assert "has options of its own: expected none beside it, got --rhythm 4/year." in (
        capsys.readouterr().err
    )


def test_the_caseload_of_35_is_held_against_the_50_there_are():
    question = ContactsQuestion.of(options_in(study_of("herning-caseload-35")))
    assert (question.caseload_now, question.caseloads_tried) == (50, (35,))


def test_an_unknown_kind_of_talk_is_refused_with_the_nearest():
    with pytest.raises(InputError, match=r"Did you mean rundbordssamtale\?"):
        contacts("herning", "sygedagpenge", every=[4], talk="rundbordsamtale", **SMALL)
