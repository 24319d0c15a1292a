"""The report of one world: who is where, for how long, and what it costs."""

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present import sections as shared
from borgerflow.experiments.present.page import Figure, Page, PageTable, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.text import head_line, length, unit_of
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.run import tables
from borgerflow.experiments.questions.run.finding import RunFinding
from borgerflow.experiments.runs.accounts.tables import finance_tables
from borgerflow.experiments.runs.money import MUNICIPALITY


def run_page(finding: RunFinding, lang: str) -> Page:
    """Return the report of one world."""
    words = WORDS[lang]
    persons, kroner, flows = (
        sheet(table(finding), lang)
        for table in (tables.persons_table, tables.kroner_table, tables.largest_flows_table)
    )
    answer, chart = shared.answered(lead(finding, lang), (), _chart(finding, lang), lang)
    sections = (
        answer,
        Section(words["where"], sheets=(persons,)),
        chart,
        _economy(finding, kroner, lang),
        _finance(finding, lang),
        Section(words["why"], sheets=(flows,)),
        shared.rests_on(finding, lang),
        shared.method(finding, lang),
        shared.provenance(finding, shared.command("run", finding), lang),
    )
    return Page(lang, head_line(finding, lang), sections)


def lead(finding: RunFinding, lang: str) -> str:
    """Return in one sentence what the municipality pays for all that is simulated."""
    paid = numbers.amount(finding.paid[MUNICIPALITY].total.mean, lang)
    over = length(finding, lang)
    return {
        "da": f"Kommunen betaler {paid} over {over} for de borgere, der er på en ydelse.",
        "en": f"The municipality pays {paid} over {over} for the citizens who are on a benefit.",
    }[lang]


def _economy(finding: RunFinding, kroner: PageTable, lang: str) -> Section:
    words, beside = WORDS[lang], tables.in_current_prices(finding)
    current = (sheet(tables.payers_table(beside), lang),) if beside.paid else ()
    meant = (words["current"],) if current else ()
    sentences = (words["rounding"], *meant)
    return Section(words["table"], sentences=sentences, sheets=(kroner, *current))


def _finance(finding: RunFinding, lang: str) -> Section:
    total, unit = finding.net_municipal, unit_of(finding)
    shown = finance_tables(finding.frames, finding.accounts, total, unit)
    return Section(WORDS[lang]["accounts"], sheets=tuple(sheet(each, lang) for each in shown))


def _chart(finding: RunFinding, lang: str) -> Section:
    words, stocks = WORDS[lang], finding.stocks
    start, end = (numbers.month(row.month, lang) for row in (stocks[0], stocks[-1]))
    alt = words["alt_run"].format(start=start, end=end)
    sheets = (sheet(tables.stocks_table(finding), lang),)
    return Section(words["chart_run"], figure=Figure("stocks", alt), sheets=sheets)
