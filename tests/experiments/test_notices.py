"""What a reader is told of a proposal that does not lie within the years asked about."""

import pytest

from experiments.notices import outside_notices
from sim.world import load_world


def told(proposal, **horizon):
    world = load_world("modelkommune", [proposal], population=0.01, **horizon)
    return outside_notices(world)


def test_a_proposal_within_the_horizon_needs_no_word():
    assert told("herning-syg02") == []


def test_a_proposal_of_later_years_is_said_to_lie_outside():
    (notice,) = told("hedensted-rehabteam")
    assert notice.en == (
        "hedensted-rehabteam runs from 2024-01-01 to 2026-12-31: nothing of it lies within"
        " 2019-01-01 to 2022-12-31 (--start, --end)."
    )
    assert notice.da == (
        "hedensted-rehabteam løber fra 2024-01-01 til 2026-12-31: intet af det ligger i perioden"
        " 2019-01-01 til 2022-12-31 (--start, --end)."
    )


@pytest.mark.parametrize(
    "horizon",
    [{"start": "2020-01-01", "end": "2023-01-01"}, {"start": "2019-01-01", "end": "2022-12-31"}],
)
def test_a_proposal_that_is_cut_is_said_to_be_there_in_part(horizon):
    (notice,) = told("herning-syg02", **horizon)
    assert "only a part of it lies within" in notice.en
    assert "kun en del af det ligger i perioden" in notice.da


@pytest.mark.parametrize(
    ("proposal", "start", "end"),
    [
        ("herning-syg02", "2023-01-01", "2024-01-01"),
        ("vesthimmerland-2", "2019-01-01", "2020-01-01"),
    ],
)
def test_a_horizon_that_only_touches_a_proposal_holds_nothing_of_it(proposal, start, end):
    (notice,) = told(proposal, start=start, end=end)
    assert "nothing of it lies within" in notice.en
