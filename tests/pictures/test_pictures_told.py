"""Pictures: each with a name, a description and its numbers; of nothing, a sentence."""

import base64
import re
from xml.dom import minidom

import pytest

from borgerflow.experiments.present.chart import canvas, few_decimals, title_text
from borgerflow.experiments.questions.breakeven.finding import answered
from borgerflow.experiments.questions.compare.chart import drawn
from borgerflow.experiments.questions.compare.chart.told import pictures
from tests.cli.made import finding, run_finding
from tests.experiments.fakes import finding as compared
from tests.experiments.test_choosing_words import made as portfolio
from tests.fit.test_small_counts_hidden import FEW
from tests.fit.test_small_counts_hidden import found as fitted
from tests.pages import html_of
from tests.pictures.kept_pictures import lacking

EMPTY = b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"
PICTURES = {"cumulative", "stocks", "moves", "exits", "staircase", "lives"}


@pytest.fixture(scope="module")
def page():
    """Return the report with an empty picture in the place of each, which is told all the same."""

    def empty(_finding, files, _lang):
        for file in files:
            file.write_bytes(EMPTY)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawn, "charts", lambda _: dict.fromkeys(PICTURES, empty))
        return html_of(finding(), "da")


@pytest.mark.slow
def test_every_picture_is_drawn():
    page = html_of(finding(), "da")
    assert set(finding().charts()) == PICTURES
    assert page.count("data:image/svg+xml") == len(PICTURES)
    assert "kunne ikke tegnes" not in page


@pytest.mark.parametrize(
    "make",
    [
        finding,
        run_finding,
        portfolio,
        compared,
        lambda: answered(finding(), None, {}),
        lambda: fitted(FEW),
    ],
    ids=["compare", "run", "portfolio", "little", "breakeven", "fit"],
)
def test_every_picture_is_kept_twice_with_the_numbers_behind_it(make):
    assert make().charts()
    assert lacking(make()) == []


def test_every_picture_has_the_numbers_behind_it_in_its_section(page):
    sections = [part for part in re.split("<h[23]>", page) if "<figure" in part]
    assert len(sections) == len(PICTURES)
    assert all("<table" in section for section in sections)


def test_every_svg_says_what_it_is_called_and_what_it_shows(page):
    images = re.findall('<img src="data:image/svg.xml;base64,([^"]+)" alt="([^"]+)"', page)
    assert len(images) == len(PICTURES)
    for address, alt in images:
        svg = minidom.parseString(base64.b64decode(address)).documentElement
        title, description = (svg.getElementsByTagName(n)[0] for n in ("title", "desc"))
        assert svg.getAttribute("role") == "img"
        assert svg.getAttribute("aria-label") == title.firstChild.data
        assert description.firstChild.data.split() == alt.split()
        assert len(alt) > 60


@pytest.mark.parametrize("rows", ["stocks", "steps", "exits", "moves", "lives"])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_picture_of_nothing_is_a_sentence(rows, lang):
    shown = finding(**{rows: ()})
    assert len(shown.charts()) == len(PICTURES) - 1
    (section,) = [part for part in pictures(shown, lang) if part.figure is None]
    assert len(section.sentences) == 1
    assert not section.sheets


def test_the_same_finding_is_drawn_to_the_same_byte(tmp_path):
    for name in ("a.svg", "b.svg"):
        finding().charts()["moves"](finding(), [tmp_path / name], "da")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ((0, 1), {"0,0", "0,2", "0,4", "0,6", "0,8", "1,0"}),
        ((0, 0.04), {"0,00", "0,01", "0,02", "0,03", "0,04"}),
        ((0, 4000), {"0", "1.000", "2.000", "3.000", "4.000"}),
    ],
)
def test_an_axis_has_as_many_decimals_as_tell_its_numbers_apart(ends, told):
    figure, axes = canvas("Herning")
    axes.set_ylim(ends)
    few_decimals(axes.yaxis, "da")
    figure.draw_without_rendering()
    assert {label.get_text() for label in axes.get_yticklabels()} >= told


def test_no_line_of_a_title_ends_with_the_sign_of_what_follows():
    told = [title_text("Netto", f"{'x' * n} (+ udgift, - besparelse)") for n in range(10, 52)]
    lines = [line for text in told for line in text.splitlines()]
    assert [line for line in lines if line.endswith(("+", "-"))] == []
