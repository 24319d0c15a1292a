"""The numbers behind an answer about talks that nobody knows, and what a draw of them sets.

What talks do is drawn as one number, for it was measured as one: each of three municipalities of
a trial stands for a third of what may happen elsewhere, all effects at once. When talks act and
in whom, who stays away, who is sanctioned and what activation costs are drawn apart. Posts are
those that were planned; what a post costs, and how many minutes it has for talks, is a price.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.questions.contacts.asked.design import Design
from borgerflow.experiments.questions.contacts.assumptions import assumptions_about, fte_price_of
from borgerflow.experiments.questions.contacts.simulation.worlds import HIGH, LOW, site_factors
from borgerflow.sim.params import Entry, Estimate
from borgerflow.sim.params.estimates import likeliest_at_value, value_at
from borgerflow.sim.params.patches.catalogue import COSTS, SANCTIONS, TEAMS
from borgerflow.sim.params.patches.changes import PatchLine
from borgerflow.sim.params.patches.graded import EFFECTS, graded_in
from borgerflow.sim.world.municipality import number_of
from borgerflow.sim.world.tables.teams import minutes_per_fte
from borgerflow.sim.world.world import World

# Where each site lies in the distribution of what talks do: in the middle of its third.
LOW_AT, MIDDLE, HIGH_AT = 1 / 6, 1 / 2, 5 / 6
SITE_PLACES = (LOW_AT, MIDDLE, HIGH_AT)
OF_A_POST = ("direct_share", "away_share", "turnover_per_year", "vacancy_weeks", "utilisation")
PLANNED = ("hiring_lag_months",)  # by whoever plans the posts
DRAWN = (EFFECTS, SANCTIONS, TEAMS, f"{COSTS}.activation_kroner_per_week")


@dataclass(frozen=True)
class TalkNumbers:
    """What is drawn, each number by its name with the distribution that it has.

    ``effects`` has what each effect is at the low, the central and the high site; ``lived`` are
    the other numbers that lives depend on, ``of_a_post`` those that say how many minutes of talks
    a post has; none where posts are named.
    """

    effects: Mapping[str, tuple[float, float, float]]
    lived: Mapping[str, Estimate]
    price: Estimate  # of a post
    of_a_post: Mapping[str, Estimate]

    @property
    def lived_columns(self) -> int:
        """Return how many shares a draw of lives takes: that of the site, then the others."""
        return 1 + len(self.lived)

    @property
    def priced_columns(self) -> int:
        """Return how many shares a draw of prices takes."""
        return 1 + len(self.of_a_post)

    def lines(self, shares: Sequence[float]) -> tuple[PatchLine, ...]:
        """Return what sets the numbers that lives depend on, at their shares."""
        site, *others = shares
        values = {n: float(np.interp(site, SITE_PLACES, ends)) for n, ends in self.effects.items()}
        values |= _values(self.lived, others)
        return tuple(PatchLine(name, f"{value:.12f}") for name, value in values.items())

    def price_times(self, shares: Sequence[float], world: World) -> float:
        """Return what the kroner of posts are multiplied by, at the shares of what they cost."""
        of_price, *of_minutes = shares
        cost = value_at(self.price, of_price) / number_of(self.price)
        if not self.of_a_post:
            return cost
        return cost * _minutes(world, {}) / _minutes(world, _values(self.of_a_post, of_minutes))


def _values(numbers: Mapping[str, Estimate], shares: Sequence[float]) -> dict[str, float]:
    drawn = zip(numbers.items(), shares, strict=True)
    return {name: value_at(estimate, share) for (name, estimate), share in drawn}


def _minutes(world: World, values: Mapping[str, float]) -> float:
    """Return the minutes of talks that a post gives on a working day, some numbers set."""
    named = {name.removeprefix(f"{TEAMS}."): value for name, value in values.items()}
    teams = world.teams.model_copy(
        update={name: getattr(world.teams, name).at(value) for name, value in named.items()}
    )
    return minutes_per_fte(teams) * number_of(teams.utilisation)


def talk_numbers(design: Design) -> TalkNumbers:
    """Return what nobody knows of what a question rests on: those numbers that have a range."""
    world, effects = design.bare, _effects(design.bare)
    known = {name: each for name, each in _ranges(world) if name not in effects}
    listed = [each.name for each in assumptions_about(design)]
    minutes = [] if design.question.names_posts else [f"{TEAMS}.{name}" for name in OF_A_POST]
    apart = {*effects, *(f"{TEAMS}.{name}" for name in (*OF_A_POST, *PLANNED))}
    return TalkNumbers(
        effects=effects,
        lived={
            name: known[name]
            for name in listed
            if name in known and name.startswith(DRAWN) and name not in apart
        },
        price=likeliest_at_value(fte_price_of(world.params)),
        of_a_post={name: known[name] for name in minutes if name in known},
    )


def _effects(world: World) -> dict[str, tuple[float, float, float]]:
    """Return each effect of talks at the three sites, by name."""
    low, high = site_factors(world, LOW), site_factors(world, HIGH)
    known = dict(_estimates(world))
    return {
        f"{EFFECTS}.{name}": (low[name], number_of(known[f"{EFFECTS}.{name}"]), high[name])
        for name in low.keys() & high.keys()
    }


def _ranges(world: World) -> Iterator[tuple[str, Estimate]]:
    """Yield the numbers that have a range, each as likely as its distribution says."""
    for name, each in _estimates(world):
        if each.value is not None and each.low is not None and each.low != each.high:
            yield name, likeliest_at_value(each)


def _estimates(world: World) -> Iterator[tuple[str, Estimate]]:
    forms: dict[str, Entry] = {SANCTIONS: world.sanctions, TEAMS: world.teams}
    forms |= {COSTS: world.model.costs}
    forms |= {} if world.preset is None else {EFFECTS: world.preset}
    for prefix, form in forms.items():
        for name, each in graded_in(prefix, form).items():
            if isinstance(each, Estimate):
                yield name, each
