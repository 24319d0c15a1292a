"""A case read as a proposal: what it acts on, what it costs, and what it must give.

The rules are those of ``params/cases/simulating.yaml``. Nothing is simulated here.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borgerflow.experiments.lookup.cases.catalogue import Catalogue
from borgerflow.experiments.lookup.cases.common_form import (
    CommonForm,
    a_year,
    citizens_reached,
    common_form,
    gross_saving,
)
from borgerflow.experiments.questions.cases.compare import BASE_YEAR
from borgerflow.sim.params import Label, Params, Proposal
from borgerflow.sim.params.cases.catalogue import Case
from borgerflow.sim.params.cases.simulating import SimulatingRules
from borgerflow.sim.params.proposals.proposals import ProposalForm, proposal_of
from borgerflow.sim.params.reading.units import Grade
from borgerflow.sim.world.bare import exits_of
from borgerflow.sim.world.municipality import read_estimates

Ways = frozenset[tuple[str, str]]  # origin and destination of every exit that has a hazard
EVERYBODY = "alle"
UNIT = {"hazard": "factor", "duration": "weeks", "inflow": "share"}


@dataclass(frozen=True)
class CaseProposal:
    """A case as a proposal in the years that are simulated.

    Attributes
    ----------
    persons : float or None
        Full-time persons a year that must be saved in ``years``; None where the case states
        no effect, so that it must pay for itself.
    stands_for : tuple of int
        The years of the case that the simulated ones stand for, the first for the first.
    reached : float or None
        Citizens a year whom it reaches; None where it is everybody.
    """

    proposal: Proposal
    kind: str
    persons: float | None
    years: tuple[int, ...]
    stands_for: tuple[int, ...]
    reached: float | None

    @property
    def end(self) -> str:
        """Return the day after the last of the simulated years."""
        return f"{BASE_YEAR + len(self.stands_for)}-01-01"

    @property
    def schemes(self) -> tuple[str, ...]:
        """Return the schemes that people are to leave, or are kept from."""
        return tuple(mechanism.scheme for mechanism in self.proposal.mechanisms)


@dataclass(frozen=True)
class Exclusion:
    """Why a case cannot be simulated, with words of its own if there are."""

    reason: str
    because: Label | None = None


def ways_of(params: Params) -> Ways:
    """Return every exit that has a hazard."""
    return frozenset(exits_of(read_estimates(params).hazards, params.law.schemes).names)


def as_proposal(
    case: Case, catalogue: Catalogue, params: Params, ways: Ways
) -> CaseProposal | Exclusion:
    """Return a case as a proposal, or why it is none."""
    case = with_schemes(case, catalogue.simulating)
    form = common_form(case, params.law, catalogue.rules)
    mechanisms = mechanisms_of(case, catalogue.simulating, ways)
    reason = reason_against(case, form, catalogue.simulating, params.proposals, mechanisms)
    if reason is not None:
        said = catalogue.simulating.not_by_leaving.get(case.id)
        return Exclusion(reason, said.label if said and reason == "not_by_leaving" else None)
    years = case_period(case, catalogue)
    content = {
        **head_of(case),
        "start": f"{BASE_YEAR}-01-01",
        "until": f"{BASE_YEAR + len(years)}-01-01",
        "price_year": form.years[0],
        "cost": cost_of(case, years),
        "mechanisms": mechanisms,
    }
    path, usual = str(params.directory / "cases" / "cases.csv"), params.first_guesses.shares
    measured = measured_years(case, form, years)
    return CaseProposal(
        proposal=proposal_of(ProposalForm.model_validate(content), path, usual),
        kind=kind_of(case, catalogue.simulating),
        persons=form.full_time,
        years=tuple(year - years[0] + BASE_YEAR for year in measured),
        stands_for=years,
        reached=citizens_reached(case),
    )


def with_schemes(case: Case, rules: SimulatingRules) -> Case:
    """Return a case with the benefits it is read as, where its target is everybody."""
    if case.schemes or case.others != (EVERYBODY,):
        return case
    return case.model_copy(update={"schemes": rules.everybody.schemes})


def reason_against(
    case: Case,
    form: CommonForm,
    rules: SimulatingRules,
    proposals: Collection[str],
    mechanisms: Mapping[str, Any],
) -> str | None:
    """Return the first reason that keeps a case from being simulated, if any does."""
    effect = form.full_time is not None or case.duration_weeks is not None
    silent = not effect and case.investment is None
    reasons = {
        "own_proposal": case.id in proposals,
        "no_scheme": not case.schemes,
        "not_by_leaving": case.id in rules.not_by_leaving,
        "net_alone": silent and case.net is not None,
        "nothing_stated": silent,
        "no_exit": len(mechanisms) < len(case.schemes),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def kind_of(case: Case, rules: SimulatingRules) -> str:
    """Return what a case changes: what comes in, the weeks of a stay, or how fast people leave."""
    if case.id in rules.prevents:
        return "inflow"
    return "hazard" if case.duration_weeks is None else "duration"


def mechanisms_of(case: Case, rules: SimulatingRules, ways: Ways) -> dict[str, dict[str, Any]]:
    """Return a mechanism for each scheme of a case that has a way in or out to act on."""
    kind = kind_of(case, rules)
    forms = {}
    for scheme in case.schemes:
        acts_on = (
            ways_in(scheme, rules, ways)
            if kind == "inflow"
            else ways_out(case, scheme, rules, ways)
        )
        if acts_on:
            key = "origins" if kind == "inflow" else "exits"
            at = {"at": "entry"} if kind == "inflow" else {}
            effect = effect_of(case, scheme, kind, rules)
            forms[scheme] = {"kind": kind, "scheme": scheme, key: acts_on, **at, **effect, **PLAIN}
    return forms


def ways_out(case: Case, scheme: str, rules: SimulatingRules, ways: Ways) -> tuple[str, ...]:
    """Return the exits of a scheme that a case makes faster."""
    named = rules.leaves_to.schemes if case.moves_to is None else (case.moves_to,)
    return tuple(to for to in named if to != scheme and (scheme, to) in ways)


def ways_in(scheme: str, rules: SimulatingRules, ways: Ways) -> tuple[str, ...]:
    """Return the schemes from which a case keeps people from coming."""
    return tuple(origin for origin in rules.comes_from.schemes if (origin, scheme) in ways)


def effect_of(case: Case, scheme: str, kind: str, rules: SimulatingRules) -> dict[str, Any]:
    """Return the effect before it is searched: the weeks stated, what trials found, or nothing."""
    if kind == "duration":
        return {
            "stated": True,
            "effect": _number(case.duration_weeks, "weeks", where(case), case.grade),
        }
    trial = rules.trials.get(scheme)
    if kind == "hazard" and trial is not None:
        return {"stated": False, "effect": trial.model_dump()}
    return {"stated": False, "effect": _number(None, UNIT[kind], "nobody has said", "derived")}


def case_period(case: Case, catalogue: Catalogue) -> tuple[int, ...]:
    """Return the calendar years of a case.

    Those stated; else from the first year that any amount is given for, or the year of an
    undated case, as long as it is said to last, or as long as an undated one.
    """
    rules, undated = catalogue.rules, catalogue.simulating.undated_years
    named = [y for s in (case.investment, gross_saving(case), case.persons) for y in _years(s)]
    first = case.first_year or min(named, default=int(rules.undated_year.value or 0))
    length = math.ceil(case.length_years or undated.value or 1)
    last = case.last_year or first + length - 1
    return tuple(range(first, last + 1))


def measured_years(case: Case, form: CommonForm, years: Sequence[int]) -> tuple[int, ...]:
    """Return the years of a case in which what is saved is held against what it states.

    Those stated, and those whose kroner are the same; all of them, of an amount for the whole
    period, and where it must pay for itself; of an amount a year, and of an unclear one, the
    last, when the effect has had time.
    """
    gross = gross_saving(case)
    stated = {"persons": case.persons, "weeks": case.weeks, "kroner": gross}.get(form.persons_from)
    if stated is None or stated.basis == "whole":
        return tuple(years)
    if stated.basis == "unclear" and gross is not None and gross.basis == "whole":
        return tuple(years)
    kroner = gross.by_year if gross else {}
    same = {kroner[year] for year in stated.by_year if year in kroner}
    alike = {*stated.by_year, *(year for year, amount in kroner.items() if amount in same)}
    return tuple(year for year in years if year in alike) or (years[-1],)


def cost_of(case: Case, years: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return the investment in each simulated year, nothing where none is stated."""
    stated = case.investment
    if stated is None:
        amounts = {years[0]: 0.0}
    elif stated.by_year:
        amounts = dict(stated.by_year)
    elif stated.basis == "whole":
        amounts = dict.fromkeys(years, (stated.amount or 0.0) / len(years))
    else:
        amounts = dict.fromkeys(years, a_year(stated, case) or 0.0)
    return {
        year - years[0] + BASE_YEAR: _number(amount, "kr", where(case), case.grade)
        for year, amount in amounts.items()
    }


