"""Stated and simulated: what a full-time person costs a year, as a case says and simulated.

The simulated kroner are those of one year without any proposal, carried to the years of the
case by the rates of each scheme. They are never fitted to a case; where the two differ, a
rule says what the difference looks like.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from borgerflow.experiments.findings.finding import Answer
from borgerflow.experiments.findings.plain import fields_of, plain
from borgerflow.experiments.lookup.cases.catalogue import Catalogue
from borgerflow.experiments.lookup.cases.common_form import (
    WEEKS,
    CommonForm,
    common_form,
    rate_per_week,
)
from borgerflow.experiments.questions.cases.shown.words import REASONS
from borgerflow.experiments.questions.run.finding import RunFinding
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import LawBook, Params
from borgerflow.sim.params.cases.catalogue import Case

BASE_START, BASE_END, BASE_YEAR = "2019-01-01", "2020-01-01", 2019
CASES_SCHEMA = "borgerflow/cases/1"
Labels = Mapping[str, Mapping[str, str]]  # of schemes, by language
HALF_A_DIGIT = 50_000  # kroner: documents round to a tenth of a million


@dataclass(frozen=True)
class SchemeCost:
    """What a full-time person costs a year, in all and to the municipality, and how many are."""

    gross: float
    municipality: float
    full_time: float = 0.0


@dataclass(frozen=True)
class SimulatedYear:
    """The simulated year of a municipality, by scheme."""

    municipality: str
    label: str
    costs: Mapping[str, SchemeCost]


@dataclass(frozen=True)
class ExpectedCost:
    """What a full-time person of a case costs a year as simulated.

    ``lowest`` and ``highest`` are the municipality's part in the cheapest and the dearest of
    the schemes; ``paid_year`` is its part of 52 weeks that are all paid, where others pay
    the first days.
    """

    gross: float
    municipality: float
    lowest: float
    highest: float
    paid_year: float


@dataclass(frozen=True)
class CaseComparison:
    """One case beside the simulated year.

    ``break_even`` is the full-time persons a year whose benefit, the municipality's part, is
    the investment: what would have to be true. ``reason`` is one of ``REASONS``, or empty
    where nothing is stated for a person.
    """

    case: str
    schemes: tuple[str, ...]
    years: tuple[int, ...]
    stated: float | None
    simulated: ExpectedCost
    break_even: float | None
    reason: str

    @property
    def of_gross(self) -> float | None:
        """Return stated over simulated, all payers."""
        return None if self.stated is None else self.stated / self.simulated.gross

    @property
    def of_municipality(self) -> float | None:
        """Return stated over simulated, the municipality's part."""
        return None if self.stated is None else self.stated / self.simulated.municipality

    def to_plain(self) -> dict[str, Any]:
        """Return every field by name, and the two ratios."""
        ratios = {"of_gross": self.of_gross, "of_municipality": self.of_municipality}
        return {**fields_of(self), **ratios}


@dataclass(frozen=True)
class SchemeComparison:
    """One scheme: what is simulated, and the cases that name it and no other."""

    scheme: str
    simulated: SchemeCost
    cases: int
    stated: float | None


