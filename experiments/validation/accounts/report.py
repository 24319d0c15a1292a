"""The report of a year's expenditure: schemes, the bridge to the accounts, what it rests on."""

from borgerflow.experiments.present.page import Page, PageTable, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.validation.accounts import tables
from borgerflow.experiments.validation.accounts.finding import AccountsFinding
from borgerflow.experiments.validation.accounts.text import head_of_accounts, notes, sentences


def accounts_page(finding: AccountsFinding, lang: str) -> Page:
    """Return the report of a year's expenditure."""
    words = WORDS[lang]
    told = tuple(said.text(lang) for said in sentences(finding))
    schemes = sheet(tables.schemes_table(finding), lang)
    facts = (
        (words["replications"], str(finding.replications)),
        (words["seed"], str(finding.seed)),
        (words["version"], f"borgerflow {finding.version}"),
        (words["again"], finding.command),
    )
    sections = (
        Section(words["answer"], sentences=told, sheets=(schemes,)),
        Section(tables.BRIDGE.text(lang), sheets=_account_sheets(finding, lang)),
        Section(
            words["provenance"],
            notes=tuple(note.text(lang) for note in notes(finding)),
            sheets=(sheet(tables.degrees_table(finding), lang),),
            facts=facts,
        ),
    )
    return Page(lang, head_of_accounts(finding, lang), sections)


def _account_sheets(finding: AccountsFinding, lang: str) -> tuple[PageTable, ...]:
    shown = [tables.bridge_table(finding, sources=True)]
    shown += [tables.untold_table(finding, sources=True)] if finding.untold else []
    shown += [tables.refunds_table(finding, sources=True)] if finding.refunds else []
    return tuple(sheet(table, lang) for table in shown)
