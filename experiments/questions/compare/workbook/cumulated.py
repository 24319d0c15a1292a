"""What the municipality has paid so far at the end of each year, as a table that follows."""

from collections.abc import Mapping

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.findings.table import Column, Table, year_columns
from borgerflow.experiments.present.words import column
from borgerflow.experiments.present.workbook.blocks import Live, Spot
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.tables import declared
from borgerflow.experiments.questions.compare.workbook.formulas import FIRST_YEAR, OWN_NET
from borgerflow.experiments.questions.compare.workbook.knobs import Knobs
from borgerflow.sim.base.wording import Wording

TITLE = Wording(
    "Kommunens nettoudgift lagt sammen ved årets udgang, 1.000 kr., + udgift, - besparelse",
    "The municipality's net added up at the end of the year, DKK 1,000, + expense, - saving",
)
MEAN, LOW, HIGH = range(3)
ROWS = (
    (MEAN, Wording("Lagt sammen", "Added up")),
    (LOW, Wording("Nedre grænse, 95 pct.", "Lower end, 95 %")),
    (HIGH, Wording("Øvre grænse, 95 pct.", "Upper end, 95 %")),
)


def years_table(finding: Finding) -> Table:
    """Return the net so far at the end of each year, and the ends of its interval."""
    so_far = _by_year(finding)
    columns: tuple[Column, ...] = (
        column("line", "text", lambda row, lang: row[1].text(lang)),
        *year_columns(finding.years, "kr", lambda row, year, _: _of(so_far[year], row[0])),
    )
    has_ends = all(amount.low is not None for amount in so_far.values())
    return Table(TITLE, columns, ROWS if has_ends else ROWS[:LOW])


def _by_year(finding: Finding) -> Mapping[int, Interval]:
    """Return the net so far at the end of the last month of each year."""
    return {int(point.month[:4]): point.amount for point in finding.cumulative}


def _of(amount: Interval, which: int) -> float | None:
    return (amount.mean, amount.low, amount.high)[which]


def year_formulas(finding: Finding, summary: Spot, knobs: Knobs) -> Live:
    """Return the formulas: sums of the main table's nets, and the ends so far off them."""
    lines = [row.line for row in declared.summary_table(finding, nothing=False).rows]
    so_far = _by_year(finding)

    def live(place: Spot, row: int, at: int) -> str:
        if at < FIRST_YEAR or OWN_NET not in lines:
            return ""
        net = lines.index(OWN_NET)
        if row == MEAN:
            return f"SUM({summary.span((net, FIRST_YEAR), (net, at))})"
        amount = so_far[finding.years[at - FIRST_YEAR]]
        return knobs.off(place.cell(MEAN, at), (_of(amount, row) or 0.0) - amount.mean)

    return live
