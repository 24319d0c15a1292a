"""How often talks fall due, as people say it: ``4/year``, ``every 4 weeks`` and the like.

Read in Danish too (``4/aar``, ``11/foerste-halvaar``, ``hver 4. uge``), and written in one way, so
that what means the same is the same question. A year is 52 weeks here, a half-year 26.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borgerflow.experiments.questions.contacts.asked.sizes import SIZES, plain_number, refuse_size
from borgerflow.experiments.typed.numbers import Size, number, written
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording

WEEKS_A_YEAR = 52
SHORTEST, LONGEST = SIZES["every"].least, SIZES["every"].most
ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "_": "-"})


@dataclass(frozen=True)
class Period:
    """A period that talks are counted in: its weeks, its other names, and how it is said."""

    weeks: float
    names: tuple[str, ...]
    each: Wording
    first: Wording


PERIODS: Mapping[str, Period] = {
    "year": Period(
        WEEKS_A_YEAR,
        ("years", "aar", "aaret"),
        Wording("om året", "a year"),
        Wording("i det første år", "in the first year"),
    ),
    "half-year": Period(
        WEEKS_A_YEAR / 2,
        ("half-years", "halvaar", "halvaaret", "halve-aar"),
        Wording("i halvåret", "a half-year"),
        Wording("i det første halve år", "in the first half-year"),
    ),
    "quarter": Period(
        WEEKS_A_YEAR / 4,
        ("quarters", "kvartal", "kvartalet"),
        Wording("i kvartalet", "a quarter"),
        Wording("i det første kvartal", "in the first quarter"),
    ),
    "month": Period(
        WEEKS_A_YEAR / 12,
        ("months", "maaned", "maaneden", "maaneder"),
        Wording("om måneden", "a month"),
        Wording("i den første måned", "in the first month"),
    ),
    "week": Period(
        1,
        ("weeks", "uge", "ugen", "uger"),
        Wording("om ugen", "a week"),
        Wording("i den første uge", "in the first week"),
    ),
}
NAMES = {name: key for key, each in PERIODS.items() for name in (key, *each.names)}
FIRST = ("first-", "foerste-")
NUMBER = r"(?P<number>\d+(?:[.,]\d+)?)"
EVERY = re.compile(rf"(?:every|hver|hvert)(?: {NUMBER}\.?)? (?P<period>[a-z-]+)")
MANY = re.compile(
    rf"{NUMBER} ?(?:talks? |samtaler? )?(?:/|per |pr\.? |a |om |in |i )(?:the |det |den )?"
    r"(?P<period>[a-z -]+)"
)
EXAMPLES = Wording(
    "fx 4/aar, 11/foerste-halvaar eller hver 4. uge",
    "it as 4/year, 11/first-half-year or every 4 weeks (4/aar, 11/foerste-halvaar, hver 4. uge)",
)
WHOLE_TALKS = Wording("et helt antal samtaler.", "a whole number of talks.")
A_DAY_TO_TEN_YEARS = Wording(
    "højst en samtale om dagen, og mindst en på ti år.",
    "a talk a day at most, and one in ten years at least.",
)
MANY_OR_FEW = Size(0, 10_000, EXAMPLES)
DECIMALS = 6  # of a week, so that a talk a day is every seventh of one


@dataclass(frozen=True)
class Frequency:
    """Weeks between talks; or, where a period is named, talks in each, or in the first alone."""

    number: float
    period: str = ""
    first: bool = False

    @property
    def weeks_between(self) -> float:
        """Return the weeks from one talk to the next, spread evenly."""
        return PERIODS[self.period].weeks / self.number if self.period else self.number

    @property
    def text(self) -> str:
        """Return how it is written, as it can be read again."""
        if not self.period:
            return "every week" if self.number == 1 else f"every {self._figures} weeks"
        return f"{self._figures}/{'first-' if self.first else ''}{self.period}"

    @property
    def _figures(self) -> str:
        return written(round(self.number, DECIMALS))

    @property
    def label(self) -> Wording:
        """Return what it is called."""
        many = plain_number(self.number)
        if self.period:
            period, one = PERIODS[self.period], self.number == 1
            when = period.first if self.first else period.each
            talks = Wording("samtale", "talk") if one else Wording("samtaler", "talks")
            return Wording(f"{many.da} {talks.da} {when.da}", f"{many.en} {talks.en} {when.en}")
        if self.number == 1:
            return Wording("en samtale hver uge", "a talk every week")
        return Wording(f"en samtale hver {many.da}. uge", f"a talk every {many.en} weeks")

    def rhythm(self) -> dict[str, Any]:
        """Return the numbers that a local rule of contacts states it in; the others are nought."""
        between = self.weeks_between
        if not self.first:
            return {"then_every_weeks": between}
        return {
            "first_within_weeks": between,
            "talks_in_window": int(self.number),
            "window_weeks": PERIODS[self.period].weeks,
        }


def frequency_of(text: str) -> Frequency:
    """Return a frequency as people write it.

    Raises
    ------
    InputError
        If it cannot be read, with what to type instead; or if it makes no sense.
    """
    said = re.sub(r"\s*/\s*", "/", " ".join(text.lower().translate(ASCII).split()))
    every, many = EVERY.fullmatch(said), MANY.fullmatch(said)
    found = every or many
    if found is None:
        raise InputError(_refused(text, EXAMPLES) + ".")
    name = found["period"].strip().replace(" ", "-")
    first = many is not None and name.startswith(FIRST)
    before = said[: found.start("period")] + (FIRST[0] if first else "")
    period = _period_of(text, before, name.partition("-")[2] if first else name)
    count = number("--rhythm", found["number"] or "1", MANY_OR_FEW)
    if every is not None:
        return _sensible(text, Frequency(round(count * PERIODS[period].weeks, DECIMALS)))
    return _sensible(text, Frequency(count, period, first))


def _period_of(text: str, before: str, name: str) -> str:
    """Return the period of a name; of none, what is said with the nearest one."""
    if name not in NAMES:
        known = [f"{before}{first}{each}" for first in ("", *FIRST) for each in NAMES]
        near = nearest(f"{before}{name}", known)
        raise InputError(_refused(text, EXAMPLES) + "." + near)
    return NAMES[name]


def _refused(text: str, expected: Wording) -> Wording:
    said = Wording("--rhythm er ", "--rhythm is ") + quoted(text)
    return said + Wording(": der skal stå ", ": expected ") + expected


def _sensible(text: str, frequency: Frequency) -> Frequency:
    """Return a frequency whose talks lie a day to ten years apart, whole ones in a first period."""
    if frequency.first and frequency.number != int(frequency.number):
        raise InputError(_refused(text, WHOLE_TALKS))
    if frequency.number == 0 or not SHORTEST <= round(frequency.weeks_between, 6) + 1e-6 <= LONGEST:
        raise InputError(_refused(text, A_DAY_TO_TEN_YEARS))
    return frequency


def frequencies_stated(keywords: Mapping[str, Any]) -> tuple[str, ...]:
    """Return every frequency that is asked for, whichever option says it, written in one way.

    ``every`` are weeks between talks, ``first_half_year`` talks in the first 26 weeks, ``rhythm``
    anything that people write.
    """
    every = [_sized("every", weeks) for weeks in _each(keywords.get("every"))]
    first = [_sized("first_half_year", talks) for talks in _each(keywords.get("first_half_year"))]
    for talks in first:
        if talks != int(talks):
            got = written(talks)
            said = Wording(
                f"--first-half-year er {got}: der skal stå ",
                f"--first-half-year is {got}: expected ",
            )
            raise InputError(said + WHOLE_TALKS)
    rhythms = _each(keywords.get("rhythm"))
    return (
        *(Frequency(float(weeks)).text for weeks in every),
        *(Frequency(float(talks), "half-year", first=True).text for talks in first),
        *(frequency_of(text).text for text in rhythms),
    )


def _each(values: Any) -> Sequence[Any]:
    return (values,) if isinstance(values, str | int | float) else tuple(values or ())


def _sized(name: str, value: float) -> float:
    refuse_size(name, value)
    return value


def refuse_repeats(texts: Sequence[str]) -> None:
    """Refuse two frequencies that ask for the same talks, however they are written."""
    seen: dict[tuple[Any, ...], str] = {}
    for text in texts:
        frequency = frequency_of(text)
        asked = tuple(frequency.rhythm().values())
        if seen.get(asked) == text:
            raise InputError(
                Wording(
                    da=f"Rytmen »{frequency.label.da}« er angivet to gange: skriv hver én gang.",
                    en=f"The rhythm “{frequency.label.en}” is given twice: expected each once.",
                )
            )
        if asked in seen:
            other = seen[asked]
            raise InputError(
                Wording(
                    da=f"Rytmerne {other} og {text} er ens: skriv en af dem.",
                    en=f"The rhythms {other} and {text} are the same: expected one.",
                )
            )
        seen[asked] = text
