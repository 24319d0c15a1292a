"""The first Hurtigt i gang lived again: an outside check of talks and a course together."""

import numpy as np
import pytest

from borgerflow.experiments.validation.hurtigt_i_gang import package
from borgerflow.experiments.validation.trials import first_spells_of
from borgerflow.sim.records.history import SpellArrays

CITIZEN = np.array([0, 0, 1, 1, 2])
SCHEME = np.array([5, 0, 5, 0, 5])  # to work after 10 weeks, and after 30
START = np.array([100, 170, 200, 410, 300])
END = np.array([170, 900, 410, 500, 307])


def test_exits_to_work_and_weeks_at_risk_are_those_of_the_first_half_year():
    none = np.zeros(5, dtype=np.int64)
    spells = SpellArrays(CITIZEN, SCHEME, START, END, none, none * 1.0, none, none == 1)
    found = first_spells_of(spells, np.arange(3), np.array([100, 200, 300]), [0], 26 * 7)
    assert found.weeks.tolist() == [10, 30, 1]
    assert found.exits == 1
    assert found.at_risk == 10 + 26 + 1


def test_without_an_effect_no_spell_is_shorter():
    for part in package(effects="sceptic", replications=1, population=0.05):
        assert part.faster == 1
        assert part.weeks_shorter.mean == 0
        assert part.median_weeks[0] == part.median_weeks[1]


@pytest.mark.slow
def test_talks_and_the_course_together_explain_no_more_than_the_trial_found():
    """The trial: hazards 1.30 times as high, the median 2.5 weeks shorter."""
    talks, course, both = package(replications=2)
    assert talks.faster < both.faster
    assert 1.0 < course.faster < both.faster < 1.35
    assert 0 < both.median_weeks[0] - both.median_weeks[1] < 3
