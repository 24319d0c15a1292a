"""An answer about contacts as a workbook: the answer, the settings, and what it rests on."""

from pathlib import Path

from borgerflow.experiments.findings.table import Table
from borgerflow.experiments.present import tables as present
from borgerflow.experiments.present.words import GRADES
from borgerflow.experiments.present.workbook import ONE_DECIMAL, Workbook
from borgerflow.experiments.questions.contacts import tables
from borgerflow.experiments.questions.contacts.finding import ContactsFinding
from borgerflow.experiments.questions.contacts.text import answer, head_line

RESTS = {
    "da": ("navn", "værdi", "lav", "høj", "grad", "kilde"),
    "en": ("name", "value", "low", "high", "grade", "source"),
}


def write_contacts(finding: ContactsFinding, path: Path, lang: str) -> None:
    """Write an answer about contacts as a workbook."""
    book = Workbook(path)
    warnings = [warning.text(lang) for warning in finding.warnings]
    sentences = [head_line(finding, lang), *answer(finding, lang), *warnings]
    book.lines("Læs mig", [[sentence] for sentence in sentences])
    for name, table in _sheets(finding).items():
        heads, cells = present.heads(table, lang), present.cells(table, lang)
        book.table(name, table.title.text(lang), heads, cells, ONE_DECIMAL)
    grades = [
        [a.name, a.value, a.low, a.high, GRADES[a.grade][lang], a.source]
        for a in finding.assumptions
    ]
    book.table("Forudsætninger", RESTS[lang][0], RESTS[lang], grades, "General")
    book.close()


def _sheets(finding: ContactsFinding) -> dict[str, Table]:
    """Return the tables of numbers by the name of their sheet."""
    if not finding.rows:
        return {"Målretning": tables.all_targets_table(finding)}
    sanctions = tables.sanctions_table(finding)
    settings = {"Indstillinger": tables.settings_table(finding)}
    return settings if sanctions is None else {**settings, "Sanktioner": sanctions}
