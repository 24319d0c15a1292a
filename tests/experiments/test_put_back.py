"""The effect that breakeven asks for, put back into the proposal, makes the net vanish.

On fresh seeds, so that the effect was not fitted to the chance it is judged by. The effect
found and the judgement both carry chance, and the interval holds that of both. One proposal of
each kind is judged, each at the level at which all together are right 95 times in a hundred.
"""

import math
from dataclasses import replace

import pytest
import scipy  # its parts are loaded where they are used

from borgerflow import breakeven, compare
from borgerflow.experiments.runs.validate import main_mechanism
from borgerflow.sim.params import load
from tests.experiments.fakes import roots_alone

pytestmark = pytest.mark.slow

PARAMS = load()
PART, MORE = 0.06, 0.2  # of the municipality, and of the cost
FRESH = 1001
REPLICATIONS, RISK = 8, 0.05
WITH_A_ROOT = (
    "herning-akt15",
    "herning-oevr01",
    "herning-syg02",
    "herning-ung05",
    "herning-ung14",
    "vesthimmerland-5",
)


@pytest.fixture(autouse=True)
def only_roots(monkeypatch):
    roots_alone(monkeypatch)


def holding(proposal):
    """Return the params with one proposal in another form."""
    held = replace(load())
    held.__dict__["proposals"] = {**PARAMS.proposals, proposal.id: proposal}
    return held


def in_full(proposal):
    """Return a proposal of whose effects nothing is taken off, so that there is a root."""
    for mechanism in proposal.mechanisms:
        for share, full in {"implementation": 1.0, "deadweight": 0.0, "displacement": 0.0}.items():
            if getattr(mechanism, share) is not None:
                proposal = proposal.overridden(mechanism.name, share, full)
    return proposal


def half(interval):
    """Return half the interval of one proposal among all, given its interval of 95 %."""
    alone, among_all = (
        scipy.stats.t.ppf(1 - risk / 2, REPLICATIONS - 1)
        for risk in (RISK, RISK / len(WITH_A_ROOT))
    )
    return (interval.high - interval.mean) * among_all / alone


def left_over(name, scale=1.0, part=PART):
    """Return the net with the required effect put back, as a share of what would be noticed.

    ``scale`` makes the effect another than the one required.
    """
    proposal = in_full(PARAMS.proposal(name))
    home = proposal.municipality
    settings = {"replications": REPLICATIONS, "workers": 1, "population": part}
    found = breakeven(home, [name], seed=1, params=holding(proposal), **settings)
    main = found.compared.break_even[0]
    _, mechanism = main_mechanism([proposal])
    assert main.effect is not None, f"{name} has no root"
    given = proposal.overridden(mechanism.name, "effect", main.effect.mean * scale)
    again = compare(home, [name], seed=FRESH, params=holding(given), break_even=False, **settings)
    net = again.net_municipal.total
    return abs(net.mean) / math.hypot(half(net), half(main.net_left))


@pytest.mark.parametrize("name", WITH_A_ROOT)
def test_the_required_effect_put_back_gives_a_net_of_nothing(name):
    assert left_over(name) < 1


def test_half_the_required_effect_is_told_from_it():
    assert left_over("herning-ung02", 0.5, MORE) > 1
