"""Simulated cases as workbooks with numeric cells."""

from pathlib import Path

from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.workbook import ONE_DECIMAL, PLAIN, Workbook
from borgerflow.experiments.questions.cases.finding import CaseFinding, CaseTable, SimulatedCase
from borgerflow.experiments.questions.cases.shown.beside import beside_table
from borgerflow.experiments.questions.cases.shown.text import case_text, table_text
from borgerflow.experiments.questions.cases.shown.words import PLACES
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.units import UNITS_CALLED

CASES = Wording("Cases, pr. år, + sparet", "Cases, a year, + is saved")
ELSEWHERE = Wording(
    "Hvor de ellers er, fuldtidspersoner", "Where they are instead, full-time persons"
)
COLUMNS = (
    Column("case", "case", "text", lambda one, _: one.case),
    Column("personer", "persons", "number", lambda one, _: one.saved.persons, ends=True),
    Column("enhed", "unit", "text", lambda one, lang: UNITS_CALLED[one.needed.unit].text(lang)),
    Column(
        "nødvendig effekt, alle",
        "needs, all",
        "number",
        lambda one, _: one.needed.effect,
        ends=True,
    ),
    Column("når", "reaches", "number", lambda one, _: (one.concentrated or one).reach),
    Column(
        "nødvendig effekt, nåede",
        "needs, those",
        "number",
        lambda one, _: one.concentrated and one.concentrated.needed.effect,
        ends=True,
    ),
    Column("forsøg fra", "trials from", "number", lambda one, _: one.evidence.low),
    Column("forsøg til", "trials to", "number", lambda one, _: one.evidence.high),
    Column("svar", "answer", "text", lambda one, lang: PLACES[one.place].text(lang)),
    Column("netto, oplyst", "net, stated", "number", lambda one, _: one.said.net),
    Column("netto", "net", "number", lambda one, _: one.net, ends=True),
)


def write_case(found: CaseFinding, path: Path, lang: str) -> None:
    """Write one case as a workbook; of one that cannot be simulated the reason alone."""
    book = Workbook(path, lang)
    book.lines("Læs mig", [[line] for line in case_text(found, lang).splitlines()])
    if isinstance(found, SimulatedCase):
        book.add("Oplyst og simuleret", beside_table(found))
        book.add("Hvor de er", elsewhere_table(found), ONE_DECIMAL)
    book.close()


def write_cases(table: CaseTable, path: Path, lang: str) -> None:
    """Write many cases as a workbook."""
    book = Workbook(path, lang)
    book.lines("Læs mig", [[line] for line in table_text(table, lang).splitlines()])
    book.add("Cases", cases_table(table), PLAIN)
    book.close()


def cases_table(table: CaseTable) -> Table:
    """Return a line for each case that is simulated, in kroner and as the effects stand."""
    return Table(CASES, COLUMNS, table.simulated)


def elsewhere_table(found: SimulatedCase) -> Table:
    """Return how many more there are in each other scheme."""

    def label(row: tuple[str, object], lang: str) -> str:
        return found.labels[row[0]][lang] if row[0] in found.labels else row[0]

    columns = (
        Column("ordning", "scheme", "text", label),
        Column("flere", "more", "change", lambda row, _: row[1], ends=True),
    )
    return Table(ELSEWHERE, columns, tuple(found.saved.elsewhere.items()))
