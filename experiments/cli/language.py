"""The language of whoever types: known before any option is read, for refusals and help."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import LANGUAGES, Wording

NAMED = "BORGERFLOW_LANG"
OF_THE_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")
_typed: ContextVar[str] = ContextVar("language of the command that was typed")


def language_typed(arguments: Sequence[str]) -> str:
    """Return the language among the arguments, else the one of the user's system."""
    return next(_typed_among(arguments), language_of_the_system())


def refuse_language_set(arguments: Sequence[str]) -> None:
    """Refuse a ``BORGERFLOW_LANG`` that is no language, where no argument says another."""
    named = os.environ.get(NAMED, "")
    if named and named not in LANGUAGES and not any(_typed_among(arguments)):
        expected = Wording(
            f": der skal stå {' eller '.join(LANGUAGES)}.", f": expected {' or '.join(LANGUAGES)}."
        )
        raise InputError(Wording(f"{NAMED} er ", f"{NAMED} is ") + quoted(named) + expected)


def _typed_among(arguments: Sequence[str]) -> Iterator[str]:
    """Yield each language that an argument says."""
    typed = [value for option, value in pairwise(arguments) if option == "--lang"]
    typed += [each.removeprefix("--lang=") for each in arguments if each.startswith("--lang=")]
    yield from (lang for lang in typed if lang in LANGUAGES)


@contextmanager
def spoken(lang: str) -> Iterator[None]:
    """Have a command speak a language where its own options name none."""
    token = _typed.set(lang)
    try:
        yield
    finally:
        _typed.reset(token)


def language_spoken() -> str:
    """Return the language of the command that was typed, else the one of the user's system."""
    return _typed.get(None) or language_of_the_system()


def language_of_the_system() -> str:
    """Return the language of ``BORGERFLOW_LANG``, else Danish where the system speaks Danish."""
    named = os.environ.get(NAMED, "")
    if named in LANGUAGES:
        return named
    spoken = (os.environ.get(name, "") for name in OF_THE_SYSTEM)
    return "da" if next((s for s in spoken if s), "").startswith("da") else "en"
