"""A proposal asked for step by step: what is wrong is told at once, what is written runs."""

import pytest
import yaml
from made_forms import Scripted, form

from borgerflow import compare
from borgerflow.experiments.authoring.answers import read_estimate, read_number, understood
from borgerflow.experiments.authoring.checks.check import check_forms
from borgerflow.experiments.authoring.dialogue import Interview
from borgerflow.experiments.authoring.draft import Place, keep_draft, proposal_text
from borgerflow.experiments.authoring.fields import Field
from borgerflow.experiments.authoring.remarks import written
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.params.reading.forms import read_plain

HEAD = {
    "The municipality": ["herning"],
    "The name of the file": ["more-talks"],
    "Title": ["Flere samtaler"],
    "Where the proposal stands, document": ["Budget 2021"],
    "Where the proposal stands, page": ["3-5"],
    "Where the proposal stands, number": ["12"],
    "What is to be done, in two lines": ['Flere "samtaler": straks'],
    "First day": ["2021-01-01"],
    "The day after": ["2023-01-01"],
    "What is known": ["none"],
    "Cost in kr. each year it runs; 0 where there is none, minus where money is saved 2021": [
        "400,000"
    ],
    "Full-time posts (FTE) each year 2021": ["0.8"],
}
HAZARD = {"The scheme": ["sygedagpenge"]}


def interview(folder, script, lang="en"):
    talk = Scripted(script)
    return Interview(talk, Place(folder, load()), lang), talk


@pytest.mark.slow
def test_what_is_asked_is_written_checked_and_compared(tmp_path):
    asked, talk = interview(tmp_path, HEAD | HAZARD)
    path = keep_draft(asked.proposal(), asked.place, "en")
    assert talk.told == []
    assert path == tmp_path / "herning" / "more-talks.yaml"
    params = load().with_own([path])
    proposal = params.proposal("more-talks")
    assert {year: cost.value for year, cost in proposal.cost.items()} == {2021: 4e5, 2022: 4e5}
    assert {year: fte.value for year, fte in proposal.fte.items()} == {2021: 0.8, 2022: 0.8}
    assert proposal.description.en == proposal.description.da == 'Flere "samtaler": straks'
    checked = check_forms([written(params, "more-talks")], params, together=True)
    told = [
        remark.rule for remark in checked.remarks
    ]  # of the first guess: no effect, half reached
    assert told == ["changes_nothing", "too_many_reached"]
    finding = compare(
        "herning",
        ["more-talks"],
        params=params,
        population=0.02,
        replications=1,
        break_even=False,
        start="2021-01-01",
    )
    investment = next(row for row in finding.summary if row.line == "investment")
    assert investment.amounts.total.mean == pytest.approx(0.02 * 800_000, rel=0.1)


@pytest.mark.slow
def test_what_nobody_knows_is_assumed_with_a_range_and_says_so(tmp_path):
    asked, _ = interview(tmp_path, HEAD | HAZARD)
    mechanism = asked.proposal()["mechanisms"]["effect"]
    numbers = {k: n for k, n in mechanism.items() if isinstance(n, dict) and "unit" in n}
    assert len(numbers) == 7
    assert numbers.pop("deadweight")["grade"] == "derived"  # a factor has none, by what it is
    assert all(n["grade"] == "assumed" and n["low"] < n["high"] for n in numbers.values())


@pytest.mark.parametrize(("exit_", "asked_for"), [("job", True), ("dagpenge", False)])
def test_what_is_taken_from_others_is_asked_of_exits_to_a_job_alone(tmp_path, exit_, asked_for):
    asked, talk = interview(tmp_path, HEAD | HAZARD | {"The exits": [exit_]})
    mechanism = asked.proposal()["mechanisms"]["effect"]
    assert ("displacement" in mechanism) == asked_for
    assert any("taken from others" in question for question, _ in talk.asked) == asked_for


def test_the_effect_offered_is_what_studies_found_for_the_exit(tmp_path):
    script = {"The scheme": ["dagpenge"], "The exits": ["job"]}
    asked, _ = interview(tmp_path, HEAD | script)
    effect = asked.proposal()["mechanisms"]["effect"]["effect"]
    assert (effect["low"], effect["value"], effect["high"]) == (1.0, 1.2, 1.3)
    assert effect["source"].startswith("Hurtigt i gang 2")
    assert effect["grade"] == "assumed"


