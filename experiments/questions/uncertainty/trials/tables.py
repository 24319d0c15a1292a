"""The tables of what it is worth to know, of pilots and of evaluations, declared once."""

from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.numbers import number, whole_percent
from borgerflow.experiments.present.text import sized
from borgerflow.experiments.questions.uncertainty.finding import (
    EvaluationRow,
    FalseAnswer,
    GroupRow,
    PilotRow,
    UncertaintyFinding,
)
from borgerflow.experiments.questions.uncertainty.trials.text import DESIGNS
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import REACH_95

GROUPED = Wording(
    "Hvad det højst er værd at vide mere, gruppe for gruppe, 1.000 kr.",
    "Worth of knowing, group by group, at most, DKK 1,000",
)
IS_WORTH = Wording(
    "Er et forsøg pengene værd? 1.000 kr., i alt: + gevinst, - tab",
    "Is a pilot worth its money? DKK 1,000, in all: + gain, - loss",
)
EVALUATED = Wording(
    "Hvad en evaluering kan påvise: det første års borgere, dage på ydelse fra den dag, "
    "indsatsen når dem",
    "What an evaluation would see: the first year's citizens, days on benefit from the day they "
    "are met",
)
FALSE = Wording(
    "Falske fund: effekter, der måles, selv om de ikke findes, når noget andet ændrer sig",
    "Effects claimed where there is none, once something else moves",
)
CALLED = {
    "effect": Wording("hvor meget det virker", "what it does"),
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
        Column("ventetiden koster", "waiting costs", "kr", lambda row, _: row.waits),
        Column("forsøget koster", "pilot costs", "kr", lambda row, _: row.costs),
        Column("i alt", "in all", "more_kr", lambda row, _: row.gain),
        Column("om året", "a year", "more_kr", a_year),
    )
    return Table(IS_WORTH, columns, finding.pilots)


def evaluations_table(finding: UncertaintyFinding) -> Table:
    """Return with which chance each design sees each effect after so many months."""

    def effect(row: EvaluationRow, lang: str) -> str:
        return "" if row.effect is None else sized(row.effect, finding.effect_unit, lang)

    columns = (
        Column("sammenligning", "comparison", "text", _design),
        Column("effekt", "effect", "text", effect),
        Column("måneder", "months", "number", lambda row, _: row.months),
        Column("borgere", "citizens", "count", lambda row, _: row.citizens),
        Column("dage pr. borger", "days each", "signed", lambda row, _: row.days),
        Column("finder effekten", "sees it", "share", lambda row, _: row.sees),
        Column(
            "finder en, der ikke er der",
            "claims one where none is",
            "share",
            lambda row, _: row.claims,
        ),
    )
    return Table(EVALUATED, columns, finding.evaluations)


def _design(row: EvaluationRow | FalseAnswer, lang: str) -> str:
    return DESIGNS[row.design].text(lang)


def false_table(finding: UncertaintyFinding) -> Table:
    """Return how often an effect is claimed as the trend and the choice of citizens move."""

    def moved(row: FalseAnswer, lang: str) -> str:
        if row.design == "before_after":
            falls = whole_percent(row.moved, lang)
            return {"da": f"dagene falder {falls} om året", "en": f"days fall {falls} a year"}[lang]
        odds = number(row.moved, lang, 2)
        return {
            "da": f"de bedst stillede tilbydes det {odds} gange så ofte",
            "en": f"those better off are offered it {odds} times as often",
        }[lang]

    columns = (
        Column("sammenligning", "comparison", "text", _design),
        Column("hvad ændrer sig", "what moves", "text", moved),
        Column("måneder", "months", "number", lambda row, _: row.months),
        Column("finder en effekt", "claims an effect", "share", lambda row, _: row.claims),
    )
    return Table(FALSE, columns, finding.false_answers)
