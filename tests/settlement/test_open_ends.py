"""Spells under way, and ends that are last days: read as asked for, never silently."""

import datetime as dt
import re

import pandas as pd
import pytest
from some_lives import LAW, frame, kroner, spell

from borgerflow.experiments.questions.settle.question import price_file
from borgerflow.experiments.questions.settle.remarks import remarks_on
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.records.files.spell_files import read_spell_file, read_spells
from borgerflow.sim.records.gaps import Gaps, gaps_between
from borgerflow.sim.settlement.settle import settle

PARAMS = load()
HEADER = "citizen,scheme,start,end,category,share"
UNTIL = "2020-01-01"
UNDER_WAY = [
    "",
    "9999-12-31",
    "9999-06-01",
    "2099-12-31",
    "2100-01-01",
    "2079-01-01",
    "2079-06-06",
    "2262-04-11",
]
# Ends are last days: every spell is followed by one that begins a day after its end.
LAST_DAYS = f"""{HEADER}
1,sygedagpenge,2019-01-07,2019-06-30,loenmodtager,1
1,sygedagpenge,2019-07-01,2019-09-08,loenmodtager,0.5
2,sygedagpenge,2019-02-04,2019-05-12,loenmodtager,1
2,sygedagpenge,2019-05-13,2019-07-14,loenmodtager,0.5
"""
DAYS_AFTER = re.sub(
    r"(\d{4}-\d\d-\d\d),loen",
    lambda found: f"{dt.date.fromisoformat(found[1]) + dt.timedelta(days=1)},loen",
    LAST_DAYS,
)


@pytest.fixture
def file(tmp_path):
    def written(text):
        path = tmp_path / "spells.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def paid(priced):
    ledger = priced.ledger
    return round(ledger.loc[ledger["payer"] == "kommune", "kroner"].sum())


def one(end):
    return f"{HEADER}\n1,dagpenge,2019-02-04,{end},,\n"


@pytest.mark.parametrize("end", UNDER_WAY)
def test_a_far_or_empty_end_is_a_spell_under_way(file, end):
    ended, open_one = (price_file(file(one(e)), PARAMS, until=UNTIL) for e in (UNTIL, end))
    assert kroner(open_one.ledger) == kroner(ended.ledger)
    assert (open_one.reading.under_way, ended.reading.under_way) == (1, 0)


@pytest.mark.parametrize("end", UNDER_WAY)
def test_far_ends_are_under_way_in_tables_from_python_too(end):
    table = frame([("1", spell("dagpenge", "2019-02-04", end or None))])
    until = dt.date.fromisoformat(UNTIL)
    ended = frame([("1", spell("dagpenge", "2019-02-04", UNTIL))])
    assert kroner(settle(table, LAW, until=until)) == kroner(settle(ended, LAW))


def test_a_far_day_that_no_register_writes_is_refused_as_a_slip(file):
    with pytest.raises(InputError, match="line 2: end lies before 1900-01-01 or after 2199-12-31"):
        read_spells(file(one("3019-02-04")), LAW)


@pytest.mark.parametrize("end", UNDER_WAY)
def test_without_a_day_to_settle_until_the_line_is_named_and_what_to_type(file, end):
    text = one("2019-03-04") + f"2,job,2019-11-04,{end},,\n3,job,2019-11-05,{end},,\n"
    words = (
        "line 3: the spell is still under way (end is empty, or a day far ahead), one of 2. Give"
    )
    with pytest.raises(InputError, match=re.escape(words)) as refusal:
        price_file(file(text), PARAMS)
    assert str(refusal.value).endswith("for example --until 2019-12-01.")
    assert refusal.value.said.da.endswith("fx --until 2019-12-01.")
    assert ", linje 3: forløbet er ikke afsluttet" in refusal.value.said.da


def test_only_days_before_the_one_asked_for_are_settled(file):
    whole = price_file(file(one("2019-12-31")), PARAMS, until="2019-03-04")
    assert kroner(whole.ledger) == kroner(price_file(file(one("2019-03-04")), PARAMS).ledger)


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("2019-02-30", "--until is '2019-02-30': expected a date as 2024-01-01."),
        ("2019-02-04", "--until is 2019-02-04: no spell begins before it;"),
        ("9999-12-31", "--until is 9999-12-31: the last rates are for 2035; expected 2036-01-01"),
    ],
)
def test_a_day_that_cannot_be_settled_until_is_refused(file, until, words):
    with pytest.raises(InputError, match=re.escape(words)):
        price_file(file(one("")), PARAMS, until=until)


def test_ends_that_look_like_last_days_are_remarked_on_with_what_they_cost(file):
    priced = price_file(file(LAST_DAYS), PARAMS)
    assert paid(priced) == 79_261
    remark = remarks_on(priced.reading)[-1]
    for words in ("2 of the 2 spells", "92,482 kr. instead of 79,261 kr.", "--inclusive-ends"):
        assert words in remark.en
    assert "92.482 kr. i stedet for 79.261 kr. (+13.221 kr.)" in remark.da


