"""The branches of people: of all whose lives the other world may change, in either engine."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.engines.branches.days import TwoWorlds
from borgerflow.sim.engines.branches.lives import Slot, branch
from borgerflow.sim.engines.branches.marks import MOST, WIDTH, Marks
from borgerflow.sim.engines.compiled.calendar import Cohort, citizen_of, first_spell
from borgerflow.sim.engines.compiled.citizens import cohort_of, written_rows
from borgerflow.sim.engines.compiled.jit import jit
from borgerflow.sim.engines.compiled.pointer import content_of, tables_at
from borgerflow.sim.engines.rows import (
    Room,
    citizens_of,
    more_room,
    room_for,
    spell_arrays,
    with_weeks_before,
)
from borgerflow.sim.lives.successors import first_in_force
from borgerflow.sim.lives.tables import MEMORY, NO_SPELL
from borgerflow.sim.records.history import ContactArrays, SpellArrays
from borgerflow.sim.world.people import People
from borgerflow.sim.world.tables.hazards import nested


class Branches(NamedTuple):
    """Lives that another world changes, numbered by the places of their citizens.

    Nobody has rows whose life it cannot change.
    """

    chance: Floats  # [n] that it changes the life
    spells: SpellArrays
    contacts: ContactArrays


class WrittenBranches(NamedTuple):
    """What is written of branches: the rows of all, and the chance of each."""

    room: Room
    chance: Floats


def branches_of(worlds: TwoWorlds, people: People, share: Floats, engine: str) -> Branches:
    """Return a life that the other world changes of each of some people, and how likely that is.

    Parameters
    ----------
    people, share
        As `run_reference` takes them, of the usual world.
    engine : {"auto", "reference", "compiled"}
        Plain Python, or the same functions compiled: the rows are the same.
    """
    branching = branches_in_python if engine == "reference" else branches_compiled
    room, chance = branching(worlds, people)
    spells, contacts = written_rows(room)
    rows = spell_arrays(spells, share)
    rows = with_weeks_before(rows, people.before) if people.before.any() else rows
    return Branches(chance, rows, ContactArrays(*contacts))


def branches_in_python(worlds: TwoWorlds, people: People) -> WrittenBranches:
    """Return the rows of the branches of people, and the chance of each."""
    room, chance, memory = room_for(len(people.key)), np.zeros(len(people.key)), [0] * MEMORY
    marks = Marks([0] * (MOST * WIDTH), np.zeros(MOST), [0])
    plain = TwoWorlds(nested(worlds.usual), nested(worlds.other))
    columns = (people.enters, people.scheme, people.since, people.came_from)
    starts = list(zip(*(column.tolist() for column in columns), strict=True))
    citizens, number = citizens_of(people), 0
    while number < len(citizens):
        enters, scheme, since, came_from = starts[number]
        first = NO_SPELL._replace(scheme=scheme, start=since, came_from=came_from)
        first = first_in_force(plain.usual, citizens[number], first, enters)
        slot = Slot(room, number, 0)
        chance[number] = branch(plain, citizens[number], memory, first, enters, slot, marks)
        if chance[number] < 0.0:
            room = more_room(room)
        else:
            number += 1
    return WrittenBranches(room, chance)


def branches_compiled(worlds: TwoWorlds, people: People) -> WrittenBranches:
    """Return what `branches_in_python` does, by compiled code."""
    cohort, size, number = cohort_of(people), len(people.key), 0
    written, memory = WrittenBranches(room_for(size), np.zeros(size)), np.zeros(MEMORY, np.int64)
    marks = Marks(np.zeros(MOST * WIDTH, np.int64), np.zeros(MOST), np.zeros(1, np.int64))
    usual, other = content_of(worlds.usual), content_of(worlds.other)
    while True:
        number = compiled_branches()(usual, other, cohort, memory, marks, written, number)
        if number == size:
            return written
        written = written._replace(room=more_room(written.room))


def branch_all(
    usual: Ints,
    other: Ints,
    cohort: Cohort,
    memory: Ints,
    marks: Marks,
    written: WrittenBranches,
    number: int,
) -> int:
    """Write the branches of the citizens from a number on; return whose found no room, if any.

    The number of all of them where every branch has.
    """
    room, chance = written
    both = TwoWorlds(tables_at(usual), tables_at(other))
    while number < len(cohort.people):
        citizen, first = citizen_of(cohort, number), first_spell(cohort, number)
        today = cohort.people[number, 2]
        first = first_in_force(both.usual, citizen, first, today)
        found = branch(both, citizen, memory, first, today, Slot(room, number, 0), marks)
        if found < 0.0:
            return number
        chance[number] = found
        number += 1
    return number


@cache
def compiled_branches() -> Any:
    """Return `branch_all`, compiled."""
    return jit(branch_all)