@pytest.mark.parametrize(
    ("question", "wrong", "right", "words"),
    [
        ("The municipality", "herningg", "herning", "got 'herningg'. Did you mean Herning? Known:"),
        ("The name of the file", "More talks", "more-talks", "expected small letters a-z, digits"),
        ("The name of the file", "herning-syg02", "more-talks", "is a packaged proposal"),
        ("First day", "1. januar", "2021-01-01", "'1. januar' is not a date"),
        (
            "Title",
            "Borger 010190\u20111234",
            "Flere",
            "the answer looks like a CPR number",
        ),
        ("Title", "A\x1b[31m", "Flere", "the answer holds the sign U+001B"),
        ("The short name", "x0101901234", "talks", "the answer looks like a CPR number"),
        ("The year its", "soon", "2021", "got 'soon'; expected a number as 400,000 or 0.5."),
        ("The year its", "1821", "2021", "got 1821; expected greater than or equal to 2000."),
        ("What is known", "-", "none", "An answer is needed here."),
        ("Proposals it cannot", "herning-syg2", "", "Did you mean herning-syg02?"),
        ("What is changed", "hazrd", "hazard", "got 'hazrd'. Did you mean"),
        ("The scheme", "sygedagpeng", "sygedagpenge", "Did you mean sygedagpenge?"),
        ("The exits", "sygedagpenge", "job", "got 'sygedagpenge'."),
        ("Weeks of the spell", "8 4", "4 8", "expected 0 <= from < to"),
        ("Whom it is for (if left out, everybody), age", "under25", "under_25", "Did you mean"),
        ("Does the form", "maybe", "no", "got 'maybe'; expected yes or no."),
        ("The share of the target", "20", "0.2 0.1 0.4", "did you mean 0.2?"),
        (
            "The share of the target",
            "0.2 0.5",
            "0.2 0.1 0.4",
            "expected one number, or three: number, low",
        ),
        ("The share of the target", "0.2 0.4 0.6", "0.2 0.1 0.4", "out of order"),
        (
            "how well",
            "surely",
            "sourced",
            "got 'surely'. Did you mean sourced? Known: sourced; derived",
        ),
        ("The short name", "Flere samtaler", "talks", "expected a new name, as more_talks."),
    ],
)
@pytest.mark.slow
def test_a_wrong_answer_is_told_and_asked_again(tmp_path, question, wrong, right, words):
    sources = {"where the number stands": ["a note"] * 3}
    script = HEAD | HAZARD | sources | {question: [wrong, right]}
    asked, talk = interview(tmp_path, script)
    data = asked.proposal()
    assert words in talk.told[0]
    assert len(talk.told) == 1
    keep_draft(data, asked.place, "en")


def test_an_assumed_number_without_a_range_is_asked_again(tmp_path):
    script = {"The effect": ["1.2", "1.2 1 1.3"], "where the number stands": ["ours", "ours"]}
    asked, talk = interview(tmp_path, HEAD | HAZARD | script)
    effect = asked.proposal()["mechanisms"]["effect"]["effect"]
    assert talk.told == ["an assumed number needs low and high."]
    assert (effect["low"], effect["value"], effect["high"]) == (1, 1.2, 1.3)


def test_a_mechanism_that_does_not_hang_together_is_asked_again_with_its_answers(tmp_path):
    script = {"What is changed": ["inflow"], "The scheme": ["sygedagpenge"]}
    script |= {"Where the new cases": ["foertidspension", "job"]}
    asked, talk = interview(tmp_path, HEAD | script)
    mechanism = asked.proposal()["mechanisms"]["effect"]
    assert talk.told[0] == "Sygedagpenge is no exit of foertidspension. It is asked again."
    assert (mechanism["origins"], mechanism["scheme"]) == (["job"], "sygedagpenge")
    assert "exits" not in mechanism


def test_a_head_that_does_not_hang_together_is_asked_again(tmp_path):
    script = HEAD | HAZARD | {"The day after": ["2020-01-01", "2023-01-01"]}
    script["Full-time posts (FTE) each year 2021"] = ["0.8"]
    asked, talk = interview(tmp_path, script)
    data = asked.proposal()
    assert "It is asked again." in talk.told[0]
    assert data["until"] == "2023-01-01"


