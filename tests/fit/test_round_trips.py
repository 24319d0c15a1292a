"""Lived, written as a register, read and fitted: the hazards come back through every shape.

The 2,000 worlds of `python -m benchmarks.coverage` in small, first seed fixed beforehand.
"""

import pytest
from scipy.stats import binom

from benchmarks.coverage import brought_back

pytestmark = pytest.mark.slow

WORLDS = {"spells": 8, "dream": 8, "exposure": 8, "jobindsats": 10, "statbank": 5}
CHANCE = 1e-4


def least(intervals):
    """Return the smallest share of so many 95 % intervals that chance explains."""
    return binom.ppf(CHANCE, intervals, 0.95) / intervals


@pytest.mark.parametrize("shape", WORLDS)
def test_the_hazards_of_a_small_world_come_back_through_each_shape(shape):
    found = brought_back(shape, WORLDS[shape])
    assert found.share >= least(sum(found))


@pytest.mark.parametrize("shape", ["spells", "jobindsats"])
def test_where_late_entry_is_ignored_they_do_not(shape):
    found = brought_back(shape, WORLDS[shape], wrong=True)
    assert found.share < least(sum(found))
