"""The tables of one world, declared once for workbook, page and terminal."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd

from borgerflow.experiments.findings.rows import AmountRow
from borgerflow.experiments.findings.table import Column, Table, Value, year_columns
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.text import unit_of
from borgerflow.experiments.present.words import (
    NO_SCHEME,
    PAYERS,
    WORDS,
    YEAR,
    column,
    notice,
    posted,
)
from borgerflow.experiments.questions.run.finding import RunFinding
from borgerflow.experiments.questions.run.rows import CountRow
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.records.small_counts import HIDDEN

MOST_FLOWS = 20
WEEKS = Wording("uger", "weeks")
TARGETS = (
    Column("", "", "text", lambda row, lang: row.label.text(lang)),
    Column("dag", "day", "text", lambda row, _: row.day),
    Column("offentliggjort", "published", "persons", lambda row, _: row.published),
    Column("simuleret", "simulated", "persons", lambda row, _: row.simulated),
    Column("afvigelse", "off", "deviation", lambda row, _: row.off),
)


def persons_frame(finding: RunFinding) -> pd.DataFrame:
    """Return a row per scheme: mean full-time persons by year, then mean weeks of a stay."""
    frame = pd.DataFrame(
        [(row.scheme, row.month[:4], row.full_time.mean) for row in finding.stocks],
        columns=["scheme", "year", "full_time"],
    )
    order = list(dict.fromkeys(frame["scheme"]))
    table = frame.pivot_table(index="scheme", columns="year", values="full_time", aggfunc="mean")
    table = table.reindex(order)
    weeks = {row.scheme: row.weeks.mean for row in finding.durations}
    return table.assign(weeks=pd.Series(weeks)).astype(float)


def persons_table(finding: RunFinding) -> Table:
    """Return full-time persons of each scheme by year, and mean weeks of a stay."""
    frame = persons_frame(finding)
    *years, _ = frame.columns
    names = [*(Wording(year, year) for year in years), WEEKS]
    columns = (
        column("scheme", "text", lambda row, lang: finding.scheme_label(row[0], lang)),
        *(Column(n.da, n.en, "persons", _cell(place)) for place, n in enumerate(names, start=1)),
    )
    title = Wording("Fuldtidspersoner; uger pr. forløb", "Full-time persons; weeks of a stay")
    return Table(title, columns, list(frame.itertuples(name=None)))


def _cell(place: int) -> Callable[[Any, str], Value]:
    return lambda row, _: None if pd.isna(row[place]) else row[place]


def flows_table(finding: RunFinding) -> Table:
    """Return every flow between schemes, year by year."""
    title = Wording("Skift mellem ordninger, borgere", "Flows between schemes, citizens")
    columns = (
        column("from", "text", lambda row, lang: finding.scheme_label(row.origin, lang)),
        column("to", "text", lambda row, lang: finding.scheme_label(row.destination, lang)),
        YEAR,
        column("citizens", "one_decimal", lambda row, _: row.count, ends=True),
    )
    return Table(title, columns, [row for row in finding.flows if row.count.mean])


def ledger_table(finding: RunFinding) -> Table:
    """Return kroner of each year, payer, scheme and kind."""
    kroner = Column("kr.", "DKK", "one_decimal", lambda row, _: row.kroner, ends=True)
    title = Wording("Kr., + udgift, - besparelse", "DKK, + expense, - saving")
    rows = [row for row in finding.ledger if row.kroner.mean]
    return Table(title, (*posted(finding), kroner), rows)


def targets_table(finding: RunFinding) -> Table:
    """Return the published figures beside the simulated ones, and how far each is off."""
    title = Wording("Offentliggjorte tal, personer", "Published figures, persons")
    return Table(title, TARGETS, finding.targets)


def payers_table(finding: RunFinding) -> Table:
    """Return what each payer pays by year and in all."""
    paid = finding.paid
    columns = (
        Column("", "", "text", lambda payer, lang: PAYERS[payer][lang]),
        *year_columns(finding.years, "kr", lambda payer, year, _: paid[payer].by_year[year]),
        column("total", "kr", lambda payer, _: paid[payer].total),
    )
    return Table(unit_of(finding), columns, list(paid))


def in_current_prices(finding: RunFinding) -> RunFinding:
    """Return a finding that tells what payers pay in the prices of each year; none if it does."""
    paid = {payer: each.current for payer, each in finding.paid.items() if each.current}
    return replace(finding, price_year=None, paid=paid)


def stocks_table(finding: RunFinding) -> Table:
    """Return persons in each scheme on the first of each month."""
    schemes = list(dict.fromkeys(row.scheme for row in finding.stocks))
    persons: dict[str, dict[str, float | str]] = {}
    for row in finding.stocks:
        shown = HIDDEN if row.persons is None else row.persons.mean
        persons.setdefault(row.month, {})[row.scheme] = shown

    def scheme(name: str) -> Column:
        danish, english = (finding.scheme_label(name, lang) for lang in LANGUAGES)
        return Column(danish, english, "number", lambda month, _: persons[month][name])

    months = column("month", "text", numbers.month)
    columns = (months, *map(scheme, schemes))
    return Table(notice("stocks"), columns, list(persons), folded=notice("data"))


def kroner_table(finding: RunFinding) -> Table:
    """Return kroner of each payer, scheme and kind, by year."""
    posts: dict[tuple[str, str, str], dict[int, AmountRow]] = {}
    for row in finding.ledger:
        posts.setdefault((row.payer, row.scheme, row.kind), {})[row.year] = row
    columns = (
        column("payer", "text", lambda post, lang: PAYERS[post[0]][lang]),
        column(
            "scheme", "text", lambda post, lang: finding.scheme_label(post[1], lang) or NO_SCHEME
        ),
        column("kind", "text", lambda post, lang: WORDS[lang][post[2]]),
        *year_columns(
            finding.years,
            "kr",
            lambda post, y, _: posts[post][y].kroner if y in posts[post] else 0.0,
        ),
    )
    return Table(unit_of(finding), columns, list(posts))


def largest_flows_table(finding: RunFinding) -> Table:
    """Return the largest flows between schemes, by year."""
    flows: dict[tuple[str, str], dict[int, CountRow]] = {}
    for row in finding.flows:
        flows.setdefault((row.origin, row.destination), {})[row.year] = row
    largest = sorted(flows, key=lambda ends: -sum(row.count.mean for row in flows[ends].values()))
    columns = (
        column("from", "text", lambda ends, lang: finding.scheme_label(ends[0], lang)),
        column("to", "text", lambda ends, lang: finding.scheme_label(ends[1], lang)),
        *year_columns(
            finding.years,
            "persons",
            lambda ends, y, _: flows[ends][y].count if y in flows[ends] else "0",
        ),
    )
    return Table(notice("moves"), columns, largest[:MOST_FLOWS])
