"""The kernel against a slow settlement written from the statute, on random lives."""

import datetime as dt

import pytest
from by_the_day import Settlement
from hypothesis import example, given
from hypothesis import strategies as st
from some_lives import LAW, frame, kroner, lives

from borgerflow.sim.settlement.explain import explain
from borgerflow.sim.settlement.rulebook import Switches
from borgerflow.sim.settlement.settle import settle


def idle(day, category):
    """Return a day of ledighedsydelse."""
    end = day + dt.timedelta(days=1)
    spell = {"scheme": "ledighedsydelse", "start": day, "end": end, "category": category}
    return spell | {"share": None, "weekly_amount": None}


GRANTED = [idle(dt.date(2016, 1, 1), "hoej_foer_2013"), idle(dt.date(2016, 1, 2), None)]


@given(lives(), *[st.booleans()] * 4)
@example(GRANTED, *[False] * 4)
def test_the_kernel_agrees_with_a_settlement_by_the_day(
    spells, su, employer, elevloen, only_latest
):
    switches = Switches(su, employer, only_latest, elevloen)
    table = frame([("a", spell) for spell in spells])
    by_the_day = Settlement(
        LAW, su=su, employer=employer, elevloen=elevloen, only_latest=only_latest
    )
    expected = by_the_day.settle(spells)
    found = kroner(settle(table, LAW, switches=switches))
    by_hand = {key: value for key, value in expected.kroner.items() if abs(value) > 1e-9}
    assert found == pytest.approx(by_hand, rel=1e-9, abs=1e-6)
    weeks = explain(table, LAW, "a", switches=switches)
    assert weeks["counter"].iloc[-1] == expected.counter
