"""Whom a mechanism meets, and that one which acts on nobody is told: on worlds made at random."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borgerflow.experiments.lookup.idle import Horizon, idle_mechanisms
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_pair
from borgerflow.sim.base.chance import REACH
from borgerflow.sim.engines import simulate
from borgerflow.sim.engines.meetings import acting_rows
from borgerflow.sim.engines.reach import HAZARDS, difference_of, draws, ordinals, rows_of
from borgerflow.sim.params import load
from borgerflow.sim.world.people import band_on
from borgerflow.sim.world.world import load_world
from tests.worlds.examples import COUNTED
from tests.worlds.lived import lived
from tests.worlds.strategies import random_worlds

pytestmark = pytest.mark.slow


def is_met(row, people, spells, n, ordinal):
    """Tell by looking at every day of a spell whether a mechanism on hazards acts on one."""
    citizen, start = spells.citizen[n], spells.start[n]
    days = np.arange(max(start, people.enters[citizen]), spells.end[n])
    begins, until, since, to = row.days("from", "until", "since", "to")
    acts = (begins <= days) & (days < until) & (since <= days - start) & (days - start < to)
    bands = band_on(people.birthdays[[citizen] * len(days)], days)
    acts &= row.columns["mechanism_cell"][people.cell[citizen] + bands] != 0
    here = spells.scheme[n] == row.scheme
    came = row.columns["mechanism_came"][spells.came_from[n] + 1] != 0
    drawn = draws(people, np.array([citizen]), REACH + row.number, ordinal[[n]])[0]
    return bool(here and came and acts.any() and drawn < row.columns["mechanism_reach"][0])


def test_a_mechanism_meets_those_who_are_there_on_one_of_its_days_and_nobody_else():
    met, none = 0, 0

    @given(random_worlds())
    @settings(max_examples=30, **COUNTED)
    def look(world):
        nonlocal met, none
        usual, acting = world.tables(mechanisms=False), world.tables()
        spells, ordinal = lived(acting, world.people)[0], None
        ordinal = ordinals(spells.citizen)
        difference = difference_of(usual, acting)
        for row in (row for row in rows_of(acting) if row.kind == HAZARDS):
            found = difference.met_by([row], world.people, spells).tolist()
            assert found == [
                n
                for n in np.flatnonzero(spells.scheme == row.scheme).tolist()
                if is_met(row, world.people, spells, n, ordinal)
            ]
            met, none = met + len(found), none + (not found)

    look()
    assert met > 100
    assert none > 10


START, END, SEED = "2019-01-01", "2021-01-01", 3


@cache
def usual_world():
    """Return a small municipality without proposals, and how it is lived."""
    world = load_world("modelkommune", start=START, end=END, population=0.02)
    return world, simulate(world, SEED, 0)


def the_mechanism(name, numbers, **fields):
    """Return a mechanism that makes the sick leave for a job faster."""
    proposal = load().proposal("herning-oevr01")
    mechanism = next(m for m in proposal.mechanisms if m.scheme == "sygedagpenge")
    for number, value in ({"reach": 1.0} | numbers).items():
        estimate = getattr(mechanism, number).model_copy(update={"value": value})
        mechanism = mechanism.model_copy(update={number: estimate})
    return mechanism.model_copy(update={"name": name, "exits": ("job",), **fields})


def proposed(*mechanisms):
    """Return a proposal of two years with these mechanisms."""
    world, _ = usual_world()
    days = {"start": world.start_day, "until": world.end_day}
    form = load().proposal("herning-oevr01")
    return form.model_copy(update={"id": "two", "mechanisms": mechanisms, **days})


def told_of(proposal):
    """Return the names of the mechanisms that are told to change nothing, and why."""
    baseline, _ = usual_world()
    world = baseline.with_proposals([proposal])
    pair = run_pair(baseline, world, replication=0, settings=RunSettings(SEED, "auto"))
    met = dict(zip(acting_rows(world), pair.met.by_mechanism.tolist(), strict=True))
    horizon = Horizon(world.start_day, world.end_day)
    return {idle.mechanism: idle.reason for idle in idle_mechanisms(world, horizon, met)}


def changes_somebody(mechanism):
    """Tell whether a mechanism so strong that whoever meets it leaves changes any life."""
    baseline, usual = usual_world()
    strong = mechanism.overridden("effect", 1e4)
    return simulate(baseline.with_proposals([proposed(strong)]), SEED, 0) != usual


numbers = st.fixed_dictionaries(
    {
        "reach": st.sampled_from([0.0, 0.02, 1.0]),
        "effect": st.sampled_from([1.0, 1.3, 1.3]),
        "implementation": st.sampled_from([0.0, 0.8, 0.8]),
        "displacement": st.sampled_from([0.0, 0.0, 1.0]),
    }
)
fields = st.fixed_dictionaries(
    {
        "window_weeks": st.sampled_from([(0, None), (4, 22), (90, 95), (2_000, None)]),
        "target": st.sampled_from(
            [{}, {"age": ("under_25",), "provider": ("provider",), "sector": ("municipal",)}]
        ),
    }
)


def test_a_mechanism_that_acts_on_nobody_is_always_told():
    """Beside one that acts, which is never told."""
    seen = set()

    @given(numbers, fields)
    @settings(max_examples=25, **COUNTED)
    def look(numbers, fields):
        other = the_mechanism("other", numbers, **fields)
        told = told_of(proposed(the_mechanism("living", {"effect": 1.3}), other))
        assert "two.living" not in told
        share = numbers["reach"] * numbers["implementation"] * (1 - numbers["displacement"])
        if numbers["effect"] == 1 or not share:
            assert told["two.other"] == "neutral"
        else:
            assert (told.get("two.other") == "nobody") is not changes_somebody(other)
        seen.add(told.get("two.other"))

    look()
    assert seen == {None, "neutral", "nobody"}
