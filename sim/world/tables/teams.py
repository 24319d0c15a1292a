"""Teams: who holds the contacts, in how much time, and how many citizens stay away."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.base.errors import InputError, ParamError, unknown
from borgerflow.sim.params.contacts import Teams
from borgerflow.sim.params.reading.faults import NO_GROUP_OF_CONTACTS
from borgerflow.sim.params.reading.phrases import NO_TEAM, none_called
from borgerflow.sim.world.bare import BareWorld
from borgerflow.sim.world.contact_rules import BEFORE_ALL, Staff, StaffChange, staff_changes_of
from borgerflow.sim.world.municipality import number_of
from borgerflow.sim.world.tables.columns import Columns, ints, steps_by_day

DAYS_PER_MONTH = 365.25 / 12
WEEKS_PER_YEAR = 52
MINUTES_PER_HOUR = 60
MinutesByDay = tuple[list[list[tuple[int, int]]], Ints]  # of each team, and the team of each group


def team_columns(bare: BareWorld) -> Columns:
    """Return the team of each group of contacts, its minutes by day, and who stays away.

    Where time is no limit there are no teams, and all come when called, on the day due. A team
    with endless posts is none either: nobody waits for it, so its contacts are held when booked.

    Raises
    ------
    InputError
        If the staff names a team that is not known.
    """
    groups, ahead, share, minutes, again = len(bare.contact_groups), 0, 0.0, 0, 1
    posts, team = _no_teams()
    if bare.contacts.staff is not None:
        posts, team = _minutes_by_day(bare, bare.contacts.staff)
        ahead, form = round(number_of(bare.teams.booked_ahead_days)), bare.teams.no_shows
        share, minutes = number_of(form.share), round(number_of(form.minutes))
        again = max(1, round(number_of(form.rebooked_after_days)))
    team_day, team_minutes = steps_by_day(posts)
    return {
        "booked_ahead": np.full(groups, ahead),
        "no_show_share": np.full(groups, share),
        "no_show_minutes": np.full(groups, minutes),
        "rebooked_days": np.full(groups, again),
        "teams": len(posts),
        "team": team,
        "team_periods": max(map(len, posts), default=0),
        "team_day": team_day,
        "team_minutes": team_minutes,
    }


def _no_teams() -> MinutesByDay:
    return [], ints([])


def _minutes_by_day(bare: BareWorld, staff: Staff) -> MinutesByDay:
    """Return the minutes that each team has on a working day, by the day from which it has them.

    After them comes the team of each group of contacts, -1 where time is no limit.
    """
    staff = replace(staff, changes=(*staff.changes, *staff_changes_of(bare.proposals)))
    names = (*bare.teams.teams,)
    for name in (*staff.posts, *(change.team for change in staff.changes)):
        if name not in names:
            raise InputError(none_called(NO_TEAM, name, names).capital())
    daily = minutes_per_fte(bare.teams) * bare.scale
    steps = [team_steps(bare.teams, staff, name) for name in names]
    endless = [n for n, row in enumerate(steps) if all(math.isinf(fte) for _, fte in row)]
    if len(endless) == len(names):
        return _no_teams()
    team = team_of_groups(bare)
    minutes = [
        [(day, 0 if n in endless else round(fte * daily)) for day, fte in row]
        for n, row in enumerate(steps)
    ]
    return minutes, np.where(np.isin(team, endless), -1, team)


def team_of_groups(bare: BareWorld) -> Ints:
    """Return the number of the team of each group of contacts, -1 where there is none."""
    groups, teams = bare.contact_groups, bare.teams.teams.values()
    of_group = {group: n for n, team in enumerate(teams) for group in team.groups}
    for group in of_group:
        if group not in groups:
            raise ParamError("teams.yaml: " + unknown(NO_GROUP_OF_CONTACTS, group, groups))
    return ints([of_group.get(group, -1) for group in groups])


def minutes_per_fte(teams: Teams) -> float:
    """Return the minutes of contact that a post gives on a working day, on average.

    Holidays, sickness and the time a post stands empty after someone has left are taken off.
    """
    empty = number_of(teams.turnover_per_year) * number_of(teams.vacancy_weeks) / WEEKS_PER_YEAR
    here = (1 - number_of(teams.away_share)) * max(0.0, 1 - empty)
    worked = number_of(teams.hours_per_day) * MINUTES_PER_HOUR
    return worked * number_of(teams.direct_share) * here


def team_steps(teams: Teams, staff: Staff, team: str) -> list[tuple[int, float]]:
    """Return the posts that a team has filled, by the day from which they are."""
    posts = staff.posts.get(team, ((BEFORE_ALL, 0.0),))
    changes = [_filled(teams, change) for change in staff.changes if change.team == team]
    edges = (day for c in changes for day in (c.start, c.until))
    days = sorted({BEFORE_ALL, *(day for day, _ in posts), *edges} - {FAR})
    return [(day, max(0.0, _posts_on(posts, day) + _more_on(changes, day))) for day in days]


def _filled(teams: Teams, change: StaffChange) -> StaffChange:
    lag = round(number_of(teams.hiring_lag_months) * DAYS_PER_MONTH) if change.fte > 0 else 0
    start = min(change.start + lag, change.until)
    return StaffChange(change.team, start, change.until, change.fte)


def _posts_on(posts: Sequence[tuple[int, float]], day: int) -> float:
    return next((fte for first, fte in reversed(posts) if first <= day), 0.0)


def _more_on(changes: Sequence[StaffChange], day: int) -> float:
    return sum(c.fte for c in changes if c.start <= day < c.until)
