"""Random worlds told twice: by lotteries, and by branches weighed by their chance."""

from typing import Any, NamedTuple

import numpy as np

from borgerflow.sim.base.chance import citizen_key
from borgerflow.sim.engines.branches.carried import hindrance
from borgerflow.sim.engines.branches.days import TwoWorlds
from borgerflow.sim.engines.branches.run import Branches, branches_of
from borgerflow.sim.engines.reach import difference_of
from borgerflow.sim.lives.tables import Tables
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.people import People
from tests.worlds.lived import lived
from tests.worlds.strategies import tables_of

KINDS = ("hazards", "doors", "programmes", "reviews", "hazards and programmes", "hazards and doors")


class Pair(NamedTuple):
    """The tables of a world without its mechanisms and with some of them."""

    usual: Tables
    other: Tables


def pair_of(world: Any, kind: str) -> Pair:
    """Return a random world with its mechanisms of some kinds, each numbered apart."""
    kinds = {
        "mechanisms": world.mechanisms if "hazards" in kind else (),
        "doors": world.doors if "doors" in kind else (),
        "programmes": world.programmes if "programmes" in kind else (),
        "reviews": world.reviews if "reviews" in kind else (),
    }
    numbers = iter(range(100))
    apart = {
        name: tuple(row._replace(mechanism=next(numbers)) for row in rows)
        for name, rows in kinds.items()
    }
    return Pair(tables_of(world.map), tables_of(world.map, **apart))


def is_carried(pair: Pair) -> bool:
    """Tell whether branches carry what a pair of worlds differs in, and that is something."""
    difference = difference_of(*pair)
    return bool(difference.rows) and hindrance(pair.usual, difference) is None


def many(people: People, times: int, seed: int) -> People:
    """Return so many times the same people, each with draws of their own."""
    size = len(people.key)
    number = np.tile(np.arange(size), times)
    copies = People._make(column[number] for column in people)
    keys = [citizen_key(seed, n // size, n % size) for n in range(size * times)]
    return copies._replace(key=np.array(keys, dtype=np.uint64))


def branched(pair: Pair, people: People, engine: str = "auto") -> Branches:
    """Return the branches of people from the usual world of a pair to the other."""
    return branches_of(TwoWorlds(*pair), people, np.ones(pair.usual.schemes), engine)


def days_in(spells: SpellArrays, schemes: int, size: int) -> np.ndarray:
    """Return the days that each citizen is in each scheme, [citizen, scheme]."""
    days = np.zeros((size, schemes))
    np.add.at(days, (spells.citizen, spells.scheme), spells.end - spells.start)
    return days


def changes(pair: Pair, people: People, engine: str = "auto") -> tuple[np.ndarray, np.ndarray]:
    """Return the days more in each scheme by lottery and by branches, [citizen, scheme]."""
    size, schemes = len(people.key), pair.usual.schemes
    before, after = (days_in(lived(one, people)[0], schemes, size) for one in pair)
    found = branched(pair, people, engine)
    weighed = found.chance[:, None] * (days_in(found.spells, schemes, size) - before)
    return after - before, weighed


COPIES, MANY_COPIES = 60, 3_000  # of the people of each world, with draws of their own
LARGE = 3.5  # a score, to be looked at again
ENOUGH = 50  # lives that lotteries change, for the mean of what they change to be all but normal


def scores(pair: Pair, people: People) -> np.ndarray:
    """Return by how many standard errors branches lie from lotteries in each scheme.

    Where that is many they are told anew by many more people, whose draws are others: what rare
    lotteries happen to miss is then small, and what branches tell wrongly is larger still.
    """
    drawn, weighed = changes(pair, many(people, COPIES, 7))
    if np.abs(found := z_scores(weighed - drawn)).max() > LARGE:
        drawn, weighed = changes(pair, many(people, MANY_COPIES, 8))
        found = z_scores(weighed - drawn) * (np.count_nonzero(drawn, axis=0) >= ENOUGH)
    return found


def z_scores(apart: np.ndarray) -> np.ndarray:
    """Return by how many standard errors the mean of each column lies from nought."""
    errors = apart.std(axis=0, ddof=1) / np.sqrt(len(apart))
    return np.divide(apart.mean(axis=0), errors, out=np.zeros(len(errors)), where=errors > 0)
