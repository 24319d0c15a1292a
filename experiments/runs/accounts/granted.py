"""Benefits that were granted before a day, and are therefore booked on a function of their own."""

import numpy as np

from borgerflow.experiments.runs.estimators.blocks import NO_CONTACTS
from borgerflow.sim.base.arrays import Flags, Floats
from borgerflow.sim.measures.account import BENEFIT, KINDS, Reckoner
from borgerflow.sim.params.law.accounts import ChartOfAccounts
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.settlement.rulebook import PAYERS
from borgerflow.sim.world.world import World

Granted = tuple[str, str]  # a scheme, and the end of the name of a category


def booked_apart(chart: ChartOfAccounts) -> tuple[Granted, ...]:
    """Return which benefits granted earlier are booked apart: by scheme, and by when."""
    benefit = KINDS[BENEFIT]
    return tuple(
        (scheme, when) for kind, scheme, when in chart.postings if kind == benefit and when
    )


def granted_earlier(spells: SpellArrays, world: World, reckoner: Reckoner) -> Floats:
    """Return the kroner of benefits that are booked apart, [`booked_apart`, month, payer].

    Assumes
    -------
    What was granted earlier is shared by a fixed part, so that its price hangs on no other spell.
    """
    apart = booked_apart(world.law.accounts)
    kroner = np.zeros((len(apart), len(reckoner.months), len(PAYERS)))
    for place, granted in enumerate(apart):
        mine = _granted(spells, world.paid_categories, granted)
        if mine.any():
            money = reckoner.account(spells.of(mine), NO_CONTACTS).money
            kroner[place] = money[:, :, world.scheme_names.index(granted[0]), BENEFIT]
    return kroner


def _granted(spells: SpellArrays, categories: tuple[str, ...], granted: Granted) -> Flags:
    """Tell which spells are of a scheme and were granted then."""
    scheme, when = granted
    named = [name.startswith(f"{scheme}.") and name.endswith(when) for name in categories]
    return np.append(named, False)[spells.category]  # the last: of no category
