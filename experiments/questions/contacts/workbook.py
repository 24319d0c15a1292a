"""An answer about contacts as a workbook: the answer, the settings, and what it rests on."""

from pathlib import Path

from borgerflow.experiments.findings.table import Table
from borgerflow.experiments.present.text import patch_lines
from borgerflow.experiments.present.words import references_told
from borgerflow.experiments.present.workbook import ONE_DECIMAL, PLAIN, Workbook
from borgerflow.experiments.present.workbook.assumptions import assumptions_table
from borgerflow.experiments.questions.contacts import tables
from borgerflow.experiments.questions.contacts.finding import ContactsFinding
from borgerflow.experiments.questions.contacts.shown.accounts import setting_accounts_table
from borgerflow.experiments.questions.contacts.shown.lateness import lateness_table
from borgerflow.experiments.questions.contacts.shown.quarters import all_quarters_table
from borgerflow.experiments.questions.contacts.shown.text import answer, head_line
from borgerflow.experiments.questions.contacts.targeting.mix_tables import (
    frontier_table,
    mix_table,
)


def write_contacts(finding: ContactsFinding, path: Path, lang: str) -> None:
    """Write an answer about contacts as a workbook."""
    book = Workbook(path, lang)
    sources = references_told(each.source for each in finding.assumptions)
    warnings = [said.text(lang) for said in (*finding.warnings, *sources)]
    patch = patch_lines(finding.patched, lang)
    sentences = [head_line(finding, lang), *patch, *answer(finding, lang), *warnings]
    book.lines("Læs mig", [[sentence] for sentence in sentences])
    for name, table in _sheets(finding).items():
        book.add(name, table, ONE_DECIMAL)
    book.add("Forudsætninger", assumptions_table(finding), PLAIN)
    book.close()


def _sheets(finding: ContactsFinding) -> dict[str, Table]:
    """Return the tables of numbers by the name of their sheet."""
    quarters = {"Kvartaler": all_quarters_table(finding)} if finding.quarters else {}
    return {**_main_sheets(finding), **quarters}


def _main_sheets(finding: ContactsFinding) -> dict[str, Table]:
    mix, sheets = finding.mix, {}
    if mix is not None:
        sheets = {"Grupper": mix_table(finding, mix), "Besparelser": frontier_table(finding, mix)}
    elif not finding.rows:
        return {"Målretning": tables.all_targets_table(finding)}
    if finding.rows:
        sheets["Muligheder"] = tables.settings_table(finding)
    if finding.accounts:
        sheets["Konti"] = setting_accounts_table(finding)
    sanctions = tables.sanctions_table(finding)
    if finding.lateness:
        sheets["Frister"] = lateness_table(finding)
    return sheets if sanctions is None else {**sheets, "Sanktioner": sanctions}
