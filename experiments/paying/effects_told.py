"""An effect in a few words with what it is an effect of: for a sentence and for a table."""

from experiments import numbers
from experiments.findings import BreakEven, Interval

OF = {
    ("da", "door"): "afvist ved døren",
    ("da", "entry"): "forebygget",
    ("en", "door"): "turned away at the door",
    ("en", "entry"): "prevented",
}
TIMES = {
    "da": {"weeks": "uger", "hours": "timer om ugen"},
    "en": {"weeks": "weeks", "hours": "hours a week"},
}


def effect_told(found: BreakEven, lang: str) -> str:
    """Return the effect at break-even with its interval and its base, as ``7.7 % (7.0-8.4) of``."""
    if found.effect is None:
        return {"da": "mere end der kan opnås", "en": "more than there is"}[lang]
    return f"{sized(found.effect, found.unit, lang)} {base_told(found, lang)}"


def range_told(found: BreakEven, lang: str) -> str | None:
    """Return the effects held possible, as ``0.0-5.0 %``; None where no range is given."""
    low, high = found.assumed_range
    if low is None or high is None:
        return None
    return between(low, high, found.unit, lang)


def base_told(found: BreakEven, lang: str) -> str:
    """Return what the effect is measured on."""
    if found.kind == "review":
        return decisions_told(found, lang)
    if found.unit == "share":
        done = OF[lang, found.at or "entry"]
        return f"{_cases(found, lang)} {done}"
    among = (
        "" if found.everybody else {"da": " blandt de nåede", "en": " among those reached"}[lang]
    )
    if found.unit == "hours":
        return {"da": f"på {found.scheme}{among}", "en": f"on {found.scheme}{among}"}[lang]
    if found.unit == "weeks":
        return {
            "da": f"pr. forløb på {found.scheme}{among}",
            "en": f"a stay on {found.scheme}{among}",
        }[lang]
    exits = ", ".join(found.exits)
    return {
        "da": f"på afgangen fra {found.scheme} til {exits}{among}",
        "en": f"on exits from {found.scheme} to {exits}{among}",
    }[lang]


def decisions_told(found: BreakEven, lang: str) -> str:
    """Return which decisions a share is a share of."""
    away, towards = found.exits
    return {
        "da": f"af afgørelserne på {found.scheme} om {away} (i stedet {towards})",
        "en": f"of the decisions on {found.scheme} for {away} ({towards} instead)",
    }[lang]


def _cases(found: BreakEven, lang: str) -> str:
    """Return which cases a share is a share of."""
    cases = {"da": f"af nye sager i {found.scheme}", "en": f"of new cases of {found.scheme}"}[lang]
    if not found.everybody:
        cases += {"da": " blandt de nåede", "en": " among those reached"}[lang]
    if found.within_weeks is not None:
        weeks = numbers.number(found.within_weeks, lang)
        cases += {
            "da": f", der ellers ender inden for {weeks} uger,",
            "en": f" that would end within {weeks} weeks",
        }[lang]
    return cases


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
