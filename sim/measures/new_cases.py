"""How many new cases of a scheme there are in each year of a horizon."""

from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Counts, Floats, Ints
from borgerflow.sim.base.clock import first_day_of_year
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.world import World


class NewCases(NamedTuple):
    """Which new cases are counted: of a scheme, on their first day or (at the door) first paid."""

    scheme: str
    at_the_door: bool


def new_cases(
    spells: SpellArrays, world: World, cases: NewCases, weight: Floats | None = None
) -> Counts:
    """Return the new cases of a scheme in each year of the horizon, each citizen weighed.

    At the door a case is new on its first paid day, so that a stay which ends while others pay
    (the employer's period, say) is no case. A stay that touches an earlier one of the same
    citizen in the same scheme continues it.
    """
    here = np.flatnonzero(spells.scheme == world.scheme_names.index(cases.scheme))
    before = np.maximum(here - 1, 0)
    continues = (here > 0) & (spells.citizen[before] == spells.citizen[here])
    continues &= (spells.scheme[before] == spells.scheme[here]) & (
        spells.end[before] == spells.start[here]
    )
    begun = here[~continues]
    opened = spells.start[begun]
    if cases.at_the_door:
        opened = opened + waiting_days_of(spells.category[begun], world)
    inside = (opened < spells.end[begun]) & (opened < world.end_day)
    counted = None if weight is None else weight[spells.citizen[begun[inside]]]
    years = world.horizon_years
    borders = [max(first_day_of_year(year), world.start_day) for year in years]
    counts, _ = np.histogram(opened[inside], [*borders, world.end_day], weights=counted)
    return counts.astype(np.int64) if weight is None else counts


def waiting_days_of(category: Ints, world: World) -> Ints:
    """Return the days each spell waits before the municipality pays."""
    # A category of -1 (nothing is paid) reads the last place, which waits no day.
    waiting = np.append(np.asarray(world.tables.waiting_days), 0)
    return np.asarray(waiting[category], dtype=np.int64)
