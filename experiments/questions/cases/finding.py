"""What is known of cases, as data: listed, beside a simulated year, and simulated as a proposal.

Amounts are savings: kroner and full-time persons with ``+`` where fewer are paid. Intervals are
95 % over replications.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd
from pydantic import TypeAdapter

from borgerflow.experiments.findings.finding import Answer
from borgerflow.experiments.findings.plain import LEFT_OUT, fields_of, plain
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.lookup.cases.catalogue import Catalogue
from borgerflow.experiments.lookup.cases.common_form import CommonForm, common_form
from borgerflow.experiments.questions.cases.compare import (
    CASES_SCHEMA,
    CaseComparison,
    Labels,
    SchemeCost,
    SimulatedYear,
    at_rates_of,
    comparison_of,
    labels_of,
)
from borgerflow.experiments.questions.cases.flags import flags_of
from borgerflow.sim.params import Estimate, LawBook
from borgerflow.sim.params.cases.catalogue import Case

SCHEMA = "borgerflow/case-simulated/1"
TABLE_SCHEMA = "borgerflow/cases-simulated/1"
Goal = Literal["persons", "break_even"]
Place = Literal["within", "beyond", "beyond_any", "no_trial", "nothing_suffices"]


@dataclass(frozen=True)
class CaseLine:
    """A case with its common form and its flags."""

    case: Case
    form: CommonForm
    flags: tuple[str, ...]

    def to_plain(self) -> dict[str, Any]:
        """Return the case as it is stated, its form and its flags."""
        further = {"common_form": plain(self.form), "flags": plain(self.flags)}
        return {**self.case.model_dump(mode="json"), **further}


@dataclass(frozen=True)
class CaseList(Answer):
    """Some of all cases."""

    lines: tuple[CaseLine, ...]
    total: int

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``cases``."""
        return {"schema": CASES_SCHEMA, "cases": plain(self.lines)}


@dataclass(frozen=True)
class CaseInFull(Answer):
    """A case beside the simulated year of a municipality, with each of its schemes.

    ``comparison`` is None where the case names no scheme that pays; ``costs`` is then empty.
    """

    line: CaseLine
    year: SimulatedYear
    comparison: CaseComparison | None
    costs: dict[str, SchemeCost]  # by scheme
    labels: Labels

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``cases ID``."""
        return {
            "schema": CASES_SCHEMA,
            "case": plain(self.line),
            "municipality_simulated": self.year.municipality,
            "simulated_by_scheme": plain(self.costs),
            "beside": plain(self.comparison),
        }


@dataclass(frozen=True)
class Statement:
    """What the case states, a year, None where it says nothing."""

    persons: float | None
    persons_from: str
    gross: float | None
    investment: float | None
    net: float | None
    kroner_per_full_time: float | None
    weeks: float | None  # by which a stay becomes shorter or longer
    employees: float | None  # full-time, a year


@dataclass(frozen=True)
class NeededEffect:
    """The effect that the case would need.

    Attributes
    ----------
    effect : Interval or None
        None where nothing up to ``furthest`` is enough.
    tried : float
        The effect at which all else is told: the one needed, or the best there is.
    factor : float or None
        What ``tried`` is as a factor on the exits, the highest of its benefits; of what keeps
        people from coming there is none.
    """

    kind: str
    unit: str
    effect: Interval | None
    furthest: float
    tried: float
    factor: float | None


@dataclass(frozen=True)
class TrialEvidence:
    """What trials found for the benefits of a case, and where the needed effect lies."""

    low: float | None
    high: float | None
    sources: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class ConcentratedEffect:
    """The effect that is needed where no more are reached than the employees can work with.

    Attributes
    ----------
    employees : float
        Full-time employees, those stated or those that the investment can pay for.
    citizens : float
        Citizens a year whom they can give what the trials gave.
    reach : float
        The share of new cases that those are.
    """

    employees: float
    citizens: float
    reach: float
    needed: NeededEffect
    place: Place


@dataclass(frozen=True)
class Savings:
    """What a year saves at the effect told, the mean of the years measured.

    Attributes
    ----------
    persons : Interval
        Full-time persons fewer on the benefits of the case.
    benefit : Interval
        Kroner of those benefits, all payers.
    own_benefit : Interval
        What of that is the municipality's part.
    own : Interval
        Kroner of the municipality on everything, before what it invests.
    elsewhere : dict of str to Interval
        Full-time persons more in each other scheme.
    with_stated_weeks : Interval or None
        The persons, if a stay became as much shorter as the case states.
    """

    persons: Interval
    benefit: Interval
    own_benefit: Interval
    own: Interval
    elsewhere: Mapping[str, Interval]
    with_stated_weeks: Interval | None


@dataclass(frozen=True)
class BesideRow:
    """A number a year as the case states it, None where it does not, and as it is simulated."""

    what: str
    stated: float | None
    simulated: Interval | None


@dataclass(frozen=True, kw_only=True)
class CaseFinding(Answer):
    """One case asked of a municipality; what is simulated is absent where it cannot be."""

    case: str
    municipality: str
    municipality_label: str
    replications: int
    seed: int
    said: Statement
    flags: tuple[str, ...]
    reason: str | None = None  # why it cannot be simulated
    because: dict[str, str] | None = None
    goal: Goal | None = None
    stands_for: tuple[int, ...] = ()
    measured: tuple[int, ...] = ()
    price_year: int | None = None
    schemes: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()  # out to, or in from
    full_time: float | None = None  # on those benefits without the case
    reach: float | None = None  # the share of new cases it reaches, where the case names a number
    needed: NeededEffect | None = None
    evidence: TrialEvidence | None = None
    concentrated: ConcentratedEffect | None = None
    saved: Savings | None = None
    labels: Labels = field(default_factory=dict, metadata=LEFT_OUT)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``cases ID --simulate``."""
        return {"schema": SCHEMA, **fields_of(self)}

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return flat tables of the finding, by name; none of a case that is not simulated."""
        return {}


@dataclass(frozen=True, kw_only=True)
class SimulatedCase(CaseFinding):
    """One case simulated in a municipality."""

    goal: Goal
    full_time: float
    needed: NeededEffect
    evidence: TrialEvidence
    saved: Savings

    @property
    def place(self) -> Place:
        """Return where the needed effect lies: that of those reached, where they are fewer."""
        return (self.concentrated or self.evidence).place

    @property
    def net(self) -> Interval | None:
        """Return what the municipality saves a year after its investment, if one is stated."""
        cost, own = self.said.investment, self.saved.own
        if cost is None:
            return None
        low, high = (None if end is None else end - cost for end in (own.low, own.high))
        return Interval(own.mean - cost, low, high)

    def each(self, kroner: Interval) -> float | None:
        """Return kroner per full-time person saved, None where nobody is."""
        people = self.saved.persons.mean
        return kroner.mean / people if people > 0 else None

    @property
    def beside(self) -> tuple[BesideRow, ...]:
        """Return persons and kroner as stated and as simulated, a year and for each person."""
        said, saved = self.said, self.saved
        money = {
            "benefit": (None, saved.benefit),
            "own_benefit": (None, saved.own_benefit),
            "own": (said.gross, saved.own),
        }
        each = (None, said.kroner_per_full_time, None)
        return (
            BesideRow("persons", said.persons, saved.persons),
            *(BesideRow(what, *amounts) for what, amounts in money.items()),
            BesideRow("investment", said.investment, None),
            *([BesideRow("net", said.net, self.net)] if self.net else []),
            *(
                BesideRow(f"{what}_each", stated, self._each(saving))
                for stated, (what, (_, saving)) in zip(each, money.items(), strict=True)
            ),
        )

    def _each(self, kroner: Interval) -> Interval | None:
        amount = self.each(kroner)
        return None if amount is None else Interval(amount)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return what is stated beside what is simulated, and where people are instead."""
        elsewhere = [{"scheme": name, **plain(n)} for name, n in self.saved.elsewhere.items()]
        rows = {"beside": plain(self.beside), "elsewhere": elsewhere}
        return {name: pd.json_normalize(each, sep="_") for name, each in rows.items() if each}


