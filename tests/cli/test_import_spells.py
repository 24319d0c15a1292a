"""`import dream`, `import spells`, `run --as` at the terminal: a table is written, or nothing."""

import json
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

from borgerflow.experiments.questions.run.register import question as register
from borgerflow.experiments.questions.run.register.question import write_register

DREAM = "PNR;y_1901;y_1902;y_1903\na1;;890;\nb2;111;111;345\n"
NOBODY = "None of them exists"
SPELLS = "citizen;scheme;start;end\na1;sygedagpenge;2019-01-10;2019-03-01\n"


@pytest.fixture
def files(empty_folder):
    for name, text in (("dream.csv", DREAM), ("spells.csv", SPELLS)):
        (empty_folder / name).write_text(text, encoding="utf-8")
    return empty_folder


def test_weeks_are_written_as_a_table_and_told(typed, files):
    ended = typed("import", "dream", "dream.csv", "--out", "out.parquet")
    assert ended.code == 0
    assert pd.read_parquet(files / "out.parquet")["scheme"].tolist() == ["sygedagpenge", "dagpenge"]
    assert "345" in ended.err
    assert "7 n - 6" in ended.err


def test_spells_are_shown_as_json_with_their_note(typed, files):
    ended = typed("import", "spells", "spells.csv", "--json")
    told = json.loads(ended.out)
    assert [row["next"] for row in told["rows"]] == [""]
    assert told["notes"][0]["rows"] == 1


@pytest.mark.slow
def test_a_register_is_told_as_json_alone(typed, files, monkeypatch):
    def of_few(question, *given):
        return write_register(replace(question, population=0.001), *given)

    monkeypatch.setattr(register, "write_register", of_few)
    ended = typed(
        *("run", "--as", "statbank", "--engine", "reference"),
        *("--start", "2019-01-01", "--end", "2019-04-01", "--json", "--out", "kept"),
    )
    told = json.loads(ended.out)
    assert (told["schema"], told["shape"]) == ("borgerflow/register/1", "statbank")
    assert NOBODY not in ended.err
    assert told["files"] == ["AUK01.csv"]
    assert (files / told["folder"] / "AUK01.csv").exists()
    assert NOBODY in told["note"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "dream", "away.csv"), "away.csv does not exist"),
        (("import", "dream", "dream.csv", "--weeks", "whole"), "--weeks is 'whole'"),
        (("import", "dream", "dream.csv", "--codes", "spells.csv"), "expected code_from"),
        (("import", "dream", "spells.csv"), "no weeks"),
        (("import", "spells", "spells.csv", "--until", "soon"), "--until is 'soon'"),
        (("import", "spells", "dream.csv"), "dream.csv"),
        (("run", "--as", "dreams"), "Did you mean dream?"),
        (("run", "--as", "dream", "--replications", "2"), "expected 1"),
    ],
)
def test_what_does_not_hold_is_one_sentence_and_nothing_is_written(typed, files, arguments, said):
    before = sorted(files.iterdir())
    ended = typed(*arguments, *(("--out", "out.csv") if arguments[0] == "import" else ()))
    assert ended.code == 2
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1
    assert sorted(files.iterdir()) == before


@pytest.mark.slow
@pytest.mark.parametrize("again", [1, 2])
def test_a_process_that_refuses_a_cell_ends_as_one_that_refuses(files, again):
    """Arrow's streaming reader took most such processes down as they ended."""
    (files / "odd.csv").write_text("PNR;y_1901\na1;syg\n", encoding="utf-8")
    command = [sys.executable, "-m", "borgerflow", "import", "dream", "odd.csv"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "'syg'" in ended.stderr
