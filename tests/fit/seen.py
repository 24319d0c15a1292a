"""Observed spells made by hand, as a table and as numbers."""

import numpy as np
import pandas as pd

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.fit.fitting import GroupedSightings
from borgerflow.sim.records.observed import UNKNOWN, Sightings

SCHEMES = ("here", "one", "another")
MONDAY = 43465  # 1 January 2019 is the day after


def sightings(rows, unit=1):
    """Return spells of (start, entry, end or None, last seen, place of the next or None)."""
    start, entry, end, until, after = zip(*rows, strict=True)
    return Sightings(
        schemes=SCHEMES,
        citizen=np.arange(len(rows)),
        scheme=np.zeros(len(rows), dtype=np.int64),
        start=np.array(start),
        end=np.array([FAR if day is None else day for day in end]),
        observed_from=np.array(entry),
        observed_until=np.array(until),
        next=np.array([UNKNOWN if place is None else place for place in after]),
        resolution_days=unit,
    )


def ended(days, many=1, after=1, entry=0):
    """Return so many spells that lasted some days, seen from day ``entry`` of them on."""
    return [(0, entry, days, 1000, after)] * many


def still_there(days, many=1, entry=0):
    """Return so many spells that were under way when last seen, after some days."""
    return [(0, entry, None, days, None)] * many


def one_group(seen):
    return [GroupedSightings(seen, np.zeros(len(seen.start), dtype=np.int64), ("",))]


def table(**columns):
    """Return two observed spells that hold, with other columns where they are given."""
    usual = {
        "citizen": ["a", "b"],
        "scheme": ["sygedagpenge", "dagpenge"],
        "start": ["2019-01-07", "2019-02-04"],
        "end": ["2019-03-04", ""],
        "observed_from": ["2019-01-07", "2019-03-01"],
        "open": ["false", "true"],
        "observed_until": ["", "2019-06-01"],
        "next": ["job", ""],
        "resolution_days": ["1", "1"],
    }
    return pd.DataFrame(usual | columns)
