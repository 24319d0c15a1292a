"""Who is usually on a scheme, by cell, as params have it: what factors of groups come to there."""

from collections.abc import Mapping

import numpy as np

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.params.model import LEVELS, Population, StockProfile
from borgerflow.sim.world.cells import YOUNG_BANDS, factor_of_cell, level_of_cell


def mean_factor(
    groups: Mapping[str, Mapping[str, float]], population: Population, profile: StockProfile
) -> float:
    """Return the mean over those on a scheme of the factors that an exit has by group."""
    return float(factor_of_cell(groups) @ cell_shares(population, profile))


def cell_shares(population: Population, profile: StockProfile) -> Floats:
    """Return the share of those on a scheme who are in each cell.

    Assumes
    -------
    Attributes do not hang together, but for education, which hangs on age.
    """
    insured = population.insured.value if profile.insured is None else float(profile.insured)
    by_attribute = {
        "sector": [population.sectors.shares[name] for name in LEVELS["sector"]],
        "insured": _two(insured),
        "provider": _two(population.provider.value),
        "household": _two(population.couple.value),
        "age": np.array(profile.ages) / sum(profile.ages),
    }
    shares = _educated(population, profile)
    for attribute, of_level in by_attribute.items():
        shares = shares * np.asarray(of_level)[level_of_cell(attribute)]
    return shares


def _two(share: float | None) -> tuple[float, float]:
    return 1 - (share or 0.0), share or 0.0


def _educated(population: Population, profile: StockProfile) -> Floats:
    by_band = np.array(population.educated.values())
    if profile.education is not None:
        by_band[:] = float(profile.education)
    if profile.young_are_educated:
        by_band[:YOUNG_BANDS] = 1.0
    share = by_band[level_of_cell("age")]
    return np.where(level_of_cell("education") == 1, share, 1 - share)
