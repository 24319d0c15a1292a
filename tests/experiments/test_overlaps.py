"""Which proposals may be one effort: the same change for some of the same people at some time."""

import pytest

from borgerflow.experiments.questions.portfolio.choosing.candidates import overlaps
from borgerflow.sim.params import load

PARAMS = load()
FORM = PARAMS.proposal("herning-ung11")


def acting(**changes):
    """Return a proposal that acts on the young in the first hundred weeks, but for changes."""
    usual = {"target": {"age": ("under_25",)}, "window_weeks": (0.0, 100.0)}
    mechanism = FORM.mechanisms[0].model_copy(update=usual | changes)
    return FORM.model_copy(update={"mechanisms": (mechanism,)})


def test_two_that_act_on_the_same_exits_of_the_same_people_are_told():
    found = overlaps([PARAMS.proposal(name) for name in ("herning-ung02", "herning-ung05")])
    (pair,) = {(one.form.number, other.form.number) for one, other, _ in found}
    assert pair == ("UNG02", "UNG05")
    assert not list(overlaps([PARAMS.proposal("herning-syg02"), PARAMS.proposal("herning-oevr04")]))


@pytest.mark.parametrize(
    "changes",
    [
        {"target": {"age": ("age_60_plus",)}},
        {"window_weeks": (200.0, None)},
        {"window_weeks": (100.0, None)},  # from the week in which the other has ended
        {"exits": ("out",)},
        {"scheme": "dagpenge"},
    ],
)
def test_other_people_weeks_exits_or_schemes_are_no_overlap(changes):
    same, other = acting(), acting(**changes)
    assert list(overlaps([same, same]))
    assert not list(overlaps([same, other]))
    assert not list(overlaps([other, same]))


def test_what_begins_on_the_day_the_other_ends_is_no_overlap_and_a_day_earlier_is_one():
    first, length = acting(), FORM.until - FORM.start
    for days, meet in ((0, False), (-1, True)):
        begins = first.until + days
        later = first.model_copy(update={"start": begins, "until": begins + length})
        assert bool(list(overlaps([first, later]))) is meet
        assert bool(list(overlaps([later, first]))) is meet
