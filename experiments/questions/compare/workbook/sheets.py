"""The sheets of a comparison's workbook: which tables lie on each, and what is live in them."""

from dataclasses import dataclass, replace

from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.table import Table
from borgerflow.experiments.present.text import unit_of
from borgerflow.experiments.present.workbook import (
    ONE_DECIMAL,
    PLAIN,
    TWO_DECIMALS,
    WHOLE,
    Workbook,
)
from borgerflow.experiments.present.workbook.assumptions import assumptions_table
from borgerflow.experiments.present.workbook.blocks import HEAD_ROWS, Live, SheetTable, Spot
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.form.amounts import form_table, running_lines
from borgerflow.experiments.questions.compare.tables import declared as tables
from borgerflow.experiments.questions.compare.tables.finance import kept_table, tax_table
from borgerflow.experiments.questions.compare.workbook import formulas, uncertain
from borgerflow.experiments.questions.compare.workbook.charts import draw_charts
from borgerflow.experiments.questions.compare.workbook.cumulated import year_formulas, years_table
from borgerflow.experiments.questions.compare.workbook.knobs import (
    FACTOR,
    PRICE,
    RATIO,
    TYPED,
    Knobs,
    knobs_of,
    live_title,
    typed_block,
)
from borgerflow.experiments.runs.accounts.tables import accounts_table, frames_table

CHART_ROWS = 17


def add_comparison(book: Workbook, finding: Finding, rests_on: Head) -> None:
    """Add the sheets of a comparison, all but the first; assumptions are those of a finding."""
    sheets = _Sheets(book, finding, knobs_of(finding, book.lang))
    sheets.summary()
    book.stack("Til skemaet", [sheets.form()])
    book.stack("År for år", sheets.years())
    if finding.accounts:
        book.stack("Konti", sheets.accounts())
    book.add("Forudsætninger", assumptions_table(rests_on), PLAIN)
    book.stack("Usikkerhed", sheets.uncertainty())
    book.add("Data", tables.ledger_table(finding), numbered=True)
    sheets.charts()


@dataclass(frozen=True)
class _Sheets:
    """The tables of a comparison, and where those lie that formulas on other sheets refer to."""

    book: Workbook
    finding: Finding
    knobs: Knobs

    @property
    def booked(self) -> Table:
        """Return the kroner of each function."""
        found = self.finding
        return accounts_table(found.accounts, found.years, unit_of(found))

    @property
    def at_summary(self) -> Spot:
        """Return where the main table lies."""
        return self.book.place("Resumé")

    @property
    def amounts(self) -> formulas.Amounts:
        """Return what formulas of amounts by year need."""
        return formulas.Amounts(
            len(self.finding.years),
            self.knobs,
            self.book.place("Data"),
            len(tables.ledger_table(self.finding).rows),
            self.book.place("Konti"),
            len(self.booked.rows),
        )

    def summary(self) -> None:
        """Add the main table, the frames, the cells that people change, and what it comes to."""
        main = tables.summary_table(self.finding, nothing=False)
        frames = frames_table(self.finding.frames, self.finding.net_municipal)
        blocks = [self._money(main, formulas.summary_formulas(main.rows, self.amounts))]
        if frames.rows:
            blocks.append(self._money(frames, formulas.frame_formulas(frames.rows, self.amounts)))
        typed, top = typed_block(self.finding, self.knobs), sum(block.height for block in blocks)
        blocks += [typed, *uncertain.results_blocks(self.finding, self.knobs, self.at_summary)]
        self.book.stack("Resumé", blocks)
        place = self.book.place("Resumé", top)
        names = (self.knobs.factor, self.knobs.price, self.knobs.ratio)
        for row, name in zip((FACTOR, PRICE, RATIO), names[: len(typed.table.rows)], strict=False):
            self.book.name_cell(name, place.cell(row, TYPED))

    def form(self) -> SheetTable:
        """Return the rows of the municipal form."""
        rows = tables.summary_table(self.finding, nothing=False).rows
        live = formulas.form_formulas(rows, self.at_summary, running_lines(self.finding))
        return replace(
            self._money(form_table(self.finding), live), shown=(WHOLE, WHOLE, TWO_DECIMALS)
        )

    def years(self) -> list[SheetTable]:
        """Return the net so far by year with room for charts, current prices, and persons."""
        table = years_table(self.finding)
        so_far = self._money(table, year_formulas(self.finding, self.at_summary, self.knobs))
        people = (
            tables.mean_full_time_table(self.finding),
            tables.full_time_table(self.finding),
        )
        return [
            replace(so_far, below=CHART_ROWS),
            *current_blocks(self.finding, self.amounts),
            *(
                SheetTable(each, ONE_DECIMAL, formulas.difference_formulas(first))
                for first, each in enumerate(people, start=1)
            ),
        ]

    def accounts(self) -> list[SheetTable]:
        """Return the accounts, what is kept of the net, and equalisation where it is asked for."""
        booked, kept = self.booked, kept_table(self.finding)
        live = formulas.account_formulas(booked.rows, self.finding, self.knobs)
        return [
            self._money(booked, live),
            self._money(kept, formulas.kept_formulas(self.finding, self.knobs)),
            *self._equalised(),
        ]

    def _equalised(self) -> list[SheetTable]:
        grants = self.finding.grants
        if grants is None:
            return []
        return [self._money(tax_table(grants), formulas.tax_formulas(grants.tax, self.knobs))]

    def uncertainty(self) -> list[SheetTable]:
        """Return the ends of each year and line, what own numbers move, payback and the curve."""
        return uncertain.blocks(self.finding, self.knobs, self.at_summary)

    def charts(self) -> None:
        """Draw the charts below the first table of the years."""
        row = HEAD_ROWS + len(years_table(self.finding).rows) + 1
        top = uncertain.by_month_top(self.finding, self.knobs, self.at_summary)
        months = self.book.place("Usikkerhed", top)
        draw_charts(self.book, self.finding, row, self.at_summary, months)

    def _money(self, table: Table, live: Live) -> SheetTable:
        title = table.title.text(self.book.lang)
        return SheetTable(table, WHOLE, live, title=live_title(self.knobs, title))


def current_blocks(finding: Finding, amounts: formulas.Amounts) -> list[SheetTable]:
    """Return the main table in current prices, where amounts have these too."""
    current = tables.in_current_prices(finding)
    if not current.summary:
        return []
    table = tables.summary_table(current, nothing=False)
    return [SheetTable(table, WHOLE, formulas.current_formulas(table.rows, finding.years, amounts))]
