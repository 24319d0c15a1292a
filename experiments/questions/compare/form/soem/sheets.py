"""The file of a case: five sheets in the rows and signs of SØM, whose result is live."""

from dataclasses import dataclass
from io import BytesIO

from borgerflow.experiments.findings.table import Column, Table, year_columns
from borgerflow.experiments.present.workbook import FOUR_DECIMALS, PLAIN, WHOLE, Workbook
from borgerflow.experiments.present.workbook.blocks import Live, SheetTable, Spot
from borgerflow.experiments.questions.compare.form.soem import words
from borgerflow.experiments.questions.compare.form.soem.beside import LACKS, difference
from borgerflow.experiments.questions.compare.form.soem.case import (
    PAYERS,
    Consequence,
    SoemCase,
    UnitPrice,
    discounted,
    net_by_year,
)
from borgerflow.experiments.questions.compare.form.soem.exported import OwnAnswer
from borgerflow.sim.base.wording import Wording

PERCENT = 100
FIRST_YEAR = 1  # column of the result, after the payer
ROWS_READ = 200  # of costs, consequences and prices: what somebody adds below counts too
BY_RULE, SIMULATED = 1, 2  # columns of what stands beside the simulation
VALUE = 1  # the column of what is typed on the first sheet
ABOUT = Wording(
    "Sagen i SØMs rækker: ret de gule felter, og arket Resultat følger med",
    "The case in the rows of SØM: change the yellow cells, and the sheet Result follows",
)
COSTS_TITLE = Wording(
    "Omkostninger for hele indsatsen: + udgift, - sparet", "Costs of the effort: + expense, - saved"
)
CHANGES_TITLE = Wording(
    "Ændring i forbrug pr. deltager med succes, år for år efter start: + mere, - mindre",
    "Change in use for one participant who succeeds, by year after the start: + more, - less",
)
PRICES_TITLE = Wording(
    "Hvad én enhed mere koster hver betaler efter refusion, kr.",
    "What one unit more costs each payer after refunds, DKK",
)
RESULT_TITLE = Wording(
    "Budgetøkonomisk nettoresultat, kr.: + gevinst, - udgift",
    "Net result for the budgets, DKK: + gain, - expense",
)
BESIDE_TITLE = Wording(
    "Ved siden af simuleringen, alle år, kr.: + gevinst",
    "Beside the simulation, all years, DKK: + gain",
)
NOTES_TITLE = Wording("Sådan læses arkene", "How to read the sheets")
NOTES = (
    Wording(
        "Nettoresultatet er minus omkostninger minus deltagere x succesrate x ændring x pris. "
        "Enheden fuldtidsår er én person på ydelsen i et år.",
        "The net result is minus costs minus participants x success rate x change x price. A "
        "full-time year is one person on the benefit for a year.",
    ),
    Wording(
        "Succesraten er en fordelingsnøgle: simuleringens samlede ændring er delt ud på dem, der "
        "har succes, så ændrede deltagertal og succesrater skalerer den op og ned.",
        "The success rate shares out: the change of the whole simulation is divided by those who "
        "succeed, so that other numbers of participants and other rates scale it up and down.",
    ),
    Wording(
        "Priserne er gennemsnit over alle på ydelsen uden forslaget, i prisårets priser; "
        "a-kassernes andel er ikke med, for SØM har dem ikke som betaler.",
        "Prices are means over everybody on the benefit without the proposal, in the prices of the "
        "price year; what unemployment funds pay is left out, for SØM has no such payer.",
    ),
    LACKS,
)


def file_of(case: SoemCase, own: OwnAnswer, lang: str) -> bytes:
    """Return the content of the file (.xlsx) of a case, the simulation beside its result."""
    content = BytesIO()
    book = Workbook(content, lang)
    sheets = _SoemSheets(book, case)
    book.stack(words.EFFORT.da, [sheets.effort(), _notes()])
    book.stack(words.COSTS.da, [sheets.costs()])
    book.stack(words.CONSEQUENCES.da, [sheets.consequences()])
    book.stack(words.PRICES.da, [sheets.prices()])
    book.stack(words.RESULT.da, [sheets.result(), _beside(case, own)])
    book.close()
    return content.getvalue()


def _text(called: Wording, at: int) -> Column:
    return Column(called.da, called.en, "text", lambda row, _: row[at])


def _amount(called: Wording, at: int) -> Column:
    return Column(called.da, called.en, "number", lambda row, _: row[at])


def _notes() -> SheetTable:
    column = Column(NOTES_TITLE.da, NOTES_TITLE.en, "text", lambda row, lang: row.text(lang))
    return SheetTable(Table(NOTES_TITLE, (column,), NOTES), PLAIN)


def fields_of(case: SoemCase) -> tuple[str | float | None, ...]:
    """Return what stands beside each label of the first sheet."""
    price_year = None if case.price_year is None else case.price_year
    rates = (PERCENT * case.success_rate, PERCENT * case.discount_rate)
    return (case.name, case.group, price_year, case.first_year, case.participants, *rates)


