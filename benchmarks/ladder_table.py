"""The ladder model in seven engines: first whether they agree, then how fast each is.

Run as ``python -m benchmarks.ladder_table``. If an engine disagrees that is printed, no speed
is, and the exit code is 1.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from statistics import fmean
from typing import NamedTuple

import numpy as np

from benchmarks.ladder.agreement import LIMIT, Figures, disagreements, figures, z_score
from benchmarks.ladder.model import Ladder, Outcome
from benchmarks.measuring import apart, best_of, machine, peak_mb

PER = 10_000  # citizens of a figure
REPLICATIONS, COMPARED_CITIZENS, WARMING_CITIZENS = 40, 250, 250
TOLD_TWICE = 2  # replications in which our engines must tell the very same lives
ANCHOR, BASIS = "compiled", "bare SimPy"
VARIANTS = {"A": Ladder(staffed=False), "B": Ladder(staffed=True)}
TARGETS = {"A": (100, 200), "B": (40, 80)}

Live = Callable[[Ladder, int, int], Outcome]


class Engine(NamedTuple):
    """Where an engine stands, and how many citizens it is timed on in each variant."""

    place: str
    timed: Mapping[str, int]
    does: str

    @property
    def live(self) -> Live:
        """Return what lets so many citizens live: ``live(ladder, citizens, seed)``."""
        module, _, name = self.place.partition(":")
        live: Live = getattr(import_module(f"benchmarks.ladder.{module}"), name)
        return live


ENGINES = {
    "compiled": Engine("ours:live_compiled", {"A": PER, "B": PER}, "ours, Numba"),
    "heapq": Engine("heapq_model:live", {"A": PER, "B": PER}, "a heap, no library"),
    "bare SimPy": Engine("bare_simpy:live", {"A": PER, "B": PER}, "a process a citizen"),
    "reference": Engine("ours:live_reference", {"A": 2_000, "B": 2_000}, "ours, SimPy"),
    "salabim": Engine("salabim_model:live", {"A": 2_000, "B": 1_000}, "generators, no monitors"),
    "Ciw": Engine("ciw_model:live", {"A": 1_000, "B": 1_000}, "searches all citizens an event"),
    "Cimba": Engine("cimba_model:live_in_processes", {"A": PER, "B": PER}, "a process a citizen"),
    "Cimba, events": Engine("cimba_model:live_in_events", {"A": PER, "B": PER}, "no process"),
}


def lived_in(engine: str, ladder: Ladder, citizens: int, seed: int) -> Outcome:
    """Return what an engine tells: for a process of its own, where it is imported first of all."""
    return ENGINES[engine].live(ladder, citizens, seed)


def replicated(engine: str, live: Live, ladder: Ladder) -> list[Figures]:
    """Return the figures of an engine, replication by replication, with draws of its own."""
    first = 1 + list(ENGINES).index(engine) * REPLICATIONS
    return [
        figures(live(ladder, COMPARED_CITIZENS, seed), ladder, COMPARED_CITIZENS)
        for seed in range(first, first + REPLICATIONS)
    ]


def told_alike(ladder: Ladder, seed: int) -> bool:
    """Tell whether both our engines tell the same lives and kroner, to the last number."""
    one, other = (
        ENGINES[name].live(ladder, COMPARED_CITIZENS, seed) for name in ("compiled", "reference")
    )
    alike = np.array_equal(one.spells, other.spells) and np.array_equal(one.talks, other.talks)
    return alike and one.kroner == other.kroner


def agreement(variant: str) -> list[str]:
    """Print the figures of a variant engine by engine; return what disagrees."""
    ladder = VARIANTS[variant]
    # All are imported before one runs: Cimba's queues and datasets have no methods in compiled
    # code if Numba has compiled anything before Cimba was imported.
    compared = {name: engine.live for name, engine in ENGINES.items() if name != "reference"}
    found = {name: replicated(name, live, ladder) for name, live in compared.items()}
    print(f"\nLadder {variant}, means of {REPLICATIONS} x {COMPARED_CITIZENS} citizens")
    print(f"{'':24}" + "".join(f"{name:>14}" for name in compared) + f"{'largest |z|':>13}")
    for name in found[ANCHOR][0]:
        columns = {engine: [row[name] for row in rows] for engine, rows in found.items()}
        z = max(abs(z_score(column, columns[ANCHOR])) for column in columns.values())
        means = "".join(f"{fmean(column):14,.2f}" for column in columns.values())
        print(f"{name:24}{means}{z:13.1f}")
    lines = disagreements(found, ANCHOR)
    if not all(told_alike(ladder, seed) for seed in range(1, 1 + TOLD_TWICE)):
        lines.append("reference and compiled do not tell the same lives of the same draws")
    return [f"Ladder {variant}: {line}" for line in lines]


def timed(engine: str, variant: str) -> dict[str, float]:
    """Return seconds and peak memory of an engine, run here: what a process of its own does."""
    live, ladder = ENGINES[engine].live, VARIANTS[variant]
    live(ladder, WARMING_CITIZENS, 1)
    seconds = best_of(partial(live, ladder, ENGINES[engine].timed[variant], 1))
    return {"seconds": seconds, "peak_mb": peak_mb()}


def speeds(variant: str) -> None:
    """Print a row for each engine, and whether the target is met."""
    rows = {name: apart("benchmarks.ladder_table", name, variant) for name in ENGINES}
    per = {name: row["seconds"] * PER / ENGINES[name].timed[variant] for name, row in rows.items()}
    staff = "talks queue for caseworkers" if VARIANTS[variant].staffed else "talks never wait"
    print(f"\nLadder {variant}, {PER:,} citizens, {staff}")
    print(f"{'engine':14}{'seconds':>10}{'x faster':>10}{'peak MB':>9}{'measured on':>13}")
    for name, row in rows.items():
        on = ENGINES[name].timed[variant]
        print(
            f"{name:14}{per[name]:10.3f}{per[BASIS] / per[name]:10.2f}{row['peak_mb']:9.0f}"
            f"{on:13,}  {ENGINES[name].does}"
        )
    ratio, (least, aim) = per[BASIS] / per[ANCHOR], TARGETS[variant]
    verdict = "met" if ratio >= least else "MISSED"
    print(f"{ANCHOR} against {BASIS}: {ratio:.1f}x; target {least}x ({verdict}), aim {aim}x")


def main(arguments: Sequence[str]) -> int:
    """Print all tables; return 1 if the engines disagree."""
    if arguments:
        print(json.dumps(timed(*arguments)))
        return 0
    print(machine("simpy", "salabim", "Ciw", "cimba", "numba", "numpy"))
    disagreeing = [line for variant in VARIANTS for line in agreement(variant)]
    if disagreeing:
        print("\n" + "\n".join(disagreeing) + "\nNo speed is told of engines that disagree.")
        return 1
    print(f"\nAll agree: every |z| is below {LIMIT:.0f}, reference and compiled are identical.")
    print("CPU seconds, settlement included; one thread, warm, best of several; scaled by the")
    print("number of citizens where measured on fewer, which flatters salabim B and Ciw, whose")
    print("time grows faster than that. x faster: than bare SimPy.")
    for variant in VARIANTS:
        speeds(variant)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
