"""Do the factors come back? 90 % intervals over 50 made-up municipalities of known factors.

Run as ``python -m benchmarks.calibration [municipalities]``. Each is the model municipality of
10,000 with factors drawn from their ranges. Its stocks are those of one replication, so that chance
moves them as it would, off by 2 % more; four figures of elsewhere (ended within half a year,
pension after ressourceforloeb, survival, mean length) are means of eight replications, off by their
precision and by what places differ. It is calibrated as `borgerflow calibrate` does, with eight
replications of 10,000 in the place of two million residents, so that fifty take ten minutes.
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
from borgerflow.experiments.validation.calibration.published.kinds import STOCK
from borgerflow.experiments.validation.calibration.published.rows import targets_asked
from borgerflow.experiments.validation.calibration.published.targets import (
    RANGE_SDS,
    PublishedTarget,
)
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
CITIZENS = 80_000
FIGURES = "C061,C162,C309,C387"
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
        for target in targets_asked(home, [FIGURES], params)
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
        _told(target, one if target.is_own else many, n, chance)
        for n, target in enumerate(draws.targets)
    ]
    return replace(search, draws=replace(search.draws, targets=tuple(targets)))


def _told(
    target: PublishedTarget, simulated: SimulatedFigures, n: int, chance: np.random.Generator
) -> PublishedTarget:
    """Return a target with a figure as far off as its precision says, and that precision.

    What is simulated of few replications is less sure than what a country counts.
    """
    spread, scaled = target.spread, float(simulated.scaled[n])
    places = PLACES_DIFFER if target.is_of_elsewhere else 0.0
    value = scaled + chance.normal(0, np.hypot(spread, places))
    few = 0.0 if target.is_own else float(simulated.error[n])
    half = np.sqrt(spread**2 + few) * RANGE_SDS / 2
    low, high = (target.unscaled(value + side * half) for side in (-1, 1))
    return replace(target, value=target.unscaled(value), low=low, high=high)


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
