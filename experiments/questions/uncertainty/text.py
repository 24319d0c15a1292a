"""How sure an answer is, in words: the chance first, then what it hangs on, then its worth.

Knows findings and how numbers are read; computes nothing.
"""

from collections import Counter
from dataclasses import replace

from borgerflow.experiments.findings.labels import in_a_sentence
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.numbers import amount, whole_percent
from borgerflow.experiments.present.tables import lines
from borgerflow.experiments.present.text import (
    by_the_end,
    head_line,
    length,
    provenance_line,
    rests_on,
    sized,
    under_lines,
    warning_lines,
)
from borgerflow.experiments.present.words import GRADES
from borgerflow.experiments.questions.uncertainty.chances import (
    chance_told,
    loss_of,
    reading_told,
)
from borgerflow.experiments.questions.uncertainty.finding import (
    SEEN,
    UncertainNumber,
    UncertaintyFinding,
)
from borgerflow.experiments.questions.uncertainty.tables import (
    called,
    fifths_table,
    numbers_table,
    prices_table,
    steps_table,
    years_table,
)
from borgerflow.experiments.questions.uncertainty.trials.tables import (
    evaluations_table,
    false_table,
    groups_table,
    pilots_table,
)
from borgerflow.experiments.questions.uncertainty.trials.text import evaluation_lines, pilot_lines
from borgerflow.sim.base.wording import sentence

NAMED = 3
SHOWN = 8  # numbers, in the tables of the text; the workbook and the report have them all
MOST_REASONS = 3


def uncertainty_text(
    finding: UncertaintyFinding, lang: str, *, all_assumptions: bool = False
) -> str:
    """Return the answer as people read it, ending with a newline."""
    most = replace(finding, numbers=finding.numbers[:SHOWN])
    tables = [years_table(finding), numbers_table(most), fifths_table(most)]
    tables += [steps_table(most)] if finding.steps else []
    tables += [groups_table(finding)] if finding.groups else []
    tables += [pilots_table(finding)] if finding.pilots else []
    if finding.evaluations:
        tables += [evaluations_table(finding), false_table(finding)]
    tables += [prices_table(finding)] if finding.prices else []
    shown = [line for each in tables for line in ("", each.title.text(lang), *lines(each, lang))]
    parts = [
        head_line(finding, lang),
        *under_lines(finding, lang),
        *sentences(finding, lang),
        *shown,
        "",
        *rests_on(finding, lang, everything=all_assumptions),
        *warning_lines(finding, lang),
        *failed_lines(finding, lang),
        provenance_line(finding, lang),
    ]
    return "\n".join(parts) + "\n"


def sentences(finding: UncertaintyFinding, lang: str) -> list[str]:
    """Return the answer in the sentences that whoever decides needs."""
    return [
        chance_told(finding, lang),
        *(reading_told(row, lang) for row in finding.readings),
        _sizes(finding, lang),
        _payback(finding, lang),
        *_hangs_on(finding, lang),
        _worth(finding, lang),
        *_first(finding, lang),
        _beyond(finding, lang),
        *pilot_lines(finding, lang),
        *evaluation_lines(finding, lang),
    ]


def _sizes(finding: UncertaintyFinding, lang: str) -> str:
    """Return what it loses where it loses, and saves where it saves."""
    loss, saving = finding.mean_loss, finding.mean_saving
    if loss is None:
        told = {"da": "Ingen trækning giver en merudgift", "en": "No draw is a loss"}[lang]
    else:
        told = {
            "da": f"Bliver det en merudgift, er den i gennemsnit {amount(loss, lang)}",
            "en": f"Where it is a loss, it is {amount(loss, lang)} on average",
        }[lang]
    if saving is None:
        rest = {"da": "ingen trækning giver en besparelse", "en": "no draw is a saving"}[lang]
    else:
        rest = {
            "da": f"bliver det en besparelse, er den i gennemsnit {amount(saving, lang)}",
            "en": f"where it is a saving, {amount(saving, lang)}",
        }[lang]
    return sentence(f"{told}; {rest}")


