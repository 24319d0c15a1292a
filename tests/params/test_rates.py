"""Amounts: what is paid on a day, and the rows that are refused."""

import re

import pytest

from borgerflow.sim.base.clock import FAR, parse_day
from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params.law.rates import read_rates, refuse_gaps

ROW = "sygedagpenge.max,2019-01-01,4355,kr/week,"


def refusal(path) -> str:
    with pytest.raises(ParamError) as caught:
        read_rates(path)
    return str(caught.value)


def test_a_row_holds_until_the_next(params):
    row = params.law.rates.row
    assert row("dagpenge.max", parse_day("2017-06-30")).amount == 18395
    assert row("dagpenge.max", parse_day("2017-07-01")).amount == 18403


def test_a_month_is_twelve_of_fifty_two_weeks(params):
    weekly = params.law.rates.weekly("kontanthjaelp.ikke_forsoerger", parse_day("2019-05-01"))
    assert weekly == pytest.approx(11423 * 12 / 52)
    assert round(weekly, 2) == 2636.08


def test_an_amount_a_week_is_paid_as_it_stands(params):
    assert params.law.rates.weekly("sygedagpenge.max", parse_day("2019-05-01")) == 4355


def test_an_unknown_rate_is_refused_with_the_nearest(params):
    with pytest.raises(ParamError, match=re.escape("Did you mean sygedagpenge.max?")):
        params.law.rates.weekly("sygedagpenge.mx", parse_day("2019-05-01"))


def test_a_day_before_the_first_row_is_refused_with_the_first_day(params):
    words = "sygedagpenge.max has no amount on 2015-12-31: the first is from 2016-01-01"
    with pytest.raises(ParamError, match=re.escape(words)):
        params.law.rates.weekly("sygedagpenge.max", parse_day("2015-12-31"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (ROW, ROW.replace("kr/week", "kr/uge"), "unit: got 'kr/uge'; expected one of kr/week"),
        (ROW, ROW.replace("4355", "-4355"), "amount: got -4355: an amount cannot be negative."),
        (ROW, ROW.replace("4355", "4.355,00"), "expected 8."),
        (ROW, ROW.replace("4355", "4 355"), "amount: got '4 355'; expected kroner as 4355"),
        (ROW, ROW.replace("4355", "nan"), "amount: got 'nan'; expected kroner"),
        (ROW, ROW.replace("2019-01-01", "1/1 2019"), "valid_from: '1/1 2019' is not a date"),
        (ROW, ROW.replace("2019", "2018"), "sygedagpenge.max from 2018-01-01 is given twice"),
        (",sourced,", ",sure,", "grade: got 'sure'; expected one of sourced"),
        ("rate,valid_from", "name,valid_from", "got the header name,valid_from"),
    ],
)
def test_a_mistake_in_a_row_is_refused_in_words(edited, old, new, words):
    path = edited("rates.csv", old, new)
    message = refusal(path)
    assert words in message, message
    assert re.search(r"rates\.csv, line \d+: ", message)


def test_a_missing_year_is_a_gap(edited, params):
    text = edited("rates.csv").read_text("utf-8")
    path = edited("rates.csv", next(r for r in text.splitlines(True) if r.startswith(ROW)), "")
    words = "rates.csv, line 4: sygedagpenge.max has no row for 2019"
    with pytest.raises(ParamError, match=re.escape(words)):
        refuse_gaps(read_rates(path), [("sygedagpenge.max", -FAR, FAR)])


def test_a_byte_order_mark_is_tolerated(edited):
    path = edited("rates.csv")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "sygedagpenge.max" in read_rates(path).names


def test_an_empty_file_names_the_header_it_wants(tmp_path):
    path = tmp_path / "rates.csv"
    path.write_text("")
    assert "expected the header rate,valid_from,amount,unit,law,source,grade,note" in refusal(path)


def test_a_header_alone_is_no_rates(tmp_path):
    path = tmp_path / "rates.csv"
    path.write_text("rate,valid_from,amount,unit,law,source,grade,note\n")
    assert "holds no rates" in refusal(path)
