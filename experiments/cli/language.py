"""The language of whoever types: known before any option is read, for refusals and help."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise

from borgerflow.sim.base.wording import LANGUAGES

NAMED = "BORGERFLOW_LANG"
OF_THE_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")
_typed: ContextVar[str] = ContextVar("language of the command that was typed")


def language_typed(arguments: Sequence[str]) -> str:
    """Return the language among the arguments, else the one of the user's system."""
    typed = [value for option, value in pairwise(arguments) if option == "--lang"]
    typed += [each.removeprefix("--lang=") for each in arguments if each.startswith("--lang=")]
    known = (lang for lang in typed if lang in LANGUAGES)
    return next(known, language_of_the_system())


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
