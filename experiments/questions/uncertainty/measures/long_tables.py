"""Draws as long tables, for those who look further than the answer does."""

import numpy as np
import pandas as pd

from borgerflow.experiments.questions.compare.own_numbers.draws import Simulated
from borgerflow.experiments.questions.compare.own_numbers.sampling import Drawing
from borgerflow.experiments.runs.money import Axes
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
