"""Who waits for a team: tickets, those late by law first, then by due day and citizen.

A ticket that has been answered elsewhere stays on its heap until it comes up.
"""

from borgerflow.sim.engines.compiled.calendar import (
    BY_LAW,
    DUE,
    IN_TIME,
    IS_LATE,
    LATE,
    LEGAL,
    NOBODY,
    SCHEME,
    WAITS,
    Office,
)
from borgerflow.sim.engines.compiled.heap import pop, push
from borgerflow.sim.lives.contacts import team_of
from borgerflow.sim.lives.tables import Spell, Tables

PLACES = 1 << 32  # more than there are citizens: a ticket is a day x PLACES + citizen


def ask(office: Office, team: int, number: int, spell: Spell, today: int) -> None:
    """Put a citizen among those who wait for a team."""
    late = spell.legal < today
    office.citizens[number, LATE] = late
    if late:
        push_ticket(office, team, IS_LATE, spell.due, number)
    else:
        push_ticket(office, team, IN_TIME, spell.due, number)
        push_ticket(office, team, BY_LAW, spell.legal, number)


def push_ticket(office: Office, team: int, heap: int, day: int, number: int) -> None:
    """Put a ticket on one of the heaps of a team."""
    push(office.tickets[team, heap], office.waiting[team, heap], day * PLACES + number)
    office.waiting[team, heap] += 1


def pop_ticket(office: Office, team: int, heap: int) -> tuple[int, int]:
    """Take the first ticket from a heap of a team: return its day and its citizen."""
    ticket = pop(office.tickets[team, heap], office.waiting[team, heap])
    office.waiting[team, heap] -= 1
    return ticket // PLACES, ticket % PLACES


def find_late(tables: Tables, office: Office, team: int, today: int) -> None:
    """Move those who wait for a team and have become late by law to where such wait."""
    while office.waiting[team, BY_LAW] > 0 and office.tickets[team, BY_LAW, 0] < today * PLACES:
        legal, number = pop_ticket(office, team, BY_LAW)
        row = office.citizens[number]
        # The ticket may be an old one: of a contact held, or of a spell that has ended.
        waits = row[WAITS] > 0 and row[LEGAL] == legal and team_of(tables, row[SCHEME]) == team
        if waits and not row[LATE]:
            row[LATE] = 1
            push_ticket(office, team, IS_LATE, row[DUE], number)


def next_in_line(tables: Tables, office: Office, team: int, heap: int) -> int:
    """Return the citizen whose ticket comes first on a heap of a team, or NOBODY.

    Tickets of those who no longer wait there are thrown away.
    """
    while office.waiting[team, heap] > 0:
        ticket = office.tickets[team, heap, 0]
        due, number = ticket // PLACES, ticket % PLACES
        row = office.citizens[number]
        # One who has gone over to another team may wait there for the same day.
        here = row[WAITS] > 0 and team_of(tables, row[SCHEME]) == team
        if here and row[DUE] == due and row[LATE] == (heap == IS_LATE):
            return int(number)
        pop_ticket(office, team, heap)
    return NOBODY
