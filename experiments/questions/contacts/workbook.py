"""An answer about contacts as a workbook: the answer, the settings, and what it rests on."""

from pathlib import Path

from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.words import GRADES, notice
from borgerflow.experiments.present.workbook import ONE_DECIMAL, PLAIN, Workbook
from borgerflow.experiments.questions.contacts import tables
from borgerflow.experiments.questions.contacts.finding import ContactsFinding
from borgerflow.experiments.questions.contacts.text import answer, head_line

ASSUMPTIONS = (
    Column("navn", "name", "text", lambda row, _: row.name),
    Column("værdi", "value", "text", lambda row, _: row.value),
    Column("lav", "low", "text", lambda row, _: row.low),
    Column("høj", "high", "text", lambda row, _: row.high),
    Column("grad", "grade", "text", lambda row, lang: GRADES[row.grade][lang]),
    Column("kilde", "source", "text", lambda row, _: row.source),
)


def write_contacts(finding: ContactsFinding, path: Path, lang: str) -> None:
    """Write an answer about contacts as a workbook."""
    book = Workbook(path, lang)
    warnings = [warning.text(lang) for warning in finding.warnings]
    sentences = [head_line(finding, lang), *answer(finding, lang), *warnings]
    book.lines("Læs mig", [[sentence] for sentence in sentences])
    for name, table in _sheets(finding).items():
        book.add(name, table, ONE_DECIMAL)
    book.add("Forudsætninger", Table(notice("rests"), ASSUMPTIONS, finding.assumptions), PLAIN)
    book.close()


def _sheets(finding: ContactsFinding) -> dict[str, Table]:
    """Return the tables of numbers by the name of their sheet."""
    if not finding.rows:
        return {"Målretning": tables.all_targets_table(finding)}
    sanctions = tables.sanctions_table(finding)
    settings = {"Indstillinger": tables.settings_table(finding)}
    return settings if sanctions is None else {**settings, "Sanktioner": sanctions}
