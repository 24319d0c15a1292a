"""The effect a proposal must have to pay for itself, in each reading of its main mechanism.

Sets up the search of ``breakeven``: a world for each effect tried, the baseline reused, the
range an effect may lie in, and the cases it takes in plain numbers. Where there are several
mechanisms, also the share of all their effects together that must be delivered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np

from borgerflow.experiments.findings.question import BRANCH, LOTTERY, Estimator
from borgerflow.experiments.findings.rows import BreakEven, BreakEvenShare
from borgerflow.experiments.questions.compare.break_even.counted import (
    cases_a_year,
    effect_seen,
    scaled_to,
)
from borgerflow.experiments.runs.comparison import Comparison, cases_of
from borgerflow.experiments.runs.estimators.blocks import Reached
from borgerflow.experiments.runs.estimators.lotteries import difference_between
from borgerflow.experiments.runs.estimators.pairs import Pair, RunSettings, run_change
from borgerflow.experiments.runs.estimators.root_search import NARROW, Range, Root, smallest_effect
from borgerflow.experiments.runs.money import money_of, own_net
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.experiments.runs.validate import has_effect, is_alone, main_mechanism, replaced
from borgerflow.sim.base.arrays import Counts, Floats
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.engines.branches.carried import for_everybody
from borgerflow.sim.engines.reach import Difference
from borgerflow.sim.measures.account import INVESTMENT, Account
from borgerflow.sim.params import Mechanism, Proposal
from borgerflow.sim.world.municipality import value_of
from borgerflow.sim.world.proposals.durations import HIGHEST, LOWEST, Stay
from borgerflow.sim.world.proposals.mechanisms import delivered_share
from borgerflow.sim.world.world import World

FACTORS = (3.0, 0.5)  # the natural range of a factor on a hazard, what helps first
NEARLY = 0.99  # of what hazards can do: the end itself is never reached
FEW = 2  # replications in which branches are tried first, up to next to the root
MOST = 3.0  # times all effects as assumed: the furthest that is tried of them together
Result = TypeVar("Result")
NEUTRAL = {
    "inflow": 0.0,
    "duration": 0.0,
    "review": 0.0,
    "hours": 0.0,
    "hazard": 1.0,
    "relapse": 1.0,
    "programme": 1.0,
    "sanction": 1.0,
}
FULL_TIME = 37.0  # hours a week: nobody can be asked for more


@dataclass(frozen=True)
class Search:
    """What the search starts from: workers, two worlds and the pairs they came to."""

    workers: WorkerPool
    usual: int  # the number under which the workers hold the baseline
    comparison: Comparison
    pairs: tuple[Pair, ...]
    settings: RunSettings

    @property
    def world(self) -> World:
        """Return the investment world."""
        return self.comparison.investment

    @property
    def cost(self) -> Floats:
        """Return the net difference per replication if no life were changed."""
        worlds = [pair.investment for pair in self.pairs], [pair.baseline for pair in self.pairs]
        after, before = (money_of(each, self.comparison.factors) for each in worlds)
        return np.asarray(own_net((after - before)[..., [INVESTMENT]]).sum(axis=1))

    @property
    def reached(self) -> list[list[Reached]]:
        """Return whom the proposals may reach, by replication, whatever the sizes of effects.

        After these whom each other reading of the main mechanism may reach.
        """
        each = zip(*(pair.reached for pair in self.pairs), strict=True)
        return [list(reached) for reached in each]

    def first(self, count: int) -> "Search":
        """Return the search confined to so many replications, the first ones."""
        return replace(self, pairs=self.pairs[:count])

    def difference(self, accounts: Sequence[Account]) -> Floats:
        """Return the net difference per replication of accounts beside the baseline's."""
        before = [pair.baseline for pair in self.pairs]
        return self._net_total(accounts) - self._net_total(before)

    def _net_total(self, accounts: Sequence[Account]) -> Floats:
        money = money_of(accounts, self.comparison.factors)
        return np.asarray(own_net(money).sum(axis=1))

    def run(
        self, task: Callable[..., Result], proposals: tuple[Proposal, ...], **more: Any
    ) -> list[Result]:
        """Return what a task makes of the baseline and the world of some proposals more."""
        more_than_given = (*self.comparison.given, *proposals)
        worlds = [self.usual, self.workers.hold(self.world.with_proposals(more_than_given))]
        replications = range(len(self.pairs))
        return self.workers.run(task, worlds, replications, settings=self.settings, **more)


