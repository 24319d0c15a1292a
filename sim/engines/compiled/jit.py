"""Compiled twins of the functional core: the same functions, through Numba.

A rule is written once, as a plain Python function. Its twin is the same code with every
function it calls replaced by that function's own twin.
"""

import dis
import types
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from borgerflow.sim.base.compiling import compiled_without_arrays
from borgerflow.sim.engines import rows
from borgerflow.sim.engines.compiled import calendar as hall
from borgerflow.sim.engines.compiled import teams as queues
from borgerflow.sim.engines.compiled import tickets as waiting
from borgerflow.sim.lives import contacts as talks
from borgerflow.sim.lives import hazards, story

# Called for every stretch or spell with some twenty numbers each: part of their callers, these
# need not be handed over, and a life takes a quarter less time. All others stay apart, for
# the sake of the time it takes to compile them.
INLINED = (
    hazards.total_hazard,
    hazards.exit_hazard,
    hazards.stretch_end,
    hazards.own_exit,
    talks.foreseen,
    talks.with_exit,
    story.with_fate,
    rows.write_spell,
    rows.write_contact,
    # These are handed all that the hall holds.
    queues.live_today,
    queues.settle_down,
    waiting.ask,
    waiting.file,
    waiting.first_of,
    waiting.next_served,
    hall.put,
    hall.take,
    rows.has_room,
    hall.citizen_of,
    hall.kept,
    hall.keep,
)


@cache
def twin(function: Callable[..., Any]) -> Any:
    """Return the compiled twin of a module-level function of ours."""
    names = {**function.__globals__}
    for name in called_names(function):
        called = names.get(name)
        if isinstance(called, types.FunctionType) and called.__module__.startswith(
            "borgerflow.sim."
        ):
            names[name] = twin(called)
    copy = types.FunctionType(function.__code__, names, function.__name__, function.__defaults__)
    copy.__module__, copy.__qualname__ = function.__module__, function.__qualname__
    return compiled_without_arrays(copy, inlined=function in INLINED)


def called_names(function: Callable[..., Any]) -> Iterator[str]:
    """Yield the global names that a function's code reads."""
    for instruction in dis.get_instructions(function):
        if instruction.opname == "LOAD_GLOBAL":
            yield str(instruction.argval)
