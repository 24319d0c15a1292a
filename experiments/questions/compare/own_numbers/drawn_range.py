"""What the net may be with all own numbers drawn at once, which a comparison leads with."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from borgerflow.experiments.findings.rows import DrawnRange
from borgerflow.experiments.questions.compare.break_even.search import Search
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.draws import simulated
from borgerflow.experiments.questions.compare.own_numbers.layers import Layers, layers_of
from borgerflow.experiments.questions.compare.own_numbers.lots import (
    Lots,
    chance_of_saving,
    lots_of,
)
from borgerflow.experiments.questions.compare.own_numbers.sampling import drawing_of, idle_pairs
from borgerflow.experiments.runs.estimators.pairs import Pair
from borgerflow.experiments.runs.money import money_of
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.measures.account import INVESTMENT
from borgerflow.sim.settlement.rulebook import KOMMUNE

# Few replications tell how far draws lie from the numbers as assumed, which all of them tell.
FIRST = 2
# A quick look has fewer draws: a few for each replication, within bounds.
DRAWS_A_REPLICATION, FEWEST, MOST = 4, 16, 64


def with_drawn_range(search: Search, finding: Finding) -> Finding:
    """Return a finding with the range of its net where its own numbers are drawn.

    Left as it is where it has none, and where citizens wait for one another.
    """
    span = finding.assumption_range
    if span is None or not search.world.citizens_are_independent:
        return finding
    replications = min(FIRST, len(search.pairs))
    draws = min(max(DRAWS_A_REPLICATION * len(search.pairs), FEWEST), MOST)
    drawing = drawing_of(search.comparison, draws, search.settings.seed)
    found = simulated(
        search.workers,
        drawing,
        search.comparison.factors,
        replications,
        search.settings._replace(threads=1),
    )
    drawn = Nets(found.amounts[..., KOMMUNE].sum(axis=2), found.invested[..., KOMMUNE].sum(axis=1))
    pairs = search.pairs
    usual = Nets(search.difference([pair.investment for pair in pairs]), _invested(search, pairs))
    lots = lots_of(search.difference([pair.drawn or pair.investment for pair in pairs]))
    return replace(
        finding,
        assumption_range=replace(span, drawn=range_from(drawn, usual, lots)),
        warnings=(*finding.warnings, *idle_pairs(drawing)),
    )


class Nets(NamedTuple):
    """Nets with what of them is invested, which chance does not move."""

    net: Floats  # [replication] or [replication, draw]
    invested: Floats  # one, or [draw]

    @property
    def lived(self) -> Floats:
        """Return what lives come to."""
        return self.net - self.invested


def range_from(drawn: Nets, usual: Nets, lots: Lots | None = None) -> DrawnRange:
    """Return the range of nets [replication, draw] beside the usual ones of more replications.

    How far a draw lies from the numbers as assumed is taken within a replication, so that chance
    which both share cancels; where these lie is told by all replications. ``lots`` say how far
    one municipality may lie from what is expected.
    """
    net, half = mean_interval(usual.net), None
    if net.high is not None:
        half = net.high - net.mean
    layers = replace(least_moved(drawn, usual), simulation=half)
    saves = chance_of_saving(layers, lots, times_lived(layers, drawn.invested, usual.lived))
    one = None if lots is None else lots.half_width
    return DrawnRange(drawn.net.shape[1], layers.range, saves, half, one_history=one)


def times_lived(layers: Layers, invested: Floats, usual: Floats) -> Floats:
    """Return how many times the usual lives come to in each draw; once where chance made these.

    ``invested`` are kroner of each draw, or of all; ``usual`` what the usual lives come to in each
    replication.
    """
    if not is_beyond_chance(usual):
        return np.ones(len(layers.draws))
    return np.asarray((layers.draws - invested) / usual.mean())


def least_moved(drawn: Nets, usual: Nets) -> Layers:
    """Return what is expected in each draw, told by many replications though few are of the draws.

    A replication either adds the same to every draw, as it does where mechanisms of several kinds
    meet, or multiplies what lives come to in all of them, as it does where draws differ in how
    often one thing happens. Of both, what leaves the smaller part of the spread to chance is
    taken; nothing is multiplied whose usual size chance alone may have made.
    """
    few = usual.lived[: len(drawn.net)]
    added = layers_of(usual.net.mean() + drawn.net - usual.net[: len(drawn.net), None])
    if not (np.all(few != 0) and is_beyond_chance(usual.lived)):
        return added
    times = drawn.invested + usual.lived.mean() * drawn.lived / few[:, None]
    return min(added, layers_of(times), key=lambda layers: layers.noise)


def is_beyond_chance(sample: Floats) -> bool:
    """Tell whether the 95 % interval of a mean leaves nought out; no if it has none."""
    found = mean_interval(sample)
    return found.low is not None and found.high is not None and found.low * found.high > 0


def _invested(search: Search, pairs: Sequence[Pair]) -> Floats:
    """Return what the municipality invests more in one of the worlds, in any replication."""
    both = money_of([pairs[0].investment, pairs[0].baseline], search.comparison.factors)
    after, before = both[:, :, KOMMUNE, :, INVESTMENT].sum(axis=(1, 2))
    return np.asarray(after - before)
