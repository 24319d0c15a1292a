"""How likely a net is to be no more than a sum: from the draws, whoever else pays."""

import pandas as pd
import pytest

from borgerflow.experiments.questions.uncertainty.measures.acceptable import acceptable


def nets(*own):
    """Return two replications of draws with these nets of the municipality, and another payer."""
    rows = [
        {"draw": draw, "replication": replication, "year": 2019, "payer": payer, "kroner": kroner}
        for replication in (0, 1)
        for draw, net in enumerate(own)
        for payer, kroner in (("kommune", net), ("stat", 1e9))
    ]
    return pd.DataFrame(rows)


def test_the_chance_rises_from_the_lowest_net_to_the_highest():
    points = acceptable(nets(-300.0, -100.0, 100.0, 200.0))
    assert (points[0].kroner, points[-1].kroner) == (-300.0, 200.0)
    assert [points[0].share, points[-1].share] == [0.25, 1.0]
    shares = [point.share for point in points]
    assert shares == sorted(shares)


def test_at_nought_it_is_the_chance_of_a_saving():
    (at_nought,) = [p.share for p in acceptable(nets(-300.0, -100.0, 100.0, 200.0)) if not p.kroner]
    assert at_nought == 0.5


@pytest.mark.parametrize("none", [nets(5.0, 5.0), nets(1.0).iloc[:0]])
def test_draws_that_all_come_to_the_same_have_no_curve(none):
    assert acceptable(none) == ()
