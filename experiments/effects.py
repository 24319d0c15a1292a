"""The effect a proposal must have to pay for itself, in each reading of its main mechanism.

Sets up the search of ``breakeven``: a world for each effect tried, the baseline reused, the
range an effect may lie in, and the cases it takes in plain numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from experiments.breakeven import Range, Root, smallest_effect
from experiments.contrast import Axes
from experiments.findings import BreakEven, Interval, Notice
from experiments.pairs import Counts, Pair, Settings, run_change, run_reached
from experiments.question import has_effect, is_alone, main_mechanism, replaced
from experiments.replicate import Crew
from sim.durations import HIGHEST, LOWEST, Stay
from sim.measures import Account
from sim.params import Mechanism, Proposal
from sim.world import World

Sample = NDArray[np.float64]

FACTORS = (3.0, 0.5)  # the natural range of a factor on a hazard, what helps first
NEARLY = 0.99  # of what hazards can do: the end itself is never reached
Ran = TypeVar("Ran")
Own = Sequence[Mapping[str, Counts]] | None

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
    """What the search starts from: a crew, two worlds, their pairs, how kroner are added up."""

    crew: Crew
    usual: int  # the number under which the crew holds the baseline
    world: World
    pairs: tuple[Pair, ...]
    axes: Axes
    net_total: Callable[[Sequence[Account]], Sample]  # municipal kroner per replication
    cost: Sample  # net difference per replication if no life were changed
    settings: Settings

    @property
    def baseline(self) -> list[Account]:
        """Return the baseline's accounts."""
        return [pair.baseline for pair in self.pairs]


@dataclass
class Reading:
    """One reading of the main mechanism, with what has been tried of it."""

    name: str | None
    label: Notice | None
    proposals: tuple[Proposal, ...]
    differences: dict[float, Sample] = field(default_factory=dict)
    cases: dict[float, list[Counts]] = field(default_factory=dict)
    among: list[Counts] | None = None  # whom any effect may reach, by replication

    @property
    def main(self) -> tuple[Proposal, Mechanism]:
        """Return the mechanism whose effect is searched, and its proposal."""
        return main_mechanism(self.proposals)


def search_effects(search: Search) -> tuple[BreakEven, ...]:
    """Return the effect at break-even of the form's own reading, then of each other one.

    None where no mechanism has an effect of a size.
    """
    if not has_effect(search.world.proposals):
        return ()
    found: list[BreakEven] = []
    for reading in readings_of(search):
        nearby = found[0].effect if found else None
        found.append(searched(search, reading, None if nearby is None else nearby.mean))
    return tuple(found)


def readings_of(search: Search) -> list[Reading]:
    """Return the form's own reading, with the effect already simulated, and the others."""
    proposal, mechanism = main_mechanism(search.world.proposals)
    own = Reading(None, None, search.world.proposals)
    others = [
        Reading(
            name,
            Notice(form.label.da, form.label.en),
            replaced(search.world.proposals, proposal.under(mechanism.name, name)),
        )
        for name, form in mechanism.readings.items()
    ]
    readings = [own, *others]
    if is_alone(search.world.proposals) and changes_nothing_else(mechanism):
        for reading in readings:
            _know_no_effect(search, reading, NEUTRAL[mechanism.kind])
    _know_investment(search, own, mechanism)
    return readings


def changes_nothing_else(mechanism: Mechanism) -> bool:
    """Tell whether a mechanism whose effect is none changes no life and no payment."""
    return mechanism.kind not in ("programme", "sanction")


def _know_no_effect(search: Search, reading: Reading, neutral: float) -> None:
    """Note that a sole mechanism without effect changes no life and leaves its cost."""
    reading.differences[neutral] = search.cost
    reading.cases[neutral] = [pair.cases for pair in search.pairs]


def _know_investment(search: Search, reading: Reading, mechanism: Mechanism) -> None:
    """Note what the comparison itself has simulated."""
    after = search.net_total([pair.investment for pair in search.pairs])
    value = mechanism.effect.value
    tried = NEUTRAL[mechanism.kind] if value is None else value
    reading.differences[tried] = after - search.net_total(search.baseline)
    reading.cases[tried] = [pair.cases_after for pair in search.pairs]


