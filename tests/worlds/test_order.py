"""The order in which mechanisms and proposals are named leaves no trace, not in the last bit."""

import random
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borgerflow.sim.engines import simulate
from borgerflow.sim.measures.account import account_of
from borgerflow.sim.params import load
from borgerflow.sim.world.tables.mechanisms import HazardRow, MechanismRows, Sizes
from borgerflow.sim.world.world import load_world
from tests.worlds.lived import lived, lived_plainly, same
from tests.worlds.strategies import random_worlds

PARAMS = load()
HERNING = [
    proposal.id
    for proposal in PARAMS.proposals.values()
    if proposal.municipality == "herning"
    and proposal.mechanisms
    and not (proposal.excludes or proposal.depends_on)
]
A_FEW = settings(max_examples=10, deadline=None)
SEED, REPLICATION = 5, 2


def arrays_of(world, turned=None):
    """Return the arrays of the rows, as a world makes them; in another order by a seed."""
    exits = sum(len(place.exits) for place in world.map.places)
    kinds = [world.mechanisms, world.doors, world.programmes, world.reviews]
    if turned is not None:
        kinds = [shuffled(rows, turned) for rows in kinds]
    sizes = Sizes(len(world.map.places) + 1, exits)
    return MechanismRows(sizes, *(tuple(rows) for rows in kinds)).arrays()


def equal(one, other):
    """Tell whether two sets of arrays are the same to the last bit."""
    assert one.keys() == other.keys()
    return all(np.array_equal(one[name], other[name]) for name in one)


def shuffled(rows, seed):
    """Return rows in another order."""
    return random.Random(seed).sample(rows, len(rows))


@pytest.mark.slow
@settings(deadline=None)
@given(random_worlds(), st.integers(0, 99))
def test_the_order_of_mechanisms_changes_no_table_and_no_life(world, seed):
    usual, turned = arrays_of(world), arrays_of(world, seed)
    assert equal(usual, turned)
    for run in (lived, lived_plainly):
        lives = [run(world.tables()._replace(**rows), world.people) for rows in (usual, turned)]
        assert same(*lives)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_rows_of_one_mechanism_that_differ_in_nothing_but_size_have_an_order_too(order):
    """Three factors in another order have another product: 0.1 x 0.7 x 1.3 in the last bit."""
    rows = [
        HazardRow(1, 7, 0, (0, 9, 0, 9), factor, 1.0, np.ones(5, dtype=np.bool_))
        for factor in (0.1, 0.7, 1.3)
    ]
    arrays = MechanismRows(Sizes(3, 1), tuple(rows[n] for n in order)).arrays()
    assert arrays["mechanism_factor"].tolist() == [0.1, 0.7, 1.3]


@pytest.fixture(scope="module")
def all_of_herning():
    return small(HERNING)


def small(proposals):
    """Return a small Herning under proposals."""
    return load_world(
        "herning", proposals, end="2021-01-01", params=PARAMS, population=0.01, run_in_years=1
    )


def tables_equal(one, other):
    """Tell whether the tables of two worlds are the same to the last bit."""
    return equal(one.tables._asdict(), other.tables._asdict())


@pytest.mark.slow
@given(st.permutations(HERNING))
@A_FEW
def test_the_order_of_proposals_changes_no_table(all_of_herning, order):
    assert len(order) > 3
    assert tables_equal(small(order), all_of_herning)


def test_the_order_of_proposals_changes_no_life_and_no_oere(all_of_herning):
    turned = small(HERNING[::-1])
    histories = [simulate(world, SEED, REPLICATION) for world in (all_of_herning, turned)]
    assert histories[0] == histories[1]
    assert histories[0] != simulate(all_of_herning.baseline(), SEED, REPLICATION)
    money = [
        account_of(history, world).money
        for history, world in zip(histories, (all_of_herning, turned), strict=True)
    ]
    np.testing.assert_allclose(*money, rtol=0, atol=0.001)


def test_the_order_of_mechanisms_and_exits_within_a_proposal_changes_no_table(all_of_herning):
    turned = [
        proposal.model_copy(
            update={
                "mechanisms": tuple(
                    mechanism.model_copy(
                        update={
                            "exits": mechanism.exits[::-1],
                            "origins": mechanism.origins[::-1],
                        }
                    )
                    for mechanism in proposal.mechanisms[::-1]
                )
            }
        )
        for proposal in all_of_herning.proposals
    ]
    assert tables_equal(all_of_herning.with_proposals(turned), all_of_herning)
