"""One unit of a study lived and reduced: what runs inside a worker.

Histories are reduced to a few rows here and never leave the worker.
"""

import resource
import sys
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.questions.batch.plan import Unit, Work
from borgerflow.experiments.runs.money import by_year, full_time, money_of
from borgerflow.experiments.runs.pairs import RunSettings, run_beside
from borgerflow.sim.measures.account import Account

BASELINE = -1  # the draw that stands for the world without proposals
BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Row(NamedTuple):
    """One world of one replication, reduced; kroner are those of the price year."""

    replication: int
    draw: int
    net: Floats  # [month, payer]
    ledger: Floats  # [year, payer, scheme + 1, kind]
    full_time: Floats  # [year, scheme]
    touched: Ints  # [year] citizens who live differently from the baseline

    @property
    def numbers(self) -> tuple[Floats, Floats, Floats, Ints]:
        """Return the arrays of the row."""
        return self.net, self.ledger, self.full_time, self.touched


class Lived(NamedTuple):
    """The rows of a unit, the baseline first, and the most memory the worker ever held."""

    rows: list[Row]
    peak_bytes: int


def live(work: Work, unit: Unit) -> Lived:
    """Return the rows of a unit: its baseline lived once, then every draw."""
    rows = list(_rows(work, unit))
    return Lived(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_PER_UNIT)


def _rows(work: Work, unit: Unit) -> Iterator[Row]:
    comparison = work.comparison
    worlds = [work.investment(draw) for draw in unit.draws]
    settings = RunSettings(work.seed, work.engine)
    before, *changes = run_beside(comparison.baseline, worlds, unit.replication, settings)
    yield _row(work, unit.replication, BASELINE, before.account, before.touched)
    for draw, change in zip(unit.draws, changes, strict=True):
        account = before.account + change.account
        yield _row(work, unit.replication, draw, account, change.touched)


def _row(work: Work, replication: int, draw: int, account: Account, touched: Ints) -> Row:
    money = money_of([account], work.comparison.factors)
    axes = work.comparison.axes
    return Row(
        replication,
        draw,
        np.asarray(money[0].sum(axis=(2, 3))),
        np.asarray(by_year(money, axes)[0]),
        np.asarray(full_time([account], axes)[0]),
        touched,
    )
