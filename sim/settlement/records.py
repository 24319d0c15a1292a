"""The tables that travel to and from the kernel, as arrays of records."""

from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.settlement.rulebook import PAYERS, Records, Rules

# Spells, sorted by citizen and start.
SPELL = np.dtype(
    [
        ("citizen", np.int64),
        ("category", np.int64),
        ("start", np.int64),
        ("end", np.int64),
        ("share", np.float64),  # degree of benefit
        ("amount", np.float64),  # kroner a week instead of the rate, or NaN
        ("before", np.int64),  # weeks on the ladder before a citizen's first spell
        ("weight", np.float64),  # how much of the spell is booked: 1, or the chance of its life
    ]
)


# The trail of a walk: one row per piece.
PIECE = np.dtype(
    [
        ("start", np.int64),
        ("end", np.int64),
        ("spell", np.int64),
        ("category", np.int64),  # the one in force: that of the waiting days before its own
        ("effect", np.int64),
        ("counter", np.int64),
        ("supported", np.int64),  # whole weeks of self-support that weigh towards a reset
        ("weekly", np.float64),  # kroner a week, the degree of benefit included
        ("share", np.float64),  # municipal
        ("bidrag", np.float64),  # fleksbidrag, kroner a week
        ("kommune", np.float64),
        ("rest", np.float64),  # kroner of the payer of what the municipality does not pay
    ]
)


# The kroner of one citizen, period and scheme.
CELL = np.dtype(
    [
        ("citizen", np.int64),
        ("period", np.int64),
        ("scheme", np.int64),
        *((payer, np.float64) for payer in PAYERS),
    ]
)


class Trail(NamedTuple):
    """Where the pieces of a walk are written, if there is room."""

    piece: Records  # of PIECE
    length: Ints  # [1] rows so far


def no_trail() -> Trail:
    """Return a trail without room, in which nothing is written."""
    return Trail(np.empty(0, PIECE), np.zeros(1, np.int64))


class Ledger(NamedTuple):
    """What a settlement reads, and where it books: the argument of the kernel."""

    spells: Records  # of SPELL
    bounds: Ints  # [citizen + 1] first spell of each citizen and, last, the number of spells
    rules: Rules
    periods: Ints  # borders, a day before all days first and one that never comes last
    money: Floats  # [period, scheme, payer] kroner, added to, within the inner borders alone
    support: Ints  # room for the latest weeks of self-support
    trail: Trail
