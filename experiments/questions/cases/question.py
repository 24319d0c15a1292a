"""Keeps simulated cases, so that a long list of them resumes where it stopped."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.questions.cases.catalogue import Catalogue
from borgerflow.experiments.questions.cases.common_form import common_form
from borgerflow.experiments.questions.cases.compare import BASE_START
from borgerflow.experiments.questions.cases.finding import (
    Between,
    CaseFound,
    Concentrated,
    Needed,
    Said,
    Saved,
    evidence_of,
    place_of,
)
from borgerflow.experiments.questions.cases.flags import flags_of
from borgerflow.experiments.questions.cases.proposals import (
    UNIT,
    CaseProposal,
    NotSimulated,
    as_proposal,
    ways_of,
    with_schemes,
)
from borgerflow.experiments.questions.compare.effects import NEUTRAL, weeks_within_reach
from borgerflow.experiments.runs.money import (
    Axes,
    axes_of,
    by_year,
    full_time,
    money_of,
    own_net,
    price_factors,
)
from borgerflow.experiments.runs.pairs import Counts, Settings, run_beside, run_change, run_reached
from borgerflow.experiments.runs.pool import Crew
from borgerflow.experiments.runs.root_search import Range, Root, smallest_effect
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.experiments.runs.validate import refuse_settings
from borgerflow.experiments.runs.warmup import compile_ahead
from borgerflow.experiments.store import results
from borgerflow.experiments.store.kept import JSON, Documents, load_or_compute, text_writer
from borgerflow.experiments.store.provenance import commit, machine
from borgerflow.sim.measures.account import KINDS, Account
from borgerflow.sim.params import Params, Proposal
from borgerflow.sim.params.cases.catalogue import Case
from borgerflow.sim.settlement.rulebook import PAYERS
from borgerflow.sim.world.municipality import find_municipality
from borgerflow.sim.world.world import World, load_world


@dataclass(frozen=True)
class CaseQuestion:
    """What was asked of a case, in everything that the answer depends on."""

    case: str
    municipality: str
    replications: int
    seed: int
    engine: Engine = "auto"

    @property
    def study(self) -> str:
        """Return the name of the study: ``cases/star-lejre-1``."""
        return f"cases/{self.case}"

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, params and code apart."""
        return {"kind": "case", **asdict(self)}


@dataclass(frozen=True)
class KeptCase:
    """What was found of a case as it is kept, and where; nowhere, if it cannot be simulated."""

    content: Mapping[str, Any]
    folder: Path | None = None
    fresh: bool = True


def kept_case(
    question: CaseQuestion, catalogue: Catalogue, params: Params, root: Path, crew: Crew
) -> KeptCase:
    """Return the kept answer about a case, simulating only if it was never asked.

    Raises
    ------
    InputError, KeyboardInterrupt
        As `load_or_compute` does.
    """
    case = catalogue.case(question.case)

    def ask() -> CaseFound:
        return _asked(question, case, catalogue, params, crew)

    if isinstance(as_proposal(case, catalogue, params, ways_of(params)), NotSimulated):
        return KeptCase(json.loads(ask().to_json()))

    stored = load_or_compute(question, params, root, ask, Documents(), _save)
    return KeptCase(json.loads(stored.json()), stored.folder, stored.fresh)


def _asked(
    question: CaseQuestion, case: Case, catalogue: Catalogue, params: Params, crew: Crew
) -> CaseFound:
    return simulate_case(
        case,
        catalogue,
        question.municipality,
        params,
        crew,
        replications=question.replications,
        seed=question.seed,
        engine=question.engine,
    )


def _save(
    found: CaseFound, study: str, inputs: Mapping[str, Any], root: Path, _: Documents
) -> Path:
    """Return the folder that now holds the answer."""
    about = {"seed": found.seed, "commit": commit(), "machine": machine()}
    documents = {JSON: text_writer(found.to_json())}
    return results.save(root, study, inputs, tables={}, documents=documents, about=about)


Sample = NDArray[np.float64]
FIRST_GUESS = {"hazard": 1.1, "inflow": 0.1}  # where nothing points at an effect
OWN = PAYERS.index("kommune")
Own = Sequence[Mapping[str, Counts]] | None
Ran = Callable[..., list[Any]]


