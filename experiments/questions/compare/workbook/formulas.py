"""The formulas of a comparison's workbook: each sum from the cells that it is the sum of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from borgerflow.experiments.findings.rows import Interval, SummaryRow
from borgerflow.experiments.present.numbers import THOUSAND
from borgerflow.experiments.present.words import PAYERS, WORDS
from borgerflow.experiments.present.workbook.blocks import Live, Spot
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.tables.grant_rows import TaxRow
from borgerflow.experiments.questions.compare.tables.rows import LINES
from borgerflow.experiments.questions.compare.workbook.knobs import INVESTMENT, Knobs
from borgerflow.experiments.runs.accounts.tables import FRAME_CALLED, NET, FunctionLine
from borgerflow.experiments.runs.money import MUNICIPALITY

NET_OF = "net_"
OWN_NET = f"{NET_OF}{MUNICIPALITY}"
YEAR, PAYER, KIND, CHANGE = 1, 2, 4, 7  # columns of the sheet with every posting
FIRST_YEAR = 1  # column of amounts by year, after the names of lines
FRAME, DRANST, ACCOUNT_YEAR = 2, 3, 4  # columns of the accounts


@dataclass(frozen=True)
class Amounts:
    """What formulas of amounts by year need: the years, the cells people change, and the sheets.

    ``postings`` is how many there are on the sheet ``data``, ``booked`` how many lines ``accounts``
    has.
    """

    years: int
    knobs: Knobs
    data: Spot
    postings: int
    accounts: Spot
    booked: int

    @property
    def total(self) -> int:
        """Return the column of what years come to, the ends of its interval after it."""
        return FIRST_YEAR + self.years

    def of_years(self, place: Spot, row: int) -> str:
        """Return the sum over the years of a row."""
        return f"SUM({place.span((row, FIRST_YEAR), (row, self.total - 1))})"

    def end(self, place: Spot, row: int, column: int, total: Interval) -> str:
        """Return an end of the interval of what years come to; nothing where there is none."""
        kroner = total.low if column == self.total + 1 else total.high
        off = None if kroner is None else kroner - total.mean
        return "" if off is None else self.knobs.off(place.cell(row, self.total), off)

    def postings_of(self, head: str, payer: str, kinds: Sequence[str]) -> str:
        """Return the sum of the postings of a year and payer, of some kinds or of all."""
        lang = self.knobs.lang
        known = f"{self._posted(YEAR)},{head},{self._posted(PAYER)},{_quoted(PAYERS[payer][lang])}"
        of_kinds = [
            f"{known},{self._posted(KIND)},{_quoted(WORDS[lang][kind])}" for kind in kinds
        ] or [known]
        return "+".join(f"SUMIFS({self._posted(CHANGE)},{each})" for each in of_kinds)

    def _posted(self, column: int) -> str:
        return self.data.column(column, self.postings)

    def on_frame(self, frame: str, column: int) -> str:
        """Return the sum of the nets on a frame in a column of the accounts."""
        lang = self.knobs.lang
        nets, frames, dransts = (
            self.accounts.column(at, self.booked) for at in (column, FRAME, DRANST)
        )
        called = FRAME_CALLED[frame].text(lang)
        return f"SUMIFS({nets},{frames},{_quoted(called)},{dransts},{_quoted(WORDS[lang][NET])})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def summary_formulas(rows: Sequence[SummaryRow], amounts: Amounts) -> Live:
    """Return the formulas of the main table: lines from postings, nets from lines."""

    def live(place: Spot, row: int, column: int) -> str:
        line = rows[row]
        if column < FIRST_YEAR:
            return ""
        if column == amounts.total:
            return amounts.of_years(place, row)
        if column > amounts.total:
            return amounts.end(place, row, column, line.amounts.total)
        if line.line == OWN_NET and row > 0:
            return f"SUM({place.span((0, column), (row - 1, column))})"
        return _from_postings(line.line, place.head(column), amounts)

    return live


def _from_postings(line: str, head: str, amounts: Amounts) -> str:
    payer = line.removeprefix(NET_OF) if line.startswith(NET_OF) else MUNICIPALITY
    sums = amounts.postings_of(head, payer, LINES.get(line, ()))
    also = amounts.knobs.on_investment if line == INVESTMENT else ""
    return f"({sums})/{THOUSAND}{amounts.knobs.times}{also}"


def current_formulas(rows: Sequence[SummaryRow], years: Sequence[int], amounts: Amounts) -> Live:
    """Return the formulas of the main table in current prices, which only a price changes."""
    knobs = replace(amounts.knobs, factor="")
    beside = replace(amounts, knobs=knobs)

    def live(place: Spot, row: int, column: int) -> str:
        line = rows[row]
        if column < FIRST_YEAR:
            return ""
        if column == amounts.total:
            return beside.of_years(place, row)
        if column > amounts.total:
            return beside.end(place, row, column, line.amounts.total)
        if line.line == OWN_NET and row > 0:
            return f"SUM({place.span((0, column), (row - 1, column))})"
        kroner = line.amounts.by_year[years[column - FIRST_YEAR]].mean
        return knobs.amount(kroner, kroner) if line.line == INVESTMENT else ""

    return live


def frame_formulas(rows: Sequence[SummaryRow], amounts: Amounts) -> Live:
    """Return the formulas of the frames: each from the accounts, and in all from both."""

    def live(place: Spot, row: int, column: int) -> str:
        if column < FIRST_YEAR:
            return ""
        if column == amounts.total:
            return amounts.of_years(place, row)
        if column > amounts.total:
            return amounts.end(place, row, column, rows[row].amounts.total)
        if row == len(rows) - 1:
            return f"SUM({place.span((0, column), (row - 1, column))})"
        return amounts.on_frame(rows[row].line, column - FIRST_YEAR + ACCOUNT_YEAR)

    return live


def account_formulas(lines: Sequence[FunctionLine], finding: Finding, knobs: Knobs) -> Live:
    """Return the formulas of the accounts: years in all, and nets of what is paid and refunded."""
    total = ACCOUNT_YEAR + len(finding.years)

    def live(place: Spot, row: int, column: int) -> str:
        line = lines[row]
        if not ACCOUNT_YEAR <= column <= total:
            return ""
        if column == total:
            return f"SUM({place.span((row, ACCOUNT_YEAR), (row, total - 1))})"
        if line.dranst == NET:
            first = next(at for at in range(row + 1) if lines[at].account is line.account)
            return f"SUM({place.span((first, column), (row - 1, column))})"
        return _booked(line, finding.years[column - ACCOUNT_YEAR], knobs)

    return live


def _booked(line: FunctionLine, year: int, knobs: Knobs) -> str:
    """Return the kroner of a function that are nobody's sum; costs are in what is paid."""
    cost = line.account.cost.get(year, 0.0) if line.dranst == "paid" else 0.0
    return knobs.amount(line.amounts.by_year[year].mean, cost)


