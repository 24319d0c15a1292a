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
from borgerflow.experiments.questions.compare.break_even.bases_text import (
    DOING,
    among_those_reached,
    base_of,
    base_told,
)
from borgerflow.experiments.questions.compare.break_even.needed_text import (
    NO_CHANGE,
    enough,
    of_which,
)
from borgerflow.experiments.questions.compare.break_even.sizes_text import (
    TIMES,
    bare_range,
    between,
    decimals,
    one,
)
from borgerflow.sim.base.wording import sentence

Searched = BreakEven | BreakEvenDisplacement | BreakEvenShare
EXACT_DECIMALS = 4


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
    sentence = _never(found, lang) if effect is None else _pays(found, effect, lang)
    return f"{lead}{sentence}" if lead else sentence[0].upper() + sentence[1:]


def _pays(found: BreakEven, effect: Interval, lang: str) -> str:
    if effect.mean == (NO_CHANGE if found.unit == "factor" else 0):
        return {
            "da": "det tjener sig hjem også helt uden effekt.",
            "en": "it pays for itself even without any effect.",
        }[lang]
    it_pays = {"da": "det tjener sig hjem, hvis", "en": "it pays for itself if"}[lang]
    return sentence(f"{it_pays} {enough(found, effect, lang)}")


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
        what = f"{numbers.percent(found.assumed, lang)} {base_of(found, lang)}{doing}"
    elif found.unit == "hours":
        size = numbers.number(found.assumed, lang, decimals(found.assumed))
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


def _never(found: BreakEven, lang: str) -> str:
    left = numbers.kroner(found.net_left.mean, lang)
    best = _best(found, lang)
    on = base_of(found, lang) if found.unit == "share" else base_told(found, lang)
    of = f" {on}" if found.unit == "share" else ""
    which = of_which(found, lang)
    da, en = f"{on.rstrip(',')}{which}," if which else on, f"{of}{which}," if which else of
    return {
        "da": f"selv ved {best} {da} tjener det sig ikke hjem: nettoudgiften er da stadig {left}",
        "en": f"no effect up to {best}{en} pays for it: there the net is still {left}",
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
    """Return the effect at break-even with its interval and base, and what is taken off it."""
    if found.effect is None:
        return {"da": "mere end afprøvet", "en": "more than was tried"}[lang]
    told = one(found.effect.mean, found.unit, lang)
    if found.effect.low is not None and found.effect.high is not None:
        ends = bare_range(found.effect.low, found.effect.high, found.unit, lang)
        told = f"{told} ({numbers.level(lang)}: {ends})"
    return f"{told} {base_told(found, lang)}{of_which(found, lang)}"


def range_told(found: BreakEven, lang: str) -> str | None:
    """Return the effects held possible, as ``0.0-5.0 %``; None where no range is given."""
    low, high = found.assumed_range
    if low is None or high is None:
        return None
    return between(low, high, found.unit, lang)
