"""What somebody typed, as the form has it: text to names, numbers, days and estimates.

Numbers are read as the language writes them: ``400.000`` and ``0,5`` in Danish, ``400,000`` and
``0.5`` in English.
"""

import math
import re
from collections.abc import Mapping
from typing import Any

from borgerflow.experiments.authoring.fields import Field
from borgerflow.experiments.authoring.words.choices import (
    GRADES_CALLED,
    chosen,
    several_chosen,
)
from borgerflow.experiments.authoring.words.questions import SET_BY_ITSELF, USUAL
from borgerflow.experiments.typed.numbers import LONGEST
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted, wrong_with
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.reading.phrases import GOT
from borgerflow.sim.params.reading.units import GRADES

SIGNS = {"da": (".", ","), "en": (",", ".")}  # between thousands, before decimals
YES, NO = ("ja", "j", "yes", "y", "true"), ("nej", "n", "no", "false")
UNKNOWN = ("unknown", "ukendt", "?")
NEEDED = Wording("Der skal svares her.", "An answer is needed here.")
A_NEW_NAME = Wording("et nyt navn som flere_samtaler.", "a new name, as more_talks.")
A_YES = Wording("ja eller nej.", "yes or no.")
WEEKS = Wording(
    "den første uge, eller den første og den sidste, fx 4-22.",
    "the first week, or the first and the last, as 4-22.",
)
NUMBERS = Wording(
    "ét tal, eller tre: tal, lavt skøn, højt skøn.", "one number, or three: number, low, high."
)
BETWEEN_WEEKS = re.compile(r"\s*(?:[,;–-]|\b(?:til|to)\b)\s*|\s+")
ONE, RANGE = 1, 3  # how many numbers an estimate is typed as


def understood(field: Field, text: str, lang: str) -> Any:
    """Return the value that a text gives a field; nothing for an empty one.

    Raises
    ------
    InputError
        If it cannot be read, with what was expected and the nearest right name.
    """
    text = text.strip()
    if not text:
        return None
    if field.shape in ("choice", "names"):
        return _names(field, text)
    if field.shape == "number":
        return read_number(text, lang)
    if field.shape == "yes":
        return _yes(text)
    if field.shape == "weeks":
        return _window(text, lang)
    return text


def refuse_odd_text(value: Any) -> None:
    """Refuse an answer that holds what no text of a proposal may; numbers may be as they are."""
    for text in value if isinstance(value, list) else [value]:
        wrong = wrong_with(text) if isinstance(text, str) else None
        if wrong:
            raise InputError(Wording("svaret ", "the answer ") + wrong)


def not_as_expected(text: str, expected: Wording) -> InputError:
    """Return the refusal of an answer, with what was expected instead."""
    return InputError(_got(text) + Wording("; der skal stå ", "; expected ") + expected)


def _got(text: str) -> Wording:
    return GOT + quoted(text)


def read_number(text: str, lang: str) -> float | int:
    """Return the number a text writes in a language."""
    thousands, decimal = SIGNS[lang]
    whole = rf"\d{{1,3}}({re.escape(thousands)}\d{{3}})+|\d+"
    form = rf"-?({whole})({re.escape(decimal)}\d+)?"
    if len(text) > LONGEST or not re.fullmatch(form, text, re.ASCII):
        whole_one, part = f"400{thousands}000", f"0{decimal}5"
        example = Wording(
            f"et tal som {whole_one} eller {part}.", f"a number as {whole_one} or {part}."
        )
        raise not_as_expected(text, example)
    value = float(text.replace(thousands, "").replace(decimal, "."))
    return int(value) if value == int(value) else value


def read_estimate(text: str, lang: str) -> dict[str, Any]:
    """Return value, low and high of ``VALUE`` or ``VALUE LOW HIGH``; the value may be unknown."""
    parts = text.split()
    if len(parts) not in (ONE, RANGE):
        raise not_as_expected(text, NUMBERS)
    first, *ends = parts
    value = None if first.casefold() in UNKNOWN else read_number(first, lang)
    low, high = (read_number(end, lang) for end in ends) if ends else (None, None)
    return {"value": value, "low": low, "high": high}


def estimate_as_data(estimate: Estimate) -> dict[str, Any]:
    """Return an estimate as a file has it, what is empty left out but for the value."""
    return {"value": None, **estimate.model_dump(exclude_none=True)}


def about_amounts(document: str | None, lines: str | None, lang: str) -> tuple[str, str]:
    """Return source and grade of kroner and posts of which nothing else is said.

    They stand in the document that the proposal names. Without one they are what its author has
    decided to ask for: no guess, but nothing that anybody can look up either.
    """
    usual = (USUAL["form", "document"], USUAL["form", "lines"])
    nowhere, everywhere = ((None, said.da, said.en) for said in usual)
    if document in nowhere:
        return SET_BY_ITSELF.text(lang), "recalled"
    return (document if lines in everywhere else f"{document}, {lines}"), "sourced"


def read_grade(text: str) -> str:
    """Return a grade by name, or by what it is called."""
    return chosen(text, GRADES, GRADES_CALLED)


def shown(field: Field, value: Any, lang: str) -> str:
    """Return a value as somebody would type it."""
    if value is None:
        return ""
    if field.shape == "yes":
        return {"da": ("nej", "ja"), "en": ("no", "yes")}[lang][bool(value)]
    if field.shape == "names":
        return f"{between(field)} ".join(_called(field, name, lang) for name in value)
    if field.shape == "choice":
        return _called(field, value, lang)
    if field.shape == "weeks":
        return " ".join(shown_number(end, lang) for end in value if end is not None)
    return shown_number(value, lang) if isinstance(value, int | float) else str(value)


def _called(field: Field, name: str, lang: str) -> str:
    return field.called[name].text(lang) if name in field.called else name


def shown_estimate(estimate: Mapping[str, Any] | None, lang: str) -> str:
    """Return an estimate's value and range as somebody would type them."""
    if estimate is None:
        return ""
    value, low, high = (estimate.get(key) for key in ("value", "low", "high"))
    first = UNKNOWN[lang == "da"] if value is None else shown_number(value, lang)
    ends = [] if low is None or high is None else [low, high]
    return " ".join([first, *(shown_number(end, lang) for end in ends)])


def shown_number(value: float, lang: str) -> str:
    """Return a number with the decimal sign of the language."""
    text = f"{value:.10g}" if math.isfinite(value) else str(value)
    return text.replace(".", SIGNS[lang][1])


def between(field: Field) -> str:
    """Return what stands between names: a comma, but a semicolon where they are sentences."""
    return "," if field.choices else ";"


def _names(field: Field, text: str) -> str | list[str]:
    if field.shape == "choice":
        return chosen(text, field.choices, field.called) if field.choices else text
    if field.choices:
        return several_chosen(text, field.choices, field.called)
    return [part.strip() for part in text.split(between(field)) if part.strip()]


def _yes(text: str) -> bool:
    if text.casefold() not in (*YES, *NO):
        raise not_as_expected(text, A_YES)
    return text.casefold() in YES


def _window(text: str, lang: str) -> list[float | None]:
    """Return the weeks of ``4 22``, ``4,22``, ``4; 22``, ``4-22`` or ``4 til 22``."""
    parts = BETWEEN_WEEKS.split(text.strip())
    if len(parts) not in (1, 2) or not all(parts):
        raise not_as_expected(text, WEEKS)
    ends = [read_number(part, lang) for part in parts]
    return [ends[0], ends[1] if len(ends) > 1 else None]
