"""What is assumed of the law of a horizon is listed with its range, and nothing before its day."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borgerflow.experiments.findings.assumptions import assumptions_of
from borgerflow.sim.base.clock import iso_date, parse_day
from borgerflow.sim.measures.account import ACTIVATION_SHARE
from borgerflow.sim.params import load
from borgerflow.sim.params.law.regulation import GROSS
from borgerflow.sim.world.world import load_world

PARAMS = load()
LAW = PARAMS.law
SCHEMES = [name for name, scheme in LAW.schemes.items() if scheme.ladder]
NEW = parse_day("2023-01-01")  # what was assumed of earlier law is in the calibrated hazards
YEARS = st.integers(2019, 2033)


def listed(first, last):
    """Return the assumptions behind an answer about all schemes of a horizon, by name."""
    world = load_world(
        "modelkommune", start=f"{first}-01-01", end=f"{last + 1}-01-01", params=PARAMS
    )
    return {each.name: each for each in assumptions_of(world, SCHEMES)}


def turned(days, start, end):
    """Yield the days of values that are in force at some time in a horizon."""
    for day, after in pairwise([*sorted(days), end]):
        if day < end and start < after:
            yield day


def assumed_of_law(start, end):
    """Return what the files assume of the law of a horizon, by name."""
    names = set()
    for parameter in LAW.parameters.values():
        by_day = {value.day: value for value in parameter.typed}
        for day in turned(by_day, start, end):
            if by_day[day].grade == "assumed" and day >= NEW and parameter.name != GROSS:
                names.add(f"{parameter.name}.{iso_date(day)}")
    for name, scheme in LAW.schemes.items():
        for kind, category in scheme.categories.items():
            for day in turned(category.rates, start, end):
                if category.rates[day].grade == "assumed":
                    names.add(f"schemes.{name}.{kind}.{iso_date(day)}")
        if scheme.grant and scheme.grant.grade == "assumed":  # of whenever, for its grants last
            names.add(f"schemes.{name}.grant")
        closed = scheme.closed
        if closed and not LAW.on(closed.switch, end - 1):
            names |= {f"schemes.{name}.closed.{to}" for to in ("stays", *closed.instead)}
    return names


def of_law(names):
    """Return the names that are of law and schemes, percentages and the ladder left out."""
    apart = (GROSS, "law.refusion.", ACTIVATION_SHARE)
    return {n for n in names if n.startswith(("law.", "schemes.")) and not n.startswith(apart)}


@pytest.mark.slow
@settings(max_examples=4, deadline=None)
@given(first=YEARS, more=st.integers(0, 2))
def test_all_that_is_assumed_of_the_law_of_a_horizon_is_listed_and_nothing_else(first, more):
    found = listed(first, first + more)
    expected = assumed_of_law(*(parse_day(f"{y}-01-01") for y in (first, first + more + 1)))
    assert of_law(found) == expected
    assert all(found[name].grade == "assumed" for name in expected)


def test_of_2019_to_2022_nothing_new_is_assumed():
    assert of_law(listed(2019, 2022)) == {"schemes.fleksjob.grant"}


def test_shares_of_what_was_granted_earlier_are_listed_where_they_are_not_sourced():
    shares = {name for name in listed(2019, 2019) if name.endswith("_share")}
    assert {f"law.refusion.foertidspension_foer_{year}_share" for year in (1992, 1999)} < shares
    assert "law.refusion.foertidspension_foer_2014_share" not in shares


@pytest.mark.parametrize(("year", "schemes"), [(2019, SCHEMES), (2025, SCHEMES)])
def test_the_share_of_activation_that_is_not_known_is_listed_where_money_moves_there(year, schemes):
    world = load_world(
        "modelkommune", start=f"{year}-01-01", end=f"{year + 1}-01-01", params=PARAMS
    )
    known = {"shydelse": (0.5, 0.5, 1.0), "jobafklaring": (1.0, 0.5, 1.0)}  # the latter to 2021
    shares = [a for a in assumptions_of(world, schemes) if a.name.startswith(ACTIVATION_SHARE)]
    found = {each.name.removeprefix(f"{ACTIVATION_SHARE}_"): each for each in shares}
    assert set(found) == ({"shydelse", "jobafklaring"} if year == 2019 else {"shydelse"})
    for name, each in found.items():
        assert (each.value, each.low, each.high) == known[name]
    elsewhere = assumptions_of(world, ["dagpenge", "ressourceforloeb"])
    assert not [each for each in elsewhere if each.name.startswith(ACTIVATION_SHARE)]


@pytest.mark.parametrize("end", [2026, 2029])
def test_where_those_go_who_would_have_entered_a_closed_scheme_is_listed_with_its_range(end):
    found = listed(2025, end)
    stays, to = (found[f"schemes.ressourceforloeb.closed.{n}"] for n in ("stays", "jobafklaring"))
    assert (stays.value, stays.low, stays.high, stays.grade) == (1, 0.5, 1, "assumed")
    assert (to.value, to.low, to.high) == (0.5, 0.2, 0.8)
    exempt = found["law.contact.sygedagpenge.exempt_share.2026-07-01"]
    assert (exempt.value, exempt.low, exempt.high) == (0.5, 0.3, 0.7)


def test_what_a_study_sets_is_no_assumption_of_law():
    name = "law.contact.sygedagpenge.exempt_share"
    world = load_world("modelkommune", start="2026-01-01", end="2028-01-01", params=PARAMS)
    law = LAW.patched({name: {parse_day("2026-07-01"): 0.1}})
    found = [each.name for each in assumptions_of(replace(world, law=law), SCHEMES)]
    assert f"{name}.2025-01-01" in found
    assert f"{name}.2026-07-01" not in found


def test_nothing_is_listed_of_a_scheme_that_is_still_open_at_the_end():
    assert not [name for name in listed(2024, 2025) if ".closed." in name]
