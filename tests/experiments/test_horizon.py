"""The years of an answer: those of its proposals, unless somebody types others."""

import re

import pytest

from borgerflow.experiments.lookup.proposals import horizon_of
from borgerflow.experiments.present.text import by_the_end, length, period
from borgerflow.experiments.questions.compare.question import CompareQuestion
from borgerflow.experiments.runs.validate import accepted
from borgerflow.sim.base.clock import first_day_of_year
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from tests.experiments.fakes import finding

PARAMS = load()
LAST_INDEX = 2035  # the last year with a price index in params/model/price_index.csv


def asked(*proposals, **days):
    question = CompareQuestion(municipality="herning", proposals=proposals, **days)
    return accepted(question, PARAMS).horizon


def starting(year, years=1):
    """Return SYG02 as a proposal of other years."""
    form = PARAMS.proposal("herning-syg02")
    cost = dict.fromkeys(range(year, year + years), form.cost[2019])
    later = first_day_of_year(year) - first_day_of_year(2019)
    days = {"start": form.start + later, "until": form.until + later}
    return form.model_copy(update={"cost": cost, **days})


@pytest.mark.parametrize(
    ("proposal", "horizon"),
    [
        ("herning-syg02", ("2019-01-01", "2023-01-01")),
        ("herning-akt15", ("2019-01-01", "2023-01-01")),  # from July, paid from January
        ("vesthimmerland-1", ("2020-01-01", "2024-01-01")),  # eight months: four years as a form
        ("hedensted-samtaler", ("2024-01-01", "2028-01-01")),
        ("hedensted-delaftale2", ("2023-01-01", "2027-01-01")),
    ],
)
def test_the_horizon_is_the_years_of_the_proposal(proposal, horizon):
    assert asked(proposal) == horizon


def test_proposals_together_have_the_years_of_all():
    assert asked("herning-syg02", "vesthimmerland-5") == ("2019-01-01", "2024-01-01")


def test_without_a_proposal_it_is_2019_to_2022():
    assert asked() == ("2019-01-01", "2023-01-01")


def test_it_ends_with_the_last_year_that_has_a_price_index():
    assert horizon_of([starting(2034, 4)], PARAMS) == ("2034-01-01", f"{LAST_INDEX + 1}-01-01")


def test_a_proposal_that_begins_after_the_last_price_index_is_refused():
    with pytest.raises(InputError, match="begins in 2036, and the last year with a price index"):
        horizon_of([starting(2036)], PARAMS)


def test_what_is_typed_counts():
    assert asked("herning-syg02", end="2021-07-01") == ("2019-01-01", "2021-07-01")


def test_years_in_which_nothing_of_it_lies_are_refused_with_what_to_type():
    with pytest.raises(
        InputError,
        match=re.escape(
            "Nothing of hedensted-samtaler lies within 2019-01-01 to 2022-12-31: it runs from "
            "2024-01-01 to 2026-12-31. Leave --start and --end out, or type --start 2024-01-01 "
            "--end 2028-01-01."
        ),
    ):
        asked("hedensted-samtaler", start="2019-01-01", end="2023-01-01")


def test_a_first_day_after_its_last_year_is_refused_by_what_was_typed():
    with pytest.raises(
        InputError, match="Nothing of herning-syg02 lies on or after 2024-01-01: it"
    ):
        asked("herning-syg02", start="2024-01-01")


@pytest.mark.parametrize(
    ("start", "end", "told", "danish"),
    [
        ("2019-01-01", "2023-01-01", ("2019-2022", "four years", "the end of 2022"), "fire år"),
        ("2019-01-01", "2020-01-01", ("2019", "one year", "the end of 2019"), "et år"),
        (
            "2019-07-01",
            "2020-07-01",
            ("2019-07-01 to 2020-06-30", "twelve months", "30 June 2020"),
            "tolv måneder",
        ),
        (
            "2019-01-01",
            "2019-02-01",
            ("2019-01-01 to 2019-01-31", "one month", "31 January 2019"),
            "en måned",
        ),
        (
            "2019-01-15",
            "2019-03-17",
            ("2019-01-15 to 2019-03-16", "61 days", "16 March 2019"),
            "61 dage",
        ),
    ],
)
def test_a_horizon_is_told_by_its_real_length(start, end, told, danish):
    some = finding(start=start, end=end)
    assert (period(some, "en"), length(some, "en"), by_the_end(some, "en")) == told
    assert length(some, "da") == danish


def test_the_end_is_told_in_danish_too():
    assert by_the_end(finding(start="2019-01-01", end="2023-01-01"), "da") == "udgangen af 2022"
    assert by_the_end(finding(start="2019-01-01", end="2019-02-01"), "da") == "31. januar 2019"
