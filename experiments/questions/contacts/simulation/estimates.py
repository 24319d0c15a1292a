"""From simulated replications to numbers a year: money, posts, measures, and who ties.

Outcomes are those of one world, replication by replication, or their changes beside the baseline.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.contacts.finding import Measures, Service
from borgerflow.experiments.questions.contacts.simulation.simulate import ContactOutcome
from borgerflow.experiments.runs.accounts.booked import book, booked_kroner
from borgerflow.experiments.runs.money import DECIMALS, Axes
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.measures.account import BENEFIT, CONTACT, KINDS
from borgerflow.sim.measures.contacts import fte_available, minutes_available
from borgerflow.sim.params.law.accounts import STAFF, ChartOfAccounts
from borgerflow.sim.settlement.rulebook import KOMMUNE, PAYERS
from borgerflow.sim.world.municipality import number_of
from borgerflow.sim.world.tables.teams import minutes_per_fte
from borgerflow.sim.world.world import World

Floats = NDArray[np.float64]
Sample = NDArray[np.float64]  # one number per replication
Outcomes = Sequence[ContactOutcome]
WORKING_DAYS_PER_YEAR = 252
EVEN = 1e-9


@dataclass(frozen=True)
class PerYear:
    """Turns outcomes into numbers a year of the municipality, in the prices of one year."""

    axes: Axes
    factors: Floats  # [month] to the price year
    index: Floats  # [month] of prices, 2019 = 1
    fte_price: float  # kroner a year in prices of 2019
    schemes: tuple[int, ...]  # asked about
    teams: tuple[int, ...]  # that hold their contacts
    team_schemes: tuple[int, ...]
    part: float  # of the municipality that is simulated: posts and kroner are those of the part

    @property
    def in_current_prices(self) -> "PerYear":
        """Return what turns outcomes into numbers a year in the prices of each year itself."""
        return replace(self, factors=np.ones(len(self.factors)))

    @property
    def years(self) -> float:
        """Return how long the horizon is."""
        return self.axes.length

    def kroner(self, by_month: Floats) -> Sample:
        """Return kroner a year from those of each month, [replication, month]."""
        sums = np.round((by_month * self.factors).sum(axis=1), DECIMALS)
        return np.asarray(sums / self.years)

    def kroner_by_payer(self, changes: Outcomes) -> dict[str, Sample]:
        """Return kroner a year by payer: benefits, activation, and contacts paid to others."""
        by_month = self._by_month_and_payer(changes)
        return {payer: self.kroner(by_month[:, :, place]) for place, payer in enumerate(PAYERS)}

    def municipal_by_month(self, changes: Outcomes) -> Floats:
        """Return the kroner that are the municipality's among these, [replication, month]."""
        return np.asarray(self._by_month_and_payer(changes)[:, :, KOMMUNE])

    def _by_month_and_payer(self, changes: Outcomes) -> Floats:
        by_month = np.array([change.account.money.sum(axis=(2, 3)) for change in changes])
        by_month[:, :, KOMMUNE] += np.array([change.paid for change in changes]) * self.index
        return by_month

    def kroner_of_activation(self, changes: Outcomes) -> Sample:
        """Return the kroner a year of compulsory activation, whoever pays them."""
        return self.kroner(np.array([change.activation for change in changes]) * self.index)

    def kroner_of_posts(self, fte: Floats) -> Sample:
        """Return the kroner a year of a change of posts, [replication, month]."""
        return np.asarray([row.sum() / self.years for row in self.posts_by_month(fte)])

    def posts_by_month(self, fte: Floats) -> Floats:
        """Return the kroner of a change of posts, [replication, month], in the price year."""
        a_month = self.fte_price * self.axes.parts_of_months
        return np.asarray(fte * a_month * self.index * self.factors)

    def booked(self, changes: Outcomes, fte: Floats, chart: ChartOfAccounts) -> dict[str, Floats]:
        """Return the municipality's kroner by function, [replication, month, paid .. net].

        Talks are paid as posts, [replication, month], and to others.
        """
        money = np.array([each.account.money for each in changes])
        money *= self.factors[:, None, None, None]
        booked = booked_kroner(money, self.axes.schemes, chart, np.zeros(self.axes.months))
        others = np.array([each.paid for each in changes]) * self.index * self.factors
        for kind, own in ((STAFF, self.posts_by_month(fte)), (KINDS[CONTACT], others)):
            if own.any():
                cell = np.zeros((*own.shape, len(PAYERS)))
                cell[..., KOMMUNE] = own
                book(booked, chart.posting(kind), cell, (kind, ""))
        return booked

    def kroner_withheld(self, outcomes: Outcomes) -> Sample:
        """Return the kroner a year of benefit that the sanctioned are not paid."""
        columns = list(self.schemes)
        return self.kroner(np.array([each.withheld[:, columns].sum(axis=1) for each in outcomes]))

    def full_time(self, outcomes: Outcomes) -> Floats:
        """Return full-time persons, [replication, scheme]."""
        days = np.array([outcome.account.person_days.sum(axis=0) for outcome in outcomes])
        return np.asarray(days / (self.axes.end_day - self.axes.start_day))

    def posts_in(self, world: World) -> Floats:
        """Return the posts of the teams asked about in a world, by month."""
        return np.asarray(fte_available(world)[:, list(self.teams)].sum(axis=1) * self.part)

    def posts_taken(self, changes: Outcomes, world: World) -> Floats:
        """Return the posts that a change of contacts takes, [replication, month].

        At the usual utilisation, and evenly over the months: posts are not hired and let go
        month by month.
        """
        minutes = self._counted(changes, "minutes", self.team_schemes)
        taken = minutes / self.years / self.minutes_of_post(world)
        return np.repeat(taken[:, None], self.axes.months, axis=1)

    def minutes_of_post(self, world: World) -> float:
        """Return the minutes of contacts a year that a post gives at the usual utilisation."""
        share = number_of(world.teams.utilisation)
        return minutes_per_fte(world.teams) * WORKING_DAYS_PER_YEAR * share

    def posts_changed(self, changes: Outcomes, baseline: World, world: World) -> Floats:
        """Return the posts more that are paid, [replication, month].

        Where time is no limit those are the posts that the contacts take.
        """
        if baseline.tables.teams == 0:
            return self.posts_taken(changes, baseline)
        more = self.posts_in(world) - self.posts_in(baseline)
        return np.broadcast_to(more, (len(changes), len(more)))

    def measures(self, outcomes: Outcomes, world: World) -> Measures:
        """Return what contacts are like in one world; outcomes are of that world, not changes."""
        held = self._counted(outcomes, "held")
        sanctioned = self._counted(outcomes, "sanctioned")
        return Measures(
            contacts_held=mean_interval(held / self.years),
            waiting_days=mean_interval(self._waiting(outcomes)),
            share_on_time=_share(*self._kept(outcomes)),
            utilisation=self._utilisation(outcomes, world),
            cases_per_fte=self._cases_per_fte(outcomes, world),
            sanctions=mean_interval(sanctioned / self.years),
            withheld=mean_interval(self.kroner_withheld(outcomes)),
        )

    def service(self, before: Outcomes, changes: Outcomes) -> Service:
        """Return by how much contacts wait longer and keep more dates, by replication."""
        after = both(before, changes)
        shares = [_ratio(*self._kept(each), 1.0) for each in (before, after)]
        return Service(
            waiting_days=mean_interval(self._waiting(after) - self._waiting(before)),
            share_on_time=mean_interval(shares[1] - shares[0]),
        )

    def contacts_held(self, changes: Outcomes) -> Interval:
        """Return the change of contacts held a year."""
        return mean_interval(self._counted(changes, "held") / self.years)

    def kroner_a_day(self, outcomes: Outcomes) -> float:
        """Return what a day in the schemes asked about costs the municipality in benefit."""
        columns = list(self.schemes)
        money = [each.account.money[:, KOMMUNE, columns, BENEFIT].sum(axis=1) for each in outcomes]
        days = [each.account.person_days[:, columns].sum() for each in outcomes]
        return float(self.kroner(np.array(money)).sum() * self.years / np.sum(days))

    def mean_stay(self, outcomes: Outcomes) -> float | None:
        """Return how many days a stay in one of the schemes lasts, None where nobody begins one.

        Assumes
        -------
        A steady state: as many leave as begin.
        """
        columns = list(self.schemes)
        days = sum(each.account.person_days[:, columns].sum() for each in outcomes)
        begun = sum(each.account.flows[:, :, columns].sum() for each in outcomes)
        return float(days / begun) if begun else None

    def _counted(
        self, outcomes: Outcomes, name: str, schemes: Sequence[int] | None = None
    ) -> Sample:
        """Return one count of contacts, in the schemes asked about unless others are named."""
        return np.asarray(self.by_month(outcomes, name, schemes).sum(axis=1))

    def by_month(
        self, outcomes: Outcomes, name: str, schemes: Sequence[int] | None = None
    ) -> Floats:
        """Return one count of contacts, [replication, month]; the schemes are as in `_counted`."""
        columns = list(self.schemes if schemes is None else schemes)
        rows = [getattr(outcome.contacts, name)[:, columns].sum(axis=1) for outcome in outcomes]
        return np.array(rows, dtype=np.float64)

    def _waiting(self, outcomes: Outcomes) -> Sample:
        days, held = self._counted(outcomes, "waiting_days"), self._counted(outcomes, "held")
        return _ratio(days, held, 0.0)

    def _kept(self, outcomes: Outcomes) -> tuple[Sample, Sample]:
        """Return the contacts that were on time, of those that law asks for."""
        return self._counted(outcomes, "on_time"), self._counted(outcomes, "legal")

    def _cases_per_fte(self, outcomes: Outcomes, world: World) -> Interval | None:
        """Return the citizens of the teams' schemes that a post has on average."""
        posts = float(self.posts_in(world).mean()) if world.tables.teams else 0.0
        if posts == 0:
            return None
        citizens = self.full_time(outcomes)[:, list(self.team_schemes)].sum(axis=1)
        return mean_interval(citizens / posts)

    def _utilisation(self, outcomes: Outcomes, world: World) -> Interval | None:
        if world.tables.teams == 0:
            return None
        used = self._counted(outcomes, "minutes", self.team_schemes)
        there = float(minutes_available(world)[:, list(self.teams)].sum())
        return _share(used, np.full(len(used), there))


def both(before: Outcomes, changes: Outcomes) -> list[ContactOutcome]:
    """Return the outcomes of a world from those of the baseline and their changes."""
    return [a + b for a, b in zip(before, changes, strict=True)]


def _share(part: Sample, whole: Sample) -> Interval:
    """Return the mean share of something with its interval."""
    return share_interval(_ratio(part, whole, 1.0))


def share_interval(shares: Sample) -> Interval:
    """Return the mean of shares with its interval, which ends at 0 and 1."""
    found = mean_interval(shares)
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
    return tuple(n for n, net in enumerate(nets) if sign_of(mean_interval(net - nets[best])) == 0)


def sign_of(change: Interval) -> int:
    """Return 1 or -1 where a change is sure: by its whole interval, or by its mean without one."""
    ends = [end for end in (change.low, change.high) if end is not None] or [change.mean]
    return int(min(ends) > EVEN) - int(max(ends) < -EVEN)


def probability_of_loss(nets: Mapping[str, Sample]) -> float:
    """Return the chance that the net is an expense: sites count alike, as do their replications."""
    return float(np.mean([np.mean(net > EVEN) for net in nets.values()]))
