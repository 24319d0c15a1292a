"""What must happen for a proposal to pay, as a follow-up can count it, in Danish and in English.

Where not all of an effect is carried out, or some of it would have come anyway, what is told first
is what must come about because of the proposal; the effect as the form states it stands beside it.
Knows findings and how numbers are read; computes nothing.
"""

from borgerflow.experiments.findings.rows import BreakEven, Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.compare.break_even.bases_text import (
    among_those_reached,
    base_of,
    decisions_about,
)
from borgerflow.experiments.questions.compare.break_even.sizes_text import TIMES, decimals

NO_CHANGE = 1.0  # the factor that leaves a hazard as it is
DONE = {
    ("da", "door"): "afvises ved visitationen",
    ("da", "entry"): "forebygges",
    ("en", "door"): "are refused at intake",
    ("en", "entry"): "are prevented",
}
AT_LEAST = {"da": "mindst", "en": "at least"}
BECAUSE = {"da": " som følge af forslaget", "en": " because of it"}
CARRIED_OUT = {"da": "{} gennemføres", "en": "{} is carried out"}
ANYWAY = {"da": "{}{} ville være kommet alligevel", "en": "{}{} would have come anyway"}
OF_THAT = {"da": " heraf", "en": " of that"}


def enough(found: BreakEven, effect: Interval, lang: str) -> str:
    """Return what must happen if it is to pay, and the effect it takes where that is another."""
    others = others_as_assumed(found, lang)
    if found.effect_caused is None or in_full(found):
        return f"{_in_full_told(found, effect, lang)}{others}"
    seen = Interval(found.effect_caused.mean)
    happens = _happens(found, seen, found.caused, lang, BECAUSE[lang])
    return f"{happens}{others}: {_aimed_at(found, effect, lang)}{of_which(found, lang)}"


def in_full(found: BreakEven) -> bool:
    """Tell whether all of an effect comes about because of the proposal."""
    return found.implementation == 1 and found.deadweight == 0


def others_as_assumed(found: BreakEven, lang: str) -> str:
    """Return that the other effects are as assumed, if there are any."""
    if found.alone:
        return ""
    return {
        "da": ", når de øvrige effekter er som antaget",
        "en": ", with the other effects as assumed",
    }[lang]


def of_which(found: BreakEven, lang: str) -> str:
    """Return how much of an effect is carried out, and of that would have come anyway."""
    parts, of_that = [], ""
    if found.implementation != 1:
        parts.append(CARRIED_OUT[lang].format(numbers.whole_percent(found.implementation, lang)))
        of_that = OF_THAT[lang]
    if found.deadweight != 0:
        share = numbers.whole_percent(found.deadweight, lang)
        parts.append(ANYWAY[lang].format(share, of_that))
    which, both = {"da": ("hvoraf", ", og "), "en": ("of which", " and ")}[lang]
    return f", {which} {both.join(parts)}" if parts else ""


def _in_full_told(found: BreakEven, effect: Interval, lang: str) -> str:
    """Return what must happen where that is the effect itself, with its interval."""
    happens = _happens(found, effect, found.needed, lang, cause="")
    if found.unit != "share":
        return f"{happens}{_spread(found, effect, lang)}"
    if found.kind == "review" or found.cases is None or found.needed is None:
        return happens
    base = _base_of_some(found, lang)
    return f"{happens} ({_share(effect, lang, goes_on=bool(base))}{base})"


def _aimed_at(found: BreakEven, effect: Interval, lang: str) -> str:
    """Return the effect as the form states it, with its interval and what it is a share of."""
    size = {
        "share": lambda: numbers.fine_percent(effect.mean, lang),
        "factor": lambda: numbers.fine_percent(abs(effect.mean - NO_CHANGE), lang),
    }.get(found.unit, lambda: f"{_number(effect, lang)} {TIMES[lang][found.unit]}")()
    base = _base_of_some(found, lang) if found.kind == "inflow" else ""
    an_effect = {"da": "en effekt på", "en": "an effect of"}[lang]
    return f"{an_effect} {size}{_spread(found, effect, lang)}{base}"


def _base_of_some(found: BreakEven, lang: str) -> str:
    """Return which new cases a share is a share of, where that is not all of them."""
    if found.within_weeks is None and found.everybody:
        return ""
    return f" {base_of(found, lang).rstrip(',')}"


