"""The note in Danish and in English: the same page but for words and how numbers are written."""

import re
from html.parser import HTMLParser

import pytest

from tests.cli import made
from tests.pages import html_of

FINDINGS = [
    made.finding,
    made.run_finding,
]
ALONE = re.compile(r"[-+−]?\d[\d.,]*(?: to | til )?[-+−]?[\d.,]*(?: ?(?:%|pct\.))?")
DIGITS = re.compile(r"\d+")


class Page(HTMLParser):
    """The elements of a page with what they are, and the numbers that stand alone in a cell."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.numbers, self._in_cell = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = {name: value for name, value in attrs if name in ("class", "scope", "colspan")}
        self.elements.append((tag, *sorted(told.items())))
        self._in_cell = tag == "td"

    def handle_endtag(self, tag):
        self.elements.append(f"/{tag}")
        self._in_cell = False

    def handle_data(self, data):
        if self._in_cell and ALONE.fullmatch(data.strip()):
            self.numbers.append(DIGITS.findall(data.replace(".", "").replace(",", "")))


def pages(finding):
    return [Page(html_of(finding, lang, drawn=False)) for lang in ("da", "en")]


@pytest.mark.parametrize("make", FINDINGS, ids=lambda make: make.__name__)
def test_the_two_differ_in_words_and_in_how_numbers_are_written_alone(make):
    danish, english = pages(make())
    assert danish.elements == english.elements
    assert danish.numbers == english.numbers
    assert len(danish.numbers) > 9


def test_a_row_or_a_number_that_one_of_them_lacks_would_be_seen():
    page = html_of(made.finding(), "da", drawn=False)
    usual = Page(page)
    row = page.index("<tr>", page.index("<tbody"))
    assert Page(page[:row] + page[page.index("</tr>", row) + 5 :]).elements != usual.elements
    number = next(m for m in re.finditer(r"<td[^>]*>(\d[\d.]*)</td>", page))
    other = page[: number.start(1)] + "7" + page[number.start(1) :]
    assert Page(other).elements == usual.elements
    assert Page(other).numbers != usual.numbers
