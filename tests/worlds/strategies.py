"""Random worlds: maps of schemes, people in them, and mechanisms that act on them.

Everything the core can meet is meant to turn up: duration bins, hazards by where a citizen
came from, frailty, cells, calendar periods, every rule of a deadline, decisions that prolong
or send back, categories with waiting days, talks under rules that change, mechanisms and
doors with dates, windows, targets and reach, people under way and people who come late.

The size of a world is drawn by hypothesis, so that a world that fails is made small; what is
in it follows from a seed, so that a world costs a few milliseconds.
"""

from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.lives.tables import (
    BIRTHDAY,
    MAX_STAY,
    MAX_YEARS,
    NO_DEADLINE,
    NOBODY,
    RETURNS,
    REVURDERING,
    RIGHT_USED_UP,
    Tables,
)
from borgerflow.sim.world.people import People
from borgerflow.sim.world.tables.mechanisms import (
    EVERYWHERE,
    DoorRow,
    HazardRow,
    ProgrammeRow,
    ReviewRow,
)
from tests.worlds.lived import made_people
from tests.worlds.made import (
    ALWAYS,
    BANDS,
    START,
    Decision,
    Exit,
    Local,
    Place,
    made_tables,
)

GROUPS = 2
CELLS = BANDS * GROUPS
BINS = 3  # at most
DAYS = 1_200
HORIZON = START + DAYS
REGAINED_DAYS = 120
OTHERS = 1  # the group of citizens that targeted mechanisms reach


class Map(NamedTuple):
    """A map of schemes and the calendar they live under."""

    places: tuple[Place, ...]
    calendar: tuple[int, ...]
    teams: tuple[tuple[tuple[int, int], ...], ...] = ()


