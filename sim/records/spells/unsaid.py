"""What an empty cell of a spell is read as, from what the citizen had until that day."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.params.law.schemes import Scheme
from borgerflow.sim.records.spells.granted import Had

NONE = -1


class Unsaid(NamedTuple):
    """Which cells of each spell were left empty, and its category before others were looked at."""

    category: Flags
    share: Flags
    as_written: Ints  # the usual category of the scheme where none was written

    def of(self, rows: Ints) -> "Unsaid":
        """Return some of the rows."""
        return Unsaid._make(column[rows] for column in self)


def unsaid_in(frame: pd.DataFrame, category: Ints) -> Unsaid:
    """Return which cells of a table were left empty: all of a column that it has not."""
    return Unsaid(_is_empty(frame, "category"), _is_empty(frame, "share"), category)


def _is_empty(frame: pd.DataFrame, name: str) -> Flags:
    if name not in frame:
        return np.ones(len(frame), dtype=np.bool_)
    return (frame[name].isna() | frame[name].eq("")).to_numpy(dtype=np.bool_)


def usual_after(schemes: Mapping[str, Scheme], names: Sequence[str]) -> Ints:
    """Return the category that a scheme has straight after another, where that matters, or NONE.

    Shape: [scheme, scheme before]; ``names`` are those of the categories, ``scheme.category``.
    """
    number = {name: n for n, name in enumerate(schemes)}
    found = np.full((len(schemes), len(schemes)), NONE, dtype=np.int64)
    for name, scheme in schemes.items():
        following = scheme.default_after.category if scheme.default_after else {}
        for before, category in following.items():
            found[number[name], number[before]] = names.index(f"{name}.{category}")
    return found


def by_the_spell_before(had: Had, is_silent: Flags, after: Ints) -> Ints:
    """Return the category of each spell, a silent one (left to us) by the spell it goes on from.

    Who falls ill straight after a benefit has no employer who pays first. What touches a spell of
    the same scheme is one absence with it, and has its category.
    """
    touches = had.touches()
    depends = (after != NONE).any(axis=1)[had.scheme]
    before = np.append(NONE, had.scheme[:-1])[: len(had.scheme)]
    from_other = np.where(touches, after[had.scheme, before], NONE)
    category = np.where(is_silent & (from_other != NONE), from_other, had.category)
    goes_on = touches & (before == had.scheme) & is_silent & depends
    said = np.maximum.accumulate(np.where(goes_on, 0, np.arange(len(category))))
    return np.asarray(category[said])