def simulate_case(
    case: Case,
    catalogue: Catalogue,
    municipality: str,
    params: Params,
    crew: Crew,
    *,
    replications: int = 8,
    seed: int = 1,
    engine: Engine = "auto",
) -> CaseFound:
    """Return a case simulated in a municipality, or why it is not.

    Parameters
    ----------
    crew : Crew
        Workers, whom many cases may share.

    Raises
    ------
    InputError
        If the question does not hold: no such municipality or engine, no replication.
    Interrupted
        If the user stops.
    """
    refuse_settings(replications, engine)
    asked = as_proposal(case, catalogue, params, ways_of(params))
    head = _head(case, catalogue, municipality, params)
    head |= {"replications": replications, "seed": seed}
    if isinstance(asked, NotSimulated):
        because = None if asked.because is None else asked.because.model_dump()
        return CaseFound(**head, reason=asked.reason, because=because)
    usual = load_world(municipality, (), start=BASE_START, end=asked.end, params=params)
    furthest = furthest_of(asked, usual, catalogue)
    ran = runner(crew, usual, replications, Settings(seed, engine, asked.schemes[0], False))
    compile_ahead(engine, usual)
    return found_in(tried_in(usual, asked, furthest, ran), head, catalogue)


@dataclass
class Trying:
    """A case tried in a world: its usual lives, and the change that each effect brings.

    Whom an effect reaches, a stronger one reaches too; so every trial lives those again whom
    the furthest effect may reach, and nobody else.
    """

    usual: World
    asked: CaseProposal
    proposal: Proposal
    furthest: float
    baseline: list[Account]
    axes: Axes
    factors: Sample  # [month] of prices
    ran: Ran
    new_cases: float  # a year, without the case
    reach: float | None
    among: list[Counts] | None = None
    changes: dict[float, list[Account]] = field(default_factory=dict)

    def change(self, effect: float) -> list[Account]:
        """Return by how much each replication comes to more at an effect, each tried once."""
        if effect not in self.changes:
            if self.among is None:
                self.among = self.ran(run_reached, self.world(self.furthest))
            own = [{"among": numbers} for numbers in self.among]
            changed = self.ran(run_change, self.world(effect), own)
            self.changes[effect] = [part.account for part in changed]
        return self.changes[effect]

    def world(self, effect: float) -> World:
        """Return the world in which the case has an effect."""
        return self.usual.with_proposals([set_everywhere(self.proposal, "effect", effect)])

    def short_of_goal(self, effect: float) -> Sample:
        """Return by how much each replication falls short: persons a year, or kroner in all."""
        if self.asked.persons is not None:
            return np.asarray(self.asked.persons - self.persons_saved(effect))
        money = money_of(self.change(effect), self.factors)
        return np.asarray(own_net(money).sum(axis=1))

    def persons_saved(self, effect: float) -> Sample:
        """Return the full-time persons a year fewer on the benefits, by replication."""
        fewer = -self.full_time(self.change(effect))
        return np.asarray(fewer[:, self.places].sum(axis=1))

    def full_time(self, accounts: Sequence[Account]) -> Sample:
        """Return full-time persons as [replication, scheme], the mean of the years measured."""
        persons = full_time(accounts, self.axes)
        return np.asarray(persons[:, self.measured].mean(axis=1))

    def kroner(self, effect: float) -> Sample:
        """Return kroner less as [replication, payer, scheme + 1, kind], of a year measured."""
        less = -money_of(self.change(effect), self.factors)
        return np.asarray(by_year(less, self.axes)[:, self.measured].mean(axis=1))

    @property
    def measured(self) -> list[int]:
        """Return the places of the years in which what is saved is measured."""
        return [self.axes.years.index(year) for year in self.asked.years]

    @property
    def places(self) -> list[int]:
        """Return the places of the benefits of the case."""
        return [self.axes.schemes.index(scheme) for scheme in self.asked.schemes]


def runner(crew: Crew, usual: World, replications: int, settings: Settings) -> Ran:
    """Return what runs a task on the usual world and another one, replication by replication."""
    number = crew.hold(usual)

    def ran(task: Callable[..., Any], other: object, own: Own = None) -> list[Any]:
        worlds = [number, crew.hold(other)]
        return crew.run(task, worlds, range(replications), own=own, settings=settings)

    return ran


