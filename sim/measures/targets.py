"""How far simulated stocks are from published ones."""

from collections.abc import Sequence

import numpy as np

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.params.model import Target
from borgerflow.sim.records.history import SpellArrays


def stocks_on(spells: SpellArrays, day: int, schemes: int) -> Ints:
    """Return the persons in each scheme on a day, shape [scheme]."""
    here = (spells.start <= day) & (spells.end > day)
    return np.bincount(spells.scheme[here], minlength=schemes)


def paid_stocks_on(spells: SpellArrays, day: int, schemes: int, waiting_days: Ints) -> Ints:
    """Return the persons in each scheme whom the municipality pays on a day, shape [scheme].

    One in the employer's period, or in another time before the municipality pays, is left out.
    """
    waits = np.where(spells.category >= 0, waiting_days[spells.category], 0)
    here = (spells.start + waits <= day) & (spells.end > day)
    return np.bincount(spells.scheme[here], minlength=schemes)


def persons_at(
    target: Target, spells: SpellArrays, names: Sequence[str], waiting_days: Ints
) -> int:
    """Return the simulated persons that a published figure is held against."""
    if target.paid_only:
        stocks = paid_stocks_on(spells, target.day, len(names), waiting_days)
    else:
        stocks = stocks_on(spells, target.day, len(names))
    return int(sum(stocks[names.index(scheme)] for scheme in target.schemes))
