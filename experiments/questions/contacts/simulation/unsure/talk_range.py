"""The range of a setting's net that holds what nobody knows of talks, and chance.

What a setting comes to at the low, the central and the high site is simulated for itself; between
them it is a straight line (a secant), so that a thousand draws of what talks do cost nothing. What
the other numbers add to that is told by ten draws of all of them at once, less what the secant
says there; chance, which differs between the two replications of each, is taken out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.findings.rows import DrawnRange, Interval
from borgerflow.experiments.questions.compare.own_numbers.layers import Layers, layers_of
from borgerflow.experiments.questions.compare.own_numbers.sampling import points
from borgerflow.experiments.questions.contacts.finding import SettingRow
from borgerflow.experiments.questions.contacts.simulation.answers import Experiment
from borgerflow.experiments.questions.contacts.simulation.estimates import EVEN, PerYear
from borgerflow.experiments.questions.contacts.simulation.rows import net_effect
from borgerflow.experiments.questions.contacts.simulation.simulate import Runs
from borgerflow.experiments.questions.contacts.simulation.staffing import StaffPlan
from borgerflow.experiments.questions.contacts.simulation.unsure.drawn_talks import (
    TalkDraws,
    drawn_talks,
)
from borgerflow.experiments.questions.contacts.simulation.unsure.talk_numbers import (
    SITE_PLACES,
    talk_numbers,
)
from borgerflow.experiments.questions.contacts.simulation.worlds import CENTRAL, HIGH, LOW
from borgerflow.experiments.runs.money import MUNICIPALITY
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.experiments.typed.sizes import FEWEST_FOR_A_SPREAD
from borgerflow.sim.base.arrays import Floats

CHEAP = 1024  # draws of the secant, of prices, and of what ten draws left over
LIVED, STAFF = 0, 1
IN_ORDER = (LOW, CENTRAL, HIGH)


def with_ranges(
    pool: WorkerPool, experiment: Experiment, sites: Mapping[str, Runs], rows: Sequence[SettingRow]
) -> tuple[SettingRow, ...]:
    """Return the rows with what each may come to where the numbers behind it are not known.

    Of posts alone there is none: the model knows no effect of theirs. A quick look, of too few
    replications to tell chance, has none either.
    """
    design, plan, run = experiment.design, experiment.plan, experiment.run
    told, many = [s.rhythm is not None for s in design.settings], len(sites[CENTRAL])
    if many < FEWEST_FOR_A_SPREAD or not any(told):
        return tuple(rows)
    draws = drawn_talks(pool, plan.arm, talk_numbers(design), many, run)
    ranges = TalkRange(sites, draws, plan, experiment.per_year, run.seed)
    return tuple(
        row.ranged(*ranges.of(place)) if is_told else row
        for place, (row, is_told) in enumerate(zip(rows, told, strict=True))
    )


@dataclass(frozen=True)
class TalkRange:
    """Tells the range of each setting."""

    sites: Mapping[str, Runs]
    draws: TalkDraws
    plan: StaffPlan
    per_year: PerYear
    seed: int

    def of(self, place: int) -> tuple[DrawnRange, float]:
        """Return the range of the setting at a place, kroner a year, and the chance of a loss."""
        central = self._amounts(place, self.sites[CENTRAL])
        left = self._left_over(place, central)
        own, site, prices = self._cheap()
        rest, noise = self._spread(left)
        amounts = central.mean(axis=0) + self._secant(place, site) + rest[own]
        nets = amounts[:, LIVED] + prices * amounts[:, STAFF]
        net = mean_interval(central.sum(axis=1))
        half = None if net.high is None else net.high - net.mean
        layers = Layers(nets, half, noise)
        saves = Interval(float(np.mean(nets < -EVEN)))  # ten draws tell no ends of it
        loss = float(np.mean(nets > EVEN))
        return DrawnRange(len(left[0]), layers.range, saves, half, CHEAP), loss

    def _amounts(self, place: int, runs: Runs) -> Floats:
        """Return what a setting comes to, [replication, lives and staff]."""
        found = net_effect(place, runs, self.plan, self.per_year)
        return np.stack([found.by_payer[MUNICIPALITY], found.staff], axis=1)

    def _secant(self, place: int, site: Floats) -> Floats:
        """Return by how much a setting differs from the central site at each of some places."""
        ends = [np.zeros(2) if name == CENTRAL else self._apart(place, name) for name in IN_ORDER]
        return np.stack([np.interp(site, SITE_PLACES, each) for each in np.transpose(ends)], axis=1)

    def _apart(self, place: int, site: str) -> Floats:
        """Return by how much a setting differs between a site and the central one."""
        if site not in self.sites:
            return np.zeros(2)
        there = self._amounts(place, self.sites[site])
        usual = self._amounts(place, self.sites[CENTRAL][: len(there)])
        return np.asarray((there - usual).mean(axis=0))

    def _left_over(self, place: int, central: Floats) -> Floats:
        """Return what draws come to beyond the secant, [replication, draw, lives and staff]."""
        told = np.stack(
            [
                self._amounts(place, runs) - central[list(lived_in)]
                for runs, lived_in in zip(self.draws.runs, self.draws.replications, strict=True)
            ],
            axis=1,
        )
        return np.asarray(told - self._secant(place, self.draws.shares[:, 0]))

    def _spread(self, left: Floats) -> tuple[Floats, float]:
        """Return what is left over of each draw without chance, and which part of it chance was."""
        lived = layers_of(left[..., LIVED])
        return np.stack([lived.draws, left[..., STAFF].mean(axis=0)], axis=1), lived.noise

    def _cheap(self) -> tuple[list[int], Floats, Floats]:
        """Return draws of what is left over, of the site, and of what posts cost, in times."""
        numbers, world = self.draws.numbers, self.plan.arm.baseline
        shares = points(2 + numbers.priced_columns, CHEAP, self.seed)
        own = (shares[:, 0] * len(self.draws.shares)).astype(int).tolist()
        prices = [numbers.price_times(row, world) for row in shares[:, 2:].tolist()]
        return own, shares[:, 1], np.array(prices)
