"""How long it takes to fit the spells of a million people over 104 weeks, beside pandas.

What is fitted is the table that an import leaves: spells known by their week, by scheme and what
followed. Beside it the plainest count that pandas makes of the same table, events by scheme and
what followed and weeks lived by scheme, with no band, no late entry and no interval.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.measuring import machine, peak_mb
from borgerflow.sim.fit.files.reading import RowPlace, observed_in
from borgerflow.sim.fit.fitting import GroupedSightings, fit_spells
from borgerflow.sim.params import load, read_model
from borgerflow.sim.params.model import Hazards
from borgerflow.sim.records.observed import SELF_SUPPORT, UNKNOWN, WEEKLY, Sightings

PEOPLE, SPELLS_EACH, WEEKS = 1_000_000, 4, 104
FIRST_MONDAY, FAR, MEAN_WEEKS = 43465, 1_000_000, 26
NO_STAYS = ("job", SELF_SUPPORT, "out")


def sightings(people: int, seed: int = 20261129) -> Sightings:
    """Return spells as weeks show them, one after the other for each of so many people."""
    rng, names = np.random.default_rng(seed), load().law.scheme_names
    shape = (people, SPELLS_EACH)
    paid = np.array([n for n, name in enumerate(names) if name not in NO_STAYS])
    gaps = rng.integers(0, 8, shape)
    lasted = np.ceil(rng.exponential(MEAN_WEEKS, shape)).astype(np.int64)
    until = np.cumsum(gaps + lasted, axis=1)
    steps = rng.integers(1, len(paid), shape)  # never the scheme before
    begins, scheme = until - lasted, paid[np.cumsum(steps, axis=1) % len(paid)]
    after = np.where(gaps[:, 1:] == 0, scheme[:, 1:], names.index(SELF_SUPPORT))
    after = np.concatenate([after, np.full((people, 1), names.index(SELF_SUPPORT))], axis=1)
    seen = (begins < WEEKS).ravel()
    is_open = (until >= WEEKS).ravel()[seen]
    day = FIRST_MONDAY + begins.ravel()[seen] * WEEKLY + WEEKLY // 2
    end = FIRST_MONDAY + until.ravel()[seen] * WEEKLY - WEEKLY // 2
    return Sightings(
        schemes=names,
        citizen=np.repeat(np.arange(people), SPELLS_EACH)[seen],
        scheme=scheme.ravel()[seen],
        start=day,
        end=np.where(is_open, FAR, end),
        observed_from=day,
        observed_until=np.maximum(day, FIRST_MONDAY + (WEEKS - 1) * WEEKLY),
        next=np.where(is_open, UNKNOWN, after.ravel()[seen]),
        resolution_days=WEEKLY,
    )


def counted_by_pandas(table: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return events by scheme and what followed, and days lived by scheme."""
    lasted = table["end"].fillna(table["observed_until"]) - table["start"]
    closed = table[~table["open"]]
    events = closed.groupby(["scheme", "next"], observed=True).size()
    return events, lasted.dt.days.groupby(table["scheme"], observed=True).sum()


def seconds(work) -> tuple[float, object]:
    """Return the CPU seconds of a call, and what it returned."""
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def main(people: int = PEOPLE) -> None:
    params = load()
    model = read_model(params.directory / "model" / "hazards.yaml", Hazards)
    cuts = {name: scheme.bins_weeks for name, scheme in model.schemes.items()}
    table = sightings(people).table()
    table["sex"] = np.where(table["citizen"] % 2 == 0, "k", "m")
    where = RowPlace(Path("weeks.parquet"), is_text=False)
    reading, file = seconds(lambda: observed_in(table, params.law, where, "sex"))
    fitting, told = seconds(lambda: fit_spells(file.parts, cuts))
    alone = [GroupedSightings(part.seen, part.group * 0, ("",)) for part in file.parts]
    without, _ = seconds(lambda: fit_spells(alone, cuts))
    beside, _ = seconds(lambda: counted_by_pandas(table))
    print(machine("numpy", "pandas", "scipy"))
    print(f"{people:,} people, {len(table):,} spells of {WEEKS} weeks; CPU seconds of one core")
    for name, took in (
        ("the table checked and coded", reading),
        ("fitted, two groups", fitting),
        ("fitted, no groups", without),
        ("pandas: two groupbys", beside),
    ):
        print(f"{name:<30}{took:>8.2f}{took / beside:>8.1f} times pandas")
    print(f"{len(told.fits)} schemes; {peak_mb():,.0f} MB at most")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
