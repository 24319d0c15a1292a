"""The report: one file, answer first, readable by everyone, nothing from elsewhere."""

import base64
import itertools
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from made import HOSTILE, finding, run_finding

from borgerflow.experiments.findings.rows import Assumption, CumulativePoint, FlowRow, Interval
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.compare.text import answer
from tests.pages import html_of

VOID = {"meta", "img", "link", "br", "hr"}
INK = "#1a1a1a"


class Reader(HTMLParser):
    """Collects what a test asks about: tags with their attributes, text, and the nesting."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text, self.open = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip() and self.open[-1] != "style":
            self.text.append(" ".join(data.split()))

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


MADE = {"compare": finding, "run": run_finding}


@cache
def page_of(name, lang):
    """Return a page, made once."""
    return html_of(MADE[name](), lang)


@pytest.fixture(params=itertools.product(MADE, ("da", "en")), ids="-".join)
def page(request):
    return page_of(*request.param)


def test_every_tag_is_closed_in_its_place(page):
    assert Reader(page).open == []


def test_the_language_is_said(page):
    assert Reader(page).all("html")[0]["lang"] in {"da", "en"}


def test_there_is_one_main_heading_and_it_names_the_municipality(page):
    assert len(Reader(page).all("h1")) == 1
    assert re.search(r"<h1>Herning", page)


def test_nothing_is_fetched_from_elsewhere(page):
    for tag, attributes in Reader(page).tags:
        for name in ("src", "href", "action", "data", "poster"):
            assert attributes.get(name, "data:").startswith("data:"), (tag, attributes)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL).group(1)
    assert "url(" not in style
    assert "@import" not in style


def test_the_chart_inside_fetches_nothing_either(page):
    chart = base64.b64decode(Reader(page).all("img")[0]["src"].split(",")[1]).decode()
    assert not re.search(r"""(?:href|src)=["'](?!#)""", chart)


def test_every_chart_says_in_words_what_it_shows(page):
    assert all(len(image["alt"]) > 40 for image in Reader(page).all("img"))


@pytest.mark.parametrize("name", MADE)
def test_both_languages_differ_in_words_alone(name):
    danish, english = (Reader(page_of(name, lang)) for lang in ("da", "en"))
    assert [tag for tag, _ in danish.tags] == [tag for tag, _ in english.tags]


def test_ten_assumptions_are_shown_and_the_others_folded_away():
    many = tuple(Assumption(f"n{n}", 1.0, "assumed", "a guess", "number") for n in range(13))
    page = html_of(finding(assumptions=many), "da", drawn=False)
    assert "Vis de øvrige 3 forudsætninger" in page
    shown, folded = page.split("Vis de øvrige 3 forudsætninger")
    assert [f">n{n}<" in shown for n in (0, 9, 10)] == [True, True, False]
    assert [folded.count(f">n{n}<") for n in (9, 10, 12)] == [0, 1, 1]


def test_the_method_is_told_in_at_most_ten_lines(page):
    (steps,) = re.findall("<ol>(.*?)</ol>", page, re.DOTALL)
    assert 3 < steps.count("<li>") <= 10


def test_every_header_cell_says_what_it_heads(page):
    scopes = [cell.get("scope") for cell in Reader(page).all("th")]
    assert scopes
    assert set(scopes) <= {"col", "row"}


def test_every_table_has_a_caption(page):
    reader = Reader(page)
    assert len(reader.all("caption")) == len(reader.all("table")) > 3


def test_the_answer_stands_before_the_first_table():
    page = page_of("compare", "da")
    assert 0 < page.index(answer(finding(), "da")[0]) < page.index("<table>")


def test_the_sections_come_in_the_order_people_ask():
    titles = re.findall("<h2>(.*?)</h2>", page_of("compare", "en"))
    asked = [
        *("The answer", "The economy year by year", "Who pays", "Who is affected"),
        *("How sure it is", "Key assumptions", "The method in brief", "How the numbers came about"),
    ]
    assert titles == asked


def test_what_comes_from_files_is_escaped(page):
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert not Reader(page).all("script")


def test_the_numbers_behind_the_chart_are_in_the_page():
    text = Reader(page_of("compare", "da")).text
    assert "december 2020" in text
    assert "480" in text


def test_danish_numbers_in_danish_and_english_in_english():
    assert "1.104" in Reader(page_of("compare", "da")).text
    assert "1,104" in Reader(page_of("compare", "en")).text


def test_the_sign_convention_is_printed_with_the_unit():
    assert "1.000 kr., 2019-pl, + udgift, - besparelse" in page_of("compare", "da")
    assert "DKK 1,000, 2019 prices, + expense, - saving" in page_of("compare", "en")


def test_every_assumption_is_listed_with_its_grade():
    text = Reader(page_of("compare", "en")).text
    assert {"share turned away", "assumed", "rate.sygedagpenge.max", "sourced"} <= set(text)


def test_a_scheme_nothing_happens_to_is_left_out():
    text = Reader(page_of("compare", "en")).text
    assert "Sickness benefit" in text
    assert "dagpenge" not in text


def test_a_year_without_a_move_keeps_its_place_in_the_table():
    only_second = finding(
        flows=(FlowRow(2020, "job", "sygedagpenge", 3100.0, 3038.0, Interval(-62.0)),)
    )
    flows = html_of(only_second, "en", drawn=False).split(WORDS["en"]["flows"])[-1]
    row = re.search(r'<th scope="row">job</th>(.*?)</tr>', flows, re.DOTALL).group(1)
    assert re.findall(r"<td[^>]*>(.*?)</td>", row) == ["Sickness benefit", "0.0", "-62"]


def test_the_kroner_of_one_world_stand_by_payer_scheme_and_kind_with_a_column_per_year():
    row = re.search(r'<th scope="row">Municipality</th>(.*?)</tr>', page_of("run", "en"), re.DOTALL)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row.group(1))
    assert cells == ["Sickness benefit", "Benefit", "200,000", "200,000"]


def test_a_small_assumption_is_not_shown_as_nothing():
    hazard = Assumption("hazard", 0.00123, "estimated", "spells", "per week", 0.001, 0.002)
    page = html_of(finding(assumptions=(hazard,)), "en", drawn=False)
    assert "0.0012" in page
    assert "0.001 to 0.002" in page


def test_one_replication_has_no_interval_and_the_page_still_stands():
    alone = finding(
        replications=1, cumulative=(CumulativePoint("2019-01", Interval(1.0)),), break_even=()
    )
    assert Reader(html_of(alone, "da", drawn=False)).open == []


def test_both_languages_have_the_same_words():
    assert WORDS["da"].keys() == WORDS["en"].keys()


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [(INK, "#ffffff"), ("#4d4d4d", "#ffffff"), ("#00558a", "#ffffff"), (INK, "#fdf3ec")],
)
def test_text_stands_out_from_its_ground(ink, ground):
    assert ink in page_of("compare", "da")
    assert contrast(ink, ground) >= 4.5
