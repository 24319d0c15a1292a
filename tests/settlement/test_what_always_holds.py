"""What holds of every settlement, whatever the lives."""

import datetime as dt
import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from some_lives import LAW, frame, kroner, lives, spell

from borgerflow.sim.settlement.explain import explain
from borgerflow.sim.settlement.settle import settle

towns = st.lists(lives(most=6), min_size=1, max_size=5)


def table_of(town):
    return frame([(name, s) for name, spells in enumerate(town) for s in spells])


def same(ledger, other):
    pd.testing.assert_frame_equal(ledger, other, check_exact=False, rtol=1e-12)


@pytest.mark.slow
@given(lives())
def test_the_payers_together_pay_the_benefit(spells):
    weeks = explain(frame([("a", s) for s in spells]), LAW, "a")
    gross = (weeks["rate"] * weeks["degree"] * weeks["days"] / 7).fillna(0.0)
    paid = weeks["kommune"] + weeks["stat"] + weeks["a_kasse"]
    assert paid.to_numpy() == pytest.approx(gross.to_numpy(), abs=1e-6)


@given(lives())
@pytest.mark.slow
def test_the_weeks_of_the_explanation_add_up_to_the_ledger(spells):
    table = frame([("a", s) for s in spells])
    weeks = explain(table, LAW, "a").melt(
        ["year", "scheme"], ["kommune", "stat", "a_kasse"], "payer", "kroner"
    )
    assert kroner(weeks) == pytest.approx(kroner(settle(table, LAW)), abs=1e-6)


@given(towns)
@pytest.mark.slow
def test_many_citizens_cost_the_sum_of_each_alone(town):
    table = table_of(town)
    alone = [settle(table[table["citizen"] == name], LAW) for name in range(len(town))]
    same(settle(table, LAW), pd.concat(alone, ignore_index=True))


@given(towns, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(town, chance):
    table = table_of(town)
    order = list(range(len(table)))
    chance.shuffle(order)
    same(settle(table.iloc[order], LAW), settle(table, LAW))


@pytest.mark.slow
@given(towns)
def test_the_names_of_the_citizens_do_not_matter(town):
    table = table_of(town)
    renamed = table.assign(citizen=[f"c{1000 + name}" for name in table["citizen"]])
    same(settle(renamed, LAW).drop(columns="citizen"), settle(table, LAW).drop(columns="citizen"))


@pytest.mark.slow
@given(towns, lives(most=4))
def test_another_citizen_leaves_the_rows_of_the_others(town, stranger):
    table = table_of(town)
    more = pd.concat([frame([(99, s) for s in stranger]), table], ignore_index=True)
    ledger = settle(more, LAW)
    same(ledger[ledger["citizen"] != 99].reset_index(drop=True), settle(table, LAW))


@given(lives(), st.randoms(use_true_random=False))
def test_a_spell_cut_in_two_that_touch_costs_the_same(spells, chance):
    cut = chance.randrange(len(spells))
    whole = spells[cut]
    day = whole["start"] + (whole["end"] - whole["start"]) / 2
    parts = [{**whole, "end": day}, {**whole, "start": day}]
    if not whole["start"] < day < whole["end"]:
        parts = [whole]
    halves = [*spells[:cut], *parts, *spells[cut + 1 :]]
    first, second = (frame([("a", s) for s in rows]) for rows in (spells, halves))
    assert kroner(settle(second, LAW)) == pytest.approx(kroner(settle(first, LAW)), abs=1e-6)


@given(lives())
def test_the_counter_never_exceeds_the_weeks_lived(spells):
    weeks = explain(frame([("a", s) for s in spells]), LAW, "a")
    lived = (weeks["week"] != weeks["week"].shift()).cumsum()
    assert (weeks["counter"] <= lived).all()
    assert (weeks["counter"] >= 0).all()


@pytest.mark.slow
@given(lives())
def test_months_add_up_to_years(spells):
    table = frame([("a", s) for s in spells])
    by_month, by_year = settle(table, LAW, by="month"), settle(table, LAW)
    assert set(by_month["month"]) <= set(range(1, 13))
    assert kroner(by_month) == pytest.approx(kroner(by_year), abs=1e-6)


@given(lives(), st.integers(1, 3000))
def test_what_comes_after_the_last_day_does_not_matter(spells, days):
    until = spells[0]["start"] + dt.timedelta(days=days)
    cut = [{**s, "end": min(s["end"], until)} for s in spells if s["start"] < until]
    whole, part = (frame([("a", s) for s in rows]) for rows in (spells, cut))
    same(settle(whole, LAW, until=until), settle(part, LAW))


def test_an_open_spell_is_settled_to_the_day_that_is_named():
    open_ended = frame([(1, spell("dagpenge", "2019-01-07", None))])
    closed = frame([(1, spell("dagpenge", "2019-01-07", "2019-03-04"))])
    same(settle(open_ended, LAW, until=dt.date(2019, 3, 4)), settle(closed, LAW))


def test_nobody_costs_nothing():
    ledger = settle(frame([]), LAW)
    assert list(ledger.columns) == ["citizen", "year", "payer", "scheme", "kind", "kroner"]
    assert ledger.empty


def test_the_ledger_says_who_pays_what():
    ledger = settle(
        frame([(7, spell("dagpenge", "2019-01-07", "2019-01-14", None, None, 1000))]), LAW
    )
    rows = ledger.to_dict("records")
    assert rows == [
        {"citizen": 7, "year": 2019, "payer": "kommune", "scheme": "dagpenge", "kind": "benefit",
         "kroner": pytest.approx(200.0)},
        {"citizen": 7, "year": 2019, "payer": "stat", "scheme": "dagpenge", "kind": "benefit",
         "kroner": pytest.approx(800.0)},
    ]  # fmt: skip


def test_another_ladder_prices_the_same_lives_anew():
    table = frame([(1, spell("dagpenge", "2019-01-07", "2019-02-11", None, None, 1000))])
    dearer = LAW.patched({"law.refusion.step_1_share": {0: 0.5}})
    assert kroner(settle(table, dearer))[2019, "kommune", "dagpenge"] == pytest.approx(2600.0)


def test_a_reset_after_fewer_weeks_holds_from_its_day():
    table = frame(
        [
            (1, spell("kontanthjaelp_jobparat", "2018-01-01", "2018-03-12", None, None, 1000)),
            (1, spell("kontanthjaelp_jobparat", "2018-10-15", "2018-10-22", None, None, 1000)),
        ]
    )
    day = (dt.date(2018, 6, 1) - dt.date(1900, 1, 1)).days
    sooner = LAW.patched({"law.refusion.reset_weeks": {day: 26}})
    assert kroner(settle(table, LAW))[2018, "kommune", "kontanthjaelp_jobparat"] == 5000.0
    assert kroner(settle(table, sooner))[2018, "kommune", "kontanthjaelp_jobparat"] == 4600.0


@pytest.mark.slow
def test_a_hundred_thousand_spells_of_work_are_quick():
    chance = random.Random(1)
    starts = np.datetime64("1990-01-01") + np.array([chance.randrange(3000) for _ in range(10**5)])
    table = pd.DataFrame({"citizen": range(10**5), "scheme": "job", "start": starts})
    table["end"] = table["start"] + np.timedelta64(40 * 365, "D")
    assert settle(table, LAW).empty
