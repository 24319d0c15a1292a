"""Where the spells of a usual life began, kept so that it can be lived on from there again.

The moment at which a life is changed is known once the whole of it has been lived: what lies before
the spell of that moment is the same, its rows are written, and need not be lived a second time.
"""

from typing import NamedTuple

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.engines.branches.course import UNCHANGED, Course, is_changed
from borgerflow.sim.engines.rows import Room
from borgerflow.sim.lives.deadlines import remembered
from borgerflow.sim.lives.tables import MEMORY, NO_SPELL, WINDOW_COUNT, Spell, Table

MOST = 64  # spells marked; a life of more is lived on from the last of these
TODAY, SPELLS, CONTACTS, SCHEME, START, CAME_FROM, ORDINAL, CATEGORY, MEMORIES = range(9)
WIDTH = MEMORIES + MEMORY


class Marks(NamedTuple):
    """The beginnings of spells, in order: what was known then."""

    numbers: Table  # [MOST, WIDTH] days, rows written, the spell, and the citizen's memory
    before: Floats  # [MOST] chance that nothing had changed the life
    length: Table  # [1]


def mark(marks: Marks, room: Room, memory: Table, spell: Spell, today: int, course: Course) -> None:
    """Keep where a spell begins of which nothing is drawn yet.

    One that carries on another keeps more of it than is kept here: it is left out.
    """
    n = marks.length[0]
    if n == MOST or spell.carried_on == today:
        return
    numbers, place = marks.numbers, n * WIDTH
    numbers[place + TODAY] = today
    numbers[place + SPELLS], numbers[place + CONTACTS] = room.written[0], room.written[1]
    numbers[place + SCHEME], numbers[place + START] = spell.scheme, spell.start
    numbers[place + CAME_FROM], numbers[place + ORDINAL] = spell.came_from, spell.ordinal
    numbers[place + CATEGORY] = spell.category
    for kept in range(remembered(memory)):
        numbers[place + MEMORIES + kept] = memory[kept]
    marks.before[n], marks.length[0] = course.before, n + 1


def gone_back(marks: Marks, room: Room, memory: Table, level: float) -> tuple[Spell, int, Course]:
    """Return the last spell marked before the chance of a change came to a level, and its day.

    And the course there. Rows and memory are again as they were.
    """
    n = marks.length[0] - 1
    while n > 0 and is_changed(UNCHANGED._replace(before=marks.before[n]), level):
        n -= 1
    numbers, place = marks.numbers, n * WIDTH
    marks.length[0] = n + 1
    room.written[0], room.written[1] = numbers[place + SPELLS], numbers[place + CONTACTS]
    memory[WINDOW_COUNT] = numbers[place + MEMORIES + WINDOW_COUNT]
    for kept in range(remembered(memory)):
        memory[kept] = numbers[place + MEMORIES + kept]
    spell = NO_SPELL._replace(
        scheme=numbers[place + SCHEME],
        start=numbers[place + START],
        came_from=numbers[place + CAME_FROM],
        ordinal=numbers[place + ORDINAL],
        category=numbers[place + CATEGORY],
    )
    return spell, numbers[place + TODAY], UNCHANGED._replace(before=marks.before[n])