def test_what_is_turned_away_at_the_door_is_asked_for_its_weeks_and_for_no_exit(tmp_path):
    script = {"What is changed": ["inflow"], "How new cases are avoided": ["door"]}
    script |= {"Weeks within": ["8"], "where the number stands": ["a note"]}
    script |= {"how well": ["sourced", "sourced"]}
    asked, _ = interview(tmp_path, HEAD | HAZARD | script)
    mechanism = asked.proposal()["mechanisms"]["effect"]
    assert mechanism["would_leave_within_weeks"] == {
        "value": 8,
        "unit": "weeks",
        "source": "a note",
        "grade": "sourced",
    }
    assert {"exits", "origins"} & set(mechanism) == set()


def test_a_dash_takes_away_what_is_offered(tmp_path):
    asked, _ = interview(tmp_path, HEAD | HAZARD | {"The day after": ["-"]})
    data = asked.proposal()
    assert "until" not in data
    assert list(data["cost"]) == ["2021"]


def test_further_mechanisms_are_asked_for_until_there_are_no_more(tmp_path):
    script = {"Another mechanism": ["effect", "second", ""], "The scheme": ["sygedagpenge", "job"]}
    script["The exits"] = ["job", "dagpenge"]
    asked, talk = interview(tmp_path, HEAD | script)
    assert list(asked.proposal()["mechanisms"]) == ["effect", "second"]
    assert talk.told == ["got 'effect'; expected a new name, as more_talks."]


def test_a_file_that_is_there_is_never_touched(tmp_path):
    place = Place(tmp_path, load())
    path = keep_draft(form(), place, "en")
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="is there already: another id"):
        keep_draft(form(), place, "en")
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_text_of_a_file_reads_back_as_it_was_and_explains_each_block(tmp_path, lang):
    made = form(flags=["a: b", "null", "3", "# no comment", "2024-01-01", "æ'\"ø"])
    path = tmp_path / "more-talks.yaml"
    path.write_text(proposal_text(made, lang), encoding="utf-8")
    content, lines = read_plain(path)
    assert content == made
    text = path.read_text(encoding="utf-8").splitlines()
    for key in made:
        assert text[lines[key,] - 2].startswith("# "), key


@pytest.mark.parametrize("number", [1e-05, -2.5e-07, 0.1, 1e14, 3.0])
def test_a_number_in_a_file_is_a_number_to_other_readers_of_yaml_too(number):
    made = form()
    made["mechanisms"]["talks"]["effect"]["value"] = number
    text = proposal_text(made, "en")
    assert yaml.safe_load(text)["mechanisms"]["talks"]["effect"]["value"] == number


