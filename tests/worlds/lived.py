"""People made by hand, and the lives they live in worlds made by hand."""

from typing import Any

import numpy as np

from borgerflow.sim.base.chance import citizen_key
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.compiled.citizens import run_compiled
from borgerflow.sim.engines.reference.citizens import run_reference
from borgerflow.sim.lives.tables import NOBODY, Citizen, Tables
from borgerflow.sim.records.history import ContactArrays, SpellArrays
from borgerflow.sim.world.people import People
from tests.worlds.made import GROWN_UP, START, floats, ints


def made_people(
    number: int,
    *,
    scheme: Any = 0,
    since: Any = START,
    enters: Any = None,
    leaves: Any = FAR,
    cell: Any = 0,
    frailty: Any = 1.0,
    birthdays: Any = GROWN_UP,
    came_from: Any = NOBODY,
    seed: int = 1,
    replication: int = 0,
) -> People:
    """Return people who are alike, or differ where a column is given."""
    column = lambda value: np.broadcast_to(ints(value), number).copy()  # noqa: E731
    return People(
        key=citizen_key(seed, replication, np.arange(number, dtype=np.uint64)),
        cell=column(cell),
        frailty=np.broadcast_to(floats(frailty), number).copy(),
        birthdays=np.broadcast_to(np.asarray(birthdays, dtype=np.int64), (number, 4)).copy(),
        enters=column(since if enters is None else enters),
        leaves=column(leaves),
        scheme=column(scheme),
        since=column(since),
        came_from=column(came_from),
        before=column(0),
    )


def citizen_of(people: People, number: int) -> Citizen:
    """Return one of the people as the core sees them."""
    row = [people.key, people.cell, people.frailty, *people.birthdays.T, people.leaves]
    return Citizen(*(column[number].item() for column in row))


def chosen(people: People, rows: Any) -> People:
    """Return some of the people, in the order given."""
    return People(*(column[rows] for column in people))


Lives = tuple[SpellArrays, ContactArrays]


def lived(tables: Tables, people: People, run: Any = run_compiled) -> Lives:
    """Return the spells and contacts of the people, by the compiled engine."""
    return run(tables, people, np.ones(tables.schemes))


def lived_plainly(tables: Tables, people: People) -> Lives:
    """Return the spells and contacts of the people, by the reference engine."""
    return lived(tables, people, run_reference)


def ended_as(contacts: ContactArrays, *outcomes: int) -> ContactArrays:
    """Return the appointments that ended in one of these ways."""
    return ContactArrays(*(column[np.isin(contacts.outcome, outcomes)] for column in contacts))


def same(one: Lives, other: Lives) -> bool:
    """Tell whether two histories are the same to the last number."""
    pairs = zip((*one[0], *one[1]), (*other[0], *other[1]), strict=True)
    return all(np.array_equal(a, b) for a, b in pairs)


def of_citizens(lives: Lives, citizens: Any) -> Lives:
    """Return the part of a history that is about some citizens, numbered from 0 in their order."""
    number = {int(citizen): n for n, citizen in enumerate(citizens)}
    parts = []
    for rows in lives:
        keep = np.isin(rows.citizen, list(number))
        columns = [column[keep] for column in rows]
        columns[0] = ints([number[int(c)] for c in columns[0]])
        order = np.argsort(columns[0], kind="stable")
        parts.append(type(rows)(*(column[order] for column in columns)))
    return parts[0], parts[1]


def first_spells(lives: Lives) -> SpellArrays:
    """Return the first spell of every life."""
    spells = lives[0]
    first = np.concatenate([[True], spells.citizen[1:] != spells.citizen[:-1]])
    first = first[: len(spells.citizen)]
    return SpellArrays(*(column[first] for column in spells))
