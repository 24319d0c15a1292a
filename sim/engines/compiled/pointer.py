"""The tables where compiled functions find them by one pointer.

A named tuple of seventy arrays is handed to a compiled function as some five hundred numbers,
each of which is taken apart, carried along and compiled; a pointer to where they lie is one. The
fields keep their names, so the core cannot tell. Who calls an engine keeps the arrays alive.
"""

from typing import Any

import numpy as np
from numba import typeof, types
from numba.core import cgutils
from numba.core.imputils import impl_ret_borrowed
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    infer_getattr,
    intrinsic,
    lower_getattr_generic,
    models,
    register_model,
)

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.lives.tables import Numbers, Tables


def field_type(name: str) -> Any:
    """Return the Numba type of one field of the tables."""
    kind = Tables.__annotations__[name]
    if kind is int:
        return types.int64
    return types.Array(types.float64 if kind == Numbers else types.int64, 1, "C")


def _dtype(name: str) -> Any:
    """Return what an array of a field holds; None where the field is a number."""
    kind = field_type(name)
    return None if kind == types.int64 else np.dtype(str(kind.dtype))


_DTYPES = tuple(_dtype(name) for name in Tables._fields)


class ContentType(types.Type):
    """The Numba type of what a pointer leads to."""

    def __init__(self) -> None:
        super().__init__("TablesContent")


class PointerType(types.Type):
    """The Numba type of a pointer to tables."""

    dtype = ContentType()

    def __init__(self) -> None:
        super().__init__("TablesPointer")


POINTER = PointerType()


@register_model(ContentType)
class ContentModel(models.StructModel):
    """The fields one after the other."""

    def __init__(self, manager: Any, kind: ContentType) -> None:
        super().__init__(manager, kind, [(name, field_type(name)) for name in Tables._fields])


register_model(PointerType)(models.PointerModel)


@infer_getattr
class PointerAttributes(AttributeTemplate):
    """What ``tables.name`` is in compiled code."""

    key = PointerType

    def generic_resolve(self, _: PointerType, name: str) -> Any:
        """Return the type of a field, or None where there is none of that name."""
        return field_type(name) if name in Tables._fields else None


@lower_getattr_generic(PointerType)
def read_field(context: Any, builder: Any, kind: PointerType, pointer: Any, name: str) -> Any:
    """Return the code that reads a field."""
    content = cgutils.create_struct_proxy(kind.dtype)(context, builder, ref=pointer)
    return impl_ret_borrowed(context, builder, field_type(name), getattr(content, name))


def content_of(tables: Tables) -> Ints:
    """Return the numbers that compiled code reads tables by, field after field.

    They lead to the arrays of the tables, and are good for as long as those are there.

    Raises
    ------
    TypeError
        If a field is of another type than compiled code takes it for.
    """
    numbers: list[int] = []
    for name, dtype, field in zip(Tables._fields, _DTYPES, tables, strict=True):
        numbers += (int(field),) if dtype is None else _laid_out(name, dtype, field)
    return np.array(numbers, np.int64)


def _laid_out(name: str, dtype: Any, field: Any) -> tuple[int, ...]:
    """Return an array as Numba lays it out in memory.

    That is who owns it (nobody: compiled code gives nothing back), how many items, their size,
    where they lie, and the shape and the stride of its one axis.
    """
    # Asked hundreds of times a block of citizens: numba.typeof tells the same fifty times slower.
    if not (field.dtype == dtype and field.ndim == 1 and field.flags.carray):
        raise TypeError(
            f"tables.{name} is {typeof(field)}, and compiled code reads {field_type(name)}"
        )
    size, width = field.size, field.itemsize
    return 0, 0, size, width, field.__array_interface__["data"][0], size, width


@intrinsic
def tables_at(_: Any, content: Any) -> Any:
    """Return the tables that the numbers of `content_of` lead to, as a pointer."""

    def generated(context: Any, builder: Any, call: Any, arguments: Any) -> Any:
        numbers = context.make_array(call.args[0])(context, builder, arguments[0])
        return builder.bitcast(numbers.data, context.get_value_type(POINTER))

    return POINTER(content), generated
