"""What looks like a CPR number, what a text may hold, and how a message repeats one."""

from pathlib import Path

import pytest
from hypothesis import given

from borgerflow.sim.base import texts
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.texts import (
    HIDDEN,
    LONGEST_SHOWN,
    looks_like_cpr,
    quoted,
    shown,
    told,
    wrong_with,
)
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.forms import read_plain, read_text
from tests.cpr_spellings import repeats, spellings

HOUSE = Path(__file__).resolve().parent.parent
SPELT = [
    "0101901234",
    "010190-1234",
    "010190 1234",
    "010190\u20131234",  # en dash
    "010190\u20111234",  # no-break hyphen
    "010190\u00a01234",  # no-break space
    "0101\u200b90\u00ad1234",  # zero width, soft hyphen
    "01-01-90-1234",
    "01 01 90 1234",
    "01.01.90.1234",
    "01/01/90-1234",
    "01011990-1234",
    "01.01.1990-1234",
    "0101901234DK",
    "cpr0101901234",
    "Jens0101901234",
    "sag/010190_1234.csv",
    "101901234",  # the leading zero lost
    "10190-1234",
    "101901234.0",
    "1.01901234E+08",
    "1,01901234E+08",
    "6.101901234E+09",
    "1.01901E+08",
    "610190-1234",  # replacement numbers: day + 60
    "9112901234",
    "０１０１９０１２３４",
    "٠١٠١٩٠١٢٣٤",
    "12,0101901234,x",
    r"'010190\u20111234'",  # as repr spells it
    r"'010190\xa01234'",
]
OTHERWISE = [
    "9f0101501234ab",  # a keyed hash may hold the digits by chance
    "2019-01-01 2020-01-01",
    "01-01-2019 til 31-12-2022",
    "04.02.2019",
    "2019-2022",
    "12 34 56 78",
    "26051970-1530-e3f4-ef89-ce9061e0145f",
    "231118888954",  # the beginning of another hash
    "+45 12 34 56 78",
    "+65 1234 5678",
    "1.101.901.234 kr.",
    "1.101.901.234",
    "1012345678 kr.",
    "kr. 1012345678",
    "110250000 kr.",
    "01.07.19 2000 kr.",
    "123456789",  # there is no month 23
    "3213901234",  # nor a day 32
    "1.5E+08",
    "18446744073709551616",
    "15.20.02-A00-1-20",
    "0,0101",
]


@pytest.mark.parametrize("text", SPELT)
def test_a_cpr_number_is_seen_however_it_is_spelt(text):
    assert looks_like_cpr(text)
    assert HIDDEN in told(text)
    assert not repeats(told(text), "901234")


@pytest.mark.parametrize("text", OTHERWISE)
def test_dates_amounts_phones_and_hashes_are_no_cpr_numbers(text):
    assert not looks_like_cpr(text)
    assert told(text) == text


@given(spellings())
def test_no_spelling_is_ever_told(spelt):
    text, digits = spelt
    assert looks_like_cpr(text)
    for said in (told(text), told(repr(text)), shown(text), quoted(text).da, str(InputError(text))):
        assert not repeats(said, digits)


def test_what_is_told_as_it_is_would_be_seen():
    assert repeats(repr("010190\u00a01234"), "0101901234")
    assert repeats("No citizen is called ０１０１９０-1234.", "0101901234")


def words_of(content):
    """Yield every key and every text of plain content."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield str(key)
            yield from words_of(value)
    elif isinstance(content, list):
        for value in content:
            yield from words_of(value)
    elif isinstance(content, str):
        yield content


def test_nothing_that_comes_with_borgerflow_looks_like_a_cpr_number():
    files = [*HOUSE.glob("params/**/*.yaml"), *HOUSE.glob("experiments/studies/**/*.yaml")]
    assert [
        text for file in files for text in words_of(read_plain(file)[0]) if wrong_with(text)
    ] == []


def test_no_page_and_no_table_of_ours_looks_like_a_cpr_number():
    pages = [HOUSE / "README.md", HOUSE / "CHANGELOG.md", *HOUSE.glob("docs/*.md")]
    pages += [*HOUSE.glob("params/**/*.csv"), *HOUSE.glob("params/**/*.md")]
    lines = [line for page in pages for line in read_text(page).splitlines()]
    assert [line for line in lines if looks_like_cpr(line)] == []


STEERING = ["\x00", "\x1b[31m", "\x9b", "\r", "\u202e", "\u2066", "\u200b", "\ufeff", "\u2028"]


@pytest.mark.parametrize("sign", STEERING)
def test_signs_that_steer_a_screen_are_refused_and_told_by_name(sign):
    text = f"Fremskudt{sign} vurdering"
    number = f"{ord(sign[0]):04X}"
    assert f"U+{number}" in wrong_with(text).en
    assert sign[0] not in told(text)
    assert told(text).replace(repr(sign)[1:-1], sign) == text


@pytest.mark.parametrize("text", ["Ærø, »å« – 100 % … 漢字 \U0001f600", "to\nlinjer\tog"])
def test_any_letter_a_line_and_a_tab_are_taken(text):
    assert wrong_with(text) is None


def test_a_message_repeats_some_sixty_letters_of_a_value():
    for value in ("x" * 5000, "to ord " * 700, ["a"] * 3000, "\x1b" * 500):
        assert len(shown(value)) <= LONGEST_SHOWN + 2
    said = unknown(Wording("ingen", "none"), "lang " * 1000, ["kort"])
    assert len(said.da) < 2 * LONGEST_SHOWN


@pytest.mark.parametrize(
    "value", ["x" * 5000, "da " * 900, "it's " * 900], ids=["word", "words", "apostrophes"]
)
def test_a_long_value_in_quotation_marks_is_cut_wherever_the_message_was_made(value):
    said = InputError(Wording(f"--lang er »{value}«: skriv da.", f"--lang is {value!r}: no."))
    assert len(said.said.da) < 2 * LONGEST_SHOWN
    assert len(str(said)) < 2 * LONGEST_SHOWN
    assert str(said).endswith(": no.")


def test_the_sentence_around_a_value_is_never_cut():
    said = "The proposals' last year, and the municipality's own, and what it's about, is 'x'."
    assert told(said) == said
    path = f"/{'/'.join(['en-mappe-med-et-navn'] * 10)}/fil.yaml, line 3: got 'x'."
    assert told(path) == path


def test_what_was_hidden_is_explained_once():
    error = InputError(Wording("Intet: 010190-1234.", "No such option: 0101901234"))
    again = InputError(error.said)
    assert again.said.da == error.said.da
    assert error.said.da.count("CPR-nummer") == 1
    assert str(error).startswith("No such option: [CPR]. [CPR] stands for")


def test_a_library_that_is_never_asked_leaves_texts_as_they_are(monkeypatch):
    monkeypatch.setattr(texts, "looks_like_cpr", lambda _: False)
    assert repeats(told("0101901234"), "0101901234")
