"""A form filled from a finding, in Python."""

from pathlib import Path

from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.form.template import ENDING, template_of
from borgerflow.experiments.questions.compare.form.values import placeholders
from borgerflow.experiments.store.naming import refuse_place
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording, same

NO_COMPARISON = Wording(
    "Et skema udfyldes af svaret fra compare: brug et sådant svar (Finding), ikke ",
    "A form is filled from what compare answers: expected a Finding, got ",
)


def fill_form(
    finding: Finding, path: Path | str, *, template: Path | str = "herning", lang: str = "da"
) -> Path:
    """Return the new Word document in which a municipal form is filled from a comparison.

    Parameters
    ----------
    path : path
        The new file, ``.docx``; none is written over.
    template : str or path
        ``herning``, ``koebenhavn``, ``business-case``, or a Word document of your own with names in
        double braces (docs/finance.md).
    lang : {"da", "en"}
        The language of what is put in, and of a template of ours.

    Raises
    ------
    InputError
        If the finding is of another question, the template is none, lacks a name that it must
        have or has one that is unknown, or the file is there already.
    """
    if not isinstance(finding, Finding):
        raise InputError(NO_COMPARISON + same(type(finding).__name__ + "."))
    place = Path(path)
    refuse_place(place, ENDING)
    chosen = template_of(str(template), lang)
    chosen.refuse_unfit(finding.years)
    values = {name: told.text(lang) for name, told in placeholders(finding).items()}
    return chosen.filled(values, place)
