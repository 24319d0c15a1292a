"""Jobs taken from others: off faster exits to an ordinary job, and off nothing else."""

from functools import cache

import numpy as np
import pytest

from borgerflow.sim.params import load
from borgerflow.sim.world.proposals.mechanisms import delivered_factor
from borgerflow.sim.world.world import load_world

PARAMS = load()
SHARES = {"implementation": 0.8, "deadweight": 0.25, "displacement": 0.5}


@cache
def baseline():
    return load_world("modelkommune", population=0.02, params=PARAMS)


def shared(name, mechanism, **numbers):
    """Return a proposal of which one mechanism has stated numbers."""
    proposal = PARAMS.proposal(name)
    for field, value in numbers.items():
        proposal = proposal.overridden(mechanism, field, value)
    return proposal


def tables(proposal):
    return baseline().with_proposals([proposal]).tables


@pytest.mark.parametrize(
    ("destination", "factor", "left"),
    [
        ("job", 1.5, 1.15),  # 0.5 x 0.8 x 0.75 x 0.5
        ("fleksjob", 1.5, 1.3),  # a fleksjob is subsidised, and made for the one who has it
        ("uddannelse", 1.5, 1.3),
        ("foertidspension", 1.5, 1.3),
        ("job", 0.8, 0.88),  # what is lost is not given back
        ("fleksjob", 0.8, 0.88),
    ],
)
def test_only_faster_exits_to_an_ordinary_job_take_from_others(destination, factor, left):
    proposal = shared("herning-res05", "into_fleksjob", **SHARES)
    mechanism = proposal.mechanism("into_fleksjob")
    assert delivered_factor(mechanism, destination, factor) == pytest.approx(left)


def test_of_one_mechanism_the_part_that_leads_to_jobs_is_reduced_and_the_rest_is_not():
    proposal = shared("herning-res05", "into_fleksjob", effect=1.5, phase_in_months=0, **SHARES)
    made = tables(proposal)
    by_exit = {int(e): f for e, f in zip(made.mechanism_exit, made.mechanism_factor, strict=True)}
    exits = baseline().exits
    found = {to: by_exit[exits.number("ressourceforloeb", to)] for to in ("job", "fleksjob")}
    assert found == pytest.approx({"job": 1.15, "fleksjob": 1.3})


def test_a_programme_holds_people_back_in_full_and_wins_fewer_jobs():
    proposal = shared("herning-ung08", "course", effect=1.5, lock_in=0.5, **SHARES)
    made, exits = tables(proposal), baseline().exits
    hold, gain = (np.reshape(t, -1) for t in (made.programme_hold, made.programme_gain))
    job, education = (
        exits.number("uddannelseshjaelp_aktivitetsparat", to) for to in ("job", "uddannelse")
    )
    assert (gain[job], gain[education]) == pytest.approx((1.15, 1.3))
    assert (hold[job], hold[education]) == pytest.approx((0.5, 0.5))


@pytest.mark.parametrize(
    ("name", "mechanism", "column"),
    [
        ("herning-syg02", "turned_away", "door_share"),
        ("herning-oevr04", "prevention", "mechanism_factor"),
        ("vesthimmerland-2", "fewer_lose_a_job", "mechanism_factor"),
        ("herning-fly02", "more_hours", "paid_factor"),
    ],
)
def test_doors_prevention_jobs_kept_and_hours_have_no_displacement(name, mechanism, column):
    assert PARAMS.proposal(name).mechanism(mechanism).displacement is None
    assert np.size(getattr(tables(PARAMS.proposal(name)), column))


def test_a_door_turns_away_what_is_carried_out_and_would_not_have_been_turned_away_anyway():
    numbers = {"effect": 0.1, "phase_in_months": 0, "implementation": 0.8, "deadweight": 0.25}
    made = tables(shared("herning-syg02", "turned_away", **numbers))
    assert max(made.door_share) == pytest.approx(0.06)


def test_with_nobody_displaced_the_worlds_are_as_without_the_share():
    with_none = tables(shared("herning-jbk10", "more_talks", displacement=0.0))
    some = tables(PARAMS.proposal("herning-jbk10"))
    usual = np.asarray(some.mechanism_factor) - 1
    assert np.asarray(with_none.mechanism_factor) - 1 == pytest.approx(usual / 0.8)
