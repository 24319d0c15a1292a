"""A backcast as a workbook with numeric cells."""

from pathlib import Path

from borgerflow.experiments.present.workbook import ONE_DECIMAL, Workbook
from borgerflow.experiments.validation.backcast import tables
from borgerflow.experiments.validation.backcast.finding import BackcastFinding
from borgerflow.experiments.validation.backcast.text import head_of_backcast, verdicts


def write_backcast(finding: BackcastFinding, path: Path, lang: str) -> None:
    """Write a backcast as a workbook."""
    book = Workbook(path, lang)
    told = [[said.text(lang)] for said in (*verdicts(finding), *finding.notes)]
    head = [[head_of_backcast(finding, lang)], ["borgerflow", finding.version]]
    book.lines("Læs mig", [*head, [finding.command], *told])
    book.add("Resumé", tables.scores_table(finding), ONE_DECIMAL)
    book.add("År for år", tables.errors_table(finding), ONE_DECIMAL)
    book.add("Kvartaler", tables.rows_table(finding), ONE_DECIMAL)
    book.close()
