"""Do the engines tell of the same world? Means over replications, compared by z-scores."""

import math
from collections.abc import Mapping, Sequence
from statistics import fmean, variance

import numpy as np

from benchmarks.ladder.model import STATES, Ladder, Outcome, slots_a_day, working_days
from borgerflow.sim.base.clock import DAYS_PER_WEEK

LIMIT = 4.0

Figures = Mapping[str, float]


def figures(outcome: Outcome, ladder: Ladder, citizens: int) -> Figures:
    """Return what is compared: spells, weeks, talks and kroner a citizen; with staff, the waits."""
    spells = np.asarray(outcome.spells, dtype=np.int64).reshape(-1, 4)
    talks = np.asarray(outcome.talks, dtype=np.int64).reshape(-1, 3)
    days = np.bincount(spells[:, 1], spells[:, 3] - spells[:, 2], minlength=len(STATES))
    found = {"spells": len(spells) / citizens}
    for state, lived_days in zip(STATES[:-1], days, strict=False):
        found[f"weeks in {state}"] = lived_days / DAYS_PER_WEEK / citizens
    found["talks"] = len(talks) / citizens
    found["kroner"] = outcome.kroner / citizens
    found["days from due to held"] = float((talks[:, 2] - talks[:, 1]).mean())
    if ladder.staffed:
        found["utilisation"] = len(talks) / (slots_a_day(citizens) * len(working_days()))
    return found


def z_score(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the difference of two means in standard errors; 0 where all values are the same."""
    difference = fmean(one) - fmean(other)
    error = math.sqrt(variance(one) / len(one) + variance(other) / len(other))
    if error == 0:
        return math.copysign(math.inf, difference) if difference else 0.0
    return difference / error


def disagreements(found: Mapping[str, Sequence[Figures]], anchor: str) -> list[str]:
    """Return a line for each figure of an engine that lies too far from the anchor's.

    Parameters
    ----------
    found : mapping
        The figures of each engine, one mapping a replication.
    """
    lines = []
    for engine, rows in found.items():
        for name in found[anchor][0]:
            own, others = ([row[name] for row in side] for side in (rows, found[anchor]))
            z = z_score(own, others)
            if abs(z) >= LIMIT:
                lines.append(
                    f"{engine} disagrees on {name}: {fmean(own):.4g}, {anchor} has"
                    f" {fmean(others):.4g} (z = {z:.1f}, expected within {LIMIT:.0f})"
                )
    return lines
