"""A condition that was found, in words: how near the stocks come by year, and what to type next."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.tables import aligned
from borgerflow.experiments.validation.conditions.search import ConditionSearch, Tightness, found
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import year_of
from borgerflow.sim.base.wording import Wording

WITHIN = 0.10  # of a year's stock: nearer than that, it counts as followed


class YearRow(NamedTuple):
    """The mean stock of a scheme in a year: observed, and simulated with the factors and without.

    Of the days of the year that were observed.
    """

    scheme: Wording
    year: int
    observed: float
    simulated: float
    usual: float

    @property
    def gap(self) -> float:
        """Return how far the stock simulated with the factors is off, as a share."""
        return self.simulated / self.observed - 1

    @property
    def usual_gap(self) -> float:
        """Return how far the stock simulated without factors is off, as a share."""
        return self.usual / self.observed - 1


@dataclass(frozen=True)
class Followed:
    """What was found, on draws that nothing was fitted to."""

    search: ConditionSearch
    tightness: Tightness
    rows: tuple[YearRow, ...]


def followed(search: ConditionSearch) -> Followed:
    """Return the factors, and how near stocks come with them and without on draws of their own."""
    tightness = found(search)
    usual = {name: np.zeros_like(x) for name, x in tightness.items()}
    stocks = [search.stocks(each, first=search.replications) for each in (tightness, usual)]
    return Followed(search, tightness, tuple(_rows(search, *stocks)))


def _rows(search: ConditionSearch, simulated: Floats, usual: Floats) -> Iterator[YearRow]:
    days = np.array(search.days)
    years, weights = np.array([year_of(day) for day in search.days[:-1]]), np.diff(days)
    for place, (scheme, observed) in enumerate(search.observed.stocks.items()):
        label = Wording(**search.world.law.schemes[scheme].label)
        for year in dict.fromkeys(years.tolist()):
            of_year = weights * (years == year)
            each = (observed, simulated[place], usual[place])
            yield YearRow(label, year, *(float(np.average(x, weights=of_year)) for x in each))


def followed_page(told: Followed, out: Path, lang: str) -> str:
    """Return what was found as people read it."""
    missed = [row for row in told.rows if abs(row.gap) > WITHIN]
    named = [f"{row.scheme.text(lang)} {row.year}" for row in missed]
    off = Wording("Mere end 10 pct. fra: ", "More than 10 % off: ") + (", ".join(named) + ".")
    near = Wording("Alle år er inden for 10 pct.", "Every year is within 10 %.")
    saved = Wording("Gemt: ", "Saved: ") + str(out)
    command = f"borgerflow run --municipality {told.search.world.municipality.name}"
    use = Wording("Brug den: ", "Use it: ") + f"{command} --conditions {out}"
    said = (off if missed else near, saved, use)
    return "\n".join([*aligned(year_table(told), lang), *(each.text(lang) for each in said)])


def year_table(told: Followed) -> Table:
    """Return each scheme and year: observed, simulated with the factors and as usual, the gap."""
    label = told.search.world.municipality.label
    columns = (
        Column("", "", "text", lambda row, lang: f"{row.scheme.text(lang)} {row.year}"),
        Column("observeret", "observed", "persons", lambda row, _: row.observed),
        Column("simuleret", "simulated", "persons", lambda row, _: row.simulated),
        Column("afvigelse", "off", "deviation", lambda row, _: row.gap),
        Column("uden faktorer", "without", "deviation", lambda row, _: row.usual_gap),
    )
    title = Wording(f"{label.da}, personer i gennemsnit", f"{label.en}, persons on average")
    return Table(title, columns, told.rows)
