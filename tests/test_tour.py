"""The README is a tour that works: its commands run and print what it shows.

Figures are compared by their place, not their value (another processor may round a logarithm
differently); words, lines and exit codes are compared as they stand.
"""

import doctest
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

README = Path(__file__).parents[1] / "README.md"
NUMBER = re.compile(r"-?\d[\d.,]*")
SLOW = "compare"


class Shown(NamedTuple):
    """A command of the README and what it is said to print."""

    command: str
    output: str


def shown() -> Iterator[Shown]:
    """Yield the commands of all console blocks with the lines shown below each."""
    for block in re.findall(r"```console\n(.*?)```", README.read_text(encoding="utf-8"), re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = part.partition("\n")
            yield Shown(command, output)


def masked(text: str) -> list[str]:
    """Return the lines with every number, run of blanks and digest replaced by a sign."""
    text = re.sub(r"(<digest>|\b[0-9a-f]{16}\b)", "D", text)
    text = re.sub(r"\S*/params\b", "params", text)
    lines = (re.sub(r"\s+", " ", NUMBER.sub("N", line)).strip() for line in text.splitlines())
    return [line for line in lines if line]


def cases() -> list[object]:
    """Return every command but ``cat``, the long one marked slow."""
    return [
        pytest.param(case, id=case.command, marks=pytest.mark.slow if SLOW in case.command else ())
        for case in shown()
        if not case.command.startswith("cat ")
    ]


@pytest.fixture
def folder(tmp_path):
    """Return a folder with the files that the README shows by ``cat``."""
    for case in shown():
        if case.command.startswith("cat "):
            (tmp_path / case.command.removeprefix("cat ")).write_text(case.output)
    return tmp_path


@pytest.mark.parametrize("case", cases())
def test_a_command_prints_what_the_readme_shows(case, folder):
    program = Path(sys.executable).parent / "borgerflow"
    words = case.command.split()
    assert words[0] == "borgerflow"
    done = subprocess.run(
        [program, *words[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    assert masked(done.stdout + done.stderr) == masked(case.output)


def test_the_python_of_the_readme_does_what_it_shows():
    failed, tried = doctest.testfile(
        str(README), module_relative=False, optionflags=doctest.ELLIPSIS
    )
    assert tried > 0
    assert failed == 0
