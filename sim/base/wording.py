"""A sentence, or a part of one, in Danish and in English.

Whoever has something to tell a person says it in both languages at once; the language is
chosen where it is printed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Union

LANGUAGES = ("da", "en")


@dataclass(frozen=True)
class Wording:
    """The same words in Danish and in English; sums of wordings and plain text are wordings."""

    da: str
    en: str

    def __str__(self) -> str:
        """Return the words in English."""
        return self.en

    def text(self, lang: str) -> str:
        """Return the words in the language asked for."""
        return self.da if lang == "da" else self.en

    def to_plain(self) -> str:
        """Return the words in English, as data have them."""
        return self.en

    def __add__(self, other: Union["Wording", str]) -> "Wording":
        """Return these words with more after them."""
        more = same(other)
        return Wording(self.da + more.da, self.en + more.en)

    def __radd__(self, other: str) -> "Wording":
        """Return these words with a text that needs no translation before them."""
        return Wording(other + self.da, other + self.en)

    def capital(self) -> "Wording":
        """Return the words as the beginning of a sentence."""
        return self.each(lambda text: text[:1].upper() + text[1:])

    def each(self, change: Callable[[str], str]) -> "Wording":
        """Return the words with something done to those of each language (shortened, ended)."""
        return Wording(change(self.da), change(self.en))


def same(text: Wording | str) -> Wording:
    """Return a text that reads the same in both languages (a name, a number) as a wording."""
    return text if isinstance(text, Wording) else Wording(text, text)


def sentence(text: str) -> str:
    """Return a text with a full stop, which the one of an abbreviation at its end is too."""
    return text if text.endswith((".", "?")) else f"{text}."


def joined(between: str, parts: Iterable[Wording | str]) -> Wording:
    """Return several wordings as one, with the same text between each two."""
    each = [same(part) for part in parts]
    return Wording(between.join(part.da for part in each), between.join(part.en for part in each))
