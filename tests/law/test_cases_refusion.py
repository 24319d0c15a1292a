"""The worked cases of the staircase: every figure was reckoned by hand beside the case."""

import datetime as dt

import pandas as pd
import pytest

from borgerflow.sim.params import load
from borgerflow.sim.settlement.explain import explain
from borgerflow.sim.settlement.rulebook import PAYERS, Switches
from borgerflow.sim.settlement.settle import settle
from tests.law.worked import CASES_AT, cases_in, named

PARAMS = load()
FILES = sorted(path.stem for path in CASES_AT.glob("refusion*.yaml"))
EACH = pytest.mark.parametrize("case", named(*FILES), indirect=True)
OERE = 0.0051


def spells_of(case):
    """Return the case's spells; one without a start follows the one before it."""
    rows, day = [], None
    for spell in case["spells"]:
        start = spell.get("start", day)
        day = start + dt.timedelta(weeks=spell.get("weeks", 0), days=spell.get("days", 0))
        own = {key: spell.get(key) for key in ("scheme", "category", "share", "weekly_amount")}
        rows.append({"citizen": "a", "start": start, "end": day, **own})
    return pd.DataFrame(rows).astype({"start": "datetime64[s]", "end": "datetime64[s]"})


def test_there_are_cases_enough():
    names = [case["name"] for file in FILES for case in cases_in(file)]
    assert len(names) >= 45
    assert len(set(names)) == len(names)


@EACH
def test_case(case):
    switches, expect = Switches(**case.get("switches", {})), case["expect"]
    spells, law = spells_of(case), PARAMS.under(case.get("draft")).law
    ledger = settle(spells, law, switches=switches)
    for payer in PAYERS:
        if payer in expect:
            assert_kroner(ledger[ledger["payer"] == payer], "year", expect[payer])
    for scheme, kroner in expect.get("scheme", {}).items():
        assert ledger.loc[ledger["scheme"] == scheme, "kroner"].sum() == near(kroner)
    for scheme, kroner in expect.get("kommune_by_scheme", {}).items():
        mine = (ledger["scheme"] == scheme) & (ledger["payer"] == "kommune")
        assert ledger.loc[mine, "kroner"].sum() == near(kroner)
    if "counter" in expect:
        weeks = explain(spells, law, "a", switches=switches)
        assert weeks["counter"].iloc[-1] == expect["counter"]


def assert_kroner(rows, column, expected):
    if "total" in expected:
        assert rows["kroner"].sum() == near(expected["total"])
        return
    found = rows.groupby(column)["kroner"].sum()
    assert set(found.index) == set(expected), found.to_dict()
    for year, kroner in expected.items():
        assert found[year] == near(kroner), (year, found[year])


def near(kroner):
    return pytest.approx(kroner, rel=0, abs=OERE)


def test_every_case_has_a_paragraph_a_source_and_its_arithmetic():
    for case in (case for file in FILES for case in cases_in(file)):
        assert all(case[told] for told in ("law", "source", "by_hand")), case["name"]
