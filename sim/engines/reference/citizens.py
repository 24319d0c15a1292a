"""The reference engine: one SimPy process per citizen. This is what the model means.

The process only waits; what it waits for and what follows is asked of `lives`.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import simpy

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.reference.team_queues import (
    CONTACTS,
    ENDS,
    TeamQueue,
    Ticket,
    Waiting,
    tick,
    today,
)
from borgerflow.sim.engines.rows import CONTACT_COLUMNS, SPELL_COLUMNS, citizens_of, spell_arrays
from borgerflow.sim.lives.contact_days import booking_day, legal_on
from borgerflow.sim.lives.contacts import (
    after_appointment,
    appointment,
    team_of,
    with_exit_while_waiting,
)
from borgerflow.sim.lives.story import begin, end_of, goes_on, kept_on, next_spell, what_follows
from borgerflow.sim.lives.successors import first_day_of, first_in_force
from borgerflow.sim.lives.tables import (
    MEMORY,
    NO_SPELL,
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


class Chronicle(NamedTuple):
    """What the processes write down, row by row."""

    spells: list[tuple[int, ...]]
    contacts: list[tuple[int, ...]]


@dataclass(frozen=True)
class Life:
    """One citizen's life, as a SimPy process."""

    env: simpy.Environment
    tables: Tables
    citizen: Citizen
    start: Start
    teams: list[TeamQueue]
    chronicle: Chronicle

    def live(self) -> Waiting:
        """Let the citizen live from the day of entry until leaving the municipality."""
        _, enters, scheme, since, came_from = self.start
        if enters > today(self.env):
            yield self._until(enters, ENDS)
        if scheme == self.tables.out:
            return
        memory, first = (
            [0] * MEMORY,
            NO_SPELL._replace(scheme=scheme, start=since, came_from=came_from),
        )
        first = first_in_force(self.tables, self.citizen, first, enters)
        spell = begin(self.tables, self.citizen, memory, first, enters)
        while spell.scheme != self.tables.out:
            spell, follows = yield from self.live_through(spell)
            if follows < 0:
                return
            day = today(self.env)
            spell = next_spell(self.tables, self.citizen, memory, spell, follows, day)

    def live_through(self, spell: Spell) -> Generator[simpy.Event, None, tuple[Spell, int]]:
        """Wait for the contacts, reviews and the end of a spell.

        Return it as it stood at its end, and the scheme that follows. A contact due on the day
        on which the spell ends is not held. One who waits for a team goes home if the spell ends
        first. A spell still under way when the simulation ends is written down as open, and
        nothing follows: -1.
        """
        tables, ticket = self.tables, None
        while True:
            day, cause = end_of(self.citizen, spell)
            contact_day = FAR if ticket else booking_day(tables, spell.bookable)
            if contact_day < min(day, tables.horizon):
                yield self._until(contact_day, CONTACTS)
                spell, ticket = self._book(spell, contact_day)
                continue
            if ticket or day < tables.horizon:
                ends = self._until(min(day, tables.horizon), ENDS)
                yield ends | ticket.served if ticket else ends
            if ticket and ticket.served.triggered:
                spell, ticket = self._hold(spell, today(self.env)), None
                continue
            if day >= tables.horizon:
                self._write(spell, tables.horizon, ticket, STILL_WAITS)
                return spell, -1
            follows, outcome = what_follows(tables, self.citizen, spell, day, cause)
            if goes_on(spell, cause, follows, outcome):
                spell = kept_on(tables, self.citizen, spell, outcome, day, bool(ticket))
                continue
            self._write(spell, day, ticket, WENT_HOME)
            if ticket:
                self.teams[team_of(tables, spell.scheme)].withdraw(ticket)
            return spell, follows

    def _until(self, day: int, phase: int) -> simpy.Event:
        return self.env.timeout(tick(day, phase) - self.env.now)

    def _book(self, spell: Spell, day: int) -> tuple[Spell, Ticket | None]:
        """Hold a contact at once, or ask a team for it."""
        team = team_of(self.tables, spell.scheme)
        if team < 0:
            return self._hold(spell, day), None
        minutes = appointment(self.tables, self.citizen, spell)[0]
        ticket = self.teams[team].ask(spell.due, spell.legal, self.start.number, minutes)
        waiting = with_exit_while_waiting(self.tables, self.citizen, spell, self.tables.horizon)
        return waiting, ticket

    def _hold(self, spell: Spell, day: int) -> Spell:
        self._write_contact(spell, day, appointment(self.tables, self.citizen, spell))
        return after_appointment(self.tables, self.citizen, spell, day)

    def _write_contact(self, spell: Spell, day: int, used: tuple[int, int, int]) -> None:
        legal = legal_on(self.tables, self.citizen, spell, day)
        row = (self.start.number, spell.scheme, spell.due, day, legal, *used)
        self.chronicle.contacts.append(row)

    def _write(self, spell: Spell, end: int, ticket: Ticket | None, outcome: int) -> None:
        """Write a spell down, and the appointment that comes to nothing with it."""
        if ticket:
            self._write_contact(spell, end, (0, 0, outcome))
        number, still_open = self.start.number, outcome == STILL_WAITS
        start, came_from = first_day_of(spell), spell.came_from
        row = (spell.scheme, start, end, spell.category, came_from, still_open)
        self.chronicle.spells.append((number, *row))


def run_reference(
    tables: Tables, people: People, share: np.ndarray
) -> tuple[SpellArrays, ContactArrays]:
    """Return the spells and contacts of all people, lived in SimPy up to the horizon.

    Parameters
    ----------
    share : ndarray of float, shape [schemes]
        The share of the full rate that a simulated spell of each scheme is paid.
    """
    plain = nested(tables)
    env = simpy.Environment(initial_time=tick(tables.working_day_from, ENDS))
    chronicle = Chronicle([], [])
    teams = [TeamQueue(env, plain, number) for number in range(tables.teams)]
    for citizen, start in zip(citizens_of(people), _starts(people), strict=True):
        if start.enters < tables.horizon:
            env.process(Life(env, plain, citizen, start, teams, chronicle).live())
    # The day of the horizon itself ends spells and holds no contact.
    env.run(until=tick(tables.horizon, CONTACTS))
    spells = np.array(chronicle.spells, dtype=np.int64).reshape(-1, SPELL_COLUMNS)
    contacts = np.array(chronicle.contacts, dtype=np.int64).reshape(-1, CONTACT_COLUMNS)
    arrays = spell_arrays(spells.T.copy(), share)
    return sorted_spells(arrays), sorted_contacts(ContactArrays(*contacts.T.copy()))


def _starts(people: People) -> list[Start]:
    columns = (people.enters, people.scheme, people.since, people.came_from)
    rows = zip(*(c.tolist() for c in columns), strict=True)
    return [Start(number, *row) for number, row in enumerate(rows)]
