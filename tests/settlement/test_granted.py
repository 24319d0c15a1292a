"""What was granted before a reform is paid by the rule of its grant, for as long as it lasts."""

import json
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import borgerflow as bf
from borgerflow.experiments.questions.settle.question import explain_file, price_file
from borgerflow.experiments.questions.settle.remarks import remarks_on
from borgerflow.sim.params import load
from borgerflow.sim.records.spells.coded import code_spells
from borgerflow.sim.settlement.settle import ROWS

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
        ("foertidspension,2002-12-31,2020-01-06,", 0.65),  # lov om højeste, mellemste m.v.
        ("foertidspension,1999-01-01,2020-01-06,samlevende", 0.65),
        ("foertidspension,1998-12-31,2020-01-06,", 0.50),
        ("foertidspension,1992-01-01,2020-01-06,samlevende", 0.50),
        ("foertidspension,1991-12-31,2020-01-06,", 0.00),
        ("foertidspension,1995-01-02,2020-01-06,enlig_foer_2003", 0.50),  # the day tells more
        ("foertidspension,1995-01-02,2020-01-06,enlig_foer_2014", 0.65),  # who moved to the new law
        ("fleksjob,2012-12-31,2020-01-06,", 0.35),  # FL § 30
        ("fleksjob,2012-12-31,2020-01-06,ny", 0.35),
        ("fleksjob,2014-07-01,2020-01-06,", 0.80),
        ("fleksjob,2012-01-02,2020-01-06,foer_2013", 0.35),
        ("ledighedsydelse,2012-12-31,2020-01-06,", 0.70),
        ("ledighedsydelse,2012-12-31,2020-01-06,lav_forsoerger", 0.70),
        ("ledighedsydelse,2019-01-07,2020-01-06,lav_ikke_forsoerger_foer_2013", 0.70),
        ("fleksjob,2013-01-01,2020-01-06,", 0.35),  # FL § 30, stk. 3: not hired anew
        ("fleksjob,2014-06-30,2020-01-06,ny", 0.35),
        ("ledighedsydelse,2013-09-02,2020-01-06,", 0.70),
    ],
)
def test_a_spell_is_shared_by_the_rule_of_the_day_it_was_granted(tmp_path, spell, share):
    assert weeks_of(tmp_path, f"a,{spell}\n") == {"a": pytest.approx(share)}


def share_after(folder, begins, *between, last="fleksjob", category=""):
    """Return the share in 2019 of a fleksjob that began on a day, after what came between.

    What comes between begins in March 2015, the last spell in June.
    """
    rows = f"a,fleksjob,{begins},2015-03-02,{category}\n"
    rows += "".join(f"a,{scheme},2015-03-02,2015-06-01,{category}\n" for scheme in between)
    return weeks_of(folder, rows + f"a,{last},2015-06-01,2020-01-06,{category}\n")["a"]


@pytest.mark.parametrize("between", ["ledighedsydelse", "sygedagpenge", "job", None])
def test_a_grant_from_before_2013_lasts_through_what_does_not_take_the_citizen_out(
    tmp_path, between
):
    """FL § 30: off the staircase unless taken out of the fleksjob scheme and granted it anew."""
    assert share_after(tmp_path, "2012-01-02", *filter(None, [between])) == pytest.approx(0.35)


@pytest.mark.parametrize(
    "between", ["ressourceforloeb", "kontanthjaelp_jobparat", "uddannelseshjaelp_aktivitetsparat"]
)
def test_a_grant_from_before_2013_ends_where_the_citizen_is_taken_out(tmp_path, between):
    assert share_after(tmp_path, "2012-01-02", between) == pytest.approx(0.80)


def test_fleksjob_and_ledighedsydelse_are_granted_once_whatever_category_is_written(tmp_path):
    rows = "a,ledighedsydelse,2012-01-02,2015-03-02,hoej\na,fleksjob,2015-03-02,2020-01-06,ny\n"
    assert weeks_of(tmp_path, rows) == {"a": pytest.approx(0.35)}


