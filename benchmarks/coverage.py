"""Do the hazards come back? 95 % intervals over 2,000 small worlds of known hazards.

Each world is seen through a window: stays that were under way when it opened enter late, those
under way when it closed are open. Two ways: drawn as numbers, half of them seen by weeks, where
whole weeks are tied; and lived by the engine, written as a register in each shape, read and fitted
(`benchmarks.roundtrip`). As a check on the check, the same worlds with late entry left out.

    python -m benchmarks.coverage [WORLDS] [--through SHAPE]
"""

import argparse
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.roundtrip.hits import Hits, counted, places
from benchmarks.roundtrip.shapes import TRIPS
from benchmarks.roundtrip.small_world import CITIZENS, FIRST_SEED, WORLDS
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.fit.bands import band_counts, joined_cuts
from borgerflow.sim.fit.life_tables import life_table
from borgerflow.sim.fit.rates import rates_of, weeks_lived
from borgerflow.sim.records.observed import SELF_SUPPORT, UNKNOWN, Sightings

STAYS, DAYS, WINDOW = 900, 1092, (546, 1001)  # of one world; days are those of Mondays
CUTS = (0.0, 4.0, 13.0)
RATE = np.array([[0.08, 0.05, 0.02], [0.03, 0.04, 0.05]])  # a week, by destination and band
SCHEMES = ("here", "one", SELF_SUPPORT)


def lives(rng: np.random.Generator, stays: int) -> tuple[np.ndarray, np.ndarray]:
    """Return days lived and the destination of stays with the hazards of `RATE`."""
    total, left = RATE.sum(axis=0) / 7, rng.exponential(size=stays)
    lengths = np.append(np.diff(CUTS) * 7, np.inf)
    borders = np.concatenate([[0.0], np.cumsum(total[:-1] * lengths[:-1]), [np.inf]])
    band = np.searchsorted(borders, left, side="right") - 1
    days = np.array(CUTS)[band] * 7 + (left - borders[band]) / total[band]
    first = rng.random(stays) * RATE.sum(axis=0)[band] < RATE[0, band]
    return days, np.where(first, 1, 2)


def world(seed: int, *, weekly: bool) -> Sightings:
    """Return what a window shows of a small world, by days or by weeks."""
    rng = np.random.default_rng(seed)
    began = rng.random(STAYS) * DAYS
    days, towards = lives(rng, STAYS)
    if weekly:  # the week of the first moment and of the last; Thursday stands for any day of one
        start, end, there = began // 7 * 7 + 3, (began + days) // 7 * 7 + 4, (began + days) // 7 * 7
    else:
        start, end = np.floor(began), np.floor(began) + np.ceil(days)
        there = end - 1
    return seen_through(start, end, there, towards, 7 if weekly else 1)


def seen_through(start, end, there, towards, unit: int) -> Sightings:
    """Return the stays that are there at some time of the window, as it shows them.

    ``there`` is the last day, or the Monday of the last week, on which somebody is.
    """
    first, until = WINDOW
    # That somebody has left shows when the next unit is seen.
    is_open = there + unit >= until
    seen = (there >= first) & (start < until)
    columns = (start, np.where(is_open, FAR, end), np.maximum(start, first))
    start, end, seen_from = (column[seen].astype(np.int64) for column in columns)
    return Sightings(
        schemes=SCHEMES,
        citizen=np.arange(len(start)),
        scheme=np.zeros(len(start), dtype=np.int64),
        start=start,
        end=end,
        observed_from=seen_from,
        observed_until=np.maximum(seen_from, until - unit),
        next=np.where(is_open, UNKNOWN, towards)[seen],
        resolution_days=unit,
    )


def entry_ignored(seen: Sightings) -> Sightings:
    """Return the same as if every stay had been seen from its first day."""
    return replace(seen, observed_from=seen.start)


def hits(seen: Sightings) -> np.ndarray:
    """Return for each hazard of a world -1 below, 0 around, 1 above the truth."""
    table = life_table(seen)
    cuts = joined_cuts([table], 0, CUTS)
    rates = rates_of([band_counts(table, 0, cuts)])
    apart = weeks_lived(band_counts(table, 0, CUTS))
    band = np.searchsorted(cuts, CUTS, side="right") - 1
    truth = np.array([np.bincount(band, row * apart) / np.bincount(band, apart) for row in RATE])
    return places(rates.low[1:], rates.high[1:], truth)


def covered(worlds: int, *, weekly: bool, entry: bool = True) -> Hits:
    """Return how often the intervals of so many drawn worlds cover the truth."""
    seen = (world(FIRST_SEED + n, weekly=weekly) for n in range(worlds))
    return counted(hits(each if entry else entry_ignored(each)) for each in seen)


def brought_back(shape: str, worlds: int, *, wrong: bool = False) -> Hits:
    """Return how often the intervals cover the truth once a world has been through a shape."""
    with TemporaryDirectory() as folder:
        trips = (TRIPS[shape](FIRST_SEED + n, Path(folder), wrong=wrong) for n in range(worlds))
        return counted(trips)


def told(name: str, entry: str, found: Hits, seconds: float) -> str:
    """Return a line of the table."""
    ends = f"{found.below / sum(found):>8.2%}{found.above / sum(found):>8.2%}"
    return f"{name:<12}{entry:<12}{sum(found):>8,}{found.share:>9.2%}{ends}{seconds:>8.0f}"


def tell_drawn(worlds: int) -> None:
    for weekly, entry in ((False, True), (True, True), (False, False), (True, False)):
        began = time.process_time()
        found = covered(worlds // 2, weekly=weekly, entry=entry)
        unit, how = ("weeks" if weekly else "days"), ("counted" if entry else "ignored")
        print(told(f"drawn {unit}", how, found, time.process_time() - began), flush=True)


def tell_shape(shape: str, worlds: int) -> None:
    """Print a line of a shape, and one of a tenth of the worlds with late entry ignored."""
    for wrong, many in ((False, worlds), (True, worlds // 10)):
        began = time.process_time()
        found = brought_back(shape, many, wrong=wrong)
        how = "ignored" if wrong else "counted"
        print(told(shape, how, found, time.process_time() - began), flush=True)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("worlds", nargs="?", type=int, default=WORLDS)
    asked.add_argument("--through", choices=("drawn", *TRIPS))
    given = asked.parse_args()
    print(f"{given.worlds:,} worlds, first seed {FIRST_SEED}: drawn ones of {STAYS} stays,")
    print(f"lived ones of {CITIZENS} people over four years; 95 % intervals")
    titles = ("covered", "below", "above", "CPU s")
    print(f"{'through':<12}{'late entry':<12}{'hazards':>8}{titles[0]:>9}", end="")
    print("".join(f"{title:>8}" for title in titles[1:]), flush=True)
    for shape in (given.through,) if given.through else ("drawn", *TRIPS):
        tell_drawn(given.worlds) if shape == "drawn" else tell_shape(shape, given.worlds)


if __name__ == "__main__":
    main()
