"""The map of schemes on a day: which there are, which are closed, and what leads where."""

import json
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.text import Annotation

from borgerflow.experiments.cli import main
from borgerflow.experiments.lookup.scheme_map import scheme_map
from borgerflow.experiments.lookup.scheme_map_chart import GREY, map_drawn
from borgerflow.experiments.lookup.scheme_map_text import map_page
from borgerflow.experiments.present.chart import BLUE, ORANGE, VERMILION
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


def test_the_page_says_the_law_of_a_scheme_in_danish(params):
    page = map_page(scheme_map(params, day="2026-12-31"), "da")
    assert "fleksjob: Fleksjob (LAB kapitel 20)" in page
    assert "chapter" not in page
    assert "no benefit" not in page


def test_a_map_without_a_day_is_of_the_last_day_law_was_looked_up(params):
    latest = scheme_map(params)
    assert json.loads(latest.to_json())["day"] == "2026-11-28"
    assert in_state(latest, "closed") == CLOSED


def test_a_word_beside_the_map_is_refused(params):
    with pytest.raises(InputError, match="write no term beside it"):
        scheme_map(params, "samtale")


@pytest.mark.parametrize(
    ("day", "lang"), [("2019-01-01", "da"), ("2026-08-01", "da"), ("2026-08-01", "en")]
)
def test_no_text_of_the_picture_lies_over_another_or_off_the_page(params, day, lang):
    found = scheme_map(params, day=day)
    figure = map_drawn(found, lang)
    drawer = FigureCanvasAgg(figure).get_renderer()
    labels = [text for text in figure.axes[0].texts if text.get_text()]
    assert len(labels) == len(found.schemes)
    for label in labels:
        label.update_bbox_position_size(drawer)
    shown = [label.get_bbox_patch().get_window_extent() for label in labels]
    shown += [text.get_window_extent(drawer) for text in figure.texts]
    assert not [pair for pair in combinations(shown, 2) if pair[0].overlaps(pair[1])]
    assert all(figure.bbox.x0 < box.x0 and box.x1 < figure.bbox.x1 for box in shown)


def arrows_of(figure, colour):
    """Return how many arrows of a colour a picture has."""
    arrows = [each for each in figure.axes[0].texts if isinstance(each, Annotation)]
    return [arrow.arrow_patch.get_edgecolor() for arrow in arrows].count(to_rgba(colour))


def test_the_picture_has_an_arrow_for_each_way_and_a_strong_one_for_each_that_carries_on(params):
    before, after = (scheme_map(params, day=day) for day in ("2019-01-01", "2026-08-01"))
    ways = {(one.name, to) for one in before.schemes for to in one.leads_to}
    pairs = {frozenset(way) for way in ways if way[::-1] in ways}
    drawn = map_drawn(before, "da")
    assert arrows_of(drawn, GREY) == len(pairs)
    assert arrows_of(drawn, BLUE) == len(ways) - 2 * len(pairs)
    assert arrows_of(drawn, VERMILION) == arrows_of(drawn, ORANGE) == 0
    assert arrows_of(map_drawn(after, "da"), VERMILION) == len(ENDED)
    instead = sum(len(scheme.instead) for scheme in after.schemes)
    assert arrows_of(map_drawn(after, "da"), ORANGE) == instead > 0


@pytest.mark.slow
def test_a_picture_is_written_to_a_new_file_alone(tmp_path, capsys):
    path = tmp_path / "map.svg"
    assert main(["law", "--map", "--day", "2026-08-01", "--out", str(path), "--lang", "da"]) == 0
    drawn = path.read_bytes()
    assert b"<svg" in drawn
    assert main(["law", "--map", "--out", str(path), "--lang", "en"]) == 2
    assert "is there already: expected a new file." in capsys.readouterr().err
    assert path.read_bytes() == drawn


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["--map", "--out", "map.gif"], "expected a name that ends in .svg or .png."),
        (["--out", "map.svg"], "add --map."),
    ],
)
def test_what_is_no_picture_or_no_map_is_refused(typed, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["law", *typed, "--lang", "en"]) == 2
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