@pytest.mark.parametrize(
    ("text", "lang", "number"),
    [
        ("400.000", "da", 400_000),
        ("400,000", "en", 400_000),
        ("0,5", "da", 0.5),
        ("0.5", "en", 0.5),
        ("-1.250.000,5", "da", -1_250_000.5),
        ("7", "da", 7),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(text, lang, number):
    assert read_number(text, lang) == number


@pytest.mark.parametrize("typed", ["4 22", "4,22", "4, 22", "4;22", "4-22", "4 til 22"])
def test_weeks_are_read_however_the_two_are_kept_apart(typed):
    window = Field(("window_weeks",), "weeks", needed=False)
    assert understood(window, typed, "da") == [4, 22]


@pytest.mark.parametrize("typed", ["-4", "4-", "4 8 22"])
def test_weeks_that_are_not_one_or_two_are_refused(typed):
    with pytest.raises(InputError, match="the first and the last, as 4-22"):
        understood(Field(("window_weeks",), "weeks", needed=False), typed, "da")


def test_a_danish_is_asked_in_danish_words_and_for_no_english(tmp_path):
    script = {
        "Den kommune": ["Herning"],
        "Navnet på filen": ["flere-samtaler"],
        "Titel": ["Flere samtaler"],
        "Hvad der skal gøres": ["Flere"],
        "Første dag": ["2021-01-01"],
        "Hvad der ændres": ["hurtigere eller langsommere afgang"],
        "Ydelsen": ["sygedagpenge"],
        "Udgift i kr. for hvert år, forslaget løber; 0, hvis der ingen er, minus, hvis der spares"
        " 2021": ["400.000"],
    }
    asked, talk = interview(tmp_path, script, "da")
    data = asked.proposal()
    keep_draft(data, asked.place, "da")
    assert data["title"] == {"da": "Flere samtaler"}
    assert data["form"] == {
        "document": "Skemaet",
        "lines": "hele skemaet",
        "number": "flere-samtaler",
    }
    told = " ".join(question for question, _ in talk.asked)
    for english in ("hazard", "sourced", "engelsk", "factor", "share", "under_25"):
        assert english not in told


@pytest.mark.parametrize(
    ("text", "lang"),
    [("0,5", "en"), ("0.5", "da"), ("1e3", "en"), ("", "en"), ("9" * 400, "en"), ("nan", "da")],
)
def test_a_number_written_in_another_way_is_refused(text, lang):
    with pytest.raises(InputError, match="expected a number as"):
        read_number(text, lang)


def test_an_unknown_number_is_nothing_with_its_range():
    assert read_estimate("ukendt 0,1 0,5", "da") == {"value": None, "low": 0.1, "high": 0.5}


def test_an_amount_that_could_be_a_cpr_number_is_taken(tmp_path):
    assert read_number("110250000", "da") == 110_250_000


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("snart", "der står »snart«; der skal stå et tal som 400.000 eller 0,5."),
        ("0101901234x", "der står »[CPR]x«; der skal stå et tal som 400.000 eller 0,5."),
    ],
)
def test_a_wrong_number_is_told_in_danish(typed, words):
    with pytest.raises(InputError) as caught:
        read_number(typed, "da")
    assert caught.value.said.da.startswith(words)


def test_an_id_that_names_a_citizen_is_refused_before_anything_is_asked(tmp_path):
    asked, talk = interview(tmp_path, HEAD, "da")
    with pytest.raises(InputError) as caught:
        asked.proposal("610190-1234")
    assert caught.value.said.da.startswith("navnet ligner et CPR-nummer og gentages ikke her")
    assert talk.asked == []


def test_a_municipality_in_a_file_of_ones_own_is_asked_for_by_its_path(tmp_path):
    packaged = load().directory / "municipalities" / "herning.yaml"
    text = packaged.read_text(encoding="utf-8").replace('name: "herning"', 'name: "randers"', 1)
    own = tmp_path / "randers.yaml"
    own.write_text(text, encoding="utf-8")
    answers = [str(tmp_path / "rander.yaml"), str(own)]
    asked, talk = interview(tmp_path, HEAD | HAZARD | {"The municipality": answers})
    path = keep_draft(asked.proposal(), asked.place, "en")
    assert len(talk.told) == 1
    assert "rander.yaml does not exist" in talk.told[0]
    assert asked.own_place == own
    assert path == tmp_path / "randers" / "more-talks.yaml"


def test_a_head_that_does_not_hold_is_told_in_a_sentence_without_a_file(tmp_path):
    script = {"First day": ["2023-01-01", "2021-01-01"], "The day after": ["2022-01-01"] * 2}
    asked, talk = interview(tmp_path, HEAD | HAZARD | script)
    asked.proposal()
    assert talk.told == ["The first day lies on or after the end, 2022-01-01. It is asked again."]


@pytest.mark.parametrize(
    ("script", "stated"), [({}, False), ({"The effect": ["1.2 1 1.4"], "where": ["a note"]}, True)]
)
def test_an_effect_that_is_typed_is_offered_as_stated(tmp_path, script, stated):
    asked, _ = interview(tmp_path, HEAD | HAZARD | script)
    assert asked.proposal()["mechanisms"]["effect"]["stated"] is stated


def test_amounts_are_offered_the_document_they_stand_in_and_without_one_are_the_proposals_own(
    tmp_path,
):
    unnamed = {"Where the proposal stands, document": [], "Where the proposal stands, page": []}
    abouts = []
    for script in (HEAD, HEAD | unnamed):
        asked, _ = interview(tmp_path, script | HAZARD)
        cost = asked.proposal()["cost"]["2021"]
        abouts.append((cost["source"], cost["grade"]))
    own = "set by the proposal itself; no document is named that it stands in"
    assert abouts == [("Budget 2021, 3-5", "sourced"), (own, "recalled")]
