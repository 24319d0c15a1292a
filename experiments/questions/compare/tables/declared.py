"""The tables of a comparison, declared once for workbook, page, terminal and DataFrame."""

from collections.abc import Mapping
from dataclasses import replace

from borgerflow.experiments.findings.labels import in_a_sentence
from borgerflow.experiments.findings.rows import (
    FlowRow,
    FullTimeRow,
    GainRow,
    Interval,
    LedgerRow,
    SummaryRow,
)
from borgerflow.experiments.findings.table import Column, Table, year_columns
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.numbers import of_all
from borgerflow.experiments.present.sections import SMALLEST_SHOWN, is_seen, signed
from borgerflow.experiments.present.text import unit_of
from borgerflow.experiments.present.words import (
    ATTRIBUTES,
    LEVEL_LABELS,
    PAYERS,
    YEAR,
    column,
    line_label,
    notice,
    posted,
)
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.runs.money import NEGLIGIBLE
from borgerflow.sim.base.wording import Wording

MOST_FLOWS = 12
NONE = "0"
GROUPED_BY = {**ATTRIBUTES, "scheme": Wording("fra", "from")}
RESULTS = {
    "full_time_person_in_work": Wording(
        "En fuldtidsperson mere i arbejde i et år", "One more full-time person in work for a year"
    ),
    "week_of_benefit_saved": Wording("En sparet uge på ydelse", "One week of benefit saved"),
}
WORLDS = (
    Column("uden forslaget", "baseline", "one_decimal", lambda row, _: row.baseline),
    Column("med forslaget", "investment", "one_decimal", lambda row, _: row.investment),
    Column("forskel", "difference", "one_decimal", lambda row, _: row.difference, ends=True),
)
CUMULATIVE = (
    column("month", "text", lambda point, lang: numbers.month(point.month, lang)),
    column("mean", "kr", lambda point, _: point.amount.mean),
    column("low", "kr", lambda point, _: point.amount.low),
    column("high", "kr", lambda point, _: point.amount.high),
)


def summary_table(finding: Finding, *, nothing: bool = True) -> Table:
    """Return the main table: kroner of each line by year and in total, those of nothing or not."""
    years = year_columns(finding.years, "kr", lambda row, year, _: row.amounts.by_year[year])
    total = column("total", "kr", lambda row, _: row.amounts.total, ends=True)
    rows = [row for row in finding.summary if nothing or _moves(row)]
    own = {place for place, row in enumerate(rows) if row.line == "net_kommune"}
    columns = (column("line", "text", line_label), *years, total)
    return Table(unit_of(finding), columns, rows, strong=frozenset(own))


def payers_table(finding: Finding) -> Table:
    """Return what each payer pays more or less, by year and in total."""
    nets = finding.net_by_payer
    columns = (
        column("payer", "text", lambda payer, lang: PAYERS[payer][lang]),
        *year_columns(finding.years, "kr", lambda payer, year, _: nets[payer].by_year[year]),
        column("total", "kr", lambda payer, _: nets[payer].total, ends=True),
    )
    return Table(unit_of(finding), columns, tuple(nets))


def _moves(row: SummaryRow) -> bool:
    return any(amount.mean for amount in row.amounts.by_year.values())


def in_current_prices(finding: Finding) -> Finding:
    """Return a finding whose main table is in the prices of each year, if it has one in these."""
    amounts = ((row, row.amounts.current) for row in finding.summary)
    rows = tuple(replace(row, amounts=current) for row, current in amounts if current)
    return replace(finding, price_year=None, summary=rows)


def spans_table(finding: Finding) -> Table:
    """Return the ends of the interval of each line and year; no row where there are none."""

    def of(year: int) -> Column:
        def amount(row: SummaryRow, _: str) -> Interval | None:
            found = row.amounts.by_year[year]
            return found if has_width(found) else None

        return Column(str(year), str(year), "kr", amount, ends=True, mean=False)

    columns = (column("line", "text", line_label), *map(of, finding.years))
    rows = [row for row in finding.summary if any(map(has_width, row.amounts.by_year.values()))]
    return Table(notice("spans"), columns, rows)


def has_width(amount: Interval) -> bool:
    """Tell whether kroner have an interval that chance gave a width."""
    if amount.low is None or amount.high is None:
        return False
    return amount.high - amount.low > NEGLIGIBLE


def mean_full_time_table(finding: Finding) -> Table:
    """Return full-time persons of each scheme over the horizon, where some are seen to change."""
    scheme = column("scheme", "text", lambda row, lang: finding.scheme_label(row.scheme, lang))
    seen = [row for row in finding.mean_full_time if is_seen([row.difference])]
    return Table(notice("mean_full_time"), (scheme, *WORLDS), seen)


