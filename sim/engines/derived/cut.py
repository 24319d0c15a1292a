"""Spells cut where the share that is paid changes: before a stretch of days, within and after."""

from typing import Any, NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.records.history import SpellArrays

STARTS, ENDS, BEGINS = range(3)  # where days fall together the last counts


class SpellParts(NamedTuple):
    """Parts of spells: what a spell is, and the day on which its stay began and its number."""

    spells: SpellArrays
    began: Ints
    ordinal: Ints

    def of(self, places: Any) -> "SpellParts":
        """Return the parts in some places."""
        return SpellParts(self.spells.of(places), self.began[places], self.ordinal[places])


class Stretches(NamedTuple):
    """Days on which parts of spells are paid another share; those of one part do not overlap.

    ``place`` is that of the part; the days lie within it, ``after`` is the first past them.
    """

    place: Ints
    first: Ints
    after: Ints
    factor: Floats


def cut(parts: SpellParts, stretches: Stretches) -> SpellParts:
    """Return parts of spells in their order, cut where a stretch begins or ends.

    Within a stretch the share is multiplied by its factor; all else stays.
    """
    spells, hit = parts.spells, np.zeros(len(parts.began), dtype=np.bool_)
    hit[stretches.place] = True
    place, start, factor = _cuts(spells, np.flatnonzero(hit), stretches)
    number = np.ones(len(hit), dtype=np.int64)
    number[hit] = np.bincount(place, minlength=len(hit))[hit]
    whole = np.repeat(np.arange(len(hit)), number)
    result, here = parts.of(whole), hit[whole]
    result.spells.start[here] = start
    result.spells.share[here] *= factor
    goes_on = np.append(whole[1:] == whole[:-1], False)[: len(whole)]
    end = np.where(goes_on, np.append(result.spells.start[1:], 0)[: len(whole)], result.spells.end)
    return result._replace(
        spells=result.spells._replace(end=end, open=result.spells.open & ~goes_on)
    )


def _cuts(spells: SpellArrays, hit: Ints, stretches: Stretches) -> tuple[Ints, Ints, Floats]:
    """Return the days on which parts of the spells that are hit start, by spell and day.

    With each its spell and the factor from then on.
    """
    place = np.concatenate([hit, stretches.place, stretches.place])
    day = np.concatenate([spells.start[hit], stretches.after, stretches.first])
    one, many = np.ones(len(hit)), np.ones(len(stretches.place))
    factor = np.concatenate([one, many, stretches.factor])
    kind = np.repeat([STARTS, ENDS, BEGINS], [len(hit), len(many), len(many)])
    order = np.lexsort((kind, day, place))
    place, day, factor = place[order], day[order], factor[order]
    counts = np.append((place[1:] != place[:-1]) | (day[1:] != day[:-1]), True)[: len(place)]
    counts &= day < spells.end[place]
    return place[counts], day[counts], factor[counts]
