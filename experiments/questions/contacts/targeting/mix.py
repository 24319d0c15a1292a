"""Which groups keep today's rhythm of talks and which do not: a sum saved where it costs least.

Every group of every scheme is tried alone with fewer talks, all others as today; then one setting a
group is chosen by an exact programme, as if groups did not meet, and the mix is simulated together.
Posts follow the talks, so that no group's talks wait for another's.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.contacts.asked.design import Design
from borgerflow.experiments.questions.contacts.asked.settings import Rhythm, Setting
from borgerflow.experiments.questions.contacts.simulation.estimates import PerYear
from borgerflow.experiments.questions.contacts.simulation.rows import NetEffect, net_effect
from borgerflow.experiments.questions.contacts.simulation.simulate import Runs
from borgerflow.experiments.questions.contacts.simulation.staffing import (
    StaffPlan,
    plan_without_limit,
)
from borgerflow.experiments.questions.contacts.targeting.groups import LABELS, Band, bands_of
from borgerflow.experiments.questions.contacts.targeting.mix_rows import Mix, MixPart, MixPoint
from borgerflow.experiments.runs.capacity.whole_numbers import least_in_turn, weighed
from borgerflow.experiments.runs.money import MUNICIPALITY
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.world.contact_rules import RHYTHM, ContactRule
from borgerflow.sim.world.world import World

Fewer = Literal["halved", "law", "dropped"]  # than today's talks
Array = NDArray[np.float64]
POINTS = 10  # sums saved that the frontier is told for, evenly up to the most there is
WAYS: Mapping[Fewer, Wording] = {
    "halved": Wording("halvt så mange", "half as many"),
    "law": Wording("lovens minimum", "the law's minimum"),
    "dropped": Wording("ingen samtaler", "no talks"),
}
TOGETHER = Setting(Rhythm("mix"))


@dataclass(frozen=True)
class MixOption:
    """A group of a scheme with fewer talks than today."""

    group: int  # its place among the groups
    fewer: Fewer


@dataclass(frozen=True)
class MixChoice:
    """The groups of the schemes, the ways to have fewer talks in each, and a world of each way."""

    design: Design
    groups: tuple[Band, ...]
    options: tuple[MixOption, ...]
    plan: StaffPlan

    def label(self, option: MixOption) -> Wording:
        """Return what a group has instead of today's rhythm."""
        return WAYS[option.fewer]

    def together(self, chosen: Sequence[int]) -> StaffPlan:
        """Return the plan of the one world in which all that is chosen holds at once."""
        settings = {self.options[n].group: self.options[n].fewer for n in chosen}
        question, baseline = self.design.question, self.plan.arm.baseline
        world = _with_rules(self.design, self.groups, settings)
        return plan_without_limit(baseline, [world], question.schemes)


@dataclass(frozen=True)
class MixSums:
    """What each option comes to alone, in kroner a year, and the target; to choose by."""

    groups: NDArray[np.int64]  # [option] place of its group
    saved: Array  # [option] whole kroner of staff
    lost: Array  # [option] whole kroner of benefits, the municipality's

    @cached_property
    def most(self) -> float:
        """Return the most that can be saved: in every group by the option that saves most."""
        best = np.zeros(int(self.groups.max(initial=-1)) + 1)
        np.maximum.at(best, self.groups, self.saved)
        return float(best.sum())

    def cheapest(self, target: float) -> tuple[int, ...] | None:
        """Return the options that save a sum at the least loss, one in a group; None: none do.

        Of those that lose the same the fewest groups are changed, and then most is saved.
        """
        size = len(self.saved)
        once = [(self.groups == n).astype(float) for n in np.unique(self.groups)]
        rows = [*((row, -np.inf, 1.0) for row in once), (self.saved, target, np.inf)]
        wishes = (self.lost, np.ones(size), -self.saved)
        chosen = least_in_turn(wishes, rows, np.zeros(size, dtype=bool))
        return None if chosen is None else tuple(int(n) for n in np.flatnonzero(chosen))

    def sums(self, chosen: Sequence[int]) -> tuple[float, float]:
        """Return what is saved and what is lost, were the groups not to meet."""
        mask = np.isin(np.arange(len(self.saved)), chosen)
        return weighed(self.saved, mask), weighed(self.lost, mask)


def mix_choice_of(design: Design) -> MixChoice:
    """Return every group of every scheme with each way to have fewer talks, one at a time."""
    question = design.question
    groups = tuple(_groups(design))
    ways: tuple[Fewer, ...] = ("halved", "law", *(("dropped",) if question.instead else ()))
    options = tuple(MixOption(n, way) for n in range(len(groups)) for way in ways)
    worlds = [_with_rules(design, groups, {each.group: each.fewer}) for each in options]
    today = _with_rules(design, groups, {})
    return MixChoice(design, groups, options, plan_without_limit(today, worlds, question.schemes))


def _groups(design: Design) -> Iterator[Band]:
    """Yield the groups of every scheme: by age, or by the attribute that the target names first."""
    question = design.question
    by = next((name for name in question.target if name in LABELS), "age")
    for scheme in question.schemes:
        scope = replace(question, schemes=(scheme,), instead=False)
        yield from (band for band in bands_of(scope) if band.kind == by)


def _with_rules(design: Design, groups: Sequence[Band], fewer: Mapping[int, Fewer]) -> World:
    """Return the world in which some groups have fewer talks, and all others today's."""
    rules = [_rule(design, band, fewer.get(n)) for n, band in enumerate(groups)]
    held = [rule for rule in rules if rule is not None]
    bare = design.bare
    return bare.with_contacts(rules=(*bare.contacts.rules, *held))


