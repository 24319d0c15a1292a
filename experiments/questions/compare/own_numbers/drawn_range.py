"""What the net may be with all own numbers drawn at once, which a comparison leads with."""

from dataclasses import replace

from borgerflow.experiments.findings.rows import DrawnRange
from borgerflow.experiments.questions.compare.break_even.search import Search
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.draws import simulated
from borgerflow.experiments.questions.compare.own_numbers.layers import layers_of
from borgerflow.experiments.questions.compare.own_numbers.sampling import drawing_of, idle_pairs
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.base.arrays import Floats
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
    drawn = found.amounts[..., KOMMUNE].sum(axis=2)
    usual = search.difference([pair.investment for pair in search.pairs])
    return replace(
        finding,
        assumption_range=replace(span, drawn=range_from(drawn, usual)),
        warnings=(*finding.warnings, *idle_pairs(drawing)),
    )


def range_from(drawn: Floats, usual: Floats) -> DrawnRange:
    """Return the range of nets [replication, draw] beside the usual ones of more replications.

    How far a draw lies from the numbers as assumed is taken within a replication, so that chance
    which both share cancels; where these lie is told by all replications.
    """
    apart = layers_of(drawn - usual[: len(drawn), None])
    net, half = mean_interval(usual), None
    if net.high is not None:
        half = net.high - net.mean
    layers = replace(apart, draws=net.mean + apart.draws, simulation=half)
    return DrawnRange(drawn.shape[1], layers.range, layers.below_nought, half)
