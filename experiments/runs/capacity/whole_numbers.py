"""The best choice in whole numbers within what there is to give out: posts, or budgets."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

STANDARD_OUTPUT = 1  # its file descriptor


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
