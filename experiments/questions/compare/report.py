"""The report of a comparison: what a proposal does to the municipality's purse, and why."""

from borgerflow.experiments.findings.table import Table
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present import sections as shared
from borgerflow.experiments.present.page import Figure, Page, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.text import head_line, length, unit_of
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.compare import text
from borgerflow.experiments.questions.compare.chart.told import pictures
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.payback_words import payback_words
from borgerflow.experiments.questions.compare.own_numbers.sure_words import loss_beside
from borgerflow.experiments.questions.compare.tables import declared as tables
from borgerflow.experiments.questions.compare.tables.finance import (
    grant_sentences,
    kept_table,
    tax_table,
)
from borgerflow.experiments.runs.accounts.tables import finance_tables, frame_notes
from borgerflow.sim.base.wording import sentence

WHY = (tables.mean_full_time_table, tables.touched_table)
CHANGES = (tables.changes_table, tables.flows_table)


def compare_page(finding: Finding, lang: str) -> Page:
    """Return the report of a comparison."""
    ids = shared.proposals_asked(finding)
    asked = " --grants" if finding.grants else ""
    sections = (
        the_answer(finding, lead(finding, lang), text.answer(finding, lang), lang),
        economy(finding, lang),
        payers(finding, lang),
        *finance(finding, lang),
        *equalisation(finding, lang),
        affected(finding, lang),
        uncertainty(finding, lang),
        shared.rests_on(finding, lang),
        shared.method(finding, lang),
        shared.provenance(finding, shared.command(f"compare {ids}{asked}", finding), lang),
    )
    return Page(lang, head_line(finding, lang), sections)


def lead(finding: Finding, lang: str) -> str:
    """Return the answer in one sentence: what it is expected to come to, and how likely it loses.

    Where no own numbers are drawn it is told in how many replications it has paid back.
    """
    total = finding.net_municipal.total
    amount = numbers.kroner(abs(total.mean), lang)
    verb, over = text.COSTS_OR_SAVES[lang][total.mean < 0], length(finding, lang)
    many = len(finding.proposals) > 1
    who = {
        "da": ("Forslaget ventes", "Forslagene ventes"),
        "en": ("The proposal is expected", "The proposals are expected"),
    }[lang][many]
    done = {
        "da": f"{who} at {verb} kommunen {amount} netto over {over}",
        "en": f"{who} to {verb} the municipality {amount} net over {over}",
    }[lang]
    loss = loss_beside(finding, lang)
    if not loss:
        return sentence(f"{done}; {payback_words(finding, lang)}")
    as_assumed = {"da": " med tallene som antaget", "en": " with the numbers as assumed"}[lang]
    return sentence(f"{done}{as_assumed}{loss}")


def surety(finding: Finding, lang: str) -> list[str]:
    """Return how far the net may be off: by what is not known, and by chance alone."""
    span = finding.assumption_range
    told_range = text.range_told(finding, lang).removeprefix("; ")
    told = [] if span is None else [sentence(f"{told_range[0].upper()}{told_range[1:]}")]
    asked = shared.proposals_asked(finding)
    if finding.municipality in finding.typed.municipality:
        asked += f" --municipality {shared.place_typed(finding)}"
    more = {
        "da": f"Hvad usikkerheden skyldes, og hvad det er værd at vide mere, siger kommandoen "
        f"borgerflow uncertainty {asked}.",
        "en": f"What the uncertainty comes of, and what it is worth to know more, is told by "
        f"borgerflow uncertainty {asked}.",
    }[lang]
    return [*told, text.chance_sentence(finding, lang), more]


def the_answer(finding: Finding, lead: str, answer: list[str], lang: str) -> Section:
    """Return the answer in one sentence with its picture, and what else there is to say of it."""
    words, points = WORDS[lang], finding.cumulative
    alt = words["alt"].format(
        start=numbers.month(points[0].month, lang),
        end=numbers.month(points[-1].month, lang),
        last=numbers.kroner(points[-1].amount.mean, lang),
    )
    return Section(
        words["answer"],
        lead=lead,
        sentences=tuple(answer),
        figure=Figure("cumulative", alt, words["chart"]),
        sheets=(sheet(tables.cumulative_table(finding), lang),),
    )


def economy(finding: Finding, lang: str) -> Section:
    """Return the main table in both prices, and what the net is for each result."""
    words, current = WORDS[lang], tables.in_current_prices(finding)
    shown = [tables.summary_table(each) for each in (finding, current)]
    sheets = tuple(sheet(table, lang) for table in shown if table.rows)
    prices = (text.price_sentence(price, lang) for price in finding.prices)
    meant = (words["current"],) if current.summary else ()
    return Section(words["table"], sentences=(words["rounding"], *meant, *prices), sheets=sheets)


def payers(finding: Finding, lang: str) -> Section:
    """Return what each payer pays more or less, by year."""
    title = {"da": "Hvem betaler", "en": "Who pays"}[lang]
    return Section(title, sheets=(sheet(tables.payers_table(finding), lang),))


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


def affected(finding: Finding, lang: str) -> Section:
    """Return whose lives change and where they are instead, in tables and pictures."""
    title = {"da": "Hvem berøres", "en": "Who is affected"}[lang]
    shown: list[Table] = [table(finding) for table in WHY]
    shown += [tables.gains_table(finding)] if finding.gains else []
    shown += [table(finding) for table in CHANGES]
    sheets = tuple(sheet(table, lang) for table in shown)
    return Section(title, sheets=sheets, parts=pictures(finding, lang))


def uncertainty(finding: Finding, lang: str) -> Section:
    """Return how sure it is: by year what chance leaves open, and how many pay back."""
    title = {"da": "Hvor sikkert er det", "en": "How sure it is"}[lang]
    spans = tables.spans_table(finding)
    shown = [tables.payback_table(finding), *([spans] if spans.rows else [])]
    sheets = tuple(sheet(table, lang) for table in shown)
    return Section(title, sentences=tuple(surety(finding, lang)), sheets=sheets)
