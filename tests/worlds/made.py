"""Tiny worlds made by hand: a few schemes, chosen hazards and deadlines, and their people."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from borgerflow.sim.base.clock import FAR, next_working_days, parse_day
from borgerflow.sim.lives.tables import CONTACT_NUMBERS, NO_DEADLINE, NOBODY, PACES, Tables
from borgerflow.sim.world.tables.deadlines import Closing
from borgerflow.sim.world.tables.hazards import calendar_columns
from borgerflow.sim.world.tables.mechanisms import (
    DoorRow,
    HazardRow,
    PaidRow,
    ProgrammeRow,
    ReviewRow,
    Sizes,
    door_arrays,
    hazard_arrays,
    paid_arrays,
    programme_arrays,
    review_arrays,
)
from borgerflow.sim.world.tables.responders import Responders
from borgerflow.sim.world.tables.usual_sums import usual_sums

START = parse_day("2015-01-05")
ALWAYS = -FAR
BANDS = 5
GROWN_UP = (-FAR, -FAR, FAR, FAR)  # 30-49 years old for ever


class Exit(NamedTuple):
    """A way out of a scheme: where to (a scheme or `RETURNS`) and how fast, by bin."""

    to: int
    weekly: Sequence[float]
    weekly_from: Mapping[int, Sequence[float]] = {}
    frail: bool = False
    by_cell: Sequence[float] = ()
    by_period: Sequence[float] = ()
    effect: Sequence[float] = ()  # of talks on the hazard, by who responds alike


class Decision(NamedTuple):
    """What may be decided at a deadline."""

    to: int
    share: float
    days: int = 0
    then: int = 0
    since: int = ALWAYS
    until: int = FAR


class Local(NamedTuple):
    """A local rule of talks: rhythm (as a talk rule without its day), days, spell and target."""

    rhythm: tuple[int, int, int, int] = (0, 0, 0, 0)
    since: int = -FAR
    until: int = FAR
    first: int = 0  # day of the spell
    to: int = FAR
    where: Any = True  # by cell and bin
    instead: bool = False
    minutes: int = 30
    kroner: int = 0
    gain: float = 1.0


class Place(NamedTuple):
    """A scheme: its exits, its deadline, its categories and its talks.

    ``waits`` holds the days before the municipality pays, one number a category; the first
    category is usual, ``category_from`` and ``category_of_group`` name the place of others.
    ``talks`` holds first day, first within, number, window and then every, by rule period;
    ``gain`` and ``fading`` (days since the talk, strength left) say how a talk acts, ``team`` who
    holds it, ``stays_away`` the share of those called who do not come, the minutes they take and
    the days until they are called again, ``ahead`` the days before its due day from which a talk
    may be held, ``acts_from`` the day of the spell before which a talk due does nothing. Each
    cell responds to talks in its own way, but those who came from one of ``respond_as`` respond
    as the cell it names; ``talked`` is what talks were to all hazards when they were estimated,
    by who responds alike.
    ``sanctioned`` holds the share of those who stay away that is sanctioned, what that is worth in
    talks, the most days and the share of the benefit paid meanwhile.
    """

    exits: Sequence[Exit] = ()
    bins: Sequence[int] = (0,)
    rule: int = NO_DEADLINE
    values: Sequence[tuple[int, int]] = ((ALWAYS, 0),)
    decided: Sequence[Sequence[Decision]] = ()
    waits: Sequence[int] = ()
    category_from: Mapping[int, int] = {}
    category_of_group: Mapping[int, int] = {}
    talks: Sequence[tuple[int, int, int, int, int]] = ()
    works: bool = False
    gain: float = 1.0
    fading: Sequence[tuple[int, float]] = ()
    team: int = -1
    minutes: int = 45
    rules: Sequence["Local"] = ()
    stays_away: tuple[float, int, int] = (0.0, 0, 1)
    ahead: int = 0
    acts_from: int = 0
    respond_as: Mapping[int, int] = {}
    contacted: Sequence[float] = ()
    sanctioned: tuple[float, float, int, float] = (0.0, 0.0, 0, 1.0)
    exempt: Sequence[tuple[float, bool]] = ()  # share, from the first talk on; by rule period
    paces: Sequence[float] = ()  # edges between the paces of leaving, as resolved for real schemes
    ended: tuple[int, int] | None = None  # day, what it becomes
    closed: Closing = Closing()


NO_PACES = [0.0] * (PACES - 1)  # all leave alike


def made_tables(
    places: Sequence[Place],
    *,
    start: int = START,
    horizon: int = START + 20_000,
    groups: int = 1,
    calendar: Sequence[int] = (ALWAYS,),
    mechanisms: Sequence[HazardRow] = (),
    doors: Sequence[DoorRow] = (),
    programmes: Sequence[ProgrammeRow] = (),
    reviews: Sequence[ReviewRow] = (),
    paid: Sequence[PaidRow] = (),
    looks_back_months: int = 9,
    regained_days: int = 364,
    teams: Sequence[Sequence[tuple[int, int]]] = (),
    foreseen: float = 0.5,
) -> Tables:
    """Return the tables of the places: scheme 0 is the job, and `out` comes after the last.

    A group of citizens is five cells, one for each age band. A team is its days and minutes.
    """
    cells = BANDS * groups
    sizes = Sizes(len(places) + 1, sum(len(place.exits) for place in places))
    return Tables(
        cells=cells,
        schemes=len(places) + 1,
        **calendar_columns(ints(calendar)),
        looks_back_months=looks_back_months,
        regained_days=regained_days,
        is_work=ints([*(place.works for place in places), False]),
        working_day=working_days(start, horizon) if any(p.talks for p in places) else ints([0]),
        working_day_from=start,
        job=0,
        out=len(places),
        horizon=horizon,
        exempt_foreseen=floats([foreseen]),
        **_exit_tables(places, cells, len(calendar)),
        **hazard_arrays(sizes, by_scheme(mechanisms)),
        **door_arrays(sizes, by_scheme(doors)),
        **programme_arrays(sizes, by_scheme(programmes)),
        **review_arrays(sizes, by_scheme(reviews)),
        **paid_arrays(sizes, by_scheme(paid)),
        **_category_tables(places, groups),
        **_deadline_tables(places),
        **_law_turn_tables(places),
        **_talk_tables(places),
        **_local_tables(places, cells),
        **_effect_tables(places),
        **_team_tables(places, teams),
    )


def by_scheme(rows: Sequence[Any]) -> list[Any]:
    """Return rows of mechanisms in the order of their schemes; those that change nothing stay."""
    return sorted(rows, key=lambda row: row.scheme)


def exit_number(places: Sequence[Place], scheme: int, place: int = 0) -> int:
    """Return the number of an exit given by its scheme and its place among the exits."""
    return sum(len(p.exits) for p in places[:scheme]) + place


def ints(values: Any) -> np.ndarray:
    return np.ascontiguousarray(values, dtype=np.int64).reshape(-1)


def floats(values: Any) -> np.ndarray:
    return np.ascontiguousarray(values, dtype=np.float64).reshape(-1)


@cache
def working_days(first: int, last: int) -> np.ndarray:
    return next_working_days(first, last)


def _exit_tables(places: Sequence[Place], cells: int, periods: int) -> dict[str, Any]:
    exits = [exit_ for place in places for exit_ in place.exits]
    bins = max(len(place.bins) for place in places)
    rate = np.zeros((len(places) + 2, bins, len(exits)))
    for t, exit_ in enumerate(exits):
        for came in range(NOBODY, len(places) + 1):
            weekly = exit_.weekly_from.get(came, exit_.weekly)
            rate[came + 1, : len(weekly), t] = weekly
    first = np.cumsum(ints([0, *(len(p.exits) for p in places), 0]))
    group = by_cell([exit_.by_cell for exit_ in exits], cells)
    frail = ints([exit_.frail for exit_ in exits])
    calendar = [exit_.by_period or [1.0] * periods for exit_ in exits]
    by_period = np.reshape(calendar, (len(exits), periods))
    return {
        **usual_sums(first, rate, group, frail, _responders(places, cells, bins), by_period),
        "bins": bins,
        "exits": len(exits),
        "first_exit": first,
        "bin_day": ints([[*p.bins, *[FAR] * (bins + 1 - len(p.bins))] for p in (*places, Place())]),
        "destination": ints([max(exit_.to, 0) for exit_ in exits]),
        "returns": ints([exit_.to < 0 for exit_ in exits]),
        "rate": floats(rate),
        "frail": frail,
        "group": floats(group),
        "calendar": floats(calendar),
    }


def _responders(places: Sequence[Place], cells: int, bins: int) -> Responders:
    number = np.tile(np.arange(cells), (len(places) + 1, len(places) + 2, 1))
    for s, place in enumerate(places):
        for origin, alike in place.respond_as.items():
            number[s, origin + 1] = alike
    exits = [(exit_, place) for place in places for exit_ in place.exits]
    effect = by_cell([exit_.effect for exit_, _ in exits], cells)
    contacted = by_cell([place.contacted if place.fading else () for _, place in exits], cells)
    return Responders(number, effect, np.repeat(contacted[:, None], bins, axis=1))


def by_cell(factors: Sequence[Sequence[float]], cells: int) -> np.ndarray:
    """Return factors [cell, exit], 1 where none is given."""
    return np.array([row or [1.0] * cells for row in factors]).reshape(-1, cells).T


def _category_tables(places: Sequence[Place], groups: int) -> dict[str, Any]:
    first = np.cumsum([0, *(len(place.waits) for place in places)])
    by_cell = np.full((len(places) + 1, groups, BANDS), -1)
    by_origin = np.full((len(places) + 1, len(places) + 2), -1)
    for s, place in enumerate(places):
        if place.waits:
            by_cell[s] = first[s]
        for group, number in place.category_of_group.items():
            by_cell[s, group] = first[s] + number
        for origin, number in place.category_from.items():
            by_origin[s, origin + 1] = first[s] + number
    return {
        "category": ints(by_cell),
        "category_from": ints(by_origin),
        "category_becomes": ints([-1] * sum(len(place.waits) for place in places)),
        "category_turns": FAR,
        "category_then": ints([]),
        "waiting_days": ints([days for place in places for days in place.waits]),
    }


def _deadline_tables(places: Sequence[Place]) -> dict[str, Any]:
    periods = max(len(place.values) for place in places)
    stages = max(1, *(len(place.decided) for place in places))
    first, rows = [], []
    for place in (*places, Place()):
        for stage in range(stages):
            first.append(len(rows))
            rows += place.decided[stage] if stage < len(place.decided) else []
        first.append(len(rows))
    values = [[*p.values, *[(FAR, 0)] * (periods - len(p.values))] for p in (*places, Place())]
    values[-1] = [(ALWAYS, 0), *[(FAR, 0)] * (periods - 1)]
    return {
        "deadline_rule": ints([*(place.rule for place in places), NO_DEADLINE]),
        "rule_periods": periods,
        "deadline_day": ints([[day for day, _ in row] for row in values]),
        "deadline_value": ints([[value for _, value in row] for row in values]),
        "stages": stages,
        "first_outcome": ints(first),
        "outcome_from": ints([row.since for row in rows]),
        "outcome_until": ints([row.until for row in rows]),
        "outcome_share": floats([row.share for row in rows]),
        "outcome_scheme": ints([row.to for row in rows]),
        "outcome_days": ints([row.days for row in rows]),
        "outcome_stage": ints([row.then for row in rows]),
    }


def _law_turn_tables(places: Sequence[Place]) -> dict[str, Any]:
    closings = [*(place.closed for place in places), Closing()]
    ends = [*(place.ended or (FAR, -1) for place in places), (FAR, -1)]
    instead = [row for closing in closings for row in closing.instead]
    return {
        "law_turns": min(day for day, _ in [*ends, *((c.start, 0) for c in closings)]),
        "ends_on": ints([day for day, _ in ends]),
        "becomes": ints([to for _, to in ends]),
        "closed_from": ints([closing.start for closing in closings]),
        "closed_until": ints([closing.until for closing in closings]),
        "stays_share": floats([closing.stays for closing in closings]),
        "first_instead": np.cumsum(ints([0, *(len(c.instead) for c in closings)])),
        "instead_scheme": ints([scheme for scheme, _ in instead]),
        "instead_share": floats([share for _, share in instead]),
    }


def _talk_tables(places: Sequence[Place]) -> dict[str, Any]:
    contacted = [place for place in places if place.talks]
    periods = max((len(place.talks) for place in contacted), default=1)
    group, days, rules, exempt = [], [], [], []
    for place in (*places, Place()):
        group.append(len(days) if place.talks else -1)
        if place.talks:
            padded = [*place.talks, *[(FAR, *place.talks[-1][1:])] * (periods - len(place.talks))]
            days.append([talk[0] for talk in padded])
            rules.append([talk[1:] for talk in padded])
            exempt.append([*place.exempt, *[(0.0, False)] * (periods - len(place.exempt))])
    return {
        "contact_group": ints(group),
        "contact_periods": periods,
        "contact_day": ints(days or [ALWAYS]),
        "contact_rule": ints(rules or [0] * CONTACT_NUMBERS),
        "contact_exempt": floats([[share for share, _ in row] for row in exempt]),
        "contact_exempt_first": ints([[first for _, first in row] for row in exempt]),
        "pace_bin": ints([0] * (len(places) + 1)),
        "pace_edge": floats([place.paces or NO_PACES for place in (*places, Place())]),
    }


def _local_tables(places: Sequence[Place], cells: int) -> dict[str, Any]:
    bins = max(len(place.bins) for place in places)
    rows = [(s, rule) for s, place in enumerate(places) for rule in place.rules]
    rules, contacted = [rule for _, rule in rows], [place for place in places if place.talks]
    return {
        "first_local": ints(np.searchsorted([s for s, _ in rows], np.arange(len(places) + 2))),
        "local_from": ints([rule.since for rule in rules]),
        "local_until": ints([rule.until for rule in rules]),
        "local_since": ints([rule.first for rule in rules]),
        "local_to": ints([rule.to for rule in rules]),
        "local_rule": ints([rule.rhythm for rule in rules]),
        "local_instead": ints([rule.instead for rule in rules]),
        "local_where": ints([in_bins(rule.where, cells, bins) for rule in rules]),
        "local_minutes": ints([rule.minutes for rule in rules]),
        "local_kroner": ints([rule.kroner for rule in rules]),
        "local_gain": floats([rule.gain for rule in rules]),
        "booked_ahead": ints([place.ahead for place in contacted]),
        "no_show_share": floats([place.stays_away[0] for place in contacted]),
        "no_show_minutes": ints([place.stays_away[1] for place in contacted]),
        "rebooked_days": ints([place.stays_away[2] for place in contacted]),
        "sanction_share": floats([place.sanctioned[0] for place in contacted]),
        "sanction_gain": floats([place.sanctioned[1] for place in contacted]),
        "sanction_days": ints([place.sanctioned[2] for place in contacted]),
        "sanction_paid": floats([place.sanctioned[3] for place in contacted]),
    }


def in_bins(where: Any, cells: int, bins: int) -> np.ndarray:
    """Return a target by cell and bin: the first bins of a table of them, or all alike."""
    return np.broadcast_to(np.atleast_2d(where)[:, :bins], (cells, bins))


def _effect_tables(places: Sequence[Place]) -> dict[str, Any]:
    stages = [[*place.fading] for place in (*places, Place())]
    width = max(1, *(len(row) for row in stages))
    padded = [[*row, *[(FAR if row else 0, 0.0)] * (width - len(row))] for row in stages]
    return {
        "responds": ints([bool(row) for row in stages]),
        "contact_gain": floats([*(place.gain for place in places), 1.0]),
        "contact_acts_from": ints([*(place.acts_from for place in places), 0]),
        "fadings": width,
        "fading_day": ints([[day for day, _ in row] for row in padded]),
        "fading": floats([[left for _, left in row] for row in padded]),
    }


def _team_tables(
    places: Sequence[Place], teams: Sequence[Sequence[tuple[int, int]]]
) -> dict[str, Any]:
    contacted = [place for place in places if place.talks]
    width = max((len(team) for team in teams), default=0)
    padded = [[*team, *[(FAR, 0)] * (width - len(team))] for team in teams]
    return {
        "teams": len(teams),
        "team": ints([place.team for place in contacted]),
        "contact_minutes": ints([place.minutes for place in contacted]),
        "team_periods": width,
        "team_day": ints([[day for day, _ in team] for team in padded]),
        "team_minutes": ints([[minutes for _, minutes in team] for team in padded]),
    }
