"""The worked cases of the staircase: every figure was reckoned by hand beside the case."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from ruamel.yaml import YAML

from borgerflow.sim.params import load
from borgerflow.sim.settlement import PAYERS, Switches, explain, settle

LAW = load().law
FILES = sorted((Path(__file__).parent / "cases").glob("refusion*.yaml"))
CASES = [case for file in FILES for case in YAML(typ="safe").load(file.read_text("utf-8"))]
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
    assert len(CASES) >= 45
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    switches, expect = Switches(**case.get("switches", {})), case["expect"]
    spells = spells_of(case)
    ledger = settle(spells, LAW, switches=switches)
    for payer in PAYERS:
        if payer in expect:
            assert_kroner(ledger[ledger["payer"] == payer], "year", expect[payer])
    for scheme, kroner in expect.get("scheme", {}).items():
        assert ledger.loc[ledger["scheme"] == scheme, "kroner"].sum() == near(kroner)
    for scheme, kroner in expect.get("kommune_by_scheme", {}).items():
        mine = (ledger["scheme"] == scheme) & (ledger["payer"] == "kommune")
        assert ledger.loc[mine, "kroner"].sum() == near(kroner)
    if "counter" in expect:
        weeks = explain(spells, LAW, "a", switches=switches)
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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_case_has_a_paragraph_a_source_and_its_arithmetic(case):
    assert case["law"]
    assert case["source"]
    assert case["by_hand"]
