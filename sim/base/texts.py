"""What may stand in a text: no CPR number, no sign that steers a screen, no endless length.

Texts come from files and from people. What is wrong with one is told in words; and whatever a
message repeats of a text is made fit to be printed here.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from borgerflow.sim.base.wording import Wording

LONGEST_TEXT = 5_000  # letters; the longest packaged one has some 600
LONGEST_SHOWN = 60  # letters of a value that a message repeats
LONGEST_PATH_SHOWN = 300  # a path is of use only whole
LONGEST_TOLD = 2_000  # letters of a message
HIDDEN = "[CPR]"
IS_CPR = Wording(
    da="ligner et CPR-nummer og gentages ikke her; udelad nummeret.",
    en="looks like a CPR number and is not repeated here; leave the number out.",
)

# A CPR number is a date and four digits. Day 61 to 91 is that of a replacement number, which is
# given to those who have none. Between the parts may stand nothing or any hyphen, dot, slash or
# space. A spreadsheet loses a leading zero and writes 1.01901234E+08. Letters beside the number
# belong to it (CPR0101901234, 0101901234DK), unless all of them are digits of a hash (a to f).
# A phone number after +, an amount of kroner or per cent and the start of a UUID are none.
_DAY = "(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])"
_MONTH = "(?:0[1-9]|1[0-2])"
_SIGN_BETWEEN = "(?: {0,2}[-./_] {0,2}| {1,2})"
_GAP = f"{_SIGN_BETWEEN}?"
_CENTURY = "(?:18|19|20)"
_SPELLINGS = (
    f"{_DAY}{_GAP}{_MONTH}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{4}}",
    f"{_DAY}{_MONTH}{_CENTURY}[0-9]{{2}}{_SIGN_BETWEEN}[0-9]{{4}}",
    f"{_DAY}[-./ ]{_MONTH}[-./ ]{_CENTURY}[0-9]{{2}}-[0-9]{{4}}",
    f"[1-9]{_MONTH}[0-9]{{2}}-?[0-9]{{4}}",
    f"[1-9][.,]{_MONTH}[0-9]{{2,6}}e[+]?0?8",
    f"(?:[12][.,][0-9]|3[.,][01]|6[.,][1-9]|[78][.,][0-9]|9[.,][01]){_MONTH}[0-9]{{2,6}}e[+]?0?9",
)
_NO_AMOUNT = r"(?! ?(?:kr|pct|mio|mia|t\.? ?kr)\b| ?%)"
_CPR = re.compile(
    r"(?:(?<![0-9a-z])|[g-z][a-f]{0,12})(?:(?<![+])|(?=0))(?<!kr )(?<!kr\. )(?<!dkk )"
    f"(?P<number>{'|'.join(_SPELLINGS)})"
    f"(?:(?![0-9a-z])|(?=[a-f]{{0,12}}[g-z])){_NO_AMOUNT}(?!-[0-9a-f]{{4}}-)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?:\d[^\d,;]{0,6}){9}|\d[eE]")  # without them there is no number: quick
SUSPECT = f"(?i){'|'.join(_SPELLINGS)}|[^\t\n -~]"
"""Matches whatever ``wrong_with`` may refuse but for its length: to sift a column of millions."""

# C0 and C1, marks and overrides of direction, signs without width, tags, lone surrogates.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
_ESCAPE = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U000[0-9a-f]{5}|[tnr])")
_SIGN = re.compile(f"{_ESCAPE.pattern}|.", re.DOTALL)
LONGEST_WORD = LONGEST_SHOWN + 5  # with the marks around it
_MORE = f"{{{LONGEST_SHOWN + 1},}}"
_LONG_QUOTE = re.compile(  # an apostrophe within a word or after it opens none
    rf"(?:(?<=[\s(:])|^)(['\"])(?=\S)(?P<inside>(?:(?!\1).){_MORE})\1(?!\w)|»(?P<within>[^«]{_MORE})«"
)
_LONG_WORD = re.compile(rf"[^\s,;]{{{LONGEST_WORD + 1},}}")


class _Plainest(dict[int, str]):
    """By the number of a sign: what looks the same in ASCII, where there is such."""

    def __missing__(self, number: int) -> str:
        sign = chr(number)
        kind = unicodedata.category(sign)
        if kind == "Nd":
            plain = str(unicodedata.decimal(sign))
        elif kind == "Pd" or sign in "\u2212\u2043\u02d7\u00b7":
            plain = "-"
        elif sign.isspace():
            plain = " "
        else:
            plain = "" if kind == "Cf" else unicodedata.normalize("NFKC", sign)
        self[number] = plain
        return plain


_PLAINEST = _Plainest()


class _Sign(NamedTuple):
    """A sign as a reader sees it, and the part of the text that it stands for."""

    seen: str
    start: int
    end: int


def looks_like_cpr(text: str) -> bool:
    """Tell whether a text holds a CPR number, as Word, Excel or a person may spell it."""
    return bool(_DIGITS.search(text)) and bool(_CPR.search(_plain(text)))


def wrong_with(text: str) -> Wording | None:
    """Return what a text may not hold, as the end of a sentence, or nothing."""
    if looks_like_cpr(text):
        return IS_CPR
    steering = _STEERING.search(text)
    if steering:
        name = f"U+{ord(steering[0]):04X}"
        return Wording(
            da=f"indeholder tegnet {name}, som ikke kan ses; skriv teksten uden det.",
            en=f"holds the sign {name}, which cannot be seen; write the text without it.",
        )
    if len(text) > LONGEST_TEXT:
        return Wording(
            da=f"er på {len(text)} tegn; der må højst være {LONGEST_TEXT}.",
            en=f"has {len(text)} letters; expected {LONGEST_TEXT} at most.",
        )
    return None


def told(text: str) -> str:
    """Return a text as a message may have it: no CPR number, no steering sign, no endless word."""
    safe = _STEERING.sub(_spelt, _without_cpr(text))
    safe = _LONG_QUOTE.sub(_shortened_quote, safe)
    safe = _LONG_WORD.sub(lambda word: _shortened(word[0]), safe)
    return safe if len(safe) <= LONGEST_TOLD else f"{safe[: LONGEST_TOLD - 3]}..."


def shown(value: object) -> str:
    """Return a value as a message repeats it: a text in quotation marks, a long one cut."""
    if not isinstance(value, str):
        return _beginning(_without_cpr(repr(value)))
    spelt = repr(_without_cpr(value))
    return f"{spelt[0]}{_beginning(spelt[1:-1])}{spelt[0]}"


def named(name: object) -> str:
    """Return a name as a message repeats it: without quotation marks, a long one cut."""
    return shown(str(name))[1:-1]


def quoted(text: object) -> Wording:
    """Return a text as a message repeats it, in the quotation marks of each language."""
    return Wording(da=f"»{named(text)}«", en=shown(str(text)))


def _without_cpr(text: str) -> str:
    """Return a text in which something else stands for every CPR number."""
    if not looks_like_cpr(text):
        return text
    signs = list(_signs(text))
    for found in reversed(list(_CPR.finditer("".join(sign.seen for sign in signs)))):
        first, last = (signs[place] for place in (found.start("number"), found.end("number") - 1))
        text = text[: first.start] + HIDDEN + text[last.end :]
    return text


def _plain(text: str) -> str:
    """Return a text with every hyphen, space and digit in its plainest form.

    What has no width is left out, and what ``repr`` spells is the sign it spells.
    """
    if "\\" in text:
        text = _ESCAPE.sub(lambda escape: _meant(escape[0]), text)
    return text.translate(_PLAINEST)


def _signs(text: str) -> Iterator[_Sign]:
    """Yield what ``_plain`` returns sign by sign, each with its place in the text."""
    for part in _SIGN.finditer(text):
        sign = _meant(part[0]).translate(_PLAINEST)
        yield from (_Sign(seen, *part.span()) for seen in sign)


def _meant(sign: str) -> str:
    """Return the sign that ``repr`` spells, or a sign as it is."""
    if len(sign) == 1:
        return sign
    return " " if len(sign) == len("\\t") else chr(int(sign[2:], 16))


def _beginning(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 3]}..."


def _spelt(steering: re.Match[str]) -> str:
    return steering[0].encode("unicode_escape").decode()


def _shortened_quote(quote: re.Match[str]) -> str:
    inside = quote["inside"] or quote["within"]
    return f"{quote[0][0]}{_beginning(inside)}{quote[0][-1]}"


def _shortened(word: str) -> str:
    """Return a long word without its middle; its end holds the sign that closes a sentence."""
    most = LONGEST_PATH_SHOWN if "/" in word or "\\" in word else LONGEST_WORD
    if len(word) <= most:
        return word
    return f"{word[: most - 8]}...{word[-5:]}"
