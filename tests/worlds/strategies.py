"""Random worlds: maps of schemes, people in them, and mechanisms that act on them.

Everything the core can meet is meant to turn up: duration bins, hazards by where a citizen
came from, frailty, cells, calendar periods, every rule of a deadline, decisions that prolong
or send back, categories with waiting days, talks under rules that change, mechanisms and
doors with dates, windows, targets and reach, people under way and people who come late.
"""

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from sim.clock import FAR
from sim.lives.tables import (
    BIRTHDAY,
    MAX_STAY,
    NO_DEADLINE,
    NOBODY,
    RETURNS,
    REVURDERING,
    RIGHT_USED_UP,
    Tables,
)
from sim.mechanisms import DoorRow, HazardRow
from sim.people import People
from tests.worlds.made import (
    ALWAYS,
    BANDS,
    START,
    Decision,
    Exit,
    Place,
    made_people,
    made_tables,
)

GROUPS = 2
CELLS = BANDS * GROUPS
DAYS = 1_200
HORIZON = START + DAYS
OTHERS = 1  # the group of citizens that targeted mechanisms reach

days_of_world = st.integers(START, HORIZON)
weekly = st.one_of(st.just(0.0), st.floats(0.001, 0.5))
factors = st.sampled_from([0.0, 0.5, 1.0, 1.0, 1.7])
waits = st.sampled_from([0, 0, 14, 30])


class Map(NamedTuple):
    """A map of schemes and the calendar they live under."""

    places: tuple[Place, ...]
    calendar: tuple[int, ...]


class RandomWorld(NamedTuple):
    """A map, the people in it, and what acts on them."""

    map: Map
    people: People
    mechanisms: tuple[HazardRow, ...]
    doors: tuple[DoorRow, ...]

    def tables(self, mechanisms: bool = True) -> Tables:
        """Return the tables, with the mechanisms or without."""
        return (
            tables_of(self.map, self.mechanisms, self.doors) if mechanisms else tables_of(self.map)
        )


def tables_of(map_: Map, mechanisms: tuple = (), doors: tuple = ()) -> Tables:
    """Return the tables of a map under some mechanisms."""
    return made_tables(
        map_.places,
        horizon=HORIZON,
        groups=GROUPS,
        calendar=map_.calendar,
        mechanisms=mechanisms,
        doors=doors,
        looks_back_months=9,
        regained_days=120,
    )


@st.composite
def increasing(draw, first, low, high, at_most):
    """Return a rising tuple that begins with a given number."""
    more = draw(st.sets(st.integers(low, high), max_size=at_most))
    return (first, *sorted(more))


@st.composite
def exits(draw, scheme, schemes, bins, periods):
    """Return the ways out of a scheme; a home-coming exit among them now and then."""
    others = [s for s in range(schemes + 1) if s != scheme]
    destinations = draw(st.lists(st.sampled_from(others), min_size=1, max_size=3, unique=True))
    ways = []
    for to in destinations:
        rates = st.tuples(*[weekly] * bins)
        by_origin = draw(st.dictionaries(st.integers(NOBODY, schemes - 1), rates, max_size=1))
        ways.append(
            Exit(
                RETURNS if draw(st.integers(0, 5)) == 0 else to,
                draw(rates),
                by_origin,
                draw(st.booleans()),
                draw(st.tuples(*[factors] * CELLS)) if draw(st.booleans()) else (),
                draw(st.tuples(*[factors] * periods)) if draw(st.booleans()) else (),
            )
        )
    return tuple(ways)


@st.composite
def decisions(draw, scheme, schemes):
    """Return the decisions at the deadlines of a scheme, stage by stage; shares add up to 1."""
    stages = draw(st.integers(1, 2))
    change = draw(days_of_world)
    decided = []
    for stage in range(stages):
        rows = []
        for since, until in ((ALWAYS, change), (change, FAR)):
            ways = st.lists(
                st.sampled_from([RETURNS, *range(schemes)]), min_size=1, max_size=3, unique=True
            )
            chosen = draw(ways)
            parts = np.array(
                draw(st.lists(st.integers(1, 9), min_size=len(chosen), max_size=len(chosen)))
            )
            for to, part in zip(chosen, parts / parts.sum(), strict=True):
                days = draw(st.sampled_from([0, 1, 30, 200])) if to == scheme else 0
                then = min(stage + 1, stages - 1) if to == scheme else 0
                rows.append(Decision(to, float(part), days, then, since, until))
        decided.append(tuple(rows))
    return tuple(decided)


RULES = {
    NO_DEADLINE: st.just(0),
    MAX_STAY: st.integers(1, 400),
    REVURDERING: st.integers(1, 22),
    RIGHT_USED_UP: st.integers(1, 300),
    BIRTHDAY: st.just(30),
}


