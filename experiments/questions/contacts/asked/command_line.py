"""The options of a question about contacts as they are typed: read, and written again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from shlex import quote
from typing import Any

from borgerflow.experiments.questions.contacts.asked.question import (
    OPTIONS,
    SAID_OTHERWISE,
    ContactsQuestion,
    Ends,
)
from borgerflow.experiments.questions.contacts.asked.sizes import SIZES, option_of
from borgerflow.experiments.typed.days import day
from borgerflow.experiments.typed.numbers import number, numbers, written
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import named, quoted
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.params.model import LEVELS

LISTS = ("every", "first_half_year", "activation", "exempt", "fte", "cut")  # numbers between commas


def options_typed(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a question, each read from what was typed under its name.

    Raises
    ------
    InputError
        If a number, a name or a range cannot be read.
    """
    names = (*OPTIONS, *SAID_OTHERWISE)
    return {name: READ[name](typed[name]) if name in READ else typed[name] for name in names}


def options_of(question: ContactsQuestion) -> str:
    """Return every option that is not as usual, the schemes apart, flags last."""
    usual = ContactsQuestion(municipality=question.municipality, schemes=question.schemes)
    values = {name: getattr(question, name) for name in OPTIONS}
    changed = {name: each for name, each in values.items() if each != getattr(usual, name)}
    flags = [option_of(name) for name, value in changed.items() if value is True]
    valued = [text for name, value in changed.items() for text in _options(name, value)]
    return " ".join([*valued, *flags])


def _options(name: str, value: Any) -> list[str]:
    """Return an option with its value; one that may be repeated, each time."""
    if value is True:
        return []
    if name == "break_even":
        return ["--no-break-even"]
    if name == "rhythm":
        return [f"--rhythm {quote(text)}" for text in value]
    if name == "team":
        return [f"--team {team}={written(posts)}" for team, posts in value.items()]
    return [f"{option_of(name)} {_written(name, value)}"]


def _written(name: str, value: Any) -> str:
    if name == "target":
        return ",".join(f"{attribute}={'+'.join(levels)}" for attribute, levels in value.items())
    if name == "weeks_left":
        return ":".join("" if end is None else written(end) for end in value)
    if name == "capacity":
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ",".join(_written("", each) for each in value)
    return quote(value) if isinstance(value, str) else written(value)


def names_of(text: str | None) -> tuple[str, ...]:
    """Return what was typed between commas."""
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def days_of(text: str | None) -> tuple[str, ...]:
    """Return the days of contact rules that were typed between commas.

    Raises
    ------
    InputError
        If one is no day.
    """
    days = names_of(text)
    for each in days:
        day("--contact-law", each)
    return days


def numbers_of(name: str, text: str | None) -> tuple[float, ...]:
    """Return the numbers that were typed for a field, between commas; none where it is left out.

    Raises
    ------
    InputError
        If one is no number, of a size that makes no sense, or an option is given without any.
    """
    return () if text is None else numbers(option_of(name), text, SIZES[name])


def one_number_of(name: str, text: str | None) -> float | None:
    """Return the number typed for a field that takes one; None where it is left out.

    Raises
    ------
    InputError
        If it is no number, or of a size that makes no sense.
    """
    return None if text is None else number(option_of(name), text, SIZES[name])


def caseloads_of(typed: Sequence[str] | None) -> tuple[float, ...]:
    """Return the caseloads that were typed, each time one or several between commas."""
    return tuple(each for text in typed or () for each in numbers_of("caseload", text))


def teams_typed(typed: Sequence[str] | None) -> dict[str, float]:
    """Return the posts of teams as typed: ``dagpenge=12``.

    Raises
    ------
    InputError
        If it is no such pair, or a team is named twice.
    """
    posts: dict[str, float] = {}
    for text in typed or ():
        name, equals, fte = text.partition("=")
        if not name or not equals:
            raise InputError(_no_team(text))
        if name in posts:
            raise InputError(_team_twice(name))
        posts[name] = number(f"--team {named(name)}", fte, SIZES["team"])
    return posts


def _no_team(text: str) -> Wording:
    expected = Wording(
        da=": der skal stå et team og dets årsværk, fx dagpenge=12.",
        en=": expected a team and its posts, as dagpenge=12.",
    )
    return Wording("--team er ", "--team is ") + quoted(text) + expected


def _team_twice(name: str) -> Wording:
    return Wording(
        da=f"--team nævner {named(name)} to gange: skriv hvert team én gang.",
        en=f"--team names {named(name)} twice: expected each team once.",
    )


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
    first, colon, last = text.partition(":")
    low, high = (one_number_of("weeks_left", end) if end.strip() else None for end in (first, last))
    unordered = low is not None and high is not None and low >= high
    if not colon or unordered or (low is None and high is None):
        said = Wording("--weeks-left er ", "--weeks-left is ") + quoted(text)
        expected = Wording(": der skal stå ", ": expected ") + SIZES["weeks_left"].expected
        raise InputError(said + expected + "." + (_swapped(first, last) if unordered else same("")))
    return low, high


def _swapped(first: str, last: str) -> Wording:
    """Return that the fewer weeks stand first, and how the two are typed where they differ."""
    typed = f"{last.strip()}:{first.strip()}"
    if float(first.replace(",", ".")) == float(last.replace(",", ".")):
        return Wording(" De to tal skal være forskellige.", " The two are to differ.")
    return Wording(
        f" Det mindste tal står først. Mente du {typed}?",
        f" The lower one stands first. Did you mean {typed}?",
    )


def refuse_unknown(option: str, name: str, known: Iterable[str]) -> None:
    """Refuse a name that is not one of the known ones."""
    names = tuple(known)
    if name not in names:
        listed = ", ".join(names)
        expected = Wording(f": der skal stå en af {listed}.", f": expected one of {listed}.")
        said = Wording(f"{option} nævner ", f"{option} names ") + quoted(name)
        raise InputError(said + expected + nearest(name, names))


READ: Mapping[str, Callable[[Any], Any]] = {
    **{name: partial(numbers_of, name) for name in LISTS},
    "rhythm": lambda typed: tuple(typed or ()),
    "caseload": caseloads_of,
    "team": teams_typed,
    "schemes": names_of,
    "form": names_of,
    "contact_law": days_of,
    "accuracy": partial(one_number_of, "accuracy"),
    "target": target_of,
    "from_week": lambda text: one_number_of("from_week", text) or 0.0,
    "to_week": partial(one_number_of, "to_week"),
    "extra_fte": partial(one_number_of, "extra_fte"),
    "save": partial(one_number_of, "save"),
    "weeks_left": weeks_left_of,
    "capacity": lambda text: text == "on",
}
