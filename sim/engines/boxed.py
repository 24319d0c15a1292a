"""The tables in a box that compiled functions hand on as one pointer.

A named tuple of sixty arrays is handed to a compiled function as some four hundred numbers;
a struct reference is handed on as one. The fields keep their names, so the core cannot tell.
"""

from functools import cache
from typing import Any

import numba
from numba import types
from numba.experimental import structref

from sim.lives.tables import Tables


@structref.register
class TablesType(types.StructRef):  # type: ignore[misc]
    """The Numba type of boxed tables."""


@cache
def with_boxed_tables(kernel: Any, of_types: tuple[Any, ...]) -> Any:
    """Return a compiled kernel that takes plain tables first and hands them on boxed."""
    box = boxer(of_types)

    def run(tables, *arguments):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202
        return kernel(box(tables), *arguments)

    return numba.njit(run, nogil=True)


def boxer(of_types: tuple[Any, ...]) -> Any:
    """Return the compiled function that boxes tables whose fields have these types."""
    boxed = TablesType(list(zip(Tables._fields, of_types, strict=True)))
    fill = "\n".join(f"    box.{name} = tables.{name}" for name in Tables._fields)
    names: dict[str, Any] = {"new": structref.new, "boxed": boxed}
    exec(f"def box(tables):\n    box = new(boxed)\n{fill}\n    return box\n", names)
    return numba.njit(names["box"])


def types_of(tables: Tables) -> tuple[Any, ...]:
    """Return the Numba types of the fields of tables."""
    return tuple(numba.typeof(value) for value in tables)
