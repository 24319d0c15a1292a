"""The tables where compiled functions find them by one pointer.

A named tuple of seventy arrays is handed to a compiled function as some five hundred numbers,
each of which is taken apart, carried along and compiled; a pointer to where they lie is one. The
fields keep their names, so the core cannot tell. Who calls an engine keeps the arrays alive.

A field that is an array is a `column` there: a pointer too, read by place, from 0 on alone. An
array of Numba's could be counted from its end as well, so that each reading would ask for its
length. Nothing of the tables changes while they are read, and the compiler is told so: what was
read once need not be read again.
"""

import operator
from typing import Any

import numpy as np
from numba import typeof, types
from numba.core import cgutils
from numba.core.imputils import lower_builtin
from numba.core.typing.templates import (
    AbstractTemplate,
    AttributeTemplate,
    infer_getattr,
    infer_global,
    signature,
)
from numba.extending import intrinsic, lower_getattr_generic, models, register_model

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


class ColumnType(types.Type):
    """The Numba type of a field that is an array, where compiled code reads it."""

    def __init__(self, dtype: Any) -> None:
        self.dtype = dtype
        super().__init__(f"TablesColumn({dtype})")


register_model(ColumnType)(models.PointerModel)


@infer_global(operator.getitem)
class ColumnItem(AbstractTemplate):
    """The type of ``column[place]``."""

    def generic(self, args: tuple[Any, ...], _: dict[str, Any]) -> Any:
        """Return the signature of a reading; None where it is of no column."""
        column, place = args
        if not (isinstance(column, ColumnType) and isinstance(place, types.Integer)):
            return None
        return signature(column.dtype, column, types.intp)


@lower_builtin(operator.getitem, ColumnType, types.Integer)
def read_item(_: Any, builder: Any, __: Any, arguments: Any) -> Any:
    """Return the code that reads a column at a place."""
    column, place = arguments
    return _unchanging(builder, builder.gep(column, [place], inbounds=True))


def _unchanging(builder: Any, place: Any) -> Any:
    """Return the code that reads what is the same at every reading."""
    value = builder.load(place)
    value.set_metadata("invariant.load", builder.module.add_metadata([]))
    return value


def _read_as(name: str) -> Any:
    """Return the Numba type of a field as compiled code reads it."""
    kind = field_type(name)
    return kind if kind == types.int64 else ColumnType(kind.dtype)


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
        super().__init__(manager, kind, [(name, _read_as(name)) for name in Tables._fields])


register_model(PointerType)(models.PointerModel)


@infer_getattr
class PointerAttributes(AttributeTemplate):
    """What ``tables.name`` is in compiled code."""

    key = PointerType

    def generic_resolve(self, _: PointerType, name: str) -> Any:
        """Return the type of a field, or None where there is none of that name."""
        return _read_as(name) if name in Tables._fields else None


@lower_getattr_generic(PointerType)
def read_field(_: Any, builder: Any, __: PointerType, pointer: Any, name: str) -> Any:
    """Return the code that reads a field."""
    place = Tables._fields.index(name)
    return _unchanging(builder, cgutils.gep_inbounds(builder, pointer, 0, place))


def content_of(tables: Tables) -> Ints:
    """Return the numbers that compiled code reads tables by, field after field.

    They lead to the arrays of the tables, and are good for as long as those are there.

    Raises
    ------
    TypeError
        If a field is of another type than compiled code takes it for.
    """
    fields = zip(Tables._fields, _DTYPES, tables, strict=True)
    numbers = [
        int(field) if dtype is None else _place_of(name, dtype, field)
        for name, dtype, field in fields
    ]
    return np.array(numbers, np.int64)


def _place_of(name: str, dtype: Any, field: Any) -> int:
    """Return where the items of an array lie."""
    # Asked hundreds of times a block of citizens: numba.typeof tells the same fifty times slower.
    if not (field.dtype == dtype and field.ndim == 1 and field.flags.carray):
        raise TypeError(
            f"tables.{name} is {typeof(field)}, and compiled code reads {field_type(name)}"
        )
    place: int = field.__array_interface__["data"][0]
    return place


@intrinsic
def tables_at(_: Any, content: Any) -> Any:
    """Return the tables that the numbers of `content_of` lead to, as a pointer."""

    def generated(context: Any, builder: Any, call: Any, arguments: Any) -> Any:
        numbers = context.make_array(call.args[0])(context, builder, arguments[0])
        return builder.bitcast(numbers.data, context.get_value_type(POINTER))

    return POINTER(content), generated
