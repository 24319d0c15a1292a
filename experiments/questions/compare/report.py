"""The report of a comparison: what a proposal does to the municipality's purse, and why."""

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present import sections as shared
from borgerflow.experiments.present.page import Figure, Page, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.text import head_line, unit_of
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.tables import declared as tables
from borgerflow.experiments.questions.compare.tables.finance import (
    grant_sentences,
    kept_table,
    tax_table,
)
from borgerflow.experiments.questions.compare.text import answer, price_sentence
from borgerflow.experiments.runs.accounts.tables import finance_tables, frame_notes

WHY = (tables.mean_full_time_table, tables.changes_table, tables.flows_table, tables.touched_table)


def compare_page(finding: Finding, lang: str) -> Page:
    """Return the report of a comparison."""
    words = WORDS[lang]
    ids = " ".join(proposal.id for proposal in finding.proposals)
    asked = " --grants" if finding.grants else ""
    why = (*WHY, *([tables.gains_table] if finding.gains else []))
    sections = (
        Section(words["answer"], sentences=tuple(answer(finding, lang))),
        economy(finding, lang),
        *finance(finding, lang),
        *equalisation(finding, lang),
        payback(finding, lang),
        Section(words["why"], sheets=tuple(sheet(table(finding), lang) for table in why)),
        shared.rests_on(finding, lang),
        shared.provenance(finding, shared.command(f"compare {ids}{asked}", finding), lang),
    )
    return Page(lang, head_line(finding, lang), sections)


def economy(finding: Finding, lang: str) -> Section:
    """Return the main table in both prices, its intervals, and what the net is for each result."""
    words, current = WORDS[lang], tables.in_current_prices(finding)
    shown = [tables.summary_table(each) for each in (finding, current)]
    shown.append(tables.spans_table(finding))
    sheets = tuple(sheet(table, lang) for table in shown if table.rows)
    prices = (price_sentence(price, lang) for price in finding.prices)
    meant = (words["current"],) if current.summary else ()
    return Section(words["table"], sentences=(words["rounding"], *meant, *prices), sheets=sheets)


def finance(finding: Finding, lang: str) -> tuple[Section, ...]:
    """Return the net by frame and by account; none where accounts are not told."""
    if not finding.accounts:
        return ()
    booked = finance_tables(
        finding.frames, finding.accounts, finding.net_municipal, unit_of(finding)
    )
    tables_shown = (*booked, kept_table(finding))
    shown = tuple(sheet(table, lang) for table in tables_shown)
    told = (*frame_notes(finding.frames, lang), WORDS[lang]["kept_meaning"])
    return (Section(WORDS[lang]["accounts"], sentences=told, sheets=shown),)


def equalisation(finding: Finding, lang: str) -> tuple[Section, ...]:
    """Return what grants and equalisation do beside the net; none where it is not asked."""
    if finding.grants is None:
        return ()
    told, shown = tuple(grant_sentences(finding, lang)), sheet(tax_table(finding.grants), lang)
    return (Section(WORDS[lang]["equalisation"], sentences=told, sheets=(shown,)),)


def payback(finding: Finding, lang: str) -> Section:
    """Return the chart of the net so far, and the chance of payback by year."""
    words, points = WORDS[lang], finding.cumulative
    alt = words["alt"].format(
        start=numbers.month(points[0].month, lang),
        end=numbers.month(points[-1].month, lang),
        last=numbers.kroner(points[-1].amount.mean, lang),
    )
    shown = (tables.payback_table(finding), tables.cumulative_table(finding))
    sheets = tuple(sheet(table, lang) for table in shown)
    return Section(words["chart"], figure=Figure("cumulative", alt), sheets=sheets)