def differences_at_most(comparison: Comparison, estimator: Estimator) -> tuple[Difference, ...]:
    """Return what the baseline and the furthest sizes of all effects differ in.

    By branches a life is tried of everybody whom a mechanism is meant for, reached or not.

    After it, for each other reading of the main mechanism, what they differ in at the furthest
    size of that one.
    """
    asked, world = comparison.asked, comparison.investment
    others = other_readings(EffectReading(None, None, asked)) if has_effect(asked) else []
    furthest = [reading.sized(furthest_effect(world, reading.main[1])) for reading in others]
    worlds = [
        world.with_proposals((*comparison.given, *proposals))
        for proposals in (at_their_furthest(world, asked), *furthest)
    ]
    differences = [difference_between(comparison.baseline, other) for other in worlds]
    return tuple(differences if estimator == LOTTERY else map(for_everybody, differences))


@dataclass
class EffectReading:
    """One reading of the main mechanism, with what has been tried of it."""

    name: str | None
    label: Wording | None
    proposals: tuple[Proposal, ...]
    differences: dict[float, Floats] = field(default_factory=dict)
    cases: dict[float, list[Counts]] = field(default_factory=dict)

    @property
    def main(self) -> tuple[Proposal, Mechanism]:
        """Return the mechanism whose effect is searched, and its proposal."""
        return main_mechanism(self.proposals)

    def sized(self, effect: float) -> tuple[Proposal, ...]:
        """Return the proposals with another size of the main mechanism's effect."""
        proposal, mechanism = self.main
        return replaced(self.proposals, proposal.overridden(mechanism.name, "effect", effect))


@dataclass
class SizedWorlds:
    """Worlds of one size after the other, each simulated on the draws of the baseline.

    Whom a size reaches, a larger one reaches too; so every trial simulates those again whom the
    furthest may reach, and nobody else.
    """

    search: Search
    proposals_at: Callable[[float], tuple[Proposal, ...]]
    among: list[Reached]  # whom any size may reach, by replication
    cases: dict[float, list[Counts]] = field(default_factory=dict)

    def net(self, size: float) -> Floats:
        """Return the net difference per replication at a size."""
        search = self.search
        own = [{"among": reached} for reached in self.among]
        counted = cases_of(search.comparison.asked)
        changes = search.run(run_change, self.proposals_at(size), own=own, cases=counted)
        both = list(zip(search.pairs, changes, strict=True))
        self.cases[size] = [pair.cases + change.cases for pair, change in both]
        return search.difference([pair.baseline + change.account for pair, change in both])


def search_effects(search: Search) -> tuple[BreakEven, ...]:
    """Return the effect at break-even of the form's own reading, then of each other one.

    None where no mechanism has an effect of a size.
    """
    if not has_effect(search.comparison.asked):
        return ()
    found: list[BreakEven] = []
    for reading, among in zip(readings_of(search), search.reached, strict=True):
        nearby = found[0].effect if found else None
        guess = None if nearby is None else nearby.mean
        found.append(break_even_of(search, reading, among, guess))
    return tuple(found)


def readings_of(search: Search) -> list[EffectReading]:
    """Return the form's own reading, with the effect already simulated, and the others."""
    _, mechanism = main_mechanism(search.comparison.asked)
    own = EffectReading(None, None, search.comparison.asked)
    readings, neutral = [own, *other_readings(own)], NEUTRAL[mechanism.kind]
    if is_alone(search.comparison.asked) and mechanism.kind not in ("programme", "sanction"):
        # A sole mechanism without effect changes no life and leaves its cost.
        for reading in readings:
            reading.differences[neutral] = search.cost
            reading.cases[neutral] = [pair.cases for pair in search.pairs]
    simulated = neutral if mechanism.effect.value is None else mechanism.effect.value
    own.differences[simulated] = search.difference([pair.investment for pair in search.pairs])
    own.cases[simulated] = [pair.cases_after for pair in search.pairs]
    return readings


