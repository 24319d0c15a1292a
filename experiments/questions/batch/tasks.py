"""One unit of a study simulated and reduced: what runs inside a worker.

Histories are reduced to a few rows here and never leave the worker.
"""

import sys
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from borgerflow.experiments.questions.batch.plan import Unit, Work
from borgerflow.experiments.runs.estimators.pairs import run_beside
from borgerflow.experiments.runs.money import by_year, full_time, money_of
from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.measures.account import Account

BASELINE = -1  # the draw that stands for the world without proposals
BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024


class WorldRow(NamedTuple):
    """One world of one replication, reduced; kroner are those of the price year."""

    replication: int
    draw: int
    net: Floats  # [month, payer]
    ledger: Floats  # [year, payer, scheme + 1, kind]
    full_time: Floats  # [year, scheme]
    touched: Ints  # [year] citizens who live differently from the baseline


class UnitResult(NamedTuple):
    """The rows of a unit, the baseline first, and the most memory its worker ever held."""

    rows: list[WorldRow]
    peak_bytes: int | None


def simulate_unit(work: Work, unit: Unit) -> UnitResult:
    """Return the rows of a unit: its baseline simulated once, then every draw."""
    rows = list(_rows(work, unit))
    return UnitResult(rows, _peak_bytes())


def _peak_bytes() -> int | None:
    """Return the most memory that this process ever held; None where the system keeps no count."""
    try:
        import resource  # noqa: PLC0415  (Windows has none)
    except ImportError:
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_PER_UNIT


def _rows(work: Work, unit: Unit) -> Iterator[WorldRow]:
    baseline, replication = work.comparison.baseline, unit.replication
    worlds = [work.investment(draw) for draw in unit.draws]
    before, *changes = run_beside(baseline, worlds, replication, work.settings)
    yield _row(work, replication, BASELINE, before.account, before.touched)
    for draw, change in zip(unit.draws, changes, strict=True):
        yield _row(work, replication, draw, before.account + change.account, change.touched)


def _row(work: Work, replication: int, draw: int, account: Account, touched: Ints) -> WorldRow:
    axes = work.comparison.axes
    money = money_of([account], work.comparison.factors)
    return WorldRow(
        replication,
        draw,
        np.asarray(money[0].sum(axis=(2, 3))),
        np.asarray(by_year(money, axes)[0]),
        np.asarray(full_time([account], axes)[0]),
        touched,
    )
