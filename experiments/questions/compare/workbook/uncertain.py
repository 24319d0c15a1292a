"""The tables of a comparison's workbook that have ends rather than sums: how sure it is."""

from collections.abc import Sequence

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.numbers import THOUSAND
from borgerflow.experiments.present.words import column
from borgerflow.experiments.present.workbook import ONE_DECIMAL, PLAIN, WHOLE
from borgerflow.experiments.present.workbook.blocks import Live, SheetTable, Spot
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.sure_words import drawn_of
from borgerflow.experiments.questions.compare.tables import declared
from borgerflow.experiments.questions.compare.workbook.formulas import FIRST_YEAR, OWN_NET
from borgerflow.experiments.questions.compare.workbook.knobs import Knobs, live_title
from borgerflow.sim.base.wording import Wording

Span = tuple[Wording, float | None, float | None]  # what it is of, kroner at both ends
NET_SPANS = Wording(
    "Mellem hvad kommunens samlede nettoresultat kan ligge, 1.000 kr.",
    "Between what the municipality's net in all may lie, DKK 1,000",
)
CHANCE = Wording(
    "Tilfældighed i simuleringen, 95 pct.-interval", "Chance of the simulation, 95 % interval"
)
DRAWN = Wording(
    "Det forventede, med forslagets egne tal så usikre, som de er, 95 pct.-interval",
    "What is expected, the proposal's own numbers as uncertain as they are, 95 % interval",
)
ONE = Wording(
    "Den enkelte kommune, tallene som antaget, 95 pct.",
    "One municipality, the numbers as assumed, 95 %",
)
ENDS = Wording(
    "Forslagets egne tal i det gunstigste og det ugunstigste tilfælde",
    "The proposal's own numbers at their best and at their worst",
)
SPANS = (
    Column("Hvad", "What", "text", lambda row, lang: row[0].text(lang)),
    column("low", "kr", lambda row, _: row[1]),
    column("high", "kr", lambda row, _: row[2]),
)


def blocks(finding: Finding, knobs: Knobs, summary: Spot) -> list[SheetTable]:
    """Return the ends of the net and of every line and year, payback, and the net by month."""
    net, each = _net_spans(finding), declared.spans_table(finding)
    found = [
        (net, _net_formulas(net.rows, finding, knobs, summary)),
        (each, _year_formulas(finding, knobs, summary)),
    ]
    money = [_block(table, live, knobs) for table, live in found if table.rows]
    by_month = _block(declared.cumulative_table(finding), _month_formulas(finding, knobs), knobs)
    return [*money, SheetTable(declared.payback_table(finding), PLAIN), by_month]


def _block(table: Table, live: Live, knobs: Knobs) -> SheetTable:
    return SheetTable(table, WHOLE, live, title=live_title(knobs, table.title.text(knobs.lang)))


def by_month_top(finding: Finding, knobs: Knobs, summary: Spot) -> int:
    """Return the row that the net by month begins in."""
    return sum(block.height for block in blocks(finding, knobs, summary)[:-1])


def _net_spans(finding: Finding) -> Table:
    """Return what the net may be: by chance, and by what is not known of the proposal."""
    total, own = finding.net_municipal.total, finding.assumption_range
    rows: list[Span] = [(CHANCE, total.low, total.high)]
    if (drawn := drawn_of(finding)) is not None:
        rows.append((DRAWN, drawn.net.low, drawn.net.high))
        if (half := drawn.one_history) is not None:
            rows.append((ONE, total.mean - half, total.mean + half))
    if own is not None:
        rows.append((ENDS, own.low, own.high))
    return Table(NET_SPANS, SPANS, [row for row in rows if row[1] is not None])


def _net_formulas(rows: Sequence[Span], finding: Finding, knobs: Knobs, summary: Spot) -> Live:
    total, cell = (
        finding.net_municipal.total.mean,
        _cell(finding, summary, OWN_NET, _total(finding)),
    )

    def live(_: Spot, row: int, at: int) -> str:
        end = rows[row][at] if at else None
        if not isinstance(end, float) or not cell:
            return ""
        return knobs.off(cell, end - total)

    return live


def _total(finding: Finding) -> int:
    return FIRST_YEAR + len(finding.years)


def _cell(finding: Finding, summary: Spot, line: str, at: int) -> str:
    """Return the address of an amount of the main table, nothing where the line is not in it."""
    lines = [row.line for row in declared.summary_table(finding, nothing=False).rows]
    return summary.cell(lines.index(line), at) if line in lines else ""


def _year_formulas(finding: Finding, knobs: Knobs, summary: Spot) -> Live:
    rows = declared.spans_table(finding).rows

    def live(_: Spot, row: int, at: int) -> str:
        if at < FIRST_YEAR:
            return ""
        place, end = divmod(at - FIRST_YEAR, 2)
        amount = rows[row].amounts.by_year[finding.years[place]]
        kroner = (amount.low, amount.high)[end]
        cell = _cell(finding, summary, rows[row].line, FIRST_YEAR + place)
        if kroner is None or not cell or not declared.has_width(amount):
            return ""
        return knobs.off(cell, kroner - amount.mean)

    return live


def _month_formulas(finding: Finding, knobs: Knobs) -> Live:
    invested = finding.invested or (0.0,) * len(finding.cumulative)

    def live(_: Spot, row: int, at: int) -> str:
        amount = finding.cumulative[row].amount
        kroner = (None, amount.mean, amount.low, amount.high)[at]
        return "" if kroner is None else knobs.amount(kroner, invested[row])

    return live


def results_blocks(finding: Finding, knobs: Knobs, summary: Spot) -> list[SheetTable]:
    """Return what the net comes to for each result, and who brings the change."""
    found = [
        (declared.prices_table(finding), ONE_DECIMAL, _price_formulas(finding, knobs, summary)),
        (declared.gains_table(finding), WHOLE, _gain_formulas(finding, knobs)),
    ]
    return [SheetTable(table, shown, live) for table, shown, live in found if table.rows]


def _price_formulas(finding: Finding, knobs: Knobs, summary: Spot) -> Live:
    """Return the net over what there is more of; its ends are not known at another price."""
    net = _cell(finding, summary, OWN_NET, _total(finding))

    def live(place: Spot, row: int, at: int) -> str:
        price = finding.prices[row].net
        ends = (None, None) if price is None else (price.low, price.high)
        if price is None or at < NET_FOR_EACH or not net:
            return ""
        if at == NET_FOR_EACH:
            return f"{net}*{THOUSAND}/{place.cell(row, 1)}"
        end = ends[at - NET_FOR_EACH - 1]
        return "" if end is None else knobs.unless_priced(end)

    return live


NET_FOR_EACH = 4  # its column, after the result and how many more with both ends


def _gain_formulas(finding: Finding, knobs: Knobs) -> Live:
    def live(_: Spot, row: int, at: int) -> str:
        net: Interval = finding.gains[row].net
        kroner = {5: net.mean, 6: net.low, 7: net.high}.get(at)
        return "" if kroner is None else knobs.amount(kroner)

    return live