def test_ends_are_read_as_last_days_where_asked_for(file):
    asked = price_file(file(LAST_DAYS), PARAMS, inclusive_ends=True)
    assert paid(asked) == 92_482
    assert kroner(asked.ledger) == kroner(price_file(file(DAYS_AFTER), PARAMS).ledger)
    assert asked.reading.doubt_about_ends is None


def test_the_table_that_is_read_has_days_after_in_either_case(file):
    last_days = read_spells(file(LAST_DAYS), LAW, inclusive_ends=True)
    pd.testing.assert_frame_equal(last_days, read_spells(file(DAYS_AFTER), LAW), check_dtype=False)


def test_a_spell_under_way_has_no_last_day_to_add(file):
    asked = price_file(file(one("9999-12-31")), PARAMS, until=UNTIL, inclusive_ends=True)
    assert kroner(asked.ledger) == kroner(price_file(file(one(UNTIL)), PARAMS).ledger)


def test_ends_that_are_days_after_are_not_remarked_on(file):
    priced = price_file(file(DAYS_AFTER), PARAMS)
    assert priced.reading.doubt_about_ends is None
    assert len(remarks_on(priced.reading)) == 1


def test_a_column_called_after_a_last_day_is_remarked_on(file):
    text = (
        LAST_DAYS.partition("2,syg")[0].replace("end", "t.o.m.").replace("2019-07-01", "2019-08-05")
    )
    remark = remarks_on(price_file(file(text), PARAMS).reading)[-1]
    assert "the column 't.o.m.' is named as a last day, yet" in remark.en
    assert "If so, the municipality pays" in remark.en


def test_where_some_spells_touch_the_cost_cannot_be_told(file):
    text = LAST_DAYS.replace("2019-05-13", "2019-05-12") + (
        "3,job,2019-01-07,2019-01-13,,\n3,job,2019-01-14,2019-01-20,,\n"
    )
    remark = remarks_on(price_file(file(text), PARAMS).reading)[-1]
    assert "after 2 of the 3 spells" in remark.en
    assert "But 1 touch the next one" in remark.en
    with pytest.raises(InputError, match=r"line 5: .* and the other's last day is 2019-05-12\."):
        price_file(file(text), PARAMS, inclusive_ends=True)


@pytest.mark.parametrize(
    ("gaps", "look"),
    [
        ((0, 1, 0), True),
        ((0, 0, 0), False),
        ((1, 1, 0), False),
        ((0, 2, 2), False),
        ((1, 9, 2), True),
    ],
)
def test_most_spells_that_follow_closely_must_come_one_day_late(gaps, look):
    assert Gaps(*gaps).look_inclusive is look


def test_gaps_are_counted_within_a_citizen(file):
    text = LAST_DAYS + "2,job,2019-07-16,2019-08-01,,\n2,job,2019-08-01,2020-01-01,,\n"
    spells = read_spell_file(file(text), LAW).spells
    assert gaps_between(spells) == Gaps(none=1, one_day=2, within_a_week=1)


def test_a_spell_of_one_day_is_read_with_last_days_alone(file):
    text = f"{HEADER}\n1,dagpenge,2019-02-04,2019-02-04,,\n"
    with pytest.raises(InputError, match="If end is the last day itself, add --inclusive-ends"):
        read_spells(file(text), LAW)
    assert read_spells(file(text), LAW, inclusive_ends=True)["end"][0] == pd.Timestamp("2019-02-05")
    backwards = text.replace("2019-02-04,2019-02-04", "2019-02-04,2019-02-03")
    with pytest.raises(InputError, match=r"ends on 2019-02-03 and .* \(end is the last day\)"):
        read_spells(file(backwards), LAW, inclusive_ends=True)


def test_a_benefit_after_the_last_year_of_rates_is_refused_and_work_is_not(file):
    words = "the spell goes to 2036-01-01; rates are projected to 2035 at most: expected an earlier"
    with pytest.raises(InputError, match=re.escape(words)):
        price_file(file(one("2036-01-02")), PARAMS)
    assert not price_file(file(one("2036-01-01")), PARAMS).ledger.empty


def test_a_category_that_begins_later_is_refused_by_the_line_of_the_spell(file):
    text = "citizen,scheme,start,end,category\n1,{0},2025-06-30,2025-08-01,grundsats\n"
    words = "grundsats is paid from 2025-07-01 on; got a spell from 2025-06-30."
    with pytest.raises(InputError, match=rf", line 2: kontanthjaelp_jobparat\.{re.escape(words)}"):
        price_file(file(text.format("kontanthjaelp_jobparat")), PARAMS)
    first = text.format("kontanthjaelp_jobparat").replace("06-30", "07-01")
    assert len(read_spells(file(first), LAW)) == 1
