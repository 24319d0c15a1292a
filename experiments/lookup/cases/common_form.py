"""A case in a common form: what an investment costs and gives a year.

Each rule is a function of numbers. Nothing is simulated here; the kroner a person costs by
the rates in force are those of ``Rates``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.params import LawBook
from borgerflow.sim.params.cases.catalogue import Case, CaseRules, StatedAmount
from borgerflow.sim.params.law.rates import FIRST_YEAR

WEEKS = 52  # of a full-time person and year, as the documents count
LAST_STEP = "law.refusion.step_4_share"


@dataclass(frozen=True)
class CommonForm:
    """A case a year: kroner, full-time persons and weeks, None where it says nothing.

    ``persons_from`` tells what the full-time persons come from: ``persons``, ``weeks`` or
    ``kroner``. ``years`` are those whose rates the case is held against.
    """

    years: tuple[int, ...]
    investment: float | None
    gross: float | None
    net: float | None
    full_time: float | None
    persons_from: str
    kroner_per_full_time: float | None
    employees: float | None
    saved_weeks_per_employee: float | None


def common_form(case: Case, law: LawBook, rules: CaseRules) -> CommonForm:
    """Return a case a year, whatever it was stated in.

    Full-time persons are those stated; else the weeks stated; else the persons that the
    kroner stated can pay for.
    """
    gross, years = gross_saving(case), case_years(case, rules)
    investment = a_year(case.investment, case)
    kroner = a_year(gross, case)
    full_time, origin = _full_time(case, kroner, law, years)
    employees = employees_of(a_year(case.staff_fte, case), investment, rules)
    saved = saved_weeks(full_time, employees) if case.moves_to is None else None
    return CommonForm(
        years=years,
        investment=investment,
        gross=kroner,
        net=None if kroner is None or investment is None else kroner - investment,
        full_time=full_time,
        persons_from=origin,
        kroner_per_full_time=kroner_per_full_time(gross, case.persons, case),
        employees=employees,
        saved_weeks_per_employee=saved,
    )


def gross_saving(case: Case) -> StatedAmount | None:
    """Return what is saved before the cost: stated, or the net with the investment added.

    What is saved each year after the investment has ended has no cost to add.
    """
    net, investment = case.net, case.investment
    if case.gross or net is None or net.basis == "after":
        return case.gross or net
    if investment is None:
        return None
    if net.by_year and set(net.by_year) <= set(investment.by_year):
        years = {year: kroner + investment.by_year[year] for year, kroner in net.by_year.items()}
        return StatedAmount(basis="by_year", by_year=years)
    if net.basis == "whole" and net.amount is not None:
        cost = sum(investment.by_year.values()) or investment.amount
        return StatedAmount(basis="whole", amount=net.amount + (cost or 0.0))
    return None


def case_years(case: Case, rules: CaseRules) -> tuple[int, ...]:
    """Return the years whose rates a case is held against.

    Those that both kroner and persons are given for, else those of the kroner, else the
    first of the period, else the year of an undated case. Years before the rates begin are
    held against the first rates.
    """
    gross = gross_saving(case)
    kroner = set(gross.by_year) if gross else set()
    persons = set(case.persons.by_year) if case.persons else set()
    undated = int(rules.undated_year.value or 0)
    years = kroner & persons or kroner or {case.first_year or undated}
    return tuple(sorted({max(year, FIRST_YEAR) for year in years}))


def a_year(stated: StatedAmount | None, case: Case) -> float | None:
    """Return an amount a year: the mean of the years, or the whole over its years.

    An amount whose period nobody can tell is read as that of a year; so is one for the whole
    of a period that has no years.
    """
    if stated is None:
        return None
    if stated.by_year:
        return sum(stated.by_year.values()) / len(stated.by_year)
    if stated.amount is not None and stated.basis == "whole":
        return stated.amount / period_years(case)
    return stated.amount


def persons_a_year(case: Case) -> float | None:
    """Return the persons a year; those of an unclear period go with kroner for the whole one."""
    gross = gross_saving(case)
    persons = a_year(case.persons, case)
    if persons is None or case.persons is None or case.persons.basis != "unclear":
        return persons
    return persons / period_years(case) if gross and gross.basis == "whole" else persons


def period_years(case: Case) -> float:
    """Return how long a case lasts: the years stated, else the calendar years; else one."""
    if case.length_years is not None:
        return case.length_years
    if case.first_year is None or case.last_year is None:
        return 1.0
    return float(case.last_year - case.first_year + 1)


def kroner_per_full_time(
    gross: StatedAmount | None, persons: StatedAmount | None, case: Case
) -> float | None:
    """Return the kroner stated over the persons stated, on one basis.

    Years that have both are summed. Kroner for the whole period go with persons for the whole
    period, also where the period of either is not said; else both are taken a year.
    """
    if gross is None or persons is None:
        return None
    if shared := set(gross.by_year) & set(persons.by_year):
        kroner = sum(gross.by_year[year] for year in shared)
        return kroner / sum(persons.by_year[year] for year in shared)
    if gross.amount and persons.amount and "unclear" in (gross.basis, persons.basis):
        return gross.amount / persons.amount
    return (a_year(gross, case) or 0.0) / (a_year(persons, case) or 1.0)


def full_time_from_weeks(weeks: float) -> float:
    """Return the full-time persons and years that weeks of benefit are: 52 to each."""
    return weeks / WEEKS


def full_time_from_people(people: float, weeks_each: float = WEEKS) -> float:
    """Return the full-time persons that people are, each of them away so many weeks of a year.

    Assumes
    -------
    A whole year where nothing is said: the most that they can be.
    """
    return people * min(weeks_each, WEEKS) / WEEKS


def full_time_from_kroner(kroner: float, kroner_per_week: float, share: float) -> float:
    """Return the full-time persons whose benefit, the municipality's share of it, is so much."""
    return kroner / (WEEKS * kroner_per_week * share)


