"""Lives as occurrences and exposure: events by exit and band, and the weeks lived in each band."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from borgerflow.sim.fit.bands import band_counts
from borgerflow.sim.fit.life_tables import LifeTable, life_table
from borgerflow.sim.fit.rates import weeks_lived
from borgerflow.sim.params.model import Hazards
from borgerflow.sim.records.exposure import COLUMNS
from borgerflow.sim.records.observed import Sightings

DECIMALS = 2  # of person-weeks; three would read as thousands


def exposure_table(seen: Sightings, hazards: Hazards) -> pd.DataFrame:
    """Return a row an exit that somebody took and a band; a last band has no end.

    A spell counts from the day on which it could be seen; an end nobody saw the next of has none.
    """
    table = life_table(seen)
    rows = [
        row
        for place, scheme in enumerate(seen.schemes)
        if scheme in hazards.schemes and table.events[place].any()
        for row in _rows(table, place, (*seen.schemes, ""), hazards.schemes[scheme].bins_weeks)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(
    table: LifeTable, place: int, names: tuple[str, ...], cuts: tuple[float, ...]
) -> Iterator[tuple[object, ...]]:
    counts = band_counts(table, place, cuts)
    weeks = weeks_lived(counts).round(DECIMALS)
    for to in np.flatnonzero(counts.events.any(axis=1)):
        for band, (since, until) in enumerate(zip(cuts, (*cuts[1:], None), strict=True)):
            events = int(counts.events[to, band])
            yield names[place], names[to], since, until, events, float(weeks[band])
