"""The report of a comparison: what a proposal does to the municipality's purse, and why."""

from collections.abc import Mapping

from borgerflow.experiments.findings.rows import FullTimeRow, Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present import sections as shared
from borgerflow.experiments.present.page import Page, PageTable, Section
from borgerflow.experiments.present.text import head_line, prices
from borgerflow.experiments.present.words import WORDS, line_label
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.text import answer

MOST_FLOWS = 12
NOTHING = "0"


def compare_page(finding: Finding, lang: str) -> Page:
    """Return the report of a comparison."""
    ids = " ".join(proposal.id for proposal in finding.proposals)
    sections = (
        Section(WORDS[lang]["answer"], sentences=tuple(answer(finding, lang))),
        _economy(finding, lang),
        _payback(finding, lang),
        _why(finding, lang),
        shared.rests_on(finding, lang),
        shared.provenance(finding, shared.command(f"compare {ids}", finding), lang),
    )
    return Page(lang, head_line(finding, lang), sections)


def _economy(finding: Finding, lang: str) -> Section:
    words = WORDS[lang]
    rows = [
        (
            line_label(row, lang),
            *(numbers.thousands(a.mean, lang) for a in row.amounts.by_year.values()),
            numbers.thousands(row.amounts.total.mean, lang),
            numbers.span(row.amounts.total, lang),
        )
        for row in finding.summary
    ]
    own = {i for i, row in enumerate(finding.summary) if row.line == "net_kommune"}
    sheet = PageTable(
        caption=words["unit"].format(prices=prices(finding, lang)),
        columns=("", *map(str, finding.years), words["total"], words["interval"]),
        rows=tuple(rows),
        strong=frozenset(own),
    )
    return Section(words["table"], sentences=(words["rounding"],), sheets=(sheet,))


def _payback(finding: Finding, lang: str) -> Section:
    words = WORDS[lang]
    points = finding.cumulative
    alt = words["alt"].format(
        start=numbers.month(points[0].month, lang),
        end=numbers.month(points[-1].month, lang),
        last=numbers.thousands(points[-1].amount.mean, lang),
    )
    chances = finding.payback.probability_by_year
    by_year = PageTable(
        caption=words["paid_back"],
        columns=("", *map(str, chances)),
        rows=((words["probability"], *(numbers.number(p, lang, 2) for p in chances.values())),),
    )
    by_month = PageTable(
        caption=words["cumulative"],
        columns=tuple(words[name] for name in ("month", "mean", "low", "high")),
        rows=tuple((numbers.month(p.month, lang), *_ends(p.amount, lang)) for p in points),
        folded=words["data"],
    )
    chart = shared.figure(lambda path: finding.plot(path, lang), alt)
    return Section(words["chart"], figure=chart, sheets=(by_year, by_month))


def _ends(amount: Interval, lang: str) -> tuple[str, ...]:
    ends = (amount.mean, amount.low, amount.high)
    return tuple("-" if end is None else numbers.thousands(end, lang) for end in ends)


def _why(finding: Finding, lang: str) -> Section:
    sheets = (_full_time(finding, lang), _flows(finding, lang), _touched(finding, lang))
    return Section(WORDS[lang]["why"], sheets=sheets)


def _full_time(finding: Finding, lang: str) -> PageTable:
    words = WORDS[lang]
    schemes: dict[str, dict[int, FullTimeRow]] = {}
    for row in finding.full_time:
        schemes.setdefault(row.scheme, {})[row.year] = row
    rows = tuple(
        (
            finding.scheme_label(scheme, lang),
            numbers.persons(next(iter(by_year.values())).baseline, lang),
            *(
                shared.signed(by_year[year].difference, lang) if year in by_year else NOTHING
                for year in finding.years
            ),
        )
        for scheme, by_year in schemes.items()
        if shared.is_seen(row.difference for row in by_year.values())
    )
    columns = (words["scheme"], words["baseline"], *map(str, finding.years))
    return PageTable(words["full_time"], columns, rows)


def _flows(finding: Finding, lang: str) -> PageTable:
    words = WORDS[lang]
    moves: dict[tuple[str, str], dict[int, float]] = {}
    for row in finding.flows:
        moves.setdefault((row.origin, row.destination), {})[row.year] = row.difference.mean
    largest = sorted(moves.items(), key=lambda item: -_size(item[1]))[:MOST_FLOWS]
    rows = tuple(
        (
            finding.scheme_label(origin, lang),
            finding.scheme_label(destination, lang),
            *(numbers.persons(by_year.get(year, 0.0), lang, sign=True) for year in finding.years),
        )
        for (origin, destination), by_year in largest
        if _size(by_year) >= shared.SMALLEST_SHOWN
    )
    columns = (words["from"], words["to"], *map(str, finding.years))
    return PageTable(words["flows"], columns, rows, text=frozenset({1}))


def _size(by_year: Mapping[int, float]) -> float:
    return sum(abs(difference) for difference in by_year.values())


def _touched(finding: Finding, lang: str) -> PageTable:
    words = WORDS[lang]
    counts = (numbers.count(amount.mean, lang) for amount in finding.touched.values())
    return PageTable(
        words["touched"], ("", *map(str, finding.touched)), ((words["citizens"], *counts),)
    )