def searched(search: Search, reading: Reading, first_guess: float | None) -> BreakEven:
    """Return the effect at break-even of one reading.

    Whom an effect reaches, a stronger one reaches too; so every trial lives those again whom
    the furthest effect may reach, and nobody else.
    """
    proposal, mechanism = reading.main
    baseline = search.net_total(search.baseline)

    def net_at(effect: float) -> Sample:
        if reading.among is None:
            reading.among = ran(run_reached, furthest)
        changes = ran(run_change, effect, [{"among": numbers} for numbers in reading.among])
        both = list(zip(search.pairs, changes, strict=True))
        reading.cases[effect] = [pair.cases + change.cases for pair, change in both]
        accounts = [pair.baseline + change.account for pair, change in both]
        return search.net_total(accounts) - baseline

    def ran(task: Callable[..., Ran], effect: float, own: Own = None) -> list[Ran]:
        changed = proposal.overridden(mechanism.name, "effect", effect)
        world = search.world.with_proposals(replaced(reading.proposals, changed))
        worlds = [search.usual, search.crew.hold(world)]
        replications = range(len(search.pairs))
        return search.crew.run(task, worlds, replications, own=own, settings=search.settings)

    span = effect_range(search.world, mechanism)
    furthest = max(span.searched, key=lambda effect: abs(effect - span.neutral))
    root = smallest_effect(net_at, span, reading.differences, first_guess)
    return told(search, reading, root, span)


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


def weeks_within_reach(world: World, mechanism: Mechanism) -> tuple[float, float]:
    """Return by how many weeks a mean stay can be made shorter and longer.

    As far as the named hazards alone can bring it, and at most to twice its length.
    """
    scheme = world.scheme_names.index(mechanism.scheme)
    exits = [world.exits.number(mechanism.scheme, to) for to in mechanism.exits]
    stay = Stay(world, scheme, exits, mechanism)
    mean = stay.mean_weeks(1.0)
    shortest, longest = stay.mean_weeks(HIGHEST), stay.mean_weeks(LOWEST)
    return NEARLY * (shortest - mean), min(NEARLY * (longest - mean), mean)


def told(search: Search, reading: Reading, root: Root, span: Range) -> BreakEven:
    """Return what a search found, with the cases it takes a year."""
    proposal, mechanism = reading.main
    within = mechanism.would_leave_within_weeks
    cases = cases_a_year([pair.cases for pair in search.pairs], search.axes, proposal)
    needed = None
    if mechanism.kind == "inflow" and root.effect is not None:
        left = cases_a_year(reading.cases[root.effect.mean], search.axes, proposal)
        needed = scaled_to(root.effect, cases - left)
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
        cases=cases,
        needed=needed,
        within_weeks=None if within is None else within.value,
        assumed=mechanism.effect.value,
        assumed_range=(mechanism.effect.low, mechanism.effect.high),
        grade=mechanism.effect.grade,
        stated=mechanism.stated,
        everybody=not mechanism.target and mechanism.reach.value in (None, 1.0),
        alone=is_alone(search.world.proposals),
    )


def ways_out(mechanism: Mechanism) -> tuple[str, ...]:
    """Return the exits an effect is on; of decisions the one made less often, and the other."""
    if mechanism.kind == "review":
        return str(mechanism.away_from), str(mechanism.towards)
    return mechanism.exits


def scaled_to(effect: Interval, count: float) -> Interval:
    """Return an interval of the effect's shape around a count."""
    return effect.scaled(count / effect.mean) if effect.mean else Interval(count)


def cases_a_year(counts: Sequence[Counts], axes: Axes, proposal: Proposal) -> float:
    """Return new cases a year, over the years of the horizon the proposal is in force."""
    active = [
        place
        for place, year in enumerate(axes.years)
        if axes.days_of(year)[0] < proposal.until and proposal.start < axes.days_of(year)[1]
    ]
    chosen = [count[place] for count in counts for place in active]
    return float(np.mean(chosen)) if chosen else 0.0
