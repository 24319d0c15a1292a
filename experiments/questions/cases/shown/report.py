"""The report of simulated cases: one in full, or many in a table."""

from borgerflow.experiments.findings.table import Table
from borgerflow.experiments.present.page import Page, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.cases.finding import CaseFinding, CaseTable, SimulatedCase
from borgerflow.experiments.questions.cases.shown import text
from borgerflow.experiments.questions.cases.shown.beside import beside_sheet
from borgerflow.experiments.questions.cases.shown.listing_text import UNTITLED


def case_page(found: CaseFinding, lang: str) -> Page:
    """Return the report of one case; of one that cannot be simulated the reason alone."""
    title, answer = text.title(found, lang), WORDS[lang]["answer"]
    if not isinstance(found, SimulatedCase):
        return Page(lang, title, (Section(answer, sentences=(text.cannot(found, lang),)),))
    stated, needed, elsewhere, caveats = (
        Section(heading, sentences=tuple(told)) for heading, told in text.sections(found, lang)
    )
    beside = Section(WORDS[lang]["table"], sheets=(beside_sheet(found, lang),))
    how = Section(WORDS[lang]["provenance"], sentences=(text.how(found, lang),))
    return Page(lang, title, (needed, stated, beside, elsewhere, caveats, how))


def cases_page(table: CaseTable, lang: str) -> Page:
    """Return the report of many cases."""
    title = {"da": "Cases simuleret som forslag", "en": "Cases simulated as proposals"}[lang]
    answer = Section(WORDS[lang]["answer"], sentences=tuple(text.counts(table, lang)))
    shown = sheet(Table(UNTITLED, text.COLUMNS, table.simulated), lang)
    reasons = (f"{because}: {ids}" for because, ids in text.left_out(table, lang))
    left = Section(text.CANNOT[lang], sentences=tuple(reasons))
    each = Section({"da": "Case for case", "en": "Case by case"}[lang], sheets=(shown,))
    return Page(lang, f"{title}: {table.municipality}", (answer, each, left))
