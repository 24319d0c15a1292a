"""The cells of a comparison's workbook that people change, and how amounts follow them."""

from dataclasses import dataclass

from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.numbers import THOUSAND
from borgerflow.experiments.present.text import prices
from borgerflow.experiments.present.workbook import ONE_DECIMAL, PLAIN, TWO_DECIMALS, written
from borgerflow.experiments.present.workbook.blocks import Live, SheetTable, Spot
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.sim.base.wording import LANGUAGES, Wording

INVESTMENT = "investment"
FACTOR, PRICE, RATIO = range(3)  # the rows of the table that people type in
TYPED = 1  # its column of numbers
ALMOST_NOTHING = 0.5  # kroner
TITLE = Wording(
    "Prøv andre tal: skriv i de gule felter, og arket følger med",
    "Try other numbers: type in the yellow cells, and the workbook follows",
)
COLUMNS = (
    Column("Hvad", "What", "text", lambda row, lang: row[0].text(lang)),
    Column("Skriv her", "Type here", "number", lambda row, _: row[1]),
)
NAMES = {
    "da": ("prisfaktor", "forslagets_pris", "prisforhold"),
    "en": ("price_factor", "proposal_price", "price_ratio"),
}


@dataclass(frozen=True)
class Knobs:
    """How formulas name the cells that people change, in the language of the workbook.

    ``invested`` is what the proposals cost in all, in thousands; 0 where that cannot be changed.
    """

    factor: str
    price: str
    ratio: str
    invested: float
    lang: str

    def amount(self, kroner: float, invested: float = 0.0) -> str:
        """Return the formula of kroner in thousands of which some are what proposals cost."""
        rest = _figure((kroner - invested) / THOUSAND)
        if not invested or not self.invested:
            return f"{_figure(kroner / THOUSAND)}{self.times}"
        return f"({rest}+{_figure(invested / THOUSAND)}*{self.ratio}){self.times}"

    def off(self, cell: str, kroner: float) -> str:
        """Return the formula of an end of an interval, so many kroner off the mean in a cell.

        What a proposal costs is not chance: a price moves both ends as it moves the mean.
        """
        return f"{cell}+({_figure(kroner / THOUSAND)}){self.times}"

    def unless_priced(self, kroner: float) -> str:
        """Return the formula of kroner that are only known at the price that was calculated."""
        amount = f"{_figure(kroner)}{self.times}"
        return f'IF({self.ratio}=1,{amount},"")' if self.invested else amount

    @property
    def times(self) -> str:
        """Return what kroner are multiplied by, nothing in current prices."""
        return f"*{self.factor}" if self.factor else ""

    @property
    def on_investment(self) -> str:
        """Return what the kroner that proposals cost are multiplied by, beside the prices."""
        return f"*{self.ratio}" if self.invested else ""


def _figure(number: float) -> str:
    return repr(written(number))


def knobs_of(finding: Finding, lang: str) -> Knobs:
    """Return how the cells that people change are named in a workbook."""
    total = sum(row.amounts.total.mean for row in finding.summary if row.line == INVESTMENT)
    invested = total / THOUSAND if abs(total) > ALMOST_NOTHING else 0.0
    return Knobs(*NAMES[lang], invested, lang)


def typed_block(finding: Finding, knobs: Knobs) -> SheetTable:
    """Return the table that people type in: prices, what the proposals cost, and the ratio."""
    level = Wording(*(prices(finding, lang) for lang in LANGUAGES))
    rows = [(_factor_called(level), 1.0)]
    if knobs.invested:
        rows += [(_price_called(level), knobs.invested), (RATIO_CALLED, 1.0)]
    table = Table(TITLE, COLUMNS, rows)
    shown = (PLAIN, ONE_DECIMAL, TWO_DECIMALS)[: len(rows)]
    typed = frozenset({(FACTOR, TYPED), *([(PRICE, TYPED)] if knobs.invested else [])})
    return SheetTable(table, shown, _ratio_of(knobs), typed=typed)


def _ratio_of(knobs: Knobs) -> Live:
    def live(_: Spot, row: int, column: int) -> str:
        ratio = f"{knobs.price}/{_figure(knobs.invested)}"
        return ratio if (row, column) == (RATIO, TYPED) else ""

    return live


RATIO_CALLED = Wording("Forslagets pris i forhold til beregningen", "The price against this answer")


def _factor_called(prices: Wording) -> Wording:
    da = f"Prisniveau: faktor på alle kroner (1 = {prices.da})"
    return Wording(da, f"Price level: factor on all kroner (1 = {prices.en})")


def _price_called(prices: Wording) -> Wording:
    da = f"Forslagets pris i hele perioden, 1.000 kr. i {prices.da}"
    return Wording(da, f"What the proposal costs over the period, DKK 1,000 in {prices.en}")


def live_title(knobs: Knobs, title: str) -> str:
    """Return the formula of a title that says so when the prices are multiplied."""
    said = {"da": "; kroner ganget med ", "en": "; kroner times "}[knobs.lang]
    quoted = title.replace('"', '""')
    return f'"{quoted}"&IF({knobs.factor}=1,"","{said}"&{knobs.factor})'
