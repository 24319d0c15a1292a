"""What contacts amount to: how many, how late, how long they take, and what staff that is.

A `ContactAccount` is one replication of one world reduced to whole numbers by month and scheme, so
that accounts of different citizens add up and those of the same citizens can be subtracted.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.base.clock import FAR, next_working_days
from borgerflow.sim.base.sums import Summable
from borgerflow.sim.measures.account import month_borders, places_in, sums_at
from borgerflow.sim.records.history import OUTCOMES
from borgerflow.sim.world.tables.teams import minutes_per_fte

if TYPE_CHECKING:
    from borgerflow.sim.records.history import ContactArrays
    from borgerflow.sim.world.world import World

HELD, STAYED_AWAY, WENT_HOME, STILL_WAITS, SANCTIONED = range(len(OUTCOMES))


@dataclass(frozen=True)
class ContactAccount(Summable):
    """Appointments by the month in which they ended and scheme, each [month, scheme]."""

    held: Ints
    stayed_away: Ints  # the sanctioned among them
    sanctioned: Ints
    went_home: Ints  # the spell ended while waiting
    waiting_days: Ints  # of the contacts held, past the day due
    legal: Ints  # held, missed or given up, that law asked for by a day now past
    on_time: Ints  # of those: the citizen was called by that day, or the working day after it
    minutes: Ints  # of caseworkers


def contact_account(contacts: "ContactArrays", world: "World") -> ContactAccount:
    """Return what appointments amount to within the horizon of a world.

    One that law asks for is on time if the citizen was called, and came or stayed away, by the
    day of the law or, where that is a day off, the next working day. One given up because the
    spell ended counts only if that day had passed.
    """
    borders = month_borders(world.months, world.start_day, world.end_day)
    shape = len(borders) - 1, len(world.scheme_names)
    inside, place = places_in(contacts, borders, shape[1])
    contacts = type(contacts)(*(column[inside] for column in contacts))
    sanctioned = contacts.outcome == SANCTIONED
    stayed_away = sanctioned | (contacts.outcome == STAYED_AWAY)
    called = stayed_away | (contacts.outcome == HELD)
    latest = _working_day_by(contacts.legal, world)
    asked = (contacts.legal < FAR) & (called | (contacts.held > latest))
    on_time = asked & called & (contacts.held <= latest)

    def counted(which: Flags) -> Ints:
        return sums_at(place[which], shape)

    held = contacts.outcome == HELD
    waited = np.maximum(contacts.held - contacts.due, 0) * held
    return ContactAccount(
        held=counted(held),
        stayed_away=counted(stayed_away),
        sanctioned=counted(sanctioned),
        went_home=counted(contacts.outcome == WENT_HOME),
        waiting_days=sums_at(place, shape, waited),
        legal=counted(asked),
        on_time=counted(on_time),
        minutes=sums_at(place, shape, contacts.minutes),
    )


def _working_day_by(days: Ints, world: "World") -> Ints:
    """Return each day, or the next working day; days after the horizon stay."""
    first, table = world.tables.working_day_from, world.tables.working_day
    inside = (days >= first) & (days < world.end_day)
    return np.where(inside, table[np.where(inside, days - first, 0)], days)


def minutes_available(world: "World") -> Ints:
    """Return the minutes for contacts of each team in each month of the horizon, [month, team]."""
    minutes, borders = _minutes_by_day(world)
    works = next_working_days(int(borders[0]), int(borders[-1])) == np.arange(*borders[[0, -1]])
    return np.add.reduceat(minutes * works[:, None], borders[:-1] - borders[0], axis=0)


def fte_available(world: "World") -> Floats:
    """Return the filled posts of each team, on average over each month's days, [month, team].

    They are those of the whole municipality, whatever share of it is simulated.
    """
    minutes, borders = _minutes_by_day(world)
    sums = np.add.reduceat(minutes, borders[:-1] - borders[0], axis=0)
    return sums / np.diff(borders)[:, None] / (minutes_per_fte(world.teams) * world.scale)


def _minutes_by_day(world: "World") -> tuple[Ints, Ints]:
    """Return the minutes of a working day, [day, team], and the borders of the months."""
    tables, borders = world.tables, month_borders(world.months, world.start_day, world.end_day)
    days = np.arange(borders[0], borders[-1])
    starts = np.reshape(tables.team_day, (tables.teams, -1))
    minutes = np.reshape(tables.team_minutes, (tables.teams, -1))
    daily = [
        row[np.searchsorted(first, days, side="right") - 1]
        for first, row in zip(starts, minutes, strict=True)
    ]
    return np.array(daily).T, borders