def _rule(design: Design, band: Band, fewer: Fewer | None) -> ContactRule | None:
    """Return the local rule of a group beside the law; None where it has the law's talks alone."""
    if fewer == "law":
        return None
    scope, today = band.scope, todays_rhythm(design, band.scope.schemes[0])
    rhythms: Mapping[Fewer | None, Mapping[str, Any]] = {"halved": halved(today), "dropped": {}}
    return ContactRule(
        name=band.label.en,
        schemes=scope.schemes,
        start=design.bare.start_day,
        from_week=scope.from_week,
        to_week=scope.to_week,
        target=scope.target,
        weeks_left=scope.weeks_left,
        kind=scope.talk,
        instead=fewer == "dropped",
        **rhythms.get(fewer, today),
    )


def todays_rhythm(design: Design, scheme: str) -> dict[str, float]:
    """Return today's rhythm in a scheme: as it is said, or the number law asked for on a day."""
    rhythm = design.rhythms[0]
    if rhythm.frequency is not None:
        return rhythm.frequency.rhythm()
    law, group = dict(rhythm.law), design.bare.law.schemes[scheme].contact
    return {name: float(law[f"law.contact.{group}.{name}"]) for name, _ in RHYTHM}


def halved(rhythm: Mapping[str, float]) -> dict[str, float]:
    """Return a rhythm of half as many talks in its window, and twice as long between later ones."""
    talks = math.ceil(rhythm.get("talks_in_window", 0) / 2)
    every = 2 * rhythm.get("then_every_weeks", 0.0)
    return {**rhythm, "talks_in_window": talks, "then_every_weeks": every}


def mix_of(choice: MixChoice, runs: Runs, per_year: PerYear) -> Mix:
    """Return the best mix for the sum asked for, before it is simulated together.

    Raises
    ------
    InputError
        If so much cannot be saved, with the most that can.
    """
    effects = [net_effect(n, runs, choice.plan, per_year) for n in range(len(choice.options))]
    sums = sums_of(choice, effects)
    question = choice.design.question
    target = (question.save or 0.0) * question.population
    chosen = sums.cheapest(target)
    if chosen is None:
        raise InputError(_too_much(target, sums.most))
    parts = tuple(
        _part(choice, n, effects[n], n in chosen, runs, per_year) for n in range(len(effects))
    )
    return Mix(
        target=target,
        most=sums.most,
        parts=parts,
        staff=mean_interval(_summed([effects[n].staff for n in chosen], len(runs))),
        benefits=mean_interval(_summed([_benefits(effects[n]) for n in chosen], len(runs))),
        frontier=_frontier(sums, target),
    )


def sums_of(choice: MixChoice, effects: Sequence[NetEffect]) -> MixSums:
    """Return whole kroner to choose by; what is saved is rounded down, so that a target is met."""
    return MixSums(
        np.array([option.group for option in choice.options]),
        np.floor([-float(np.mean(effect.staff)) for effect in effects]),
        np.round([float(np.mean(_benefits(effect))) for effect in effects]),
    )


def _benefits(effect: NetEffect) -> Array:
    return effect.by_payer[MUNICIPALITY]


def _summed(samples: Sequence[Array], replications: int) -> Array:
    return np.asarray(np.sum([np.zeros(replications), *samples], axis=0))


def _part(
    choice: MixChoice, place: int, effect: NetEffect, chosen: bool, runs: Runs, per_year: PerYear
) -> MixPart:
    """Return what one group comes to alone with fewer talks."""
    option = choice.options[place]
    band = choice.groups[option.group]
    return MixPart(
        scheme=band.scope.schemes[0],
        kind=band.kind,
        group=band.label,
        label=choice.label(option),
        contacts_held=per_year.contacts_held([run[1 + place] for run in runs]),
        fte=mean_interval(effect.fte),
        staff=mean_interval(effect.staff),
        benefits=mean_interval(_benefits(effect)),
        net=mean_interval(effect.net),
        chosen=chosen,
    )


def _frontier(sums: MixSums, target: float) -> tuple[MixPoint, ...]:
    """Return the least loss for sums evenly up to the most there is, and that asked for."""
    evenly = [float(math.floor(sums.most * n / POINTS)) for n in range(1, POINTS + 1)]
    points = []
    for least in sorted({*evenly, target}):
        chosen = sums.cheapest(least)
        if chosen is not None:
            saved, lost = sums.sums(chosen)
            points.append(MixPoint(least, saved, lost, chosen, asked_for=least == target))
    return tuple(points)


def with_interaction(
    mix: Mix, choice: MixChoice, alone: Runs, together: NetEffect, per_year: PerYear
) -> Mix:
    """Return a mix with what it comes to together beyond the sum of its groups."""
    apart = [net_effect(n, alone, choice.plan, per_year).net for n in mix.chosen]
    return replace(mix, beyond=mean_interval(together.net - _summed(apart, len(alone))))


def _too_much(target: float, most: float) -> Wording:
    wanted, there = (numbers.in_both(numbers.number, amount) for amount in (target, most))
    return Wording(
        f"--save {wanted.da} kan ikke nås: lovligt kan der højst spares {there.da} kr. til "
        "personale om året i de nævnte ordninger.",
        f"--save {wanted.en} cannot be reached: the most that can be saved is {there.en} kr. of "
        "staff a year in the schemes named.",
    )
