"""How far stocks move from 2019 to 2022 in ordinary years, put in docs/calibration.md.

    python -m benchmarks.drift

Nothing is changed in these years but the law: the pension age rises by half a year each January.
Beside it stands what moves where the age of 2018 holds for all: what is left is no balance.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.reform import put_in
from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.tables import aligned
from borgerflow.experiments.validation.conditions.search import mean_stocks
from borgerflow.sim.base.clock import first_day_of_year
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params, load
from borgerflow.sim.world.world import World, load_world

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "calibration.md"
PLACE, SEED, REPLICATIONS = "herning", 2, range(40)
YEARS = (2019, 2022)
PENSION_AGE = "law.folkepension.pension_age_months"


class Drift(NamedTuple):
    """The mean stock of a scheme in the first and last year, and so at an unchanged pension age."""

    scheme: str
    first: float
    last: float
    first_unchanged: float
    last_unchanged: float

    @property
    def moved(self) -> float:
        """Return how far the stock moves, as a share of the first."""
        return self.last / self.first - 1

    @property
    def unchanged(self) -> float:
        """Return how far it moves where the pension age does not."""
        return self.last_unchanged / self.first_unchanged - 1


def at_one_pension_age(params: Params) -> Params:
    """Return what is held true with the first pension age that is known for all."""
    first = params.law.parameter(PENSION_AGE).values[0]
    return replace(params, law=params.law.patched({PENSION_AGE: {first.day: first.value}}))


def drifts(params: Params) -> Iterator[Drift]:
    """Yield what each scheme moves by."""
    worlds = [load_world(PLACE, params=each) for each in (params, at_one_pension_age(params))]
    schemes = tuple(worlds[0].municipality.stocks)
    usual, unchanged = (_stocks(world, schemes) for world in worlds)
    for scheme, now, then in zip(schemes, usual.tolist(), unchanged.tolist(), strict=True):
        yield Drift(scheme, now[0], now[-1], then[0], then[-1])


def _stocks(world: World, schemes: tuple[str, ...]) -> np.ndarray:
    """Return the mean stocks of the years, [scheme, year]."""
    days = [first_day_of_year(year) for year in range(YEARS[0], YEARS[1] + 2)]
    return mean_stocks(world, schemes, days, SEED, REPLICATIONS)


def table(params: Params) -> Table:
    """Return all schemes with what moves."""
    columns = (
        Column("", "", "text", lambda row, _: row.scheme),
        Column(f"{YEARS[0]}", f"{YEARS[0]}", "persons", lambda row, _: row.first),
        Column(f"{YEARS[1]}", f"{YEARS[1]}", "persons", lambda row, _: row.last),
        Column("bevægelse", "moved", "deviation", lambda row, _: row.moved),
        Column("ved én alder", "at one age", "deviation", lambda row, _: row.unchanged),
    )
    title = Wording("Personer i gennemsnit af året", f"Persons in {PLACE}, mean of the year")
    return Table(title, columns, list(drifts(params)))


if __name__ == "__main__":
    shown = "\n".join(aligned(table(load()), "en"))
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(put_in(text, "drift", f"```\n{shown}\n```"), encoding="utf-8")
    print(shown)
