"""The functional core, compiled: the same functions, through Numba.

A rule is written once, as a plain Python function. Compiled it is the same code, with every
function of ours that it calls replaced by that function compiled.
"""

import dis
import types
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from borgerflow.sim.base.compiling import compiled_without_arrays
from borgerflow.sim.engines import rows
from borgerflow.sim.engines.compiled import calendar, team_queues, tickets
from borgerflow.sim.lives import contacts, hazards

# Called for every stretch or spell with some twenty numbers each: part of their callers, these
# need not be handed over, and a life takes a quarter less time. All others stay apart, for
# the sake of the time it takes to compile them.
INLINED = (
    hazards.total_hazard,
    hazards.exit_hazard,
    hazards.stretch_end,
    hazards.own_exit,
    contacts.with_own_exit,
    rows.add_spell,
    rows.add_contact,
    # These are handed all that the office holds.
    team_queues.live_today,
    team_queues.schedule,
    tickets.ask,
    tickets.push_ticket,
    tickets.pop_ticket,
    tickets.next_in_line,
    calendar.add_to_day,
    calendar.take_from_day,
    rows.has_room,
    calendar.citizen_of,
    calendar.store_spell,
    calendar.stored_spell,
)


@cache
def jit(function: Callable[..., Any]) -> Any:
    """Return a module-level function of ours, compiled with all that it calls."""
    names = {**function.__globals__}
    for name in called_names(function):
        called = names.get(name)
        if isinstance(called, types.FunctionType) and called.__module__.startswith(
            "borgerflow.sim."
        ):
            names[name] = jit(called)
    copy = types.FunctionType(function.__code__, names, function.__name__, function.__defaults__)
    # Compiled code is kept under these names.
    copy.__module__, copy.__qualname__ = function.__module__, function.__qualname__
    return compiled_without_arrays(copy, inlined=function in INLINED)


def called_names(function: Callable[..., Any]) -> Iterator[str]:
    """Yield the global names that a function's code reads."""
    for instruction in dis.get_instructions(function):
        if instruction.opname == "LOAD_GLOBAL":
            yield str(instruction.argval)
