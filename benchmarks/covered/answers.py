"""What an answer of few replications says of the long run of a town, sample by sample."""

from dataclasses import replace
from itertools import product
from typing import NamedTuple

import numpy as np
from scipy import stats

from borgerflow.experiments.questions.compare.own_numbers.drawn_range import (
    Nets,
    least_moved,
    range_from,
)
from borgerflow.experiments.questions.compare.own_numbers.layers import Layers, layers_of
from borgerflow.experiments.questions.compare.tables.payback import payback_month
from borgerflow.experiments.runs.statistics import interval_at_root, mean_interval

TIMES = np.linspace(0.0, 1.5, 31)  # what a proposal costs, of what it is said to cost
BINS = np.linspace(0.0, 1.0, 11)
COMPARE, UNCERTAINTY = 64, 256  # draws of both commands
FEW = 2  # replications of each draw of `compare`
QUANTILES = ("linear", "hazen", "weibull")
SOME = 0.02


class Coverage(NamedTuple):
    """Shares of the samples whose interval lay around, below and above the truth."""

    around: float
    below: float
    above: float

    def __str__(self) -> str:
        return f"{self.around:9.1%}{self.below:9.1%}{self.above:9.1%}"


def coverage(low: np.ndarray, high: np.ndarray, truth: float | np.ndarray) -> Coverage:
    """Return how often intervals lie around a truth."""
    below, above = float((high < truth).mean()), float((low > truth).mean())
    return Coverage(1 - below - above, below, above)


def of_roots(nets: np.ndarray, effects: np.ndarray, samples: np.ndarray) -> Coverage:
    """Return how often the interval of the effect at break-even holds that of the long run.

    ``nets`` is [replication, effect]; between two effects the net is a straight line.
    """
    truth, _ = root_of(nets.mean(axis=0), effects)
    ends = []
    for sample in samples:
        root, slope = root_of(nets[sample].mean(axis=0), effects)
        at_root = np.array([np.interp(root, effects, row) for row in nets[sample]])
        found = interval_at_root(at_root, root, slope)
        ends.append((found.low, found.high))
    low, high = np.array(ends).T
    return coverage(low, high, truth)


def root_of(mean: np.ndarray, effects: np.ndarray) -> tuple[float, float]:
    """Return where falling means pass nought, and their slope there."""
    at = min(max(int(np.searchsorted(-mean, 0.0)), 1), len(mean) - 1)
    slope = (mean[at] - mean[at - 1]) / (effects[at] - effects[at - 1])
    return float(effects[at] - mean[at] / slope), float(slope)


class Layered(NamedTuple):
    """A range of both layers as it is told, and with the quantiles that numpy takes unasked."""

    told: tuple[float, float]
    unasked: tuple[float, float]


def _layered(layers: Layers) -> Layered:
    """Return the ends of a range, and those between quantiles that lie nearer to each other."""
    found, half = layers.range, layers.simulation or 0.0
    tails = np.quantile(layers.draws, (0.025, 0.975)) - layers.mean
    low, high = (layers.mean + np.sign(each) * np.hypot(each, half) for each in tails)
    return Layered((found.low, found.high), (float(low), float(high)))


def of_compare(drawn: np.ndarray, usual: np.ndarray, invested: float) -> Layered:
    """Return the range that `compare` tells from a block of draws in two replications.

    ``usual`` are the nets of the numbers as assumed in twenty, the first two of them the same;
    ``invested`` is what both cost.
    """
    both = Nets(drawn, np.array(invested)), Nets(usual, np.array(invested))
    told, net = range_from(*both).net, mean_interval(usual)
    moved = replace(least_moved(*both), simulation=net.high - net.mean)
    return _layered(moved)._replace(told=(told.low, told.high))


