"""Sizes of effects in words: shares, factors, weeks and hours, in Danish and in English."""

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers

TIMES = {
    "da": {"weeks": "uger", "hours": "timer om ugen"},
    "en": {"weeks": "weeks", "hours": "hours a week"},
}


def decimals(weeks: float) -> int:
    """Return one decimal, and two for less than a week."""
    return 1 if abs(weeks) >= 1 else 2


def sized(effect: Interval, unit: str, lang: str) -> str:
    """Return an effect with its unit and its interval in brackets."""
    mean = one(effect.mean, unit, lang)
    if effect.low is None or effect.high is None:
        return mean
    return f"{mean} ({bare_range(effect.low, effect.high, unit, lang)})"


def one(value: float, unit: str, lang: str) -> str:
    """Return an effect with its unit."""
    if unit == "share":
        return numbers.percent(value, lang)
    bare = _bare(value, unit, lang)
    if unit in TIMES[lang]:
        return f"{bare} {TIMES[lang][unit]}"
    return f"{'faktor' if lang == 'da' else 'a factor of'} {bare}"


def between(low: float, high: float, unit: str, lang: str) -> str:
    """Return a range of effects with its unit."""
    bare = bare_range(low, high, unit, lang)
    if unit == "share":
        return f"{bare} {'pct.' if lang == 'da' else '%'}"
    if unit in TIMES[lang]:
        return f"{bare} {TIMES[lang][unit]}"
    return f"{'faktor' if lang == 'da' else 'a factor of'} {bare}"


def bare_range(low: float, high: float, unit: str, lang: str) -> str:
    """Return a range of effects where the unit stands beside it."""
    to = "-" if unit == "share" else {"da": " til ", "en": " to "}[lang]
    return f"{_bare(low, unit, lang)}{to}{_bare(high, unit, lang)}"


def _bare(value: float, unit: str, lang: str) -> str:
    """Return the number alone: per cents with one decimal, signed weeks, factors with two."""
    if unit == "share":
        return numbers.number(100 * value, lang, 1)
    if unit in TIMES[lang]:
        return numbers.number(value, lang, 1 if abs(value) >= 1 else 2, sign=True)
    return numbers.number(value, lang, 2)
