"""What a case states beside what is simulated, as a table: in a text, on a page, in a workbook."""

from borgerflow.experiments.findings.table import Column, Table, Unit
from borgerflow.experiments.present import grid
from borgerflow.experiments.present.page import PageTable
from borgerflow.experiments.present.tables import INTERVAL, in_words
from borgerflow.experiments.questions.cases.finding import BesideRow, SimulatedCase
from borgerflow.sim.base.wording import Wording

EACH = "_each"  # the end of what is told for each full-time person
WHAT = {
    "persons": Wording("fuldtidspersoner", "full-time persons"),
    "benefit": Wording("ydelsen, alle betalere", "the benefit, all payers"),
    "own_benefit": Wording("deraf kommunens andel", "of it the municipality's part"),
    "own": Wording("kommunen i alt", "the municipality on everything"),
    "investment": Wording("investering", "investment"),
    "net": Wording("kommunen, netto", "the municipality, net"),
}
STATED = Wording("oplyst", "stated")
SIMULATED = Wording("simuleret", "simulated")


def what(row: BesideRow, lang: str) -> str:
    """Return what a number is of."""
    name = WHAT[row.what.removesuffix(EACH)].text(lang)
    if not row.what.endswith(EACH):
        return name
    return {"da": f"pr. fuldtidsperson: {name}", "en": f"per full-time person: {name}"}[lang]


def beside_title(found: SimulatedCase) -> Wording:
    """Return what the table is called."""
    years = ", ".join(map(str, found.measured))
    return Wording(
        f"Oplyst og simuleret, pr. år ({years})",
        f"Stated and simulated, a year ({years})",
    )


def beside_text(found: SimulatedCase, lang: str) -> str:
    """Return the table as a terminal shows it."""
    return grid.table(_heads(lang), [_shown(row, lang) for row in found.beside], right=(1, 2, 3))


def beside_sheet(found: SimulatedCase, lang: str) -> PageTable:
    """Return the table as it stands on a page."""
    rows = tuple(_shown(row, lang) for row in found.beside)
    return PageTable(beside_title(found).text(lang), _heads(lang), rows)


def beside_table(found: SimulatedCase) -> Table:
    """Return the table with its numbers as numbers."""
    columns = (
        Column("", "", "text", what),
        Column(STATED.da, STATED.en, "number", lambda row, _: row.stated),
        Column(SIMULATED.da, SIMULATED.en, "number", lambda row, _: row.simulated, ends=True),
    )
    return Table(beside_title(found), columns, found.beside)


def _heads(lang: str) -> tuple[str, ...]:
    return "", STATED.text(lang), SIMULATED.text(lang), INTERVAL[lang]


def _shown(row: BesideRow, lang: str) -> tuple[str, ...]:
    unit: Unit = "persons" if row.what == "persons" else "kroner"
    simulated = in_words(row.simulated, unit, lang, ends=True)
    return what(row, lang), *in_words(row.stated, unit, lang), *simulated