@dataclass(frozen=True)
class Overview(Answer):
    """The catalogue beside the simulated year: cases that state both kroner and persons."""

    year: SimulatedYear
    near: float
    cases: tuple[CaseComparison, ...]
    not_comparable: tuple[str, ...]
    schemes: tuple[SchemeComparison, ...]
    labels: Labels

    @property
    def reasons(self) -> dict[str, int]:
        """Return how many cases there are of each reason, those there are."""
        counted = Counter(found.reason for found in self.cases)
        return {reason: counted[reason] for reason in REASONS if counted[reason]}

    def share(self, reason: str) -> float:
        """Return the share of the cases that have a reason."""
        return self.reasons.get(reason, 0) / len(self.cases)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``cases --simulated``."""
        return {
            "schema": CASES_SCHEMA,
            "municipality_simulated": self.year.municipality,
            "cases": plain(self.cases),
            "not_comparable": plain(self.not_comparable),
            "schemes": plain(self.schemes),
            "reasons": self.reasons,
            "share_near_the_municipal_part": self.share("municipal_part"),
            "share_near_all_payers": self.share("all_payers"),
        }


def simulated_year(municipality: str, params: Params) -> SimulatedYear:
    """Return the simulated year of a municipality, one replication without any proposal."""
    from borgerflow.experiments.questions.run.question import run  # noqa: PLC0415  (slow; a list needs no world)

    return year_of(run(municipality, start=BASE_START, end=BASE_END, params=params))


def year_of(finding: RunFinding) -> SimulatedYear:
    """Return the cost of each scheme that pays anything: benefit over full-time persons."""
    gross: dict[str, float] = defaultdict(float)
    municipal: dict[str, float] = defaultdict(float)
    for row in finding.ledger:
        if row.kind == "benefit" and row.year == BASE_YEAR:
            gross[row.scheme] += row.kroner.mean
            municipal[row.scheme] += row.kroner.mean if row.payer == "kommune" else 0.0
    persons = _full_time(finding)
    costs = {
        scheme: SchemeCost(
            kroner / persons[scheme], municipal[scheme] / persons[scheme], persons[scheme]
        )
        for scheme, kroner in gross.items()
        if persons[scheme]
    }
    return SimulatedYear(finding.municipality, finding.municipality_label, costs)


def at_rates_of(cost: SchemeCost, scheme: str, years: Sequence[int], law: LawBook) -> SchemeCost:
    """Return a cost of the simulated year in the years of a case, by the rates of the scheme."""
    rates = [rate_per_week(law, scheme, year) for year in years]
    factor = sum(rates) / len(rates) / rate_per_week(law, scheme, BASE_YEAR)
    return SchemeCost(cost.gross * factor, cost.municipality * factor, cost.full_time)


def expected_cost(
    case: Case, years: Sequence[int], year: SimulatedYear, law: LawBook
) -> ExpectedCost | None:
    """Return what a full-time person of a case costs; None where it names no scheme that pays.

    Several schemes are weighted by the persons the case states for each, else by those who
    are there. Where people move to another scheme, what they cost there is taken off.
    """
    named = [scheme for scheme in case.schemes if scheme in year.costs]
    costs = {scheme: at_rates_of(year.costs[scheme], scheme, years, law) for scheme in named}
    after, there = SchemeCost(0.0, 0.0), case.moves_to
    if there is not None and there in year.costs:
        after = at_rates_of(year.costs[there], there, years, law)
    weights = [case.mix.get(s, 0.0) if case.mix else c.full_time for s, c in costs.items()]
    if not sum(weights):
        return None
    each = [cost.municipality for cost in costs.values()]
    return ExpectedCost(
        gross=_weighted([cost.gross for cost in costs.values()], weights) - after.gross,
        municipality=_weighted(each, weights) - after.municipality,
        lowest=min(each) - after.municipality,
        highest=max(each) - after.municipality,
        paid_year=_weighted([paid_year(c, s, years, law) for s, c in costs.items()], weights)
        - after.municipality,
    )


def paid_year(cost: SchemeCost, scheme: str, years: Sequence[int], law: LawBook) -> float:
    """Return the municipality's part of 52 weeks that are all paid.

    A simulated full-time person of sygedagpenge also lives days that the employer pays; those
    of a published count do not. Where nobody waits, it is the municipality's part as it is.
    """
    kinds, usual = law.schemes[scheme].categories, law.schemes[scheme].default_category
    if usual is None or kinds[usual].waiting is None:
        return cost.municipality
    weekly = sum(rate_per_week(law, scheme, year) for year in years) / len(years)
    return weekly * WEEKS * cost.municipality / cost.gross


def comparison_of(
    case: Case, form: CommonForm, year: SimulatedYear, law: LawBook, close: float
) -> CaseComparison | None:
    """Return a case beside the simulated year; None where it names no scheme that pays."""
    simulated = expected_cost(case, form.years, year, law)
    if simulated is None:
        return None
    pays = simulated.municipality > 0 and form.investment is not None
    return CaseComparison(
        case=case.id,
        schemes=case.schemes,
        years=form.years,
        stated=form.kroner_per_full_time,
        simulated=simulated,
        break_even=(form.investment or 0.0) / simulated.municipality if pays else None,
        reason=reason_of(case, form, simulated, close),
    )


def reason_of(case: Case, form: CommonForm, simulated: ExpectedCost, close: float) -> str:
    """Return what the stated kroner of a person look like, the first of ``REASONS`` that fits."""
    stated = form.kroner_per_full_time
    if stated is None:
        return ""
    holds = {
        "municipal_part": _near(stated, simulated.municipality, close),
        "all_payers": _near(stated, simulated.gross, close),
        "paid_weeks_alone": _near(stated, simulated.paid_year, close),
        "rounding": _near_by_rounding(form, stated, simulated.municipality, close),
        "difference_of_two": case.moves_to is not None,
        "over_all_payers": stated > simulated.gross * (1 + close),
        "within_the_schemes": not case.mix and simulated.lowest <= stated <= simulated.highest,
        "between_the_payers": stated > simulated.municipality,
        "people_not_full_time": case.persons_kind == "people",
        "period_unclear": _unclear(case),
        "below_the_municipal_part": True,
    }
    return next(reason for reason in REASONS if holds[reason])


def overview(
    catalogue: Catalogue, cases: Iterable[Case], year: SimulatedYear, law: LawBook
) -> Overview:
    """Return every case that states both kroner and persons beside the simulated year.

    Raises
    ------
    InputError
        If no case does so for a scheme that pays.
    """
    close = catalogue.rules.close_share.value or 0.0
    found, left = [], []
    for case in cases:
        form = common_form(case, law, catalogue.rules)
        if form.kroner_per_full_time is None:
            continue
        one = comparison_of(case, form, year, law, close)
        if one is None:
            left.append(case.id)
        else:
            found.append(one)
    if not found:
        raise InputError(
            Wording(
                "Ingen af disse cases oplyser både kroner og personer for en ydelse"
                " i modellen: der er intet at sammenholde med det simulerede år.",
                "None of these cases states both kroner and persons for a benefit of the model:"
                " nothing can be put beside the simulated year.",
            )
        )
    by_scheme = _by_scheme(found, year)
    return Overview(year, close, tuple(found), tuple(left), by_scheme, labels_of(law))


def labels_of(law: LawBook) -> Labels:
    """Return what people call each scheme."""
    return {name: scheme.label for name, scheme in law.schemes.items()}


def _by_scheme(
    found: Iterable[CaseComparison], year: SimulatedYear
) -> tuple[SchemeComparison, ...]:
    alone: dict[str, list[float]] = defaultdict(list)
    for one in found:
        alone_in = len(one.schemes) == 1 and one.reason != "difference_of_two"
        if alone_in and one.stated is not None:
            alone[one.schemes[0]].append(one.stated)
    return tuple(
        SchemeComparison(s, cost, len(alone[s]), median(alone[s]) if alone[s] else None)
        for s, cost in year.costs.items()
        if cost.municipality
    )


def _full_time(finding: RunFinding) -> Mapping[str, float]:
    """Return full-time persons by scheme, the mean of the months of the simulated year."""
    by_scheme: dict[str, list[float]] = defaultdict(list)
    for row in finding.stocks:
        if row.month.startswith(f"{BASE_YEAR}-"):
            by_scheme[row.scheme].append(row.full_time.mean)
    return {scheme: sum(months) / len(months) for scheme, months in by_scheme.items()}


def _weighted(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)


def _near(stated: float, simulated: float, close: float) -> bool:
    return abs(stated - simulated) <= close * simulated


def _near_by_rounding(form: CommonForm, stated: float, simulated: float, close: float) -> bool:
    """Tell whether kroner rounded to a tenth of a million could be near."""
    if not form.gross or not form.full_time or form.gross % (2 * HALF_A_DIGIT):
        return False
    slack = HALF_A_DIGIT / form.full_time
    return abs(stated - simulated) <= close * simulated + slack


def _unclear(case: Case) -> bool:
    amounts = (case.gross, case.net, case.persons)
    return any(amount is not None and amount.basis == "unclear" for amount in amounts)
