"""``cases``: listed, filtered, one in full beside the simulated year, refused in words."""

import json

import pytest

from borgerflow.experiments.questions.cases import compare
from borgerflow.experiments.questions.cases.compare import SchemeCost, SimulatedYear

DONE, REFUSED = 0, 2


@pytest.fixture
def quick_year(monkeypatch):
    """Put a made-up year in the place of the simulated one."""
    costs = {
        "sygedagpenge": SchemeCost(160e3, 100e3, 300),
        "jobafklaring": SchemeCost(140e3, 110e3, 100),
    }
    year = SimulatedYear("herning", "Herning", costs)
    monkeypatch.setattr(compare, "simulated_year", lambda *_: year)


def test_the_list_has_every_case_and_counts_them(typed):
    listed = json.loads(typed("cases", "--json").out)["cases"]
    page = typed("cases").out
    assert all(case["id"] in page for case in listed)
    assert f"{len(listed)} of {len(listed)} cases." in page


def test_a_filter_leaves_some(typed):
    chosen = json.loads(
        typed("cases", "--scheme", "sygedagpenge", "--with", "persons,kroner", "--json").out
    )["cases"]
    assert "star-koege-1" in {case["id"] for case in chosen}
    assert all("sygedagpenge" in case["schemes"] for case in chosen)


@pytest.mark.usefixtures("quick_year")
def test_a_case_is_told_as_stated_in_common_form_and_beside_the_simulated(typed):
    page = typed("cases", "star-koege-1").out
    assert "persons: 2018: 29; 2019: 33; 2020: 33; 2021: 33" in page
    assert "saved weeks per full-time employee: 1,331" in page
    assert "too good: saves more weeks per employee than can be believed" in page
    assert "Stated and simulated (Herning)" in page
    assert "full-time persons a year must leave the benefit; the case counts on 32." in page


@pytest.mark.usefixtures("quick_year")
def test_a_case_is_told_in_danish(typed):
    page = typed("cases", "star-koege-1", "--lang", "da").out
    assert "for god: flere sparede uger pr. medarbejder end sandsynligt" in page
    assert "bruttobesparelse pr. fuldtidsperson: 130.000 kr." in page


@pytest.mark.usefixtures("quick_year")
def test_a_case_without_a_benefit_of_the_model_says_so(typed):
    page = typed("cases", "star-varde-6").out
    assert "No benefit of the model is named, so there is nothing to compare it with." in page


@pytest.mark.usefixtures("quick_year")
def test_the_overview_tells_the_share_that_is_near_and_why_the_rest_is_not(typed):
    page = typed("cases", "--simulated").out
    told = json.loads(typed("cases", "--simulated", "--json").out)
    assert f"{len(told['cases'])} cases state both kr. and persons." in page
    assert f"{100 * told['share_near_the_municipal_part']:.1f} % are within 15.0 %" in page
    assert sum(told["reasons"].values()) == len(told["cases"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["star-koge-1"], "Did you mean star-koege-1?"),
        (["star-koege-1", "--scheme", "dagpenge"], "One case is named: --scheme"),
        (["--scheme", "dagpeng"], "Did you mean dagpenge?"),
        (["--with", "person"], "Did you mean persons?"),
        (["--simulated", "--in", "hernin"], "herning"),
    ],
)
def test_what_does_not_hold_is_refused_in_words(typed, arguments, words):
    ended = typed("cases", *arguments)
    assert ended.code == REFUSED
    assert words in ended.err
    assert not ended.out


@pytest.mark.slow
def test_a_year_is_simulated_and_its_kroner_lie_below_the_full_rate(typed):
    ended = typed("cases", "star-greve-2", "--json")
    assert ended.code == DONE
    cost = json.loads(ended.out)["simulated_by_scheme"]["sygedagpenge"]
    assert 0 < cost["municipality"] < cost["gross"] < 52 * 4_460
