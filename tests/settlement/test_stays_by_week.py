"""How stays end and in which week: counts by hand, and the share that has left."""

from types import SimpleNamespace

import numpy as np
import pytest
from made_histories import SCHEMES, history

from borgerflow.sim.base.clock import iso_date, parse_day
from borgerflow.sim.measures.stays import WEEKS, left_by, stays_by_week

SICK, JOB = SCHEMES.index("sygedagpenge"), SCHEMES.index("job")
WORLD = SimpleNamespace(
    scheme_names=SCHEMES, start_day=parse_day("2019-01-01"), end_day=parse_day("2021-01-01")
)


def ill(start, days, then="job"):
    end = iso_date(parse_day(start) + days)
    return [("sygedagpenge", start, end), (then, end, "2022-01-01")]


def counted(*lives, weight=None):
    return stays_by_week(history(*lives).spell_arrays, WORLD, "sygedagpenge", weight)


def test_a_stay_is_counted_in_the_week_in_which_it_ends():
    stays = counted(ill("2019-03-01", 6), ill("2019-03-01", 7), ill("2019-03-01", 20))
    assert [stays[week, JOB] for week in range(3)] == [1, 1, 1]
    assert stays.sum() == 3


def test_a_stay_that_begins_outside_the_horizon_is_not_counted():
    assert counted(ill("2018-12-31", 40), ill("2021-01-01", 40)).sum() == 0


def test_a_stay_that_the_horizon_cuts_has_no_end():
    stays = counted(ill("2020-12-01", 90))
    assert stays[4, -1] == 1


def test_a_stay_longer_than_all_weeks_has_no_end():
    assert counted(ill("2019-01-01", 728))[WEEKS, -1] == 1


def test_spells_of_one_scheme_that_touch_are_one_stay():
    life = [
        ("sygedagpenge", "2019-03-01", "2019-03-15"),
        ("sygedagpenge", "2019-03-15", "2019-04-05"),
        ("job", "2019-04-05", "2022-01-01"),
    ]
    assert counted(life)[5, JOB] == 1


def test_a_life_that_is_half_sure_counts_half():
    assert counted(ill("2019-03-01", 6), weight=np.array([0.5]))[0, JOB] == 0.5


def test_the_share_that_has_left_forgets_nobody_who_was_not_seen_to_the_end():
    stays = np.zeros((WEEKS + 1, 3))
    stays[0] = [2, 0, 0]  # two of ten leave in the first week ...
    stays[1] = [0, 0, 4]  # ... four are lost sight of in the second ...
    stays[2] = [0, 1, 0]  # ... and one of the four left leaves another way in the third
    stays[WEEKS, -1] = 3
    left = left_by(stays)
    assert left[0].tolist() == [0.2, 0.0]
    assert left[-1] == pytest.approx([0.2, 0.8 * 0.25])
