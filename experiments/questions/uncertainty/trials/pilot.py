"""Is a pilot worth it: what it tells of the net before the decision, what it costs and delays.

A pilot offers the proposals to one half of some citizens, drawn by lot, while they are met in its
months, and holds what they cost the public until its end against the other half. Every draw of the
answer says what it would show were it without chance; how far chance moves it is told by how
citizens differ in the baseline.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.questions.compare.own_numbers.draws import Simulated
from borgerflow.experiments.questions.compare.own_numbers.layers import layers_of
from borgerflow.experiments.questions.uncertainty.finding import PilotRow
from borgerflow.experiments.questions.uncertainty.measures.influence import influence_of
from borgerflow.experiments.questions.uncertainty.measures.pilot import value_of_signal
from borgerflow.experiments.questions.uncertainty.trials.offered import Offered
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.experiments.runs.money import money_of
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import first_day_of_month, month_index_of
from borgerflow.sim.measures.account import reckoner_of
from borgerflow.sim.settlement.rulebook import KOMMUNE

PRICED = 400  # citizens: their spread is then known to some four per cent
FEWEST = 4  # citizens: two on either side
Pilot = tuple[int, int]  # citizens and months


@dataclass(frozen=True)
class Pilots:
    """What pilots are judged by: the draws, whom the proposals are offered to, and prices."""

    comparison: Comparison
    found: Simulated
    offered: Offered
    evaluation: float  # kroner that the evaluation of a pilot costs, whatever its size

    def rows(self, asked: Sequence[Pilot]) -> list[PilotRow]:
        """Return what each pilot is worth; none where too few citizens are met in its months."""
        found: dict[Pilot, int] = {}
        for citizens, months in asked:
            there = len(self.offered.before(self._day_after(months)))
            if there >= FEWEST:
                found[min(citizens, there), months] = there
        return [self._row(*pilot, there) for pilot, there in found.items()]

    def _row(self, citizens: int, months: int, there: int) -> PilotRow:
        amounts = self.found.amounts
        whole, late = (
            layers_of(amounts[:, :, :until, KOMMUNE].sum(axis=2))
            for until in (amounts.shape[2], amounts.shape[2] - months)
        )
        signal = self._shown(months) / there
        spread = float(np.std(self._kroner_each(months), ddof=1))
        error = 2 * spread / math.sqrt(citizens)
        expected = influence_of(_places(signal), late).expected
        now, then = (min(0.0, each.mean) for each in (whole, late))
        offered = citizens / 2 / there
        invested = float(self.found.invested[:, :months, KOMMUNE].sum(axis=1).mean())
        return PilotRow(
            citizens=citizens,
            months=months,
            there=there,
            shows=float(signal.mean()),
            error=error,
            tells=value_of_signal(expected, signal, error),
            waits=then - now,
            costs=offered * invested + self.evaluation,
        )

    def _shown(self, months: int) -> Floats:
        """Return what the public pays more in each draw until the end of a pilot, [draw]."""
        amounts = self.found.amounts[:, :, :months].sum(axis=(2, 3))
        invested = self.found.invested[:, :months].sum(axis=(1, 2))
        return layers_of(amounts - invested).draws

    def _kroner_each(self, months: int) -> Floats:
        """Return what some citizens cost the public from the day they are met on."""
        offered, baseline = self.offered, self.comparison.baseline
        places, size = offered.before(self._day_after(months)), len(offered.day)
        step = max(1, len(places) // PRICED)
        reckoner, first = reckoner_of(baseline), self.comparison.axes.first_month
        found = []
        for place in places[::step]:
            one = np.array([place])
            account = reckoner.account(*offered.usual.of(one, size))
            begun = month_index_of(int(offered.day[place])) - first
            money = money_of([account], self.comparison.factors)[0]
            found.append(float(money[max(begun, 0) : months].sum()))
        return np.array(found)

    def _day_after(self, months: int) -> int:
        """Return the day after the last one of a pilot."""
        return first_day_of_month(self.comparison.axes.first_month + months)


def _places(signal: Floats) -> Floats:
    """Return where each signal lies among them all, between 0 and 1."""
    order = np.argsort(np.argsort(signal))
    return (order + 0.5) / len(signal)
