"""The tables of what it is worth to know, and of pilots, declared once."""

from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.questions.uncertainty.finding import (
    GroupRow,
    PilotRow,
    UncertaintyFinding,
)
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import REACH_95

GROUPED = Wording(
    "Værd at vide, gruppe for gruppe, højst", "Worth of knowing, group by group, at most"
)
IS_WORTH = Wording("Er et forsøg pengene værd?", "Is a pilot worth its money?")
CALLED = {
    "effect": Wording("hvad det virker", "what it does"),
    "reach": Wording("hvor mange det når", "how many it reaches"),
    "timing": Wording("hvornår det virker", "when it acts"),
    "cost": Wording("hvad det koster", "what it costs"),
    "others": Wording("øvrige tal", "other numbers"),
}


def groups_table(finding: UncertaintyFinding) -> Table:
    """Return what it is worth to know the numbers of each group together."""

    def group(row: GroupRow, lang: str) -> str:
        return CALLED[row.group].text(lang)

    columns = (
        Column("gruppe", "group", "text", group),
        Column("tal", "numbers", "number", lambda row, _: row.numbers),
        Column("værd at vide", "worth of knowing", "kr", lambda row, _: row.knowing, ends=True),
    )
    return Table(GROUPED, columns, finding.groups)


def pilots_table(finding: UncertaintyFinding) -> Table:
    """Return what each pilot shows, tells, costs and is worth."""
    years = sum(finding.parts_of_years.values())

    def a_year(row: PilotRow, _: str) -> float:
        return row.gain / years

    def reach(row: PilotRow, _: str) -> float:
        return REACH_95 * row.error

    columns = (
        Column("borgere", "citizens", "number", lambda row, _: row.citizens),
        Column("måneder", "months", "number", lambda row, _: row.months),
        Column("kan deltage", "could take part", "count", lambda row, _: row.there),
        Column("forskel, kr. pr. borger", "difference, kr. each", "more", lambda row, _: row.shows),
        Column("tilfældighed ±", "chance ±", "number", reach),
        Column("værd at vide", "worth of it", "kr", lambda row, _: row.tells),
        Column("venten koster", "waiting costs", "kr", lambda row, _: row.waits),
        Column("forsøget koster", "pilot costs", "kr", lambda row, _: row.costs),
        Column("i alt", "in all", "more_kr", lambda row, _: row.gain),
        Column("om året", "a year", "more_kr", a_year),
    )
    return Table(IS_WORTH, columns, finding.pilots)