def other_readings(own: EffectReading) -> list[EffectReading]:
    """Return the other readings of the main mechanism, nothing tried yet."""
    proposal, mechanism = own.main
    return [
        EffectReading(
            name,
            Wording(form.label.da, form.label.en),
            replaced(own.proposals, proposal.under(mechanism.name, name)),
        )
        for name, form in mechanism.readings.items()
    ]


def break_even_of(
    search: Search, reading: EffectReading, among: list[Reached], first_guess: float | None
) -> BreakEven:
    """Return the effect at break-even of one reading; ``among`` are whom it may reach."""
    span = effect_range(search.world, reading.main[1])
    worlds = SizedWorlds(search, reading.sized, among, reading.cases)
    root = root_of(worlds, span, reading.differences, first_guess)
    return _break_even(search, reading, root, span)


def root_of(
    worlds: SizedWorlds,
    span: Range,
    known: dict[float, Floats],
    first_guess: float | None = None,
    narrow: float = NARROW,
) -> Root:
    """Return the effect nearest to none at which the mean net difference is zero.

    By branches few replications tell first where all of them are to be tried.
    """
    search = worlds.search
    if search.settings.estimator == BRANCH and len(search.pairs) > FEW:
        few = SizedWorlds(search.first(FEW), worlds.proposals_at, worlds.among[:FEW])
        of_few = {effect: nets[:FEW] for effect, nets in known.items()}
        nearby = smallest_effect(few.net, span, of_few, first_guess, narrow)
        first_guess = first_guess if nearby.effect is None else nearby.effect.mean
    return smallest_effect(worlds.net, span, known, first_guess, narrow)


def search_share_of_effects(search: Search) -> BreakEvenShare | None:
    """Return the share of all effects together at break-even; None where there are not several."""
    proposals = search.comparison.asked
    acting = [m for proposal in proposals for m in proposal.mechanisms if acts(m)]
    if len(acting) <= 1:
        return None
    most = min(MOST, *(times_at_most(search.world, mechanism) for mechanism in acting))
    known = {1.0: search.difference([pair.investment for pair in search.pairs])}
    worlds = SizedWorlds(
        search, lambda share: scaled_proposals(proposals, share), search.reached[0]
    )
    root = root_of(worlds, Range(0.0, (most,)), known)
    return BreakEvenShare(len(acting), root.effect, root.best_tried, root.net_there, root.short)


def acts(mechanism: Mechanism) -> bool:
    """Tell whether a mechanism has an effect of a size other than none."""
    return mechanism.effect.value not in (None, NEUTRAL[mechanism.kind])


def scaled_proposals(proposals: Sequence[Proposal], share: float) -> tuple[Proposal, ...]:
    """Return proposals whose effects are all so many times as far from none as assumed."""
    return tuple(_scaled(proposal, share) for proposal in proposals)


def _scaled(proposal: Proposal, share: float) -> Proposal:
    changed = proposal
    for mechanism in filter(acts, proposal.mechanisms):
        effect = times_the_effect(mechanism, share)
        changed = changed.overridden(mechanism.name, "effect", effect)
    return changed


def times_the_effect(mechanism: Mechanism, share: float) -> float:
    """Return the effect that is so many times as far from none as assumed."""
    neutral, assumed = NEUTRAL[mechanism.kind], mechanism.effect.value
    return neutral + share * ((assumed or neutral) - neutral)


def times_at_most(world: World, mechanism: Mechanism) -> float:
    """Return how many times as far from none an effect can be."""
    neutral, assumed = NEUTRAL[mechanism.kind], mechanism.effect.value or 0.0
    if mechanism.effect.unit == "factor":
        return NEARLY / (1 - assumed) if assumed < 1 else MOST
    ends = effect_range(world, mechanism).ends
    return max((end - neutral) / (assumed - neutral) for end in ends)


