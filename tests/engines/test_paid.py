"""What is paid where a mechanism changes it: spells are cut, and no life is another."""

import numpy as np
import pytest

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.derived.activations import activations_of
from borgerflow.sim.engines.derived.enrolments import enrolments_of
from borgerflow.sim.engines.derived.payments import paid_spells
from borgerflow.sim.records.history import NO_ACTIVATIONS, NO_ENROLMENTS
from borgerflow.sim.world.tables.mechanisms import PaidRow
from tests.worlds.lived import lived, made_people
from tests.worlds.made import BANDS, START, Exit, Place, made_tables

PLACES = (Place([Exit(1, [0.05])], waits=(0,)), Place([Exit(0, [0.05])], waits=(0, 0)))
HALF = PaidRow(
    scheme=1,
    mechanism=5,
    days=(START + 100, START + 200, 0, FAR),
    factor=np.array([1.0, 0.5, 0.25, 1.0]),  # categories: of job, two of scheme 1, none
    reach=1.0,
    cells=np.ones(BANDS, dtype=np.bool_),
)
PEOPLE = made_people(60, scheme=np.arange(60) % 2)


def days_paid(spells, day):
    """Return the share paid to each citizen in scheme 1 on a day."""
    here = (spells.scheme == 1) & (spells.start <= day) & (day < spells.end)
    return dict(zip(spells.citizen[here].tolist(), spells.share[here].tolist(), strict=True))


def spells_under(*rows):
    tables = made_tables(PLACES, paid=rows, horizon=START + 400)
    usual, _ = lived(tables, PEOPLE)
    return usual, paid_spells(tables, PEOPLE, usual)


def test_without_such_a_mechanism_spells_are_as_they_were():
    usual, paid = spells_under()
    assert paid is usual


@pytest.mark.parametrize(("day", "share"), [(99, 1.0), (100, 0.5), (199, 0.5), (200, 1.0)])
def test_the_share_is_another_between_two_days(day, share):
    usual, paid = spells_under(HALF)
    before, after = days_paid(usual, START + day), days_paid(paid, START + day)
    assert before.keys() == after.keys()
    assert set(before.values()) == {1.0}
    assert set(after.values()) == {share}


def test_the_days_lived_are_the_same_and_cut_spells_touch():
    usual, paid = spells_under(HALF)
    assert len(paid.citizen) > len(usual.citizen)
    assert (paid.end > paid.start).all()
    follows = paid.citizen[1:] == paid.citizen[:-1]
    assert (paid.start[1:] == paid.end[:-1])[follows].all()
    assert not paid.open[:-1][follows].any()
    for day in range(START, START + 400, 7):
        where = [
            dict(zip(s.citizen[h].tolist(), s.scheme[h].tolist(), strict=True))
            for s in (usual, paid)
            for h in [(s.start <= day) & (day < s.end)]
        ]
        assert where[0] == where[1]


def test_the_window_counts_from_the_beginning_of_the_spell():
    late = HALF._replace(days=(START, FAR, 30, 60))
    usual, paid = spells_under(late)
    long = (usual.scheme == 1) & (usual.end > usual.start + 60)
    assert long.any()
    for citizen, start in zip(usual.citizen[long], usual.start[long], strict=True):
        here = (paid.citizen == citizen) & (paid.start == start + 30) & (paid.end == start + 60)
        assert paid.share[here].tolist() == [0.5]


def test_two_mechanisms_multiply_in_any_order():
    other = HALF._replace(mechanism=6, days=(START + 150, START + 250, 0, FAR))
    one, two = spells_under(HALF, other)[1], spells_under(other, HALF)[1]
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))
    assert set(days_paid(one, START + 160).values()) == {0.25}


def test_it_reaches_a_share_of_the_spells_and_nobody_of_another_cell():
    _, some = spells_under(HALF._replace(reach=0.5))
    assert set(days_paid(some, START + 150).values()) == {0.5, 1.0}
    usual, none = spells_under(HALF._replace(cells=np.arange(BANDS) == 0))
    assert all(np.array_equal(a, b) for a, b in zip(usual, none, strict=True))


def test_where_nothing_acts_nothing_is_looked_up_of_anybody():
    tables, spells = made_tables([Place([Exit(1, [0.1])]), Place()]), object()
    assert enrolments_of(tables, None, None) is NO_ENROLMENTS
    assert activations_of(tables, None, None) is NO_ACTIVATIONS
    assert paid_spells(tables, None, spells) is spells
