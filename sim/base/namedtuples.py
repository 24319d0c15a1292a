"""Teaches Numba ``_replace`` of named tuples, so that a compiled rule reads as a plain one.

Numba reads the defaults of no named tuple either: a tuple built without one lacks the field.
"""

from inspect import Parameter, Signature
from typing import Any

from numba import types
from numba.core.imputils import lower_builtin
from numba.core.typing.templates import (
    AbstractTemplate,
    AttributeTemplate,
    infer_getattr,
    signature,
)

REPLACE = "namedtuple._replace"


class ReplaceTemplate(AbstractTemplate):
    """The type of a call: every field is an argument, and one not named is omitted."""

    key = REPLACE

    def generic(self, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Return the signature of a call, or None where some field is of no such name."""
        fields = self.this.fields
        if args or not set(named) <= set(fields):
            return None
        kinds = zip(fields, self.this.types, strict=True)
        given = (kind if name in named else types.Omitted(None) for name, kind in kinds)
        every = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=None) for name in fields]
        call = signature(self.this, *given, recvr=self.this)
        return call.replace(pysig=Signature(every))


@infer_getattr
class NamedTupleMethods(AttributeTemplate):
    """What Numba finds where it looks for a method of a named tuple."""

    key = types.BaseNamedTuple

    def resolve__replace(self, named_tuple: Any) -> Any:
        """Return the type of the method."""
        return types.BoundFunction(ReplaceTemplate, named_tuple)


@lower_builtin(REPLACE, types.BaseNamedTuple, types.VarArg(types.Any))
def replace_fields(_: Any, builder: Any, call: Any, arguments: Any) -> Any:
    """Return the code that puts the values given in their places."""
    changed, *values = arguments
    for place, (kind, value) in enumerate(zip(call.args[1:], values, strict=True)):
        if not isinstance(kind, types.Omitted):
            changed = builder.insert_value(changed, value, place)
    return changed
