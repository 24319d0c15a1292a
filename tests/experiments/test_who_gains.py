"""Who gains: groups that add up to the whole, told with an interval or not at all."""

from functools import cache

import numpy as np
import pytest

from borgerflow.experiments.questions.compare.tables.gains import gain_rows
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_pair
from borgerflow.sim.measures.account import INVESTMENT
from borgerflow.sim.measures.gains import NONE, Gains, apart_from, first_apart, groups_of
from borgerflow.sim.records.history import NO_ACTIVATIONS, ContactArrays, SpellArrays
from borgerflow.sim.settlement.rulebook import KOMMUNE
from borgerflow.sim.world.world import load_world
from tests.experiments.fakes import SCHEMES, TWO_YEARS

GROUPS = groups_of(SCHEMES)
JOB, SICK, OUT = range(3)


def spells(*rows):
    """Return spells given as (citizen, scheme, start, end)."""
    columns = [np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)]
    none = np.zeros(len(rows), dtype=np.int64)
    return SpellArrays(*columns, none, none.astype(float), none, none.astype(bool), none)


def lives(*rows):
    """Return lives without appointments."""
    none = np.zeros(0, dtype=np.int64)
    return spells(*rows), ContactArrays(*([none] * 8)), NO_ACTIVATIONS


@pytest.mark.parametrize(
    ("before", "after", "day", "scheme"),
    [
        # leaves sooner: in the same spell
        ([(0, JOB, 0, 9), (0, SICK, 9, 90)], [(0, JOB, 0, 9), (0, SICK, 9, 40)], 9, SICK),
        # never came: from the spell before, which lasts longer
        ([(0, JOB, 0, 9), (0, SICK, 9, 90)], [(0, JOB, 0, 90)], 0, JOB),
        # goes somewhere else on the same day: from the spell before
        (
            [(0, SICK, 0, 9), (0, JOB, 9, 90)],
            [(0, SICK, 0, 9), (0, OUT, 9, 90)],
            9,
            SICK,
        ),
        ([(0, JOB, 0, 9)], [(0, JOB, 0, 9)], NONE, NONE),
    ],
)
def test_a_group_is_where_one_was_when_life_became_another(before, after, day, scheme):
    days, schemes = apart_from(lives(*before), lives(*after), 1)
    assert (days[0], schemes[0]) == (day, scheme)


def test_the_first_row_that_differs_is_found_among_many_citizens():
    before = spells((0, JOB, 0, 9), (2, JOB, 0, 5), (2, SICK, 5, 9), (3, JOB, 0, 9))
    after = spells((0, JOB, 0, 9), (2, JOB, 0, 5), (2, SICK, 5, 8), (2, JOB, 8, 9))
    assert first_apart(before, after, 4).tolist() == [NONE, NONE, 1, 0]


@cache
def pair():
    world = load_world("modelkommune", ["herning-syg02"])
    changed = world.overridden({"herning-syg02.turned_away.effect": 0.5})
    return run_pair(
        changed.baseline(), changed, replication=0, settings=RunSettings(1, "auto")
    ), changed.scheme_names


@pytest.mark.slow
@pytest.mark.parametrize("attribute", ["age", "education", "scheme"])
def test_the_groups_of_an_attribute_add_up_to_the_whole_change(attribute):
    found, schemes = pair()
    own = [n for n, (kind, _) in enumerate(groups_of(schemes)) if kind == attribute]
    money = (found.investment.money - found.baseline.money)[:, KOMMUNE]
    lived = money.sum(axis=(1, 2)) - money[..., INVESTMENT].sum(axis=1)
    assert found.gains.kroner[own].sum(axis=0) == pytest.approx(lived, abs=0.01)
    days = (found.investment.person_days - found.baseline.person_days)[:, schemes.index("job")]
    assert found.gains.work_days[own].sum(axis=0).tolist() == days.tolist()
    assert found.gains.citizens[own].sum() > 20


@pytest.mark.slow
def test_threads_do_not_move_the_gains():
    found, _ = pair()
    world = load_world("modelkommune", ["herning-syg02"])
    changed = world.overridden({"herning-syg02.turned_away.effect": 0.5})
    again = run_pair(changed.baseline(), changed, replication=0, settings=RunSettings(1, "auto", 3))
    assert all(map(np.array_equal, again.gains, found.gains))


def gained(citizens, kroner, days):
    """Return gains of the first group alone, in the first month."""
    shape = len(GROUPS), TWO_YEARS.months
    made = Gains(np.zeros(shape[0], int), np.zeros(shape, int), np.zeros(shape))
    made.citizens[0], made.work_days[0, 0], made.kroner[0, 0] = citizens, days, kroner
    return made


UNCHANGED = np.ones(TWO_YEARS.months)


def test_a_group_is_told_with_its_interval():
    found = [gained(10, -1e5, 365), gained(12, -3e5, 365), gained(11, -2e5, 365)]
    (row,) = gain_rows(found, UNCHANGED, TWO_YEARS)
    assert (row.attribute, row.group, row.citizens.mean) == ("age", "under_25", 11.0)
    assert row.in_work.mean == pytest.approx(0.5)  # one of two years
    assert (row.net.mean, row.net.low < -2e5 < row.net.high) == (-2e5, True)


def test_without_an_interval_or_of_very_few_nothing_is_told():
    assert gain_rows([gained(10, -1e5, 365)], UNCHANGED, TWO_YEARS) == ()
    assert gain_rows([gained(4, -1e5, 365)] * 3, UNCHANGED, TWO_YEARS) == ()
    assert gain_rows([gained(10, -1e5, 365), None], UNCHANGED, TWO_YEARS) == ()
