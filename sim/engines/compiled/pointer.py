"""The tables in a box that compiled functions hand on as one pointer.

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

from borgerflow.sim.lives.tables import Tables

FLOATS = frozenset(
    (
        "rate",
        "group",
        "plain_sum",
        "frail_sum",
        "effect",
        "contacted",
        "contact_gain",
        "fading",
        "local_gain",
        "no_show_share",
        "sanction_share",
        "sanction_gain",
        "sanction_paid",
        "plain_gain",
        "frail_gain",
        "calendar",
        "mechanism_factor",
        "mechanism_reach",
        "door_share",
        "programme_rate",
        "programme_completion",
        "programme_reach",
        "programme_price",
        "programme_threat",
        "programme_hold",
        "programme_gain",
        "review_share",
        "paid_factor",
        "paid_reach",
        "outcome_share",
    )
)
NUMBERS = frozenset(name for name, kind in Tables.__annotations__.items() if kind is int)


def field_type(name: str) -> Any:
    """Return the Numba type of one field of the tables."""
    if name in NUMBERS:
        return types.int64
    return types.Array(types.float64 if name in FLOATS else types.int64, 1, "C")


class ContentType(types.Type):  # type: ignore[misc]
    """The Numba type of what lies in a box."""

    def __init__(self) -> None:
        super().__init__("TablesContent")


class BoxType(types.Type):  # type: ignore[misc]
    """The Numba type of boxed tables: a pointer to their content."""

    dtype = ContentType()

    def __init__(self) -> None:
        super().__init__("TablesBox")


BOX = BoxType()


@register_model(ContentType)
class ContentModel(models.StructModel):  # type: ignore[misc]
    """The fields one after the other."""

    def __init__(self, manager: Any, kind: ContentType) -> None:
        super().__init__(manager, kind, [(name, field_type(name)) for name in Tables._fields])


register_model(BoxType)(models.PointerModel)


@infer_getattr
class BoxAttributes(AttributeTemplate):  # type: ignore[misc]
    """What ``tables.name`` is in compiled code."""

    key = BoxType

    def generic_resolve(self, _: BoxType, name: str) -> Any:
        """Return the type of a field, or None where there is none of that name."""
        return field_type(name) if name in Tables._fields else None


@lower_getattr_generic(BoxType)  # type: ignore[untyped-decorator]
def read_field(context: Any, builder: Any, kind: BoxType, box: Any, name: str) -> Any:
    """Return the code that reads a field."""
    content = cgutils.create_struct_proxy(kind.dtype)(context, builder, ref=box)
    return impl_ret_borrowed(context, builder, field_type(name), getattr(content, name))


@intrinsic  # type: ignore[untyped-decorator]
def boxed(_: Any, tables: Any) -> Any:
    """Return the tables in a box, for as long as the calling function runs."""

    def built(context: Any, builder: Any, _: Any, arguments: Any) -> Any:
        content = cgutils.create_struct_proxy(BOX.dtype)(context, builder)
        for place, name in enumerate(Tables._fields):
            setattr(content, name, builder.extract_value(arguments[0], place))
        return content._getpointer()

    return BOX(tables), built
