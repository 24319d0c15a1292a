"""Where an answer or a message cannot be printed: nothing to print to, or no room for it."""

import sys
from pathlib import Path

import pytest

from borgerflow.experiments.cli import main

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="no device here is always full")
NO_SUCH = ["law", "no-such-name"]


@pytest.mark.parametrize("typed", [["--version"], ["--help"], ["law", "--help"]])
def test_an_answer_for_an_output_closed_before_is_refused_and_not_lost(monkeypatch, capsys, typed):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(typed) == 2
    said = "The answer could not be printed: standard output is closed.\n"
    assert capsys.readouterr().err == said


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
