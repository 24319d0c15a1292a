"""What talks amount to: how many, how late, how long they take, and what staff that is.

A `ContactAccount` is one replication of one world reduced to whole numbers by month and scheme, so
that accounts of different citizens add up and those of the same citizens can be subtracted.
"""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from borgerflow.sim.base.clock import FAR, date_of, next_working_days
from borgerflow.sim.measures.account import Account, month_borders, summed
from borgerflow.sim.records.history import OUTCOMES
from borgerflow.sim.settlement.rulebook import Floats, Ints
from borgerflow.sim.world.tables.teams import minutes_per_fte, team_of_groups

if TYPE_CHECKING:
    from borgerflow.sim.records.history import ContactArrays
    from borgerflow.sim.world.world import World

HELD, STAYED_AWAY, WENT_HOME, STILL_WAITS, SANCTIONED = range(len(OUTCOMES))


@dataclass(frozen=True)
class ContactAccount:
    """Appointments by the month in which they ended and scheme, each [month, scheme]."""

    held: Ints
    stayed_away: Ints  # the sanctioned among them
    sanctioned: Ints
    went_home: Ints  # the spell ended while waiting
    waiting_days: Ints  # of the talks held, past the day due
    legal: Ints  # held, missed or given up, that law asked for by a day now past
    on_time: Ints  # of those: the citizen was called by that day, or the working day after it
    minutes: Ints  # of caseworkers

    def __add__(self, other: "ContactAccount") -> "ContactAccount":
        """Return the account of both."""
        return self._with(other, 1)

    def __sub__(self, other: "ContactAccount") -> "ContactAccount":
        """Return by how much this account is larger."""
        return self._with(other, -1)

    def _with(self, other: "ContactAccount", sign: int) -> "ContactAccount":
        names = [field.name for field in fields(self)]
        return ContactAccount(*(getattr(self, n) + sign * getattr(other, n) for n in names))


def contact_account(contacts: "ContactArrays", world: "World") -> ContactAccount:
    """Return what appointments amount to within the horizon of a world.

    One that law asks for is on time if the citizen was called, and came or stayed away, by the
    day of the law or, where that is a day off, the next working day. One given up because the
    spell ended counts only if that day had passed.
    """
    borders = month_borders(world.months, world.start_day, world.end_day)
    schemes = len(world.scheme_names)
    sanctioned = contacts.outcome == SANCTIONED
    stayed_away = sanctioned | (contacts.outcome == STAYED_AWAY)
    called = stayed_away | (contacts.outcome == HELD)
    latest = _working_day_by(contacts.legal, world)
    asked = (contacts.legal < FAR) & (called | (contacts.held > latest))
    on_time = asked & called & (contacts.held <= latest)

    def counted(which: Ints) -> Ints:
        return summed(contacts, which.astype(np.int64), borders, schemes)

    return ContactAccount(
        held=counted(contacts.outcome == HELD),
        stayed_away=counted(stayed_away),
        sanctioned=counted(sanctioned),
        went_home=counted(contacts.outcome == WENT_HOME),
        waiting_days=counted(
            np.maximum(contacts.held - contacts.due, 0) * (contacts.outcome == HELD)
        ),
        legal=counted(asked),
        on_time=counted(on_time),
        minutes=counted(contacts.minutes),
    )


def _working_day_by(days: Ints, world: "World") -> Ints:
    """Return each day, or the next working day; days after the horizon stay."""
    first = world.run_in_day
    table = next_working_days(first, world.end_day)
    inside = (days >= first) & (days < world.end_day)
    return np.where(inside, table[np.where(inside, days - first, 0)], days)


def minutes_there(world: "World") -> Ints:
    """Return the minutes for talks of each team in each month of the horizon, [month, team]."""
    tables, borders = world.tables, month_borders(world.months, world.start_day, world.end_day)
    days = np.arange(borders[0], borders[-1])
    works = next_working_days(int(borders[0]), int(borders[-1])) == days
    starts = np.reshape(tables.team_day, (tables.teams, -1))
    minutes = np.reshape(tables.team_minutes, (tables.teams, -1))
    daily = [
        row[np.searchsorted(first, days, side="right") - 1] * works
        for first, row in zip(starts, minutes, strict=True)
    ]
    return np.add.reduceat(np.array(daily).T, borders[:-1] - borders[0], axis=0)


def fte_there(world: "World") -> Floats:
    """Return the filled posts of each team, on average over each month's days, [month, team].

    They are those of the whole municipality, whatever share of it is simulated.
    """
    tables, borders = world.tables, month_borders(world.months, world.start_day, world.end_day)
    days = np.arange(borders[0], borders[-1])
    starts = np.reshape(tables.team_day, (tables.teams, -1))
    minutes = np.reshape(tables.team_minutes, (tables.teams, -1))
    daily = [
        row[np.searchsorted(first, days, side="right") - 1]
        for first, row in zip(starts, minutes, strict=True)
    ]
    sums = np.add.reduceat(np.array(daily).T, borders[:-1] - borders[0], axis=0)
    return sums / np.diff(borders)[:, None] / (minutes_per_fte(world.teams) * world.scale)


def by_team(world: "World", numbers: Ints) -> Ints:
    """Return whole numbers [month, scheme] summed over the schemes of each team, [month, team]."""
    groups = np.asarray(world.tables.contact_group)
    of_group = team_of_groups(world)
    team = np.where(groups >= 0, of_group[groups], -1)
    names = world.team_names
    return np.stack([numbers[:, team == n].sum(axis=1) for n in range(len(names))], axis=1)


def team_table(talks: ContactAccount, account: Account, world: "World") -> pd.DataFrame:
    """Return a row per month and team: talks, waiting, time used and there, posts, caseload.

    ``fte_needed`` are the posts whose minutes the talks of the month took; ``caseload`` is
    citizens in the team's schemes per post. Where nothing was counted a mean is empty.
    """
    months, teams = len(world.months), len(world.team_names)
    used, there = by_team(world, talks.minutes), minutes_there(world)
    held, legal = by_team(world, talks.held), by_team(world, talks.legal)
    borders = month_borders(world.months, world.start_day, world.end_day)
    cases = by_team(world, account.person_days) / np.diff(borders)[:, None] / world.scale
    fte = fte_there(world)
    first_days = [date_of(int(day)).isoformat()[:7] for day in borders[:-1]]
    columns = {
        "held": held,
        "stayed_away": by_team(world, talks.stayed_away),
        "sanctioned": by_team(world, talks.sanctioned),
        "mean_waiting_days": _ratio(by_team(world, talks.waiting_days), held),
        "share_on_time": _ratio(by_team(world, talks.on_time), legal),
        "minutes_used": used,
        "minutes_there": there,
        "utilisation": _ratio(used, there),
        "fte": fte,
        "fte_needed": _ratio(used, there) * fte,
        "citizens": cases,
        "caseload": _ratio(cases, fte),
    }
    return pd.DataFrame(
        {
            "month": np.repeat(first_days, teams),
            "team": np.tile(world.team_names, months),
            **{name: np.asarray(column).reshape(-1) for name, column in columns.items()},
        }
    )


def _ratio(part: Ints | Floats, whole: Ints | Floats) -> Floats:
    none = np.full(np.shape(whole), np.nan)
    return np.asarray(np.divide(part, whole, out=none, where=np.asarray(whole) > 0))
