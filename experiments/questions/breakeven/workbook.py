"""The answer of a proposal as a workbook with numeric cells."""

from pathlib import Path

from borgerflow.experiments.present.workbook import PLAIN, Workbook, read_me
from borgerflow.experiments.questions.breakeven.finding import BreakEvenFinding
from borgerflow.experiments.questions.breakeven.tables import effects_table, payers_table
from borgerflow.experiments.questions.breakeven.text import sentences
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.workbook.sheets import add_comparison


def write_breakeven(finding: BreakEvenFinding, path: Path, lang: str) -> None:
    """Write the answer as a workbook; where nothing is compared, the reason alone."""
    book = Workbook(path, lang)
    told = [[sentence] for sentence in sentences(finding, lang)]
    book.lines("Læs mig", [*read_me(finding, lang), [], *told])
    if finding.compared is not None:
        _add_numbers(book, finding, finding.compared)
    book.close()


def _add_numbers(book: Workbook, finding: BreakEvenFinding, compared: Finding) -> None:
    book.add("Nødvendig effekt", effects_table(finding), PLAIN)
    book.add("Betalere", payers_table(finding))
    add_comparison(book, compared, finding)
