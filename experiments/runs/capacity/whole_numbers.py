"""The best choice in whole numbers within what there is to give out: posts, or budgets.

Amounts count to the oere, so that a choice either keeps a limit or does not.
"""

import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.errors import BorgerflowError
from borgerflow.sim.base.wording import Wording

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Row = tuple[Array, float, float]  # weights, least and largest weighted sum
STANDARD_OUTPUT = 1  # its file descriptor
OERE = 2  # decimals: a choice either keeps a limit or does not
THOUSAND = 1000  # the solver is given amounts of a size it is made for
PARTS = 100_000  # of the largest weight: what the solver can tell apart
ROUNDING = 1e-6  # of such a part
SOLVED, IMPOSSIBLE = 0, 2  # how scipy says so


def least_in_turn(wishes: Sequence[Array], rows: Sequence[Row], must: Mask) -> Mask | None:
    """Return the choice of least weight, of these that of least second weight, and so on.

    None if no choice keeps the rows. ``must`` are those that must be chosen.
    """
    kept = list(rows)
    chosen: Mask | None = None
    for weights in wishes:
        chosen = _least(weights, kept, must)
        if chosen is None:
            return None
        kept.append((weights, -np.inf, weighed(weights, chosen)))
    return chosen


def weighed(amounts: Array, chosen: Mask) -> float:
    """Return the sum of the amounts of a choice, to the oere."""
    return round(float(amounts[chosen].sum()), OERE)


def _least(weights: Array, rows: Sequence[Row], must: Mask) -> Mask | None:
    """Return the choice of least weight that keeps every row to the oere.

    The solver works in floating point and takes what nearly fits for what fits. It is given
    every row in coarse whole numbers that leave no true choice out, and a choice of its that
    does not hold is cut off.
    """
    kept = [coarse for row in rows for coarse in _coarse(row)]
    while True:
        chosen = _solved(weights, kept, must)
        if chosen is None or all(_holds(chosen, row) for row in rows):
            return chosen
        signs = np.where(chosen, -1.0, 1.0)
        kept.append((signs, 0.5 - chosen.sum(), np.inf))


def _coarse(row: Row) -> Iterator[Row]:
    """Yield a row in whole numbers, its bounds half-way between two: looser, never tighter."""
    weights, least, most = row
    unit = float(np.abs(weights).max()) / PARTS or 1.0
    if np.isfinite(most):
        yield np.floor(weights / unit), -np.inf, np.floor(most / unit + ROUNDING) + 0.5
    if np.isfinite(least):
        yield np.ceil(weights / unit), np.ceil(least / unit - ROUNDING) - 0.5, np.inf


def _solved(weights: Array, rows: Sequence[Row], must: Mask) -> Mask | None:
    from scipy.optimize import Bounds, LinearConstraint  # noqa: PLC0415  (slow)

    answer = solved_quietly(
        weights / THOUSAND,
        constraints=[LinearConstraint(sums, least, most) for sums, least, most in rows],
        bounds=Bounds(must.astype(float), np.ones(len(weights))),
    )
    if answer.status not in (SOLVED, IMPOSSIBLE):
        raise BorgerflowError(
            Wording(
                da=f"Det bedste valg blev ikke fundet: {answer.message}",
                en=f"The best choice was not found: {answer.message}",
            )
        )
    return None if answer.x is None else np.asarray(answer.x > 0.5)  # noqa: PLR2004  (0 or 1)


def _holds(chosen: Mask, row: Row) -> bool:
    weights, least, most = row
    return least <= weighed(weights, chosen) <= most


def solved_quietly(weights: NDArray[np.float64], **given: Any) -> Any:
    """Return what scipy's ``milp`` finds of least weight in whole numbers, to the last of them.

    The solver writes lines of its own past Python, whatever its options say: they are lost here,
    so that what a command writes is its answer alone.
    """
    from scipy.optimize import milp  # noqa: PLC0415  (slow to import)

    whole = np.ones(len(weights), dtype=np.int64)
    with _nothing_written():  # without the gap it stops within a ten-thousandth of the best
        return milp(weights, integrality=whole, options={"mip_rel_gap": 0.0}, **given)


@contextmanager
def _nothing_written() -> Iterator[None]:
    """Let compiled code write nothing to standard output, which may be closed."""
    sys.stdout.flush()
    try:
        kept = os.dup(STANDARD_OUTPUT)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, STANDARD_OUTPUT)
    try:
        yield
    finally:
        _c_library().fflush(None)  # else its lines wait for the standard output to be back
        os.dup2(kept, STANDARD_OUTPUT)
        os.close(kept)
        os.close(nowhere)


def _c_library() -> ctypes.CDLL:
    return ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None)