@dataclass(frozen=True)
class CaseTable(Answer):
    """Many cases asked of a municipality."""

    municipality: str
    cases: tuple[CaseFinding, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``cases --simulate``: each in full."""
        return {
            "schema": TABLE_SCHEMA,
            "municipality_simulated": self.municipality,
            "cases": [case.to_dict() for case in self.cases],
        }

    @property
    def simulated(self) -> tuple[SimulatedCase, ...]:
        """Return the cases that could be simulated."""
        return tuple(case for case in self.cases if isinstance(case, SimulatedCase))

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return what each case states beside what is simulated."""
        rows = [{"case": case.case, **plain(row)} for case in self.simulated for row in case.beside]
        return {"beside": pd.json_normalize(rows, sep="_")} if rows else {}


def simulated_case(text: str) -> SimulatedCase:
    """Return the finding of which this is the JSON."""
    return TypeAdapter(SimulatedCase).validate_json(text)


def case_list(cases: Sequence[Case], catalogue: Catalogue, law: LawBook) -> CaseList:
    """Return cases with their common form and flags, in the order given."""
    lines = tuple(line_of(case, catalogue, law) for case in cases)
    return CaseList(lines, len(catalogue.cases))


def line_of(case: Case, catalogue: Catalogue, law: LawBook) -> CaseLine:
    """Return one case with its common form and flags."""
    form = common_form(case, law, catalogue.rules)
    return CaseLine(case, form, flags_of(case, form, law, catalogue.rules))


def in_full(case: Case, catalogue: Catalogue, year: SimulatedYear, law: LawBook) -> CaseInFull:
    """Return one case beside the simulated year."""
    line = line_of(case, catalogue, law)
    close = catalogue.rules.close_share.value or 0.0
    named = (*case.schemes, *([case.moves_to] if case.moves_to else []))
    costs = {
        scheme: at_rates_of(year.costs[scheme], scheme, line.form.years, law)
        for scheme in named
        if scheme in year.costs
    }
    comparison = comparison_of(case, line.form, year, law, close)
    return CaseInFull(line, year, comparison, costs, labels_of(law))


def evidence_of(
    schemes: Sequence[str], trials: Mapping[str, Estimate], needed: NeededEffect
) -> TrialEvidence:
    """Return what trials found for some benefits, the widest of them, beside the needed factor."""
    named = [trials[scheme] for scheme in schemes if scheme in trials]
    low = min((trial.low for trial in named if trial.low is not None), default=None)
    high = max((trial.high for trial in named if trial.high is not None), default=None)
    sources = tuple(dict.fromkeys(trial.source for trial in named))
    return TrialEvidence(low, high, sources, place_of(needed, high, trials))


def place_of(needed: NeededEffect, high: float | None, trials: Mapping[str, Estimate]) -> Place:
    """Return where a needed effect lies: among what was found for its benefits, or beyond."""
    if needed.effect is None:
        return "nothing_suffices"
    if needed.factor is None:
        return "no_trial"
    if needed.factor > max(trial.high or 0.0 for trial in trials.values()):
        return "beyond_any"
    if high is None:
        return "no_trial"
    return "within" if needed.factor <= high else "beyond"
