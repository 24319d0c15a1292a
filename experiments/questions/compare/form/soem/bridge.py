"""From a saved answer of compare to a case of SØM, and to the file that holds it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.compare.form.soem.case import SoemCase
from borgerflow.experiments.questions.compare.form.soem.exported import (
    OwnAnswer,
    Whom,
    case_of,
    simulated,
)
from borgerflow.experiments.questions.compare.form.soem.words import WHOLE_EFFORT
from borgerflow.experiments.questions.compare.form.template import write_new
from borgerflow.experiments.runs.comparison import proposal_heads
from borgerflow.sim.base.wording import LANGUAGES
from borgerflow.sim.measures.account import KINDS
from borgerflow.sim.params import Params
from borgerflow.sim.world.municipality import find_municipality, read_estimates

ENDING = ".xlsx"


def items_of(params: Params, lang: str) -> dict[str, str]:
    """Return what each scheme is called."""
    return {name: scheme.label[lang] for name, scheme in params.law.schemes.items()}


def case_from(
    answer: Mapping[str, Any],
    params: Params,
    lang: str,
    participants: float = 1.0,
    success_rate: float = 1.0,
) -> SoemCase:
    """Return the case of an answer, its change shared out over participants who succeed."""
    heads = proposal_heads([params.proposal(name) for name in answer["proposals"]])
    named = " + ".join(f"{head.number} {head.title.text(lang)}" for head in heads)
    place = find_municipality(params, answer["municipality"]).label.da
    group = f"{place}, {WHOLE_EFFORT.text(lang)}" if participants == 1 else place
    rate = read_estimates(params).costs.discount_rate["0"].value or 0.0
    whom = Whom(named, group, participants, success_rate, rate)
    kinds = {kind: WORDS[lang][kind] for kind in KINDS}
    return case_of(answer, items_of(params, lang), kinds, whom)


def language_of_items(case: SoemCase, params: Params, spoken: str) -> str:
    """Return the language in which most items of a case are schemes; the spoken one if none is."""

    def known(lang: str) -> tuple[int, bool]:
        names = set(items_of(params, lang).values())
        return sum(each.item in names for each in case.consequences), lang == spoken

    return max(LANGUAGES, key=known)


def simulated_of(answer: Mapping[str, Any], params: Params, lang: str) -> OwnAnswer:
    """Return what the simulation says in the items of a case."""
    return simulated(answer, items_of(params, lang))


def write_case(path: Path, case: SoemCase, own: OwnAnswer, lang: str) -> Path:
    """Return the new file of a case.

    Raises
    ------
    InputError
        If the file is there already, or the disk refuses.
    """
    from borgerflow.experiments.questions.compare.form.soem.sheets import (  # noqa: PLC0415  (slow)
        file_of,
    )

    return write_new(path, file_of(case, own, lang), ENDING)
