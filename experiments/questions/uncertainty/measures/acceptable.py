"""How likely it is that the net is no more than a municipality would accept, sum by sum."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from borgerflow.experiments.questions.compare.own_numbers.layers import layers_of
from borgerflow.sim.settlement.rulebook import KOMMUNE, PAYERS

POINTS = 21  # sums, from the lowest net to the highest


class Acceptable(NamedTuple):
    """A net that a municipality would accept, and the chance that it is no more than that."""

    kroner: float
    share: float


def acceptable(nets: pd.DataFrame) -> tuple[Acceptable, ...]:
    """Return the chance of a net up to each of some sums; none where all draws come to the same.

    Parameters
    ----------
    nets : DataFrame
        Kroner by draw, replication, year and payer, as `net_by_draw` has them.
    """
    if nets.empty:
        return ()
    own = nets[nets["payer"] == PAYERS[KOMMUNE]]
    totals = own.groupby(["replication", "draw"])["kroner"].sum().unstack("draw")
    draws = layers_of(totals.to_numpy()).draws
    if not np.ptp(draws):
        return ()
    sums = np.unique(np.append(np.linspace(draws.min(), draws.max(), POINTS), 0.0))
    return tuple(Acceptable(float(s), float(np.mean(draws <= s))) for s in sums)
