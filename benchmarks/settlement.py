"""How long a settlement takes: a million spells of a hundred thousand citizens, on one core.

Run as ``python -m benchmarks.settlement [citizens]``. The time is that of `settle` from table
to table, after compilation; the target is five seconds.
"""

import sys
import time

import numpy as np
import pandas as pd

from borgerflow.sim.params import load
from borgerflow.sim.settlement import settle

SPELLS_EACH = 10
TARGET_SECONDS = 5.0
SCHEMES = np.array(
    ["sygedagpenge", "job", "kontanthjaelp_jobparat", "dagpenge", "jobafklaring", "fleksjob"]
)


def some_spells(citizens: int, seed: int = 1) -> pd.DataFrame:
    """Return ten touching spells for each citizen, about five years in all, in no order."""
    draw = np.random.default_rng(seed)
    size = citizens * SPELLS_EACH
    days = draw.gamma(1.0, 180.0, (citizens, SPELLS_EACH)).astype(int) + 1
    ends = days.cumsum(axis=1) + draw.integers(0, 700, (citizens, 1))
    origin = np.datetime64("2016-01-04")
    table = pd.DataFrame(
        {
            "citizen": np.repeat(np.arange(citizens), SPELLS_EACH),
            "scheme": SCHEMES[draw.integers(0, len(SCHEMES), size)],
            "start": origin + (ends - days).ravel(),
            "end": origin + ends.ravel(),
            "share": np.where(draw.random(size) < 0.1, 0.5, 1.0),
        }
    )
    return table.sample(frac=1, random_state=seed)


def main(citizens: int = 100_000) -> None:
    """Print the seconds of three settlements."""
    law = load().law
    settle(some_spells(10), law)
    spells = some_spells(citizens)
    for _ in range(3):
        begun = time.perf_counter()
        ledger = settle(spells, law)
        seconds = time.perf_counter() - begun
        print(
            f"{len(spells):,} spells of {citizens:,} citizens: {seconds:.2f} s"
            f" (target {TARGET_SECONDS:.0f} s), {len(ledger):,} rows,"
            f" {ledger['kroner'].sum() / 1e9:.3f} bn kr"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
