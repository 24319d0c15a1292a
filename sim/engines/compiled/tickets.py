"""Who waits for a team: tickets, those late by law first, then by due day and citizen.

A ticket that has been answered elsewhere stays on its heap until it comes up.
"""

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.engines.compiled.calendar import (
    BY_LAW,
    DUE,
    HEAPS,
    IN_TIME,
    IS_LATE,
    LATE,
    LEGAL,
    NOBODY,
    SCHEME,
    WAITS,
    Hall,
)
from borgerflow.sim.engines.compiled.heap import pop, push
from borgerflow.sim.lives.contacts import team_of
from borgerflow.sim.lives.tables import Spell, Tables

Ints = NDArray[np.int64]
PLACES = 1 << 32  # more than there are citizens: a ticket is a day x PLACES + citizen


def no_tickets(tables: Tables, citizens: int) -> Ints:
    """Return room for the tickets of each team, heap by heap."""
    return np.empty((tables.teams, HEAPS, 2 * citizens + 64), np.int64)


def ask(hall: Hall, tickets: Ints, team: int, number: int, spell: Spell, today: int) -> None:
    """Put a citizen among those who wait for a team."""
    late = spell.legal < today
    hall.state[number, LATE] = late
    if late:
        file(hall, tickets, team, IS_LATE, spell.due, number)
    else:
        file(hall, tickets, team, IN_TIME, spell.due, number)
        file(hall, tickets, team, BY_LAW, spell.legal, number)


def file(hall: Hall, tickets: Ints, team: int, heap: int, day: int, number: int) -> None:
    """Put a ticket on one of the heaps of a team."""
    push(tickets[team, heap], hall.waiting[team, heap], day * PLACES + number)
    hall.waiting[team, heap] += 1


def first_of(hall: Hall, tickets: Ints, team: int, heap: int) -> tuple[int, int]:
    """Take the first ticket from a heap of a team: return its day and its citizen."""
    ticket = pop(tickets[team, heap], hall.waiting[team, heap])
    hall.waiting[team, heap] -= 1
    return ticket // PLACES, ticket % PLACES


def find_late(tables: Tables, hall: Hall, tickets: Ints, team: int, today: int) -> None:
    """Move those who wait for a team and have become late by law to where such wait."""
    while hall.waiting[team, BY_LAW] > 0 and tickets[team, BY_LAW, 0] < today * PLACES:
        legal, number = first_of(hall, tickets, team, BY_LAW)
        row = hall.state[number]
        waits = row[WAITS] > 0 and row[LEGAL] == legal and team_of(tables, row[SCHEME]) == team
        if waits and not row[LATE]:
            row[LATE] = 1
            file(hall, tickets, team, IS_LATE, row[DUE], number)


def next_served(hall: Hall, tickets: Ints, team: int, heap: int) -> int:
    """Return the citizen whose ticket comes first on a heap of a team, or NOBODY.

    Tickets of those who no longer wait there are thrown away.
    """
    while hall.waiting[team, heap] > 0:
        due, number = tickets[team, heap, 0] // PLACES, tickets[team, heap, 0] % PLACES
        row = hall.state[number]
        if row[WAITS] > 0 and row[DUE] == due and row[LATE] == (heap == IS_LATE):
            return int(number)
        first_of(hall, tickets, team, heap)
    return NOBODY
