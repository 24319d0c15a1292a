"""Numbers as people type them: what is read, what is refused, and what is said instead."""

import pytest

from borgerflow.experiments.questions.contacts.asked.sizes import SIZES
from borgerflow.experiments.typed.numbers import (
    Size,
    misfit,
    number,
    numbers,
    whole_number,
    written,
)
from borgerflow.experiments.typed.sizes import REPLICATIONS, SEED, WORKERS
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

SIZE = Size(-2_000, 2_000, Wording("uger, højst 2.000", "weeks, 2,000 at most"))
NO_NUMBERS = [
    "",
    " ",
    "nan",
    "inf",
    "-inf",
    "1e3",
    "1e308",
    "1_000",
    "0x10",
    "１２",
    "9" * 30,
    "--1",
]


def refused(read, text, size=SIZE):
    with pytest.raises(InputError) as error:
        read("--weeks", text, size)
    return error.value.said


@pytest.mark.parametrize("read", [whole_number, number, numbers])
@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_refused_in_both_languages(read, text):
    said = refused(read, text)
    assert said.en.startswith("--weeks is ")
    assert "expected weeks, 2,000 at most." in said.en
    assert said.da.startswith("--weeks er ")
    assert "der skal stå uger, højst 2.000." in said.da


@pytest.mark.parametrize(
    ("text", "value"), [("5", 5), (" 7 ", 7), ("-3", -3), ("+3", 3), ("-0", 0)]
)
def test_a_whole_number_is_digits(text, value):
    assert whole_number("--weeks", text, SIZE) == value


@pytest.mark.parametrize(
    ("text", "value"), [("0.5", 0.5), ("0,5", 0.5), ("12,25", 12.25), ("0.125", 0.125), ("7", 7)]
)
def test_a_decimal_sign_is_a_point_or_a_comma(text, value):
    assert number("--weeks", text, SIZE) == value


@pytest.mark.parametrize("text", ["1.500", "1,500"])
def test_what_can_be_read_in_two_ways_is_refused_with_both(text):
    assert "type 1500 or 1.5." in refused(number, text).en
    assert "skriv 1500 eller 1,5." in refused(number, text).da


def test_a_reading_that_makes_no_sense_is_not_advised():
    """Where 1,000 is the most, 1500 is no advice; among shares 9 is no second number."""
    few, share = SIZES["caseload"], SIZES["exempt"]
    assert refused(number, "1.500", few).da.endswith(" Mente du 1,5?")
    assert refused(number, "1.500", share).da.endswith("fx 0,0.1,0.25.")
    assert numbers("--exempt", "0,9", share) == (0.9,)
    assert "skriv 0.1 eller 0;1." in refused(numbers, "0,1", share).da


def test_among_numbers_with_commas_between_a_dane_is_told_a_point():
    assert "skriv 1500 eller 1.5." in refused(numbers, "1.500,2").da
    assert "skriv 1500 eller 1,5." in refused(numbers, "1.500;2").da


def test_a_dane_is_told_a_number_as_a_dane_writes_it():
    assert refused(number, "1.5", SIZES["exempt"]).da.startswith("--weeks er 1,5: der skal stå")
    assert refused(number, "1.5", SIZES["exempt"]).en.startswith("--weeks is 1.5: expected")


@pytest.mark.parametrize(
    ("text", "meant"), [("1.500,5", "1500.5"), ("1,500.5", "1500.5"), ("2.000.000", "2000000")]
)
def test_signs_between_thousands_are_refused_with_what_to_type(text, meant):
    assert f"Did you mean {meant}?" in refused(number, text).en


def test_a_whole_number_with_signs_between_its_thousands_is_refused_with_what_to_type():
    assert "Did you mean 1500?" in refused(whole_number, "1.500").en


@pytest.mark.parametrize(
    ("text", "values"),
    [("2,4,8", (2, 4, 8)), ("2, 4", (2, 4)), ("0,5;1,5", (0.5, 1.5)), ("-1,0,1", (-1, 0, 1))],
)
def test_numbers_in_a_row_have_commas_or_semicolons_between_them(text, values):
    assert numbers("--weeks", text, SIZE) == values


def test_nought_comma_five_is_a_half_or_two_numbers_and_refused_with_both():
    assert "type 0.5 or 0;5." in refused(numbers, "0,5").en


@pytest.mark.parametrize("value", [0.5, 1.375, 1 / 7, 1500.0, 1e-5, -0.125, 2, 519.9999999])
def test_a_number_is_written_as_it_is_read_again(value):
    assert number("--weeks", written(value), SIZE) == value
    assert "e" not in written(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300, 10**30])
def test_a_number_of_no_size_is_refused_whoever_asks(value):
    assert "expected weeks" in misfit(value, SIZE).en
    with pytest.raises(InputError, match="--weeks is"):
        number("--weeks", written(value), SIZE)


def test_too_many_are_refused_with_what_they_would_take():
    said = refused(whole_number, "60000000", REPLICATIONS)
    assert "about 33,333 hours on one core and 120,000 GB of memory" in said.en
    assert "omkring 33.333 timer på én kerne og 120.000 GB hukommelse" in said.da
    assert "50,000 GB of memory" in refused(whole_number, "100000", WORKERS).en


def test_too_few_are_not_told_what_they_would_take():
    assert "would take" not in refused(whole_number, "0", REPLICATIONS).en


@pytest.mark.parametrize("text", ["3112901234", "0101901234", " 6112901234 "])
def test_a_whole_number_that_looks_like_a_cpr_number_is_refused_and_not_repeated(text):
    said = refused(whole_number, text, SEED)
    assert (
        said.en == "--weeks looks like a CPR number and is not repeated here; leave the number out."
    )
    assert said.da == "--weeks ligner et CPR-nummer og gentages ikke her; udelad nummeret."
    assert whole_number("--seed", "9223372036854775807", SEED) == 2**63 - 1