@pytest.mark.parametrize(
    ("between", "last", "share"),
    [
        (["ledighedsydelse"], "fleksjob", 0.80),  # hired after 1 July 2014
        ([], "fleksjob", 0.80),
        ([], "ledighedsydelse", 0.70),  # not yet
    ],
)
def test_a_grant_of_2013_is_on_the_staircase_once_the_citizen_is_hired_anew(
    tmp_path, between, last, share
):
    """FL § 30, stk. 3; budget- og kontoplanen 5.58.81."""
    assert share_after(tmp_path, "2013-05-01", *between, last=last) == pytest.approx(share)


@pytest.mark.parametrize(("hired", "share"), [("2014-07-01", 0.35), ("2014-07-02", 0.80)])
def test_only_who_is_hired_after_1_july_2014_is_hired_anew(tmp_path, hired, share):
    """FL § 30, stk. 3."""
    rows = f"a,ledighedsydelse,2013-09-02,{hired},\na,fleksjob,{hired},2020-01-06,\n"
    assert weeks_of(tmp_path, rows) == {"a": pytest.approx(share)}


def test_a_cut_in_an_extract_hires_nobody_anew(tmp_path):
    rows = "a,fleksjob,2013-05-01,2016-01-04,\na,fleksjob,2016-01-04,2020-01-06,\n"
    assert weeks_of(tmp_path, rows) == {"a": pytest.approx(0.35)}


def test_a_category_of_an_older_rule_speaks_for_the_spells_that_go_on_from_it(tmp_path):
    rows = "a,ledighedsydelse,2016-01-04,2018-01-01,hoej_foer_2013\n"
    assert weeks_of(tmp_path, rows + "a,fleksjob,2018-01-01,2020-01-06,ny\n")["a"] == 0.35


def test_one_citizens_grant_is_no_others(tmp_path):
    rows = "a,fleksjob,2012-01-02,2016-01-04,\nb,fleksjob,2016-01-04,2020-01-06,\n"
    assert weeks_of(tmp_path, rows + "a,fleksjob,2017-01-02,2020-01-06,\n") == {
        "a": pytest.approx(0.35),
        "b": pytest.approx(0.80),
    }


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
    assert "2 spells under a grant from before 1 July 2014" in told
    assert "1 spell is off the staircase since the grant is from 1 January 2013" in told
    assert "Not settled: days before 2016-01-01" in told
    assert "(2 spells begin before it). None of them count as weeks" in told
    booked = json.loads(priced.to_json())["accounts"]
    assert {row["function"] for row in booked} >= {"5.48.68", "5.58.81"}


OLD = "foertidspension,2016-01-04,2020-01-06,enlig_foer_2014"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (f"a,{OLD}\n", {"foertidspension.enlig_foer_2014": 1}),
        (f"a,{OLD}\nb,{OLD}\n", {"foertidspension.enlig_foer_2014": 2}),
        ("a,fleksjob,2015-01-05,2020-01-06,foer_2013\n", {"fleksjob.foer_2013": 1}),
        ("a,fleksjob,2012-12-31,2020-01-06,foer_2013\n", {}),
        ("a,fleksjob,2013-01-01,2020-01-06,foer_2013\n", {"fleksjob.foer_2013": 1}),
        (f"a,foertidspension,2012-01-02,2016-01-04,enlig\na,{OLD}\n", {}),  # a cut
        ("a,fleksjob,2012-01-02,2015-01-05,\na,fleksjob,2016-01-04,2020-01-06,foer_2013\n", {}),
        (
            "a,fleksjob,2012-01-02,2015-01-05,\na,ressourceforloeb,2015-01-05,2016-01-04,\n"
            "a,fleksjob,2016-01-04,2020-01-06,foer_2013\n",
            {"fleksjob.foer_2013": 1},
        ),
        ("a,foertidspension,2016-01-04,2020-01-06,enlig\n", {}),
    ],
)
def test_an_older_category_that_begins_after_its_reform_is_kept_and_told(tmp_path, rows, found):
    path = tmp_path / "spells.csv"
    path.write_text("citizen,scheme,start,end,category\n" + rows, encoding="utf-8")
    reading = explain_file(path, PARAMS, "a").reading
    assert reading.granted_written == found
    da, en = (" ".join(getattr(r, lang) for r in remarks_on(reading)) for lang in ("da", "en"))
    assert ("after the reform that the category is from before" in en) is bool(found)
    assert ("efter den reform, som kategorien ligger før" in da) is bool(found)
    assert not any(name.partition(".")[2] in da + en for name in found)
    assert json.loads(price_file(path, PARAMS).to_json())["reading"]["granted_written"] == found


