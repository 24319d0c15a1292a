"""``breakeven``: one proposal, several together, or a line for each of a municipality."""

import json

import pytest
from made import finding

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.questions.breakeven import question as keeping
from borgerflow.experiments.questions.breakeven.finding import answered

pytestmark = pytest.mark.usefixtures("empty_tables")

DONE, REFUSED, INTERRUPTED = 0, 2, 3
FM = {0: 0.035, 36: 0.025, 71: 0.015}


@pytest.fixture
def asked(monkeypatch):
    """Answer every question at once, and remember what was asked."""
    questions = []

    def ask(question, params, *, workers=None, progress=None):
        questions.append(question)
        return answered(finding(replications=question.replications), finding(), FM)

    monkeypatch.setattr(keeping, "answer_to", ask)
    return questions


def test_the_answer_is_shown_kept_and_found_again(typed, asked, empty_folder):
    first = typed("breakeven", "herning-syg02")
    assert first.code == DONE
    needs = "Effect needed: 4.6 % (simulation only, 95 %: 4.0-5.2) of new cases of sickness"
    assert first.out.splitlines()[1].startswith(needs)
    (folder,) = (empty_folder / "results" / "breakeven" / "herning-syg02").iterdir()
    assert f"Saved: results/breakeven/herning-syg02/{folder.name}/ (report.html," in first.out
    again = typed("breakeven", "herning-syg02", "--json")
    assert json.loads(again.out) == json.loads((folder / "finding.json").read_text())
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["grades"] == {"assumed": 1, "sourced": 1}
    assert len(asked) == 1


def test_every_option_reaches_the_question(typed, asked):
    line = "--municipality hedensted --start 2020-01-01 --end 2026-01-01 --replications 3 --seed 7"
    typed("breakeven", "herning-syg02", *line.split(), "--engine", "reference", "--discount")
    (question,) = asked
    assert (question.start, question.end) == ("2020-01-01", "2026-01-01")
    assert (question.replications, question.seed) == (3, 7)
    assert (question.municipality, question.engine) == ("hedensted", "reference")
    assert question.discount


def test_a_baseline_is_asked_beside_one_and_refused_beside_all(typed, asked, empty_folder):
    assert typed("breakeven", "herning-syg02", "--baseline", "herning-oevr04").code == DONE
    assert asked[0].baseline == ("herning-oevr04",)
    ended = typed("breakeven", "--all", "--baseline", "herning-oevr04")
    assert ended.code == REFUSED
    assert "--all asks of each proposal alone: expected no --baseline herning-oevr04." in ended.err


@pytest.mark.slow
def test_all_is_one_line_for_each_proposal_of_the_municipality(typed, asked):
    ended = typed("breakeven", "--all", "--municipality", "vesthimmerland")
    assert ended.code == DONE
    names = [question.proposals[0] for question in asked]
    assert names == [f"vesthimmerland-{n}" for n in range(1, 6)]
    head, _, *rows = ended.out.splitlines()
    assert head.split()[0] == "no."
    assert len([row for row in rows if row.startswith("SYG02")]) == 5  # as the answers are made
    assert "DKK 1,000 over the horizon, + expense, - saving" in ended.out


@pytest.mark.slow
def test_all_stopped_on_its_way_goes_on_where_it_stopped(typed, asked):
    typed("breakeven", "vesthimmerland-1", "--municipality", "vesthimmerland")
    typed("breakeven", "--all", "--municipality", "vesthimmerland")
    names = [question.proposals[0] for question in asked]
    assert names == [f"vesthimmerland-{n}" for n in range(1, 6)]


@pytest.mark.slow
def test_all_as_json_is_every_answer(typed, asked):
    ended = typed("breakeven", "--all", "--municipality", "vesthimmerland", "--json")
    content = json.loads(ended.out)
    assert content["schema"] == "borgerflow/breakeven-table/1"
    assert len(content["findings"]) == 5


@pytest.mark.parametrize(("lang", "word"), [("da", "fordi den ikke"), ("en", "because it knows")])
def test_a_proposal_without_an_answer_is_answered_and_not_refused(typed, lang, word):
    ended = typed("breakeven", "vesthimmerland-4", "--lang", lang)
    assert (ended.code, ended.err) == (DONE, "")
    assert word in ended.out


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("breakeven", "No proposal is named: expected one or more of hedensted-delaftale2,"),
        ("breakeven herning-syg02 --all", "--all asks of every proposal: expected no names,"),
        ("breakeven herning-syg2", "Did you mean herning-syg02?"),
        ("breakeven --all --municipality hernig", "Did you mean herning?"),
        ("breakeven --all --municipality modelkommune", "There is no proposal of modelkommune:"),
        ("breakeven herning-syg02 --discont", "Did you mean --discount?"),
        ("breakeven herning-syg02 --end 2099-01-01", "rates are projected to"),
    ],
)
def test_what_cannot_be_asked_is_refused(typed, empty_folder, line, message):
    ended = typed(*line.split())
    assert (ended.code, ended.out) == (REFUSED, "")
    assert message in ended.err
    assert list(empty_folder.iterdir()) == []


def test_ctrl_c_saves_what_was_finished(typed, monkeypatch):
    def stop(*_, **__):
        stopped = Interrupted({0: None})
        stopped.finding = answered(finding(replications=1), None, FM)
        raise stopped

    monkeypatch.setattr(keeping, "answer_to", stop)
    ended = typed("breakeven", "herning-syg02")
    assert ended.code == INTERRUPTED
    assert "What was finished (1 of 20 replications) is saved in results/breakeven/" in ended.err


def test_ctrl_c_before_anything_is_finished_saves_nothing(typed, monkeypatch, empty_folder):
    def stop(*_, **__):
        raise Interrupted({})

    monkeypatch.setattr(keeping, "answer_to", stop)
    ended = typed("breakeven", "herning-syg02")
    assert (ended.code, ended.err) == (
        INTERRUPTED,
        "Interrupted. Nothing was finished, and nothing was saved.\n",
    )
    assert list(empty_folder.iterdir()) == []


@pytest.mark.slow
def test_a_real_question_is_answered_by_two_workers(typed):
    line = "breakeven herning-syg02 --municipality modelkommune --end 2019-04-01 --replications 2"
    ended = typed(*line.split(), "--workers", "2", "--json")
    assert (ended.code, ended.err) == (DONE, "")
    assert json.loads(ended.out)["schema"] == "borgerflow/breakeven/1"


@pytest.mark.parametrize("day", ["1/1-2019x", "\udcff"])
def test_a_day_that_is_none_is_refused_for_every_proposal_too(typed, empty_folder, day):
    ended = typed("breakeven", "--all", "--municipality", "herning", "--start", day)
    assert ended.code == REFUSED
    assert "expected a date as 2024-01-01" in ended.err
    assert list(empty_folder.iterdir()) == []
