"""The README and the pages of docs/ are a tour that works: commands run and print what is shown.

Figures are compared by their place, not their value (another processor may round a logarithm
differently); words and lines are compared as they stand.
"""

import doctest
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from borgerflow.experiments.cli import main

HOUSE = Path(__file__).parents[1]
README = HOUSE / "README.md"
PAGES = [README, *sorted((HOUSE / "docs").glob("*.md"))]
NAMED = [*PAGES, *(HOUSE / name / "README.md" for name in ("params", "params/cases", "results"))]
PATH = re.compile(r"`((?:sim|experiments|params|tests|src|docs|benchmarks)/[\w/.-]*\w/?)`")
LINK = re.compile(r"\]\(([\w/.-]+)\)")
NUMBER = re.compile(r"[+-]?\d[\d.,]*")
SLOW, FEWER = "compare", ("--replications", "10", "--workers", "1")
# Ten replications print the lines of twenty, but for which schemes change enough to be named, and
# where a few courses decide a root.
SCHEMES = re.compile(r"(?<=^Full-time persons a year \(simulation only).*?(?=\. Citizens)", re.M)
DECIDED = re.compile(r" A few individual courses decide it: .*")


class Shown(NamedTuple):
    """A command of a page and what it is said to print."""

    command: str
    output: str


def shown() -> Iterator[Shown]:
    """Yield the commands of all console blocks with the lines shown below each."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for block in re.findall(r"```console\n(.*?)```", text, re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = part.partition("\n")
            yield Shown(command, output)


def masked(text: str) -> list[str]:
    """Return the lines with every number, run of blanks and digest replaced by a sign."""
    text = DECIDED.sub("", SCHEMES.sub("...", text))
    text = re.sub(r"(<digest>|\b[0-9a-f]{16}\b)", "D", text)
    text = re.sub(r"\S*/params\b", "params", text)
    lines = (re.sub(r"\s+", " ", NUMBER.sub("N", line)).strip() for line in text.splitlines())
    return [line for line in lines if line]


COMMANDS = [case for case in shown() if not case.command.startswith("cat ")]
QUICK = [case for case in COMMANDS if SLOW not in case.command]
SLOWER = [case for case in COMMANDS if SLOW in case.command]
DONE, REFUSED = 0, 2


@pytest.fixture
def folder(tmp_path):
    """Return a folder with the files that the pages show by ``cat``."""
    for case in shown():
        if case.command.startswith("cat "):
            (tmp_path / case.command.removeprefix("cat ")).write_text(case.output)
    return tmp_path


def ends_with(case):
    """Return the exit code of a command: what says only what is wrong was refused."""
    return REFUSED if "Did you mean" in case.output else DONE


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.command)
def test_a_command_prints_what_the_pages_show(case, folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    code = main(case.command.split()[1:])
    assert masked("".join(capsys.readouterr())) == masked(case.output)
    assert code == ends_with(case)


@pytest.mark.slow
@pytest.mark.usefixtures("nothing_drawn")
@pytest.mark.parametrize("case", SLOWER, ids=lambda case: case.command)
def test_a_long_command_prints_what_the_pages_show(case, folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    code = main([*case.command.split()[1:], *FEWER])
    assert masked("".join(capsys.readouterr())) == masked(case.output)
    assert code == ends_with(case)


@pytest.mark.slow
def test_the_program_prints_what_the_pages_show(folder):
    case = QUICK[0]
    program, *words = case.command.split()
    done = subprocess.run(
        [Path(sys.executable).parent / program, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert masked(done.stdout + done.stderr) == masked(case.output)
    assert done.returncode == ends_with(case)


def test_the_pages_show_commands_that_are_done_and_one_that_is_refused():
    assert {ends_with(case) for case in QUICK} == {DONE, REFUSED}
    assert len(QUICK) > 5
    assert len(COMMANDS) > len(QUICK)


@pytest.mark.slow
def test_the_python_of_the_readme_does_what_it_shows():
    failed, tried = doctest.testfile(
        str(README), module_relative=False, optionflags=doctest.ELLIPSIS
    )
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize("page", NAMED, ids=lambda page: str(page.relative_to(HOUSE)))
def test_every_file_that_a_page_names_is_there(page):
    text = page.read_text(encoding="utf-8")
    missing = [name for name in PATH.findall(text) if not (HOUSE / name).exists()]
    missing += [name for name in LINK.findall(text) if not (page.parent / name).exists()]
    assert not missing