def _payback(finding: UncertaintyFinding, lang: str) -> str:
    """Return the chance of having paid back by the end of each year."""
    lead = {
        "da": "Sandsynligheden for, at det må ventes tjent hjem ved årets udgang, er",
        "en": "The chance that it is expected to have paid back by the end of the year is",
    }[lang]
    chances = finding.payback.probability_by_year.items()
    many = finding.draws
    years = ", ".join(f"{numbers.bare_chance(c, many, lang)} ({year})" for year, c in chances)
    return sentence(f"{lead} {years}")


def _hangs_on(finding: UncertaintyFinding, lang: str) -> list[str]:
    """Return which numbers bring the most, and what the first must be."""
    seen = [row for row in finding.numbers if row.share.mean > SEEN][:NAMED]
    if not seen:
        return []
    lead = {"da": "Mest afhænger svaret af", "en": "Most depends on"}[lang]
    of_all = {"da": "af usikkerheden", "en": "of the variance"}[lang]
    named = [
        f"{in_a_sentence(called(row, lang))} ({whole_percent(row.share.mean, lang)}"
        f"{'' if place else ' ' + of_all})"
        for place, row in enumerate(seen)
    ]
    return [sentence(f"{lead} {', '.join(named)}"), *_must_be(finding, seen[0], lang)]


def _must_be(finding: UncertaintyFinding, row: UncertainNumber, lang: str) -> list[str]:
    """Return what a number must be for the net to be a saving, or that none decides that alone."""
    if row.pays_from is None:
        return _whatever_one_is(finding, lang)
    at = sized(row.pays_from, row.unit, lang)
    least = (row.net_at_high or 0.0) < (row.net_at_low or 0.0)
    name = in_a_sentence(called(row, lang))
    side = {
        "da": "mindst" if least else "højst",
        "en": "at least" if least else "at most",
    }[lang]
    return [
        {
            "da": f"Forudsætning: {name} skal være {side} {at}, når de øvrige tal er "
            "så usikre, som de er.",
            "en": f"What must be true: {name} must be {side} {at}, with the other numbers as "
            "unknown as they are.",
        }[lang]
    ]


def _whatever_one_is(finding: UncertaintyFinding, lang: str) -> list[str]:
    """Return that no number alone makes it a saving, or a loss; nothing where some does.

    Of numbers the draws do not show it is not said.
    """
    both = [end for row in finding.numbers for end in (row.net_at_low, row.net_at_high)]
    ends = [end for end in both if end is not None]
    if min(ends) < 0 < max(ends):
        return []
    of = {
        "da": ("tallene", "de tal, hvis virkning trækningerne viser,"),
        "en": ("number", "number whose effect the draws show"),
    }[lang][len(ends) < len(both)]
    told = {
        "da": ("få det til at tjene sig hjem", "gøre det til en udgift"),
        "en": ("make it pay", "make it a loss"),
    }[lang][max(ends) < 0]
    return [
        {
            "da": f"Forudsætning: intet af {of} kan alene, inden for sit spænd, {told}, når de "
            "øvrige er så usikre, som de er.",
            "en": f"What must be true: no {of} can alone {told} within its range, with the "
            "others as unknown as they are.",
        }[lang]
    ]


def _worth(finding: UncertaintyFinding, lang: str) -> str:
    """Return what it is worth to know everything, and the one number worth most."""
    if finding.knowing == 0:
        told = {
            "da": "Mere viden om tallene ændrer ikke beslutningen: i alle trækninger er svaret "
            "det samme",
            "en": "To know more of the numbers does not change the decision: every draw gives the "
            "same answer",
        }[lang]
        return " ".join([sentence(told), *_reading_decides(finding, lang)])
    decided = {
        True: {"da": "at gennemføre forslaget", "en": "to carry the proposal out"},
        False: {"da": "at lade være", "en": "to leave it"},
    }[finding.carried_out][lang]
    all_of_it, long = amount(finding.knowing, lang), length(finding, lang)
    best = max(finding.numbers, key=lambda row: row.knowing or 0.0)
    one = ""
    if best.knowing:
        name, kroner = in_a_sentence(called(best, lang)), amount(best.knowing, lang)
        one = {
            "da": f"; alene at kende {name} er højst {kroner} værd",
            "en": f"; to know {name} alone is worth {kroner} at most",
        }[lang]
    told = {
        "da": f"Besluttes det nu, er det bedste {decided}; den manglende viden ventes at koste "
        f"{all_of_it} over {long}. Det er højst, hvad det er værd at vide alt{one}",
        "en": f"Decided now, it is best {decided}; not to know more is expected to cost "
        f"{all_of_it} over {long}. That is what it is worth at most to know everything{one}",
    }[lang]
    return sentence(told)


