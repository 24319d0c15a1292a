"""Looks over all of ``params/`` for what loading does not refuse, and counts it by grade.

Loading stops at the first thing that does not hold. Here every file is read, and what is odd
without being wrong is told: a jump in a rate, a name nobody uses, a word that lacks.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import BaseModel

from borgerflow.sim.base.clock import date_of
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.cases.catalogue import read_case_rules, read_cases
from borgerflow.sim.params.cases.simulating import read_simulating_rules
from borgerflow.sim.params.contacts import (
    ActivationCourses,
    ContactEffects,
    ContactForms,
    Sanctions,
    Teams,
)
from borgerflow.sim.params.law.drafts import draft_names
from borgerflow.sim.params.law.rates import RateRow
from borgerflow.sim.params.law.regulation import REGULATING
from borgerflow.sim.params.law.schemes import used_rates
from borgerflow.sim.params.law.values import Parameter
from borgerflow.sim.params.model import (
    Categories,
    Costs,
    Hazards,
    Municipality,
    Outcomes,
    Population,
    SmallCounts,
)
from borgerflow.sim.params.municipalities import read_municipality
from borgerflow.sim.params.proposals.choices import costs_not_granted
from borgerflow.sim.params.proposals.evidence import Evidence, FirstGuesses, read_evidence
from borgerflow.sim.params.proposals.spared import saved_by_law_from
from borgerflow.sim.params.reading.faults import at_line
from borgerflow.sim.params.reading.forms import Entry, read_model
from borgerflow.sim.params.reading.phrases import NO_MUNICIPALITY
from borgerflow.sim.params.reading.units import GRADES

MODEL_FILES: dict[str, type[Entry]] = {
    "hazards.yaml": Hazards,
    "outcomes.yaml": Outcomes,
    "categories.yaml": Categories,
    "population.yaml": Population,
    "costs.yaml": Costs,
    "talks.yaml": ContactForms,
    "contact_effects.yaml": ContactEffects,
    "activation.yaml": ActivationCourses,
    "teams.yaml": Teams,
    "sanctions.yaml": Sanctions,
    "small_counts.yaml": SmallCounts,
    "evidence.yaml": Evidence,
    "first_guesses.yaml": FirstGuesses,
}
LARGEST_STEP = 0.08  # a larger change from one row of a rate to the next is worth a look
OF_THE_STATE = "folkepension."  # looked up, and paid to those who have left the model
DEADLINE_UNIT = {
    "revurdering": "weeks",
    "max_weeks": "weeks",
    "max_years": "years",
    "used_weeks": "weeks",
    "birthday": "years",
}


def check_all(params: Params) -> list[Wording]:
    """Return every problem found beyond loading, as sentences; none is an empty list."""
    looks: tuple[Callable[[Params], Iterator[Wording]], ...] = (
        _odd_parameters,
        _odd_drafts,
        _odd_rates,
        _odd_schemes,
        _odd_model,
        _odd_proposals,
        _saved_by_law,
        _odd_glossary,
        _odd_cases,
        _odd_choices,
        _odd_evidence,
    )
    return [problem for look in looks for problem in _tolerantly(look, params)]


def count_by_grade(params: Params) -> dict[str, int]:
    """Return how many values of law, rates, model and proposals carry each grade."""
    counts = Counter(v.grade for p in params.law.parameters.values() for v in p.typed)
    counts.update(row.grade for row in _typed_rows(params))
    counts.update(rise.grade for rise in params.price_index.rises)
    for scheme in params.law.schemes.values():
        counts.update(_grades_in((scheme.ended, scheme.closed, scheme.grant, scheme.categories)))
    for proposal in params.proposals.values():
        counts.update(_grades_in(proposal))
    for path, form in _model_files(params):
        counts.update(_grades_in(read_model(path, form)))
    counts.update(_grades_in(params.law.accounts.rules))
    return {grade: counts[grade] for grade in GRADES}


def _typed_rows(params: Params) -> Iterator[RateRow]:
    for rows in params.law.rates.rows.values():
        yield from (row for row in rows if not row.projected)


def _tolerantly(look: Callable[[Params], Iterator[Wording]], params: Params) -> Iterator[Wording]:
    try:
        yield from look(params)
    except InputError as error:
        yield error.said


def _odd_parameters(params: Params) -> Iterator[Wording]:
    for parameter in params.law.parameters.values():
        last = parameter.typed[-1].day
        if parameter.still_valid_on < last and parameter.name not in REGULATING:
            yield at_line(parameter.path, parameter.line) + _looked_at_before(parameter, last)


def _odd_drafts(params: Params) -> Iterator[Wording]:
    """Yield nothing where every draft of a law can be laid over the law book."""
    for name in draft_names(params.directory / "law" / "drafts"):
        params.under(name)
    yield from ()


def _looked_at_before(parameter: Parameter, last: int) -> Wording:
    looked = date_of(parameter.still_valid_on)
    return Wording(
        f"{parameter.name} blev senest kontrolleret den {looked}, før dens egen værdi af"
        f" {date_of(last)}.",
        f"{parameter.name} was last looked at on {looked}, before its own value of"
        f" {date_of(last)}.",
    )


def _odd_rates(params: Params) -> Iterator[Wording]:
    rates = params.law.rates
    used = used_rates(params.law.schemes)
    for name, rows in rates.rows.items():
        if name not in used and not name.startswith(OF_THE_STATE):
            nobody = Wording(f"ingen ordning udbetaler {name}.", f"no scheme pays {name}.")
            yield at_line(rates.path, rows[0].line) + nobody
        for earlier, later in itertools.pairwise(rows):
            step = _step(earlier, later)
            if abs(step) > LARGEST_STEP:
                yield at_line(rates.path, later.line) + _leap(name, step, later.valid_from)


def _leap(name: str, step: float, day: int) -> Wording:
    percent = f"{step * 100:+.1f}"
    return Wording(
        f"{name} ændres med {percent.replace('.', ',')} pct. den {date_of(day)}; er beløbet"
        " rigtigt?",
        f"{name} changes by {percent}% on {date_of(day)}; is the amount right?",
    )


def _step(earlier: RateRow, later: RateRow) -> float:
    weekly = [r.amount * 12 / 52 if r.unit == "kr/month" else r.amount for r in (earlier, later)]
    return weekly[1] / weekly[0] - 1 if weekly[0] else 0.0


def _odd_schemes(params: Params) -> Iterator[Wording]:
    path = params.directory / "schemes.yaml"
    for scheme in params.law.schemes.values():
        needed = {
            name: unit
            for category in scheme.categories.values()
            for name, unit in ((category.waiting, "days"), (category.fixed_share, "share"))
            if name
        }
        if scheme.deadline:
            needed[scheme.deadline.value] = DEADLINE_UNIT[scheme.deadline.rule]
        for name, unit in needed.items():
            got = params.law.parameter(name).unit
            if got != unit:
                yield Wording(
                    f"{path}: {scheme.name} regner med {name} i {got}; det skal være {unit}.",
                    f"{path}: {scheme.name} counts with {name} in {got}; expected {unit}.",
                )


def _odd_model(params: Params) -> Iterator[Wording]:
    for name in MODEL_FILES:
        if not (params.directory / "model" / name).is_file():
            yield str(params.directory / "model" / name) + Wording(" mangler.", " is missing.")
    for path, form in _model_files(params):
        try:
            read_model(path, form)
        except InputError as error:
            yield error.said
    yield from _odd_municipalities(params)


def _odd_municipalities(params: Params) -> Iterator[Wording]:
    population = read_model(params.directory / "model" / "population.yaml", Population)
    for path in sorted((params.directory / "municipalities").glob("*.yaml")):
        try:
            read_municipality(path, params.law.schemes, population.profiles)
        except InputError as error:
            yield error.said


def _odd_proposals(params: Params) -> Iterator[Wording]:
    places = [path.stem for path in (params.directory / "municipalities").glob("*.yaml")]
    for proposal in params.proposals.values():
        if proposal.municipality not in places:
            said = unknown(NO_MUNICIPALITY, proposal.municipality, places)
            yield f"{proposal.path}: " + said


def _saved_by_law(params: Params) -> Iterator[Wording]:
    """Yield each proposal that saves on a duty which law no longer has."""
    for proposal in params.proposals.values():
        if proposal.spares is None:
            continue
        since = saved_by_law_from(proposal, params.law.parameter(proposal.spares))
        if since is not None:
            yield f"{proposal.path}: {proposal.id} " + Wording(
                f"sparer fra {date_of(since)} noget, loven ikke længere kræver"
                f" ({proposal.spares}).",
                f"saves from {date_of(since)} on what law no longer asks for ({proposal.spares}).",
            )


def _odd_glossary(params: Params) -> Iterator[Wording]:
    for scheme in params.law.schemes:
        if not any(scheme == word or scheme.startswith(f"{word}_") for word in params.glossary):
            yield f"{params.directory / 'glossary.yaml'}: " + Wording(
                f"ordningen {scheme} har ingen betegnelse her.",
                f"the scheme {scheme} has no word here.",
            )


def _odd_cases(params: Params) -> Iterator[Wording]:
    """Read the catalogue of cases, which nothing else has read yet."""
    folder = params.directory / "cases"
    if folder.is_dir():
        read_case_rules(folder / "rules.yaml")
        cases = read_cases(folder / "cases.csv", params.law.schemes)
        read_simulating_rules(folder / "simulating.yaml", params.law.schemes, cases)
    yield from ()


def _odd_choices(params: Params) -> Iterator[Wording]:
    for choice in params.choices.values():
        granted = choice.granted.value or 0.0
        for year, cost in costs_not_granted(choice, params.proposals).items():
            shown = f"{granted:,.0f}", f"{cost:,.0f}"
            danish = [amount.replace(",", ".") for amount in shown]
            yield f"choices/{choice.id}.yaml: " + Wording(
                f"der blev bevilget {danish[0]} kr. om året; forslagene koster {danish[1]} kr."
                f" i {year}.",
                f"{shown[0]} kr. a year were granted; its proposals cost {shown[1]} kr. in {year}.",
            )


def _odd_evidence(params: Params) -> Iterator[Wording]:
    """Look up the names in what studies found, which nothing else has read yet."""
    path = params.directory / "model" / "evidence.yaml"
    if path.is_file():
        read_evidence(path, params.law.schemes)
    yield from ()


def _model_files(params: Params) -> Iterator[tuple[Path, type[Entry]]]:
    for name, form in MODEL_FILES.items():
        path = params.directory / "model" / name
        if path.is_file():
            yield path, form
    for path in sorted((params.directory / "municipalities").glob("*.yaml")):
        yield path, Municipality


def _grades_in(content: object) -> Iterator[str]:
    """Yield the grade of every graded number inside a model, a dict or a tuple."""
    if isinstance(content, BaseModel):
        grade = getattr(content, "grade", None)
        if grade is not None:
            yield str(grade)
        content = dict(content)
    if isinstance(content, dict):
        content = tuple(content.values())
    if isinstance(content, tuple):
        for part in content:
            yield from _grades_in(part)
