"""Whether a pilot is worth its money, in words. Knows findings and how numbers are read."""

from borgerflow.experiments.present.numbers import amount, count
from borgerflow.experiments.questions.uncertainty.finding import PilotRow, UncertaintyFinding
from borgerflow.sim.base.wording import sentence


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
        f"fortæller, hvad der ventes at være {tells} værd, men koster {costs} og {waits} i "
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
