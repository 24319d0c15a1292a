"""Do the factors come back? 90 % intervals over 50 made-up municipalities of known factors.

Run as ``python -m benchmarks.calibration [municipalities]``. Each is the model municipality of
10,000 with factors drawn from their ranges. Its stocks are those of one replication, so that chance
moves them as it would, off by 2 % more; shares, ratios and lengths are means of sixteen
replications, off by their precision and by what places differ. It is calibrated as
`borgerflow calibrate` does, with sixteen replications of 10,000 in the place of two million
residents, so that fifty take minutes; C164, jobs after ressourceforloeb, is left out: in a place so
small they are too few.
"""

import sys
from dataclasses import replace

import numpy as np
from scipy.special import ndtri

from borgerflow.experiments.validation.calibration.calibrating import HowCalibrated, search_of
from borgerflow.experiments.validation.calibration.posterior import (
    CUT_OFF,
    parabolas,
    posterior_of,
)
from borgerflow.experiments.validation.calibration.published.kinds import SHARE, STOCK
from borgerflow.experiments.validation.calibration.published.rows import targets_asked
from borgerflow.experiments.validation.calibration.published.targets import PublishedTarget
from borgerflow.experiments.validation.calibration.search import (
    PLACES_DIFFER,
    FactorSearch,
    found,
    most_likely,
)
from borgerflow.experiments.validation.calibration.simulated import SimulatedFigures
from borgerflow.sim.base.arrays import Flags, Floats
from borgerflow.sim.params import load
from borgerflow.sim.world.municipality import find_municipality

FIRST_SEED, MUNICIPALITIES = 20261129, 50
PLACE = "modelkommune"
CITIZENS = 160_000
TOO_FEW = ("C164",)
ENDS = (0.05, 0.95)
TRUTHS = 1_000_000  # added to a seed: draws that truth is simulated with, and nothing is fitted to


def search_from(seed: int) -> FactorSearch:
    """Return the search for the factors of the model municipality, its stocks counted there."""
    params = load()
    home = find_municipality(params, PLACE)
    targets = [
        replace(target, is_own=True, low=None, high=None, grade="sourced")
        if target.measure == STOCK
        else target
        for target in targets_asked(home, [], params)
        if target.is_fitted and target.name not in TOO_FEW
    ]
    how = HowCalibrated("", seed=seed, quick=False, draws=200, source="made up", citizens=CITIZENS)
    return search_of(home, targets, how, params, PLACE)


def truth_of(search: FactorSearch, chance: np.random.Generator) -> Floats:
    """Return factors drawn from their ranges, as logarithms: normal, cut off at two deviations."""
    below, above = 0.02275, 0.97725
    drawn = ndtri(chance.uniform(below, above, len(search.levers)))
    return search.middles + search.sds * drawn


def published(search: FactorSearch, truth: Floats, chance: np.random.Generator) -> FactorSearch:
    """Return the search from what such a municipality would have published."""
    draws = replace(search.draws, seed=search.draws.seed + TRUTHS)
    home = search.at(truth)
    many = draws.figures(home)
    one = replace(draws, replications=draws.replications[:1]).figures(home)
    targets = [
        _told(target, figures.scaled[n], chance)
        for n, target in enumerate(draws.targets)
        for figures in [_counted(target, one, many)]
    ]
    return replace(search, draws=replace(search.draws, targets=tuple(targets)))


def _counted(
    target: PublishedTarget, one: SimulatedFigures, many: SimulatedFigures
) -> SimulatedFigures:
    return one if target.is_own else many


def _told(target: PublishedTarget, scaled: float, chance: np.random.Generator) -> PublishedTarget:
    """Return a target with a figure that is as far off as its precision says."""
    places = PLACES_DIFFER if target.is_of_elsewhere else 0.0
    spread = _spread(target)
    value = target.unscaled(scaled + chance.normal(0, np.hypot(spread, places)))
    # As precise as the figure it stands for, wherever it lies.
    half = spread * 1.645
    low, high = (target.unscaled(target.scaled(value) + side * half) for side in (-1, 1))
    return replace(target, value=value, low=low, high=high)


def _spread(target: PublishedTarget) -> float:
    return target.spread if target.kind.unit != SHARE else min(target.spread, 0.2)


def covered(seed: int) -> tuple[Flags, Floats, tuple[str, ...]]:
    """Return whether each interval holds the truth, and how much of the spread is left."""
    chance = np.random.default_rng(seed)
    search = search_from(seed)
    truth = truth_of(search, chance)
    search = published(search, truth, chance)
    best = most_likely(search, found(search, np.zeros(len(search.levers))))
    posterior = posterior_of(search, best, parabolas(search, best), 400)
    low, high = posterior.quantiles(*ENDS)
    left = posterior.sds / (CUT_OFF * search.sds)
    return (low <= truth) & (truth <= high), left, tuple(each.name for each in search.levers)


def main(municipalities: int) -> None:
    """Print how often intervals hold the truth, of all factors and of each."""
    found_of_all = []
    for n in range(municipalities):
        found_of_all.append(covered(FIRST_SEED + n))
        held = np.array([each[0] for each in found_of_all])
        print(
            f"{n + 1} municipalities: {held.mean():.1%} held, last {held[-1].mean():.0%}",
            flush=True,
        )
    left = np.array([each[1] for each in found_of_all]).mean(axis=0)
    print(f"90 % intervals of {held.size} factors hold {held.mean():.1%} (expected 80-99 %)")
    for name, share, spread in zip(found_of_all[0][2], held.mean(axis=0), left, strict=True):
        print(f"{name:26s} {share:5.0%} held; {spread:4.0%} of the spread is left")
    sys.exit(not 0.80 <= held.mean() <= 0.99)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MUNICIPALITIES)
