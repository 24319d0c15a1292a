"""Teams of caseworkers in SimPy: who waits for a contact, and who is served at the day's end."""

from collections.abc import Generator
from dataclasses import dataclass

import simpy

from borgerflow.sim.lives.contacts import minutes_of_team
from borgerflow.sim.lives.tables import Tables

ENDS, CONTACTS, SERVES = range(3)  # what comes first on one day: ends of spells, contacts, service
PHASES = 3
Waiting = Generator[simpy.Event, None, None]


def tick(day: int, phase: int) -> int:
    """Return the time in the environment of a phase of a day."""
    return day * PHASES + phase


def today(env: simpy.Environment) -> int:
    """Return the day of the environment."""
    return int(env.now) // PHASES


@dataclass
class Ticket:
    """A contact asked for."""

    due: int
    legal: int
    citizen: int
    minutes: int
    served: simpy.Event

    def turn(self, day: int) -> tuple[bool, int, int]:
        """Return when it is this one's turn on a day: the least comes first.

        What is late by law comes first, then the earliest due, then the lowest citizen.
        """
        return self.legal >= day, self.due, self.citizen


class TeamQueue:
    """The caseworkers of a team and those who wait for them."""

    def __init__(self, env: simpy.Environment, tables: Tables, number: int) -> None:
        self._env, self._tables, self._number = env, tables, number
        self._waiting: list[Ticket] = []
        env.process(self._work())

    def ask(self, due: int, legal: int, citizen: int, minutes: int) -> Ticket:
        """Return the ticket of one who now waits."""
        ticket = Ticket(due, legal, citizen, minutes, self._env.event())
        self._waiting.append(ticket)
        return ticket

    def withdraw(self, ticket: Ticket) -> None:
        """Let one who waits go home."""
        self._waiting.remove(ticket)

    def _work(self) -> Waiting:
        """Hold contacts at the end of each working day until its minutes are used.

        A contact that does not fit into what is left of the day is begun and ended the next day:
        the minutes left are carried over. With nobody waiting they are lost.
        """
        carried, first = 0, self._tables.working_day_from
        # Days off stand for the next working day in the table, and that day is worked once.
        for day in sorted(set(self._tables.working_day)):
            if not first <= day < self._tables.horizon:
                continue
            yield self._env.timeout(tick(day, SERVES) - self._env.now)
            minutes = carried + minutes_of_team(self._tables, self._number, day)
            self._waiting.sort(key=lambda ticket: ticket.turn(day))
            while self._waiting and self._waiting[0].minutes <= minutes:
                ticket = self._waiting.pop(0)
                minutes -= ticket.minutes
                ticket.served.succeed()
            carried = minutes if self._waiting else 0
