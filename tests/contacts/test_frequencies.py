"""How often talks fall due, as people say it in Danish and in English: one question either way."""

import pytest

from borgerflow.experiments.questions.contacts.asked.command_line import options_of
from borgerflow.experiments.questions.contacts.asked.frequency import frequency_of
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.experiments.questions.contacts.asked.settings import rhythms_of
from borgerflow.experiments.questions.contacts.asked.studies import options_in, study_of
from borgerflow.sim.base.errors import InputError


def asked(**keywords):
    return ContactsQuestion.of({"municipality": "herning", "schemes": ("dagpenge",), **keywords})


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("4/year", "4/year"),
        ("4/aar", "4/year"),
        (" 4 / År ", "4/year"),
        ("4 talks a year", "4/year"),
        ("4 samtaler om året", "4/year"),
        ("11/first-half-year", "11/first-half-year"),
        ("11/foerste-halvaar", "11/first-half-year"),
        ("11 i det første halve år", "11/first-half-year"),
        ("6 per half-year", "6/half-year"),
        ("3/kvartal", "3/quarter"),
        ("2/first-quarter", "2/first-quarter"),
        ("1/maaned", "1/month"),
        ("every 4 weeks", "every 4 weeks"),
        ("hver 4. uge", "every 4 weeks"),
        ("every 5.2 weeks", "every 5.2 weeks"),
        ("hver 5,2 uge", "every 5.2 weeks"),
        ("every week", "every week"),
        ("every 1 weeks", "every week"),
        ("hvert 2. kvartal", "every 26 weeks"),
    ],
)
def test_a_frequency_is_read_in_both_languages_and_written_in_one_way(said, text):
    assert frequency_of(said).text == text
    assert frequency_of(text).text == text


@pytest.mark.parametrize(
    ("text", "numbers", "label"),
    [
        ("4/year", (13,), "4 talks a year"),
        ("1/year", (52,), "1 talk a year"),
        ("3/half-year", (26 / 3,), "3 talks a half-year"),
        ("11/first-half-year", (26 / 11, 11, 26), "11 talks in the first half-year"),
        ("2/first-year", (26, 2, 52), "2 talks in the first year"),
        ("every 4 weeks", (4,), "a talk every 4 weeks"),
    ],
)
def test_a_year_is_52_weeks_and_after_a_first_period_no_talk_follows(text, numbers, label):
    frequency = frequency_of(text)
    assert tuple(frequency.rhythm().values()) == pytest.approx(numbers)
    assert frequency.label.en == label


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("4/yaer", "--rhythm is '4/yaer': expected it as 4/year, 11/first-half-year or every 4"),
        ("4/yaer", "Did you mean 4/year?"),
        ("4/frist-half-year", "Did you mean 4/first-half-year?"),
        ("every 4 weaks", "Did you mean every 4 weeks?"),
        ("often", "expected it as 4/year"),
        ("nan/year", "expected it as 4/year"),
        ("every inf weeks", "expected it as 4/year"),
        ("4", "expected it as 4/year"),
        ("", "expected it as 4/year"),
        ("0/year", "expected a talk a day at most, and one in ten years at least."),
        ("400/year", "expected a talk a day at most"),
        ("every 600 weeks", "one in ten years at least"),
        ("2.5/first-half-year", "expected a whole number of talks."),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_type(said, message):
    with pytest.raises(InputError) as refused:
        frequency_of(said)
    assert message in str(refused.value)
    assert str(refused.value).count("\n") == 0


def test_older_words_state_the_same_question_as_a_rhythm():
    older = asked(every=[4], first_half_year=[11])
    assert older == asked(rhythm=["every 4 weeks", "11/foerste-halvaar"])
    assert older.inputs() == asked(rhythm=["hver 4. uge", "11/first-half-year"]).inputs()


def test_rhythms_of_different_kinds_stand_beside_one_another():
    labels = [r.label.en for r in rhythms_of(asked(rhythm=["4/year", "11/first-half-year"]))]
    assert labels == ["4 talks a year", "11 talks in the first half-year"]


def test_the_command_that_asks_again_writes_each_rhythm_and_team():
    question = asked(rhythm=["4/aar", "every 4 weeks"], team={"dagpenge": 12}, break_even=False)
    assert options_of(question) == (
        "--rhythm 4/year --rhythm 'every 4 weeks' --team dagpenge=12 --no-break-even"
    )


def test_a_study_says_rhythms_and_a_team_as_the_command_does(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "question: {da: a?, en: b?}\nmunicipality: herning\nschemes: [dagpenge]\n"
        "rhythm: [4/aar, 11/first-half-year]\nteam: {dagpenge: 12}\n",
        encoding="utf-8",
    )
    question = ContactsQuestion.of(options_in(study_of(str(path))))
    assert question == asked(rhythm=["4/year", "11/first-half-year"], team={"dagpenge": 12})
