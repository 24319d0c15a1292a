"""Worlds that are alike up to a day: lives are kept until then, and lived on in each of them.

That is how posts are tried again and again, and how another rhythm of contacts is lived beside
the usual one: both begin with the horizon, after the years of run-in.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.compiled.calendar import (
    NOBODY,
    SCHEME,
    START,
    Cohort,
    Office,
)
from borgerflow.sim.engines.compiled.citizens import (
    by_citizen,
    cohort_of,
    compiled_taking_up,
    entered,
    lived_until,
    written_rows,
)
from borgerflow.sim.engines.compiled.pointer import content_of
from borgerflow.sim.engines.compiled.tickets import PLACES
from borgerflow.sim.engines.reach import RULES, difference_of
from borgerflow.sim.engines.rows import Room, has_room, more_room, room_for, spell_arrays
from borgerflow.sim.engines.simulate import live, with_past
from borgerflow.sim.lives.tables import HELD, SANCTIONED, STAYED_AWAY, Tables
from borgerflow.sim.records.history import ContactArrays, SpellArrays
from borgerflow.sim.world.people import People
from borgerflow.sim.world.world import World

Rows = tuple[SpellArrays, ContactArrays]
ContactsIn = Callable[[World], ContactArrays]
CALLED = (HELD, STAYED_AWAY, SANCTIONED)
TICKETS = 2  # a citizen, as many as lie on a heap where few have been answered elsewhere
# What lives change as they go on, beside the rows and the tickets.
CHANGING = ("citizens", "strength", "memory", "here", "links", "waiting", "carried", "day")
POSTS = ("team_periods", "team_day", "team_minutes")


class Parting(NamedTuple):
    """From which day on two worlds may differ, and the schemes in which rules look ahead to it."""

    day: int
    schemes: Ints


def parting_of(one: Tables, other: Tables) -> Parting:
    """Return where two worlds part, in which time is a limit: the first day if not known to later.

    Their posts and their local rules may differ from a day on; a contact may be held some days
    before it is due.
    """
    alike = {name: getattr(one, name) for name in POSTS}
    difference = difference_of(one, other._replace(**alike))
    first = one.working_day_from
    if difference.elsewhere or any(row.kind != RULES for row in difference.rows):
        return Parting(first, np.zeros(0, np.int64))
    asked = [row.days("from")[0] - int(difference.ahead[row.scheme]) for row in difference.rows]
    # What becomes of spells as law turns is not told by what is kept of them.
    day = min(*asked, _posts_part(one, other), one.law_turns, one.horizon - 1)
    schemes = np.unique(np.array([row.scheme for row in difference.rows], np.int64))
    return Parting(max(day, first), schemes)


def first_parting(baseline: World, worlds: Sequence[World]) -> int:
    """Return the day up to which all those of some worlds are lived as the baseline that can be.

    The first day where that is none of them.
    """
    first = baseline.tables.working_day_from
    days = (parting_of(baseline.tables, world.tables).day for world in worlds)
    return min((day for day in days if day > first), default=first)


def _posts_part(one: Tables, other: Tables) -> int:
    """Return the first day on which a team has other minutes in one world than in another."""
    days = np.unique(np.concatenate([one.team_day, other.team_day]))
    apart = (_minutes_on(one, days) != _minutes_on(other, days)).any(axis=0)
    return int(days[apart].min(initial=FAR))


def _minutes_on(tables: Tables, days: Ints) -> Ints:
    """Return the minutes of each team on some days, [team, day]."""
    firsts = np.reshape(tables.team_day, (tables.teams, -1))
    minutes = np.reshape(tables.team_minutes, (tables.teams, -1))
    periods = [np.searchsorted(first, days, side="right") - 1 for first in firsts]
    return np.take_along_axis(minutes, np.maximum(periods, 0), axis=1)


class KeptLives(NamedTuple):
    """The lives of people in a world up to a day, who stand on no list of a day any more."""

    tables: Tables
    cohort: Cohort
    office: Office

    @property
    def day(self) -> int:
        """Return the day up to which they are lived."""
        return int(self.office.day[0])

    def among(self, places: Ints) -> "KeptLives":
        """Return the lives of those in some places, in rising order, placed anew from 0.

        None but these may wait for a team or come to do so.
        """
        office, anew = self.office, _places_anew(self.office, places)
        tickets, waiting = _tickets_of(office, anew)
        chosen = office._replace(
            **{name: getattr(office, name)[places] for name in ("citizens", "strength", "memory")},
            here=office.here[places],
            links=office.links[places],
            first=np.full_like(office.first, NOBODY),
            tickets=tickets,
            waiting=waiting,
            carried=office.carried.copy(),
            day=office.day.copy(),
            room=_rows_of(office.room, anew),
        )
        cohort = Cohort._make(column[places] for column in self.cohort)
        return self._replace(cohort=cohort, office=chosen)

    def contacts_in(self, world: World) -> ContactArrays:
        """Return the contacts they have once they have lived on in a world, in any order."""
        everybody = np.arange(len(self.cohort.people))
        office = self.among(everybody).lived_on(world)
        return ContactArrays(*written_rows(office.room)[1])

    def lived_on(self, world: World) -> Office:
        """Return everything once they have lived on in a world; they are used up."""
        tables, office = world.tables, self.office
        schemes = parting_of(self.tables, tables).schemes
        again = office.here & np.isin(office.citizens[:, SCHEME], schemes)
        told = _held_on(office, again)
        office = _with_room(office._replace(first=np.full_like(office.first, NOBODY)))
        office.day[1] = tables.horizon
        compiled_taking_up()(content_of(tables), self.cohort, office, again, *told)
        return lived_until(tables, self.cohort, office, tables.horizon)


def _tickets_of(office: Office, anew: Ints) -> tuple[Ints, Ints]:
    """Return the tickets of those who have a place anew, and how many lie on each heap."""
    waiting = np.zeros_like(office.waiting)
    tickets = np.empty((*waiting.shape, int(office.waiting.max(initial=0))), np.int64)
    for team, heap in np.ndindex(*waiting.shape):
        old = office.tickets[team, heap, : office.waiting[team, heap]]
        number = anew[old % PLACES]
        own = old[number >= 0] // PLACES * PLACES + number[number >= 0]
        tickets[team, heap, : len(own)] = np.sort(own)  # which makes a heap
        waiting[team, heap] = len(own)
    return tickets, waiting


def _rows_of(room: Room, anew: Ints) -> Room:
    """Return the rows of those who have a place anew, and no room for more."""
    chosen = []
    for columns in written_rows(room):
        number = anew[columns[0]]
        rows = columns[:, number >= 0]
        rows[0] = number[number >= 0]
        chosen.append(rows)
    spells, contacts = chosen
    return Room(spells, contacts, np.array([spells.shape[1], contacts.shape[1]]))


def _with_room(office: Office) -> Office:
    """Return the same with room for the rows and the tickets that are still to come."""
    size, (spells, contacts) = len(office.here), written_rows(office.room)
    room = room_for(size)
    while not has_room(room, spells.shape[1], contacts.shape[1]):
        room = more_room(room)
    room.spells[:, : spells.shape[1]] = spells
    room.contacts[:, : contacts.shape[1]] = contacts
    room.written[:] = spells.shape[1], contacts.shape[1]
    tickets = np.empty((*office.waiting.shape, TICKETS * size + office.tickets.shape[2]), np.int64)
    tickets[..., : office.tickets.shape[2]] = office.tickets
    return office._replace(room=room, tickets=tickets)


def _held_on(office: Office, again: Flags) -> tuple[Ints, Ints]:
    """Return where the contacts in their present spells of some begin, and the days of these."""
    _, contacts = written_rows(office.room)
    number, _, _, held, *_, outcome = contacts
    begun = office.citizens[:, START]
    inside = again[number] & np.isin(outcome, CALLED) & (held >= begun[number])
    number, held = number[inside], held[inside]
    first = np.searchsorted(np.sort(number), np.arange(len(again) + 1))
    return first, held[np.argsort(number, kind="stable")]


def contacts_from(
    world: World, people: People, kept: KeptLives | None, engine: str, day: int
) -> ContactsIn:
    """Return what tells the contacts of people in worlds that differ in posts from a day on.

    Up to that day the worlds are like the one given, in which time is a limit. Contacts come in
    any order. ``kept`` are lives in another world, which do where that is alike up to their day;
    of the people all do who are still in a scheme of those teams by then.
    """
    if engine == "reference":  # its processes cannot be kept
        return lambda other: live(other, people, engine)[1]
    if kept is None or parting_of(kept.tables, world.tables).day < kept.day:
        kept = KeptLives(world.tables, *_begun(world, people, day))
    return kept.contacts_in


def kept_until(world: World, people: People, day: int) -> tuple[KeptLives, Office]:
    """Return the lives of people up to a day, where time is a limit, and all of them lived on."""
    tables, (cohort, office) = world.tables, _begun(world, people, day)
    kept = KeptLives(tables, cohort, _copied(office))
    office.day[1] = tables.horizon
    return kept, lived_until(tables, cohort, office, tables.horizon)


def _begun(world: World, people: People, day: int) -> tuple[Cohort, Office]:
    """Return where everybody stands on a day."""
    tables, cohort = world.tables, cohort_of(people)
    office = entered(tables, cohort)
    office.day[1] = day
    return cohort, lived_until(tables, cohort, office, day)


def _copied(office: Office) -> Office:
    """Return the same once more; what has been written down is added to and never changed."""
    most = int(office.waiting.max(initial=0))
    room = office.room._replace(written=office.room.written.copy())
    anew = {name: column.copy() for name, column in office._asdict().items() if name in CHANGING}
    return office._replace(**anew, tickets=office.tickets[..., :most].copy(), room=room)


def places_in(office: Office, schemes: Sequence[int], since: int) -> Ints:
    """Return the places of those who are in one of some schemes since a day."""
    citizen, scheme, _, end, *_ = written_rows(office.room)[0]
    inside = np.isin(scheme, schemes) & (end >= since)
    return np.flatnonzero(np.bincount(citizen[inside], minlength=len(office.here)))


def rows_among(office: Office, world: World, people: People, places: Ints) -> Rows:
    """Return what `rows_of_lives` does of some people: those in these places."""
    anew = _places_anew(office, places)
    chosen = office._replace(here=office.here[places], room=_rows_of(office.room, anew))
    return rows_of_lives(chosen, world, people)


def rows_of_lives(office: Office, world: World, people: People) -> Rows:
    """Return what has been written down of people in a world, as an engine returns it."""
    spells, contacts = written_rows(by_citizen(office))
    told = with_past(world, people, spell_arrays(spells, world.benefit_share))
    return told, ContactArrays(*contacts)


def _places_anew(office: Office, places: Ints) -> Ints:
    """Return the place that each of those in some places has among them, of others none."""
    anew = np.full(len(office.here), NOBODY)
    anew[places] = np.arange(len(places))
    return anew
