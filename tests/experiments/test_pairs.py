from types import SimpleNamespace

import numpy as np
import pytest

from borgerflow.experiments.runs.blocks import citizens_touched
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.measures.new_cases import NewCases, new_cases
from borgerflow.sim.records.history import SpellArrays

YEARS = (2019, 2020)
SYGEDAGPENGE, JOB = 1, 0
EMPLOYED, INSURED, UNPAID = 0, 1, -1
WAITING = [30, 14]


def spells(*rows):
    """Return spells given as (citizen, scheme, start, end, category)."""
    told = [(c, s, parse_day(a), parse_day(b), k) for c, s, a, b, k in rows]
    citizen, scheme, start, end, category = np.array(told).T
    nothing = np.zeros(len(rows), dtype=np.int64)
    return SpellArrays(citizen, scheme, start, end, category, nothing + 1.0, nothing, nothing > 0)


def changed(life, **columns):
    """Return a life with columns changed in some rows: {row: value}."""
    for name, values in columns.items():
        column = getattr(life, name).copy()
        column[list(values)] = list(values.values())
        life = life._replace(**{name: column})
    return life


ONE_LIFE = spells(
    (7, JOB, "2018-01-01", "2019-06-01", UNPAID),
    (7, SYGEDAGPENGE, "2019-06-01", "2019-09-01", EMPLOYED),
    (7, JOB, "2019-09-01", "2021-01-01", UNPAID),
)


def test_equal_lives_touch_nobody():
    assert citizens_touched(ONE_LIFE, ONE_LIFE, YEARS).tolist() == [0, 0]


def test_a_citizen_is_touched_in_the_years_that_differ():
    day = parse_day("2019-08-01")
    shorter = changed(ONE_LIFE, end={1: day}, start={2: day})
    assert citizens_touched(ONE_LIFE, shorter, YEARS).tolist() == [1, 0]


def test_a_life_that_differs_into_the_next_year_counts_in_both():
    day = parse_day("2020-02-01")
    longer = changed(ONE_LIFE, end={1: day}, start={2: day})
    assert citizens_touched(ONE_LIFE, longer, YEARS).tolist() == [1, 1]


def test_a_citizen_is_counted_once_however_much_differs():
    elsewhere = changed(ONE_LIFE, scheme={0: SYGEDAGPENGE, 2: SYGEDAGPENGE})
    assert citizens_touched(ONE_LIFE, elsewhere, YEARS).tolist() == [1, 1]


def counted(told, *, at_the_door):
    """Return the new cases of sygedagpenge by year."""
    world = SimpleNamespace(
        scheme_names=("job", "sygedagpenge"),
        tables=SimpleNamespace(waiting_days=WAITING),
        horizon_years=YEARS,
        start_day=parse_day("2019-01-01"),
        end_day=parse_day("2021-01-01"),
    )
    return new_cases(told, world, NewCases("sygedagpenge", at_the_door)).tolist()


def test_an_absence_that_ends_in_the_employers_period_never_reaches_the_door():
    told = spells(
        (1, SYGEDAGPENGE, "2019-03-01", "2019-03-31", EMPLOYED),  # thirty days: none is paid
        (2, SYGEDAGPENGE, "2019-03-01", "2019-04-01", EMPLOYED),  # one paid day
    )
    assert counted(told, at_the_door=True) == [1, 0]
    assert counted(told, at_the_door=False) == [2, 0]


def test_the_door_stands_at_the_first_paid_day():
    told = spells(
        (1, SYGEDAGPENGE, "2019-12-10", "2020-03-01", EMPLOYED),
        (2, SYGEDAGPENGE, "2019-12-10", "2020-03-01", INSURED),
    )
    assert counted(told, at_the_door=True) == [1, 1]
    assert counted(told, at_the_door=False) == [2, 0]


def test_an_absence_that_goes_on_under_another_share_is_no_new_case():
    told = spells(
        (1, SYGEDAGPENGE, "2019-03-01", "2019-06-01", EMPLOYED),
        (1, SYGEDAGPENGE, "2019-06-01", "2019-09-01", EMPLOYED),
        (2, SYGEDAGPENGE, "2019-09-01", "2019-12-01", EMPLOYED),
    )
    assert counted(told, at_the_door=False) == [2, 0]


@pytest.mark.parametrize("start", ["2018-12-31", "2021-01-01"])
def test_a_case_outside_the_horizon_is_not_counted(start):
    end = "2021-06-01"
    assert counted(spells((1, SYGEDAGPENGE, start, end, INSURED)), at_the_door=False) == [0, 0]
