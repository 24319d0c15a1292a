"""Phrases that refusals share, in Danish and in English."""

from collections.abc import Iterable

from borgerflow.sim.base.errors import unknown
from borgerflow.sim.base.wording import Wording, same

GOT = Wording(da="der står ", en="got ")
NO_TEAM = Wording("intet team", "no team")
NO_ENGINE = Wording("ingen motor", "no engine")
NO_MUNICIPALITY = Wording("ingen kommune", "no municipality")
NO_SCHEME_WITH_TALKS = Wording("ingen ordning med samtaler", "no scheme with talks")
NO_ATTRIBUTE = Wording("ingen egenskab ved borgere", "no attribute of citizens")
OF_TALKS = Wording("effekter af samtaler: ", "effects of talks: ")
ZERO_OR_MORE = Wording(da="mindst 0", en="0 or more")
NUMBER_NEEDED = Wording(da="her skal stå et tal.", en="a number is needed here.")


def got(found: Wording | str, expected: Wording | str) -> Wording:
    """Return what was got and what was expected."""
    return GOT + found + Wording(da="; der skal stå ", en="; expected ") + expected + "."


def got_wrong(found: Wording | str, wrong: Wording | str) -> Wording:
    """Return what was got, and what is wrong with it."""
    return GOT + found + ": " + wrong


def in_digits(value: float | None) -> Wording:
    """Return a number with the decimal sign of each language."""
    text = "-" if value is None else f"{value:g}"
    return Wording(text.replace(".", ","), text)


def one_of(known: Iterable[str]) -> Wording:
    """Return that one of some names is expected."""
    names = ", ".join(known)
    return Wording(f"en af {names}", f"one of {names}")


def empty(column: str) -> Wording:
    """Return that a column that every row needs is empty."""
    return Wording(
        f"{column} er tom; hver række skal have en.", f"{column} is empty; every row needs one."
    )


def got_is(name: str, found: object, expected: Wording | str) -> Wording:
    """Return what something is and what was expected."""
    return Wording(f"{name} er {found}: der skal stå ", f"{name} is {found}: expected ") + expected


def misnamed(found: str, stem: str) -> Wording:
    """Return that what a file describes is not called as the file is."""
    return got(found, Wording(f"navnet på filen, {stem}", f"the name of the file, {stem}"))


def other_unit(found: str, unit: str) -> Wording:
    """Return that a number is in another unit than the one that belongs there."""
    return got(found, Wording(f"{unit} her", f"{unit} here"))


def joined(names: Iterable[Wording | str]) -> Wording:
    """Return some names with commas between them, and »and« before the last."""
    *others, last = (same(name) for name in names)
    if not others:
        return last
    first, *more = others
    told = sum((", " + name for name in more), start=first)
    return told + Wording(" og ", " and ") + last


def listed(known: Iterable[str]) -> Wording:
    """Return all that is known, as a sentence that follows another."""
    names = ", ".join(known)
    return Wording(f" Mulige: {names}.", f" Known: {names}.")


def none_called(kind: Wording, name: str, known: Iterable[str]) -> Wording:
    """Return that nothing is called so, with the nearest name and with all that are known."""
    names = tuple(known)
    return unknown(kind, name, names) + listed(names)


def key_missing(key: str) -> Wording:
    """Return that a key lacks."""
    return Wording(f"nøglen »{key}« mangler.", f"the key {key!r} is missing.")


def given_twice(what: Wording | str, line: int) -> Wording:
    """Return that something stands twice, and where it stands first."""
    return what + Wording(
        f" er angivet to gange; første gang på linje {line}.",
        f" is given twice; first on line {line}.",
    )


def named_twice(what: Wording | str) -> Wording:
    """Return that a list names something more than once, where once is all it may."""
    return what + Wording(
        " er nævnt to gange; hvert navn skal stå én gang.", " is named twice; expected each once."
    )


def no_exit_of(scheme: str) -> Wording:
    """Return the kind of name of which a scheme has none, for ``unknown``."""
    return Wording(f"ingen afgang fra {scheme}", f"no exit of {scheme}")


def no_level_of(attribute: str) -> Wording:
    """Return the kind of name of which an attribute of citizens has none, for ``unknown``."""
    return Wording(f"ingen værdi af {attribute}", f"no level of {attribute}")


def no_hazard(origin: Wording | str, destination: Wording | str) -> Wording:
    """Return that nothing says how fast one scheme is left for another."""
    lacks = Wording(" har ingen afgangsrate til ", " has no hazard to ")
    return same(origin) + lacks + destination + "."


def is_no_exit(name: str, scheme: str) -> Wording:
    """Return that a scheme is not left for another."""
    return Wording(f"{name} er ikke en afgang fra {scheme}.", f"{name} is no exit of {scheme}.")


def exclude_each_other(name: str, other: str) -> Wording:
    """Return that two proposals cannot stand together, without a full stop."""
    return Wording(
        f"{name} og {other} udelukker hinanden", f"{name} and {other} exclude each other"
    )


def without_another(name: str, other: str) -> Wording:
    """Return that a proposal depends on another, which is not named."""
    return Wording(
        f"{name} forudsætter {other}: nævn også det.", f"{name} depends on {other}: name it too."
    )