def expected(drawn: np.ndarray, usual: np.ndarray) -> np.ndarray:
    """Return what is expected in each draw, [draw], of draws in the first of many replications.

    How a draw goes with the numbers as assumed from one replication to the next says where it
    lies on average of all of them.
    """
    few = usual[: len(drawn)] - usual[: len(drawn)].mean()
    slope = few @ (drawn - drawn.mean(axis=0)) / (few @ few)
    return drawn.mean(axis=0) + slope * (usual.mean() - usual[: len(drawn)].mean())


def both_layers(
    drawn: np.ndarray,
    usual: np.ndarray,
    invested: float,
    samples: int,
    generator: np.random.Generator,
) -> dict[str, Coverage]:
    """Return how often the ranges of `compare` and `uncertainty` hold what may be true.

    ``drawn`` is [replication, draw] of all draws, ``usual`` [replication] of the numbers as
    assumed in the same replications and more. Blocks of draws are aligned, so that each is as
    even as the first. What may be true is the expected net of a draw that the range has not seen.
    ``invested`` is what the proposal costs, which is the same in every draw.
    """
    truth, count = expected(drawn, usual), len(drawn)
    found: dict[str, list[tuple[float, float]]] = {}
    for _ in range(samples):
        runs = generator.permutation(count)
        more = generator.choice(np.arange(count, len(usual)), 18, replace=False)
        first = generator.integers(drawn.shape[1] // COMPARE) * COMPARE
        block, most = slice(first, first + COMPARE), slice(0, UNCERTAINTY)
        twenty = usual[np.concatenate([runs[:2], more])]
        of = {
            "compare": (of_compare(drawn[runs[:2], block], twenty, invested), block),
            "uncertainty": (_layered(layers_of(drawn[runs[:4], most])), most),
        }
        for name, (ranges, seen) in of.items():
            rest = np.delete(truth, seen)
            for kind, (low, high) in ranges._asdict().items():
                beyond = float((rest > high).mean()), float((rest < low).mean())
                found.setdefault(f"{name}, {kind}", []).append(beyond)
    tails = {name: np.mean(each, axis=0) for name, each in found.items()}
    return {name: Coverage(1 - float(b + a), float(b), float(a)) for name, (b, a) in tails.items()}


def causes(
    drawn: np.ndarray,
    usual: np.ndarray,
    invested: float,
    samples: int,
    generator: np.random.Generator,
) -> dict[str, Coverage]:
    """Return what ranges of 64 draws cover by each quantile, one source of error at a time.

    Where what is expected in each draw is known; where two replications tell it by the difference
    to the numbers as assumed; and by that or the ratio, whichever leaves less chance.
    """
    truth, count = expected(drawn, usual), len(drawn)
    tails: dict[str, list[tuple[float, float]]] = {}
    for _ in range(samples):
        runs = generator.permutation(count)[:FEW]
        more = generator.choice(np.arange(count, len(usual)), 18, replace=False)
        first = generator.integers(drawn.shape[1] // COMPARE) * COMPARE
        block, twenty = slice(first, first + COMPARE), usual[np.concatenate([runs, more])]
        both = Nets(drawn[runs, block], np.array(invested)), Nets(twenty, np.array(invested))
        net = mean_interval(twenty)
        apart = layers_of(net.mean + both[0].net - twenty[:FEW, None]).draws
        told = {"no chance": (truth[block], 0.0), "difference": (apart, net.high - net.mean)}
        told["chosen"] = least_moved(*both).draws, net.high - net.mean
        for (name, (draws, half)), method in product(told.items(), QUANTILES):
            ends = np.quantile(draws, (0.025, 0.975), method=method) - draws.mean()
            low, high = draws.mean() + np.sign(ends) * np.hypot(ends, half)
            rest = np.delete(truth, block)
            beyond = float((rest > high).mean()), float((rest < low).mean())
            tails.setdefault(f"{name}, {method}", []).append(beyond)
    means = {name: np.mean(each, axis=0) for name, each in tails.items()}
    return {name: Coverage(1 - float(b + a), float(b), float(a)) for name, (b, a) in means.items()}


class Chances(NamedTuple):
    """Chances as told and as they are, with how often each kind of interval holds them."""

    told: np.ndarray
    is_so: np.ndarray
    covered: dict[str, Coverage]


def of_saving(
    drawn: np.ndarray,
    usual: np.ndarray,
    cost: float,
    samples: int,
    generator: np.random.Generator,
) -> Chances:
    """Return chances of a saving, each of a block of draws in four replications at some price."""
    truth, count = expected(drawn, usual), len(drawn)
    rows = []
    for _ in range(samples):
        shift = (generator.choice(TIMES) - 1) * cost
        first = generator.integers(drawn.shape[1] // COMPARE) * COMPARE
        part = drawn[generator.permutation(count)[:4], first : first + COMPARE]
        layers = layers_of(part + shift)
        found, (low, high) = layers.below_nought, _by_wilson(layers)
        is_so = float((truth + shift < 0).mean())
        rows.append((found.mean, is_so, found.low, found.high, low, high))
    columns = np.array(rows).T
    told, is_so = columns[:2]
    # Where next to none or next to all draws save, both kinds hold what 384 draws can tell.
    some = (is_so > SOME) & (is_so < 1 - SOME)
    kinds = {"told": columns[2:4], "by Wilson": columns[4:6]}
    covered = {kind: coverage(*ends[:, some], is_so[some]) for kind, ends in kinds.items()}
    return Chances(told, is_so, covered)


def _by_wilson(layers: Layers) -> tuple[float, float]:
    """Return the ends of the chance of a saving where draws leave open what Wilson says."""
    half, size = layers.simulation or 0.0, len(layers.draws)
    chance, least, most = (float(np.mean(layers.draws + by < 0)) for by in (0.0, half, -half))
    found = stats.binomtest(round(chance * size), size).proportion_ci(method="wilson")
    low = chance - np.hypot(chance - least, chance - found.low)
    return float(max(0.0, low)), float(
        min(1.0, chance + np.hypot(most - chance, found.high - chance))
    )


def paid_back(histories: np.ndarray, invested: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Return the month of payback of each history [replication, month], [price, replication]."""
    rows = [[payback_month(row + (t - 1) * invested) for row in histories] for t in times]
    return np.array(rows)


def of_payback(
    months: np.ndarray, samples: np.ndarray
) -> tuple[np.ndarray, np.ndarray, Coverage, Coverage]:
    """Return chances of payback as told and as they are, with coverages.

    The first coverage is of the chance by Wilson's interval, the second of the month in one more
    history by the interval from the first to the last month of the sample.
    """
    told, is_so, chances, ends = [], [], [], []
    generator = np.random.default_rng(1)
    for row in months:
        paid, size = np.isfinite(row[samples]).sum(axis=1), samples.shape[1]
        told.append(paid / size)
        is_so.append(np.full(len(samples), np.isfinite(row).mean()))
        chances += [stats.binomtest(int(k), size).proportion_ci(method="wilson") for k in paid]
        fresh = row[generator.integers(len(row), size=len(samples))]
        ends.append((row[samples].min(axis=1), row[samples].max(axis=1), fresh))
    low, high, fresh = (np.concatenate(each) for each in zip(*ends, strict=True))
    wilson = np.array([(each.low, each.high) for each in chances])
    truth = np.concatenate(is_so)
    uncertain = (truth > 0.005) & (truth < 0.995)
    of_chance = coverage(*wilson[uncertain].T, truth[uncertain])
    return np.concatenate(told), truth, of_chance, coverage(low, high, fresh)


def calibration(told: np.ndarray, is_so: np.ndarray) -> list[tuple[float, float, int]]:
    """Return for each tenth of chances told: the chance told, the chance there is, how many."""
    place = np.clip(np.digitize(told, BINS[1:-1]), 0, len(BINS) - 2)
    rows = []
    for n in range(len(BINS) - 1):
        inside = place == n
        if inside.any():
            rows.append((float(told[inside].mean()), float(is_so[inside].mean()), inside.sum()))
    return rows
