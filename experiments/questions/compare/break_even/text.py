"""The effect at break-even in one sentence per reading, in Danish and in English.

Knows findings and how numbers are read; computes nothing.
"""

from collections.abc import Callable
from dataclasses import replace

from borgerflow.experiments.findings.labels import in_a_sentence
from borgerflow.experiments.findings.rows import (
    BreakEven,
    BreakEvenDisplacement,
    BreakEvenShare,
    Interval,
)
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.words import GRADES
from borgerflow.sim.base.wording import sentence

DONE = {
    ("da", "door"): "afvises ved visitationen",
    ("da", "entry"): "forebygges",
    ("en", "door"): "are refused at intake",
    ("en", "entry"): "are prevented",
}
DOING = {
    ("da", "door"): "afvist ved visitationen",
    ("da", "entry"): "forebygget",
    ("en", "door"): "refused at intake",
    ("en", "entry"): "prevented",
}
Searched = BreakEven | BreakEvenDisplacement | BreakEvenShare
EXACT_DECIMALS = 4
NO_CHANGE = 1.0  # the factor that leaves a hazard as it is


def labelled(found: BreakEven, label: Callable[[str], str]) -> BreakEven:
    """Return the same effect with schemes called what people call them."""
    exits = tuple(in_a_sentence(label(scheme)) for scheme in found.exits)
    return replace(found, scheme=in_a_sentence(label(found.scheme)), exits=exits)


def break_even_sentence(found: BreakEven, lang: str) -> str:
    """Return what the mechanism must achieve, or that nothing in its range suffices."""
    lead = ""
    if found.reading_label is not None:
        label = found.reading_label.text(lang)
        lead = {"da": f"Med fortolkningen »{label}«: ", "en": f"Read as “{label}”: "}[lang]
    effect = found.effect
    sentence = _never(found, lang) if effect is None else _enough(found, effect, lang)
    return f"{lead}{sentence}" if lead else sentence[0].upper() + sentence[1:]


def _enough(found: BreakEven, effect: Interval, lang: str) -> str:
    if effect.mean == (NO_CHANGE if found.unit == "factor" else 0):
        return {
            "da": "det tjener sig hjem også helt uden effekt.",
            "en": "it pays for itself even without any effect.",
        }[lang]
    tell = _decisions if found.kind == "review" else TELLING[found.unit]
    others = ""
    if not found.alone:
        others = {
            "da": ", når de øvrige effekter er som antaget",
            "en": ", with the other effects as assumed",
        }[lang]
    it_pays = {"da": "det tjener sig hjem, hvis", "en": "it pays for itself if"}[lang]
    return sentence(f"{it_pays} {tell(found, effect, lang)}{'' if found.alone else others}")


def _cases(found: BreakEven, effect: Interval, lang: str) -> str:
    """Return how many of how many cases, with the share and its base."""
    done = DONE[lang, found.at or "entry"]
    at_least = {"da": "mindst", "en": "at least"}[lang]
    if found.cases is None or found.needed is None:
        return f"{at_least} {_share(effect, lang)} {_base(found, lang)} {done}"
    needed = _needed(found.needed, lang)
    cases = numbers.count(found.cases, lang)
    of_all = {"da": f"af ca. {cases} nye sager om året", "en": f"of about {cases} new cases a year"}
    plain = found.within_weeks is None and found.everybody
    base = "" if plain else f" {_base(found, lang).rstrip(',')}"
    return f"{at_least} {needed} {of_all[lang]} {done} ({_share(effect, lang, bool(base))}{base})"


def _decisions(found: BreakEven, effect: Interval, lang: str) -> str:
    """Return which share of decisions at a deadline must be other ones."""
    at_least = {"da": "mindst", "en": "at least"}[lang]
    instead = {"da": "i stedet ender med", "en": "lead to"}[lang]
    tail = {"da": "", "en": " instead"}[lang]
    about = _decisions_about(found, lang)
    return f"{at_least} {_share(effect, lang)} {about} {instead} {found.exits[1]}{tail}"


def _hours(found: BreakEven, effect: Interval, lang: str) -> str:
    """Return how many hours more must be worked."""
    size = numbers.number(effect.mean, lang, _decimals(effect.mean))
    tail = f"{among_those_reached(found, lang)}{_spread(effect, 0.0, lang, 1.0)}"
    return {
        "da": f"der på {found.scheme} i gennemsnit arbejdes mindst {size} timer mere om ugen{tail}",
        "en": f"at least {size} more hours a week are worked on {found.scheme} on average{tail}",
    }[lang]


