"""The report of when a proposal pays back, and what it must achieve to."""

from borgerflow.experiments.present import sections as shared
from borgerflow.experiments.present.page import Page, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.text import head_line, unit_of
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.breakeven.finding import BreakEvenFinding
from borgerflow.experiments.questions.breakeven.tables import payers_table
from borgerflow.experiments.questions.breakeven.text import sentences
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.report import (
    affected,
    economy,
    the_answer,
    uncertainty,
)
from borgerflow.experiments.runs.accounts.tables import finance_tables, frame_notes


def breakeven_page(finding: BreakEvenFinding, lang: str) -> Page:
    """Return the report; where nothing is compared, the reason alone."""
    ids = shared.proposals_asked(finding)
    compared, (lead, *answer) = finding.compared, sentences(finding, lang)
    sections = (
        the_answer(compared, lead, answer, lang)
        if compared
        else Section(WORDS[lang]["answer"], lead=lead, sentences=tuple(answer)),
        *(_numbers(finding, compared, lang) if compared else ()),
        shared.provenance(finding, shared.command(f"breakeven {ids}", finding), lang),
    )
    return Page(lang, head_line(finding, lang), sections)


def _finance(compared: Finding, lang: str) -> Section:
    told = compared.frames, compared.accounts, compared.net_municipal, unit_of(compared)
    sheets = tuple(sheet(each, lang) for each in finance_tables(*told))
    notes = tuple(frame_notes(compared.frames, lang))
    return Section(WORDS[lang]["accounts"], sentences=notes, sheets=sheets)


def _numbers(finding: BreakEvenFinding, compared: Finding, lang: str) -> tuple[Section, ...]:
    title = {"da": "Hvem betaler", "en": "Who pays"}[lang]
    return (
        economy(compared, lang),
        Section(title, sheets=(sheet(payers_table(finding), lang),)),
        _finance(compared, lang),
        affected(compared, lang),
        uncertainty(compared, lang),
        shared.rests_on(finding, lang),
        shared.method(finding, lang),
    )
