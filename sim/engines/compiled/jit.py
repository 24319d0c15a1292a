"""The functional core, compiled: the same functions, through Numba.

A rule is written once, as a plain Python function. Compiled it is the same code, with every
function of ours that it calls replaced by that function compiled.
"""

import dis
import types
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from borgerflow.sim.base.compiling import compiled_part, compiled_without_arrays
from borgerflow.sim.lives import contact_days, deadlines, hazards, programmes, story

# All of a usual life is one piece of machine code: handing over a spell, some thirty numbers at
# each call, took half of its time. What only proposals and local rules bring, or few spells
# need, stays apart, for the sake of the time it takes to compile it wherever it is called.
APART = (
    story.exit_without_contacts,
    deadlines.revurdering_day,
    deadlines.day_after_years,
    deadlines.outcome_towards,
    hazards.mechanism_factor,
    programmes.programme_factor,
    programmes.stages_of,
    contact_days.is_in_force,
    contact_days.next_change,
    contact_days.local_day,
)


@cache
def jit(function: Callable[..., Any]) -> Any:
    """Return a module-level function of ours, compiled with all that it calls."""
    return compiled_without_arrays(with_parts(function))


@cache
def part(function: Callable[..., Any]) -> Any:
    """Return a function of ours as it is compiled for those that call it."""
    copy = with_parts(function)
    copy.__qualname__ += ".part"
    return compiled_part(copy, inlined=function not in APART)


def with_parts(function: Callable[..., Any]) -> types.FunctionType:
    """Return a copy of a function in which every function of ours that it calls is compiled."""
    names = {**function.__globals__}
    for name in called_names(function):
        called = names.get(name)
        if isinstance(called, types.FunctionType) and called.__module__.startswith(
            "borgerflow.sim."
        ):
            names[name] = part(called)
    copy = types.FunctionType(function.__code__, names, function.__name__, function.__defaults__)
    # Compiled code is kept under these names.
    copy.__module__, copy.__qualname__ = function.__module__, function.__qualname__
    return copy


def called_names(function: Callable[..., Any]) -> Iterator[str]:
    """Yield the global names that a function's code reads."""
    for instruction in dis.get_instructions(function):
        if instruction.opname == "LOAD_GLOBAL":
            yield str(instruction.argval)
