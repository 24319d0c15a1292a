"""One replication of a world alone: what runs inside a worker, where nothing is compared."""

from dataclasses import dataclass, replace

import numpy as np

from borgerflow.experiments.runs.accounts.granted import granted_earlier
from borgerflow.experiments.runs.estimators.blocks import (
    Lives,
    blocks_of,
    each_added,
    lives_of,
    results_of,
)
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.sim.base.arrays import Counts, Floats
from borgerflow.sim.base.sums import Summable
from borgerflow.sim.measures.account import Account, reckoner_of
from borgerflow.sim.measures.targets import persons_at
from borgerflow.sim.params.model import Target
from borgerflow.sim.world.people import census_of
from borgerflow.sim.world.world import World


@dataclass(frozen=True)
class RunTotals(Summable):
    """One account, and the simulated persons that each published figure is held against."""

    account: Account
    persons: Counts  # by target of the municipality
    earlier: Floats  # kroner of benefits that are booked apart (`granted_earlier`)


def run_world(world: World, *, replication: int, settings: RunSettings) -> RunTotals:
    """Return one replication of one world."""
    reckoner, targets = reckoner_of(world), targets_of(world)

    def reduce(lives: Lives) -> RunTotals:
        waiting, names = world.tables.waiting_days, world.scheme_names
        persons = [persons_at(target, lives.spells, names, waiting) for target in targets]
        account, earlier = reckoner.account(*lives), granted_earlier(lives.spells, world, reckoner)
        return RunTotals(account, np.array(persons, dtype=np.int64), earlier)

    def lived(citizens: Counts) -> tuple[RunTotals]:
        return (reduce(lives_of(world, census.people(citizens), settings.engine)),)

    census = census_of(world.peopling, settings.seed, replication)
    blocks = blocks_of([world], np.arange(census.size))
    total: RunTotals
    (total,) = each_added(results_of(lived, blocks, settings.threads))
    return replace(total, account=total.account + reckoner.invested())


def targets_of(world: World) -> tuple[Target, ...]:
    """Return the published figures of the municipality whose day is simulated."""
    days = range(world.run_in_day, world.end_day)
    return tuple(t for t in world.municipality.targets if t.day in days)