def _base(found: BreakEven, lang: str) -> str:
    """Return what a share is a share of."""
    if found.kind == "review":
        return decisions_told(found, lang)
    reached = "" if found.everybody else {"da": " omfattede", "en": " it reaches"}[lang]
    if found.within_weeks is None:
        return {
            "da": f"af de{reached} nye sager",
            "en": f"of the new cases{reached}",
        }[lang]
    weeks = numbers.number(found.within_weeks, lang)
    return {
        "da": f"af de{reached} sager, der ellers var afsluttet inden for {weeks} uger,",
        "en": f"of the cases{reached} that would have ended within {weeks} weeks",
    }[lang]


def among_those_reached(found: BreakEven, lang: str) -> str:
    """Return for whom a factor or a change of weeks holds, if not for all."""
    if found.everybody:
        return ""
    return {"da": " blandt de omfattede borgere", "en": " among those it reaches"}[lang]


def _beside(found: BreakEven, lang: str) -> str:
    """Return that the other effects are as given, if there are any."""
    if found.alone:
        return ""
    return {"da": " og de øvrige effekter som antaget", "en": " and the others as assumed"}[lang]


def assumed_words(found: BreakEven, lang: str) -> str:
    """Return the effect the comparison was made with, its base and its grade; or nothing."""
    if found.assumed is None:
        return ""
    grade, among = GRADES[found.grade][lang], among_those_reached(found, lang)
    if found.unit == "share":
        doing = "" if found.kind == "review" else f" {DOING[lang, found.at or 'entry']}"
        what = f"{numbers.percent(found.assumed, lang)} {_base(found, lang)}{doing}"
    elif found.unit == "hours":
        size = numbers.number(found.assumed, lang, _decimals(found.assumed))
        what = {
            "da": f"{size} timer mere om ugen på {found.scheme}{among}",
            "en": f"{size} more hours a week on {found.scheme}{among}",
        }[lang]
    elif found.unit == "weeks":
        size = numbers.number(found.assumed, lang, 1, sign=True)
        what = {
            "da": f"{size} uger pr. forløb på {found.scheme}{among}",
            "en": f"{size} weeks a stay on {found.scheme}{among}",
        }[lang]
    else:
        size = numbers.number(found.assumed, lang, 2)
        what = {
            "da": f"faktor {size} på afgangen fra {found.scheme}{among}",
            "en": f"a factor of {size} on exits from {found.scheme}{among}",
        }[lang]
    return f"{what} ({grade}){_beside(found, lang)}"


def _share(effect: Interval, lang: str, goes_on: bool = False) -> str:
    mean = numbers.fine_percent(effect.mean, lang)
    if effect.low is None or effect.high is None:
        return mean
    low, high = (numbers.number(100 * end, lang, 1) for end in (effect.low, effect.high))
    return f"{mean}, {numbers.level(lang)}: {low}-{high}{',' if goes_on else ''}"


def _needed(needed: Interval, lang: str) -> str:
    mean = numbers.persons(needed.mean, lang)
    if needed.low is None or needed.high is None:
        return mean
    low, high = numbers.persons(needed.low, lang), numbers.persons(needed.high, lang)
    return f"{mean} ({low}-{high})"


def _weeks(found: BreakEven, effect: Interval, lang: str) -> str:
    longer = effect.mean > 0
    way = {"da": ("kortere", "længere"), "en": ("shorter", "longer")}[lang][longer]
    size = numbers.number(abs(effect.mean), lang, _decimals(effect.mean))
    spread = _spread(effect, 0.0, lang, 1.0)
    tail = f"{among_those_reached(found, lang)}{spread}"
    return {
        "da": f"forløbene på {found.scheme} i gennemsnit bliver mindst {size} uger {way}{tail}",
        "en": f"stays on {found.scheme} become at least {size} weeks {way} on average{tail}",
    }[lang]


def _decimals(weeks: float) -> int:
    """Return one decimal, and two for less than a week."""
    return 1 if abs(weeks) >= 1 else 2


def _factor(found: BreakEven, effect: Interval, lang: str) -> str:
    faster = effect.mean > NO_CHANGE
    way = {"da": ("langsommere", "hurtigere"), "en": ("slower", "faster")}[lang][faster]
    size = numbers.fine_percent(abs(effect.mean - NO_CHANGE), lang)
    spread = _spread(effect, NO_CHANGE, lang, 100.0)
    exits = ", ".join(found.exits)
    tail = f"{way}{among_those_reached(found, lang)}{spread}"
    return {
        "da": f"afgangen fra {found.scheme} til {exits} bliver mindst {size} {tail}",
        "en": f"exits from {found.scheme} to {exits} go at least {size} {tail}",
    }[lang]


def _spread(effect: Interval, origin: float, lang: str, scale: float) -> str:
    """Return the interval of the distance from no effect, smallest first."""
    if effect.low is None or effect.high is None:
        return ""
    sign = 1 if effect.mean > origin else -1
    ends = sorted(sign * (end - origin) * scale for end in (effect.low, effect.high))
    decimals = 1 if scale > 1 else _decimals(effect.mean)
    low, high = (numbers.number(end, lang, decimals) for end in ends)
    return f" ({numbers.level(lang)}: {low}-{high})"


