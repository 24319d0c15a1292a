"""The staircase in plain Python: what the municipality pays for one life."""

from benchmarks.ladder.model import (
    IS_BENEFIT,
    JOB,
    KRONER_A_WEEK,
    LAST_SHARE,
    RESET_WEEKS,
    RESET_WINDOW_WEEKS,
    STEPS,
    WEEKS,
)
from borgerflow.sim.base.clock import DAYS_PER_WEEK

A_DAY = [kroner / DAYS_PER_WEEK for kroner in KRONER_A_WEEK]
SHARES, LEFT_ON_STEP = [0.0], [0]  # by the number of the week on benefit
for last, share in (*STEPS, (WEEKS, LAST_SHARE)):
    for week in range(len(SHARES), last + 1):
        SHARES.append(share)
        LEFT_ON_STEP.append(last - week)


def municipal_kroner(spells: list[tuple[int, int, int, int]]) -> float:
    """Return what the municipality pays for one citizen's spells, given in their order.

    A calendar week touched by benefit counts; `RESET_WEEKS` whole weeks of job within
    `RESET_WINDOW_WEEKS` start the count anew.
    """
    kroner, counter, latest = 0.0, 0, -1
    jobs: list[int] = []  # whole weeks of job since the count began
    for _, state, start, end in spells:
        if IS_BENEFIT[state]:
            share_days, counter = _on_benefit(counter, latest, start, end)
            kroner += share_days * A_DAY[state]
            latest = (end - 1) // DAYS_PER_WEEK
        elif state == JOB and counter:
            known = len(jobs)
            jobs.extend(range(-(-start // DAYS_PER_WEEK), end // DAYS_PER_WEEK))
            if _starts_anew(jobs, known):
                counter, jobs = 0, []
    return kroner


def _on_benefit(counter: int, latest: int, start: int, end: int) -> tuple[float, int]:
    """Return the days weighed by the municipal share, and the count after them.

    ``latest`` is the latest week counted before.
    """
    share_days, day = 0.0, start
    while day < end:
        week = day // DAYS_PER_WEEK
        counter += week > latest
        until = min(end, (week + 1 + LEFT_ON_STEP[counter]) * DAYS_PER_WEEK)
        share_days += (until - day) * SHARES[counter]
        latest = (until - 1) // DAYS_PER_WEEK
        counter += latest - week
        day = until
    return share_days, counter


def _starts_anew(jobs: list[int], known: int) -> bool:
    """Tell whether one of the weeks of job not known before completes a reset."""
    return any(
        jobs[n - RESET_WEEKS + 1] > jobs[n] - RESET_WINDOW_WEEKS
        for n in range(max(known, RESET_WEEKS - 1), len(jobs))
    )
