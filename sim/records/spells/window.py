"""From which day a table of spells tells of everybody, where it leaves out what ended earlier."""

from typing import NamedTuple

from borgerflow.sim.records.spells.coded import CodedSpells

LONG = 365  # days: of spells that go on so long some others end, where any that ended are told
ENOUGH = 10  # spells that began long before the first end: by chance fewer


class ExtractWindow(NamedTuple):
    """The first day on which a spell ends, and how many spells began long before it."""

    first_end: int
    begun_long_before: int


def window_of(spells: CodedSpells) -> ExtractWindow | None:
    """Return from when a table tells of everybody; None where it shows no such day.

    An extract of a period holds spells that began years before, yet none that ended before it.
    """
    ends = spells.end[~spells.is_open]
    if not len(ends):
        return None
    first_end = int(ends.min())
    begun = int((spells.start < first_end - LONG).sum())
    return ExtractWindow(first_end, begun) if begun >= ENOUGH else None