def _never(found: BreakEven, lang: str) -> str:
    left = numbers.kroner(found.net_left.mean, lang)
    best = _best(found, lang)
    on = _base(found, lang) if found.unit == "share" else base_told(found, lang)
    of = f" {on}" if found.unit == "share" else ""
    return {
        "da": f"selv ved {best} {on} tjener det sig ikke hjem: nettoudgiften er da stadig {left}",
        "en": f"no effect up to {best}{of} pays for it: there the net is still {left}",
    }[lang]


def _best(found: BreakEven, lang: str) -> str:
    if found.unit == "hours":
        size = numbers.number(found.best_tried, lang)
        return {"da": f"{size} timer om ugen", "en": f"{size} hours a week"}[lang]
    if found.unit == "share":
        return numbers.percent(found.best_tried, lang).replace(",0", "").replace(".0", "")
    if found.unit == "weeks":
        size = numbers.number(found.best_tried, lang, 1, sign=True)
        return f"{size} {'uger' if lang == 'da' else 'weeks'}"
    return (
        f"{'faktor' if lang == 'da' else 'a factor of'} {numbers.number(found.best_tried, lang, 1)}"
    )


TELLING = {"share": _cases, "weeks": _weeks, "factor": _factor, "hours": _hours}
TIMES = {
    "da": {"weeks": "uger", "hours": "timer om ugen"},
    "en": {"weeks": "weeks", "hours": "hours a week"},
}


def change_of_sign(found: Searched, effect: Interval | None, lang: str) -> str:
    """Return the net on both sides, where single lives decide; else nothing."""
    if effect is None or found.short is None:
        return ""
    unit = found.unit if isinstance(found, BreakEven) else "share"
    before, here = (_exactly(each, unit, lang) for each in (found.short.effect, effect.mean))
    left, saved = (numbers.kroner(abs(net.mean), lang) for net in (found.short.net, found.net_left))
    return {
        "da": f" Enkelte forløb afgør det: ved {before} er nettoudgiften {left}, ved {here} er "
        f"nettobesparelsen {saved}",
        "en": f" A few individual courses decide it: at {before} the net is a cost of {left}, at "
        f"{here} a saving of {saved}",
    }[lang]


def _exactly(effect: float, unit: str, lang: str) -> str:
    """Return an effect with so many digits that two on either side of a root differ."""
    if unit == "share":
        sign = {"da": "pct.", "en": "%"}[lang]
        return f"{numbers.number(100 * effect, lang, EXACT_DECIMALS)} {sign}"
    word = {"da": "faktor", "en": "a factor of"}[lang] if unit == "factor" else ""
    tail = TIMES[lang].get(unit, "")
    return f"{word} {numbers.number(effect, lang, EXACT_DECIMALS)} {tail}".strip()


def effect_told(found: BreakEven, lang: str) -> str:
    """Return the effect at break-even with its interval and its base."""
    if found.effect is None:
        return {"da": "mere end afprøvet", "en": "more than was tried"}[lang]
    told = one(found.effect.mean, found.unit, lang)
    if found.effect.low is not None and found.effect.high is not None:
        ends = bare_range(found.effect.low, found.effect.high, found.unit, lang)
        told = f"{told} ({numbers.level(lang)}: {ends})"
    return f"{told} {base_told(found, lang)}"


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
        done = DOING[lang, found.at or "entry"]
        return f"{_cases_effects_told(found, lang)} {done}"
    among = (
        ""
        if found.everybody
        else {"da": " blandt de omfattede borgere", "en": " among those reached"}[lang]
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
    """Return which decisions a share is a share of, and what they become."""
    about, towards = _decisions_about(found, lang), found.exits[1]
    return {
        "da": f"{about} ændret til {towards}",
        "en": f"{about} changed to {towards}",
    }[lang]


def _decisions_about(found: BreakEven, lang: str) -> str:
    """Return which decisions would be other ones."""
    return {
        "da": f"af afgørelserne på {found.scheme} om {found.exits[0]}",
        "en": f"of the decisions on {found.scheme} for {found.exits[0]}",
    }[lang]


def _cases_effects_told(found: BreakEven, lang: str) -> str:
    """Return which cases a share is a share of."""
    cases = {
        "da": f"af de nye sager i {found.scheme}",
        "en": f"of new cases of {found.scheme}",
    }[lang]
    if not found.everybody:
        cases += {"da": " blandt de omfattede borgere", "en": " among those reached"}[lang]
    if found.within_weeks is not None:
        weeks = numbers.number(found.within_weeks, lang)
        cases += {
            "da": f", der ellers var afsluttet inden for {weeks} uger,",
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