def kept_formulas(finding: Finding, knobs: Knobs) -> Live:
    """Return the formulas of what is kept: its share of the net beside it."""

    def live(place: Spot, row: int, column: int) -> str:
        kept = finding.kept[row]
        if column == 1:
            return knobs.amount(kept.net, kept.cost)
        if column not in (2, 3, 4):
            return ""
        amount = (kept.alone, kept.half, kept.all_others)[column - 2]
        share = amount / kept.net if kept.net else 0.0
        return f"{place.cell(row, 1)}*{share!r}"

    return live


def tax_formulas(rows: Sequence[TaxRow], knobs: Knobs) -> Live:
    """Return the formulas of what equalisation leaves: kroner in fixed prices, nobody's sum."""

    def live(_: Spot, row: int, column: int) -> str:
        tax = rows[row]
        kroner = (tax.tax_base, tax.tax, tax.kept, tax.kept_below_90, tax.kept_above_125)
        return knobs.amount(kroner[column - 2]) if column > 1 else ""

    return live


def form_formulas(rows: Sequence[SummaryRow], summary: Spot, running: Sequence[str]) -> Live:
    """Return the formulas of the form: running costs and saved benefits from the main table."""
    lines = [row.line for row in rows]

    def live(_: Spot, row: int, column: int) -> str:
        wanted = (running, ("benefits",), ())[row]
        cells = [summary.cell(lines.index(line), column) for line in wanted if line in lines]
        return "+".join(cells) if column >= FIRST_YEAR else ""

    return live


def difference_formulas(first: int) -> Live:
    """Return the formula of what the worlds differ by, in the columns from one on."""

    def live(place: Spot, row: int, column: int) -> str:
        if column != first + 2:
            return ""
        return f"{place.cell(row, first + 1)}-{place.cell(row, first)}"

    return live
