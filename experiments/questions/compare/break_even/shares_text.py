"""What is counted on of an effect, and how many jobs may be taken from others, in words.

Knows findings and how numbers are read; computes nothing.
"""

from borgerflow.experiments.findings.rows import BreakEvenDisplacement, Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.compare.break_even.text import change_of_sign
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.sim.base.wording import sentence

LEAD = {"da": "Det er forudsat, at", "en": "Assumed:"}
AND = {"da": ", og at ", "en": ", and "}
COUNTED_ON = {
    "da": {
        "implementation": "{} af indsatsen gennemføres",
        "deadweight": "{} af effekten ville være kommet alligevel",
        "displacement": "{} af jobbene tages fra andre",
    },
    "en": {
        "implementation": "{} of the effort is carried out",
        "deadweight": "{} of the effect would have come anyway",
        "displacement": "{} of the jobs are taken from others",
    },
}
IN_FULL = {"implementation": 1.0, "deadweight": 0.0, "displacement": 0.0}


def shares_sentences(finding: Finding, lang: str) -> list[str]:
    """Return what is counted on, and at which share of the jobs taken from others it pays."""
    found = finding.displacement
    taken = [] if found is None else [displacement_sentence(found, lang)]
    return [*taken, *_counted_on(finding, lang)]


def displacement_sentence(found: BreakEvenDisplacement, lang: str) -> str:
    """Return how many jobs may be taken from others, or that no share decides it."""
    if found.share is None:
        return {
            "da": "Med de forudsatte effekter tjener det sig ikke hjem, selv om ingen af jobbene"
            " tages fra andre.",
            "en": "With the effects as given it does not pay for itself, even if none of the jobs"
            " is taken from others.",
        }[lang]
    if found.share.mean == 1:
        return {
            "da": "Med de forudsatte effekter tjener det sig hjem, selv om alle jobbene tages fra"
            " andre.",
            "en": "With the effects as given it pays for itself even if all the jobs are taken"
            " from others.",
        }[lang]
    share = percents(found.share, lang)
    return {
        "da": f"Med de forudsatte effekter tjener det sig hjem, hvis højst {share} af jobbene tages"
        " fra andre.",
        "en": f"With the effects as given it pays for itself if at most {share} of the jobs are"
        " taken from others.",
    }[lang] + change_of_sign(found, found.share, lang)


def percents(share: Interval, lang: str) -> str:
    """Return a share in whole per cents with its interval."""
    sign = {"da": "pct.", "en": "%"}[lang]
    mean = f"{numbers.number(100 * share.mean, lang)} {sign}"
    if share.low is None or share.high is None:
        return mean
    low, high = (numbers.number(100 * end, lang) for end in (share.low, share.high))
    return f"{mean} ({numbers.level(lang)}: {low}-{high})"


def _counted_on(finding: Finding, lang: str) -> list[str]:
    """Return what of the effects is counted, unless it is all of them in full."""
    told = [(words, _told(finding, share, lang)) for share, words in COUNTED_ON[lang].items()]
    parts = [words.format(share) for words, share in told if share is not None]
    if not parts:
        return []
    *others, last = parts
    joined = f"{', '.join(others)}{AND[lang] if others else ''}{last}"
    return [sentence(f"{LEAD[lang]} {joined}")]


def _told(finding: Finding, share: str, lang: str) -> str | None:
    """Return a share of all mechanisms, or from the smallest to the largest; None if in full."""
    named = [a.value for a in finding.assumptions if a.name.endswith(f".{share}")]
    values = sorted({value for value in named if value is not None})
    if not values or values == [IN_FULL[share]]:
        return None
    low, high = (numbers.number(100 * end, lang) for end in (values[0], values[-1]))
    sign = {"da": "pct.", "en": "%"}[lang]
    return f"{low if low == high else f'{low}-{high}'} {sign}"
