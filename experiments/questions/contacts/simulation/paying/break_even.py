"""How much faster exits must be for a setting to pay, and how much slower they may be if it saves.

Asked of lives in which contacts do nothing: there waiting changes nothing either, a setting costs
its posts and no more, and an effect that is tried is simulated once for all settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.rows import BreakEven
from borgerflow.experiments.lookup.cases.catalogue import catalogue_of
from borgerflow.experiments.questions.cases.proposals import PLAIN, ways_of
from borgerflow.experiments.questions.cases.simulate import set_everywhere
from borgerflow.experiments.questions.compare.break_even.search import FACTORS, NEUTRAL
from borgerflow.experiments.questions.contacts.asked.design import Design
from borgerflow.experiments.questions.contacts.asked.settings import Setting
from borgerflow.experiments.questions.contacts.simulation.estimates import PerYear
from borgerflow.experiments.questions.contacts.simulation.simulate import Runs
from borgerflow.experiments.questions.contacts.simulation.staffing import StaffPlan
from borgerflow.experiments.runs.estimators.blocks import Reached
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_change, run_reached
from borgerflow.experiments.runs.estimators.root_search import Range, Root, smallest_effect
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.measures.account import CONTACT
from borgerflow.sim.params import Proposal
from borgerflow.sim.params.proposals.proposals import ProposalForm, proposal_of
from borgerflow.sim.settlement.rulebook import KOMMUNE
from borgerflow.sim.world.world import World

Sample = NDArray[np.float64]
NAME = "faster-exits"
NONE = NEUTRAL["hazard"]
FASTEST, SLOWEST = FACTORS
SMALL = 1e-6  # kroner
FEWEST, PART = 3, 4  # of the replications an effect is tried on a quarter, three at least


@dataclass
class FasterExits:
    """Lives in which exits from benefits are so many times as fast, each factor tried once."""

    pool: WorkerPool
    design: Design
    run: RunSettings
    per_year: PerYear
    schemes: tuple[str, ...]
    tried: dict[float, Sample] = field(default_factory=dict)  # kroner a year by factor
    among: dict[float, list[Reached]] = field(default_factory=dict)  # whom the furthest may reach

    @cached_property
    def exits(self) -> Mapping[str, tuple[str, ...]]:
        """Return the exits that are made faster, by scheme: those that cases hope for."""
        params = self.design.bare.params
        wanted, ways = catalogue_of(params).simulating.leaves_to.schemes, ways_of(params)
        exits = {
            scheme: tuple(to for to in wanted if to != scheme and (scheme, to) in ways)
            for scheme in self.schemes
        }
        return {scheme: some for scheme, some in exits.items() if some}

    @cached_property
    def proposal(self) -> Proposal:
        """Return what makes them faster, at no cost of its own, as a proposal."""
        question = self.design.question
        start, end = question.horizon
        said = {"da": "Hurtigere afgang", "en": "Faster exits"}
        content = {
            "id": NAME,
            "title": said,
            "municipality": question.municipality,
            "form": {"document": NAME, "lines": "-", "number": NAME},
            "description": said,
            "start": start,
            "until": end,
            "price_year": self.design.price_year,
            "cost": {int(start[:4]): _number(0.0, "kr")},
            "mechanisms": {name: self._mechanism(name) for name in self.exits},
            "evidence": "searched",
        }
        return proposal_of(ProposalForm.model_validate(content), NAME, None)

    def _mechanism(self, scheme: str) -> dict[str, Any]:
        """Return the mechanism of a scheme; under rhythms for those asked about alone."""
        question, exits = self.design.question, self.exits[scheme]
        effect = {"stated": False, "effect": _number(NONE, "factor")}
        whom: dict[str, Any] = {}
        if question.tries_rhythms:
            window = (question.from_week, question.to_week)
            whom = {"target": dict(question.target), "window_weeks": window}
        return {"kind": "hazard", "scheme": scheme, "exits": exits, **effect, **whom, **PLAIN}

    @cached_property
    def usual(self) -> World:
        """Return the world in which contacts do nothing and nobody waits."""
        return self.design.bare.with_contacts(effects="")

    def kroner(self, factor: float) -> Sample:
        """Return the change of the municipality's kroner a year at a factor, posts left out."""
        if factor not in self.tried:
            end = FASTEST if factor > NONE else SLOWEST
            if end not in self.among:
                self.among[end] = self._run(run_reached, end)
            own = [{"among": reached} for reached in self.among[end]]
            accounts = [total.account for total in self._run(run_change, factor, own)]
            money = np.array([account.money[:, KOMMUNE] for account in accounts])
            by_month = money.sum(axis=(2, 3)) - money[..., CONTACT].sum(axis=2)
            self.tried[factor] = self.per_year.kroner(by_month)
        return self.tried[factor]

    def _run(self, task: Any, factor: float, own: Any = None) -> list[Any]:
        other = self.usual.with_proposals([set_everywhere(self.proposal, "effect", factor)])
        worlds = [self.pool.hold(self.usual), self.pool.hold(other)]
        replications = range(self.replications)
        return self.pool.run(task, worlds, replications, own=own, settings=self.run)

    @property
    def replications(self) -> int:
        """Return on how many replications each factor is tried."""
        many = self.design.question.replications
        return min(many, max(FEWEST, many // PART))

    def root(self, cost: Sample) -> Root:
        """Return the factor at which some posts are paid for; the worst borne, where they save."""
        costs = float(np.mean(cost)) > 0
        sign, end = (1.0, FASTEST) if costs else (-1.0, SLOWEST)
        side = {f: kroner for f, kroner in self.tried.items() if (f > NONE) == costs}
        known = {NONE: sign * cost, **{f: sign * (cost + kroner) for f, kroner in side.items()}}
        return smallest_effect(
            lambda factor: sign * (cost + self.kroner(factor)), Range(NONE, (end,)), known
        )

    def break_even(self, cost: Sample) -> BreakEven | None:
        """Return what exits must be to pay for some posts; None where there is nothing to pay."""
        if not self.exits or abs(float(np.mean(cost))) < SMALL:
            return None
        root, question = self.root(cost[: self.replications]), self.design.question
        return BreakEven(
            mechanism=NAME,
            kind="hazard",
            at=None,
            scheme=", ".join(self.exits),
            exits=tuple(dict.fromkeys(to for some in self.exits.values() for to in some)),
            unit="factor",
            reading=None,
            reading_label=None,
            effect=root.effect,
            searched=(SLOWEST, FASTEST),
            best_tried=root.best_tried,
            net_left=root.net_there,
            short=root.short,
            cases=None,
            needed=None,
            within_weeks=None,
            assumed=None,
            assumed_range=(None, None),
            grade="assumed",
            stated=False,
            everybody=not (question.tries_rhythms and question.target),
        )


def _number(value: float, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit, "source": "searched", "grade": "derived"}


def cost_of(place: int, setting: Setting, runs: Runs, plan: StaffPlan, per_year: PerYear) -> Sample:
    """Return what a setting costs a year if it changes no life, replication by replication.

    Its posts, and what others are paid for its contacts. Posts that its contacts need and that
    nobody is hired for count too: that is what it takes.
    """
    changes = [run[1 + place] for run in runs]
    posts = per_year.posts_changed(changes, plan.arm.baseline, plan.arm.worlds[place])
    if plan.needs and setting.posts is None and not np.any(posts):
        posts = np.full(posts.shape, plan.more_needed(setting.rhythm))
    paid = np.array([change.paid for change in changes]) * per_year.index
    return np.asarray(per_year.kroner_of_posts(posts) + per_year.kroner(paid))


def break_evens(
    pool: WorkerPool, design: Design, plan: StaffPlan, central: Runs, per_year: PerYear
) -> list[BreakEven | None]:
    """Return what each setting asks of exits; nothing where it is not asked, or cannot be said.

    Activation has a price and effects of its own, and who is predicted to have few weeks left is
    not told by what a mechanism can be about.
    """
    question = design.question
    unsaid = question.activation or question.weeks_left != (None, None)
    if unsaid or not question.break_even:
        return [None] * len(design.settings)
    names = per_year.axes.schemes
    schemes = (
        question.schemes if question.tries_rhythms else tuple(names[n] for n in plan.arm.schemes)
    )
    run = RunSettings(question.seed, question.engine, pool.threads_for(question.replications))
    exits = FasterExits(pool, design, run, per_year, schemes)
    return [
        exits.break_even(cost_of(place, setting, central, plan, per_year))
        for place, setting in enumerate(design.settings)
    ]
