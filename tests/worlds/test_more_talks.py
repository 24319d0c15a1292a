"""More talks never mean fewer exits: on worlds made at random, life by life.

Time is no limit, nobody is sanctioned, nothing that a talk does is below 1, and rules stand
beside the law.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borgerflow.sim.lives.tables import HELD
from tests.worlds.examples import COUNTED
from tests.worlds.lived import ended_as, first_spells, lived
from tests.worlds.strategies import CELLS, local_rules, population, random_worlds

pytestmark = pytest.mark.slow

CITIZENS = 100


def where_talks_act(place, rng, effects):
    """Return a scheme with the law's talks alone, one that people do not leave at once."""
    exits = [
        exit_._replace(
            weekly=[0.2 * hazard for hazard in exit_.weekly],
            weekly_from={},
            effect=rng.choice(effects, CELLS).tolist(),
        )
        for exit_ in place.exits
    ]
    return place._replace(
        exits=exits,
        fading=place.fading or ((0, 1.0), (14, 0.5), (60, 0.0)),
        sanctioned=(0.0, 0.0, 0, 1.0),
        rules=(),
    )


def with_more_talks(place, rng, instead):
    """Return a scheme with local rules of talks, as good as those of the law or better."""
    if not place.talks:
        return place
    rules = [
        rule._replace(instead=instead, gain=max(1.0, rule.gain))
        for rule in (*local_rules(rng), *local_rules(rng))
    ]
    return place._replace(rules=rules)


def with_places(world, places):
    """Return the tables of a world with other schemes."""
    return world._replace(map=world.map._replace(places=tuple(places))).tables()


def lives_with_more_talks(world, seed, effects=(1.0, 1.7, 4.0), instead=False):
    """Return the lives under the law alone, and with local rules beside it or instead of it."""
    rng = np.random.default_rng(seed)
    places = [where_talks_act(place, rng, effects) for place in world.map.places]
    more = [with_more_talks(place, rng, instead) for place in places]
    people = population(rng, len(places), CITIZENS, seed)
    return [lived(with_places(world, some), people) for some in (places, more)]


def exits_moved(lives):
    """Return how many first spells end earlier with more talks, and how many later."""
    alone, more = (first_spells(life).end for life in lives)
    return (more < alone).sum(), (more > alone).sum()


def talks_of_first_spells(lives, ends):
    """Return citizen, due day and day of the talks held in first spells before their ends."""
    talks = ended_as(lives[1], HELD)
    rows = zip(talks.citizen.tolist(), talks.due.tolist(), talks.held.tolist(), strict=True)
    return {row for row in rows if row[2] < ends[row[0]]}


def looked_at_in_random_worlds(look, number, **changes):
    """Let lives with and without more talks be looked at, in worlds made at random."""

    @given(random_worlds(), st.integers(0, 2**32 - 1))
    @settings(max_examples=number, **COUNTED)
    def look_at(world, seed):
        look(lives_with_more_talks(world, seed, **changes))

    look_at()


def test_more_talks_beside_the_law_never_postpone_an_exit_nor_a_talk_of_the_law():
    earlier = more_talks = 0

    def look(lives):
        nonlocal earlier, more_talks
        moved = exits_moved(lives)
        assert moved[1] == 0
        ended = first_spells(lives[1])
        ends = dict(zip(ended.citizen.tolist(), ended.end.tolist(), strict=True))
        by_law, held = (talks_of_first_spells(life, ends) for life in lives)
        assert by_law <= held
        earlier, more_talks = earlier + moved[0], more_talks + len(held) - len(by_law)

    looked_at_in_random_worlds(look, 60)
    assert earlier > 100
    assert more_talks > 1_000


@pytest.mark.parametrize("changes", [{"effects": (0.5, 1.0, 4.0)}, {"instead": True}])
def test_talks_that_hold_back_or_stand_in_the_place_of_the_law_postpone_some(changes):
    """The sisters of the test above: its conditions are needed, and it would notice."""
    later = 0

    def look(lives):
        nonlocal later
        later += exits_moved(lives)[1]

    looked_at_in_random_worlds(look, 30, **changes)
    assert later > 20
