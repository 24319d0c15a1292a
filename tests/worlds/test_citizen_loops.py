"""What is reckoned for every citizen in one compiled loop is what the plain function reckons."""

import numpy as np
import pytest

from borgerflow.sim.base.chance import PERSON, citizen_key
from borgerflow.sim.base.clock import FAR, date_of
from borgerflow.sim.world.residents.citizen_loops import draw, in_a_loop, leave, retire, turn

SIZE = 200
KEY = citizen_key(1, 0, np.arange(SIZE, dtype=np.uint64)).view(np.int64)
BORN = np.arange(20_000, 20_000 + SIZE * 60, 60)
EDGES = BORN[:, None] + np.array([9_000, 11_000, 18_000, 22_000])
UNITS = np.linspace(0.001, 3.0, SIZE)
DAILY = np.array([1e-4, 1e-4, 0.0, 2e-4, 5e-4])
BORDERS, MONTHS = np.array([0, 22_000, 25_000]), np.array([780, 786, 804])
WAYS = {
    draw: ((KEY, PERSON), (SIZE,), np.float64),
    turn: ((BORN, np.array([-18, 25, 60])), (SIZE, 3), np.int64),
    retire: ((BORN, BORDERS, MONTHS), (SIZE,), np.int64),
    leave: ((UNITS, DAILY, EDGES, BORN + 7_000), (SIZE,), np.int64),
}


@pytest.mark.parametrize("function", WAYS, ids=lambda function: function.__name__)
def test_a_compiled_loop_gives_the_bits_of_plain_python(function):
    arguments, shape, kind = WAYS[function]
    plain, compiled = np.zeros(shape, kind), np.zeros(shape, kind)
    with np.errstate(over="ignore"):
        function(*(column.tolist() if column is KEY else column for column in arguments), plain)
    in_a_loop(function)(*arguments, compiled)
    assert plain.any()
    assert np.array_equal(plain, compiled)


def test_one_leaves_on_the_first_day_on_which_the_units_are_used_up():
    days = np.zeros(4, dtype=np.int64)
    units = np.array([1.0, 1.5, 9.0, 99.0])
    edges = np.array([[10, 20, 30, 40]] * 4)
    leave(units, np.array([1.0, 0.0, 0.5, 0.0, 0.0]), edges, np.array([0, 0, 5, 50]), days)
    assert days.tolist() == [1, 2, 28, FAR]


def test_a_pension_begins_in_the_month_after_the_one_in_which_its_age_is_reached():
    days = np.zeros(SIZE, dtype=np.int64)
    retire(BORN, BORDERS, MONTHS, days)
    for born, day in zip(map(date_of, BORN), map(date_of, days), strict=True):
        months = 780 if (born - date_of(0)).days < 22_000 else 786
        months = months if (born - date_of(0)).days < 25_000 else 804
        assert day.day == 1
        assert (day.year - born.year) * 12 + day.month - born.month == months + 1
