"""Draws as long tables, for those who look further than the answer does."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from borgerflow.experiments.questions.compare.own_numbers.draws import Simulated
from borgerflow.experiments.questions.compare.own_numbers.sampling import Drawing
from borgerflow.experiments.questions.compare.tables.ledger_long import AS_ASSUMED, ledger_long
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.experiments.runs.estimators.pairs import Pair
from borgerflow.experiments.runs.money import Axes, by_year, money_of
from borgerflow.sim.params.estimates import value_at
from borgerflow.sim.settlement.rulebook import PAYERS


def parameters_of(drawing: Drawing, found: Simulated) -> pd.DataFrame:
    """Return a row per draw and number with the value drawn; a hazard by the factor on it.

    Draws that make a world are counted from 0, in the order of `net_by_draw`.
    """
    numbers = drawing.numbers
    values = [
        [value_at(number.estimate, share) for number, share in zip(numbers, row, strict=True)]
        for row in found.shares.tolist()
    ]
    return pd.DataFrame(
        {
            "draw": np.repeat(np.arange(found.draws), len(numbers)),
            "number": [number.name for number in numbers] * found.draws,
            "value": np.array(values).reshape(-1),
        }
    )


def ledger_of(found: Simulated, pairs: Sequence[Pair], comparison: Comparison) -> pd.DataFrame:
    """Return the ledger of every draw, and as draw -1 that of the numbers as assumed."""
    assert found.ledgers is not None
    axes = comparison.axes
    usual = np.stack(
        [
            by_year(money_of(accounts, comparison.factors), axes)
            for accounts in ([p.baseline for p in pairs], [p.investment for p in pairs])
        ],
        axis=1,
    )
    every = np.concatenate([usual[:, None], found.ledgers], axis=1)
    draws = range(AS_ASSUMED, found.draws)
    return ledger_long(every, range(len(pairs)), draws, axes)


def net_by_draw(found: Simulated, axes: Axes) -> pd.DataFrame:
    """Return the kroner that differ, + an expense, by draw, replication, year and payer."""
    years = np.array(axes.year_of_month)
    by_year = np.stack(
        [found.amounts[:, :, years == year].sum(axis=2) for year in axes.years], axis=2
    )
    places = np.indices(by_year.shape).reshape(by_year.ndim, -1)
    replication, draw, year, payer = places
    return pd.DataFrame(
        {
            "draw": draw,
            "replication": replication,
            "year": np.array(axes.years)[year],
            "payer": np.array(PAYERS)[payer],
            "kroner": by_year.reshape(-1),
        }
    )
