"""What a start reads: only what it needs, judged by the modules loaded and not by the clock."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

HOUSE = Path(__file__).resolve().parent.parent
DRAWN_AND_WRITTEN = {"matplotlib", "PIL", "xlsxwriter", "openpyxl", "docx", "lxml"}
DRAWN_AND_WRITTEN |= {"rich", "dask", "distributed"}
SOLVED = {"scipy.stats", "scipy.optimize", "scipy.special"}
STARTS = {
    "import borgerflow": DRAWN_AND_WRITTEN
    | {"scipy", "numpy", "pandas", "pandas.plotting", "numba"},
    "import borgerflow.experiments.cli.commands": DRAWN_AND_WRITTEN
    | {"scipy", "numpy", "pandas", "numba"},
    "from borgerflow import load_world, simulate, settle, explain": DRAWN_AND_WRITTEN
    | SOLVED
    | {"jinja2", "typer"},
    "from borgerflow import compare, run": DRAWN_AND_WRITTEN | SOLVED | {"jinja2", "typer"},
    # A worker counts lives, and makes no table.
    "from borgerflow.experiments.runs.estimators.pairs import run_pair": DRAWN_AND_WRITTEN
    | SOLVED
    | {"pandas", "pyarrow", "jinja2", "typer"},
    "from borgerflow import load_world; load_world('herning', ['herning-syg02'])": DRAWN_AND_WRITTEN
    | SOLVED,
}


def loaded_after(statement):
    """Return the names of the modules that a fresh process has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOUSE
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("statement", STARTS)
def test_a_start_loads_nothing_it_does_not_need(statement):
    loaded = loaded_after(statement)
    assert "borgerflow" in loaded
    assert not STARTS[statement] & loaded


def test_a_load_is_seen():
    assert {"scipy", "scipy.special"} <= loaded_after("import borgerflow, scipy.special")
