"""The closed list of units, and which numbers each of them allows.

Knows nothing of files or of any law: a number and the name of a unit come in, a complaint in
words or nothing comes out.
"""

import math
from collections.abc import Mapping
from typing import Literal, get_args

from borgerflow.sim.base.wording import Wording, same

Unit = Literal[
    "weeks",
    "days",
    "months",
    "years",
    "hours",
    "minutes",
    "share",
    "share/week",
    "share/year",
    "per week",
    "per year",
    "factor",
    "talks",
    "persons",
    "persons/year",
    "cases",
    "cases/year",
    "fte",
    "kr",
    "kr/minute",
    "kr/hour",
    "kr/day",
    "kr/week",
    "kr/month",
    "kr/year",
    "log sd",
    "number",
    "switch",
]
Grade = Literal["sourced", "derived", "recalled", "estimated", "assumed"]
UNITS: tuple[str, ...] = get_args(Unit)
GRADES: tuple[str, ...] = get_args(Grade)
UNITS_CALLED: Mapping[str, Wording] = {
    "weeks": Wording("uger", "weeks"),
    "days": Wording("dage", "days"),
    "months": Wording("måneder", "months"),
    "years": Wording("år", "years"),
    "hours": Wording("timer", "hours"),
    "minutes": Wording("minutter", "minutes"),
    "share": Wording("andel", "share"),
    "share/week": Wording("andel pr. uge", "share a week"),
    "share/year": Wording("andel pr. år", "share a year"),
    "per week": Wording("pr. uge", "a week"),
    "per year": Wording("pr. år", "a year"),
    "factor": Wording("faktor", "factor"),
    "talks": Wording("samtaler", "talks"),
    "persons": Wording("personer", "persons"),
    "persons/year": Wording("personer pr. år", "persons a year"),
    "cases": Wording("sager", "cases"),
    "cases/year": Wording("sager pr. år", "cases a year"),
    "fte": Wording("årsværk", "FTE"),
    "kr": Wording("kr.", "kr."),
    "kr/minute": Wording("kr. pr. minut", "kr. a minute"),
    "kr/hour": Wording("kr. pr. time", "kr. an hour"),
    "kr/day": Wording("kr. pr. dag", "kr. a day"),
    "kr/week": Wording("kr. pr. uge", "kr. a week"),
    "kr/month": Wording("kr. pr. måned", "kr. a month"),
    "kr/year": Wording("kr. pr. år", "kr. a year"),
    "log sd": Wording("spredning af logaritmen", "standard deviation of the logarithm"),
    "number": Wording("antal", "number"),
    "switch": Wording("ja eller nej", "yes or no"),
    "law": Wording("regel", "rule"),
}
_SHARES = ("share", "share/week", "share/year")
_SIGNED = (
    "weeks",
    "number",
    "kr",
    "kr/year",
    "persons",
    "fte",
)  # where a difference is a fair estimate
_PERCENT = 100
# Beyond these nothing of a municipality lies, and sums of many years stay exact to the oere.
MOST_WEEKS = 5_218  # a hundred years
_CENTURY = {"years": 100, "months": 1_200, "weeks": MOST_WEEKS, "days": 36_525}
_MOST_PERSONS = 10_000_000  # more than there are in the country
_LARGEST = {
    **_CENTURY,
    **dict.fromkeys(("hours", "minutes"), 1_000_000),
    **dict.fromkeys(("per week", "per year", "talks", "factor"), 10_000),
    **dict.fromkeys(("persons", "persons/year", "cases", "cases/year"), _MOST_PERSONS),
    "fte": 100_000,
    "log sd": 10,
}
_MOST_ELSEWHERE = 10**12  # kroner, and numbers without a unit
NO_SWITCH = Wording(da="en regel (switch) er true eller false", en="a switch is true or false")
NOT_FINITE = Wording(da="et tal skal være endeligt", en="a number must be finite")
NO_SHARE = Wording(da="en andel skal ligge mellem 0 og 1", en="a share lies between 0 and 1")
NO_FACTOR = Wording(
    da="en faktor skal være over 0 (1,10 er 10 pct. mere)",
    en="a factor is above 0 (1.10 is ten per cent more)",
)


def law_fault(value: float, unit: str) -> Wording | None:
    """Return what is wrong with a value of law in this unit, or nothing."""
    if unit == "switch":
        return None if isinstance(value, bool) else NO_SWITCH
    return estimate_fault(value, unit) or _below_zero(value, unit)


def estimate_fault(value: float, unit: str) -> Wording | None:
    """Return what is wrong with an estimate in this unit, or nothing.

    An estimate in weeks, kroner, persons or posts may be negative: it may be a difference.
    """
    if isinstance(value, bool) != (unit == "switch"):
        return Wording(
            da=f"true eller false hører til enheden switch alene, ikke til {unit}",
            en=f"true or false fits the unit switch alone, not {unit}",
        )
    if not math.isfinite(value):
        return NOT_FINITE
    if unit in _SHARES and not 0 <= value <= 1:
        return NO_SHARE + _as_share(value)
    if unit == "factor" and value <= 0:
        return NO_FACTOR
    return _too_large(value, unit) or (None if unit in _SIGNED else _below_zero(value, unit))


def _too_large(value: float, unit: str) -> Wording | None:
    """Return that a number is larger than anything of its unit can be, or nothing."""
    largest = _LARGEST.get(unit, _MOST_ELSEWHERE)
    if abs(value) <= largest:
        return None
    danish = f"{largest:,}".replace(",", ".")
    return Wording(
        f"{_in_danish(unit)} er højst {danish}: et større tal giver ingen mening her",
        f"{unit} is {largest:,} at most: a larger number makes no sense here",
    )


def _below_zero(value: float, unit: str) -> Wording | None:
    if value >= 0:
        return None
    return Wording(f"{_in_danish(unit)} kan ikke være negativt", f"{unit} cannot be negative")


def _in_danish(unit: str) -> str:
    """Return a number of a unit as a Danish sentence begins with it, the unit's key beside it."""
    return f"et tal med enheden {UNITS_CALLED[unit].da} ({unit})"


def _as_share(percent: float) -> Wording:
    if not 1 < percent <= _PERCENT:
        return same("")
    share = f"{percent / _PERCENT:g}"
    return Wording(da=f"; mente du {share.replace('.', ',')}?", en=f"; did you mean {share}?")
