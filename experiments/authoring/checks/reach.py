"""Whom a mechanism can meet: citizens counted on one simulated day, and new ones in a year.

One replication of the municipality without any proposal is simulated; nothing is priced.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.authoring.remarks import Remark, Written
from borgerflow.experiments.findings.plain import LEFT_OUT
from borgerflow.sim.base.clock import date_of, days_of_weeks, first_day_of_year, iso_date, year_of
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.engines.simulate import live
from borgerflow.sim.params import Mechanism, Params, Proposal
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.cells import cells_where
from borgerflow.sim.world.municipality import find_municipality
from borgerflow.sim.world.people import People, band_on, census_of
from borgerflow.sim.world.world import World, load_world

YEAR_DAYS = 365
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Coverage:
    """The citizens a mechanism can meet: those there on the first day, and new ones in a year."""

    proposal: str
    mechanism: str
    day: str
    now: int
    new_a_year: int
    number: str = field(default="", metadata=LEFT_OUT)  # of the form
    label: Wording = field(default=Wording("", ""), metadata=LEFT_OUT)


@dataclass(frozen=True)
class Replication:
    """One replication of a municipality without proposals."""

    world: World
    people: People
    spells: SpellArrays


def replication_for(
    municipality: str, proposals: Sequence[Proposal], params: Params
) -> Replication:
    """Return one replication over the first year of each of these proposals.

    Raises
    ------
    InputError
        If the municipality is unknown, or one of them begins when no benefit has a rate.
    """
    first = min(year_of(proposal.start) for proposal in proposals)
    last = max(year_of(proposal.start) for proposal in proposals)
    stock = find_municipality(params, municipality).stock
    begins = first_day_of_year(first) if stock is None else max(first_day_of_year(first), stock.day)
    start, end = (iso_date(day) for day in (begins, first_day_of_year(last + 2)))
    world = load_world(municipality, start=start, end=end, params=params)
    census = census_of(world.peopling, 1, 0)
    people = census.people(np.arange(census.size))
    return Replication(world, people, live(world, people, "auto")[0])


def coverage_of(replication: Replication, proposal: Proposal, mechanism: Mechanism) -> Coverage:
    """Return how many citizens of its target a mechanism can meet, in its window of the spell."""
    names, spells, day = replication.world.scheme_names, replication.spells, proposal.start
    acts_in = mechanism.origins or (mechanism.scheme,)
    inside = np.isin(spells.scheme, [names.index(name) for name in acts_in])
    if mechanism.came_from:
        came_from = [names.index(name) for name in mechanism.came_from]
        inside &= np.isin(spells.came_from, came_from)
    since, until = (days_of_weeks(weeks) for weeks in mechanism.window_weeks)
    opens, closes = spells.start + since, np.minimum(spells.start + until, spells.end)
    targeted = cells_where(mechanism.target)
    here = inside & (opens <= day) & (closes > day)
    begun = inside & (opens >= day) & (opens < day + YEAR_DAYS) & (closes > opens)
    if mechanism.origins:
        to = names.index(mechanism.scheme)
        begun = (spells.scheme == to) & np.isin(
            spells.came_from, [names.index(name) for name in mechanism.origins]
        )
        begun &= (spells.start >= day) & (spells.start < day + YEAR_DAYS)
        opens = spells.start
    now = here & targeted[_cells(replication, np.full_like(opens, day))]
    new = begun & targeted[_cells(replication, opens)]
    shown = date_of(day).isoformat()
    called = Wording(mechanism.label.da, mechanism.label.en)
    counts = (int(now.sum()), int(new.sum()))
    return Coverage(
        proposal.id, mechanism.name, shown, *counts, number=proposal.form.number, label=called
    )


def empty_targets(one: Written, counts: Sequence[Coverage]) -> Iterator[Remark]:
    """Yield a warning for each mechanism that meets nobody."""
    for count in counts:
        if count.now == 0 and count.new_a_year == 0:
            loc = ("mechanisms", count.mechanism, "target")
            yield one.remark("empty_target", loc, mechanism=count.mechanism, day=count.day)


def _cells(replication: Replication, days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the cell of each spell's citizen on a day each."""
    citizen = replication.spells.citizen
    bands = band_on(replication.people.birthdays[citizen], days)
    return np.asarray(replication.people.cell[citizen] + bands, dtype=np.int64)
