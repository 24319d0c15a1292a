"""What is done to a number: ``0.3``, ``0.3 [0.2; 0.5]``, ``x1.1`` or ``+5 %``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording, same, sentence
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.reading.phrases import got
from borgerflow.sim.params.reading.units import NO_FACTOR, estimate_fault

OVERRIDE = "override"  # the source of a number that somebody set
SHARES = ("share", "share/week", "share/year")
_WILD = re.compile(r"[*?[]")  # what begins a pattern
_NUMBER = r"([+-]?\d{1,15}(?:[.,]\d{1,40})?)"  # decimals as many as a small float has
_TIMES = re.compile(rf"[x×]\s*{_NUMBER}", re.ASCII)
_PERCENT = re.compile(rf"{_NUMBER}\s*(?:%|pct\.?)", re.ASCII)
_VALUE = re.compile(rf"{_NUMBER}(?:\s*\[\s*{_NUMBER}\s*;\s*{_NUMBER}\s*\])?", re.ASCII)
EXPECTED = Wording(
    "et tal (0,3), et tal med sit spænd (0,3 [0,2; 0,5]), en faktor (x1,1) eller en ændring (+5 %)",
    "a number (0.3), one with its range (0.3 [0.2; 0.5]), a factor (x1.1) or a change (+5 %)",
)


@dataclass(frozen=True)
class PatchLine:
    """What is done to the numbers that a name or a pattern (``*`` for anything) matches.

    ``where`` is told before a refusal; it is no part of what an answer depends on.
    """

    name: str
    change: str
    where: Wording = field(default=same(""), compare=False)

    def matches(self, name: str) -> bool:
        """Tell whether a number is one of those meant."""
        return fnmatchcase(name, self.name)

    def may_match_within(self, prefix: str) -> bool:
        """Tell whether a number may be meant whose name begins with a prefix."""
        literal = _WILD.split(self.name, maxsplit=1)[0]
        return literal.startswith(prefix) or prefix.startswith(literal)

    def refused(self, name: str, why: Wording | str) -> InputError:
        """Return the refusal of what would be done to a number."""
        said = self.where if name in self.where.en else self.where + f"{name}: "
        return InputError(said + same(why).each(sentence))


def changes_of(patch: Iterable[PatchLine]) -> tuple[tuple[str, str], ...]:
    """Return what is done to which numbers, whoever says it."""
    return tuple((line.name, line.change) for line in patch)


@dataclass(frozen=True)
class Change:
    """A value to be set, with its range if one is given; or else a factor."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    times: float | None = None

    def of(self, estimate: Estimate) -> Estimate:
        """Return an estimate as changed: assumed, its range moved or widened with it.

        Raises
        ------
        ValueError
            If it is no estimate of its unit any longer.
        """
        if self.times is not None:
            ends = {end: self._moved(estimate, end) for end in ("low", "value", "high")}
            return _set(estimate, ends)
        assert self.value is not None
        if self.low is None:
            return estimate.at(self.value)
        return _set(estimate, {"low": self.low, "value": self.value, "high": self.high})

    def _moved(self, estimate: Estimate, end: str) -> float | None:
        """Return an end of a range times the factor; that of a share is 1 at most."""
        number: float | None = getattr(estimate, end)
        if number is None or self.times is None:
            return None
        moved = number * self.times
        return min(moved, 1.0) if end == "high" and estimate.unit in SHARES else moved


def _set(estimate: Estimate, ends: dict[str, float | None]) -> Estimate:
    told = {"source": OVERRIDE, "grade": "assumed"}
    known = {end: ends["value"] if number is None else number for end, number in ends.items()}
    return type(estimate).model_validate(estimate.model_dump() | known | told)


def change_of(text: str) -> Change:
    """Return what a text says is done to a number.

    Raises
    ------
    InputError
        If it says nothing of the kind, a factor not above 0, or a range that leaves its value out.
    """
    times, percent, value = (form.fullmatch(text.strip()) for form in (_TIMES, _PERCENT, _VALUE))
    if times:
        return Change(times=_factor(_read(times[1])))
    if percent:
        return Change(times=_factor(1 + _percent(percent[1])))
    if value is None:
        raise InputError(got(quoted(text), EXPECTED))
    number, *ends = (None if each is None else _read(each) for each in value.groups())
    low, high = ends
    assert number is not None
    if low is not None and high is not None and not low <= number <= high:
        raise InputError(
            Wording(
                f"spændet {low:g} til {high:g} rummer ikke værdien {number:g}.",
                f"the range {low:g} to {high:g} does not hold the value {number:g}.",
            )
        )
    return Change(number, low, high)


def _read(text: str) -> float:
    return float(text.replace(",", "."))


def _percent(number: str) -> float:
    """Return a change as a share; without a sign it may be meant as a value, and is refused."""
    share = _read(number) / 100
    if number[0] in "+-":
        return share
    raise InputError(
        Wording(
            f"{number} % kan læses på to måder: skriv +{number} % (så meget mere) eller {share:g}"
            " (værdien).",
            f"{number} % can be read in two ways: write +{number} % (so much more) or {share:g}"
            " (the value).",
        )
    )


def _factor(times: float) -> float:
    wrong = NO_FACTOR if times <= 0 else estimate_fault(times, "factor")
    if wrong:
        raise InputError(wrong + ".")
    return times
