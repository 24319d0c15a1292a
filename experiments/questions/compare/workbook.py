"""A comparison as a workbook with numeric cells."""

from pathlib import Path

from borgerflow.experiments.present.workbook import (
    ONE_DECIMAL,
    PLAIN,
    Workbook,
    assumptions_table,
    read_me,
)
from borgerflow.experiments.questions.compare import tables
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.text import answer


def write_compare(finding: Finding, path: Path, lang: str) -> None:
    """Write a comparison as a workbook."""
    book = Workbook(path, lang)
    sentences = [[sentence] for sentence in answer(finding, lang)]
    book.lines("Læs mig", [*read_me(finding, lang), [], *sentences])
    book.add("Resumé", tables.summary_table(finding))
    book.add("År for år", tables.full_time_table(finding), ONE_DECIMAL)
    book.add("Forudsætninger", assumptions_table(finding), PLAIN)
    book.add("Data", tables.ledger_table(finding), numbered=True)
    book.close()
