"""Whom a mechanism can meet: citizens counted on one simulated day, and new ones in a year.

One replication of the municipality without any proposal is simulated; nothing is priced.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.authoring.remarks import Remark, Written
from borgerflow.experiments.findings.plain import LEFT_OUT
from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.clock import date_of, days_of_weeks, first_day_of_year, iso_date, year_of
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.engines.simulate import live
from borgerflow.sim.measures.new_cases import waiting_days_of
from borgerflow.sim.params import Mechanism, Params, Proposal
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.cells import cells_where
from borgerflow.sim.world.municipality import find_municipality
from borgerflow.sim.world.people import People, band_on, census_of
from borgerflow.sim.world.world import World, load_world

YEAR_DAYS = 365


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
    """Return how many citizens of its target a mechanism can meet, in its window of the spell.

    At the door a case is new on its first paid day, as a comparison counts it.
    """
    spells, day = replication.spells, proposal.start
    here, opens, closes = _stays_met(replication, mechanism)
    now = here & (opens <= day) & (closes > day)
    new = here & (closes > opens)
    if mechanism.origins:
        new, opens = _new_cases(replication, mechanism), spells.start
    new = new & (opens >= day) & (opens < day + YEAR_DAYS)
    targeted = cells_where(mechanism.target)
    now = now & targeted[_cells(replication, np.full_like(opens, day))]
    new = new & targeted[_cells(replication, opens)]
    shown = date_of(day).isoformat()
    called = Wording(mechanism.label.da, mechanism.label.en)
    counts = (int(now.sum()), int(new.sum()))
    return Coverage(
        proposal.id, mechanism.name, shown, *counts, number=proposal.form.number, label=called
    )


def _stays_met(replication: Replication, mechanism: Mechanism) -> tuple[Flags, Ints, Ints]:
    """Return the stays that a mechanism acts on, with the days its window opens and closes."""
    names, spells = replication.world.scheme_names, replication.spells
    acts_in = mechanism.origins or (mechanism.scheme,)
    inside = np.isin(spells.scheme, [names.index(name) for name in acts_in])
    if mechanism.came_from:
        came_from = [names.index(name) for name in mechanism.came_from]
        inside &= np.isin(spells.came_from, came_from)
    since, until = (days_of_weeks(weeks) for weeks in mechanism.window_weeks)
    closes = np.minimum(spells.start + until, spells.end)
    if mechanism.at == "door":
        return inside, spells.start + waiting_days_of(spells.category, replication.world), closes
    return inside, spells.start + since, closes


def _new_cases(replication: Replication, mechanism: Mechanism) -> Flags:
    """Return the stays that came to the scheme of a mechanism from where it avoids them."""
    names, spells = replication.world.scheme_names, replication.spells
    origins = [names.index(name) for name in mechanism.origins]
    is_there = spells.scheme == names.index(mechanism.scheme)
    return np.asarray(is_there & np.isin(spells.came_from, origins))


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
