"""A terminal in an empty folder, and a way to type a command there."""

from pathlib import Path

import pytest
from pandas import DataFrame
from terminal import SPOKEN, Ended

from borgerflow.experiments.cli import main
from borgerflow.experiments.findings.finding import Answer
from borgerflow.experiments.questions.breakeven import chart as breakeven_chart
from borgerflow.experiments.questions.compare.chart import drawn as compare_chart
from borgerflow.experiments.questions.run import chart as run_chart
from borgerflow.experiments.store import saving


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    """Work in an empty folder, with no language and no params chosen by the surroundings."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in SPOKEN:
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(autouse=True)
def quick_charts(monkeypatch):
    """Draw nothing where a chart is only kept; the report's own tests have drawn theirs."""

    def blank(_finding, files, _lang="en"):
        for file in files:
            file.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")

    monkeypatch.setattr(compare_chart, "charts", lambda _: {"cumulative": blank})
    monkeypatch.setattr(breakeven_chart, "charts", lambda _: {"cumulative": blank})
    monkeypatch.setattr(run_chart, "charts", lambda _: {"stocks": blank})


@pytest.fixture
def empty_tables(monkeypatch):
    """Keep an empty file in the place of each table: what stands in them has tests of its own."""
    monkeypatch.setattr(saving, "csv_writer", lambda *_: Path.touch)
    monkeypatch.setattr(DataFrame, "to_parquet", lambda *_: None)
    monkeypatch.setattr(Answer, "to_excel", lambda _, path, *__: path.touch())


@pytest.fixture
def typed(capsys):
    """Type a command and see how it ends."""

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ended(code, out, err)

    return run
