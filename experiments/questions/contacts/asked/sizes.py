"""The numbers of a question about contacts: how they are read, what sizes make sense."""

import re
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from borgerflow.experiments.present import numbers
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")


class Size(NamedTuple):
    """The least and the most that makes sense, and how that is said."""

    least: float
    most: float
    expected: str


WEEK = "a week of the spell, 0 to 2,000"
SIZES: Mapping[str, Size] = {
    "every": Size(1 / 7, 520, "weeks between talks, from 1/7 (a day) to 520 (ten years)"),
    "first_half_year": Size(1, 182, "1 to 182 talks"),
    "activation": Size(0, 520, "a week of the spell, 0 to 520"),
    "fte": Size(-1_000, 1_000, "posts more or fewer, 1,000 at most"),
    "caseload": Size(1, 1_000, "1 to 1,000 citizens a post"),
    "team": Size(0.1, 1_000, "the posts the team has, 0.1 to 1,000"),
    "from_week": Size(0, 2_000, WEEK),
    "to_week": Size(0, 2_000, WEEK),
    "weeks_left": Size(0, 2_000, "weeks from 0 to 2,000"),
    "extra_fte": Size(0.01, 1_000, "posts above 0, 1,000 at most"),
}
OPTION_NAMES = {"schemes": "--scheme", "caseload": "--cases"}


def option_of(name: str) -> str:
    """Return the option of the command that says a field of the question."""
    return OPTION_NAMES.get(name, f"--{name.replace('_', '-')}")


def number_of(text: str) -> float | None:
    """Return the number that was typed in figures; None for ``nan`` and all else."""
    return float(text) if PLAIN.fullmatch(text.strip()) else None


def one_number_of(name: str, text: str | None) -> float | None:
    """Return the number typed for an option that takes one; None where it is left out.

    Raises
    ------
    InputError
        If it is no number, or of a size that makes no sense.
    """
    if text is None:
        return None
    number = number_of(text)
    if number is None:
        raise InputError(f"{option_of(name)} is {text!r}: expected {SIZES[name].expected}.")
    refuse_size(name, number)
    return number


def refuse_size(name: str, value: float) -> None:
    """Refuse a number of a field that is too small or too large to make sense, or none at all."""
    least, most, expected = SIZES[name]
    if not least <= value <= most:
        raise InputError(f"{option_of(name)} is {value:g}: expected {expected}.")


def plain_number(value: float, *, sign: bool = False) -> Wording:
    """Return a number with the decimals it needs."""
    decimals = 0 if value == int(value) else 1
    return numbers.in_both(partial(numbers.number, sign=sign), value, decimals)


def caseload_label(cases: float) -> Wording:
    """Return what a number of citizens a post is called."""
    many = plain_number(cases)
    return Wording(f"{many.da} sager pr. årsværk", f"{many.en} cases an FTE")
