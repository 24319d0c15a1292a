"""A batch is added up in constant memory, measured in a process that does nothing else."""

import subprocess
import sys

import numpy as np
import psutil
import pytest

from borgerflow.experiments.questions.batch.parts import Parts
from borgerflow.experiments.questions.batch.reduce import YearlyBooks, sums_of
from borgerflow.experiments.questions.batch.tasks import BASELINE, WorldRow
from borgerflow.experiments.runs.money import Axes
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.measures.account import KINDS
from borgerflow.sim.params import load
from borgerflow.sim.settlement.rulebook import PAYERS
from tests.cli.terminal import HOUSE

pytestmark = pytest.mark.slow

YEARS, SCHEMES = 20, 300  # more than any study has, so that what is kept is seen at once
AXES = Axes(
    2019 * 12,
    12 * YEARS,
    ("job", *map(str, range(1, SCHEMES))),
    parse_day("2019-01-01"),
    parse_day("2039-01-01"),
)
SHAPES = {
    "net": (12 * YEARS, len(PAYERS)),
    "ledger": (YEARS, len(PAYERS), SCHEMES + 1, len(KINDS)),
    "full_time": (YEARS, SCHEMES),
    "touched": (YEARS,),
}
BOOKS = YearlyBooks(load().law.accounts, AXES.schemes, np.zeros(YEARS))
MEGABYTE = 2**20


def parts_read(parts, path, replications, held):
    """Yield the rows of one part again and again, noting the bytes held meanwhile."""
    for _ in range(replications):
        yield parts.rows([path])
        held.append(psutil.Process().memory_info().rss)


def tell_peaks(folder):
    """Print the most megabytes held while 10 replications are added up, and then 100."""
    parts = Parts(folder, SHAPES)
    numbers = {name: np.ones(shape) for name, shape in SHAPES.items()}
    path = parts.save([WorldRow(0, draw, **numbers) for draw in (BASELINE, 0)])
    for replications in (10, 100):
        held = []
        read = parts_read(parts, path, replications, held)
        assert sums_of(AXES, BOOKS, read).replications > 1
        print(max(held) // MEGABYTE)


TOLD = """
import sys
from pathlib import Path
from tests.batch.test_batch_memory import tell_peaks

tell_peaks(Path(sys.argv[1]))
"""


def test_adding_up_needs_no_more_memory_for_ten_times_the_replications(tmp_path):
    """A replication takes more than a megabyte here: kept, 90 more would take as many."""
    assert 2 * sum(8 * np.prod(shape) for shape in SHAPES.values()) > MEGABYTE
    command = [sys.executable, "-c", TOLD, tmp_path]
    told = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    few, many = map(int, told.split())
    assert many - few < 45
