"""In how many histories a comparison has paid back, and that the mean says otherwise where it does.

A median of histories is no mean: half of them may have paid back where a few cost so much that the
net is an expense. Whoever tells a month tells both.
"""

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.text import by_the_end
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.sure_words import (
    cost_or_saving,
    drawn_of,
    whose,
)

PAIR = 2


def payback_words(finding: Finding, lang: str) -> str:
    """Return how likely it has paid back by the end, and the month where there is one.

    The chance is that of a saving where own numbers are drawn; else it is told how many
    replications have paid back, which are all with the numbers as assumed.
    """
    drawn, last = drawn_of(finding), by_the_end(finding, lang)
    if drawn is None and not any(point.amount.mean for point in finding.cumulative):
        return {"da": "der er intet at tjene hjem", "en": "there is nothing to pay back"}[lang]
    if drawn is None:
        counted = f"{in_replications(finding, lang)}{_month_of_half(finding, lang)}"
        told = {
            "da": f"med tallene som antaget er det tjent hjem ved {last} {counted}",
            "en": f"with the numbers as assumed it has paid back by {last} {counted}",
        }[lang]
        return told + beside_mean(finding, lang)
    share = numbers.chance(drawn.saves.mean, drawn.tried, lang, (drawn.saves.low, drawn.saves.high))
    told = {
        "da": f"sandsynligheden for, at det er tjent hjem ved {last}, er {share} med "
        f"{whose(finding)} egne tal så usikre, som de er",
        "en": f"the chance of having paid back by {last} is {share}, with its own numbers as "
        "uncertain as they are",
    }[lang]
    return told + _as_assumed(finding, lang) + beside_mean(finding, lang)


def paid_back_in(finding: Finding) -> int:
    """Return in how many replications it has paid back by the end."""
    *_, share = finding.payback.probability_by_year.values()
    return round(share * finding.replications)


def points_apart(finding: Finding) -> bool:
    """Tell whether half of the histories pay back and the mean is a cost, or the other way."""
    net = round(finding.net_municipal.total.mean / numbers.THOUSAND)
    return net < 0 if finding.payback.median is None else net > 0


def in_replications(finding: Finding, lang: str) -> str:
    """Return ``in 14 of 20 replications``, ``in all 20 replications``."""
    paid, of = paid_back_in(finding), finding.replications
    one = {"da": ("simulering", "simuleringer"), "en": ("replication", "replications")}[lang]
    of_all = f"{numbers.number(of, lang)} {one[of != 1]}"
    if paid == of > 1:
        return {"da": f"i alle {of_all}", "en": f"in all {of_all}"}[lang]
    if paid == 0:
        return {"da": f"i ingen af {of_all}", "en": f"in none of {of_all}"}[lang]
    return f"i {paid} af {of_all}" if lang == "da" else f"in {paid} of {of_all}"


def beside_mean(finding: Finding, lang: str) -> str:
    """Return that the mean says otherwise than the month; nothing where both agree."""
    if not points_apart(finding):
        return ""
    mean = cost_or_saving(finding.net_municipal.total.mean, lang)
    return {
        "da": f"; gennemsnittet er alligevel {mean}",
        "en": f"; the mean is nevertheless {mean}",
    }[lang]


def _month_of_half(finding: Finding, lang: str) -> str:
    """Return the month in brackets: the median, and of what where not all have paid back."""
    month = finding.payback.median
    if month is None:
        return ""
    if paid_back_in(finding) < finding.replications:
        return f" ({half_by(finding, month, lang)})"
    two = one_and_other(finding, lang)
    return f" ({two or f'median: {numbers.month(month, lang)}'})"


def one_and_other(finding: Finding, lang: str) -> str:
    """Return the months of two replications, of which there is no median; else nothing."""
    first, last = finding.payback.low, finding.payback.high
    if finding.replications != PAIR or first is None or last is None or first == last:
        return ""
    one, other = numbers.month(first, lang), numbers.month(last, lang)
    return {
        "da": f"{one} i den ene, {other} i den anden",
        "en": f"{one} in one, {other} in the other",
    }[lang]


def half_by(finding: Finding, month: str, lang: str) -> str:
    """Return until when half of the replications have paid back, in which not all do."""
    of, named = numbers.number(finding.replications, lang), numbers.month(month, lang)
    return {
        "da": f"mindst halvdelen af de {of} senest i {named}",
        "en": f"at least half of the {of} by {named}",
    }[lang]


def _as_assumed(finding: Finding, lang: str) -> str:
    """Return in brackets how it is with the numbers as assumed; nothing where none pays back."""
    month, paid = finding.payback.median, paid_back_in(finding)
    if paid == 0:
        return ""
    if paid < finding.replications or month is None:
        half = "" if month is None else f", {half_by(finding, month, lang)}"
        told = f"{in_replications(finding, lang)}{half}"
        return {"da": f" (tallene som antaget: {told})", "en": f" (as assumed: {told})"}[lang]
    two = one_and_other(finding, lang)
    named, middle = two or numbers.month(month, lang), "" if two else "median, "
    return {
        "da": f" ({middle}tallene som antaget: {named})",
        "en": f" ({middle}the numbers as assumed: {named})",
    }[lang]
