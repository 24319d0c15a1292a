"""The worked rows of who keeps a saving that the block grant is regulated by."""

import pytest

from borgerflow.sim.law.grants import kept_of_saving

HEDENSTED = 0.00763  # bloktilskudsnøgle
MILLION = 1e6


@pytest.mark.parametrize(
    ("others", "kept"), [(0, 992_370), (0.25, 744_277.50), (0.5, 496_185), (1, 0)]
)
def test_f2_alone_it_keeps_all_but_its_own_share_and_nothing_where_all_save(others, kept):
    assert kept_of_saving(MILLION, HEDENSTED, others) == pytest.approx(kept)


def test_a_cost_is_shared_as_a_saving_is():
    assert kept_of_saving(-MILLION, HEDENSTED, 0.5) == pytest.approx(-496_185)
