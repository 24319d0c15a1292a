"""``portfolio``: the best set of proposals under a budget, as typed."""

import json
from dataclasses import replace

import pytest

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.questions.portfolio import question as keeping
from tests.experiments.test_choosing_words import made

DONE, REFUSED, INTERRUPTED = 0, 2, 3
pytestmark = pytest.mark.usefixtures("nothing_drawn")


@pytest.fixture
def asked(monkeypatch):
    """Answer every question at once, and remember what was asked."""
    questions = []

    def ask(question, params, *, workers=None, progress=None):
        questions.append(question)
        return made(replications=question.replications)

    monkeypatch.setattr(keeping, "answer_to", ask)
    return questions


@pytest.mark.slow
def test_the_answer_is_shown_kept_and_found_again(typed, asked, empty_folder):
    first = typed("portfolio", "--budget", "4000000")
    assert first.code == DONE
    assert "the best choice within 4,000,000 kr. a year is A + B" in first.out.splitlines()[1]
    (folder,) = (empty_folder / "results" / "portfolio" / "herning").iterdir()
    assert f"Saved: results/portfolio/herning/{folder.name}/ (report.html," in first.out
    kept = {path.name for path in folder.iterdir()}
    assert {"report.html", "frontier.svg", "tables.xlsx", "sets.csv", "candidates.csv"} <= kept
    again = typed("portfolio", "--budget", "4000000", "--json")
    assert json.loads(again.out) == json.loads((folder / "finding.json").read_text())
    assert len(asked) == 1


@pytest.mark.slow
def test_the_tables_have_a_row_for_each_proposal_and_set(typed, asked, empty_folder):
    typed("portfolio", "--csv-profile", "int")
    (folder,) = (empty_folder / "results" / "portfolio" / "herning").iterdir()
    head, best, empty, *_ = (folder / "sets.csv").read_text(encoding="utf-8").splitlines()
    columns = head.split(",")
    assert "together_mean" in columns
    assert "together" not in columns
    assert dict(zip(columns, best.split(","), strict=True))["together_mean"] == "-3800000.0"
    assert dict(zip(columns, empty.split(","), strict=True))["together_mean"] == ""
    assert (folder / "candidates.csv").read_text(encoding="utf-8").count("town-") == 3


@pytest.mark.slow
def test_every_option_reaches_the_question(typed, asked):
    line = "herning-syg02 herning-oevr04 --budget 5 --budget 2020=7 --budget-total 9"
    more = "--spend-at-least 1 --must herning-syg02 --not herning-oevr04 --start 2020-01-01"
    last = "--end 2026-01-01 --replications 3 --seed 7 --engine reference --municipality hedensted"
    limit = ["--limit", "service=8"]
    typed("portfolio", *line.split(), *more.split(), *last.split(), *limit)
    (question,) = asked
    assert question.proposals == ("herning-oevr04", "herning-syg02")
    assert (question.budget, question.budget_by_year) == (5.0, ((2020, 7.0),))
    assert (question.budget_total, question.spend_at_least) == (9.0, 1.0)
    assert (question.must, question.leave_out) == (("herning-syg02",), ("herning-oevr04",))
    assert question.limits == (("service", None, 8.0),)
    assert (question.start, question.end) == ("2020-01-01", "2026-01-01")
    assert (question.replications, question.seed, question.engine) == (3, 7, "reference")
    assert question.municipality == "hedensted"


@pytest.mark.slow
def test_the_order_of_the_names_is_the_same_question(typed, asked):
    typed("portfolio", "herning-syg02", "herning-oevr04")
    typed("portfolio", "herning-oevr04", "herning-syg02")
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--budget much", "--budget is 'much': expected kroner in digits alone, as 2000000."),
        ("--budget -5", "--budget is -5: expected kroner in digits alone"),
        ("--budget 4.000.000", "--budget is '4.000.000': expected kroner in digits alone"),
        ("--budget 2019=x", "--budget 2019 is 'x': expected kroner"),
        ("--budget soon=5", "--budget is 'soon=5': expected kroner, or a year as 2019=2000000."),
        ("--budget 5 --budget 6", "--budget is given twice for every year: '6' is the second."),
        ("--budget 2019=5 --budget 2019=6", "--budget is given twice for 2019"),
        ("--budget-total -1", "--budget-total is -1"),
        ("--spend-at-least lots", "--spend-at-least is 'lots'"),
        ("--budget 2031=5", "There is a budget for 2031, which is not in the horizon"),
        ("--limit service", "--limit is 'service': expected a frame and kroner, as service:2020="),
        ("--limit service:2020=x", "--limit service:2020 is 'x': expected kroner in digits alone"),
        (
            "--limit servise=5",
            "No frame is called servise. Did you mean service? Expected one of",
        ),
        ("--limit service=5 --limit service=6", "'service=6' is of a frame and year given before"),
        ("--limit service:2031=5", "There is a limit for 2031, which is not in the horizon"),
        ("--must herning-ung05 --must herning-ung02", "exclude each other and must both be"),
        ("herning-syg2", "Did you mean herning-syg02?"),
        ("--buget 5", "Did you mean --budget?"),
    ],
)
@pytest.mark.slow
def test_what_cannot_be_asked_is_refused(typed, empty_folder, line, message):
    ended = typed("portfolio", *line.split())
    assert (ended.code, ended.out) == (REFUSED, "")
    assert message in ended.err
    assert list(empty_folder.iterdir()) == []


@pytest.mark.slow
def test_ctrl_c_saves_what_was_finished(typed, monkeypatch):
    def stop(*_, **__):
        stopped = Interrupted({0: None})
        stopped.finding = replace(made(), replications=1)
        raise stopped

    monkeypatch.setattr(keeping, "answer_to", stop)
    ended = typed("portfolio")
    assert ended.code == INTERRUPTED
    assert "What was finished (1 of 20 replications) is saved in results/portfolio/" in ended.err


@pytest.mark.slow
def test_the_number_of_workers_reaches_the_question(typed, monkeypatch):
    told = []

    def stop(*_, workers, **__):
        told.append(workers)
        raise Interrupted({})

    monkeypatch.setattr(keeping, "answer_to", stop)
    assert typed("portfolio", "--workers", "2").code == INTERRUPTED
    assert told == [2]


@pytest.mark.slow
def test_a_real_question_is_answered(typed):
    line = "portfolio vesthimmerland-2 vesthimmerland-3 --municipality modelkommune"
    more = "--start 2020-01-01 --end 2020-04-01 --replications 2 --budget 9000000 --json"
    ended = typed(*line.split(), *more.split(), "--workers", "1")
    assert (ended.code, ended.err) == (DONE, "")
    assert json.loads(ended.out)["schema"] == "borgerflow/portfolio/1"