def tried_in(usual: World, asked: CaseProposal, furthest: float, ran: Ran) -> Trying:
    """Return a case ready to be tried, the usual lives lived."""
    baseline = [parts[0].account for parts in ran(run_beside, ())]
    axes = axes_of(usual.scheme_names, usual.start_day, usual.end_day)
    new_cases = new_cases_a_year(asked, baseline, axes)
    trying = Trying(
        usual=usual,
        asked=asked,
        proposal=asked.proposal,
        furthest=furthest,
        baseline=baseline,
        axes=axes,
        factors=price_factors(usual.unit_costs.price_index, axes, asked.proposal.price_year),
        ran=ran,
        new_cases=new_cases,
        reach=None,
    )
    return trying if asked.reached is None else reaching(trying, asked.reached)


def reaching(trying: Trying, citizens: float) -> Trying:
    """Return a case that reaches no more than some citizens a year, nothing tried yet."""
    reach = min(1.0, citizens / trying.new_cases) if trying.new_cases else 1.0
    proposal = set_everywhere(trying.proposal, "reach", reach)
    return replace(trying, proposal=proposal, reach=reach, among=None, changes={})


def furthest_of(asked: CaseProposal, world: World, catalogue: Catalogue) -> float:
    """Return the strongest effect that is tried."""
    if asked.kind == "inflow":
        return 1.0
    if asked.kind == "hazard":
        return catalogue.simulating.furthest_factor.value or 1.0
    return max(weeks_within_reach(world, m)[0] for m in asked.proposal.mechanisms)


def new_cases_a_year(asked: CaseProposal, usual: Sequence[Account], axes: Axes) -> float:
    """Return how many citizens a year come to the benefits of a case from elsewhere."""
    flows = np.mean([account.flows for account in usual], axis=(0, 1))
    inside = [axes.schemes.index(scheme) for scheme in asked.schemes]
    outside = np.delete(np.arange(len(axes.schemes)), inside)
    return float(flows[outside][:, inside].sum())


def set_everywhere(proposal: Proposal, number: str, value: float) -> Proposal:
    """Return a proposal with one number of every mechanism set."""
    for mechanism in proposal.mechanisms:
        proposal = proposal.overridden(mechanism.name, number, value)
    return proposal


def needed_effect(trying: Trying, guess: float) -> Root:
    """Return the effect that gives what the case states, or at which it pays for itself."""
    neutral, wanted = NEUTRAL[trying.asked.kind], trying.asked.persons
    short = np.full(len(trying.baseline), wanted or 0.0)  # nobody is saved without an effect
    known = {} if wanted is None else {neutral: short}
    return smallest_effect(trying.short_of_goal, Range(neutral, (trying.furthest,)), known, guess)


def first_guess(trying: Trying) -> float:
    """Return an effect that may be near."""
    kind, wanted = trying.asked.kind, trying.asked.persons
    if kind == "duration":
        stated = trying.asked.proposal.mechanisms[0].effect.value or 0.0
        return max(stated, trying.furthest)
    share = None if wanted is None else wanted / usual_full_time(trying)
    if share is None or share >= 1:
        return FIRST_GUESS[kind]
    return share if kind == "inflow" else min(1 / (1 - share), trying.furthest)


def concentrated(
    trying: Trying, everybody: Root, found: CaseFound, catalogue: Catalogue
) -> Concentrated | None:
    """Return the effect needed among those whom the employees of a case can reach.

    None where the case names its citizens or its employees are not known, where they can reach
    everybody, and where no effect is enough even for everybody.
    """
    employees, rules = found.said.employees, catalogue.simulating
    prevents = trying.asked.kind == "inflow"
    if employees is None or trying.reach is not None or everybody.effect is None or prevents:
        return None
    citizens = employees * (rules.citizens_per_employee.value or 0.0)
    fewer = reaching(trying, citizens)
    if fewer.reach is None or fewer.reach >= 1:
        return None
    neutral = NEUTRAL[trying.asked.kind]
    guess = neutral + (everybody.best_tried - neutral) / fewer.reach
    root = needed_effect(fewer, min(guess, fewer.furthest, key=lambda e: abs(e - neutral)))
    needed = needed_of(fewer, root)
    high = None if found.evidence is None else found.evidence.high
    place = place_of(needed, high, rules.trials)
    return Concentrated(employees, citizens, fewer.reach, needed, place)


