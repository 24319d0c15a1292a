"""One citizen is explained: the lives, the table and the picture of `trace --beside`."""

import re

import pytest
from made_rooms import waited

from borgerflow.app.served import with_pages
from borgerflow.experiments.cli import main

PLACE = {"municipality": "modelkommune", "first": "2019", "last": "2020"}
YEARS = "--start 2019-01-01 --end 2021-01-01"


@pytest.fixture(scope="module")
def visitor(worked):
    return with_pages(worked).test_client()


@pytest.fixture(scope="module")
def first(visitor, worked):
    """Return the page of the first citizen who is hit."""
    return explained(visitor, worked)


def explained(visitor, rooms, **typed):
    """Return the page that is shown once the lives are found."""
    link = visitor.post("/forslag/borger", data={**PLACE, **typed}).headers["Location"]
    key = re.search(r'data-job="(\w+)"', visitor.get(link).text)[1]
    waited(rooms.desk, key)
    return visitor.get(link).text


def shown_number(page):
    return int(re.search(r'id="citizen" name="citizen" value="(\d+)"', page)[1])


def cells(page):
    return re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", page.partition("<tbody>")[2])


def test_the_table_is_that_of_the_command(first, capsys):
    number = str(shown_number(first))
    said = f"trace {number} herning-syg02 --beside --municipality modelkommune"
    assert main([*said.split(), *YEARS.split(), "--lang", "da"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    told = cells(first)
    assert len(told) >= 16
    rows = [told[n : n + 8] for n in range(0, len(told), 8)]
    assert all(" ".join(cell for cell in row if cell) in said for row in rows)
    assert rows[-1][1] == "i alt, kr."
    assert "data:image/svg+xml" in first
    assert f"borgerflow trace {number} herning-syg02 --beside" in first


def test_the_next_who_is_hit_has_a_higher_number_and_the_link_holds_the_question(
    first, visitor, worked
):
    number = shown_number(first)
    assert f'name="after" value="{number}"' in first
    later = explained(visitor, worked, citizen=str(number), after=str(number))
    assert shown_number(later) > number
    assert 'name="municipality" value="modelkommune"' in later
    assert "/forslag?" in later.partition("Tilbage til svaret")[0].rpartition("<a")[2]


def test_a_citizen_who_is_not_hit_is_told_with_one_who_is(first, visitor, worked):
    number = next(n for n in (0, 1) if n != shown_number(first))
    page = explained(visitor, worked, citizen=str(number), lang="en")
    assert "life is the same in both worlds" in page
    assert f"citizen {shown_number(first)}." in page


def test_nobody_after_the_last_is_said_in_a_sentence(visitor, worked):
    page = explained(visitor, worked, after="99999999")
    assert "Der er ingen berørt borger med et højere nummer." in page
    assert 'name="after"' not in page


@pytest.mark.parametrize("wrong", ["-1", "en", "1,5"])
def test_a_wrong_number_is_told_beside_its_field(browser, held, wrong):
    answer = browser.post("/forslag/borger", data={**PLACE, "citizen": wrong})
    assert answer.status_code == 422
    assert "der skal stå" in answer.text.partition('data-fault="citizen"')[2].partition("</p>")[0]
    assert held.desk.lanes["glance"].runner.tasks == []


def test_a_number_that_nobody_has_is_refused_in_words(visitor, worked):
    page = explained(visitor, worked, citizen="99999999")
    assert "Der er ingen borger 99999999: de er nummereret fra 0 til" in page
