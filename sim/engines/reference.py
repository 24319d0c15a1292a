"""The reference engine: one SimPy process per citizen. This is what the model means.

The process only waits; what it waits for and what follows is asked of `lives`.
"""

from collections.abc import Generator
from typing import NamedTuple

import numpy as np
import simpy

from sim.history import ContactArrays, SpellArrays, sorted_contacts, sorted_spells
from sim.lives.deadlines import prolonged, remember
from sim.lives.story import begin, end_of, scheme_entered, what_follows
from sim.lives.tables import AT_DEADLINE, MEMORY, Citizen, Spell, Tables
from sim.lives.talks import first_talk, held_day, next_talk
from sim.people import People
from sim.tables import nested

Waiting = Generator[simpy.Event, None, None]


class Start(NamedTuple):
    """Where a citizen's life in the model begins."""

    number: int
    enters: int
    scheme: int
    since: int
    came_from: int
    category: int


class Chronicle(NamedTuple):
    """What the processes write down, row by row."""

    spells: list[tuple[int, int, int, int, int, int, bool]]
    contacts: list[tuple[int, int, int, int]]


def live(
    env: simpy.Environment, tables: Tables, citizen: Citizen, start: Start, chronicle: Chronicle
) -> Waiting:
    """Let one citizen live from the day of entry until leaving the municipality."""
    if start.enters > env.now:
        yield env.timeout(start.enters - env.now)
    memory = [0] * MEMORY
    scheme, since, came_from = start.scheme, start.since, start.came_from
    category, ordinal, today = start.category, 0, start.enters
    while scheme != tables.out:
        spell = begin(tables, citizen, memory, scheme, came_from, ordinal, since, today, category)
        ended = yield from live_through(env, tables, citizen, spell, today, start, chronicle)
        if ended < 0:
            return
        today = int(env.now)
        remember(tables, memory, spell, today)
        came_from, since, category, ordinal = scheme, today, -1, ordinal + 1
        scheme = scheme_entered(tables, citizen, memory, ended, ordinal, today)


def live_through(
    env: simpy.Environment,
    tables: Tables,
    citizen: Citizen,
    spell: Spell,
    today: int,
    start: Start,
    chronicle: Chronicle,
) -> Generator[simpy.Event, None, int]:
    """Wait for the talks, reviews and the end of one spell; return the scheme that follows.

    A talk due on the day on which the spell ends is not held. A spell still under way when
    the simulation ends is written down as open, and -1 returned.
    """
    held, due = first_talk(tables, spell, today)
    while True:
        day, cause = end_of(citizen, spell)
        talk = held_day(tables, due)
        if min(day, talk) >= tables.horizon:
            chronicle.spells.append(_row(start, spell, tables.horizon, True))
            return -1
        if talk < day:
            yield env.timeout(talk - env.now)
            chronicle.contacts.append((start.number, spell.scheme, due, talk))
            held += 1
            due = max(next_talk(tables, spell, held, due), talk + 1)
            continue
        yield env.timeout(day - env.now)
        follows, outcome = what_follows(tables, citizen, spell, day, cause)
        if cause == AT_DEADLINE and follows == spell.scheme:
            spell = prolonged(tables, spell, outcome, day)
            continue
        chronicle.spells.append(_row(start, spell, day, False))
        return follows


def _row(
    start: Start, spell: Spell, end: int, still_open: bool
) -> tuple[int, int, int, int, int, int, bool]:
    return (
        start.number,
        spell.scheme,
        spell.start,
        end,
        spell.category,
        spell.came_from,
        still_open,
    )


def run_reference(
    tables: Tables, people: People, first_category: np.ndarray, share: np.ndarray
) -> tuple[SpellArrays, ContactArrays]:
    """Return the spells and contacts of all people, lived in SimPy up to the horizon.

    Parameters
    ----------
    first_category : ndarray of int, shape [n]
        Category of each citizen's first spell, -1 where the tables decide.
    share : ndarray of float, shape [schemes]
        The share of the full rate that a simulated spell of each scheme is paid.
    """
    plain = nested(tables)
    env = simpy.Environment(initial_time=tables.working_day_from)
    chronicle = Chronicle([], [])
    for citizen, start in zip(_citizens(people), _starts(people, first_category), strict=True):
        env.process(live(env, plain, citizen, start, chronicle))
    env.run(until=tables.horizon)
    return _spell_arrays(chronicle, share), _contact_arrays(chronicle)


def _citizens(people: People) -> list[Citizen]:
    columns = (people.key, people.cell, people.frailty, *people.birthdays.T, people.leaves)
    return [Citizen(*row) for row in zip(*(c.tolist() for c in columns), strict=True)]


def _starts(people: People, first_category: np.ndarray) -> list[Start]:
    columns = (people.enters, people.scheme, people.since, people.came_from, first_category)
    rows = zip(*(c.tolist() for c in columns), strict=True)
    return [Start(number, *row) for number, row in enumerate(rows)]


def _spell_arrays(chronicle: Chronicle, share: np.ndarray) -> SpellArrays:
    rows = np.array(chronicle.spells, dtype=np.int64).reshape(-1, 7)
    citizen, scheme, start, end, category, came_from, still_open = rows.T.copy()
    return sorted_spells(
        SpellArrays(
            citizen, scheme, start, end, category, share[scheme], came_from, still_open == 1
        )
    )


def _contact_arrays(chronicle: Chronicle) -> ContactArrays:
    rows = np.array(chronicle.contacts, dtype=np.int64).reshape(-1, 4)
    return sorted_contacts(ContactArrays(*rows.T.copy()))
