"""The contacts that law asks for, whom it lets be and who those are, and how long one takes."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR
from borgerflow.sim.lives.tables import PACES, Tables
from borgerflow.sim.params import LawBook
from borgerflow.sim.world.bare import BareWorld
from borgerflow.sim.world.contact_rules import BEFORE_ALL, RHYTHM
from borgerflow.sim.world.municipality import number_of, value_of
from borgerflow.sim.world.people import People, band_on, people_of
from borgerflow.sim.world.residents.peopling import Peopling
from borgerflow.sim.world.tables.columns import (
    Columns,
    dated_shares,
    dated_values,
    floats,
    ints,
    padded,
)

EXEMPT = ("exempt_share", "exempt_first")
DRAWN, SEED = 10_000.0, 20260701  # adults from whom the paces of leaving are read, and their seed


def contact_columns(bare: BareWorld) -> Columns:
    """Return the contact rules of each scheme by day, and the minutes of a contact on a day."""
    law, groups = bare.law, bare.contact_groups
    dated = [_rules_by_day(law, group) for group in groups]
    width = max(map(len, dated), default=1)
    rules = [[*by_day.values()] for by_day in dated]
    filled = [[*rows, *[rows[-1]] * (width - len(rows))] for rows in rules]
    numbers, schemes = len(RHYTHM), law.schemes.values()
    return {
        "contact_group": ints([groups.index(s.contact) if s.contact else -1 for s in schemes]),
        "contact_periods": width,
        "contact_day": padded([[*by_day] for by_day in dated] or [[BEFORE_ALL]], FAR),
        "contact_rule": ints([[row[:numbers] for row in rows] for rows in filled]),
        "contact_exempt": floats([[row[numbers] for row in rows] for rows in filled]),
        "contact_exempt_first": ints([[row[numbers + 1] for row in rows] for rows in filled]),
        "contact_minutes": ints(
            [round(float(law.on(f"law.contact.{g}.minutes", bare.start_day))) for g in groups]
        ),
    }


def is_anybody_exempt(bare: BareWorld) -> bool:
    """Tell whether law lets some contacts be on a day that is lived through."""
    days = bare.tables.contact_day < bare.end_day
    return bool(np.any(bare.tables.contact_exempt[days] > 0))


def exemption_columns(bare: BareWorld) -> Columns:
    """Return how often it is seen who leaves soon, and the hazards between the paces of leaving.

    Assumes
    -------
    Who enters is told by the residents of the first day, each counted by the hazard of going
    there from where they are, contacts and deadlines left out, and by those who come later.
    """
    tables, shares = bare.tables, np.arange(1, PACES) / PACES
    edges = np.zeros((tables.schemes, PACES - 1))
    bins = np.zeros(tables.schemes, dtype=np.int64)
    if is_anybody_exempt(bare):
        people = people_of(_drawn(bare.peopling), SEED, 0)
        cells = _cells_of(people)
        enters = _entering(tables, people, cells)
        for s in np.flatnonzero(tables.contact_group >= 0):
            bins[s] = _first_bin_left(tables, int(s))
            paces = _paces(tables, people, cells, int(s), int(bins[s]))
            edges[s] = _quantiles(paces, enters[:, s], shares)
    return {
        "exempt_foreseen": floats([_foreseen(bare)]),
        "pace_bin": bins,
        "pace_edge": floats(edges),
    }


def _foreseen(bare: BareWorld) -> float:
    """Return in how large a share of the spells those are exempt who leave soonest."""
    accuracy = bare.contacts.accuracy
    if accuracy is not None or not is_anybody_exempt(bare):
        return accuracy or 0.0
    return number_of(bare.contact_forms.exemption.accuracy)


def _drawn(peopling: Peopling) -> Peopling:
    """Return what it takes to draw so many adults that the paces are told, and no more."""
    adults = value_of(peopling.municipality.persons_18_66, DRAWN)
    return replace(peopling, scale=DRAWN / adults)


def _first_bin_left(tables: Tables, scheme: int) -> int:
    """Return the first duration bin in which anybody leaves a scheme."""
    exits = slice(*tables.first_exit[scheme : scheme + 2])
    rate = np.reshape(tables.rate, (-1, tables.bins, tables.exits))[:, :, exits]
    return int(np.argmax(rate.any(axis=(0, 2))))


def _paces(tables: Tables, people: People, cells: Ints, scheme: int, bin_: int) -> Floats:
    """Return the hazard in a bin at which each of some people would leave a scheme (as the core).

    They come from the scheme they are in; those who are in this one come from elsewhere.
    """
    origin = np.where(people.scheme == scheme, people.came_from, people.scheme)
    profile = np.reshape(tables.profile, (tables.schemes, -1))[scheme, origin + 1]
    place = (profile * tables.cells + cells) * tables.bins + bin_
    return np.asarray(tables.plain_sum[place] + people.frailty * tables.frail_sum[place])


def _entering(tables: Tables, people: People, cells: Ints) -> Floats:
    """Return how many a week enter each scheme as each of some people would, [person, scheme].

    Those of high frailty have left where they were the sooner: there are fewer of them there.
    """
    enters = np.zeros((len(people.scheme), tables.schemes))
    rate = np.reshape(tables.rate, (-1, tables.bins, tables.exits)).mean(axis=1)
    group = np.reshape(tables.group, (tables.cells, tables.exits))
    for origin in range(tables.schemes):
        exits = slice(*tables.first_exit[origin : origin + 2])
        here = np.flatnonzero(people.scheme == origin)
        usual = rate[people.came_from[here] + 1, exits] * group[cells[here], exits]
        own = np.where(tables.frail[exits] != 0, people.frailty[here, None], 1.0) * usual
        left = np.divide(usual.sum(1), own.sum(1), out=np.ones(len(own)), where=usual.any(1))
        enters[here[:, None], tables.destination[exits]] = own * left[:, None]
    came = np.flatnonzero(people.enters > people.enters.min())
    enters[came] = 0.0
    enters[came, people.scheme[came]] = DAYS_PER_WEEK / np.ptp(people.enters)
    return enters


def _cells_of(people: People) -> Ints:
    """Return the cells of people on the day they enter the model."""
    return np.asarray(people.cell + band_on(people.birthdays, people.enters))


def _quantiles(values: Floats, weight: Floats, shares: Floats) -> Floats:
    """Return the least values that so large shares of the weight do not lie above.

    Where nothing has weight all count alike.
    """
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weight[order] if weight.any() else np.ones(len(order)))
    place = np.searchsorted(reached, shares * reached[-1])
    return np.asarray(values[order][np.minimum(place, len(order) - 1)])


def _rules_by_day(law: LawBook, group: str) -> dict[int, list[float]]:
    """Return the numbers of a group's rule, and whom it lets be, by the first day they hold."""
    columns: list[Mapping[int, float]] = [
        *(dict(dated_values(law, f"law.contact.{group}.{name}", unit)) for name, unit in RHYTHM),
        *(dict(dated_shares(law, f"law.contact.{group}.{name}")) for name in EXEMPT),
    ]
    days = sorted({day for column in columns for day in column})
    return {day: [_latest(column, day) for column in columns] for day in days}


def _latest(column: Mapping[int, float], day: int) -> float:
    return column[max(d for d in column if d <= day)]
