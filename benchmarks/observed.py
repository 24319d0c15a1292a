"""How far simulated stocks of 2019-2022 are from observed ones, in ordinary years and as observed.

    python -m benchmarks.observed

The stocks of dagpenge and of the jobparate are followed, so that they come near says that the
factors do what they should. Help in all was not followed: what of it comes near is a hit.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from benchmarks.measuring import best_of
from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.tables import aligned
from borgerflow.experiments.validation.conditions.figures import observed_in
from borgerflow.experiments.validation.conditions.search import FOLLOWED, mean_stocks
from borgerflow.experiments.validation.municipality.figures import ALL_HELP, GROUPS
from borgerflow.sim.base.clock import first_day_of_year
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.engines.simulate import simulate
from borgerflow.sim.params import Params, load
from borgerflow.sim.world.world import load_world

OBSERVED, SEED, REPLICATIONS = "observed", 2, range(8)
YEARS = range(2019, 2023)
DAYS = [first_day_of_year(year) for year in (*YEARS, YEARS.stop)]
# Full-time persons on all help in 2022, mean of months: calibration C348, C353, C358.
HELP_2022 = {"herning": 1448.6, "hedensted": 537.5, "vesthimmerland": 545.2}
ROUNDS = 12
PLACES = (*HELP_2022, "modelkommune")


class StockOfYear(NamedTuple):
    """The mean stock of schemes in a year: observed, simulated as usual and as observed."""

    place: str
    schemes: str
    year: int
    observed: float
    usual: float
    followed: float


def rows_of(place: str, params: Params) -> Iterator[StockOfYear]:
    """Yield the stocks of a municipality by year that figures were published of."""
    worlds = [load_world(place, params=each) for each in (params, params.amid([OBSERVED]))]
    known, names = _observed(place, params), [*FOLLOWED, *GROUPS[ALL_HELP]]
    usual, followed = (
        dict(zip(names, mean_stocks(world, names, DAYS, SEED, REPLICATIONS), strict=True))
        for world in worlds
    )
    for (group, year), persons in known.items():
        schemes, at = GROUPS.get(group, (group,)), YEARS.index(year)
        numbers = (float(sum(each[name][at] for name in schemes)) for each in (usual, followed))
        yield StockOfYear(place, group, year, persons, *numbers)


def _observed(place: str, params: Params) -> dict[tuple[str, int], float]:
    """Return the observed stocks of a municipality, by group of schemes and year."""
    file = params.conditions_folder / OBSERVED / "figures.csv"
    observed = observed_in(file, place, FOLLOWED)
    starts, lengths = np.array(observed.days[:-1]), np.diff(observed.days)
    found = {}
    for scheme, persons in observed.stocks.items():
        for year, first, after in zip(YEARS, DAYS[:-1], DAYS[1:], strict=True):
            weights = lengths * ((starts >= first) & (starts < after))
            found[scheme, year] = float(np.average(persons, weights=weights))
    if place in HELP_2022:
        found[ALL_HELP, YEARS[-1]] = HELP_2022[place]
    return found


def table(params: Params) -> Table:
    """Return all stocks with what is simulated of them, in ordinary years and as observed."""
    rows = [row for place in PLACES for row in rows_of(place, params)]
    columns = (
        Column("", "", "text", lambda row, _: f"{row.place} {row.schemes} {row.year}"),
        Column("observeret", "observed", "persons", lambda row, _: row.observed),
        Column("almindelige år", "as usual", "persons", lambda row, _: row.usual),
        Column("afvigelse", "off", "deviation", lambda row, _: row.usual / row.observed - 1),
        Column("som observeret", "followed", "persons", lambda row, _: row.followed),
        Column("afvigelse", "off", "deviation", lambda row, _: row.followed / row.observed - 1),
    )
    title = Wording("Personer i gennemsnit af året", "Persons, mean of the year")
    return Table(title, columns, rows)


def cost(params: Params) -> str:
    """Return what lives under conditions take of CPU beside those of ordinary years."""
    worlds = [load_world("herning", params=each) for each in (params, params.amid([OBSERVED]))]
    usual, followed = (best_of(partial(simulate, world, SEED), ROUNDS) for world in worlds)
    return f"CPU s a world of herning: {usual:.3f} as usual, {followed:.3f} followed"


if __name__ == "__main__":
    print("\n".join(aligned(table(load()), "en")))
    print(cost(load()))
