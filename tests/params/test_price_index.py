"""Prices of municipal service: a file of yearly rises, apart from the regulation of benefits."""

import re

import pytest

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params.law.prices import read_price_index

NAME = "model/price_index.csv"


def test_the_index_of_2016_to_2025_is_that_of_the_published_percentages(params):
    held = [params.price_index.by_year[year] for year in range(2016, 2026)]
    assert held == [0.958, 0.969, 0.987, 1.0, 1.017, 1.029, 1.073, 1.1, 1.144, 1.176]


def test_prices_rise_as_the_state_says_they_did_but_where_that_of_municipalities_is_known(params):
    """Økonomistyrelsen, fastprisberegninger, general p/l; of 2020 KL's own."""
    rises = {rise.year: rise.percent for rise in params.price_index.rises if rise.year < 2026}
    assert list(rises.values()) == [1.2, 1.9, 1.3, 1.7, 1.2, 4.3, 2.5, 4.0, 2.8]


def test_every_rise_after_the_last_known_one_is_assumed_with_a_range(params):
    ahead = params.price_index.assumed_ahead(2035)
    assert [rise.year for rise in ahead] == list(range(2026, 2036))
    assert all(rise.low < rise.percent < rise.high for rise in ahead)


def test_one_changed_rise_moves_its_own_year_and_later_alone(params, edited):
    changed = read_price_index(edited(NAME, "2028,2.8,", "2028,3.8,")).by_year
    moved = [year for year, index in params.price_index.by_year.items() if changed[year] != index]
    assert moved == list(range(2028, 2036))


def test_a_year_that_is_needed_and_not_there_is_refused_with_what_to_add(edited):
    path = edited(NAME)
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("2030,")], "utf-8")
    words = "there is no price index for 2030; add a row: 2030,percent,low,high,source,grade."
    with pytest.raises(ParamError, match=rf"price_index\.csv, line \d+: {re.escape(words)}"):
        read_price_index(path).refuse_without(range(2027, 2031))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2028,2.8,1.2,4.3", "2029,2.8,1.2,4.3", "there is no price index for 2028; add a row"),
        ("2028,2.8,1.2,4.3", "2027,2.8,1.2,4.3", "2027 is given twice or out of order"),
        ("2028,2.8,1.2,4.3", "2028,2.8,,", "an assumed percentage needs low <= percent <= high."),
        ("2028,2.8,", "2028,2.8 %,", "percent: got '2.8 %'; expected a number as 2.3"),
        ("2028,2.8,", "2028,230,", "percent: got '230'; expected a number as 2.3"),
        ("2028,2.8,", "2028,nan,", "percent: got 'nan'; expected a number as 2.3"),
        ("2028,2.8,", "2028,,", "percent is empty; every row needs one."),
        ("2020,1.7,,,", "2020,1.7,,,,", "got 7 cells; expected 6."),
    ],
)
def test_a_mistake_in_the_index_is_refused_in_words(edited, old, new, words):
    with pytest.raises(ParamError) as caught:
        read_price_index(edited(NAME, old, new))
    assert words in str(caught.value), str(caught.value)
    assert re.search(r"price_index\.csv, line \d+: ", str(caught.value))
