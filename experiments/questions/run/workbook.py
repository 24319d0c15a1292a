"""One world as a workbook with numeric cells."""

from pathlib import Path

from borgerflow.experiments.present.text import unit_of
from borgerflow.experiments.present.workbook import (
    ONE_DECIMAL,
    PLAIN,
    Workbook,
    read_me,
)
from borgerflow.experiments.present.workbook.assumptions import assumptions_table
from borgerflow.experiments.questions.run import tables
from borgerflow.experiments.questions.run.finding import RunFinding
from borgerflow.experiments.runs.accounts.tables import accounts_table


def write_run(finding: RunFinding, path: Path, lang: str) -> None:
    """Write one world as a workbook."""
    book = Workbook(path, lang)
    book.lines("Læs mig", read_me(finding, lang))
    book.add("Resumé", tables.persons_table(finding), ONE_DECIMAL)
    book.add("Betalere", tables.payers_table(finding))
    beside = tables.in_current_prices(finding)
    if beside.paid:
        book.add("Løbende priser", tables.payers_table(beside))
    unit = unit_of(finding)
    book.add("Konti", accounts_table(finding.accounts, finding.years, unit))
    book.add("År for år", tables.flows_table(finding), ONE_DECIMAL)
    book.add("Forudsætninger", assumptions_table(finding), PLAIN)
    book.add("Data", tables.ledger_table(finding), numbered=True)
    book.close()
