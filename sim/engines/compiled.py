"""The compiled engine: the same core, citizen after citizen, in one compiled loop.

It differs from the reference engine in how it waits (it does not) and in nothing else; the
histories are identical.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engines.boxed import boxed
from sim.engines.twins import twin
from sim.history import ContactArrays, SpellArrays, sorted_contacts
from sim.lives.deadlines import prolonged, remember
from sim.lives.story import begin, end_of, scheme_entered, what_follows
from sim.lives.tables import AT_DEADLINE, MEMORY, Citizen, Tables
from sim.lives.talks import first_talk, held_day, next_talk
from sim.people import People

SPELL_COLUMNS = 7
CONTACT_COLUMNS = 4
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def grown(rows: Ints, needed: int) -> Ints:
    """Return rows with room for one more, twice as many where there was none."""
    if needed < len(rows):
        return rows
    larger = np.empty((2 * len(rows), rows.shape[1]), np.int64)
    larger[: len(rows)] = rows
    return larger


def live_all(tables: Tables, people: Ints, birthdays: Ints, frailty: Floats) -> tuple[Ints, Ints]:
    """Return the rows of all spells and all contacts, citizen by citizen.

    ``people`` has a row per citizen: key, cell, enters, leaves, scheme, since, came_from,
    category of the first spell.
    """
    spells = np.empty((2 * len(people) + 16, SPELL_COLUMNS), np.int64)
    contacts = np.empty((2 * len(people) + 16, CONTACT_COLUMNS), np.int64)
    n_spells, n_contacts = 0, 0
    memory = np.zeros(MEMORY, np.int64)
    for number in range(len(people)):
        row = people[number]
        born = birthdays[number]
        citizen = Citizen(
            row[0], row[1], frailty[number], born[0], born[1], born[2], born[3], row[3]
        )
        memory[:] = 0
        today, scheme, since, came_from, category, ordinal = (
            row[2],
            row[4],
            row[5],
            row[6],
            row[7],
            0,
        )
        while scheme != tables.out and today < tables.horizon:
            spell = begin(
                tables, citizen, memory, scheme, came_from, ordinal, since, today, category
            )
            held, due = first_talk(tables, spell, today)
            follows = -1
            while True:
                day, cause = end_of(citizen, spell)
                talk = held_day(tables, due)
                if min(day, talk) >= tables.horizon:
                    day = tables.horizon
                    break
                if talk < day:
                    contacts = grown(contacts, n_contacts)
                    contacts[n_contacts, 0], contacts[n_contacts, 1] = number, scheme
                    contacts[n_contacts, 2], contacts[n_contacts, 3] = due, talk
                    n_contacts += 1
                    held += 1
                    due = max(next_talk(tables, spell, held, due), talk + 1)
                    continue
                follows, outcome = what_follows(tables, citizen, spell, day, cause)
                if cause == AT_DEADLINE and follows == scheme:
                    spell = prolonged(tables, spell, outcome, day)
                    follows = -1
                    continue
                break
            spells = grown(spells, n_spells)
            spells[n_spells, 0], spells[n_spells, 1], spells[n_spells, 2] = number, scheme, since
            spells[n_spells, 3], spells[n_spells, 4] = day, spell.category
            spells[n_spells, 5], spells[n_spells, 6] = came_from, int(follows < 0)
            n_spells += 1
            if follows < 0:
                break
            today = day
            remember(tables, memory, spell, today)
            came_from, since, category, ordinal = scheme, today, -1, ordinal + 1
            scheme = scheme_entered(tables, citizen, memory, follows, ordinal, today)
    return spells[:n_spells], contacts[:n_contacts]


def live_boxed(tables: Tables, people: Ints, birthdays: Ints, frailty: Floats) -> tuple[Ints, Ints]:
    """Return the rows of `live_all`, the tables put in a box first."""
    return live_all(boxed(tables), people, birthdays, frailty)


@cache
def compiled_lives() -> Any:
    """Return `live_boxed`, compiled."""
    return twin(live_boxed)


def run_compiled(
    tables: Tables, people: People, first_category: Ints, share: Floats
) -> tuple[SpellArrays, ContactArrays]:
    """Return the spells and contacts of all people (arguments as `run_reference`)."""
    rows = np.column_stack(
        [
            people.key.view(np.int64),
            people.cell,
            people.enters,
            people.leaves,
            people.scheme,
            people.since,
            people.came_from,
            first_category,
        ]
    )
    spells, contacts = compiled_lives()(
        tables, np.ascontiguousarray(rows), np.ascontiguousarray(people.birthdays), people.frailty
    )
    citizen, scheme, start, end, category, came_from, still_open = spells.T.copy()
    return (
        SpellArrays(
            citizen, scheme, start, end, category, share[scheme], came_from, still_open == 1
        ),
        sorted_contacts(ContactArrays(*contacts.T.copy())),
    )
