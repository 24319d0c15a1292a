"""Compiled twins of the functional core: the same functions, through Numba.

A rule is written once, as a plain Python function. Its twin is the same code with every
function it calls replaced by that function's own twin.
"""

import dis
import types
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from sim.compiling import compiled


@cache
def twin(function: Callable[..., Any]) -> Any:
    """Return the compiled twin of a module-level function of ours."""
    names = {**function.__globals__}
    for name in called_names(function):
        called = names.get(name)
        if isinstance(called, types.FunctionType) and called.__module__.startswith("sim."):
            names[name] = twin(called)
    copy = types.FunctionType(function.__code__, names, function.__name__, function.__defaults__)
    copy.__module__, copy.__qualname__ = function.__module__, function.__qualname__
    return compiled(copy)


def called_names(function: Callable[..., Any]) -> Iterator[str]:
    """Yield the global names that a function's code reads."""
    for instruction in dis.get_instructions(function):
        if instruction.opname == "LOAD_GLOBAL":
            yield str(instruction.argval)
