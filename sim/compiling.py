"""Scalar rules and kernels compiled by Numba, kept on disk between runs.

Numba keeps compiled code by the file of each function alone; a kernel would go on using an
old rule that lies in another file. So the code is kept by a digest of all sources that are
compiled: change any of them, and all of it is compiled anew.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

_HOUSE = Path(__file__).parent
_COMPILED = ("clock.py", "chance.py", "lives", "measures.py", "law", "settlement", "engines")


@cache
def _kept_in() -> str:
    digest = hashlib.sha256(numba.__version__.encode())
    for path in _sources():
        digest.update(path.read_bytes())
    return str(_HOUSE / "__pycache__" / f"compiled-{digest.hexdigest()[:16]}")


def _sources() -> Iterator[Path]:
    for name in _COMPILED:
        room = _HOUSE / name
        yield from sorted(room.glob("*.py")) if room.is_dir() else [room]


def compiled(function: F) -> F:
    """Return a function that is compiled on first use, or read from an earlier run.

    Where the folder cannot be written, Numba falls back to the user's own.
    """
    usual = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = usual or _kept_in()
    try:
        return cast(F, numba.njit(cache=True, nogil=True)(function))
    finally:
        numba.config.CACHE_DIR = usual
