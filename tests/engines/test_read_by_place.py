"""Compiled code reads a table by place alone: a place before the first is whatever lies there."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borgerflow.sim.engines.branches import run as branching
from borgerflow.sim.engines.reference import citizens as reference
from tests.worlds.branched import KINDS, branched, is_carried, pair_of
from tests.worlds.examples import CAREFUL
from tests.worlds.lived import lived_plainly
from tests.worlds.strategies import random_worlds
from tests.worlds.turning import turned_worlds


class ByPlace(list):
    """A table that refuses to be counted from its end."""

    def __getitem__(self, place):
        """Return what stands at a place, from 0 on."""
        assert place >= 0
        return super().__getitem__(place)


def by_place(tables):
    """Return tables that refuse to be counted from their ends."""
    return tables._make(ByPlace(t.tolist()) if isinstance(t, np.ndarray) else t for t in tables)


@pytest.fixture(scope="module", autouse=True)
def plain_tables():
    """Have the reference engine read such tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference, "nested", by_place)
        patch.setattr(branching, "nested", by_place)
        yield


@given(random_worlds() | random_worlds(staff=3) | turned_worlds(), st.sampled_from(KINDS))
@settings(max_examples=20, **CAREFUL)
def test_no_rule_counts_a_table_from_its_end(world, kind):
    lived_plainly(world.tables(), world.people)
    pair = pair_of(world, kind)
    if is_carried(pair):
        branched(pair, world.people, "reference")
