"""What adds up field by field: accounts of different people, and the change in one of the same."""

import operator
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, Self

SAME = {"same": True}  # the metadata of a field that does not add up: it is the same in all


@dataclass(frozen=True)
class Summable:
    """A record whose fields add up one by one."""

    def __add__(self, other: Self) -> Self:
        """Return the sum of both."""
        return self._with(other, operator.add)

    def __sub__(self, other: Self) -> Self:
        """Return by how much this one is larger."""
        return self._with(other, operator.sub)

    def _with(self, other: Self, combined: Callable[[Any, Any], Any]) -> Self:
        names = [field.name for field in fields(self) if field.metadata != SAME]
        return replace(self, **{n: combined(getattr(self, n), getattr(other, n)) for n in names})
