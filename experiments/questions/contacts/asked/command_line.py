"""The options of a question about contacts as they are typed: read, and written again."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from borgerflow.experiments.questions.contacts.asked.question import (
    OPTIONS,
    ContactsQuestion,
    Ends,
    option_of,
)
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.params.model import LEVELS

NUMBERS = ("every", "first_half_year", "activation", "fte", "caseload")


def options_typed(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a question, each read from what was typed under its name.

    Raises
    ------
    InputError
        If a number, a name or a range cannot be read.
    """
    return {name: READ[name](typed[name]) if name in READ else typed[name] for name in OPTIONS}


def options_of(question: ContactsQuestion) -> str:
    """Return every option that is not as usual, the schemes apart, flags last."""
    usual = ContactsQuestion(municipality=question.municipality, schemes=question.schemes)
    values = {name: getattr(question, name) for name in OPTIONS}
    changed = {name: each for name, each in values.items() if each != getattr(usual, name)}
    flags = [option_of(name) for name, value in changed.items() if value is True]
    valued = [
        f"{option_of(name)} {_written(name, value)}"
        for name, value in changed.items()
        if value is not True
    ]
    return " ".join([*valued, *flags])


def _written(name: str, value: Any) -> str:
    if name == "target":
        return ",".join(f"{attribute}={'+'.join(levels)}" for attribute, levels in value.items())
    if name == "weeks_left":
        return ":".join("" if end is None else f"{end:g}" for end in value)
    if name == "capacity":
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ",".join(_written("", each) for each in value)
    return value if isinstance(value, str) else f"{value:g}"


def names_of(text: str | None) -> tuple[str, ...]:
    """Return what was typed between commas."""
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def numbers_of(option: str, text: str | None) -> tuple[float, ...]:
    """Return the numbers that were typed between commas.

    Raises
    ------
    InputError
        If one is no number, or an option is given without any.
    """
    refused = InputError(f"{option} is {text!r}: expected numbers between commas, as 2,4,8.")
    try:
        numbers = tuple(float(name) for name in names_of(text))
    except ValueError:
        raise refused from None
    if text is not None and not numbers:
        raise refused
    return numbers


def target_of(text: str) -> dict[str, tuple[str, ...]]:
    """Return a target as typed: ``age=under_25+age_25_29,household=single``.

    Raises
    ------
    InputError
        If an attribute or a level is not known, with the nearest name.
    """
    target: dict[str, tuple[str, ...]] = {}
    for part in filter(None, text.split(",")):
        attribute, _, levels = part.partition("=")
        refuse_unknown("--target", attribute, LEVELS)
        target[attribute] = tuple(levels.split("+"))
        for level in target[attribute]:
            refuse_unknown(f"--target {attribute}", level, LEVELS[attribute])
    return target


def weeks_left_of(text: str) -> Ends:
    """Return predicted weeks left as typed: ``13:26``, ``26:`` or ``:13``; nothing for any.

    Raises
    ------
    InputError
        If it is no such range.
    """
    if not text:
        return None, None
    refused = InputError(f"--weeks-left is {text!r}: expected weeks as 13:26, 26: or :13.")
    first, colon, last = text.partition(":")
    try:
        low, high = (float(end) if end else None for end in (first, last))
    except ValueError:
        raise refused from None
    if not colon or (low is None and high is None):
        raise refused
    if low is not None and high is not None and low >= high:
        raise refused
    return low, high


def refuse_unknown(option: str, name: str, known: Iterable[str]) -> None:
    """Refuse a name that is not one of the known ones."""
    names = tuple(known)
    if name not in names:
        raise InputError(
            f"{option} names {name!r}: expected one of {', '.join(names)}.{nearest(name, names)}"
        )


READ: Mapping[str, Callable[[Any], Any]] = {
    **{name: partial(numbers_of, option_of(name)) for name in NUMBERS},
    "schemes": names_of,
    "form": names_of,
    "target": target_of,
    "weeks_left": weeks_left_of,
    "capacity": lambda text: text == "on",
}