@dataclass(frozen=True)
class _SoemSheets:
    """The tables of the file of a case."""

    book: Workbook
    case: SoemCase

    def effort(self) -> SheetTable:
        """Return what the case is about: one label and one value a row."""
        lang = self.book.lang
        rows = [
            (label.text(lang), value)
            for label, value in zip(words.FIELDS, fields_of(self.case), strict=True)
        ]
        value = Wording("Værdi", "Value")
        table = Table(ABOUT, (_text(words.ITEM, 0), _text(value, 1)), rows)
        first = words.FIELDS.index(words.PARTICIPANTS)
        typed = frozenset((row, VALUE) for row in range(first, len(words.FIELDS)))
        return SheetTable(table, PLAIN, typed=typed)

    def costs(self) -> SheetTable:
        """Return a row for each cost."""
        lang = self.book.lang
        rows = [
            (cost.year, cost.item, words.PAYER_CALLED[cost.payer].text(lang), cost.kroner)
            for cost in self.case.costs
        ]
        named = (_amount(words.YEAR, 0), _text(words.ITEM, 1), _text(words.PAYER, 2))
        return SheetTable(Table(COSTS_TITLE, (*named, _amount(words.KRONER, 3)), rows), WHOLE)

    def consequences(self) -> SheetTable:
        """Return a row for each consequence, a column for each year after the start."""
        rows = self.case.consequences
        columns = (
            Column(words.ITEM.da, words.ITEM.en, "text", lambda row, _: row.item),
            Column(words.UNIT.da, words.UNIT.en, "text", _unit),
            *year_columns(range(self.case.years), "number", lambda row, y, _: _of(row.by_year, y)),
        )
        return SheetTable(Table(CHANGES_TITLE, columns, rows), FOUR_DECIMALS)

    def prices(self) -> SheetTable:
        """Return a row for each price, a column for each payer."""
        payers = tuple(_price_for(payer, called) for payer, called in words.PAYER_CALLED.items())
        columns = (
            Column(words.ITEM.da, words.ITEM.en, "text", lambda row, _: row.item),
            Column(words.UNIT.da, words.UNIT.en, "text", _unit),
            *payers,
            Column(
                words.PRICE_YEAR.da, words.PRICE_YEAR.en, "number", lambda row, _: row.price_year
            ),
        )
        return SheetTable(Table(PRICES_TITLE, columns, self.case.prices), WHOLE)

    def result(self) -> SheetTable:
        """Return the net of each payer by year, in all and discounted."""
        rows = [(payer, net_by_year(self.case, payer)) for payer in PAYERS]
        called = words.PAYER_CALLED
        columns = (
            Column("Betaler", "Payer", "text", lambda row, lang: called[row[0]].text(lang)),
            *year_columns(range(self.case.years), "number", lambda row, year, _: row[1][year]),
            Column("I alt", "Total", "number", lambda row, _: sum(row[1])),
            Column("Diskonteret", "Discounted", "number", self._worth),
        )
        return SheetTable(Table(RESULT_TITLE, columns, rows), WHOLE, self._live())

    def _worth(self, row: tuple[str, tuple[float, ...]], _: str) -> float:
        return discounted(row[1], self.case.discount_rate)

    def _live(self) -> Live:
        """Return the formulas of the result, from all that people may type on the other sheets."""
        years = self.case.years

        def live(place: Spot, row: int, column: int) -> str:
            if column < FIRST_YEAR:
                return ""
            span = place.span((row, FIRST_YEAR), (row, years))
            if column == years + 1:
                return f"SUM({span})"
            if column == years + 2:
                worth = f"(1+{self._field(words.DISCOUNT)}/100)^{place.heads(FIRST_YEAR, years)}"
                return f"SUMPRODUCT({span}/{worth})"
            return self._net(PAYERS[row], place.head(column), column)

        return live

    def _field(self, field: Wording) -> str:
        return self.book.place(words.EFFORT.da).cell(words.FIELDS.index(field), VALUE)

    def _net(self, payer: str, head: str, column: int) -> str:
        costs, changes, prices = (
            self.book.place(sheet.da) for sheet in (words.COSTS, words.CONSEQUENCES, words.PRICES)
        )
        of_costs = [costs.column(at, ROWS_READ) for at in (3, 0, 2)]
        called = words.PAYER_CALLED[payer].text(self.book.lang)
        paid = f'SUMIFS({of_costs[0]},{of_costs[1]},{head},{of_costs[2]},"{called}")'
        price = prices.column(2 + PAYERS.index(payer), ROWS_READ)
        items = (changes.column(0, ROWS_READ), prices.column(0, ROWS_READ))
        each = f"SUMIF({items[1]},{items[0]},{price})"
        change = changes.column(2 + column - FIRST_YEAR, ROWS_READ)
        succeed = f"{self._field(words.PARTICIPANTS)}*{self._field(words.SUCCESS)}/100"
        return f"-{paid}-{succeed}*SUMPRODUCT({change},{each})"


def _price_for(payer: str, called: Wording) -> Column:
    return Column(called.da, called.en, "number", lambda row, _: row.kroner[payer])


def _unit(row: Consequence | UnitPrice, lang: str) -> str:
    return words.UNIT_CALLED.text(lang) if row.unit == words.UNIT_CALLED.da else row.unit


def _of(by_year: tuple[float, ...], year: int) -> float:
    return by_year[year] if year < len(by_year) else 0.0


def _beside(case: SoemCase, own: OwnAnswer) -> SheetTable:
    """Return the result beside the simulation's own, payer by payer."""
    rows = [(payer, own.net(payer), difference(case, own, payer)) for payer in PAYERS]
    called = words.PAYER_CALLED
    columns = (
        Column("Betaler", "Payer", "text", lambda row, lang: called[row[0]].text(lang)),
        Column("SØMs regel", "The rule of SØM", "number", lambda row, _: row[1] + row[2]),
        Column("Simuleringen", "The simulation", "number", lambda row, _: row[1]),
        Column("Forskel", "Difference", "number", lambda row, _: row[2]),
    )
    years = case.years

    def live(place: Spot, row: int, column: int) -> str:
        total = Spot().cell(row, years + 1)
        if column == BY_RULE:
            return total
        rule, own = place.cell(row, BY_RULE), place.cell(row, SIMULATED)
        return f"{rule}-{own}" if column == SIMULATED + 1 else ""

    return SheetTable(Table(BESIDE_TITLE, columns, rows), WHOLE, live)
