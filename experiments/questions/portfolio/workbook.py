"""A choice as a workbook: the answer, the proposals and the sets, with numbers in the cells."""

from pathlib import Path

from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.text import patch_lines, unit_of
from borgerflow.experiments.present.workbook import Workbook
from borgerflow.experiments.questions.portfolio import text
from borgerflow.experiments.questions.portfolio.choosing.limits_text import limits_table
from borgerflow.experiments.questions.portfolio.choosing.unsure_words import unsure_table
from borgerflow.experiments.questions.portfolio.finding import PortfolioFinding
from borgerflow.experiments.runs.accounts.tables import accounts_table

PROPOSAL = (
    Column("nummer", "number", "text", lambda row, _: row.number),
    Column("forslag", "proposal", "text", lambda row, lang: row.title.text(lang)),
    text.INVESTMENT,
    text.NET,
    Column("valgt", "chosen", "text", lambda row, lang: text.YES[lang] if row.chosen else "-"),
    Column("valgt i, pct. af trækningerne", "chosen in, % of draws", "share", lambda r, _: r.share),
)
SET = (text.SET, text.MEMBERS, text.INVESTMENT, text.ONE_BY_ONE, text.TOGETHER)


def write_portfolio(finding: PortfolioFinding, path: Path, lang: str) -> None:
    """Write a choice as a workbook."""
    book, unit = Workbook(path, lang), text.unit_of(finding)
    warnings = [warning.text(lang) for warning in finding.warnings]
    patch = patch_lines(finding.patched, lang)
    lines = [text.head_line(finding, lang), *patch, *text.answer(finding, lang), *warnings]
    book.lines("Læs mig", [[line] for line in (*lines, *text.note_lines(finding, lang))])
    years = tuple(_invested_in(year) for year in finding.years)
    proposals = Table(unit, (*PROPOSAL, *years), finding.candidates)
    sets = Table(unit, (*SET, *years), finding.sets)
    book.add("Forslag", proposals)
    book.add("Sæt", sets)
    if finding.accounts:
        book.add("Konti", accounts_table(finding.accounts, finding.years, unit_of(finding)))
    if finding.limit_rows:
        book.add("Rammer", limits_table(finding))
    if finding.unsure is not None:
        book.add("Usikkerhed", unsure_table(finding.unsure))
    book.add("Løbende priser", text.current_table(finding))
    book.close()


def _invested_in(year: int) -> Column:
    return Column(str(year), str(year), "kr", lambda row, _: row.investment.by_year[year])