def prices_table(finding: Finding) -> Table:
    """Return what the municipality's net comes to for each result."""
    columns = (
        column("result", "text", lambda row, lang: RESULTS[row.result].text(lang)),
        column("more", "one_decimal", lambda row, _: row.more, ends=True),
        column("net_for_each", "number", lambda row, _: row.net, ends=True),
    )
    return Table(notice("prices_of_results"), columns, finding.prices)


def gains_table(finding: Finding) -> Table:
    """Return the change that the citizens of each group bring."""

    def group(row: GainRow, lang: str) -> str:
        known = LEVEL_LABELS.get(row.attribute, {}).get(row.group)
        name = known.text(lang) if known else in_a_sentence(finding.scheme_label(row.group, lang))
        return f"{GROUPED_BY[row.attribute].text(lang)}: {name}"

    columns = (
        column("group", "text", group),
        column("whose_life", "count", lambda row, _: row.citizens),
        column("more_in_work", "change", lambda row, _: row.in_work, ends=True),
        column("net_of_group", "kr", lambda row, _: row.net, ends=True),
    )
    return Table(notice("gains"), columns, finding.gains)


def full_time_table(finding: Finding) -> Table:
    """Return full-time persons of each scheme and year in both worlds."""

    def scheme_of(row: FullTimeRow, lang: str) -> str:
        return finding.scheme_label(row.scheme, lang)

    scheme = column("scheme", "text", scheme_of)
    title = Wording("Fuldtidspersoner", "Full-time persons")
    return Table(title, (scheme, YEAR, *WORLDS), [row for row in finding.full_time if _counts(row)])


def ledger_table(finding: Finding) -> Table:
    """Return kroner of each year, payer, scheme and kind in both worlds."""
    title = Wording("Kr., + udgift, - besparelse", "DKK, + expense, - saving")
    columns = (*posted(finding), *WORLDS)
    return Table(title, columns, [row for row in finding.ledger if _counts(row)])


def _counts(row: FullTimeRow | LedgerRow) -> bool:
    """Tell whether there is anything in either world."""
    return bool(row.baseline or row.investment)


def payback_table(finding: Finding) -> Table:
    """Return how many of the replications have paid back by the end of each year."""
    chances, many = finding.payback.probability_by_year, finding.replications
    name = Column("", "", "text", lambda _, lang: notice("many_paid_back").text(lang))
    years = year_columns(chances, "text", lambda row, year, lang: of_all(row[year], many, lang))
    return Table(notice("paid_back"), (name, *years), (chances,))


def cumulative_table(finding: Finding) -> Table:
    """Return the net so far at the end of each month."""
    return Table(notice("cumulative"), CUMULATIVE, finding.cumulative, folded=notice("data"))


def changes_table(finding: Finding) -> Table:
    """Return the change of full-time persons in every scheme where some are seen, by year."""
    schemes: dict[str, dict[int, FullTimeRow]] = {}
    for row in finding.full_time:
        schemes.setdefault(row.scheme, {})[row.year] = row
    seen = [
        by_year
        for by_year in schemes.values()
        if is_seen(row.difference for row in by_year.values())
    ]

    def first(by_year: Mapping[int, FullTimeRow]) -> FullTimeRow:
        return next(iter(by_year.values()))

    columns = (
        column("scheme", "text", lambda row, lang: finding.scheme_label(first(row).scheme, lang)),
        column("baseline", "persons", lambda row, _: first(row).baseline),
        *year_columns(
            finding.years,
            "change",
            lambda row, y, lang: signed(row[y].difference, lang) if y in row else NONE,
        ),
    )
    return Table(notice("full_time"), columns, seen)


def flows_table(finding: Finding) -> Table:
    """Return the flows between schemes that change most, by year."""
    flows: dict[tuple[str, str], dict[int, FlowRow]] = {}
    for row in finding.flows:
        flows.setdefault((row.origin, row.destination), {})[row.year] = row
    sizes = {
        ends: sum(abs(row.difference.mean) for row in by_year.values())
        for ends, by_year in flows.items()
    }
    largest = sorted(flows, key=lambda ends: -sizes[ends])[:MOST_FLOWS]
    columns = (
        column("from", "text", lambda ends, lang: finding.scheme_label(ends[0], lang)),
        column("to", "text", lambda ends, lang: finding.scheme_label(ends[1], lang)),
        *year_columns(
            finding.years,
            "change",
            lambda ends, y, _: flows[ends][y].difference.mean if y in flows[ends] else 0.0,
        ),
    )
    seen = [ends for ends in largest if sizes[ends] >= SMALLEST_SHOWN]
    return Table(notice("flows"), columns, seen)


def touched_table(finding: Finding) -> Table:
    """Return how many citizens live differently in each year."""
    name = Column("", "", "text", lambda _, lang: notice("citizens").text(lang))
    years = year_columns(finding.touched, "count", lambda row, year, _: row[year].mean)
    return Table(notice("touched"), (name, *years), (finding.touched,))
