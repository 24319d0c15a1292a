"""Where an answer cannot be printed: nothing to print to, or no room for it."""

import sys
from pathlib import Path

import pytest

from borgerflow.experiments.cli import main

FULL = Path("/dev/full")


def test_with_standard_output_closed_before_a_command_answers_and_refuses(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["law", "refusion.weeks_reset"]) == main(["law", "no-such-name"]) == 2
    assert main(["--version"]) == 0
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_named_and_is_no_fault_of_ours(monkeypatch, capsys):
    with FULL.open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["--version"]) == 2
    assert capsys.readouterr().err == "The answer could not be printed: No space left on device.\n"
