"""The map of schemes on a day: which there are, which are closed, and what leads where."""

import json

import pytest

from borgerflow.experiments.lookup.scheme_map import scheme_map
from borgerflow.experiments.lookup.scheme_map_text import map_page
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load

ENDED = {"uddannelseshjaelp_uddannelsesparat", "uddannelseshjaelp_aktivitetsparat", "shydelse"}
CLOSED = {"ressourceforloeb", "revalidering"}


@pytest.fixture(scope="module")
def params():
    return load()


def in_state(found, state):
    """Return the schemes of a map in a state."""
    return {scheme.name for scheme in found.schemes if scheme.state == state}


def test_in_2019_every_scheme_is_open_and_leads_where_the_file_says(params):
    found = scheme_map(params, day="2019-01-01")
    assert in_state(found, "open") == set(params.law.schemes) - {"out"}
    for scheme in found.schemes:
        assert scheme.leads_to == params.law.schemes[scheme.name].exits


@pytest.mark.parametrize(
    ("day", "ended", "closed"),
    [
        ("2025-06-30", set(), set()),
        ("2025-07-01", ENDED, set()),
        ("2025-12-31", ENDED, set()),
        ("2026-06-30", ENDED, set()),
        ("2026-07-01", ENDED, CLOSED),
        ("2026-12-31", ENDED, CLOSED),
    ],
)
def test_what_has_ended_or_is_closed_on_a_day(params, day, ended, closed):
    found = scheme_map(params, day=day)
    assert (in_state(found, "ended"), in_state(found, "closed")) == (ended, closed)
    for scheme in found.schemes:
        assert not {*scheme.leads_to} & (ended | closed | {scheme.name})


def test_what_led_to_an_ended_scheme_leads_to_its_successor(params):
    maps = (scheme_map(params, day=day) for day in ("2025-06-30", "2025-07-01"))
    before, after = ({s.name: s.leads_to for s in found.schemes}["uddannelse"] for found in maps)
    assert "uddannelseshjaelp_aktivitetsparat" in before
    assert after.count("kontanthjaelp_aktivitetsparat") == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            ["The schemes on 2026-12-31", "[closed to new]", "carry on in kontanthjaelp_jobparat"],
        ),
        ("da", ["Ordningerne den 2026-12-31", "[lukket for nye]", "fortsætter i kontanthjaelp"]),
    ],
)
def test_the_page_says_what_is_closed_and_what_has_ended(params, lang, words):
    page = map_page(scheme_map(params, day="2026-12-31"), lang)
    assert all(word in page for word in words)
    assert max(map(len, page.splitlines())) < 120


def test_a_map_without_a_day_is_of_the_last_day_law_was_looked_up(params):
    latest = scheme_map(params)
    assert json.loads(latest.to_json())["day"] == "2026-11-28"
    assert in_state(latest, "closed") == CLOSED


def test_a_word_beside_the_map_is_refused(params):
    with pytest.raises(InputError, match="write no term beside it"):
        scheme_map(params, "samtale")
