"""A follow-up as a workbook with numeric cells."""

from pathlib import Path

from borgerflow.experiments.present.workbook import ONE_DECIMAL, WHOLE, Workbook
from borgerflow.experiments.validation.followup import tables
from borgerflow.experiments.validation.followup.finding import FollowupFinding
from borgerflow.experiments.validation.followup.text import sentences
from borgerflow.experiments.validation.forecast.text import forecast_head


def write_followup(finding: FollowupFinding, path: Path, lang: str) -> None:
    """Write a follow-up as a workbook."""
    book = Workbook(path, lang)
    told = [[said.text(lang)] for said in (*sentences(finding), *finding.notes)]
    files = [["--freeze", finding.forecast_file], ["", finding.actuals_file]]
    head = [[forecast_head(finding, lang)], ["borgerflow", finding.version]]
    book.lines("Læs mig", [*head, *files, *told])
    book.add("Resumé", tables.hits_table(finding), ONE_DECIMAL)
    book.add("Kvartaler", tables.numbers_table(finding), ONE_DECIMAL)
    if finding.earned:
        book.add("Besparelser", tables.earned_table(finding), WHOLE)
    book.close()