@st.composite
def talks(draw):
    """Return the talk rules of a scheme, by period; none now and then."""
    if draw(st.booleans()):
        return ()
    rows = []
    for day in draw(increasing(ALWAYS, START, HORIZON, 2)):
        first = draw(st.integers(0, 60))
        window = first + draw(st.integers(0, 120))
        rows.append((day, first, draw(st.integers(0, 4)), window, draw(st.sampled_from([0, 28]))))
    return tuple(rows)


@st.composite
def places(draw, scheme, schemes, periods):
    """Return a scheme."""
    bins = draw(increasing(0, 1, 300, 2))
    rule = draw(st.sampled_from(list(RULES)))
    value = RULES[rule]
    kinds = draw(st.lists(waits, max_size=2)) if rule != REVURDERING else [draw(waits), draw(waits)]
    return Place(
        draw(exits(scheme, schemes, len(bins), periods)),
        bins,
        rule,
        ((ALWAYS, draw(value)), (draw(days_of_world), draw(value))),
        draw(decisions(scheme, schemes)) if rule != NO_DEADLINE else (),
        kinds,
        {draw(st.integers(NOBODY, schemes - 1)): len(kinds) - 1} if kinds else {},
        {OTHERS: len(kinds) - 1} if kinds else {},
        draw(talks()),
        draw(st.booleans()),
    )


@st.composite
def maps(draw):
    """Return a map of two to six schemes."""
    schemes = draw(st.integers(2, 6))
    calendar = draw(increasing(ALWAYS, START, HORIZON, 2))
    return Map(
        tuple(draw(places(scheme, schemes, len(calendar))) for scheme in range(schemes)), calendar
    )


def populations(schemes, citizens=12):
    """Return strategies of people: under way or coming late, leaving or staying, young or old."""
    return st.integers(0, 10_000).map(lambda seed: population(schemes, citizens, seed))


def population(schemes, citizens, seed):
    """Return people whom a seed decides."""
    rng = np.random.default_rng(seed)
    late = rng.random(citizens) < 0.3
    enters = np.where(late, START + rng.integers(0, DAYS + 30, citizens), START)
    since = np.where(late, enters, START - rng.integers(0, 400, citizens))
    leaves = np.where(rng.random(citizens) < 0.3, enters + rng.integers(1, DAYS, citizens), FAR)
    born = START - rng.integers(18 * 365, 64 * 365, citizens)
    return made_people(
        citizens,
        scheme=rng.integers(0, schemes, citizens),
        since=since,
        enters=enters,
        leaves=leaves,
        cell=BANDS * rng.integers(0, GROUPS, citizens),
        frailty=np.exp(rng.normal(0, 0.5, citizens)),
        birthdays=np.stack([born + round(365.25 * years) for years in (25, 30, 50, 60)], axis=1),
        came_from=rng.integers(NOBODY, schemes, citizens),
        seed=seed,
    )


def cells_of(group):
    """Return which cells belong to a group."""
    return np.arange(CELLS) // BANDS == group


EVERYBODY = np.ones(CELLS, dtype=np.bool_)
any_factor = st.floats(0.0, 4.0)
any_share = st.floats(0.0, 1.0)
any_reach = st.sampled_from([0.3, 1.0])
targets = st.sampled_from([EVERYBODY, cells_of(OTHERS), np.arange(CELLS) % 3 == 0])


@st.composite
def hazard_rows(draw, map_, target=targets, factor=any_factor, reach=any_reach):
    """Return a mechanism on one exit."""
    scheme = draw(st.integers(0, len(map_.places) - 1))
    ways = map_.places[scheme].exits
    number = sum(len(p.exits) for p in map_.places[:scheme]) + draw(st.integers(0, len(ways) - 1))
    since, until = sorted((draw(days_of_world), draw(days_of_world)))
    window = sorted((draw(st.integers(0, 200)), draw(st.sampled_from([50, 200, FAR]))))
    return HazardRow(
        scheme,
        draw(st.integers(0, 3)),
        number,
        (since, until, *window),
        draw(factor),
        draw(reach),
        draw(target),
    )


@st.composite
def door_rows(draw, map_, target=targets, share=any_share):
    """Return a mechanism at the door of a scheme other than the first."""
    since, until = sorted((draw(days_of_world), draw(days_of_world)))
    return DoorRow(
        draw(st.integers(1, len(map_.places) - 1)),
        draw(st.integers(0, 3)),
        (since, until, draw(st.sampled_from([10, 56, FAR]))),
        draw(share),
        draw(target),
    )


@st.composite
def random_worlds(draw, hazards=hazard_rows, doors=door_rows):
    """Return a random world; ``hazards`` and ``doors`` make its mechanisms, None makes none."""
    map_ = draw(maps())
    return RandomWorld(
        map_,
        draw(populations(len(map_.places))),
        tuple(draw(st.lists(hazards(map_), max_size=3))) if hazards else (),
        tuple(draw(st.lists(doors(map_), max_size=2))) if doors else (),
    )
