"""Numbers beyond what others have counted with, in one sentence, in Danish and in English."""

from collections.abc import Sequence

from borgerflow.experiments.findings.doubts import Example, Excess
from borgerflow.experiments.present.numbers import number, persons
from borgerflow.sim.base.wording import sentence

LEAD = {
    "da": "Resultatet ligger ud over, hvad andre har regnet med",
    "en": "This is more than others have counted on",
}
RECKONED = {
    "da": "årsværkene er beregnet ud fra udgiften",
    "en": "the posts are reckoned from the cost",
}
CLAIMED = {
    "kroner_per_krone": {
        "da": "{value} kr. sparet pr. investeret krone",
        "en": "{value} kr. saved for each krone of cost",
    },
    "full_time_per_post": {
        "da": "{value} færre fuldtidspersoner på ydelse pr. årsværk",
        "en": "{value} fewer full-time persons on benefit per post",
    },
    "reached_per_post": {
        "da": "{value} forløb, der skal nås, pr. årsværk og år",
        "en": "{value} spells to be reached per post and year",
    },
    "factor": {
        "da": "»{label}« gør afgangen {value} gange så hurtig",
        "en": "“{label}” makes leaving {value} times as fast",
    },
}
AMONG_CASES = {
    "da": "ni ud af ti af {of} cases: højst {limit}",
    "en": "nine in ten of {of} cases: {limit} at most",
}
FROM_TRIALS = {
    "da": "med samme indsats pr. borger som i forsøgene: højst {limit}",
    "en": "with as much for each citizen as the trials gave: {limit} at most",
}
HUNDREDTHS = ("factor",)
TENTHS = ("kroner_per_krone",)


def excess_sentence(excesses: Sequence[Excess], lang: str) -> list[str]:
    """Return one sentence about all that lies beyond what others have counted on, if anything."""
    if not excesses:
        return []
    told = [f"{claim(each, lang)} ({bounds(each, lang)})" for each in excesses]
    if any(each.reckoned for each in excesses):
        told.append(RECKONED[lang])
    return [sentence(f"{LEAD[lang]}: {'; '.join(told)}")]


def claim(excess: Excess, lang: str) -> str:
    """Return what is claimed, as ``6.1 kr. saved for each krone of cost``."""
    label = "" if excess.label is None else excess.label.text(lang)
    value = shown(excess.value, excess, lang)
    return CLAIMED[excess.measure][lang].format(value=value, label=label)


def bounds(excess: Excess, lang: str) -> str:
    """Return what others come to at most, and the one that comes nearest."""
    limit = shown(excess.limit, excess, lang)
    if excess.measure == "factor":
        words = {"da": "forsøg: højst {limit}, {found}", "en": "trials: {limit} at most, {found}"}
        return words[lang].format(limit=limit, found=excess.nearest.name.text(lang))
    told = AMONG_CASES if excess.of else FROM_TRIALS
    most = told[lang].format(of=excess.of, limit=limit)
    return f"{most}; {nearest(excess.nearest, excess, lang)}"


def nearest(example: Example, excess: Excess, lang: str) -> str:
    """Return the case or trial that comes nearest, with its number."""
    named = ", ".join(filter(None, (example.name.text(lang), example.municipality)))
    word = {"da": "nærmest", "en": "nearest"}[lang]
    return f"{word} {named}: {shown(example.value, excess, lang)}"


def shown(value: float, excess: Excess, lang: str) -> str:
    """Return a number of a measure with as many decimals as tell it apart."""
    if excess.measure in HUNDREDTHS:
        return number(value, lang, 2)
    return number(value, lang, 1) if excess.measure in TENTHS else persons(value, lang)
