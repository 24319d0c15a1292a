"""A comparison as a workbook with numeric cells."""

from pathlib import Path

from borgerflow.experiments.present.text import unit_of
from borgerflow.experiments.present.workbook import (
    ONE_DECIMAL,
    PLAIN,
    TWO_DECIMALS,
    WHOLE,
    Workbook,
    assumptions_table,
    read_me,
)
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.form.amounts import form_table
from borgerflow.experiments.questions.compare.tables import declared as tables
from borgerflow.experiments.questions.compare.tables.finance import (
    grant_sentences,
    kept_table,
    tax_table,
)
from borgerflow.experiments.questions.compare.text import answer, price_sentence
from borgerflow.experiments.runs.accounts.tables import accounts_table


def write_compare(finding: Finding, path: Path, lang: str) -> None:
    """Write a comparison as a workbook."""
    book = Workbook(path, lang)
    prices = (price_sentence(price, lang) for price in finding.prices)
    told = (*answer(finding, lang), *prices, *grant_sentences(finding, lang))
    sentences = [[sentence] for sentence in told]
    book.lines("Læs mig", [*read_me(finding, lang), [], *sentences])
    book.add("Resumé", tables.summary_table(finding, nothing=False))
    book.add("Til skemaet", form_table(finding), (WHOLE, WHOLE, TWO_DECIMALS))
    book.add("Intervaller", tables.spans_table(finding))
    add_current(book, finding)
    if finding.accounts:
        book.add("Konti", accounts_table(finding.accounts, finding.years, unit_of(finding)))
        book.add("Alene eller alle", kept_table(finding))
    if finding.grants is not None:
        book.add("Udligning", tax_table(finding.grants), PLAIN)
    book.add("Resultater", tables.prices_table(finding), ONE_DECIMAL)
    book.add("Fuldtidspersoner", tables.mean_full_time_table(finding), ONE_DECIMAL)
    book.add("Hvem", tables.gains_table(finding))
    book.add("År for år", tables.full_time_table(finding), ONE_DECIMAL)
    book.add("Forudsætninger", assumptions_table(finding), PLAIN)
    book.add("Data", tables.ledger_table(finding), numbered=True)
    book.close()


def add_current(book: Workbook, finding: Finding) -> None:
    """Add the main table in current prices, where amounts have these too."""
    current = tables.in_current_prices(finding)
    if current.summary:
        book.add("Løbende priser", tables.summary_table(current, nothing=False))
