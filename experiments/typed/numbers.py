"""Numbers as people type them, read in one way whichever option they stand in.

A whole number is digits. Another number may have a point or a comma before its decimals, and
numbers in a row have commas between them, or semicolons. What can be read in two ways, both of a
size that makes sense, is refused with both, and so is what no number of a sensible size looks
like: words, ``nan``, ``1e308``.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from borgerflow.sim.base.errors import InputError, is_number, is_whole, refuse_unless
from borgerflow.sim.base.texts import IS_CPR, looks_like_cpr, named, quoted
from borgerflow.sim.base.wording import Wording, same

WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
PLAIN = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
# A point, a comma or a space before every three digits, and perhaps the other sign once.
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?", re.ASCII)
HALF_OR_TWO = re.compile(r"0,\d+", re.ASCII)  # a half, or nought and five
LONGEST = 24  # signs: as many as any number has that a float tells from its neighbours
EXACT = 1e15  # from here on a float has no decimals
NOTHING = same("")
NO_GAP = Wording(
    " Der mangler et tal ved et af kommaerne.", " A number is missing beside one of the commas."
)


class Size(NamedTuple):
    """The least and the most that makes sense, how that is said, and what more would take."""

    least: float
    most: float
    expected: Wording
    takes: Callable[[float], Wording] | None = None
    whole: bool = False  # a number with decimals makes no sense


def whole_number(what: str, text: str, size: Size) -> int:
    """Return the whole number that was typed; ``what`` names the option.

    Raises
    ------
    InputError
        If it is no whole number, of a size that makes no sense, or looks like a CPR number: what
        is counted is kept with the answer.
    """
    bare = text.strip()
    if looks_like_cpr(text):
        raise InputError(same(f"{what} ") + IS_CPR)
    if not WHOLE.fullmatch(bare) or len(bare) > LONGEST:
        raise _refused(what, text, size, _without_groups(bare))
    refuse_size(what, int(bare), size)
    return int(bare)


def number(what: str, text: str, size: Size) -> float:
    """Return the number that was typed, with decimals or without.

    Raises
    ------
    InputError
        If it is no number, can be read in two ways, or is of a size that makes no sense.
    """
    return _one(what, text, size, ",")


def _one(what: str, text: str, size: Size, sign: str) -> float:
    """Return one number; ``sign`` is the decimal sign that a Dane is told to type here."""
    bare = text.strip()
    if not PLAIN.fullmatch(bare) or len(bare) > LONGEST:
        raise _refused(what, text, size, _without_groups(bare, sign))
    value = float(bare.replace(",", ".")) + 0.0  # no minus before a nought
    if GROUPED.fullmatch(bare):
        ways = [each for each in (_ungrouped(bare), written(value)) if fits(float(each), size)]
        raise _refused(what, text, size, _to_type([_in_danish(each, sign) for each in ways]))
    refuse_size(what, value, size)
    return value


def numbers(what: str, text: str, size: Size) -> tuple[float, ...]:
    """Return the numbers that were typed, between commas or semicolons, one at least.

    Raises
    ------
    InputError
        As `number` does.
    """
    if HALF_OR_TWO.fullmatch(text.strip()):
        first, second = text.strip().split(",")
        if not all(fits(float(each), size) for each in (first, second)):
            return (_one(what, text, size, ","),)
        ways = [same(f"{first}{between}{second}") for between in (".", ";")]
        raise _refused(what, text, size, _to_type(ways))
    sign = "," if ";" in text else "."  # commas stand between the numbers
    parts = text.split(";" if ";" in text else ",")
    if not all(part.strip() for part in parts):
        raise _refused(what, text, size, NO_GAP if any(part.strip() for part in parts) else NOTHING)
    return tuple(_one(what, part, size, sign) for part in parts)


def refuse_size(what: str, value: float, size: Size) -> None:
    """Refuse a number that is too small or too large to make sense, or none at all."""
    refuse_unless(is_number(value), what, value, size.expected)
    if not fits(value, size):
        said = _is(what, _in_danish(named(written(value)))) + size.expected + "."
        raise InputError(said + _what_it_takes(value, size))


def fits(value: float, size: Size) -> bool:
    """Tell whether a number makes sense; what is no number does not."""
    return size.least <= value <= size.most and (is_whole(value) or not size.whole)


def misfit(value: float, size: Size) -> Wording:
    """Return what stands where a number makes no sense, and what is expected there instead."""
    got = _in_danish(named(written(value)))
    said = Wording(da=f"der står {got.da}; der skal stå ", en=f"got {got.en}; expected ")
    return said + size.expected + "." + _what_it_takes(value, size)


def _what_it_takes(value: float, size: Size) -> Wording:
    return size.takes(value) if size.takes and size.most < value else NOTHING


def written(value: float) -> str:
    """Return a number as it can be typed again and read as the same."""
    text = without_exponent(value)
    return f"{text}0" if GROUPED.fullmatch(text) else text


def without_exponent(value: float) -> str:
    """Return a number in digits alone, whole ones without decimals.

    What lies beyond a float's decimals, or is no number, is written as it is told.
    """
    if isinstance(value, int):
        return str(value)
    if not abs(value) < EXACT:
        return f"{value:g}"
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _refused(what: str, text: str, size: Size, more: Wording = NOTHING) -> InputError:
    """Return what was typed and what is expected; ``more`` is a sentence on its own."""
    got = same(text) if PLAIN.fullmatch(text) and len(text) <= LONGEST else quoted(text)
    return InputError(_is(what, got) + size.expected + "." + more)


def _is(what: str, got: Wording) -> Wording:
    said = Wording(da=f"{what} er ", en=f"{what} is ") + got
    return said + Wording(da=": der skal stå ", en=": expected ")


def _in_danish(text: str, sign: str = ",") -> Wording:
    """Return a number with the decimal sign that a Dane is told, and with a point in English."""
    return Wording(text.replace(".", sign), text)


def _without_groups(text: str, sign: str = ",") -> Wording:
    """Return what to type in the place of a number with signs between its thousands."""
    if not GROUPED.fullmatch(text):
        return NOTHING
    return _to_type([_in_danish(_ungrouped(text), sign)])


def _ungrouped(text: str) -> str:
    """Return a number without the signs between its thousands, a point before its decimals."""
    found = GROUPED.fullmatch(text)
    return text.replace(found[1], "").replace(",", ".") if found else text


def _to_type(ways: Sequence[Wording]) -> Wording:
    """Return what to type in the place of what was: one of two ways to read it, or the only one."""
    if len(ways) > 1:
        one, other = ways
        return Wording(
            da=f" Det kan læses på to måder: skriv {one.da} eller {other.da}.",
            en=f" It can be read in two ways: type {one.en} or {other.en}.",
        )
    meant = [Wording(f" Mente du {way.da}?", f" Did you mean {way.en}?") for way in ways]
    return meant[0] if meant else NOTHING
