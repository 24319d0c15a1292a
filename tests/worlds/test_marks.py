"""A life is lived on from where a spell of it began, and is the life it was."""

import numpy as np
import pytest

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.branches import marks, reached
from borgerflow.sim.engines.branches.course import Course
from borgerflow.sim.engines.branches.days import TwoWorlds
from borgerflow.sim.engines.branches.marks import MOST, WIDTH, Marks, gone_back, mark
from borgerflow.sim.engines.rows import room_for
from borgerflow.sim.lives.deadlines import forget, remember_window
from borgerflow.sim.lives.tables import MEMORY, NO_SPELL
from borgerflow.sim.world.tables.mechanisms import HazardRow
from tests.worlds.branched import Pair, branched
from tests.worlds.lived import citizen_of, made_people
from tests.worlds.made import ALWAYS, BANDS, START, Exit, Place, made_tables

HORIZON = START + 700
GROWN_UP = np.ones(BANDS, dtype=np.bool_)
TO_AND_FRO = [Place([Exit(1, [0.2])]), Place([Exit(0, [0.2])])]
BEGINNINGS = ((0, 1.0), (300, 0.7), (500, 0.4))  # day, and the chance that nothing has changed


def marked_life():
    """Return marks of three spells, the room and the memory of a life of a window each."""
    room, memory = room_for(1), [0] * MEMORY
    kept = Marks([0] * (MOST * WIDTH), np.zeros(MOST), [0])
    for number, (day, unchanged) in enumerate(BEGINNINGS):
        spell = NO_SPELL._replace(scheme=number, start=day, ordinal=number)
        mark(kept, room, memory, spell, day, Course(unchanged, 1.0, 1.0))
        remember_window(memory, day, day + 50)
        room.written[0] += 1
    return kept, room, memory


@pytest.mark.parametrize(("level", "number"), [(2.0, 2), (0.5, 1), (0.3, 0), (0.1, 0)])
def test_a_life_goes_back_to_the_last_spell_before_the_chance_came_to_a_level(level, number):
    kept, room, memory = marked_life()
    spell, day, course = gone_back(kept, room, memory, level)
    assert (spell.scheme, spell.ordinal, day) == (number, number, BEGINNINGS[number][0])
    assert course == Course(BEGINNINGS[number][1], 1.0, 1.0)
    assert (room.written[0], kept.length[0]) == (number, number + 1)
    expected = [0] * MEMORY
    for before, _ in BEGINNINGS[:number]:
        remember_window(expected, before, before + 50)
    behind = marks.remembered(expected)
    assert memory[:behind] == expected[:behind]


def test_a_spell_that_carries_on_another_is_left_out():
    kept, room, memory = marked_life()
    mark(kept, room, memory, NO_SPELL._replace(carried_on=600), 600, Course(0.2, 1.0, 1.0))
    assert kept.length[0] == len(BEGINNINGS)


def test_what_is_forgotten_is_read_no_more():
    memory = [7] * MEMORY
    forget(memory)
    assert memory[: marks.remembered(memory)] == [0, 0, 0]


def faster(reach, *factors):
    """Return a world beside one in which the first exit is faster, by a step for each factor."""
    steps = [
        HazardRow(0, 1, 0, (ALWAYS, FAR, 30 * n, 30 * n + 30), factor, reach, GROWN_UP)
        for n, factor in enumerate(factors)
    ]
    usual = made_tables(TO_AND_FRO, horizon=HORIZON)
    return Pair(usual, made_tables(TO_AND_FRO, horizon=HORIZON, mechanisms=steps))


def test_where_a_life_is_lived_on_from_changes_nothing_of_it(monkeypatch):
    people, pair = made_people(12), faster(1.0, 1.5, 0.6)
    found = branched(pair, people, "reference")
    monkeypatch.setattr(marks, "MOST", 1)  # every life is lived twice from its first day
    twice = branched(pair, people, "reference")
    assert found.spells.citizen.size > 2 * len(people.key)
    for one, other in zip((found[0], *found[1]), (twice[0], *twice[1]), strict=True):
        assert np.array_equal(one, other)


def test_one_draw_tells_whether_a_mechanism_reaches_a_spell_however_many_steps_it_has(monkeypatch):
    asked = []
    monkeypatch.setattr(reached, "is_reached", lambda *_: asked.append(_))
    worlds, citizen = TwoWorlds(*faster(0.5, 1.5, 2.0, 3.0)), citizen_of(made_people(1), 0)
    spell = NO_SPELL._replace(scheme=0, start=START)
    assert not reached.is_any_reached(worlds.other, citizen, spell, HORIZON)
    assert len(asked) == 1
