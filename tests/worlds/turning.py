"""Random worlds whose law turns: schemes that end or are closed on a day, and contacts let be."""

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.lives.tables import NOBODY, PACES, Tables
from borgerflow.sim.world.tables.deadlines import Closing
from tests.worlds.strategies import HORIZON, START, RandomWorld, chance, random_worlds


class TurningWorld(NamedTuple):
    """A random world, its tables before the law turns, and those of the law that does."""

    turned: RandomWorld
    before: Tables
    after: Tables
    ended: int  # or NOBODY
    closed: int  # or NOBODY
    day: int

    @property
    def people(self):
        """Return the people, who are the same under either law."""
        return self.turned.people


def ended_in(rng, places, day):
    """Return the number of a scheme that ends and the places with it; NOBODY where none may."""
    pairs = [
        (one, other)
        for one in range(1, len(places))
        for other in range(1, len(places))
        if one != other and bool(places[one].talks) == bool(places[other].talks)
    ]
    if not pairs:
        return NOBODY, NOBODY, places
    one, other = pairs[int(rng.integers(len(pairs)))]
    changed = [*places]
    changed[one] = places[one]._replace(ended=(day, other))
    return one, other, changed


def closed_in(rng, places, day, besides):
    """Return the number of a scheme that is closed and the places with it, NOBODY if none may."""
    known = [s for s in range(1, len(places)) if s not in besides]
    if not known:
        return NOBODY, places
    scheme = int(rng.choice(known))
    others = [s for s in range(len(places)) if s != scheme]
    to = rng.choice(others, min(2, len(others)), replace=False).tolist()
    shares = rng.choice([[0.5, 0.5], [0.2, 0.8]]) if len(to) > 1 else [1.0]
    stays, until = float(rng.choice([0.0, 0.5, 1.0])), FAR if chance(rng, 0.8) else day + 200
    changed = [*places]
    instead = tuple(zip(to, map(float, shares), strict=True))
    changed[scheme] = places[scheme]._replace(closed=Closing(day, until, stays, instead))
    return scheme, changed


def with_some_let_be(rng, place):
    """Return a scheme in some of whose rule periods a share of the citizens is not talked to."""
    exempt = [(float(rng.choice([0.0, 0.4, 1.0])), chance(rng, 0.5)) for _ in place.talks]
    paces = sorted(rng.choice([0.0, 0.01, 0.03, 0.1, 1.0], PACES - 1).tolist())
    return place._replace(exempt=exempt, paces=paces)


@st.composite
def turning_worlds(draw, staff=0, let_be=True):
    """Return a random world in which a scheme ends, or one is closed, or both on the same day."""
    world = draw(random_worlds(staff=staff))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    day, places = int(rng.integers(START - 60, HORIZON)), [*world.map.places]
    ended, becomes, turned = ended_in(rng, places, day)
    closed, turned = closed_in(rng, turned, day, (ended, becomes))
    if let_be:
        turned = [with_some_let_be(rng, place) for place in turned]
    other = world._replace(map=world.map._replace(places=tuple(turned)))
    return TurningWorld(other, world.tables(), other.tables(), ended, closed, day)


def turned_worlds():
    """Return random worlds whose law turns, as `random_worlds` does those whose law does not."""
    return turning_worlds().map(lambda world: world.turned)
