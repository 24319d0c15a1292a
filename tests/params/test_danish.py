"""Every source, note and flag of the packaged params has its Danish, and no Danish is left over."""

import csv
import re

import pytest

from borgerflow.sim.params import load
from borgerflow.sim.params.law.regulation import PROJECTED
from borgerflow.sim.params.reading.forms import read_plain
from borgerflow.sim.params.words.danish import danish_texts, told

ENGLISH = re.compile(
    r"\b(the|and|is|are|no|not|with|from|as|an|found|year|years|weeks|chapter|calibration|of"
    r"|recalled|repealed)\b"
)
FORTNIGHT = 14  # "hver 14. dag", where English has a word
TABLES = (
    *("rates.csv", "regulation.csv", "model/price_index.csv", "cases/cases.csv"),
    *("published/accounts.csv", "published/observed.csv"),
)
TITLES = ("multisite randomized controlled trial on time to self-support",)  # of works cited


def texts_in(content, key=""):
    """Yield every text of a file that says where something stands, or what is odd about it."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield from texts_in(value, name)
    elif isinstance(content, list):
        for value in content:
            yield from texts_in(value, key)
    elif isinstance(content, str) and key in ("source", "note", "evidence", "flags", "law"):
        yield " ".join(content.split())


@pytest.fixture(scope="module")
def texts():
    """Return the texts of the packaged params that answers show."""
    folder = load().directory
    shown = {text for path in folder.rglob("*.yaml") for text in texts_in(read_plain(path)[0])}
    for name in TABLES:
        with (folder / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                shown |= {row[key] for key in ("law", "source", "note") if row.get(key)}
    return {*shown, PROJECTED}


def numbers_of(text):
    """Return the numbers of a text, whatever separates their digits."""
    found = re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", text))
    return sorted(number for number in found if int(number) != FORTNIGHT)


def test_every_text_in_english_has_its_danish(texts):
    assert {text for text in texts if ENGLISH.search(text)} - set(danish_texts()) == set()


def test_no_danish_stands_for_a_text_that_is_not_there(texts):
    assert set(danish_texts()) - texts == set()


def test_the_danish_has_the_same_numbers():
    danish = danish_texts()
    assert [en for en, da in danish.items() if numbers_of(en) != numbers_of(da)] == []


def test_the_danish_is_danish():
    bare = {
        da: re.sub(r"https?://\S+", "", re.sub("|".join(TITLES), "", da))
        for da in danish_texts().values()
    }
    english = re.compile(r"\b(the|and|is|are|with|found|years|weeks|talks|assumed)\b")
    assert [da for da, text in bare.items() if english.search(text)] == []


def test_a_text_of_a_users_own_reads_the_same_in_both_languages():
    mine = told("Randers, notat af 3. maj")
    assert mine.da == mine.en == "Randers, notat af 3. maj"


def test_a_text_is_known_however_its_lines_are_broken():
    assert told("no source\nfound").da == "ingen kilde fundet"
