"""What a user's questions take now against a former commit, side by side: CPU seconds and memory.

The former commit is read from this repository's own history into a folder that is removed at the
end. Each measure is a process of its own; now and then take turns, so that a busy moment meets
both. Compiled code is kept apart for each, and what the very first question takes is a row too.
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path

from benchmarks.aims import FORMER, tell
from benchmarks.measuring import HOUSE, machine
from borgerflow.experiments.runs.statistics import t_quantile

ROUNDS, REPLICATIONS, FEWEST = 2, 20, 3
ONE_THREAD = {"NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
ASKED = """
import json, time
from {house} import {name} as asked
ask = lambda replications, more={{}}: asked({given}, replications=replications, workers=1, **more)
ask(1)
began = time.process_time()
found = ask({replications}, {more})
taken = time.process_time() - began
net = getattr(found, "net_municipal", None)
half = (net.total.high - net.total.low) / 2 if net else 0.0
from benchmarks.measuring import peak_mb
print(json.dumps({{"seconds": taken, "half": half, "peak_mb": peak_mb()}}))
"""
COMMAND = """
import json, os, sys
from {house}.cli import main
try:
    main({typed})
except SystemExit:
    pass
times = os.times()
print("\\n" + json.dumps({{"seconds": times.user + times.system}}))
"""
LIBRARIES = """
import json, os
import numpy, pandas, numba
times = os.times()
print(json.dumps({"seconds": times.user + times.system}))
"""
FIRST = ["compare", "herning-syg02", "--workers", "1", "--replications", "1", "--no-break-even"]
LOTTERY = "{'estimator': 'lottery'}"  # has the present house answer as the former did
FEW_DRAWS, MANY_DRAWS = 20, 120
STUDY = """\
question: {{da: Hvor sikkert er svaret?, en: How certain is the answer?}}
municipality: herning
proposals: [herning-syg02]
replications: 1
draws: {draws}
vary: all
"""
Row = Mapping[str, float]


@dataclass(frozen=True)
class House:
    """A checkout, what its questions are imported from, and where its compiled code is kept."""

    folder: Path
    path: Path
    asked: str
    package: str
    cache: Path

    def row(self, code: str) -> Row:
        """Return what some code prints last, as JSON, run here in a process of its own."""
        settings = {"PYTHONPATH": f"{self.path}{os.pathsep}{self.folder}", **ONE_THREAD}
        kept = {"BORGERFLOW_CACHE": str(self.cache), "XDG_CACHE_HOME": str(self.cache)}
        out = subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            cwd=self.cache,
            env=os.environ | settings | kept,
            stdout=subprocess.PIPE,
            text=True,
        )
        row: Row = json.loads(out.stdout.splitlines()[-1])
        return row

    def ask(self, name: str, given: str, replications: int, more: str = "{}") -> Row:
        """Return what a question takes in a process that has asked it before."""
        return self.row(
            ASKED.format(
                house=self.asked, name=name, given=given, replications=replications, more=more
            )
        )

    def command(self, *typed: str) -> float:
        """Return what a command takes, start and all."""
        return self.row(COMMAND.format(house=self.package, typed=list(typed)))["seconds"]

    def first(self) -> float:
        """Return what a question takes of which no answer is kept."""
        with tempfile.TemporaryDirectory(dir=self.cache) as out:
            return self.command(*FIRST, "--json", "--out", out)

    def again(self) -> float:
        """Return what a question takes whose answer is kept, from the second time on."""
        return self.command(*FIRST, "--out", str(self.cache / "kept"))

    def draws_a_second(self) -> float:
        """Return how many draws of a replication a CPU second lives, whatever a start takes."""
        taken = {}
        for draws in (FEW_DRAWS, MANY_DRAWS):
            study = self.cache / f"draws{draws}.yaml"
            study.write_text(STUDY.format(draws=draws), encoding="utf-8")
            with tempfile.TemporaryDirectory() as out:
                taken[draws] = self.command("batch", str(study), "--workers", "1", "--out", out)
        return (MANY_DRAWS - FEW_DRAWS) / (taken[MANY_DRAWS] - taken[FEW_DRAWS])


@contextmanager
def houses() -> Iterator[tuple[House, House]]:
    """Give the present house and the former one, each with an empty cache."""
    packed = subprocess.run(
        ["git", "archive", FORMER], cwd=HOUSE, check=True, stdout=subprocess.PIPE
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with tarfile.open(fileobj=BytesIO(packed.stdout)) as tree:
            tree.extractall(folder / "former", filter="data")
        for cache in ("now", "then"):
            (folder / cache).mkdir()
        yield (
            House(HOUSE, HOUSE / "src", "borgerflow", "borgerflow.experiments", folder / "now"),
            House(
                folder / "former",
                folder / "former",
                "experiments",
                "experiments",
                folder / "then",
            ),
        )


def print_row(name: str, now: float, then: float, aim: str = "", unit: str = "s") -> None:
    """Print a row: now, then, now as a part of then; ``aim`` is the name of what is aimed at."""
    print(f"{name:44}{now:10.2f}{then:10.2f} {unit:4}{now / then:8.3f}", flush=True)
    if aim:
        tell(aim, now / then)


def in_turn(
    now: House, then: House, name: str, given: str, many: int, more: str = "{}"
) -> tuple[Row, Row]:
    """Return the least that a question takes in both; ``more`` is what is said to the present."""
    pairs = [(now.ask(name, given, many, more), then.ask(name, given, many)) for _ in range(ROUNDS)]
    mine, yours = (min(rows, key=lambda row: row["seconds"]) for rows in zip(*pairs, strict=True))
    return mine, yours


def print_first(now: House, then: House) -> None:
    """Print what the first questions take: nothing compiled, then cold, then found again."""
    print_row("first question, nothing compiled", now.first(), then.first(), "compile")
    cold = [[house.first() for house in (now, then)] for _ in range(ROUNDS)]
    now_s, then_s = map(min, zip(*cold, strict=True))
    libraries = min(now.row(LIBRARIES)["seconds"] for _ in range(ROUNDS))
    print_row("first answer, cold", now_s, then_s)
    times = now_s / libraries, then_s / libraries
    print_row("  against importing its libraries", *times, unit="x")
    tell("cold", times[0])
    for house in (now, then):
        house.again()
    again = [[house.again() for house in (now, then)] for _ in range(ROUNDS)]
    print_row("an answer found again", *map(min, zip(*again, strict=True)), "again")


def print_compare(now: House, then: House) -> None:
    """Print `compare` with its break-even: as many replications, then as wide an interval."""
    given = "'herning', ['herning-syg02']"
    mine, yours = in_turn(now, then, "compare", given, REPLICATIONS, LOTTERY)
    print_row("compare, lottery", mine["seconds"], yours["seconds"], "compare")
    some = now.ask("compare", given, 2 * FEWEST)
    spread = some["half"] * (2 * FEWEST) ** 0.5 / t_quantile(2 * FEWEST)
    many = next(n for n in count(FEWEST) if spread * t_quantile(n) / n**0.5 <= yours["half"])
    wide = now.ask("compare", given, many)
    print_row(
        f"compare, as wide ({many} by branches)", wide["seconds"], yours["seconds"], "as wide"
    )
    print_row("compare, peak memory", mine["peak_mb"], yours["peak_mb"], unit="MB")


def print_rest(now: House, then: House) -> None:
    """Print a world, contacts, a batch, and a million citizens."""
    mine, yours = in_turn(now, then, "run", "'herning'", REPLICATIONS)
    print_row("20 worlds of Herning", mine["seconds"], yours["seconds"], "world")
    talks = "'herning', 'sygedagpenge', first_half_year=[3, 6]"
    mine, yours = in_turn(now, then, "contacts", talks, FEWEST)
    print_row("contacts, 3 and 6 talks", mine["seconds"], yours["seconds"], "contacts")
    draws = (1e3 / house.draws_a_second() for house in (now, then))
    print_row("batch, CPU a draw", *draws, "batch", "ms")
    script = "import runpy, sys; sys.argv = ['scale', '1000000', '1'{years}]; "
    script += "runpy.run_module('benchmarks.scale', run_name='__main__')"
    many = [h.row(script.format(years=y)) for h, y in ((now, ", '8'"), (then, ""))]
    print_row("a million citizens, one thread", *(row["seconds"] for row in many))
    print_row("a million citizens, peak memory", *(row["peak_mb"] for row in many), "million", "MB")


def main() -> None:
    """Print the table, or why there is none."""
    known = ["git", "cat-file", "-e", f"{FORMER}^{{commit}}"]
    if subprocess.run(known, cwd=HOUSE, check=False, capture_output=True).returncode:
        print(f"Against commit {FORMER}: not measured, it is not in this copy of the history.")
        return
    print(machine("numpy", "numba") + f"; against commit {FORMER}, CPU seconds of one thread")
    print(f"{'':44}{'now':>10}{'then':>10} {'':4}{'ratio':>8}")
    with houses() as (now, then):
        print_first(now, then)
        print_compare(now, then)
        print_rest(now, then)


if __name__ == "__main__":
    main()
