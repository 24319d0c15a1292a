"""Where an answer or a message cannot be printed: nothing to print to, or no room for it."""

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from borgerflow.experiments.cli import main
from borgerflow.experiments.cli.groups import Display
from borgerflow.experiments.cli.screen import show
from borgerflow.sim.base.errors import InputError

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="no device here is always full")
NO_SUCH = ["law", "no-such-name"]


@pytest.mark.parametrize("typed", [["--version"], ["--help"], ["law", "--help"]])
def test_an_answer_for_an_output_closed_before_is_refused_and_not_lost(monkeypatch, capsys, typed):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(typed) == 2
    said = "The answer could not be printed: standard output is closed.\n"
    assert capsys.readouterr().err == said


SPELLS = "citizen,scheme,start,end\n1,dagpenge,2022-01-03,2022-02-07\n"


@pytest.mark.parametrize(
    "typed",
    [
        ["law", "--map", "--out", "map.svg"],
        ["proposals", "new", "--xlsx", "own.xlsx"],
        ["proposals", "schema", "--out", "form.json"],
        ["form", "--write-template", "own.docx"],
        ["settle", "spells.csv", "--out", "kept"],
    ],
)
@pytest.mark.parametrize(("lang", "word"), [("en", "Written"), ("da", "Skrevet")])
def test_what_was_written_is_told_where_the_answer_cannot_be(
    monkeypatch, capsys, tmp_path, typed, lang, word
):
    monkeypatch.chdir(tmp_path)
    Path("spells.csv").write_text(SPELLS, encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", None)
    assert main([*typed, "--lang", lang]) == 2
    told = capsys.readouterr().err.strip().rpartition(f". {word}: ")[2]
    assert told.startswith(typed[-1])
    assert Path(told.removesuffix(".")).exists()


@needs_full
def test_what_was_written_before_a_disk_was_full_is_told(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    with FULL.open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["law", "--map", "--out", "map.svg"]) == 2
    assert capsys.readouterr().err.endswith("left on device. Written: map.svg.\n")


def test_an_answer_that_is_kept_is_told_where_it_cannot_be_printed(monkeypatch, tmp_path):
    kept = SimpleNamespace(
        folder=tmp_path,
        aside=None,
        missing=lambda: None,
        to_json=lambda: "{}",
        text=lambda **_: "x",
    )
    monkeypatch.setattr(sys, "stdout", None)
    for json in (True, False):
        display = Display("en", None, tmp_path, json=json, quiet=True, all_assumptions=False)
        with pytest.raises(InputError, match=re.escape(f"Written: {tmp_path}.")):
            show(kept, display)


def test_a_refusal_needs_no_output(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["law", "refusion.weeks_reset"]) == main(NO_SUCH) == 2
    assert "Traceback" not in capsys.readouterr().err


@needs_full
@pytest.mark.parametrize("typed", [["--version"], ["--help"], ["law", "--help"]])
def test_a_full_disk_is_named_and_is_no_fault_of_ours(monkeypatch, capsys, typed):
    with FULL.open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(typed) == 2
    assert capsys.readouterr().err == "The answer could not be printed: No space left on device.\n"


@needs_full
def test_a_message_that_finds_no_room_changes_no_exit_code(monkeypatch):
    with FULL.open("w") as full:
        monkeypatch.setattr(sys, "stderr", full)
        assert main(NO_SUCH) == 2


def test_a_message_never_lands_among_the_answers(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stderr", None)
    assert main(NO_SUCH) == 2
    assert capsys.readouterr().out == ""
