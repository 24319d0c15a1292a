"""A million citizens of 104 weeks read into observed spells, beside pandas' reading of the file.

The file is DREAM as text, made at random in a temporary folder. pandas reads it into a table of
codes and no more; ours goes on to spells. Each has a process and one core of its own.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

from benchmarks.measuring import apart, machine, peak_mb
from borgerflow.sim.params import load
from borgerflow.sim.records.files.dream.codes import code_map_of
from borgerflow.sim.records.files.dream.reading import read_dream
from borgerflow.sim.records.files.dream.stretches import WeekRules

PEOPLE, FEWER = 1_000_000, 100_000
WEEKS, FIRST_YEAR, WEEKS_A_YEAR = 104, 18, 52
ENOUGH_MEMORY = 4_000_000  # KiB to spare: else fewer people
MOST_SECONDS, MOST_MB = 20, 2048  # that the million may take
CODES = np.array([0, 111, 130, 730, 740, 771, 781, 810, 870, 890], dtype=np.int16)
A_CHANGE, NO_BENEFIT = 0.03, 0.6  # chance in a week; share of the weeks
BLOCK = 50_000


def written(file: Path, people: int, seed: int = 20261129) -> None:
    """Write so many rows of weeks, with a new code after a wait of weeks at random."""
    rng = np.random.default_rng(seed)
    chances = [NO_BENEFIT] + [(1 - NO_BENEFIT) / (len(CODES) - 1)] * (len(CODES) - 1)
    weeks = [f"y_{FIRST_YEAR + n // WEEKS_A_YEAR}{n % WEEKS_A_YEAR + 1:02}" for n in range(WEEKS)]
    schema = pa.schema([("PNR", pa.string()), *((week, pa.int16()) for week in weeks)])
    options = csv.WriteOptions(delimiter=";", quoting_style="none", quoting_header="none")
    with csv.CSVWriter(file, schema, write_options=options) as writer:
        for first in range(0, people, BLOCK):
            rows = min(BLOCK, people - first)
            is_new = rng.random((rows, WEEKS)) < A_CHANGE
            is_new[:, 0] = True
            last = np.maximum.accumulate(np.where(is_new, np.arange(WEEKS), 0), axis=1)
            codes = np.take_along_axis(rng.choice(CODES, (rows, WEEKS), p=chances), last, 1)
            names = pa.array([f"p{n:07}" for n in range(first, first + rows)])
            columns = [pa.array(codes[:, n], mask=codes[:, n] == 0) for n in range(WEEKS)]
            writer.write_batch(pa.record_batch([names, *columns], schema=schema))


def by_ours(file: Path) -> int:
    """Return how many spells there are."""
    return len(read_dream([file], code_map_of(load()), WeekRules()).table())


def by_pandas(file: Path) -> int:
    """Return how many rows there are."""
    return len(pd.read_csv(file, sep=";"))


READERS = {"ours": by_ours, "pandas": by_pandas}


def part(reader: str, file: str) -> dict[str, float]:
    """Return CPU seconds, rows and peak memory of one reading, here."""
    began = time.process_time()
    rows = READERS[reader](Path(file))
    return {"seconds": time.process_time() - began, "rows": rows, "mb": peak_mb()}


def people_here() -> int:
    """Return a million, or fewer where memory is short."""
    status = Path("/proc/meminfo")
    rows = (
        dict(line.split(":", 1) for line in status.read_text().splitlines())
        if status.exists()
        else {}
    )
    spare = int(rows.get("MemAvailable", f"{ENOUGH_MEMORY} kB").split()[0])
    return PEOPLE if spare >= ENOUGH_MEMORY else FEWER


def main(people: int) -> None:
    """Print both, as ratios, and whether the million keeps within what it may take."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dream.csv"
        written(file, people)
        found = {reader: apart("benchmarks.files", reader, file) for reader in READERS}
        print(machine("numpy", "pandas", "pyarrow"))
        print(
            f"{people:,} citizens of {WEEKS} weeks, {file.stat().st_size / 1e6:,.0f} MB; one core"
        )
    beside = found["pandas"]
    for reader, row in found.items():
        print(
            f"{reader:<8}{row['seconds']:>8.2f} s CPU{row['mb']:>8,.0f} MB"
            f"{row['seconds'] / beside['seconds']:>7.2f} times pandas in time"
            f"{row['mb'] / beside['mb']:>6.2f} in memory;{row['rows']:>12,.0f} rows"
        )
    ours = found["ours"]
    if people == PEOPLE:
        is_within = ours["seconds"] < MOST_SECONDS and ours["mb"] < MOST_MB
        print(f"within {MOST_SECONDS} s and {MOST_MB} MB: {'yes' if is_within else 'NO'}")


if __name__ == "__main__":
    if len(sys.argv) > 2:  # a reader and a file
        print(json.dumps(part(*sys.argv[1:])))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else people_here())