class RandomWorld(NamedTuple):
    """A map, the people in it, and what acts on them."""

    map: Map
    people: People
    mechanisms: tuple[HazardRow, ...]
    doors: tuple[DoorRow, ...]
    programmes: tuple[ProgrammeRow, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()

    def tables(self, mechanisms: bool = True) -> Tables:
        """Return the tables, with the mechanisms or without."""
        acting = (self.mechanisms, self.doors, self.programmes, self.reviews)
        return tables_of(self.map, *acting if mechanisms else ())


def tables_of(
    map_: Map,
    mechanisms: tuple = (),
    doors: tuple = (),
    programmes: tuple = (),
    reviews: tuple = (),
) -> Tables:
    """Return the tables of a map under some mechanisms."""
    return made_tables(
        map_.places,
        horizon=HORIZON,
        groups=GROUPS,
        calendar=map_.calendar,
        mechanisms=mechanisms,
        doors=doors,
        programmes=programmes,
        reviews=reviews,
        regained_days=REGAINED_DAYS,
        teams=map_.teams,
    )


def chance(rng, of):
    """Tell whether something of this chance happens."""
    return rng.random() < of


def some_day(rng):
    """Return a day of the world."""
    return int(rng.integers(START, HORIZON))


def rising(rng, first, low, high, at_most):
    """Return a rising tuple that begins with a given number."""
    more = rng.integers(low, high, rng.integers(0, at_most + 1))
    return (first, *sorted({int(number) for number in more}))


def weekly_rates(rng, bins):
    """Return hazards a week, some of them none."""
    return tuple((rng.choice([0.0, 1.0, 1.0, 1.0], bins) * rng.uniform(0.002, 0.3, bins)).tolist())


def factors(rng, number):
    """Return factors, or none now and then."""
    return tuple(rng.choice([0.0, 0.5, 1.0, 1.7], number).tolist()) if chance(rng, 0.5) else ()


def exits(rng, scheme, schemes, bins, periods):
    """Return the ways out of a scheme; a home-coming exit among them now and then."""
    others = [s for s in range(schemes + 1) if s != scheme]
    weights = np.array([0.1 if s == schemes else 1.0 for s in others])  # few go out for good
    number = int(rng.integers(1, min(4, len(others)) + 1))
    for to in rng.choice(others, number, replace=False, p=weights / weights.sum()):
        by_origin = {int(rng.integers(NOBODY, schemes)): weekly_rates(rng, bins)}
        yield Exit(
            RETURNS if chance(rng, 0.15) else int(to),
            weekly_rates(rng, bins),
            by_origin if chance(rng, 0.5) else {},
            chance(rng, 0.5),
            factors(rng, CELLS),
            factors(rng, periods),
            factors(rng, CELLS),
        )


def decisions(rng, scheme, schemes, stage, stages):
    """Yield what may be decided at a deadline before some day and from it on."""
    change = some_day(rng)
    for since, until in ((ALWAYS, change), (change, FAR)):
        ways = rng.choice([RETURNS, *range(schemes)], rng.integers(1, 4), replace=False)
        parts = rng.integers(1, 9, len(ways))
        for to, part in zip(ways.tolist(), parts / parts.sum(), strict=True):
            prolongs = to == scheme
            days = int(rng.choice([0, 1, 30, 200])) if prolongs else 0
            then = min(stage + 1, stages - 1) if prolongs else 0
            yield Decision(to, float(part), days, then, since, until)


VALUES = {
    NO_DEADLINE: (0,),
    MAX_STAY: range(1, 400),
    MAX_YEARS: (1, 2),
    REVURDERING: range(1, 23),
    RIGHT_USED_UP: range(1, 300),
    BIRTHDAY: (25, 30, 50, 60),
}


def talks(rng):
    """Return the talk rules of a scheme, by period; none now and then."""
    if chance(rng, 0.4):
        return ()
    rows = []
    for day in rising(rng, ALWAYS, START, HORIZON, 2):
        first = int(rng.integers(0, 60))
        window = first + int(rng.integers(0, 120))
        rows.append((day, first, int(rng.integers(0, 5)), window, int(rng.choice([0, 28]))))
    return tuple(rows)


def local_rules(rng):
    """Return local rules of talks for a scheme; none now and then."""
    for _ in range(int(rng.choice([0, 0, 1, 3]))):
        first = int(rng.integers(0, 40))
        window = first + int(rng.integers(0, 120))
        spell = sorted((int(rng.integers(0, 100)), int(rng.choice([60, 200, FAR]))))
        rhythm = (first, int(rng.integers(0, 6)), window, int(rng.choice([0, 10, 28])))
        yield Local(
            rhythm,
            *((ALWAYS, FAR) if chance(rng, 0.4) else dates(rng)),
            *((0, FAR) if chance(rng, 0.4) else spell),
            True if chance(rng, 0.4) else rng.random((CELLS, BINS)) < 0.6,
            chance(rng, 0.3),
            int(rng.choice([0, 10, 45, 90])),
            int(rng.choice([0, 1333])),
            float(rng.choice([0.0, 0.7, 1.0, 3.0])),
        )


def fading(rng):
    """Return how the effect of a talk fades, or nothing where talks have none."""
    if chance(rng, 0.4):
        return ()
    days = rising(rng, 0, 1, 80, 3)
    return tuple((day, float(rng.choice([1.0, 0.6, 0.25, 0.0]))) for day in days)


def teams(rng, number):
    """Return teams of caseworkers by the days on which their minutes change, some very short."""
    for _ in range(number):
        days = rising(rng, ALWAYS, START, HORIZON, 2)
        yield tuple((day, int(rng.choice([0, 7, 45, 200]))) for day in days)


def place(rng, scheme, schemes, periods, teams=0):
    """Return a scheme."""
    bins = rising(rng, 0, 1, 300, BINS - 1)
    rule = int(rng.choice(list(VALUES)))
    stages = int(rng.integers(1, 3)) if rule != NO_DEADLINE else 0
    kinds = rng.choice([0, 7, 14, 30], int(rng.integers(rule == REVURDERING, 3))).tolist()
    last = {OTHERS: len(kinds) - 1} if kinds else {}
    values = rng.choice(VALUES[rule], 2).tolist()
    asked = talks(rng)
    return Place(
        tuple(exits(rng, scheme, schemes, len(bins), periods)),
        bins,
        rule,
        ((ALWAYS, values[0]), (some_day(rng), values[1])),
        [tuple(decisions(rng, scheme, schemes, stage, stages)) for stage in range(stages)],
        kinds,
        {int(rng.integers(NOBODY, schemes)): 0} if kinds else {},
        last,
        asked,
        chance(rng, 0.5),
        float(rng.choice([1.0, 0.5, 0.2])),
        fading(rng),
        int(rng.integers(-1, teams)),
        int(rng.choice([1, 30, 45, 90])),
        tuple(local_rules(rng)) if asked else (),
        (float(rng.choice([0.0, 0.3])), int(rng.choice([0, 15])), int(rng.integers(1, 20))),
        int(rng.choice([0, 0, 7])),
        40 if rule % 2 and len(bins) > 1 else 0,
        {0: CELLS - 1} if scheme % 2 else {},
        np.linspace(0.7, 1.6, CELLS).tolist() if rule % 2 else (),
        sanctioned(rule, len(bins), len(asked)),
    )


def sanctioned(rule, bins, periods):
    """Return who is sanctioned, its effect, most days and what is paid, without drawing."""
    share, effect = (0.0, 0.5, 1.0)[rule % 3], (0.0, 0.5, 3.0)[bins - 1]
    return share, effect, (3, 40)[rule % 2], (0.0, 0.25)[periods % 2]


def map_of(rng, schemes, staff=0):
    """Return a map of some schemes, their talks held by some teams."""
    calendar = rising(rng, ALWAYS, START, HORIZON, 2) if chance(rng, 0.5) else (ALWAYS,)
    places = (place(rng, s, schemes, len(calendar), staff) for s in range(schemes))
    return Map(tuple(places), calendar, tuple(teams(rng, staff)))


def population(rng, schemes, citizens, seed):
    """Return people under way or coming late, leaving or staying, young or old."""
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


TARGETS = (np.ones(CELLS, dtype=np.bool_), cells_of(OTHERS), np.arange(CELLS) % 3 == 0)


def dates(rng):
    """Return the first day of a mechanism and the day after its last."""
    return sorted((some_day(rng), some_day(rng)))


def hazard_row(rng, map_, *, factor=(0.0, 4.0), reach=None, target=None, everywhere=0.6):
    """Return a mechanism on one exit of one scheme."""
    scheme = int(rng.integers(len(map_.places)))
    earlier = sum(len(p.exits) for p in map_.places[:scheme])
    window = sorted((int(rng.integers(0, 200)), int(rng.choice([50, 200, FAR]))))
    return HazardRow(
        scheme,
        int(rng.integers(4)),
        earlier + int(rng.integers(len(map_.places[scheme].exits))),
        (
            *((ALWAYS, FAR) if chance(rng, 0.5) else dates(rng)),
            *((0, FAR) if chance(rng, 0.5) else window),
        ),
        float(rng.uniform(*factor)),
        float(rng.choice([0.3, 1.0])) if reach is None else reach,
        TARGETS[rng.integers(len(TARGETS))] if target is None else target,
        EVERYWHERE
        if everywhere == 1 or chance(rng, everywhere)
        else rng.random(len(map_.places) + 2) < 0.5,
    )


def programme_row(rng, map_):
    """Return a programme in one scheme, in one to three steps; every other one is compulsory."""
    scheme = int(rng.integers(len(map_.places)))
    exits = sum(len(place.exits) for place in map_.places)
    edges = (*rising(rng, int(rng.integers(START, HORIZON)), START, HORIZON, 2), HORIZON)
    steps = [(a, b, float(rng.choice([0.0, 0.004, 0.05]))) for a, b in pairwise(sorted(edges))]
    row = ProgrammeRow(
        scheme,
        int(rng.integers(4)),
        tuple(sorted((int(rng.integers(0, 100)), int(rng.choice([120, FAR]))))),
        tuple(steps),
        int(rng.integers(1, 120)),
        float(rng.choice([0.0, 0.6, 1.0])),
        int(rng.choice([0, 60, FAR // 4])),
        float(rng.choice([0.5, 1.0])),
        TARGETS[rng.integers(len(TARGETS))],
        rng.choice([0.0, 0.4, 1.0], exits),
        rng.choice([1.0, 1.5, 4.0], exits),
    )
    return compulsory(rng, row) if chance(rng, 0.5) else row


def compulsory(rng, row):
    """Return a programme to which a share of those still there on a day of the spell is called."""
    edges = (START, *(until for _, until, _ in row.steps)) if chance(rng, 0.5) else ()
    usual = [(start, until) for start, until, _ in row.steps]
    steps = list(pairwise(edges)) or usual
    return row._replace(
        window=(0, FAR),
        steps=tuple((*step, float(rng.choice([0.0, 0.5, 1.0, 1.0]))) for step in steps),
        at=int(rng.integers(5, 90)),
        ahead=int(rng.choice([0, 20, 60, 90])),
        threat=np.where(rng.random(len(row.hold)) < 0.8, rng.choice([1.5, 8.0]), 1.0),
        price=float(rng.choice([0.0, 100.0])),
    )


def review_row(rng, map_):
    """Return a mechanism that moves decisions of one scheme from one outcome to another."""
    scheme = int(rng.integers(len(map_.places)))
    known = [decision.to for stage in map_.places[scheme].decided for decision in stage]
    away, towards = (rng.choice(known or [0], 2)).tolist()
    return ReviewRow(
        scheme,
        int(rng.integers(4)),
        (ALWAYS, FAR) if chance(rng, 0.5) else tuple(dates(rng)),
        away,
        towards,
        float(rng.choice([0.3, 1.0])),
        TARGETS[rng.integers(len(TARGETS))],
    )


def door_row(rng, map_, *, share=(0.0, 1.0), target=None):
    """Return a mechanism at the door of a scheme other than the first."""
    return DoorRow(
        int(rng.integers(1, len(map_.places))),
        int(rng.integers(4)),
        (*((ALWAYS, FAR) if chance(rng, 0.3) else dates(rng)), int(rng.choice([10, 56, FAR]))),
        float(rng.uniform(*share)),
        TARGETS[rng.integers(len(TARGETS))] if target is None else target,
    )


@st.composite
def random_worlds(draw, hazard=hazard_row, door=door_row, staff=0):
    """Return a random world; ``hazard`` and ``door`` make its mechanisms, None makes none.

    With the usual makers it may have programmes and mechanisms on decisions too.

    Up to ``staff`` teams hold talks in a limited time; with 0 no talk waits.
    """
    seed = draw(st.integers(0, 2**32 - 1))
    schemes, citizens = draw(st.integers(2, 6)), draw(st.integers(1, 40))
    mechanisms = draw(st.integers(1, 4)) if hazard else 0
    doors = draw(st.integers(1, 3)) if door else 0
    others = hazard is hazard_row and door is door_row
    staffed = draw(st.integers(1, staff)) if staff else 0
    rng = np.random.default_rng(seed)
    map_ = map_of(rng, schemes, staffed)
    return RandomWorld(
        map_,
        population(rng, schemes, citizens, seed),
        tuple(hazard(rng, map_) for _ in range(mechanisms)),
        tuple(door(rng, map_) for _ in range(doors)),
        tuple(programme_row(rng, map_) for _ in range(rng.integers(0, 3) if others else 0)),
        tuple(review_row(rng, map_) for _ in range(rng.integers(0, 3) if others else 0)),
    )


stronger = partial(hazard_row, factor=(1.0, 20.0), everywhere=1.0)
weaker = partial(hazard_row, factor=(0.0, 1.0))
for_others = partial(hazard_row, target=cells_of(OTHERS))
door_for_others = partial(door_row, target=cells_of(OTHERS))
without_share = partial(door_row, share=(0.0, 0.0))


def idle(rng, map_):
    """Return a mechanism that changes nothing: its factor is 1, or its reach is 0."""
    if chance(rng, 0.5):
        return hazard_row(rng, map_, factor=(1.0, 1.0))
    return hazard_row(rng, map_, reach=0.0)
