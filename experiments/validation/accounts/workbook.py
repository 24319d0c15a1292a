"""A year's expenditure as a workbook with numeric cells."""

from pathlib import Path

from borgerflow.experiments.present.workbook import ONE_DECIMAL, PLAIN, Workbook
from borgerflow.experiments.validation.accounts import tables
from borgerflow.experiments.validation.accounts.finding import AccountsFinding
from borgerflow.experiments.validation.accounts.text import head_of_accounts, notes, sentences


def write_accounts(finding: AccountsFinding, path: Path, lang: str) -> None:
    """Write a year's expenditure as a workbook."""
    book = Workbook(path, lang)
    told = [[said.text(lang)] for said in (*sentences(finding), *notes(finding))]
    head = [[head_of_accounts(finding, lang)], ["borgerflow", finding.version]]
    book.lines("Læs mig", [*head, [finding.command], *told])
    book.add("Resumé", tables.schemes_table(finding), ONE_DECIMAL)
    book.add("Regnskab", tables.bridge_table(finding, sources=True), ONE_DECIMAL)
    if finding.untold:
        book.add("Ikke trukket fra", tables.untold_table(finding, sources=True), PLAIN)
    if finding.refunds:
        book.add("Refusion", tables.refunds_table(finding, sources=True), ONE_DECIMAL)
    book.add("Forudsætninger", tables.degrees_table(finding), ONE_DECIMAL)
    book.close()