def test_how_many_spells_rest_on_a_grant_that_outlasts_a_break_is_told(tmp_path):
    path = tmp_path / "spells.csv"
    rows = "a,fleksjob,2012-01-02,2018-03-01\na,fleksjob,2018-06-01,2020-01-06\n"
    rows += "b,sygedagpenge,2015-06-01,2016-03-01\nc,sygedagpenge,2013-06-03,2014-06-02\n"
    path.write_text("citizen,scheme,start,end\n" + rows, encoding="utf-8")
    reading = price_file(path, PARAMS).reading
    da, en = (" ".join(getattr(r, lang) for r in remarks_on(reading)) for lang in ("da", "en"))
    assert "1 of them comes after a break" in en
    assert "1 af dem ligger efter et ophold" in da
    assert "dage fra 2014-07-01 tæller med i ugerne på trappen i 1 af forløbene" in da


@given(
    days=st.lists(st.integers(0, 3600), min_size=2, max_size=12, unique=True),
    kinds=st.lists(
        st.sampled_from(["fleksjob", "ledighedsydelse", "sygedagpenge", "ressourceforloeb", ""]),
        min_size=12,
        max_size=12,
    ),
    cut=st.integers(0, 3600),
)
@example(days=[1200, 3000], kinds=["fleksjob"] * 12, cut=2000)  # of 2013, cut in 2015
def test_no_share_hangs_on_how_an_extract_cuts_a_spell(days, kinds, cut):
    """What is granted is told by days and schemes; a line more of the same says nothing new."""
    shares = [categories_by_day(days, kinds, at) for at in (None, cut)]
    assert shares[0] == shares[1]


def categories_by_day(days, kinds, cut):
    """Return the category of each day of spells from day to day of the years from 2010."""
    turns = sorted({*days, cut} - {None})
    rows = []
    for start, end in pairwise(turns):
        kind = kinds[sum(day <= start for day in days) - 1] if start >= min(days) else ""
        if kind and end <= max(days):
            rows.append(("a", kind, start, end))
    if not rows:
        return {}
    frame = pd.DataFrame(rows, columns=["citizen", "scheme", "start", "end"])
    for name in ("start", "end"):
        frame[name] = pd.Timestamp(2010, 1, 1) + pd.to_timedelta(frame[name], unit="D")
    found = code_spells(frame, PARAMS.law, ROWS).category
    return {d: n for row, n in zip(rows, found.tolist(), strict=True) for d in range(*row[2:])}


@pytest.mark.parametrize("kind", ["category", "str", "object"])
def test_a_table_of_python_is_shared_by_its_grants_too(kind):
    days = pd.to_datetime(["2012-01-02", "2020-01-06"])
    spells = pd.DataFrame({"citizen": ["a"], "scheme": ["foertidspension"], "start": days[:1]})
    spells = spells.assign(end=days[1], category=pd.Series([None], dtype=kind))
    paid = bf.settle(spells, PARAMS.law).groupby("payer")["kroner"].sum()
    assert paid["kommune"] / paid.sum() == pytest.approx(0.65)