def effect_range(world: World, mechanism: Mechanism) -> Range:
    """Return the natural range of the effect of a mechanism; its own range lies within."""
    neutral, effect = NEUTRAL[mechanism.kind], mechanism.effect
    if effect.unit == "share":
        return Range(neutral, (1.0,))
    if effect.unit == "hours":
        return Range(neutral, (FULL_TIME,))
    if effect.unit == "weeks":
        return Range(neutral, weeks_within_reach(world, mechanism))
    high, low = FACTORS
    return Range(neutral, (max(high, effect.high or high), min(low, effect.low or low)))


def furthest_effect(world: World, mechanism: Mechanism) -> float:
    """Return the effect of a mechanism that lies furthest from none."""
    span = effect_range(world, mechanism)
    return max(span.searched, key=lambda effect: abs(effect - span.neutral))


def at_their_furthest(world: World, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Return proposals whose effects are as far from none as can be, no job taken from others.

    Effects of none stay none, but for the one whose effect is searched.
    """
    searched = main_mechanism(proposals)[1] if has_effect(proposals) else None

    def furthest(proposal: Proposal) -> Proposal:
        changed = proposal
        for mechanism in proposal.mechanisms:
            if acts(mechanism) or mechanism is searched:
                effect = furthest_effect(world, mechanism)
                changed = changed.overridden(mechanism.name, "effect", effect)
            if mechanism.displacement is not None:
                changed = changed.overridden(mechanism.name, "displacement", 0.0)
        return changed

    return tuple(map(furthest, proposals))


def weeks_within_reach(world: World, mechanism: Mechanism) -> tuple[float, float]:
    """Return by how many weeks a mean stay can be made shorter and longer.

    As far as the named hazards alone can bring it, and at most to twice its length.
    """
    stay = Stay(world, mechanism)
    mean = stay.mean_weeks(1.0)
    shortest, longest = stay.mean_weeks(HIGHEST), stay.mean_weeks(LOWEST)
    return NEARLY * (shortest - mean), min(NEARLY * (longest - mean), mean)


def _break_even(search: Search, reading: EffectReading, root: Root, span: Range) -> BreakEven:
    """Return what a search found, with the cases it takes a year."""
    (proposal, mechanism), axes = reading.main, search.comparison.axes
    within = mechanism.would_leave_within_weeks
    cases = cases_a_year([pair.cases for pair in search.pairs], axes, proposal)
    caused = needed = None
    if mechanism.kind == "inflow" and root.effect is not None:
        left = cases_a_year(reading.cases[root.effect.mean], axes, proposal)
        caused = scaled_to(root.effect, cases - left)
        needed = caused.scaled(1 / (delivered_share(mechanism) or 1.0))
    return BreakEven(
        mechanism=f"{proposal.id}.{mechanism.name}",
        kind=mechanism.kind,
        at=mechanism.at,
        scheme=mechanism.scheme,
        exits=ways_out(mechanism),
        unit=mechanism.effect.unit,
        reading=reading.name,
        reading_label=reading.label,
        effect=root.effect,
        searched=span.searched,
        best_tried=root.best_tried,
        net_left=root.net_there,
        short=root.short,
        cases=cases,
        needed=needed,
        caused=caused,
        effect_caused=root.effect and effect_seen(search.world, mechanism, root.effect),
        implementation=value_of(mechanism.implementation, 1.0),
        deadweight=value_of(mechanism.deadweight, 0.0),
        within_weeks=None if within is None else within.value,
        assumed=mechanism.effect.value,
        assumed_range=(mechanism.effect.low, mechanism.effect.high),
        grade=mechanism.effect.grade,
        stated=mechanism.stated,
        everybody=not mechanism.target and mechanism.reach.value in (None, 1.0),
        alone=is_alone(search.comparison.asked),
    )


def ways_out(mechanism: Mechanism) -> tuple[str, ...]:
    """Return the exits an effect is on; of decisions the one made less often, and the other."""
    if mechanism.kind == "review":
        return str(mechanism.away_from), str(mechanism.towards)
    return mechanism.exits
