"""How sure an answer is as a workbook with numeric cells."""

from pathlib import Path

from borgerflow.experiments.present.workbook import PLAIN, Workbook, read_me
from borgerflow.experiments.present.workbook.assumptions import assumptions_table
from borgerflow.experiments.questions.compare.tables import declared
from borgerflow.experiments.questions.uncertainty.finding import UncertaintyFinding
from borgerflow.experiments.questions.uncertainty.tables import (
    fifths_table,
    numbers_table,
    prices_table,
    steps_table,
    still_table,
    years_table,
)
from borgerflow.experiments.questions.uncertainty.text import sentences
from borgerflow.experiments.questions.uncertainty.trials.tables import (
    evaluations_table,
    false_table,
    groups_table,
    pilots_table,
)


def write_uncertainty(finding: UncertaintyFinding, path: Path, lang: str) -> None:
    """Write the answer as a workbook."""
    book = Workbook(path, lang)
    told = [[sentence] for sentence in sentences(finding, lang)]
    book.lines("Læs mig", [*read_me(finding, lang), [], *told])
    book.add("Spænd", years_table(finding))
    book.add("Usikkerhed", numbers_table(finding))
    book.add("Femtedele", fifths_table(finding), PLAIN)
    if finding.still:
        book.add("Faste tal", still_table(finding), PLAIN)
    if finding.steps:
        book.add("Samspil", steps_table(finding))
    if finding.groups:
        book.add("Værd at vide", groups_table(finding))
    if finding.pilots:
        book.add("Forsøg", pilots_table(finding))
    if finding.evaluations:
        book.add("Evaluering", evaluations_table(finding))
        book.add("Falske svar", false_table(finding))
    if finding.prices:
        book.add("Priser", prices_table(finding))
    book.add("Resumé", declared.summary_table(finding.compared, nothing=False))
    book.add("Forudsætninger", assumptions_table(finding), PLAIN)
    book.close()