def citizens_reached(case: Case) -> float | None:
    """Return the citizens a year that weeks in all and weeks each come to, if both are stated."""
    weeks = a_year(case.weeks, case)
    if weeks is None or not case.duration_weeks:
        return None
    return weeks / abs(case.duration_weeks)


def employees_of(staff: float | None, investment: float | None, rules: CaseRules) -> float | None:
    """Return the full-time employees: those stated, else those the investment can pay for."""
    if staff is not None or investment is None:
        return staff
    return investment / (rules.fte_kroner.value or 1.0)


def saved_weeks(full_time: float | None, employees: float | None) -> float | None:
    """Return the weeks of benefit that a full-time employee saves a year, if both are known."""
    return full_time * WEEKS / employees if full_time and employees else None


def rate_per_week(law: LawBook, scheme: str, year: int, *, highest: bool = False) -> float:
    """Return the kroner a week of a scheme in the middle of a year.

    Those of its usual category, or of its highest paid one.

    Raises
    ------
    ParamError
        If the scheme pays nothing that year.
    """
    kinds, usual = law.schemes[scheme].categories, law.schemes[scheme].default_category
    day = parse_day(f"{year}-07-01")
    paid = [k for name, k in kinds.items() if k.is_paid and (highest or name == usual)]
    return max(law.weekly(kind, day) for kind in paid if kind.begins <= day)


def _full_time(
    case: Case, kroner: float | None, law: LawBook, years: Sequence[int]
) -> tuple[float | None, str]:
    persons, weeks = persons_a_year(case), a_year(case.weeks, case)
    if persons is not None:
        people = case.persons_kind == "people"
        return full_time_from_people(persons) if people else persons, "persons"
    if weeks is not None:
        return full_time_from_weeks(weeks), "weeks"
    if kroner is None or not case.schemes:
        return None, ""
    share = float(law.on(LAST_STEP, parse_day(f"{years[0]}-07-01")))
    weekly = [rate_per_week(law, scheme, years[0]) for scheme in case.schemes]
    return full_time_from_kroner(kroner, sum(weekly) / len(weekly), share), "kroner"
