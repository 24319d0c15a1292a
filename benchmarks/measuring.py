"""How the benchmarks measure: in a process of its own, warm, CPU seconds, best of several."""

import json
import math
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
KIB_IN_MIB = 1024
ENOUGH_SECONDS = 3.0


def machine(*packages: str) -> str:
    """Return the kind of machine, its cores, and the versions of Python and of packages."""
    kinds = Path("/proc/cpuinfo")
    names = [line for line in kinds.read_text().splitlines() if line.startswith("model name")]
    kind = names[0].partition(": ")[2] if names else platform.processor()
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"{platform.machine()} ({kind}), {os.cpu_count()} cores;"
        f" Python {platform.python_version()}, {versions}"
    )


def best_of(work: Callable[[], object], most: int = 10) -> float:
    """Return the least CPU seconds of a call: at least two calls, more while they are short."""
    taken: list[float] = []
    while len(taken) < min(2, most) or (sum(taken) < ENOUGH_SECONDS and len(taken) < most):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def best_in_turn(works: Mapping[str, Callable[[], object]], rounds: int = 20) -> dict[str, float]:
    """Return the least CPU seconds of each call, all called in turn: a busy moment meets all."""
    least = dict.fromkeys(works, math.inf)
    for _ in range(rounds):
        for name, work in works.items():
            least[name] = min(least[name], best_of(work, 1))
    return least


def peak_mb() -> float:
    """Return the most memory this process has held, in MB.

    Where the system tells it of the process alone that is asked first: `getrusage` also counts
    what the process that started this one held.
    """
    status = Path("/proc/self/status")
    if status.exists():
        rows = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(rows["VmHWM"].split()[0]) / KIB_IN_MIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_IN_MIB


def apart(module: str, *arguments: object) -> dict[str, float]:
    """Return what a benchmark prints as JSON when it is run in a process of its own, one thread."""
    one = {"NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", module, *map(str, arguments)]
    out = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, cwd=HOUSE, env=os.environ | one
    )
    row: dict[str, float] = json.loads(out.stdout)
    return row
