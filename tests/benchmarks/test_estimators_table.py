"""The table of both estimators: what each tells, and that one that tells otherwise is found out."""

import re

import numpy as np
import pytest

from benchmarks import estimators
from benchmarks.estimators import Row, Sample, comparison, row, z_bound

PART, REPLICATIONS = 0.02, 4


def told(mean, seconds=1.0):
    """Return a sample whose nets lie one kroner to either side of their mean."""
    return Sample(np.array([mean - 1.0, mean + 1.0] * 2), seconds)


@pytest.fixture(scope="module")
def measured():
    """Return a proposal that branches carry and one that they do not, on a small part."""
    names = ("herning-syg02", "hedensted-samtaler")
    return {name: row(name, comparison(name, PART), REPLICATIONS) for name in names}


@pytest.mark.slow
def test_both_estimators_tell_a_proposal_with_their_errors_and_what_they_take(measured, capsys):
    found = measured["herning-syg02"]
    assert abs(found.z) < z_bound(1, REPLICATIONS)
    estimators.print_nets(found)
    estimators.print_efficiency(found)
    kroner = r" +-?[\d,]+ \( *[\d,]+\)"
    number = r" +\d+\.\d+"
    assert re.fullmatch(
        rf"herning-syg02{kroner}{kroner} +-?\d+\.\d+\n"
        rf"herning-syg02{number}{number} +1/\d+\.\d{number}.*\n",
        capsys.readouterr().out,
    )


@pytest.mark.slow
def test_where_branches_do_not_carry_a_proposal_the_row_says_why(measured, capsys):
    found = measured["hedensted-samtaler"]
    assert found.branch is None
    estimators.print_nets(found)
    assert "lottery alone: the frequency of contacts" in capsys.readouterr().out


def test_efficiency_is_variance_times_cpu_of_the_lottery_against_the_branch():
    wide = Sample(np.array([-4.0, 4.0, -4.0, 4.0]), 2.0)
    found = Row("a-proposal", wide, told(0.0, seconds=4.0))
    assert found.narrower == pytest.approx(16)
    assert found.efficiency == pytest.approx(8)


def test_no_efficiency_is_told_of_estimators_that_disagree(monkeypatch, capsys):
    apart = Sample(np.array([1e6, 1e6 + 1, 1e6 + 2, 1e6 + 3]), 1.0)
    monkeypatch.setattr(estimators, "answered", lambda _: {"a-proposal": None})
    monkeypatch.setattr(estimators, "row", lambda name, *_: Row(name, told(0.0), apart))
    monkeypatch.setattr(estimators, "print_efficiencies", lambda _: pytest.fail("was told"))
    assert estimators.main(4) == 1
    assert "disagree: a-proposal." in capsys.readouterr().out


def test_the_bound_holds_for_the_largest_of_all():
    """Of 25 normal z the largest is above 4.1 once in a thousand times; of t it is more often."""
    assert z_bound(25, 100_000) == pytest.approx(4.11, abs=0.01)
    assert z_bound(25, 12) > z_bound(1, 12) > 4
