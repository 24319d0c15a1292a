"""One replication with proposals and without, reduced to an account and the days not yet paid."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from borgerflow.experiments.runs.estimators.blocks import (
    Lives,
    changed_places,
    lives_of,
    reached_through,
)
from borgerflow.experiments.runs.estimators.lotteries import Counterfactual, difference_between
from borgerflow.experiments.runs.estimators.pairs import RunSettings, paired_run
from borgerflow.sim.base.arrays import Counts, Ints
from borgerflow.sim.base.sums import Summable
from borgerflow.sim.measures.account import Account, Reckoner, reckoner_of
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.people import People
from borgerflow.sim.world.world import World


@dataclass(frozen=True)
class LivedMonths(Summable):
    """What lives come to by month, without what proposals cost.

    ``waiting`` are days [month, scheme] in a scheme before the municipality pays: the employer's
    period of sygedagpenge, which no published figure counts.
    """

    account: Account
    waiting: Counts


def live_both(
    baseline: World, investment: World | None = None, *, replication: int, settings: RunSettings
) -> tuple[LivedMonths, ...]:
    """Return one replication of the baseline and, if there is one, of the investment world."""
    reckoner = reckoner_of(baseline)
    usual = reduced_by(baseline, reckoner)
    others = [] if investment is None else [_beside(baseline, investment, reckoner)]
    before, *changes = paired_run(
        baseline,
        others,
        simulate=lives_of,
        reduce=lambda lives, _: usual(lives),
        replication=replication,
        settings=settings,
    )
    return (before, *(before + change for change in changes))


def reduced_by(world: World, reckoner: Reckoner) -> Callable[[Lives], LivedMonths]:
    """Return what reduces the lives of a world."""
    waits = world.tables.waiting_days

    def reduce(lives: Lives) -> LivedMonths:
        waiting = waiting_by_month(lives.spells, waits, reckoner.borders, len(world.scheme_names))
        return LivedMonths(reckoner.account(*lives), waiting)

    return reduce


def _beside(
    baseline: World, investment: World, reckoner: Reckoner
) -> Counterfactual[Lives, LivedMonths]:
    """Return the investment world beside the baseline; another law prices every life anew."""
    same_law = investment.law_changes == baseline.law_changes
    usual = reduced_by(baseline, reckoner)
    other = reduced_by(investment, reckoner if same_law else reckoner_of(investment))

    def subtract(before: Lives, after: Lives, people: People) -> LivedMonths:
        size = len(people.key)
        if same_law:
            changed = changed_places(before, after, size)
            before, after = before.of(changed, size), after.of(changed, size)
        return other(after) - usual(before)

    difference = difference_between(baseline, investment)
    return Counterfactual(investment, partial(reached_through, difference), subtract)


def waiting_by_month(spells: SpellArrays, waits: Ints, borders: Ints, schemes: int) -> Counts:
    """Return the days of spells before the municipality pays, [month, scheme]."""
    wait = np.where(spells.category >= 0, waits[spells.category], 0)
    waiting = np.flatnonzero(wait)
    scheme, start = spells.scheme[waiting], spells.start[waiting]
    end = np.minimum(start + wait[waiting], spells.end[waiting])
    upto = [
        np.bincount(scheme, np.clip(np.minimum(end, day) - start, 0, None), schemes)
        for day in borders
    ]
    return np.diff(np.rint(upto).astype(np.int64), axis=0)
