"""An answer found again waits for nothing slow: what simulates and draws is not loaded for it."""

from importlib import import_module

import pytest
from made import run_finding
from terminal import typed_apart

from borgerflow.experiments.cli import main

pytestmark = pytest.mark.slow

SLOW = ("numba", "llvmlite", "pandas", "matplotlib", "scipy", "pyarrow", "jinja2", "simpy", "numpy")
SEEN = f"""
import sys
from borgerflow.experiments.cli import main
for line in sys.argv[1:]:
    sys.stderr.write(line + "|")
    code = main(line.split())
    print(line, code, *(name for name in {SLOW} if name in sys.modules), sep="|")
"""
FOUND = "Asked before with the same inputs: found, not run again."
LINES = (
    "run --lang en",
    "compare herning-syg02 --lang en",
    "breakeven herning-syg02 --lang en",
    "portfolio --lang en",
    "contacts --scheme dagpenge --every 4 --lang en",
)


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return what the second asking of each question left in a process that asks them all."""
    folder = tmp_path_factory.mktemp("asked")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for line in LINES:
            kind = line.split()[0]
            room = import_module(f"borgerflow.experiments.questions.{kind}.question")
            patch.setattr(room, "answer_to", lambda *_, **__: run_finding())
            patch.setattr("borgerflow.experiments.store.saving.pictures_of", lambda *_: {})
            assert main([*line.split(), "--quiet"]) == 0
    ended = typed_apart(*LINES, program=SEEN, folder=folder)
    told = dict(row.split("|") for row in ended.err.splitlines())
    rows = (row.split("|") for row in ended.out.splitlines() if row.count("|"))
    return {line: (code, loaded, told[line]) for line, code, *loaded in rows}


@pytest.mark.parametrize("line", LINES)
def test_an_answer_found_again_loads_nothing_slow(seen, line):
    assert seen[line] == ("0", [], FOUND)
