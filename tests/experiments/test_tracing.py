"""One citizen's life, told from either engine."""

import re

import numpy as np
import pytest

from experiments.tracing import trace_life, trace_text
from sim.engines import simulate
from sim.errors import InputError
from sim.world import load_world

SMALL = 0.02


def test_both_engines_tell_the_same_life():
    for citizen in (5, 101):
        told = [
            trace_text(trace_life("modelkommune", citizen, engine=engine, population=SMALL), "en")
            for engine in ("reference", "compiled")
        ]
        assert told[0] == told[1]


def test_a_citizen_alone_lives_the_life_lived_among_all():
    world = load_world("modelkommune", population=SMALL)
    alone = simulate(world, citizens=[17, 101], engine="reference")
    everybody = simulate(world, engine="reference").spell_arrays
    here = np.isin(everybody.citizen, [17, 101])
    for own, whole in zip(alone.spell_arrays, everybody, strict=True):
        assert np.array_equal(own, whole[here])


def test_events_come_in_order_of_day_and_are_told_in_danish_too():
    events = trace_life("modelkommune", 23, population=SMALL)
    days = [event.day for event in events]
    assert days == sorted(days)
    assert "begynder" in trace_text(events, "da")
    assert "begins" not in trace_text(events, "da")


def test_a_citizen_who_does_not_exist_is_refused_by_number():
    with pytest.raises(InputError, match=re.escape("There is no citizen 999999: they are")):
        trace_life("modelkommune", 999_999, population=SMALL)
