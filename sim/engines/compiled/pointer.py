"""The tables where compiled functions find them by one pointer.

A named tuple of seventy arrays is handed to a compiled function as some five hundred numbers;
a pointer to where they lie is one. The fields keep their names, so the core cannot tell. Who
calls an engine keeps the arrays alive.
"""

from typing import Any

from numba import types
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

from borgerflow.sim.lives.tables import Numbers, Tables


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


@intrinsic
def pointer_to(_: Any, tables: Any) -> Any:
    """Return a pointer to the tables, good for as long as the calling function runs."""

    def generated(context: Any, builder: Any, _: Any, arguments: Any) -> Any:
        content = cgutils.create_struct_proxy(POINTER.dtype)(context, builder)
        for place, name in enumerate(Tables._fields):
            setattr(content, name, builder.extract_value(arguments[0], place))
        return content._getpointer()

    return POINTER(tables), generated
