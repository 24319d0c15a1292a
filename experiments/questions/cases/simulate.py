"""A case simulated as a proposal: its baseline, and the change that each effect brings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.questions.cases.finding import (
    ConcentratedEffect,
    NeededEffect,
    Savings,
    SimulatedCase,
    evidence_of,
    place_of,
)
from borgerflow.experiments.questions.cases.proposals import UNIT, CaseProposal
from borgerflow.experiments.questions.compare.break_even.search import NEUTRAL, weeks_within_reach
from borgerflow.experiments.runs.estimators.blocks import Reached
from borgerflow.experiments.runs.estimators.pairs import (
    RunSettings,
    run_beside,
    run_change,
    run_reached,
)
from borgerflow.experiments.runs.estimators.root_search import Range, Root, smallest_effect
from borgerflow.experiments.runs.money import (
    Axes,
    axes_of,
    by_year,
    full_time,
    money_of,
    own_net,
    price_factors,
)
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.measures.account import KINDS, Account
from borgerflow.sim.params import Proposal
from borgerflow.sim.params.cases.simulating import SimulatingRules
from borgerflow.sim.settlement.rulebook import PAYERS
from borgerflow.sim.world.world import World

Sample = NDArray[np.float64]
FIRST_GUESS = {"hazard": 1.1, "inflow": 0.1}  # where nothing points at an effect
OWN = PAYERS.index("kommune")
Own = Sequence[Mapping[str, Reached]] | None
Run = Callable[..., list[Any]]


@dataclass
class CaseSimulation:
    """A case in a world: the baseline's accounts, and the change that each effect brings.

    Whom an effect reaches, a stronger one reaches too; so every trial simulates those again whom
    the furthest effect may reach, and nobody else.
    """

    baseline: World
    case: CaseProposal
    rules: SimulatingRules
    usual: list[Account]
    run: Run
    reach: float | None = None
    among: list[Reached] | None = field(default=None, init=False)
    changes: dict[float, list[Account]] = field(default_factory=dict, init=False)

    def reaching(self, citizens: float) -> "CaseSimulation":
        """Return the case reaching no more than some citizens a year, nothing tried yet."""
        reach = min(1.0, citizens / self.new_cases) if self.new_cases else 1.0
        return replace(self, reach=reach)

    @cached_property
    def proposal(self) -> Proposal:
        """Return the case as a proposal of its reach."""
        proposal = self.case.proposal
        return proposal if self.reach is None else set_everywhere(proposal, "reach", self.reach)

    @cached_property
    def axes(self) -> Axes:
        """Return what the axes of the accounts mean."""
        world = self.baseline
        return axes_of(world.scheme_names, world.start_day, world.end_day)

    @cached_property
    def factors(self) -> Sample:
        """Return the price factor of each month."""
        index, year = self.baseline.unit_costs.price_index, self.case.proposal.price_year
        return price_factors(index, self.axes, year)

    @cached_property
    def furthest(self) -> float:
        """Return the strongest effect that is tried."""
        if self.case.kind == "inflow":
            return 1.0
        if self.case.kind == "hazard":
            return self.rules.furthest_factor.value or 1.0
        mechanisms = self.case.proposal.mechanisms
        return max(weeks_within_reach(self.baseline, m)[0] for m in mechanisms)

    @cached_property
    def new_cases(self) -> float:
        """Return how many citizens a year come to the benefits of the case from elsewhere."""
        flows = np.mean([account.flows for account in self.usual], axis=(0, 1))
        outside = np.delete(np.arange(len(self.axes.schemes)), self.places)
        return float(flows[outside][:, self.places].sum())

    @property
    def usual_full_time(self) -> float:
        """Return the full-time persons on the benefits of the case without it."""
        return float(self.full_time(self.usual)[:, self.places].sum(axis=1).mean())

    @property
    def years(self) -> list[int]:
        """Return the places of the years in which what is saved is measured."""
        return [self.axes.years.index(year) for year in self.case.years]

    @property
    def places(self) -> list[int]:
        """Return the places of the benefits of the case."""
        return [self.axes.schemes.index(scheme) for scheme in self.case.schemes]

    def world(self, effect: float) -> World:
        """Return the world in which the case has an effect."""
        return self.baseline.with_proposals([set_everywhere(self.proposal, "effect", effect)])

    def change(self, effect: float) -> list[Account]:
        """Return by how much each replication comes to more at an effect, each tried once."""
        if effect not in self.changes:
            if self.among is None:
                self.among = self.run(run_reached, self.world(self.furthest))
            own = [{"among": reached} for reached in self.among]
            changed = self.run(run_change, self.world(effect), own)
            self.changes[effect] = [part.account for part in changed]
        return self.changes[effect]

    def short_of_goal(self, effect: float) -> Sample:
        """Return by how much each replication falls short: persons a year, or kroner in all."""
        if self.case.persons is not None:
            return np.asarray(self.case.persons - self.persons_saved(effect))
        money = money_of(self.change(effect), self.factors)
        return np.asarray(own_net(money).sum(axis=1))

    def persons_saved(self, effect: float) -> Sample:
        """Return the full-time persons a year fewer on the benefits, by replication."""
        fewer = -self.full_time(self.change(effect))
        return np.asarray(fewer[:, self.places].sum(axis=1))

    def full_time(self, accounts: Sequence[Account]) -> Sample:
        """Return full-time persons as [replication, scheme], the mean of the years measured."""
        persons = full_time(accounts, self.axes)
        return np.asarray(persons[:, self.years].mean(axis=1))

    def kroner(self, effect: float) -> Sample:
        """Return kroner less as [replication, payer, scheme + 1, kind], of a year measured."""
        less = -money_of(self.change(effect), self.factors)
        return np.asarray(by_year(less, self.axes)[:, self.years].mean(axis=1))


def runner(crew: WorkerPool, baseline: World, replications: int, settings: RunSettings) -> Run:
    """Return what runs a task on the baseline and another world, replication by replication."""
    number = crew.hold(baseline)

    def run(task: Callable[..., Any], other: object, own: Own = None) -> list[Any]:
        worlds = [number, crew.hold(other)]
        return crew.run(task, worlds, range(replications), own=own, settings=settings)

    return run


def simulation_of(
    case: CaseProposal, baseline: World, rules: SimulatingRules, run: Run
) -> CaseSimulation:
    """Return a case ready to be tried, its baseline simulated."""
    usual = [parts[0].account for parts in run(run_beside, ())]
    simulation = CaseSimulation(baseline, case, rules, usual, run)
    return simulation if case.reached is None else simulation.reaching(case.reached)


def set_everywhere(proposal: Proposal, number: str, value: float) -> Proposal:
    """Return a proposal with one number of every mechanism set."""
    for mechanism in proposal.mechanisms:
        proposal = proposal.overridden(mechanism.name, number, value)
    return proposal


def finding_of(simulation: CaseSimulation, head: Mapping[str, Any]) -> SimulatedCase:
    """Return what simulating a case finds; ``head`` is what is known without, by field."""
    case, said = simulation.case, head["said"]
    root, stock = root_of(simulation, first_guess(simulation)), simulation.usual_full_time
    needed, mechanisms = needed_effect(simulation, root), case.proposal.mechanisms
    evidence = evidence_of(case.schemes, simulation.rules.trials, needed)
    more = ("more_than_there_are",) if (said.persons or 0.0) >= stock else ()
    return SimulatedCase(
        **{**head, "flags": (*head["flags"], *more)},
        goal="break_even" if case.persons is None else "persons",
        stands_for=case.stands_for,
        measured=case.years,
        price_year=case.proposal.price_year,
        schemes=case.schemes,
        ways=tuple(dict.fromkeys(to for m in mechanisms for to in (*m.exits, *m.origins))),
        full_time=stock,
        reach=simulation.reach,
        needed=needed,
        evidence=evidence,
        concentrated=concentrated(simulation, root, said.employees, evidence.high),
        saved=savings_at(simulation, root.best_tried, said.weeks),
    )


def first_guess(simulation: CaseSimulation) -> float:
    """Return an effect that may be near."""
    case, furthest = simulation.case, simulation.furthest
    if case.kind == "duration":
        return max(case.proposal.mechanisms[0].effect.value or 0.0, furthest)
    share = None if case.persons is None else case.persons / simulation.usual_full_time
    if share is None or share >= 1:
        return FIRST_GUESS[case.kind]
    return share if case.kind == "inflow" else min(1 / (1 - share), furthest)


def root_of(simulation: CaseSimulation, guess: float) -> Root:
    """Return the effect that gives what the case states, or at which it pays for itself."""
    neutral, wanted = NEUTRAL[simulation.case.kind], simulation.case.persons
    short = np.full(len(simulation.usual), wanted or 0.0)  # nobody is saved without an effect
    known = {} if wanted is None else {neutral: short}
    span = Range(neutral, (simulation.furthest,))
    return smallest_effect(simulation.short_of_goal, span, known, guess)


def needed_effect(simulation: CaseSimulation, root: Root) -> NeededEffect:
    """Return the needed effect, and what it is as a factor on the exits."""
    kind = simulation.case.kind
    factor = None if kind == "inflow" else root.best_tried
    if kind == "duration":
        factor = max(simulation.world(root.best_tried).duration_factors.values())
    return NeededEffect(kind, UNIT[kind], root.effect, simulation.furthest, root.best_tried, factor)


def concentrated(
    simulation: CaseSimulation, everybody: Root, employees: float | None, high: float | None
) -> ConcentratedEffect | None:
    """Return the effect needed among those whom the employees of a case can reach.

    None where the case names its citizens or its employees are not known, where they can reach
    everybody, and where no effect is enough even for everybody.
    """
    kind, rules = simulation.case.kind, simulation.rules
    named = simulation.reach is not None
    if employees is None or named or everybody.effect is None or kind == "inflow":
        return None
    citizens = employees * (rules.citizens_per_employee.value or 0.0)
    fewer = simulation.reaching(citizens)
    if fewer.reach is None or fewer.reach >= 1:
        return None
    neutral = NEUTRAL[kind]
    guess = neutral + (everybody.best_tried - neutral) / fewer.reach
    root = root_of(fewer, min(guess, fewer.furthest, key=lambda e: abs(e - neutral)))
    needed = needed_effect(fewer, root)
    place = place_of(needed, high, rules.trials)
    return ConcentratedEffect(employees, citizens, fewer.reach, needed, place)


def savings_at(simulation: CaseSimulation, effect: float, weeks: float | None) -> Savings:
    """Return what a year saves at an effect, and who is where instead."""
    kroner, places = simulation.kroner(effect), simulation.places
    own = np.delete(kroner[:, OWN], KINDS.index("investment"), axis=-1)
    benefit = kroner[:, :, places, KINDS.index("benefit")]
    more = simulation.full_time(simulation.change(effect))
    within = weeks is not None and simulation.furthest <= weeks < 0
    return Savings(
        persons=mean_interval(simulation.persons_saved(effect)),
        benefit=mean_interval(benefit.sum(axis=(1, 2))),
        own_benefit=mean_interval(benefit[:, OWN].sum(axis=1)),
        own=mean_interval(own.sum(axis=(1, 2))),
        elsewhere={
            scheme: mean_interval(more[:, place])
            for place, scheme in enumerate(simulation.axes.schemes)
            if place not in places and np.any(more[:, place])
        },
        with_stated_weeks=mean_interval(simulation.persons_saved(weeks))
        if weeks and within
        else None,
    )
