"""The report of one world: who is where, for how long, and what it costs."""

import math

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present import sections as shared
from borgerflow.experiments.present.page import Page, PageTable, Section
from borgerflow.experiments.present.text import head_line, prices
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.run.finding import RunFinding

MOST_FLOWS = 20


def run_page(finding: RunFinding, lang: str) -> Page:
    """Return the report of one world."""
    sections = (
        _persons(finding, lang),
        _chart(finding, lang),
        _kroner(finding, lang),
        _moves(finding, lang),
        shared.rests_on(finding, lang),
        shared.provenance(finding, shared.command("run", finding), lang),
    )
    return Page(lang, head_line(finding, lang), sections)


def _persons(finding: RunFinding, lang: str) -> Section:
    words = WORDS[lang]
    table = finding.table(lang)
    rows = tuple(
        (str(label), *("-" if math.isnan(cell) else numbers.persons(cell, lang) for cell in row))
        for label, row in zip(table.index, table.to_numpy(), strict=True)
    )
    columns = (words["scheme"], *map(str, table.columns))
    return Section(words["where"], sheets=(PageTable(words["persons"], columns, rows),))


def _chart(finding: RunFinding, lang: str) -> Section:
    words = WORDS[lang]
    months = list(dict.fromkeys(row.month for row in finding.stocks))
    schemes = list(dict.fromkeys(row.scheme for row in finding.stocks))
    persons = {(row.month, row.scheme): row.persons.mean for row in finding.stocks}
    sheet = PageTable(
        words["stocks"],
        (words["month"], *(finding.scheme_label(scheme, lang) for scheme in schemes)),
        tuple(
            (
                numbers.month(month, lang),
                *(numbers.number(persons[month, scheme], lang) for scheme in schemes),
            )
            for month in months
        ),
        folded=words["data"],
    )
    start, end = (numbers.month(month, lang) for month in (months[0], months[-1]))
    alt = words["alt_run"].format(start=start, end=end)
    chart = shared.figure(lambda path: finding.plot(path, lang), alt)
    return Section(words["chart_run"], figure=chart, sheets=(sheet,))


def _kroner(finding: RunFinding, lang: str) -> Section:
    words = WORDS[lang]
    posts: dict[tuple[str, str, str], dict[int, Interval]] = {}
    for row in finding.ledger:
        posts.setdefault((row.payer, row.scheme, row.kind), {})[row.year] = row.kroner
    rows = tuple(
        (
            words.get(payer, payer),
            finding.scheme_label(scheme, lang) if scheme else "-",
            words.get(kind, kind),
            *(_thousands(by_year.get(year), lang) for year in finding.years),
        )
        for (payer, scheme, kind), by_year in posts.items()
    )
    sheet = PageTable(
        words["unit"].format(prices=prices(finding, lang)),
        (words["payer"], words["scheme"], words["kind"], *map(str, finding.years)),
        rows,
        text=frozenset({1, 2}),
    )
    return Section(words["table"], sentences=(words["rounding"],), sheets=(sheet,))


def _thousands(amount: Interval | None, lang: str) -> str:
    return "0" if amount is None else numbers.thousands(amount.mean, lang)


def _moves(finding: RunFinding, lang: str) -> Section:
    words = WORDS[lang]
    moves: dict[tuple[str, str], dict[int, Interval]] = {}
    for row in finding.flows:
        moves.setdefault((row.origin, row.destination), {})[row.year] = row.count
    largest = sorted(moves.items(), key=lambda item: -sum(c.mean for c in item[1].values()))
    rows = tuple(
        (
            finding.scheme_label(origin, lang),
            finding.scheme_label(destination, lang),
            *(
                numbers.persons(by_year[y].mean, lang) if y in by_year else "0"
                for y in finding.years
            ),
        )
        for (origin, destination), by_year in largest[:MOST_FLOWS]
    )
    columns = (words["from"], words["to"], *map(str, finding.years))
    sheet = PageTable(words["moves"], columns, rows, text=frozenset({1}))
    return Section(words["why"], sheets=(sheet,))
