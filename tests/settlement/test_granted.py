"""What was granted before a reform is paid by the rule of its grant, for as long as it lasts."""

import json

import pandas as pd
import pytest

import borgerflow as bf
from borgerflow.experiments.questions.settle.question import explain_file, price_file
from borgerflow.experiments.questions.settle.remarks import remarks_on
from borgerflow.sim.params import load

PARAMS = load()
WEEK = "2019-W10"


def weeks_of(folder, rows):
    """Return the municipality's share of a week of 2019 by citizen, given their spells."""
    path = folder / "spells.csv"
    path.write_text("citizen,scheme,start,end,category\n" + rows, encoding="utf-8")
    citizens = dict.fromkeys(row.partition(",")[0] for row in rows.splitlines())
    told = {citizen: explain_file(path, PARAMS, citizen).rows() for citizen in citizens}
    return {
        citizen: next(week["share"] for week in weeks if week["week"] == WEEK)
        for citizen, weeks in told.items()
    }


@pytest.mark.parametrize(
    ("spell", "share"),
    [
        ("foertidspension,2012-01-02,2020-01-06,", 0.65),  # lov om social pension § 52
        ("foertidspension,2014-06-30,2020-01-06,", 0.65),
        ("foertidspension,2014-07-01,2020-01-06,", 0.80),
        ("foertidspension,2012-01-02,2020-01-06,samlevende", 0.65),  # the household is no grant
        ("foertidspension,2002-12-31,2020-01-06,", 0.65),
        ("fleksjob,2012-12-31,2020-01-06,", 0.35),  # FL § 30
        ("fleksjob,2014-07-01,2020-01-06,", 0.80),
        ("ledighedsydelse,2012-12-31,2020-01-06,", 0.70),
        ("fleksjob,2012-01-02,2020-01-06,foer_2013", 0.35),
    ],
)
def test_a_spell_is_shared_by_the_rule_of_the_day_it_was_granted(tmp_path, spell, share):
    assert weeks_of(tmp_path, f"a,{spell}\n") == {"a": pytest.approx(share)}


def test_fleksjob_and_ledighedsydelse_that_touch_are_granted_once(tmp_path):
    """FL § 30: off the staircase until the citizen leaves the fleksjob scheme."""
    by_turns = "ledighedsydelse,2012-01-02,2015-03-02,\n{0},fleksjob,2015-03-02,2020-01-06,\n"
    apart = "ledighedsydelse,2012-01-02,2015-03-02,\n{0},fleksjob,2015-06-01,2020-01-06,\n"
    rows = "".join(f"{who}," + each.format(who) for who, each in (("a", by_turns), ("b", apart)))
    assert weeks_of(tmp_path, rows) == {"a": pytest.approx(0.35), "b": pytest.approx(0.80)}


def test_a_pension_whose_category_becomes_another_is_still_of_its_grant(tmp_path):
    rows = "a,foertidspension,2012-01-02,2017-01-02,enlig\n"
    rows += "a,foertidspension,2017-01-02,2020-01-06,samlevende\n"
    assert weeks_of(tmp_path, rows) == {"a": pytest.approx(0.65)}


def test_what_was_granted_earlier_and_what_is_not_settled_is_told(tmp_path):
    path = tmp_path / "spells.csv"
    rows = "a,foertidspension,2012-01-02,2020-01-06\nb,fleksjob,2013-05-01,2020-01-06\n"
    path.write_text("citizen,scheme,start,end\n" + rows, encoding="utf-8")
    priced = price_file(path, PARAMS)
    told = " ".join(remark.en for remark in remarks_on(priced.reading))
    assert "1 spell began before 1 July 2014" in told
    assert "1 spell of fleksjob or ledighedsydelse began from 1 January 2013" in told
    assert "Not settled: days before 2016-01-01" in told
    assert "(2 spells begin before it)" in told
    booked = json.loads(priced.to_json())["accounts"]
    assert {row["function"] for row in booked} >= {"5.48.68", "5.58.81"}


@pytest.mark.parametrize("kind", ["category", "str", "object"])
def test_a_table_of_python_is_shared_by_its_grants_too(kind):
    days = pd.to_datetime(["2012-01-02", "2020-01-06"])
    spells = pd.DataFrame({"citizen": ["a"], "scheme": ["foertidspension"], "start": days[:1]})
    spells = spells.assign(end=days[1], category=pd.Series([None], dtype=kind))
    paid = bf.settle(spells, PARAMS.law).groupby("payer")["kroner"].sum()
    assert paid["kommune"] / paid.sum() == pytest.approx(0.65)
