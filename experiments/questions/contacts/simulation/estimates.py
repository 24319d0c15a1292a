"""From lived replications to numbers a year: measures, money, the best, and who ties with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.contacts.finding import Measures, Service
from borgerflow.experiments.questions.contacts.simulation.simulate import Outcome
from borgerflow.experiments.runs.money import DECIMALS, Axes
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.measures.contacts import fte_available, minutes_available
from borgerflow.sim.settlement.rulebook import KOMMUNE, PAYERS
from borgerflow.sim.world.municipality import number_of
from borgerflow.sim.world.tables.teams import minutes_per_fte
from borgerflow.sim.world.world import World

Floats = NDArray[np.float64]
Sample = NDArray[np.float64]  # one number per replication
DAYS_PER_YEAR = 365.25
MONTHS_PER_YEAR = 12
WORKING_DAYS_PER_YEAR = 252
EVEN = 1e-9


@dataclass(frozen=True)
class Scale:
    """What turns outcomes into numbers a year of the municipality, in the prices of one year."""

    axes: Axes
    factors: Floats  # [month] to the price year
    index: Floats  # [month] of prices, 2019 = 1
    fte_price: float  # kroner a year in prices of 2019
    schemes: tuple[int, ...]  # asked about
    teams: tuple[int, ...]  # that hold their talks
    team_schemes: tuple[int, ...]
    part: float  # of the municipality that is simulated: posts and kroner are those of the part

    @property
    def years(self) -> float:
        """Return how long the horizon is."""
        return (self.axes.end_day - self.axes.start_day) / DAYS_PER_YEAR


def of_schemes(scale: Scale, schemes: Sequence[int]) -> Scale:
    """Return the same scale for the talks of some schemes; the posts are those of all teams."""
    return replace(scale, schemes=tuple(schemes))


def kroner_by_payer(changes: Sequence[Outcome], scale: Scale) -> dict[str, Sample]:
    """Return kroner a year by payer: benefits, activation, and talks paid to others."""
    by_month = np.array([change.account.money.sum(axis=(2, 3)) for change in changes])
    paid = np.array([change.paid for change in changes]) * scale.index
    by_month[:, :, KOMMUNE] += paid
    sums = np.round((by_month * scale.factors[:, None]).sum(axis=1), DECIMALS) / scale.years
    return {payer: sums[:, place] for place, payer in enumerate(PAYERS)}


def kroner_of_activation(changes: Sequence[Outcome], scale: Scale) -> Sample:
    """Return the kroner a year of compulsory activation, whoever pays them."""
    by_month = np.array([change.activation for change in changes]) * scale.index * scale.factors
    return np.asarray(np.round(by_month.sum(axis=1), DECIMALS) / scale.years)


def full_time(outcomes: Sequence[Outcome], scale: Scale) -> Floats:
    """Return full-time persons, [replication, scheme]."""
    days = np.array([outcome.account.person_days.sum(axis=0) for outcome in outcomes])
    return np.asarray(days / (scale.axes.end_day - scale.axes.start_day))


def staff_of(fte: Floats, scale: Scale) -> float:
    """Return the kroner a year of a change of posts by month."""
    by_month = fte * scale.fte_price / MONTHS_PER_YEAR * scale.index * scale.factors
    return float(by_month.sum() / scale.years)


def posts_there(world: World, scale: Scale) -> Floats:
    """Return the posts of the teams asked about in a world, by month."""
    return np.asarray(fte_available(world)[:, list(scale.teams)].sum(axis=1) * scale.part)


def posts_taken(changes: Sequence[Outcome], world: World, scale: Scale) -> Floats:
    """Return the posts that a change of talks takes at the usual utilisation, [replication, month].

    Spread evenly over the months: posts are not hired and let go month by month.
    """
    columns = list(scale.team_schemes)
    minutes = np.array([change.talks.minutes[:, columns].sum() for change in changes])
    share = number_of(world.teams.utilisation)
    a_year = minutes_per_fte(world.teams) * WORKING_DAYS_PER_YEAR * share
    return np.repeat((minutes / scale.years / a_year)[:, None], scale.axes.months, axis=1)


def measures_of(outcomes: Sequence[Outcome], world: World, scale: Scale) -> Measures:
    """Return what talks are like in one world; outcomes are of that world, not changes."""
    columns = list(scale.schemes)
    held = _counted(outcomes, "held", columns)
    kept = _counted(outcomes, "on_time", columns), _counted(outcomes, "legal", columns)
    minutes = _counted(outcomes, "minutes", scale.team_schemes)
    return Measures(
        talks_held=mean_interval(held / scale.years),
        waiting_days=mean_interval(_ratio(_counted(outcomes, "waiting_days", columns), held, 0.0)),
        share_on_time=_share(*kept),
        utilisation=_utilisation(minutes, world, scale),
        cases_per_fte=_cases_per_fte(outcomes, world, scale),
        sanctions=mean_interval(_counted(outcomes, "sanctioned", columns) / scale.years),
        withheld=mean_interval(withheld_of(outcomes, scale)),
    )


def service_of(before: Sequence[Outcome], changes: Sequence[Outcome], scale: Scale) -> Service:
    """Return by how much talks wait longer and keep more dates, replication by replication."""
    columns = list(scale.schemes)
    after = [a + b for a, b in zip(before, changes, strict=True)]

    def change(part: str, whole: str, without: float) -> Interval:
        here, there = (
            _ratio(_counted(each, part, columns), _counted(each, whole, columns), without)
            for each in (before, after)
        )
        return mean_interval(there - here)

    return Service(change("waiting_days", "held", 0.0), change("on_time", "legal", 1.0))


def contacts_changed(changes: Sequence[Outcome], scale: Scale) -> Interval:
    """Return the change of talks held a year."""
    return mean_interval(_counted(changes, "held", scale.schemes) / scale.years)


def _counted(outcomes: Sequence[Outcome], name: str, schemes: Sequence[int]) -> Sample:
    rows = [getattr(outcome.talks, name)[:, list(schemes)].sum() for outcome in outcomes]
    return np.array(rows, dtype=np.float64)


def withheld_of(outcomes: Sequence[Outcome], scale: Scale) -> Sample:
    """Return the kroner a year of benefit that the sanctioned are not paid."""
    columns = list(scale.schemes)
    by_month = np.array([outcome.withheld[:, columns].sum(axis=1) for outcome in outcomes])
    kroner = np.round((by_month * scale.factors).sum(axis=1), DECIMALS)
    return np.asarray(kroner / scale.years)


def _cases_per_fte(outcomes: Sequence[Outcome], world: World, scale: Scale) -> Interval | None:
    """Return the citizens of the teams' schemes that a post has on average."""
    posts = float(posts_there(world, scale).mean()) if world.tables.teams else 0.0
    if posts == 0:
        return None
    citizens = full_time(outcomes, scale)[:, list(scale.team_schemes)].sum(axis=1)
    return mean_interval(citizens / posts)


