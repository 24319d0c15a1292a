"""Whether a pilot is worth its money, and what an evaluation sees, in words.

Knows findings and how numbers are read.
"""

from borgerflow.experiments.present.numbers import amount, count, whole_percent
from borgerflow.experiments.present.text import sized
from borgerflow.experiments.questions.uncertainty.finding import (
    EvaluationRow,
    PilotRow,
    UncertaintyFinding,
)
from borgerflow.sim.base.wording import Wording, sentence

SEEN_ENOUGH = 0.8  # the chance of seeing an effect that evaluations are usually planned for
DESIGNS = {
    "by_lot": Wording("lodtrækning", "by lot"),
    "matched": Wording("matchet sammenligning", "matched comparison"),
    "before_after": Wording("før og efter", "before and after"),
}


def too_few_notice() -> Wording:
    """Return that there are too few citizens, or years, to make an evaluation of."""
    return Wording(
        "Indsatsen når for få borgere det første år, eller perioden er for kort, til at sige, "
        "hvad en evaluering kan påvise.",
        "Too few citizens are met in the first year, or the years are too few, to tell what an "
        "evaluation would see.",
    )


def evaluation_lines(finding: UncertaintyFinding, lang: str) -> list[str]:
    """Return which design sees the effect soonest, and what a before/after claims by a trend."""
    if not finding.evaluations:
        return []
    return [_soonest(finding, lang), _by_trend(finding, lang)]


def _soonest(finding: UncertaintyFinding, lang: str) -> str:
    """Return the first month at which a randomised comparison sees each size often enough."""
    rows = [row for row in finding.evaluations if row.design == "by_lot" and row.days]
    told = []
    for effect in dict.fromkeys(row.effect for row in rows):
        own = [row for row in rows if row.effect == effect]
        first = next((row for row in own if row.sees >= SEEN_ENOUGH), own[-1])
        told.append(_one_size(first, finding, lang))
    lead = {
        "da": "En evaluering ved lodtrækning blandt det første års borgere",
        "en": "An evaluation by lot among the first year's citizens",
    }[lang]
    return sentence(f"{lead} {'; '.join(told)}")


def _one_size(row: EvaluationRow, finding: UncertaintyFinding, lang: str) -> str:
    chance, months = whole_percent(row.sees, lang), row.months
    size = sized_effect(row, finding, lang)
    return {
        "da": f"kan påvise {size} med {chance} sandsynlighed efter {months} måneder",
        "en": f"sees {size} with a chance of {chance} after {months} months",
    }[lang]


def sized_effect(row: EvaluationRow, finding: UncertaintyFinding, lang: str) -> str:
    """Return the size of the effect that a row is about."""
    if row.effect is None:
        return {"da": "effekten", "en": "the effect"}[lang]
    size = sized(row.effect, finding.effect_unit, lang)
    return {"da": f"en effekt på {size}", "en": f"an effect of {size}"}[lang]


def _by_trend(finding: UncertaintyFinding, lang: str) -> str:
    """Return how often a before/after claims an effect where a trend alone is at work."""
    rows = [row for row in finding.false_answers if row.design == "before_after"]
    worst = max(rows, key=lambda row: (row.moved, row.claims))
    falls, chance = whole_percent(worst.moved, lang), whole_percent(worst.claims, lang)
    return {
        "da": f"Falder dagene på ydelse af sig selv med {falls} fra år til år, viser en måling "
        f"før og efter med {chance} sandsynlighed en effekt, der ikke er der.",
        "en": f"If days on benefit fall by {falls} from year to year by themselves, a comparison "
        f"of before and after claims an effect with a chance of {chance} where there is none.",
    }[lang]


def pilot_lines(finding: UncertaintyFinding, lang: str) -> list[str]:
    """Return whether the best of the pilots is worth it, and what its cost is taken to be."""
    if not finding.pilots:
        return []
    best = max(finding.pilots, key=lambda row: row.gain)
    told = _is_worth(finding, best, lang) if best.gain > 0 else _is_not(best, lang)
    return [sentence(told), _of_costs(finding, lang)]


def _size(row: PilotRow, lang: str) -> str:
    many = count(row.citizens, lang)
    return {
        "da": f"{many} borgere i {row.months} måneder, halvdelen ved lodtrækning",
        "en": f"{many} citizens over {row.months} months, half of them by lot",
    }[lang]


def _is_worth(finding: UncertaintyFinding, row: PilotRow, lang: str) -> str:
    size, gain = _size(row, lang), amount(row.gain, lang)
    yearly = amount(row.gain / sum(finding.parts_of_years.values()), lang)
    costs, waits = amount(row.costs, lang), amount(row.waits, lang)
    return {
        "da": f"Et forsøg før beslutningen er pengene værd: {size}, ventes at spare {gain} "
        f"({yearly} om året), når dets udgift ({costs}) og ventetiden ({waits}) er trukket fra",
        "en": f"A pilot before the decision is worth its money: {size}, is expected to save {gain} "
        f"({yearly} a year) after its cost ({costs}) and that of waiting ({waits})",
    }[lang]


def _is_not(row: PilotRow, lang: str) -> str:
    size, tells = _size(row, lang), amount(row.tells, lang)
    costs, waits = amount(row.costs, lang), amount(row.waits, lang)
    return {
        "da": f"Et forsøg før beslutningen er ikke pengene værd: det bedste af de viste ({size}) "
        f"giver viden, der ventes at være {tells} værd, men koster {costs} og {waits} i "
        "ventetid",
        "en": f"A pilot before the decision is not worth its money: the best of those shown "
        f"({size}) tells what is expected to be worth {tells}, but costs {costs}, and waiting for "
        f"it {waits}",
    }[lang]


def _of_costs(finding: UncertaintyFinding, lang: str) -> str:
    """Return what the cost of a pilot is taken to be."""
    given = amount(finding.evaluation_costs, lang)
    return {
        "da": "Forsøgets udgift er forslagets egen for de borgere, der tilbydes det, og "
        f"{given} til evaluering (--pilot-cost); det måler offentlige udgifter pr. borger, til "
        "forsøget slutter.",
        "en": "The cost of a pilot is the proposal's own for those who are offered it, and "
        f"{given} for its evaluation (--pilot-cost); it measures public expense for each citizen "
        "until the pilot ends.",
    }[lang]
