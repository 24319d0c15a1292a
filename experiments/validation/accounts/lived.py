"""One replication of a year, reduced to what is paid by the settlement and what is so by hand."""

from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.runs.estimators.blocks import (
    Lives,
    blocks_of,
    each_added,
    lives_of,
    results_of,
)
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.validation.accounts.by_hand import sums_by_hand
from borgerflow.experiments.validation.accounts.rates import RatesByHand, rates_by_hand
from borgerflow.sim.base.arrays import Counts, Floats
from borgerflow.sim.base.sums import Summable
from borgerflow.sim.measures.account import Reckoner, reckoner_of
from borgerflow.sim.world.people import census_of
from borgerflow.sim.world.world import World


@dataclass(frozen=True)
class LivedYear(Summable):
    """What lives come to in a year."""

    money: Floats  # [payer, scheme, kind] kroner, as settled
    person_days: Counts  # [scheme] lived
    paid_days: Floats  # [scheme] paid, counted by hand
    gross: Floats  # [scheme] kroner, by hand
    municipal: Floats  # [scheme] kroner, by hand


def live_year(world: World, *, replication: int, settings: RunSettings) -> LivedYear:
    """Return one replication of a world whose horizon is a calendar year."""
    reckoner, rates = reckoner_of(world), rates_by_hand(world)
    census = census_of(world.peopling, settings.seed, replication)

    def lived(citizens: Counts) -> tuple[LivedYear]:
        return (
            year_of(lives_of(world, census.people(citizens), settings.engine), reckoner, rates),
        )

    blocks = blocks_of([world], np.arange(census.size))
    total: LivedYear
    (total,) = each_added(results_of(lived, blocks, settings.threads))
    return total


def year_of(lives: Lives, reckoner: Reckoner, rates: RatesByHand) -> LivedYear:
    """Return what lives come to, by the settlement and by hand."""
    account, by_hand = reckoner.account(*lives), sums_by_hand(lives.spells, rates)
    return LivedYear(
        money=account.money[:, :, :-1].sum(axis=0),
        person_days=account.person_days.sum(axis=0),
        paid_days=by_hand.days,
        gross=by_hand.gross,
        municipal=by_hand.municipal,
    )
