"""The command ``contacts``: answered, kept, found again, and refused in words."""

import json

import pytest

from borgerflow import contacts
from borgerflow.experiments.cli import main
from borgerflow.experiments.questions.contacts import question as asking

DONE, REFUSED = 0, 2
pytestmark = pytest.mark.usefixtures("nothing_drawn")


@pytest.fixture(scope="module")
def found():
    return contacts(
        "herning",
        "dagpenge",
        every=[4],
        capacity=False,
        population=0.02,
        end="2020-01-01",
        replications=2,
        workers=1,
    )


@pytest.fixture
def asked(monkeypatch, tmp_path, found):
    """Answer every question at once in an empty folder, and remember what was asked."""
    questions = []

    def ask(question, params, *, workers=None, progress=None):
        questions.append(question)
        return found

    monkeypatch.setattr(asking, "answer_to", ask)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LANG", raising=False)
    return questions


@pytest.fixture
def typed(capsys):
    def run(*arguments):
        code = main([*arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


@pytest.mark.slow
def test_the_answer_is_shown_kept_and_found_again(typed, asked, tmp_path):
    line = ["contacts", "--scheme", "dagpenge", "--every", "4", "--capacity", "off"]
    code, out, _ = typed(*line, "--lang", "en")
    assert code == DONE
    assert out.splitlines()[0] == "Herning · talks · Unemployment benefit · 2019"
    first, second = out.splitlines()[1:3]
    assert first.startswith("A talk every 4 weeks takes 0.")
    assert ": it pays for itself if exits from unemployment benefit to job and edu" in first
    assert second.startswith("A talk every 4 weeks on top of the law's own takes +")
    (folder,) = (tmp_path / "results" / "contacts" / "herning-dagpenge").iterdir()
    names = {path.name for path in folder.iterdir()}
    assert {"report.html", "finding.json", "tables.xlsx", "settings.csv", "curves.svg"} <= names
    code, again, _ = typed(*line, "--lang", "en", "--json")
    assert json.loads(again) == json.loads((folder / "finding.json").read_text(encoding="utf-8"))
    assert len(asked) == 1


@pytest.mark.slow
def test_what_is_typed_is_what_is_asked(typed, asked):
    typed(
        *("contacts", "--scheme", "dagpenge,sygedagpenge", "--first-half-year", "4, 11"),
        *("--rhythm", "4/aar"),
        *("--fte", "-1,0,2", "--target", "age=under_25", "--from-week", "2", "--to-week", "26"),
        *("--weeks-left", "13:", "--instead", "--effects", "sceptic", "--quiet"),
    )
    (question,) = asked
    assert question.schemes == ("dagpenge", "sygedagpenge")
    assert question.rhythm == ("4/first-half-year", "11/first-half-year", "4/year")
    assert question.fte == (-1.0, 0.0, 2.0)
    assert (question.from_week, question.to_week) == (2.0, 26.0)
    assert (question.target, question.weeks_left) == ({"age": ("under_25",)}, (13.0, None))
    assert (question.instead, question.effects, question.capacity) == (True, "sceptic", True)
    assert question.municipality == "herning"


@pytest.mark.parametrize(
    ("typed_line", "message"),
    [
        ("--every 2,x", "--every is 'x': expected weeks between talks, from 1/7 (a day) to"),
        ("--every ,", "--every is ',': expected weeks between talks, from 1/7 (a day) to"),
        ("--rhythm 4/yaer", "--rhythm is '4/yaer': expected it as 4/year, 11/first-half-year"),
        ("--every nan", "--every is 'nan': expected weeks between talks, from 1/7 (a day)"),
        ("--fte 1e308", "--fte is '1e308': expected posts more or fewer, 1,000 at most, as"),
        ("--cases inf", "--cases is 'inf': expected 1 to 1,000 citizens a post."),
        ("--every 4 --from-week nan", "--from-week is 'nan': expected a week of the spell, 0 to"),
        ("--every 4 --to-week inf", "--to-week is 'inf': expected a week of the spell, 0 to"),
        ("--every 4 --extra-fte nan", "--extra-fte is 'nan': expected posts above 0, 1,000 at"),
        ("--every 4 --team dagpenge", "--team is 'dagpenge': expected a team and its posts, as"),
        ("--every 4 --team dagpenge=nan", "--team dagpenge is 'nan': expected the posts the"),
        ("--every 4 --capacity of", "--capacity is 'of': expected on or off. Did you mean off?"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(typed, asked, tmp_path, typed_line, message):
    code, out, err = typed("contacts", "--scheme", "dagpenge", *typed_line.split())
    assert (code, out) == (REFUSED, "")
    assert err.startswith(message)
    assert asked == []
    assert [*tmp_path.iterdir()] == []


@pytest.mark.slow
def test_cases_are_typed_one_by_one_or_between_commas_and_teams_by_name(typed, asked):
    for cases in (("--cases", "50", "--cases", "35"), ("--caseload", "50,35")):
        typed("contacts", "--scheme", "dagpenge", *cases, "--quiet")
    typed("contacts", "--scheme", "dagpenge", "--every", "4", "--team", "dagpenge=12", "--quiet")
    first, *others = asked  # the same question is found, not asked again
    assert first.caseload == (50.0, 35.0)
    assert [question.team for question in others] == [{"dagpenge": 12.0}]


def test_a_question_that_does_not_hold_is_refused_when_it_is_asked(typed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = typed("contacts", "--scheme", "dagpeng", "--every", "4")
    assert (code, out) == (REFUSED, "")
    assert "No scheme is called dagpeng. Did you mean dagpenge?" in err
