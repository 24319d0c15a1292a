"""The tables where compiled functions find them by one pointer.

A named tuple of seventy arrays is handed to a compiled function as some five hundred numbers,
each of which is taken apart, carried along and compiled; a pointer to where they lie is one. The
fields keep their names, so the core cannot tell. Who calls an engine keeps the arrays alive.
"""

from functools import cache
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


@cache
def field_type(name: str) -> Any:
    """Return the Numba type of one field of the tables."""
    kind = Tables.__annotations__[name]
    if kind is int:
        return types.int64
    return types.Array(types.float64 if kind == Numbers else types.int64, 1, "C")


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
    numbers = [_laid_out(name, field) for name, field in zip(Tables._fields, tables, strict=True)]
    return np.array([number for field in numbers for number in field], np.int64)


@cache
def _item_type(name: str) -> np.dtype[Any] | None:
    """Return the type of the items of a field that is an array, or None where it is a number."""
    kind = field_type(name)
    return None if kind == types.int64 else np.dtype(kind.dtype.name)


def _laid_out(name: str, field: Any) -> tuple[int, ...]:
    """Return one field as Numba lays it out in memory.

    Of an array: who owns it (nobody: compiled code gives nothing back), how many items, their
    size, where they lie, and the shape and the stride of its one axis.
    """
    items = _item_type(name)
    if items is None:
        return (int(field),)
    if not _is_flat(field, items):
        raise TypeError(
            f"tables.{name} is {typeof(field)}, and compiled code reads {field_type(name)}"
        )
    size, width, (at, _) = field.size, field.itemsize, field.__array_interface__["data"]
    return 0, 0, size, width, at, size, width


def _is_flat(field: Any, items: np.dtype[Any]) -> bool:
    """Tell whether a field is what its Numba type says, without asking Numba, which is slow."""
    is_array = isinstance(field, np.ndarray) and field.ndim == 1 and field.dtype == items
    return is_array and field.flags.carray


@intrinsic
def tables_at(_: Any, content: Any) -> Any:
    """Return the tables that the numbers of `content_of` lead to, as a pointer."""

    def generated(context: Any, builder: Any, call: Any, arguments: Any) -> Any:
        numbers = context.make_array(call.args[0])(context, builder, arguments[0])
        return builder.bitcast(numbers.data, context.get_value_type(POINTER))

    return POINTER(content), generated
