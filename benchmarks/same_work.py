"""The ladder by us and in C of the same work: first whether both tell the same, then how fast.

The C program knows this model alone and settles each spell as it ends, so what it takes is the
limit. If it disagrees that is printed, no speed is, and the exit code is 1.
"""

import sys
from functools import partial

import numpy as np

from benchmarks.aims import tell
from benchmarks.ladder import in_c
from benchmarks.ladder.model import Ladder, Outcome, Rows, slots_a_day
from benchmarks.ladder.ours import beginners, ladder_tables, live_compiled
from benchmarks.measuring import best_in_turn, machine
from borgerflow.sim.engines.compiled.citizens import run_compiled

CITIZENS, SEEDS = 10_000, (1, 2)
LADDERS = {"A": Ladder(staffed=False), "B": Ladder(staffed=True)}
ROUNDING = 1e-12  # of the kroner: both add up in another order
NO_COMPILER = "C of the same work: not measured, this machine has no C compiler (cc)"
OURS, ENGINE, IN_C = "ours, lived and settled", "of it the engine", "C, lived and settled"


def in_order(rows: Rows) -> np.ndarray:
    """Return rows by citizen and last day: the order they are told in is no part of the answer."""
    table = np.asarray(rows)
    return table[np.lexsort((table[:, -1], table[:, 0]))]


def disagreements(one: Outcome, other: Outcome) -> list[str]:
    """Return in what two tellings of the same lives differ."""
    lines = []
    for name in ("spells", "talks"):
        mine, yours = (in_order(getattr(told, name)) for told in (one, other))
        if not np.array_equal(mine, yours):
            lines.append(f"C tells other {name}: {len(yours):,}, ours {len(mine):,}")
    if abs(other.kroner - one.kroner) > ROUNDING * one.kroner:
        lines.append(f"C tells other kroner: {other.kroner:,.2f}, ours {one.kroner:,.2f}")
    return lines


def told_alike(variant: str, citizens: int) -> bool:
    """Print what both tell, seed by seed; return whether it is the same."""
    alike = True
    for seed in SEEDS:
        ours, c = (live(LADDERS[variant], citizens, seed) for live in (live_compiled, in_c.live))
        lines = disagreements(ours, c)
        told = "; ".join(lines) or "C tells the very same, row by row"
        print(
            f"{variant}, seed {seed}: {len(ours.spells):,} spells, {len(ours.talks):,} talks,"
            f" {ours.kroner:,.0f} kr.; {told}"
        )
        alike = alike and not lines
    return alike


def print_speeds(variant: str, citizens: int) -> None:
    """Print CPU milliseconds of all, measured in turn, and what ours takes in times of C."""
    ladder = LADDERS[variant]
    tables = ladder_tables(ladder, slots_a_day(citizens))
    shares = np.ones(tables.schemes)
    seconds = best_in_turn(
        {
            OURS: partial(live_compiled, ladder, citizens, 1),
            ENGINE: partial(run_compiled, tables, beginners(citizens, 1), shares),
            IN_C: partial(in_c.live, ladder, citizens, 1),
        }
    )
    print(f"\nLadder {variant}, {citizens:,} citizens over 208 weeks, one thread, best of many")
    for name, taken in seconds.items():
        print(f"{name:26}{1e3 * taken:8.1f} ms{taken / seconds[IN_C]:8.1f} x C")
    tell(f"ladder {variant}", seconds[OURS] / seconds[IN_C])


def main(citizens: int) -> int:
    """Print both tables; return 1 if C tells something else."""
    print(machine("numba", "numpy"))
    if in_c.compiler() is None:
        print(NO_COMPILER)
        return 0
    agreeing = [variant for variant in LADDERS if told_alike(variant, citizens)]
    if len(agreeing) < len(LADDERS):
        print("No speed is told of programs that disagree.")
        return 1
    for variant in LADDERS:
        print_speeds(variant, citizens)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CITIZENS))
