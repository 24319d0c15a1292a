"""A forecast tells what a run simulates, with the same lives with and without a proposal."""

import json
from functools import cache

import pytest

from borgerflow.experiments.cli import main
from borgerflow.experiments.questions.run.question import run
from borgerflow.experiments.validation.forecast.asked import ForecastQuestion
from borgerflow.experiments.validation.forecast.document import DIGEST, file_text
from borgerflow.experiments.validation.forecast.finding import by_figure
from borgerflow.experiments.validation.forecast.question import answer_to
from borgerflow.sim.params import load

pytestmark = pytest.mark.slow
FEW = {"start": "2019-01-01", "end": "2019-07-01", "replications": 3, "population": 0.02}
SYG02 = "herning-syg02"


@cache
def frozen(*proposals):
    question = ForecastQuestion(municipality="modelkommune", proposals=proposals, **FEW)
    return answer_to(question, load(), workers=1)


def test_the_quarters_are_the_means_of_the_months_that_a_run_tells():
    told = run("modelkommune", workers=1, **FEW)
    months = {row.month: row.full_time.mean for row in told.stocks if row.scheme == "job"}
    days = {"2019-04": 30, "2019-05": 31, "2019-06": 30}
    mean = sum(months[month] * length for month, length in days.items()) / 91
    assert by_figure(frozen().baseline)["job", "2019Q2"].mean == pytest.approx(mean, abs=0.01)


def test_the_baseline_is_the_same_with_a_proposal_beside_it():
    assert frozen(SYG02).baseline == frozen().baseline
    assert frozen(SYG02).investment
    assert frozen().investment == ()


def test_the_expected_saving_is_the_difference_between_both_worlds():
    found = frozen(SYG02)
    before, after = by_figure(found.baseline), by_figure(found.investment)
    for row in found.savings:
        change = after["kommune", row.period].mean - before["kommune", row.period].mean
        assert row.kommune.mean == pytest.approx(change, abs=1.5)
    assert all(row.invested > 0 for row in found.savings)


def test_the_sick_are_fewer_than_all_who_are_sick_for_some_are_paid_by_employers():
    told = run("modelkommune", workers=1, **FEW)
    sick = [row.full_time.mean for row in told.stocks if row.scheme == "sygedagpenge"]
    assert by_figure(frozen().baseline)["sygedagpenge", "2019Q2"].mean < min(sick[3:])


def test_the_same_question_gives_the_same_file():
    question = ForecastQuestion(municipality="modelkommune", **FEW)
    assert file_text(answer_to(question, load(), workers=1)) == file_text(frozen())


def test_the_command_writes_a_forecast_that_followup_reads(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "borgerflow.experiments.validation.forecast.question.answer_to",
        lambda *_, **__: frozen(SYG02),
    )
    assert main(["compare", SYG02, "--freeze", "f.json", "--quiet", "--lang", "en"]) == 0
    assert "Frozen: f.json" in capsys.readouterr().out
    assert DIGEST in json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    (tmp_path / "a.csv").write_text("tal;periode;værdi\njob;2019K1;130\n", encoding="utf-8")
    assert main(["followup", "f.json", "a.csv", "--lang", "da"]) == 0
    assert "tal ligger inden for 80 pct.-intervallet" in capsys.readouterr().out
    assert main(["compare", SYG02, "--freeze", "f.json"]) == 2
    assert main(["run", "--as", "dream", "--freeze", "g.json"]) == 2
