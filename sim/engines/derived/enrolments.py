"""Who took part in which programme, from when to when: read off the lives.

The day on which a citizen is recruited follows from the spell alone (see `lives.programmes`),
so enrolments are told by any history, whichever engine has lived it.
"""

from collections.abc import Iterator

import numpy as np

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.engines.began import SchemeEnds, began
from borgerflow.sim.engines.reach import ordinals
from borgerflow.sim.engines.rows import citizens_of
from borgerflow.sim.lives.programmes import stages_of
from borgerflow.sim.lives.tables import Spell, Tables
from borgerflow.sim.records.history import NO_ENROLMENTS, EnrolmentArrays, SpellArrays
from borgerflow.sim.world.people import People


def enrolments_of(tables: Tables, people: People, spells: SpellArrays) -> EnrolmentArrays:
    """Return every enrolment, by citizen and time; ``spells`` are as the engine returned them."""
    if tables.first_programme[-1] == 0:
        return NO_ENROLMENTS
    rows = sorted(_enrolments(tables, people, spells))
    columns = np.array(rows, dtype=np.int64).reshape(-1, len(EnrolmentArrays._fields)).T
    citizen, programme, start, end, completed = columns
    return EnrolmentArrays(citizen, programme, start, end, completed == 1)


def _enrolments(
    tables: Tables, people: People, spells: SpellArrays
) -> Iterator[tuple[int, int, int, int, int]]:
    ordinal, first = ordinals(spells.citizen), tables.first_programme
    since = began(SchemeEnds.of(tables), spells)
    stays = spells._replace(start=since)
    for scheme in np.flatnonzero(np.diff(first)):
        here = np.flatnonzero(spells.scheme == scheme)
        citizens = citizens_of(People._make(column[spells.citizen[here]] for column in people))
        for p in range(first[scheme], first[scheme + 1]):
            for n, citizen in zip(here.tolist(), citizens, strict=True):
                place, left = int(spells.citizen[n]), int(spells.end[n])
                _, begins, ends, _ = stages_of(tables, citizen, _spell(stays, ordinal, n), p)
                carried_on = since[n] < spells.start[n]
                if begins < left and not (carried_on and ends <= spells.start[n]):
                    # Who drops out has an end of their own that may lie within the spell, too.
                    done = ends <= left and ends - begins == tables.programme_length[p]
                    number = int(tables.programme[p])
                    first_day = max(begins, spells.start[n]) if carried_on else begins
                    yield place, number, int(first_day), int(min(ends, left)), int(done)


def _spell(spells: SpellArrays, ordinal: Ints, n: int) -> Spell:
    columns = (spells.scheme, spells.start, spells.came_from, ordinal, spells.category)
    return Spell(*(int(column[n]) for column in columns))
