"""Which category a scheme has for who comes straight from another, where none is written."""

from typing import Any

from borgerflow.sim.params.reading.faults import NO_CATEGORY, NO_SCHEME
from borgerflow.sim.params.reading.forms import Entry, Sheet, Text
from borgerflow.sim.params.reading.units import Grade


class Following(Entry):
    """The category by the scheme before, and why we believe it."""

    category: dict[str, Text]
    source: Text
    grade: Grade
    note: Text | None = None


def refuse_strange_following(
    sheet: Sheet[Any], name: str, following: Following | None, categories: dict[str, Any]
) -> None:
    """Refuse a scheme before that there is not, and a category that the scheme has not."""
    for before, category in following.category.items() if following else ():
        where = (name, "default_after", "category", before)
        sheet.refuse_unknown(where, before, sheet.content, NO_SCHEME)
        sheet.refuse_unknown(where, category, categories, NO_CATEGORY)
