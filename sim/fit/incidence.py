"""Whether fitted hazards tell what was seen: cumulative incidence, and events against expected.

The Aalen-Johansen estimate counts the ties of a unit together, as they are: no order is made up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.stats import chi2, norm

from borgerflow.sim.base.arrays import Counts, Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.fit.bands import LEAST_EVENTS, Cuts, band_of_unit
from borgerflow.sim.fit.life_tables import LifeTable
from borgerflow.sim.fit.rates import OUTSIDE, leaving_in_a_unit
from borgerflow.sim.records.observed import WEEKLY

# Where fewer are at risk, one who leaves moves the curve by more than a twentieth.
LEAST_AT_RISK = 20
MOST_PARTS = 4  # of a band, to see whether its hazard is the same throughout


@dataclass(frozen=True)
class Curves:
    """Cumulative incidence by weeks since a stay began: seen, with 95 % bands, and fitted.

    ``weeks`` [unit]; the others [destination, unit].
    """

    weeks: Floats
    seen: Floats
    low: Floats
    high: Floats
    fitted: Floats

    @property
    def distance(self) -> Floats:
        """Return the largest distance between seen and fitted, by destination."""
        apart: Floats = np.abs(self.seen - self.fitted).max(axis=1, initial=0.0)
        return apart


class PieceTest(NamedTuple):
    """Events against those expected in parts of bands, as a chi-square."""

    chi_square: float
    degrees: int

    @property
    def p_value(self) -> float | None:
        """Return the chance of so large a sum where the hazards hold; None where none is tested."""
        return float(chi2.sf(self.chi_square, self.degrees)) if self.degrees else None


def aalen_johansen(at_risk: Ints, events: Counts) -> tuple[Floats, Floats]:
    """Return cumulative incidence and its standard error, both [destination, unit].

    Parameters
    ----------
    at_risk : array [unit]
        Who entered late included from then on.
    events : array [destination, unit]
        Ties are in one unit.

    Source
    ------
    Andersen, Borgan, Gill and Keiding (1993), IV.4; the variance is that of Marubini and
    Valsecchi (1995), 10.3, its sums written out.
    """
    risk = np.maximum(at_risk, 1).astype(np.float64)
    left = events.sum(axis=0)
    before = np.concatenate([[1.0], np.cumprod(1 - left / risk)[:-1]])
    rise = before * events / risk
    seen = np.cumsum(rise, axis=1)
    total = left / (risk * np.maximum(risk - left, 1))
    own = before**2 * events * (risk - events) / risk**3
    cross = before * events / risk**2
    sums = [np.cumsum(each, axis=-1) for each in (total, seen * total, seen**2 * total)]
    variance = seen**2 * sums[0] - 2 * seen * sums[1] + sums[2] + np.cumsum(own, axis=1)
    variance -= 2 * (seen * np.cumsum(cross, axis=1) - np.cumsum(seen * cross, axis=1))
    return seen, np.sqrt(np.maximum(variance, 0.0))


def leaving_by_unit(cuts: Cuts, rate: Floats, units: int, unit_days: int) -> Floats:
    """Return the part of those at risk that leaves in each unit, [destination, unit].

    A week that lies in two bands has the mean of their hazards.
    """
    hazard = np.nan_to_num(rate) * unit_days / DAYS_PER_WEEK
    inside = _shares(cuts, units, unit_days)
    each = hazard @ inside
    total = each.sum(axis=0)
    leaves = leaving_in_a_unit(total)
    if unit_days == WEEKLY:
        leaves[:1] = 0.0  # nobody is looked at before the first week is over
    return np.asarray(each * (leaves / np.where(total > 0, total, 1.0)))


def _shares(cuts: Cuts, units: int, unit_days: int) -> Floats:
    """Return which part of each unit lies in each band, [band, unit]."""
    band = band_of_unit(cuts, units, unit_days)
    starts = np.searchsorted(np.array(cuts) * DAYS_PER_WEEK, np.arange(units) * unit_days, "right")
    latest = np.where(band >= 0, band, starts - 1)
    earliest = np.where(band >= 0, band, np.maximum(latest - 1, 0))
    places = np.arange(len(cuts))[:, None]
    return np.asarray(((places == latest).astype(np.float64) + (places == earliest)) / 2)


def curves_of(table: LifeTable, scheme: int, cuts: Cuts, rate: Floats) -> Curves:
    """Return the curves of a scheme, as long as `LEAST_AT_RISK` are at risk.

    Those who were not seen to go anywhere are taken to have gone where the others went.
    """
    at_risk = table.at_risk[scheme]
    few = np.flatnonzero((at_risk < LEAST_AT_RISK) & (np.cumsum(at_risk) > 0))
    units = int(few[0]) if len(few) else len(at_risk)
    events = table.events[scheme][:, :units].astype(np.float64)
    seen_to_go = max(float(events[:-1].sum()), 1.0)
    shared = events[:-1] * (events.sum() / seen_to_go)
    seen, error = aalen_johansen(at_risk[:units], shared)
    leaves = leaving_by_unit(cuts, rate, units, table.unit_days)
    before = np.concatenate([[1.0], np.cumprod(1 - leaves.sum(axis=0))])[:units]
    half = norm.ppf(1 - OUTSIDE / 2) * error
    weeks = np.arange(1, units + 1) * table.unit_days / DAYS_PER_WEEK
    fitted = np.cumsum(leaves * before, axis=1)
    return Curves(weeks, seen, np.maximum(seen - half, 0), np.minimum(seen + half, 1), fitted)


def piece_test(tables: Sequence[LifeTable], scheme: int, cuts: Cuts, rate: Floats) -> PieceTest:
    """Return the events of parts of each band against those its one hazard expects.

    A band has as many parts, up to `MOST_PARTS`, as leave `LEAST_EVENTS` in each.
    """
    chi_square, degrees = 0.0, 0
    for table in tables:
        units = table.at_risk.shape[1]
        band = band_of_unit(cuts, units, table.unit_days)
        leaves = leaving_by_unit(cuts, rate, units, table.unit_days).sum(axis=0)
        expected = leaves * table.at_risk[scheme]
        events = table.events[scheme].sum(axis=0)
        for place in range(len(cuts)):
            here = band == place
            one, parts = _parts(events[here], expected[here])
            chi_square, degrees = chi_square + one, degrees + parts - 1
    return PieceTest(chi_square, degrees)


def _parts(events: Ints, expected: Floats) -> tuple[float, int]:
    """Return the chi-square of the parts of a band, and how many there are."""
    parts = int(min(MOST_PARTS, events.sum() // LEAST_EVENTS))
    total = expected.sum()
    if parts < 2 or total <= 0:  # noqa: PLR2004
        return 0.0, 1
    part = np.minimum(np.cumsum(expected) / total * parts, parts - 1e-9).astype(np.int64)
    seen = np.bincount(part, events, parts)
    meant = np.bincount(part, expected, parts)
    filled = meant > 0
    return float((((seen - meant) ** 2)[filled] / meant[filled]).sum()), int(filled.sum())