def _utilisation(used: Sample, world: World, scale: Scale) -> Interval | None:
    if world.tables.teams == 0:
        return None
    there = float(minutes_available(world)[:, list(scale.teams)].sum())
    return _share(used, np.full(len(used), there))


def _share(part: Sample, whole: Sample) -> Interval:
    """Return the mean share with its interval, which ends at 0 and 1."""
    found = mean_interval(_ratio(part, whole, 1.0))
    if found.low is None or found.high is None:
        return found
    return Interval(found.mean, max(0.0, found.low), min(found.high, max(1.0, found.mean)))


def _ratio(part: Sample, whole: Sample, without: float) -> Sample:
    usual = np.full(len(part), without)
    return np.asarray(np.divide(part, whole, out=usual, where=whole > 0))


def best_of(nets: Floats) -> int:
    """Return which of several nets [setting, replication] has the least mean, the first of ties."""
    return int(np.argmin(np.round(nets.mean(axis=1), DECIMALS)))


def indifferent_to(nets: Floats, best: int) -> tuple[int, ...]:
    """Return the settings that cannot be told from the best, itself included.

    Their difference to it, replication by replication, has a 95 % interval that holds 0. With
    one replication there is no interval, and only equal nets tie.
    """
    return tuple(n for n, net in enumerate(nets) if _holds_zero(mean_interval(net - nets[best])))


def _holds_zero(difference: Interval) -> bool:
    if difference.low is None or difference.high is None:
        return abs(difference.mean) <= EVEN
    return difference.low <= EVEN and difference.high >= -EVEN


def probability_of_loss(nets: Mapping[str, Sample]) -> float:
    """Return the chance that the net is an expense: sites count alike, as do their replications."""
    return float(np.mean([np.mean(net > EVEN) for net in nets.values()]))
