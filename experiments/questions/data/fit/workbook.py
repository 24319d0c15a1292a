"""Fitted hazards as a workbook with numeric cells."""

from pathlib import Path

from borgerflow.experiments.present.workbook import ONE_DECIMAL, PLAIN, Workbook
from borgerflow.experiments.questions.data.fit import tables
from borgerflow.experiments.questions.data.fit.finding import FitFinding


def write_fit(finding: FitFinding, path: Path, lang: str) -> None:
    """Write fitted hazards as a workbook."""
    book = Workbook(path, lang)
    told = [[note.text(lang)] for note in finding.notes]
    book.lines("Læs mig", [[finding.file], ["borgerflow", finding.version], *told])
    book.add("Afgangsrater", tables.hazards_table(finding), PLAIN)
    if finding.goodness:
        book.add("Tilpasning", tables.goodness_table(finding), ONE_DECIMAL)
    if finding.groups:
        book.add("Grupper", tables.groups_table(finding), ONE_DECIMAL)
    if finding.frailties:
        book.add("Forskelle", tables.frailty_table(finding), PLAIN)
    if finding.curves:
        book.add("Kurver", tables.curves_table(finding), ONE_DECIMAL)
    book.close()
