"""The reference engine: one SimPy process per citizen. This is what the model means.

The process only waits; what it waits for and what follows is asked of `lives`.
"""

from collections.abc import Generator
from typing import NamedTuple

import numpy as np
import simpy

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.reference.teams import (
    CONTACTS,
    ENDS,
    Team,
    Ticket,
    Waiting,
    tick,
    today,
)
from borgerflow.sim.engines.rows import CONTACT_COLUMNS, SPELL_COLUMNS, citizens_of, spell_arrays
from borgerflow.sim.lives.contact_days import asked_day
from borgerflow.sim.lives.contacts import after_appointment, appointment, foreseen_waiting, team_of
from borgerflow.sim.lives.deadlines import prolonged, remember
from borgerflow.sim.lives.story import begin, end_of, scheme_entered, what_follows
from borgerflow.sim.lives.tables import (
    AT_DEADLINE,
    MEMORY,
    STILL_WAITS,
    WENT_HOME,
    Citizen,
    Spell,
    Tables,
)
from borgerflow.sim.records.history import (
    ContactArrays,
    SpellArrays,
    sorted_contacts,
    sorted_spells,
)
from borgerflow.sim.world.people import People
from borgerflow.sim.world.tables.hazards import nested


class Start(NamedTuple):
    """Where a citizen's life in the model begins."""

    number: int
    enters: int
    scheme: int
    since: int
    came_from: int
    category: int


class Ending(NamedTuple):
    """A spell as it stood at its end, and the scheme that follows; -1 if it is still open."""

    spell: Spell
    follows: int


class Chronicle(NamedTuple):
    """What the processes write down, row by row."""

    spells: list[tuple[int, int, int, int, int, int, bool]]
    contacts: list[tuple[int, ...]]


def live(
    env: simpy.Environment,
    tables: Tables,
    citizen: Citizen,
    start: Start,
    teams: list[Team],
    chronicle: Chronicle,
) -> Waiting:
    """Let one citizen live from the day of entry until leaving the municipality."""
    if start.enters > today(env):
        yield env.timeout(tick(start.enters, ENDS) - env.now)
    memory = [0] * MEMORY
    scheme, since, came_from = start.scheme, start.since, start.came_from
    category, ordinal, now = start.category, 0, start.enters
    while scheme != tables.out:
        spell = begin(tables, citizen, memory, scheme, came_from, ordinal, since, now, category)
        ending = yield from live_through(env, tables, citizen, spell, start, teams, chronicle)
        if ending.follows < 0:
            return
        now = today(env)
        remember(tables, memory, ending.spell, now)
        came_from, since, category, ordinal = scheme, now, -1, ordinal + 1
        scheme = scheme_entered(tables, citizen, memory, ending.follows, ordinal, now)


def live_through(
    env: simpy.Environment,
    tables: Tables,
    citizen: Citizen,
    spell: Spell,
    start: Start,
    teams: list[Team],
    chronicle: Chronicle,
) -> Generator[simpy.Event, None, Ending]:
    """Wait for the talks, reviews and the end of one spell; return how it ended.

    A talk due on the day on which the spell ends is not held. One who waits for a team goes
    home if the spell ends first. A spell still under way when the simulation ends is written
    down as open, and nothing follows.
    """
    ticket: Ticket | None = None
    while True:
        day, cause = end_of(citizen, spell)
        asked = FAR if ticket else asked_day(tables, spell.asked)
        if asked < min(day, tables.horizon):
            yield env.timeout(tick(asked, CONTACTS) - env.now)
            used, team = appointment(tables, citizen, spell), team_of(tables, spell.scheme)
            if team < 0:
                chronicle.contacts.append(_appointment(start, spell, asked, used))
                spell = after_appointment(tables, citizen, spell, asked)
            else:
                ticket = teams[team].ask(spell.due, spell.legal, start.number, used[0])
                spell = foreseen_waiting(tables, citizen, spell, tables.horizon)
            continue
        if day >= tables.horizon and not ticket:
            chronicle.spells.append(_row(start, spell, tables.horizon, True))
            return Ending(spell, -1)
        ends = env.timeout(tick(min(day, tables.horizon), ENDS) - env.now)
        yield ends | ticket.served if ticket else ends
        if ticket and ticket.served.triggered:
            used = appointment(tables, citizen, spell)
            chronicle.contacts.append(_appointment(start, spell, today(env), used))
            spell, ticket = after_appointment(tables, citizen, spell, today(env)), None
            continue
        if day >= tables.horizon:
            waits = (0, 0, STILL_WAITS)
            chronicle.contacts.append(_appointment(start, spell, tables.horizon, waits))
            chronicle.spells.append(_row(start, spell, tables.horizon, True))
            return Ending(spell, -1)
        follows, outcome = what_follows(tables, citizen, spell, day, cause)
        if cause == AT_DEADLINE and follows == spell.scheme:
            spell = prolonged(tables, spell, outcome, day)
            continue
        if ticket:
            chronicle.contacts.append(_appointment(start, spell, day, (0, 0, WENT_HOME)))
            teams[team_of(tables, spell.scheme)].withdraw(ticket)
        chronicle.spells.append(_row(start, spell, day, False))
        return Ending(spell, follows)


def _appointment(
    start: Start, spell: Spell, day: int, used: tuple[int, int, int]
) -> tuple[int, ...]:
    return (start.number, spell.scheme, spell.due, day, spell.legal, *used)


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
    env = simpy.Environment(initial_time=tick(tables.working_day_from, ENDS))
    chronicle = Chronicle([], [])
    teams = [Team(env, plain, number) for number in range(tables.teams)]
    for citizen, start in zip(citizens_of(people), _starts(people, first_category), strict=True):
        if start.enters < tables.horizon:
            env.process(live(env, plain, citizen, start, teams, chronicle))
    env.run(until=tick(tables.horizon, CONTACTS))
    spells = np.array(chronicle.spells, dtype=np.int64).reshape(-1, SPELL_COLUMNS)
    contacts = np.array(chronicle.contacts, dtype=np.int64).reshape(-1, CONTACT_COLUMNS)
    lived, held = spell_arrays(spells.T.copy(), share), ContactArrays(*contacts.T.copy())
    return sorted_spells(lived), sorted_contacts(held)


def _starts(people: People, first_category: np.ndarray) -> list[Start]:
    columns = (people.enters, people.scheme, people.since, people.came_from, first_category)
    rows = zip(*(c.tolist() for c in columns), strict=True)
    return [Start(number, *row) for number, row in enumerate(rows)]
