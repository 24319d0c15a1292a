"""What a citizen costs from a scheme onwards, to first order: to choose and rank hazards.

Citizens go from scheme to scheme at mean paces (a Markov chain) until the horizon is over, and
cost the municipality the usual rate of each scheme on the last step of the ladder. No answer is
computed by this; it says which hazards an answer may depend on, whatever the chance.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from borgerflow.experiments.findings.paces.leaving import Leaving, Pace
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.params import Mechanism
from borgerflow.sim.world.world import World

HOME = "job"  # where those helped go, and most of those who are sent back
LAST_STEP = "law.refusion.step_4_share"
NEGLIGIBLE = 1e-9


@dataclass(frozen=True)
class Onward:
    """Where stays lead, how long they last, and what a week of each costs the municipality."""

    schemes: tuple[str, ...]
    leads: Floats  # [from, to] share of stays
    weeks: Floats  # [scheme] of a stay
    prices: Floats  # [scheme] municipal kroner a week
    horizon: float  # weeks

    def occupied(self, start: Floats) -> Floats:
        """Return the weeks lived in each scheme until the horizon ends, from where one starts.

        Assumes
        -------
        The horizon ends at any week with the same chance, its mean as given.
        """
        paces = self.leads / self.weeks[:, None]
        leaving = np.diag(1 / self.horizon + paces.sum(axis=1)) - paces
        return np.asarray(np.linalg.solve(leaving.T, start))

    def cost(self, start: Floats) -> float:
        """Return what those who start so cost the municipality until the horizon ends."""
        return float(self.occupied(start) @ self.prices)

    def at(self, scheme: str) -> Floats:
        """Return one citizen in a scheme."""
        return np.array([float(name == scheme) for name in self.schemes])

    def leading(self, origin: str, destination: str) -> Floats:
        """Return the share of stays that leads somewhere, put there instead of staying."""
        places = self.schemes.index(origin), self.schemes.index(destination)
        return np.asarray(self.leads[places] * (self.at(destination) - self.at(origin)))

    def with_stay(self, scheme: str, pace: Pace, found: Leaving) -> "Onward":
        """Return the same with the stays in one scheme ending otherwise."""
        place, leads, weeks = self.schemes.index(scheme), self.leads.copy(), self.weeks.copy()
        leads[place], weeks[place] = leads_of(self.schemes, pace, found), found.weeks
        return replace(self, leads=leads, weeks=weeks)


def onward_of(world: World, paces: Mapping[str, Pace]) -> Onward:
    """Return where stays lead in a world, and what a week of each costs."""
    names = world.scheme_names
    stays = {name: pace.leaving() for name, pace in paces.items()}
    return Onward(
        names,
        np.array([leads_of(names, paces[name], stays[name]) for name in names]),
        np.array([stays[name].weeks for name in names]),
        np.array([price_of(world, name) for name in names]),
        (world.end_day - world.start_day) / DAYS_PER_WEEK,
    )


def leads_of(schemes: tuple[str, ...], pace: Pace, found: Leaving) -> Floats:
    """Return the share of stays that leads to each scheme."""
    leads = found.decided[:-1].copy()
    leads[schemes.index(HOME)] += found.decided[-1]
    for exit_, destination in enumerate(pace.destinations):
        leads[schemes.index(destination)] += found.exits[exit_].sum()
    return np.asarray(leads)


def price_of(world: World, scheme: str) -> float:
    """Return what a week in a scheme costs the municipality on the last step, about."""
    form, day = world.law.schemes[scheme], world.start_day
    usual = form.categories.get(form.default_category or "")
    if usual is None or not usual.is_paid:
        return 0.0
    part = world.model.costs.benefit_share.get(scheme)
    share = 1.0 if part is None else part.value or 0.0
    return world.law.weekly(usual, day) * share * float(world.law.on(LAST_STEP, day))


def shift_of(world: World, onward: Onward) -> Floats:
    """Return where the mechanisms of a world put citizens instead, by scheme, to first order."""
    shifts = [
        shift
        for proposal in world.proposals
        for mechanism in proposal.mechanisms
        for shift in _shifts(mechanism, onward)
    ]
    helped = [
        onward.leading(scheme, HOME)
        for proposal in world.proposals
        for talks in proposal.contacts
        for scheme in talks.schemes
    ]
    return np.asarray(sum([*shifts, *helped], np.zeros(len(onward.schemes))))


def _shifts(mechanism: Mechanism, onward: Onward) -> Iterator[Floats]:
    here = mechanism.scheme
    for destination in mechanism.exits:
        yield onward.leading(here, destination)
    for origin in mechanism.origins:
        yield -onward.leading(origin, here)
    if mechanism.at == "door":
        yield onward.at(HOME) - onward.at(here)
    if mechanism.kind == "review":
        ends = (mechanism.towards or here, mechanism.away_from or here)
        towards, away = (onward.at(end) for end in ends)
        yield towards - away


def schemes_moved(world: World, onward: Onward, least: float) -> tuple[str, ...]:
    """Return the schemes in which at least a share of the kroner moved lie."""
    moved = np.abs(onward.occupied(shift_of(world, onward)) * onward.prices)
    large = moved >= least * max(moved.sum(), NEGLIGIBLE)
    return tuple(name for name, is_large in zip(onward.schemes, large, strict=True) if is_large)


def moves_of_hazards(
    world: World, onward: Onward, paces: Mapping[str, Pace]
) -> dict[tuple[str, str], float]:
    """Return by exit the share of what the proposals move that lies within its hazard's range."""
    usual = max(abs(onward.cost(shift_of(world, onward))), NEGLIGIBLE)
    moves = {}
    for scheme, form in world.model.hazards.schemes.items():
        for destination, hazard in form.exits.items():
            ends = []
            for factor in hazard.range:
                stay = paces[scheme].leaving(destination, factor)
                other = onward.with_stay(scheme, paces[scheme], stay)
                ends.append(other.cost(shift_of(world, other)))
            moves[scheme, destination] = abs(ends[1] - ends[0]) / usual
    return moves
