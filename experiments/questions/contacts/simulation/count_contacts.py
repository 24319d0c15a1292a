"""How many contacts each group of a scheme has, counted in lives that are simulated anyhow."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.runs.estimators.blocks import Lives, lives_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.world.people import People, band_on, census_of
from borgerflow.sim.world.world import World

Ints = NDArray[np.int64]


def contacts_by_group(
    usual: World, alone: Sequence[World], *, replication: int, run: RunSettings, scheme: int
) -> Ints:
    """Return how many contacts of a scheme fall due in the horizon to each group, [group].

    Parameters
    ----------
    usual : World
        Where contacts are as they are before they become fewer, and time is no limit.
    alone : sequence of World
        One for each group: its last rule is for the group alone.
    """
    census = census_of(usual.peopling, run.seed, replication)
    people = census.people(np.arange(census.size))
    lives = lives_of(usual, people, run.engine)
    contacts = lives.contacts
    inside = (
        (contacts.scheme == scheme)
        & (usual.start_day <= contacts.due)
        & (contacts.due < usual.end_day)
    )
    citizen, due = contacts.citizen[inside], contacts.due[inside]
    elapsed = due - _spell_start(lives, citizen, due)
    return np.array(
        [int(_by_rule(world, scheme, people, citizen, due, elapsed).sum()) for world in alone]
    )


def _spell_start(lives: Lives, citizen: Ints, day: Ints) -> Ints:
    """Return the first day of the spell that each citizen is in on a day."""
    spells = lives.spells
    begun = np.searchsorted(spells.citizen * FAR + spells.start, citizen * FAR + day, side="right")
    return np.asarray(spells.start[begun - 1], dtype=np.int64)


def _by_rule(
    world: World, scheme: int, people: People, citizen: Ints, due: Ints, elapsed: Ints
) -> NDArray[np.bool_]:
    """Tell which contacts the last rule of a scheme is about."""
    tables = world.tables
    rule = int(tables.first_local[scheme + 1]) - 1
    cell = people.cell[citizen] + band_on(people.birthdays[citizen], due)
    starts = np.reshape(tables.bin_day, (tables.schemes, -1))[scheme]
    bin_ = np.searchsorted(starts, elapsed, side="right") - 1
    where = np.reshape(tables.local_where, (-1, tables.cells, tables.bins))[rule]
    within = (tables.local_since[rule] <= elapsed) & (elapsed < tables.local_to[rule])
    return np.asarray(within & (where[cell, bin_] != 0))