def _happens(
    found: BreakEven, effect: Interval, count: Interval | None, lang: str, cause: str
) -> str:
    """Return what happens at an effect, and why if that is told; ``count`` in cases a year."""
    if found.unit == "share":
        return f"{AT_LEAST[lang]} {_of_cases(found, effect, count, lang)}{cause}"
    tell = {"weeks": _weeks, "factor": _factor, "hours": _hours}[found.unit]
    return f"{tell(found, effect, lang)}{cause}{among_those_reached(found, lang)}"


def _of_cases(found: BreakEven, effect: Interval, count: Interval | None, lang: str) -> str:
    """Return how many of how many cases, or which share of them or of decisions."""
    if found.kind == "review":
        instead = {"da": "i stedet ender med {}", "en": "lead to {} instead"}[lang]
        about = decisions_about(found, lang)
        return f"{_share(effect, lang)} {about} {instead.format(found.exits[1])}"
    done = DONE[lang, found.at or "entry"]
    if found.cases is None or count is None:
        return f"{_share(effect, lang)} {base_of(found, lang)} {done}"
    cases = numbers.count(found.cases, lang)
    of_all = {"da": f"af ca. {cases} nye sager om året", "en": f"of about {cases} new cases a year"}
    return f"{_counted(count, lang)} {of_all[lang]} {done}"


def _hours(found: BreakEven, effect: Interval, lang: str) -> str:
    """Return how many hours more must be worked."""
    size = _number(effect, lang)
    return {
        "da": f"der på {found.scheme} i gennemsnit arbejdes mindst {size} timer mere om ugen",
        "en": f"at least {size} more hours a week are worked on {found.scheme} on average",
    }[lang]


def _weeks(found: BreakEven, effect: Interval, lang: str) -> str:
    """Return by how many weeks stays must become shorter or longer."""
    way = {"da": ("kortere", "længere"), "en": ("shorter", "longer")}[lang][effect.mean > 0]
    size = _number(effect, lang)
    return {
        "da": f"forløbene på {found.scheme} i gennemsnit bliver mindst {size} uger {way}",
        "en": f"stays on {found.scheme} become at least {size} weeks {way} on average",
    }[lang]


def _factor(found: BreakEven, effect: Interval, lang: str) -> str:
    """Return by how much exits must go faster or slower."""
    faster = effect.mean > NO_CHANGE
    way = {"da": ("langsommere", "hurtigere"), "en": ("slower", "faster")}[lang][faster]
    size = numbers.fine_percent(abs(effect.mean - NO_CHANGE), lang)
    exits = ", ".join(found.exits)
    return {
        "da": f"afgangen fra {found.scheme} til {exits} bliver mindst {size} {way}",
        "en": f"exits from {found.scheme} to {exits} go at least {size} {way}",
    }[lang]


def _number(effect: Interval, lang: str) -> str:
    return numbers.number(abs(effect.mean), lang, decimals(effect.mean))


def _share(effect: Interval, lang: str, goes_on: bool = False) -> str:
    mean = numbers.fine_percent(effect.mean, lang)
    if effect.low is None or effect.high is None:
        return mean
    low, high = (numbers.number(100 * end, lang, 1) for end in (effect.low, effect.high))
    return f"{mean}, {numbers.level(lang)}: {low}-{high}{',' if goes_on else ''}"


def _counted(count: Interval, lang: str) -> str:
    mean = numbers.persons(count.mean, lang)
    if count.low is None or count.high is None:
        return mean
    low, high = numbers.persons(count.low, lang), numbers.persons(count.high, lang)
    return f"{mean} ({low}-{high})"


def _spread(found: BreakEven, effect: Interval, lang: str) -> str:
    """Return the interval of the distance from no effect, smallest first."""
    if effect.low is None or effect.high is None:
        return ""
    origin = NO_CHANGE if found.unit == "factor" else 0.0
    scale, digits = (1.0, decimals(effect.mean)) if found.unit in TIMES[lang] else (100.0, 1)
    sign = 1 if effect.mean > origin else -1
    ends = sorted(sign * (end - origin) * scale for end in (effect.low, effect.high))
    low, high = (numbers.number(end, lang, digits) for end in ends)
    return f" ({numbers.level(lang)}: {low}-{high})"
