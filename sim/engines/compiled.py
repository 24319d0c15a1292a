"""The compiled engine: the same core, citizen after citizen, in one compiled loop.

It differs from the reference engine in how it waits (it does not) and in nothing else; the
histories are identical.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engines.boxed import boxed
from sim.engines.queues import live_queued
from sim.engines.rows import (
    CONTACT_COLUMNS,
    SPELL_COLUMNS,
    grown,
    spell_arrays,
    write_contact,
    write_spell,
)
from sim.engines.twins import twin
from sim.history import ContactArrays, SpellArrays, sorted_contacts, sorted_spells
from sim.lives.deadlines import prolonged, remember
from sim.lives.story import begin, end_of, scheme_entered, what_follows
from sim.lives.tables import AT_DEADLINE, MEMORY, Citizen, Tables
from sim.lives.talks import after_talk, asked_day
from sim.people import People

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


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
        today, scheme, since = row[2], row[4], row[5]
        came_from, category, ordinal = row[6], row[7], 0
        while scheme != tables.out and today < tables.horizon:
            spell = begin(
                tables, citizen, memory, scheme, came_from, ordinal, since, today, category
            )
            follows = -1
            while True:
                day, cause = end_of(citizen, spell)
                talk = asked_day(tables, spell.due)
                if min(day, talk) >= tables.horizon:
                    day = tables.horizon
                    break
                if talk < day:
                    contacts = grown(contacts, n_contacts)
                    write_contact(contacts[n_contacts], number, spell, talk)
                    n_contacts += 1
                    spell = after_talk(tables, citizen, spell, talk)
                    continue
                follows, outcome = what_follows(tables, citizen, spell, day, cause)
                if cause == AT_DEADLINE and follows == scheme:
                    spell = prolonged(tables, spell, outcome, day)
                    follows = -1
                    continue
                break
            spells = grown(spells, n_spells)
            write_spell(spells[n_spells], number, spell, day, follows < 0)
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


def queue_boxed(
    tables: Tables, people: Ints, birthdays: Ints, frailty: Floats
) -> tuple[Ints, Ints]:
    """Return the rows of `live_queued`, the tables put in a box first."""
    return live_queued(boxed(tables), people, birthdays, frailty)


@cache
def compiled_lives(queued: bool) -> Any:
    """Return `live_boxed`, or `queue_boxed` where talks queue, compiled."""
    return twin(queue_boxed if queued else live_boxed)


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
    queued = tables.teams > 0
    spells, contacts = compiled_lives(queued)(
        tables, np.ascontiguousarray(rows), np.ascontiguousarray(people.birthdays), people.frailty
    )
    lived, held = spell_arrays(spells, share), ContactArrays(*contacts.T.copy())
    return (sorted_spells(lived), sorted_contacts(held)) if queued else (lived, held)
