"""The numbers of a question about contacts: what sizes make sense, and how they are called."""

from collections.abc import Mapping
from functools import partial

from borgerflow.experiments.present import numbers
from borgerflow.experiments.typed.numbers import Size
from borgerflow.experiments.typed.numbers import refuse_size as refuse_typed_size
from borgerflow.sim.base.wording import Wording

WEEK = Wording("en uge i forløbet, 0 til 2.000", "a week of the spell, 0 to 2,000")
SIZES: Mapping[str, Size] = {
    "every": Size(
        1 / 7,
        520,
        Wording(
            "uger mellem samtaler, fra 1/7 (en dag) til 520 (ti år), fx 2,4,8",
            "weeks between talks, from 1/7 (a day) to 520 (ten years), as 2,4,8",
        ),
    ),
    "first_half_year": Size(
        1, 182, Wording("1 til 182 samtaler, fx 4,11", "1 to 182 talks, as 4,11")
    ),
    "activation": Size(
        0,
        520,
        Wording("en uge i forløbet, 0 til 520, fx 4,26", "a week of the spell, 0 to 520, as 4,26"),
    ),
    "exempt": Size(
        0, 1, Wording("andele fra 0 til 1, fx 0,0.1,0.25", "shares from 0 to 1, as 0,0.1,0.25")
    ),
    "accuracy": Size(
        0,
        1,
        Wording(
            "en andel fra 0 (tilfældet) til 1 (fuldkommen), fx 0,5",
            "a share from 0 (chance) to 1 (perfect), as 0.5",
        ),
    ),
    "fte": Size(
        -1_000,
        1_000,
        Wording(
            "årsværk flere eller færre, højst 1.000, fx -1,0,1",
            "posts more or fewer, 1,000 at most, as -1,0,1",
        ),
    ),
    "cut": Size(
        0,
        0.95,
        Wording(
            "andele af årsværkene fra 0 til 0,95, fx 0.1,0.2",
            "shares of the posts from 0 to 0.95, as 0.1,0.2",
        ),
    ),
    "caseload": Size(
        1, 1_000, Wording("1 til 1.000 borgere pr. årsværk", "1 to 1,000 citizens a post")
    ),
    "team": Size(
        0.1,
        1_000,
        Wording(
            "de årsværk, teamet har, 0,1 til 1.000, fx dagpenge=12",
            "the posts the team has, 0.1 to 1,000, as dagpenge=12",
        ),
    ),
    "from_week": Size(0, 2_000, WEEK),
    "to_week": Size(0, 2_000, WEEK),
    "weeks_left": Size(
        0,
        2_000,
        Wording(
            "uger fra 0 til 2.000, fx 13:26, 26: eller :13",
            "weeks from 0 to 2,000, as 13:26, 26: or :13",
        ),
    ),
    "save": Size(
        1,
        1e10,
        Wording(
            "kroner sparet på personale om året, 1 til 10 mia., fx 5000000",
            "kroner of staff a year, 1 to 10 bn, as 5000000",
        ),
    ),
    "extra_fte": Size(
        0.01, 1_000, Wording("årsværk over 0, højst 1.000", "posts above 0, 1,000 at most")
    ),
}
SHARE_OF_FORM = Size(0, 1, Wording("en andel som 0.5", "a share as 0.5"))
OPTION_NAMES = {"schemes": "--scheme", "caseload": "--cases"}


def option_of(name: str) -> str:
    """Return the option of the command that says a field of the question."""
    return OPTION_NAMES.get(name, f"--{name.replace('_', '-')}")


def refuse_size(name: str, value: float) -> None:
    """Refuse a number of a field that is too small or too large to make sense, or none at all."""
    refuse_typed_size(option_of(name), value, SIZES[name])


def plain_number(value: float, *, sign: bool = False) -> Wording:
    """Return a number with the decimals it needs."""
    decimals = 0 if value == int(value) else 1
    return numbers.in_both(partial(numbers.number, sign=sign), value, decimals)


def caseload_label(cases: float) -> Wording:
    """Return what a number of citizens a post is called."""
    many = plain_number(cases)
    return Wording(f"{many.da} sager pr. årsværk", f"{many.en} cases an FTE")