def usual_full_time(trying: Trying) -> float:
    """Return the full-time persons on the benefits of the case without it."""
    return float(trying.full_time(trying.baseline)[:, trying.places].sum(axis=1).mean())


def found_in(trying: Trying, head: dict[str, Any], catalogue: Catalogue) -> CaseFound:
    """Return what was found of a case."""
    asked, root = trying.asked, needed_effect(trying, first_guess(trying))
    needed = needed_of(trying, root)
    found = CaseFound(
        **{**head, "flags": flags_found(head["flags"], head["said"], trying)},
        goal="break_even" if asked.persons is None else "persons",
        stands_for=asked.stands_for,
        measured=asked.years,
        price_year=asked.proposal.price_year,
        schemes=asked.schemes,
        ways=tuple(
            dict.fromkeys(to for m in asked.proposal.mechanisms for to in (*m.exits, *m.origins))
        ),
        full_time=usual_full_time(trying),
        reach=trying.reach,
        needed=needed,
        evidence=evidence_of(asked.schemes, catalogue.simulating.trials, needed),
        saved=saved_at(trying, root.best_tried, head["said"].weeks),
    )
    return replace(found, concentrated=concentrated(trying, root, found, catalogue))


def needed_of(trying: Trying, root: Root) -> Needed:
    """Return the needed effect, and what it is as a factor on the exits."""
    kind = trying.asked.kind
    factor = None if kind == "inflow" else root.best_tried
    if kind == "duration":
        factor = max(trying.world(root.best_tried).duration_factors.values())
    found = root.effect
    effect = None if found is None else Between(found.mean, found.low, found.high)
    return Needed(kind, UNIT[kind], effect, trying.furthest, root.best_tried, factor)


def saved_at(trying: Trying, effect: float, weeks: float | None) -> Saved:
    """Return what a year saves at an effect, and who is where instead."""
    kroner = trying.kroner(effect)
    own = np.delete(kroner[:, OWN], KINDS.index("investment"), axis=-1)
    benefit = kroner[:, :, trying.places, KINDS.index("benefit")]
    more = trying.full_time(trying.change(effect))
    within = weeks is not None and trying.furthest <= weeks < 0
    return Saved(
        persons=_between(trying.persons_saved(effect)),
        benefit=_between(benefit.sum(axis=(1, 2))),
        own_benefit=_between(benefit[:, OWN].sum(axis=1)),
        own=_between(own.sum(axis=(1, 2))),
        elsewhere={
            scheme: _between(more[:, place])
            for place, scheme in enumerate(trying.axes.schemes)
            if place not in trying.places and np.any(more[:, place])
        },
        with_stated_weeks=_between(trying.persons_saved(weeks)) if weeks and within else None,
    )


def flags_found(flags: tuple[str, ...], said: Said, trying: Trying) -> tuple[str, ...]:
    """Return the flags of a case with those that only a municipality can raise."""
    too_many = (said.persons or 0.0) >= usual_full_time(trying)
    return (*flags, "more_than_there_are") if too_many else flags


def _head(case: Case, catalogue: Catalogue, municipality: str, params: Params) -> dict[str, Any]:
    """Return what is said of every case, simulated or not, by field of CaseFound."""
    home = find_municipality(params, municipality)
    case = with_schemes(case, catalogue.simulating)
    form = common_form(case, params.law, catalogue.rules)
    said = Said(
        persons=form.full_time,
        persons_from=form.persons_from,
        gross=form.gross,
        investment=form.investment,
        net=form.net,
        kroner_per_full_time=form.kroner_per_full_time,
        weeks=case.duration_weeks,
        employees=form.employees,
    )
    return {
        "case": case.id,
        "municipality": home.name,
        "municipality_label": home.label.da,
        "said": said,
        "flags": flags_of(case, form, params.law, catalogue.rules),
    }


def _between(sample: Sample) -> Between:
    found = mean_interval(np.asarray(sample))
    return Between(found.mean, found.low, found.high)
