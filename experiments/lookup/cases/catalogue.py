"""The municipal cases as they are stated, and those of a benefit or a municipality."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from borgerflow.experiments.lookup.cases.common_form import gross_saving
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.cases.catalogue import (
    Case,
    CaseRules,
    find_case,
    read_case_rules,
    read_cases,
)
from borgerflow.sim.params.cases.simulating import SimulatingRules, read_simulating_rules
from borgerflow.sim.params.reading.phrases import one_of

SCHEME = Wording("ordningen", "the scheme")
PLACE = Wording("kommunen", "the municipality")
AMOUNT = Wording("beløbet", "the amount")
AMOUNTS = ("investment", "kroner", "persons", "weeks", "duration")


@dataclass(frozen=True)
class Catalogue:
    """All cases, what the common form counts with, and what simulating one does."""

    cases: dict[str, Case]
    rules: CaseRules
    simulating: SimulatingRules

    def case(self, name: str) -> Case:
        """Return a case by id; an unknown one is refused with the nearest id."""
        return find_case(self.cases, name)


def catalogue_of(params: Params) -> Catalogue:
    """Return the catalogue that lies in a folder of params."""
    folder = params.directory / "cases"
    schemes = params.law.schemes
    cases = read_cases(folder / "cases.csv", schemes)
    simulating = read_simulating_rules(folder / "simulating.yaml", schemes, cases)
    return Catalogue(cases, read_case_rules(folder / "rules.yaml"), simulating)


def catalogue_in(params: Params) -> Catalogue | None:
    """Return the catalogue of a folder of params, None where it holds no cases."""
    return catalogue_of(params) if (params.directory / "cases" / "cases.csv").is_file() else None


def filtered(
    catalogue: Catalogue,
    scheme: str | None = None,
    municipality: str | None = None,
    stating: Sequence[str] = (),
) -> list[Case]:
    """Return the cases of a scheme and a municipality that state all the amounts named.

    Raises
    ------
    InputError
        If no case has the scheme or the municipality, or an amount is of no kind there is.
    """
    cases = [*catalogue.cases.values()]
    _refuse_unknown(SCHEME, scheme, {s for c in cases for s in (*c.schemes, *c.others)})
    places = {c.municipality.casefold(): c.municipality for c in cases}
    _refuse_unknown(PLACE, municipality and municipality.casefold(), places)
    for amount in stating:
        _refuse_unknown(AMOUNT, amount, AMOUNTS)
    return [
        case
        for case in cases
        if scheme in (None, *case.schemes, *case.others)
        and (municipality is None or municipality.casefold() == case.municipality.casefold())
        and all(states(case, amount) for amount in stating)
    ]


def states(case: Case, amount: str) -> bool:
    """Tell whether a case states an amount of one of the kinds of ``AMOUNTS``."""
    stated = {
        "investment": case.investment,
        "kroner": gross_saving(case),
        "persons": case.persons,
        "weeks": case.weeks,
        "duration": case.duration_weeks,
    }
    return stated[amount] is not None


def _refuse_unknown(kind: Wording, name: str | None, known: Collection[str]) -> None:
    if name is not None and name not in known:
        nothing = Wording("Ingen case har ", "No case has ") + kind + " " + quoted(name)
        expected = Wording("; der skal stå ", "; expected ") + one_of(sorted(known)) + "."
        raise InputError(nothing + expected + nearest(name, known))
