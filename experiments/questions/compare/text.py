"""A comparison in words: the answer first, the main table, then why."""

import pandas as pd

from borgerflow.experiments.findings.rows import (
    BreakEven,
    FullTimeRow,
    Interaction,
)
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.tables import aligned, frame
from borgerflow.experiments.present.text import (
    head_line,
    provenance_line,
    rests_on,
    warning_lines,
)
from borgerflow.experiments.questions.compare.effect_text import (
    assumed_words,
    break_even_sentence,
    delivered_sentence,
    labelled,
)
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.tables import summary_table


def main_table(finding: Finding, lang: str) -> pd.DataFrame:
    """Return a row per line: kroner in thousands by year, in total, and its interval."""
    total = "i alt" if lang == "da" else "total"
    lines, *amounts = frame(summary_table(finding), lang).items()
    columns = [*map(str, finding.years), total, "low", "high"]
    values = {name: list(cells) for name, (_, cells) in zip(columns, amounts, strict=True)}
    return pd.DataFrame(values, index=pd.Index(list(lines[1]))).astype(float)


SCHEMES_TOLD = 6
SMALLEST_TOLD = 0.05  # full-time persons


def compare_text(finding: Finding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return a comparison as people read it, ending with a newline."""
    parts = [
        head_line(finding, lang),
        *answer(finding, lang),
        "",
        *aligned(summary_table(finding), lang),
        full_time_line(finding, lang),
        *rests_on(finding, lang, everything=all_assumptions),
        *warning_lines(finding, lang),
        provenance_line(finding, lang),
    ]
    return "\n".join(parts) + "\n"


def answer(finding: Finding, lang: str) -> list[str]:
    """Return the sentences a committee member reads first."""
    readings = [
        break_even_sentence(_labelled(finding, found, lang), lang) for found in finding.break_even
    ]
    if finding.delivered is not None:
        readings.append(delivered_sentence(finding.delivered, lang))
    told = [_stated_sentence(finding, lang), *readings, net_sentence(finding, lang)]
    together = finding.interaction
    return told if together is None else [*told, together_sentence(together, lang)]


def _labelled(finding: Finding, found: BreakEven, lang: str) -> BreakEven:
    return labelled(found, lambda scheme: finding.scheme_label(scheme, lang))


def _stated_sentence(finding: Finding, lang: str) -> str:
    silent = [proposal.number for proposal in finding.proposals if not proposal.stated]
    if not silent:
        stated = {"da": "Effekten er oplyst i forslaget.", "en": "The form states the effect."}
        return stated[lang]
    if len(finding.proposals) == 1:
        return {"da": "Forslaget oplyser ingen effekt.", "en": "The form states no effect."}[lang]
    named = ", ".join(silent)
    return {
        "da": f"Der er ikke oplyst nogen effekt for {named}.",
        "en": f"The forms state no effect for {named}.",
    }[lang]


def net_sentence(finding: Finding, lang: str) -> str:
    """Return what the assumed or stated effect costs or saves, and the chance of payback."""
    total = finding.net_municipal.total
    amount = numbers.kroner(abs(total.mean), lang)
    years = numbers.words(len(finding.years), lang)
    tail = f"{numbers.net_span(total, lang)}; {_payback(finding, lang)}."
    verb = {"da": ("koster", "sparer"), "en": ("costs", "saves")}[lang][total.mean < 0]
    if lang == "da":
        done = f"{verb} det kommunen {amount} netto over {years} år"
    else:
        plural = "" if len(finding.years) == 1 else "s"
        done = f"it {verb} the municipality {amount} net over {years} year{plural}"
    return f"{_with_effect(finding, lang)} {done}{tail}"


def _with_effect(finding: Finding, lang: str) -> str:
    told = ""
    if finding.break_even:
        told = assumed_words(_labelled(finding, finding.break_even[0], lang), lang)
    if not told:
        return {"da": "Med de anførte effekter", "en": "With the effects as given"}[lang]
    return f"{'Med' if lang == 'da' else 'With'} {told}"


def _payback(finding: Finding, lang: str) -> str:
    last, chance = list(finding.payback.probability_by_year.items())[-1]
    share = numbers.number(100 * chance, lang)
    sentence = {
        "da": f"{share} pct. sandsynlighed for at være tjent hjem ved udgangen af {last}",
        "en": f"{share} % chance of having paid back by the end of {last}",
    }[lang]
    if finding.payback.median is None:
        return sentence
    month = numbers.month(finding.payback.median, lang)
    return f"{sentence}, {'typisk fra' if lang == 'da' else 'typically from'} {month}"


def together_sentence(found: Interaction, lang: str) -> str:
    """Return whether proposals together come to what they come to one by one."""
    more = found.difference
    if more.mean == 0 and not more.low:
        return {
            "da": "Sammen giver forslagene netto præcis det, de giver hver for sig.",
            "en": "Together the proposals come to exactly the net they come to one by one.",
        }[lang]
    apart, both = (numbers.kroner(n.mean, lang) for n in (found.one_by_one, found.together))
    verb = {"da": ("koster", "sparer"), "en": ("cost", "save")}[lang][more.mean < 0]
    small = {"da": "under 1.000 kr.", "en": "less than 1,000 kr."}[lang]
    size = numbers.kroner(abs(more.mean), lang) if abs(more.mean) >= numbers.THOUSAND else small
    told = {
        "da": f"Hver for sig giver forslagene netto {apart}, sammen {both}:"
        f" sammen {verb} de {size} mere end hver for sig",
        "en": f"One by one the proposals come to {apart} net, together to {both}:"
        f" together they {verb} {size} more than one by one",
    }[lang]
    chance = {"da": ", hvilket kan være tilfældigt", "en": ", which may be chance"}[lang]
    holds_none = more.low is not None and more.high is not None and more.low <= 0 <= more.high
    return f"{told}{numbers.net_span(more, lang)}{chance if holds_none else ''}."


def full_time_line(finding: Finding, lang: str) -> str:
    """Return where people are instead, on average over the years, and how many are touched."""
    told = sorted(_mean_by_scheme(finding.full_time).items(), key=lambda item: -abs(item[1]))
    parts = [
        f"{finding.scheme_label(scheme, lang)} {numbers.persons(mean, lang, sign=True)}"
        for scheme, mean in told[:SCHEMES_TOLD]
        if abs(mean) >= SMALLEST_TOLD
    ]
    nobody = {"da": "ingen ændring", "en": "no change"}[lang]
    changes = ", ".join(parts) or nobody
    touched = sum(c.mean for c in finding.touched.values()) / max(len(finding.touched), 1)
    people = numbers.persons(touched, lang)
    return {
        "da": f"Fuldtidspersoner pr. år: {changes}. Berørte borgere pr. år: {people}",
        "en": f"Full-time persons a year: {changes}. Citizens touched a year: {people}",
    }[lang]


def _mean_by_scheme(rows: tuple[FullTimeRow, ...]) -> dict[str, float]:
    years = len({row.year for row in rows})
    sums: dict[str, float] = {}
    for row in rows:
        sums[row.scheme] = sums.get(row.scheme, 0.0) + row.difference.mean / years
    return sums