def head_of(case: Case) -> dict[str, Any]:
    """Return what a form says besides costs and effects."""
    title = {"da": f"{case.municipality}, {case.id}", "en": f"{case.municipality}, {case.id}"}
    return {
        "id": case.id,
        "title": title,
        "municipality": case.municipality,
        "form": {"document": case.document, "lines": " ".join(case.lines), "number": case.id},
        "description": title,
        "evidence": case.note or "none stated",
    }


def where(case: Case) -> str:
    """Return where a case stands, as ``003:L12-41``."""
    return f"{case.document}:{' '.join(case.lines)}"


def _years(stated: Any) -> tuple[int, ...]:
    return tuple(stated.by_year) if stated else ()


def _number(value: float | None, unit: str, source: str, grade: Grade | str) -> dict[str, Any]:
    return {"value": value, "unit": unit, "source": source, "grade": grade}


ALL_COUNTED = "the effect searched is that of what is delivered, to everybody, from the first day"
PLAIN: dict[str, Any] = {
    "label": {"da": "Casens virkning", "en": "What the case does"},
    "reach": _number(1.0, "share", ALL_COUNTED, "derived"),
    "implementation": _number(1.0, "share", ALL_COUNTED, "derived"),
    "deadweight": _number(0.0, "share", ALL_COUNTED, "derived"),
    "displacement": _number(0.0, "share", ALL_COUNTED, "derived"),
    "phase_in_months": _number(0.0, "months", ALL_COUNTED, "derived"),
    "fade_out_months": _number(0.0, "months", ALL_COUNTED, "derived"),
}
