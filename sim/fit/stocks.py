"""How far simulated stocks are from published ones."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.clock import date_of
from sim.history import SpellArrays
from sim.params.model import Target


def stocks_on(spells: SpellArrays, day: int, schemes: int) -> NDArray[np.int64]:
    """Return the persons in each scheme on a day, shape [scheme]."""
    here = (spells.start <= day) & (spells.end > day)
    return np.bincount(spells.scheme[here], minlength=schemes)


def paid_stocks_on(
    spells: SpellArrays, day: int, schemes: int, waiting_days: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the persons in each scheme whom the municipality pays on a day, shape [scheme].

    One in the employer's period, or in another time before the municipality pays, is left out.
    """
    waits = np.where(spells.category >= 0, waiting_days[spells.category], 0)
    here = (spells.start + waits <= day) & (spells.end > day)
    return np.bincount(spells.scheme[here], minlength=schemes)


def off_target(
    targets: Sequence[Target],
    stocks: Mapping[str, float],
    paid: Mapping[str, float],
) -> pd.DataFrame:
    """Return one row per target: published, simulated, and how far off in per cent.

    Parameters
    ----------
    stocks, paid : mapping of scheme to persons
        Simulated stocks on the day of the targets, all and those paid by the municipality.
    """
    rows = []
    for target in targets:
        table = paid if target.paid_only else stocks
        published = target.persons.value or 0.0
        simulated = sum(table[scheme] for scheme in target.schemes)
        rows.append(
            {
                "name": target.name,
                "da": target.label.da,
                "en": target.label.en,
                "day": date_of(target.day).isoformat(),
                "published": published,
                "simulated": simulated,
                "off_per_cent": 100 * (simulated / published - 1),
                "grade": target.persons.grade,
                "source": target.persons.source,
            }
        )
    return pd.DataFrame(rows)
