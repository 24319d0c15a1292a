"""The effect at break-even in one sentence per reading, in Danish and in English.

Knows findings and how numbers are read; computes nothing.
"""

from experiments import numbers
from experiments.findings import BreakEven, Interval
from experiments.grades import GRADES

DONE = {
    ("da", "door"): "afvises ved indgangen",
    ("da", "entry"): "forebygges",
    ("en", "door"): "are turned away at the door",
    ("en", "entry"): "are prevented",
}
DOING = {
    ("da", "door"): "afvist ved indgangen",
    ("da", "entry"): "forebygget",
    ("en", "door"): "turned away at the door",
    ("en", "entry"): "prevented",
}
NO_CHANGE = 1.0  # the factor that leaves a hazard as it is


def break_even_sentences(readings: tuple[BreakEven, ...], lang: str) -> list[str]:
    """Return one sentence per reading, the form's own first."""
    return [break_even_sentence(reading, lang) for reading in readings]


def break_even_sentence(found: BreakEven, lang: str) -> str:
    """Return what the mechanism must achieve, or that nothing in its range suffices."""
    lead = ""
    if found.reading_label is not None:
        label = found.reading_label.text(lang)
        lead = f"{'Læst som' if lang == 'da' else 'Read as'} “{label}”: "
    sentence = _never(found, lang) if found.effect is None else _enough(found, found.effect, lang)
    return f"{lead}{sentence}" if lead else sentence[0].upper() + sentence[1:]


def _enough(found: BreakEven, effect: Interval, lang: str) -> str:
    it_pays = {"da": "det betaler sig, hvis", "en": "it pays for itself if"}[lang]
    if found.unit == "share":
        return f"{it_pays} {_cases(found, effect, lang)}."
    if found.unit == "weeks":
        return f"{it_pays} {_weeks(found, effect, lang)}."
    return f"{it_pays} {_factor(found, effect, lang)}."


def _cases(found: BreakEven, effect: Interval, lang: str) -> str:
    """Return how many of how many cases, with the share and its base."""
    done = DONE[lang, found.at or "entry"]
    at_least = {"da": "mindst", "en": "at least"}[lang]
    if found.cases is None or found.needed is None:
        return f"{at_least} {_share(effect, lang)} {_base(found, lang)} {done}"
    needed = _needed(found.needed, lang)
    cases = numbers.count(found.cases, lang)
    of_all = {"da": f"af ca. {cases} nye sager om året", "en": f"of about {cases} new cases a year"}
    base = "" if found.within_weeks is None else f" {_base(found, lang)}"
    return f"{at_least} {needed} {of_all[lang]} {done} ({_share(effect, lang, bool(base))}{base})"


def _base(found: BreakEven, lang: str) -> str:
    """Return what a share is a share of."""
    if found.within_weeks is None:
        return {"da": "af de nye sager", "en": "of new cases"}[lang]
    weeks = numbers.number(found.within_weeks, lang)
    return {
        "da": f"af de sager, der ellers var endt inden for {weeks} uger",
        "en": f"of the cases that would have ended within {weeks} weeks",
    }[lang]


def assumed_words(found: BreakEven, lang: str) -> str:
    """Return the effect the comparison was made with, its base and its grade; or nothing."""
    if found.assumed is None:
        return ""
    grade = GRADES[found.grade][lang]
    if found.unit == "share":
        doing = DOING[lang, found.at or "entry"]
        return f"{numbers.percent(found.assumed, lang)} {_base(found, lang)} {doing} ({grade})"
    if found.unit == "weeks":
        size = numbers.number(found.assumed, lang, 1, sign=True)
        return {
            "da": f"{size} uger pr. forløb på {found.scheme} ({grade})",
            "en": f"{size} weeks a stay on {found.scheme} ({grade})",
        }[lang]
    size = numbers.number(found.assumed, lang, 2)
    return {
        "da": f"faktor {size} på afgangen fra {found.scheme} ({grade})",
        "en": f"a factor of {size} on exits from {found.scheme} ({grade})",
    }[lang]


def _share(effect: Interval, lang: str, goes_on: bool = False) -> str:
    mean = numbers.percent(effect.mean, lang)
    if effect.low is None or effect.high is None:
        return mean
    low, high = (numbers.number(100 * end, lang, 1) for end in (effect.low, effect.high))
    return f"{mean}, 95 {'pct.' if lang == 'da' else '%'}: {low}-{high}{',' if goes_on else ''}"


def _needed(needed: Interval, lang: str) -> str:
    mean = numbers.persons(needed.mean, lang)
    if needed.low is None or needed.high is None:
        return mean
    low, high = numbers.persons(needed.low, lang), numbers.persons(needed.high, lang)
    return f"{mean} ({low}-{high})"


def _weeks(found: BreakEven, effect: Interval, lang: str) -> str:
    longer = effect.mean > 0
    way = {"da": ("kortere", "længere"), "en": ("shorter", "longer")}[lang][longer]
    size = numbers.number(abs(effect.mean), lang, 1)
    spread = _spread(effect, 0.0, lang, 1.0)
    return {
        "da": f"forløb på {found.scheme} i gennemsnit bliver mindst {size} uger {way}{spread}",
        "en": f"stays on {found.scheme} become at least {size} weeks {way} on average{spread}",
    }[lang]


def _factor(found: BreakEven, effect: Interval, lang: str) -> str:
    faster = effect.mean > NO_CHANGE
    way = {"da": ("langsommere", "hurtigere"), "en": ("slower", "faster")}[lang][faster]
    size = numbers.percent(abs(effect.mean - NO_CHANGE), lang)
    spread = _spread(effect, NO_CHANGE, lang, 100.0)
    exits = ", ".join(found.exits)
    return {
        "da": f"afgangen fra {found.scheme} til {exits} går mindst {size} {way}{spread}",
        "en": f"exits from {found.scheme} to {exits} go at least {size} {way}{spread}",
    }[lang]


def _spread(effect: Interval, origin: float, lang: str, scale: float) -> str:
    """Return the interval of the distance from no effect, smallest first."""
    if effect.low is None or effect.high is None:
        return ""
    sign = 1 if effect.mean > origin else -1
    ends = sorted(sign * (end - origin) * scale for end in (effect.low, effect.high))
    low, high = (numbers.number(end, lang, 1) for end in ends)
    return f" (95 {'pct.' if lang == 'da' else '%'}: {low}-{high})"


def _never(found: BreakEven, lang: str) -> str:
    left = numbers.kroner(found.net_left.mean, lang)
    best = _best(found, lang)
    if found.unit == "share":
        best = f"{best} {_base(found, lang)}"
    return {
        "da": f"ingen effekt op til {best} betaler forslaget: dér er nettoudgiften stadig {left}",
        "en": f"no effect up to {best} pays for it: there the net is still {left}",
    }[lang]


def _best(found: BreakEven, lang: str) -> str:
    if found.unit == "share":
        return numbers.percent(found.best_tried, lang).replace(",0", "").replace(".0", "")
    if found.unit == "weeks":
        size = numbers.number(found.best_tried, lang, 1, sign=True)
        return f"{size} {'uger' if lang == 'da' else 'weeks'}"
    return (
        f"{'faktor' if lang == 'da' else 'a factor of'} {numbers.number(found.best_tried, lang, 1)}"
    )
