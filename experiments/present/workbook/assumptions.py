"""The sheet of assumptions that the workbooks of every answer have."""

from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.rows import Assumption
from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.words import GRADES, column, notice
from borgerflow.sim.params.reading.units import UNITS_CALLED
from borgerflow.sim.params.words.danish import told


def _called(row: Assumption, lang: str) -> str:
    return row.label.text(lang) if row.label else row.name


def _unit(row: Assumption, lang: str) -> str:
    return UNITS_CALLED[row.unit].text(lang) if row.unit else ""


ASSUMPTIONS = (
    column("assumption", "text", _called),
    column("value", "text", lambda row, _: row.value),
    Column("Enhed", "Unit", "text", _unit),
    Column("Lavt skøn", "Low", "text", lambda row, _: row.low),
    Column("Højt skøn", "High", "text", lambda row, _: row.high),
    Column(
        "Ændrer nettoresultatet med, kr.",
        "Moves the net by, DKK",
        "text",
        lambda row, _: None if row.moves is None else float(round(row.moves)),
    ),
    column("grade", "text", lambda row, lang: GRADES[row.grade][lang]),
    column("source", "text", lambda row, lang: told(row.source).text(lang)),
)


def assumptions_table(finding: Head) -> Table:
    """Return every assumption with its range, grade and source."""
    return Table(notice("all_of_them"), ASSUMPTIONS, finding.assumptions)
