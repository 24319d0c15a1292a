"""The ledger of many tasks as one long table, for those who look further than an answer does."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from borgerflow.experiments.runs.money import NO_SCHEME, Axes
from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.measures.account import KINDS
from borgerflow.sim.settlement.rulebook import PAYERS

WORLDS = ("baseline", "investment")
AS_ASSUMED = -1  # the draw that stands for the numbers as assumed, beside draws counted from 0


def ledger_long(
    ledgers: Floats, replications: Sequence[int], draws: Sequence[int], axes: Axes
) -> pd.DataFrame:
    """Return a row for each amount that is not nought, in kroner, + an expense.

    Parameters
    ----------
    ledgers : ndarray of float, shape [replication, draw, world, year, payer, scheme + 1, kind]
        The baseline first, then the world with the proposals; the last scheme is none.
    replications, draws : sequences of int
        What the first two axes are called.
    """
    places = np.nonzero(ledgers)
    replication, draw, world, year, payer, scheme, kind = places
    schemes = (*axes.schemes, NO_SCHEME)
    return pd.DataFrame(
        {
            "draw": np.array(draws, dtype=np.int32)[draw],
            "replication": np.array(replications, dtype=np.int32)[replication],
            "world": _words(world, WORLDS),
            "year": np.array(axes.years, dtype=np.int32)[year],
            "payer": _words(payer, PAYERS),
            "scheme": _words(scheme, schemes),
            "kind": _words(kind, KINDS),
            "kroner": ledgers[places],
        }
    )


def _words(codes: Ints, names: Sequence[str]) -> "pd.Categorical[str]":
    """Return names by their places, each kept once."""
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(names)))
