"""Machine code made before anything calls it: pieces that processes may make side by side."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import typeof, types

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.engines.compiled.calendar import Cohort
from borgerflow.sim.engines.compiled.jit import jit, part
from borgerflow.sim.engines.compiled.pointer import POINTER
from borgerflow.sim.engines.rows import Room, room_for
from borgerflow.sim.lives.tables import Table, Tables

_NOBODY = Cohort(np.zeros((0, 8), np.int64), np.zeros((0, 4), np.int64), np.zeros(0))
# What compiled code takes for what the functions say they take.
TYPES = {
    bool: types.boolean,
    int: types.int64,
    float: types.float64,
    Ints: types.int64[::1],
    Table: types.int64[::1],
    Floats: types.float64[::1],
    Tables: POINTER,
    Room: typeof(room_for(0)),
    Cohort: typeof(_NOBODY),
}


def compile_part(function: Callable[..., Any]) -> None:
    """Have a function that is compiled apart for its callers compiled and kept."""
    part(function).compile(signature_of(function))


def compile_whole(function: Callable[..., Any]) -> None:
    """Have a function that Python calls compiled and kept."""
    jit(function).compile(signature_of(function))


def signature_of(function: Callable[..., Any]) -> tuple[Any, ...]:
    """Return the types that compiled code takes for a function's arguments."""
    given = inspect.signature(function).parameters.values()
    return tuple(type_of(argument.annotation) for argument in given)


def type_of(kind: Any) -> Any:
    """Return the type that compiled code takes for a kind of argument; named tuples by field."""
    if kind in TYPES:
        return TYPES[kind]
    fields = [type_of(field) for field in kind.__annotations__.values()]
    return types.BaseTuple.from_types(fields, kind)
