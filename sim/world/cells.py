"""The cells of citizens: one small number for all attributes that hazards and rates ask for.

A cell is a place in the product of sector, insurance, provider, household, education and age
band, the age band running fastest. What a citizen is for life gives the cell at the youngest
band; the band of the day is added.
"""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.params.model import HELP, LEVELS

SHAPE = tuple(len(levels) for levels in LEVELS.values())
CELLS = int(np.prod(SHAPE))
BANDS = len(LEVELS["age"])
BAND_YEARS = (25, 30, 50, 60)  # the birthdays on which an age band begins
YOUNG_BANDS = 2  # under 25 and 25-29


@cache
def level_of_cell(attribute: str) -> Ints:
    """Return the level number of an attribute in every cell, shape [CELLS].

    ``help`` is which help a citizen would get: uddannelseshjaelp under 30 without a
    vocational education, else kontanthjaelp (LAS § 23 and § 25).
    """
    if attribute == "help":
        young = level_of_cell("age") < YOUNG_BANDS
        return np.where(young & (level_of_cell("education") == 0), 0, 1)
    place = list(LEVELS).index(attribute)
    return np.asarray(np.indices(SHAPE)[place].reshape(-1), dtype=np.int64)


def cells_where(target: Mapping[str, Sequence[str]]) -> Flags:
    """Return which cells have, for every attribute named, one of the levels named."""
    inside = np.ones(CELLS, dtype=np.bool_)
    for attribute, levels in target.items():
        known = (*LEVELS[attribute],)
        inside &= np.isin(level_of_cell(attribute), [known.index(level) for level in levels])
    return inside


def factor_of_cell(groups: Mapping[str, Mapping[str, float]]) -> Floats:
    """Return the product of the factors of a cell's levels, shape [CELLS]."""
    factor = np.ones(CELLS)
    for attribute, by_level in groups.items():
        known = HELP if attribute == "help" else LEVELS[attribute]
        factors = np.array([by_level.get(level, 1.0) for level in known])
        factor *= factors[level_of_cell(attribute)]
    return factor


def cell_at_youngest(levels: Mapping[str, Ints]) -> Ints:
    """Return the cells, at the youngest age band, of citizens given by attribute levels."""
    places = [levels[name] for name in LEVELS if name != "age"]
    young = np.zeros_like(places[0])
    return np.ravel_multi_index([*places, young], SHAPE).astype(np.int64)