def _first(finding: UncertaintyFinding, lang: str) -> list[str]:
    """Return which numbers to find out first, each with its grade."""
    rows = finding.find_out_first[:NAMED]
    if not rows:
        return []
    named = [f"{in_a_sentence(called(row, lang))} ({GRADES[row.grade][lang]})" for row in rows]
    lead = {"da": "Find først ud af", "en": "Find out first"}[lang]
    return [sentence(f"{lead}: {'; '.join(named)}")]


def _reading_decides(finding: UncertaintyFinding, lang: str) -> list[str]:
    """Return that another reading of the words would turn the decision, if one does."""
    if all((row.net.mean < 0) == finding.carried_out for row in finding.readings):
        return []
    return [
        {
            "da": "Afgørende er derimod, hvilken fortolkning af forslaget der er den rette.",
            "en": "Which reading of the proposal is the right one does change it.",
        }[lang]
    ]


def _beyond(finding: UncertaintyFinding, lang: str) -> str:
    """Return what is inside the range, and what is not."""
    own, others = finding.own, len(finding.numbers) - finding.own
    worlds = {
        "da": f" og af {others} andre tal (afgangsrater, tilgang, priser; trukket "
        f"{finding.worlds} gange)",
        "en": f" and of {others} others (hazards, inflow, prices; drawn {finding.worlds} times)",
    }[lang]
    joined = finding.patched is not None and bool(finding.patched.together)
    apart = {
        "da": "med de nævnte korrelationer" if joined else "uafhængigt af hinanden",
        "en": "correlated as said above" if joined else "independent of the others",
    }[lang]
    inside = {
        "da": f"Spændet bygger på {finding.draws} trækninger af forslagets {own} usikre tal"
        f"{worlds if others else ''}, hvert fra sin egen fordeling og {apart}",
        "en": f"The range is of {finding.draws} draws of the {own} uncertain numbers of the "
        f"proposal{worlds if others else ''}, each from its own distribution and {apart}",
    }[lang]
    return sentence(inside + _standing_still(finding, lang))


def _standing_still(finding: UncertaintyFinding, lang: str) -> str:
    """Return how many numbers stand still for which reasons, those of most first."""
    counted = Counter(number.why.text(lang) for number in finding.still)
    if not counted:
        return ""
    told = ", ".join(f"{why} ({count})" for why, count in counted.most_common())
    return {"da": f"; fast ligger {told}", "en": f"; what stands still: {told}"}[lang]


def failed_lines(finding: UncertaintyFinding, lang: str) -> list[str]:
    """Return that some draws made no world, if any did, with the first of the reasons."""
    if not finding.failed:
        return []
    many = numbers.number(len(finding.failed), lang)
    lead = {
        "da": f"{many} trækninger kunne ikke simuleres og er udeladt",
        "en": f"{many} draws make no world and are left out",
    }[lang]
    reasons = " ".join(reason.text(lang) for reason in finding.failed[:MOST_REASONS])
    return [f"{lead}: {reasons}"]


def as_title(finding: UncertaintyFinding, lang: str) -> str:
    """Return the chance by the end of the horizon as the title of a chart."""
    loses, end = loss_of(finding.saves), by_the_end(finding, lang)
    chance = numbers.bare_chance(loses.mean, finding.draws, lang, (loses.low, loses.high))
    return {
        "da": f"{head_line(finding, lang)}: {chance} sandsynlighed for ventet merudgift ved {end}",
        "en": f"{head_line(finding, lang)}: {chance} chance of an expected loss by {end}",
    }[lang]
