"""The tables of an effect at break-even, declared once for workbook, page and DataFrame."""

import pandas as pd

from borgerflow.experiments.findings.rows import BreakEven, Interval
from borgerflow.experiments.findings.table import Column, Table, Value
from borgerflow.experiments.present.tables import frame
from borgerflow.experiments.present.text import unit_of
from borgerflow.experiments.present.words import GRADES, PAYERS, column
from borgerflow.experiments.questions.breakeven.finding import BreakEvenFinding
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.units import UNITS_CALLED

EFFECTS = Wording(
    "Den effekt, der skal til, før forslaget er tjent hjem", "The effect at break-even"
)
ITS_OWN = Wording("som i forslaget", "as in the form")


def _reading(row: BreakEven, lang: str) -> str:
    return (row.reading_label or ITS_OWN).text(lang)


def effects_table(finding: BreakEvenFinding) -> Table:
    """Return the effect at break-even of each reading, in its own unit; none where none suffices.

    A share is of one, as in the file of the proposal. What is needed is as the form states it; of
    that, less is carried out, or some would have come anyway, and the rest can be counted.
    """
    compared = finding.compared
    labels = {} if compared is None else {a.name: a.label for a in compared.assumptions}

    def mechanism(row: BreakEven, lang: str) -> str:
        label = labels.get(f"{row.mechanism}.effect")
        return row.mechanism if label is None else label.text(lang).rpartition(": ")[0]

    columns = (
        Column("virkning", "mechanism", "text", mechanism),
        Column("fortolkning", "reading", "text", _reading),
        Column("enhed", "unit", "text", lambda row, lang: UNITS_CALLED[row.unit].text(lang)),
        Column("kræver", "needs", "number", lambda row, _: row.effect, ends=True),
        Column("antaget", "assumed", "number", lambda row, _: row.assumed),
        Column("lavt skøn", "range from", "number", lambda row, _: row.assumed_range[0]),
        Column("højt skøn", "range to", "number", lambda row, _: row.assumed_range[1]),
        Column("grundlag", "grade", "text", lambda row, lang: GRADES[row.grade][lang]),
        Column("nye sager om året", "new cases a year", "number", lambda row, _: row.cases),
        Column("færre pga. forslaget", "fewer because of it", "number", lambda row, _: row.caused),
        Column(
            "virkning pga. forslaget",
            "effect because of it",
            "number",
            lambda row, _: row.effect_caused,
        ),
    )
    return Table(EFFECTS, columns, compared.break_even if compared else ())


def payers_table(finding: BreakEvenFinding) -> Table:
    """Return the net of each payer over the horizon, undiscounted and discounted."""

    def net(compared: Finding | None, payer: str) -> Interval | None:
        return None if compared is None else compared.net_by_payer[payer].total

    def usual(payer: str, _: str) -> Value:
        return net(finding.compared, payer)

    def later(payer: str, _: str) -> Value:
        return net(finding.discounted, payer)

    columns = (
        column("payer", "text", lambda payer, lang: PAYERS[payer][lang]),
        Column("udiskonteret", "undiscounted", "kr", usual, ends=True),
        *([Column("diskonteret", "discounted", "kr", later, ends=True)] * bool(finding.discounted)),
    )
    payers = tuple(finding.compared.net_by_payer) if finding.compared else ()
    return Table(unit_of(finding), columns, payers)


def main_table(finding: BreakEvenFinding, lang: str) -> pd.DataFrame:
    """Return a row for each reading: the effect at break-even, its interval, and its range."""
    return frame(effects_table(finding), lang)
