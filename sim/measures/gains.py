"""Who gains: what a change of lives comes to for citizens of each age, education and scheme.

Given the same citizens' lives in two worlds, those that changed. Every citizen is in one group of
each attribute, so the groups of an attribute add up to the whole change, the cost of proposals
apart: that is nobody's own.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np

from borgerflow.sim.base.arrays import Counts, Flags, Floats, Ints
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.measures.account import Reckoner
from borgerflow.sim.params.model import LEVELS
from borgerflow.sim.records.history import ActivationArrays, ContactArrays, SpellArrays
from borgerflow.sim.settlement.rulebook import KOMMUNE
from borgerflow.sim.world.cells import level_of_cell
from borgerflow.sim.world.people import Keys, People, band_on

ATTRIBUTES = ("age", "education", "scheme")
WORK = "job"
NONE = -1  # no row of a kind differs
Rows = SpellArrays | ContactArrays | ActivationArrays
R = TypeVar("R", SpellArrays, ContactArrays, ActivationArrays)
RowsOfLives = tuple[SpellArrays, ContactArrays, ActivationArrays]


class Gains(NamedTuple):
    """The change that citizens of each group bring, groups in the order of `groups_of`."""

    citizens: Ints  # [group] whose lives changed
    work_days: Counts  # [group, month] more in ordinary work
    kroner: Floats  # [group, month] of the municipality, + expense


class Changed(NamedTuple):
    """People whose lives changed, with both; rows name them by their places, in order."""

    key: Keys
    levels: tuple[Ints, ...]  # by attribute: the number of the level of each
    before: RowsOfLives
    after: RowsOfLives
    weight: Floats | None = None  # the chance of each change, where that is not certain


class Notes:
    """Whose lives a world changes, noted block by block in whatever order they are done."""

    def __init__(self) -> None:
        self._blocks: list[Changed] = []
        self.any_taken = False  # be it of nobody

    def take(
        self,
        people: People,
        before: RowsOfLives,
        after: RowsOfLives,
        weight: Floats | None = None,
    ) -> None:
        """Take note of people of a block, given both their lives.

        ``weight`` is the chance of the second, by place, where that is not certain.
        """
        self.any_taken = True
        changed = changed_among(people, before, after, weight)
        if changed.key.size:
            self._blocks.append(changed)

    def changed(self) -> Changed | None:
        """Return those noted, in the order of the citizens; None where nobody's life changed."""
        blocks = sorted(self._blocks, key=lambda block: int(block.key[0]))
        return together(blocks) if blocks else None

    def gains(self, reckoner: Reckoner) -> Gains:
        """Return what those noted bring, group by group."""
        changed = self.changed()
        return no_gains(reckoner) if changed is None else gains_of(changed, reckoner)

    def citizens(self, reckoner: Reckoner) -> Ints:
        """Return how many of those noted are in each group."""
        schemes = reckoner.book.schemes
        counts = np.zeros(len(groups_of(schemes)), dtype=np.int64)
        for block in self._blocks:
            for group, own in _members(block.levels, schemes):
                counts[group] += len(own)
        return counts


def groups_of(schemes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return every group as attribute and level."""
    levels = {**LEVELS, "scheme": schemes}
    return tuple((attribute, level) for attribute in ATTRIBUTES for level in levels[attribute])


def gains_of(changed: Changed, reckoner: Reckoner) -> Gains:
    """Return what the lives that changed come to more, group by group.

    ``reckoner`` prices the lives of both worlds: their law is the same.
    """
    found = no_gains(reckoner, None if changed.weight is None else np.float64)
    work = reckoner.book.schemes.index(WORK)
    for group, own in _members(changed.levels, reckoner.book.schemes):
        wanted = np.zeros(len(changed.key), dtype=np.bool_)
        wanted[own] = True
        usual, other = (
            reckoner.account(*only(rows, wanted), weight=changed.weight)
            for rows in (changed.before, changed.after)
        )
        found.citizens[group] = len(own)
        found.work_days[group] = (other.person_days - usual.person_days)[:, work]
        found.kroner[group] = (other.money - usual.money)[:, KOMMUNE].sum(axis=(1, 2))
    return found


def no_gains(reckoner: Reckoner, kind: type[np.float64] | None = None) -> Gains:
    """Return the gains of nobody, counted in whole numbers unless another kind is named."""
    shape = len(groups_of(reckoner.book.schemes)), len(reckoner.months)
    citizens = np.zeros(shape[0], np.int64)
    return Gains(citizens, np.zeros(shape, kind or np.int64), np.zeros(shape))


def changed_among(
    people: People, before: RowsOfLives, after: RowsOfLives, weight: Floats | None = None
) -> Changed:
    """Return those of a block whose lives changed, placed anew from 0.

    Education is that of life; age is the band on the day on which the first spell or
    appointment of theirs becomes another one, and the scheme the one they were in then.
    """
    size = len(people.key)
    days, origins = apart_from(before, after, size)
    wanted = origins != NONE
    places = np.flatnonzero(wanted)
    anew = np.cumsum(wanted) - 1
    levels = (
        band_on(people.birthdays[places], days[places]),
        level_of_cell("education")[people.cell[places]],
        origins[places],
    )
    mine, yours = (placed(only(rows, wanted), anew) for rows in (before, after))
    chance = None if weight is None else weight[places]
    return Changed(people.key[places], levels, mine, yours, chance)


def together(blocks: Sequence[Changed]) -> Changed:
    """Return the changed of several blocks as those of one."""
    begins = np.cumsum([0, *(len(block.key) for block in blocks)])
    levels = tuple(map(np.concatenate, zip(*(block.levels for block in blocks), strict=True)))
    both = []
    for name in ("before", "after"):
        rows = [
            placed(getattr(block, name), np.arange(begin, begin + len(block.key)))
            for block, begin in zip(blocks, begins, strict=False)
        ]
        both.append(_joined(rows))
    chances = [block.weight for block in blocks if block.weight is not None]
    chance = np.concatenate(chances) if chances else None
    return Changed(
        np.concatenate([block.key for block in blocks]), levels, both[0], both[1], chance
    )


def _joined(rows: Sequence[RowsOfLives]) -> RowsOfLives:
    spells, contacts, activations = zip(*rows, strict=True)
    return _chained(spells), _chained(contacts), _chained(activations)


def _chained(parts: Sequence[R]) -> R:
    columns: list[Any] = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return type(parts[0])(*columns)


def placed(rows: RowsOfLives, places: Ints) -> RowsOfLives:
    """Return the same rows, their citizens numbered by these places instead."""
    spells, contacts, activations = rows
    return (
        spells._replace(citizen=places[spells.citizen]),
        contacts._replace(citizen=places[contacts.citizen]),
        activations._replace(citizen=places[activations.citizen]),
    )


def _members(levels: tuple[Ints, ...], schemes: tuple[str, ...]) -> Iterator[tuple[int, Ints]]:
    """Yield the number of each group that has somebody, and their places."""
    first = 0
    for attribute, level in zip(ATTRIBUTES, levels, strict=True):
        for number in np.unique(level):
            yield first + int(number), np.flatnonzero(level == number)
        first += len(LEVELS.get(attribute, schemes))


def only(rows: RowsOfLives, wanted: Flags) -> RowsOfLives:
    """Return the rows of those who are wanted, by place."""
    spells, contacts, activations = rows
    return _kept(spells, wanted), _kept(contacts, wanted), _kept(activations, wanted)


def _kept(rows: R, wanted: Flags) -> R:
    chosen = np.flatnonzero(wanted[rows.citizen])
    columns: list[Any] = [column.take(chosen) for column in rows]
    return type(rows)(*columns)


def apart_from(before: RowsOfLives, after: RowsOfLives, size: int) -> tuple[Ints, Ints]:
    """Return the day on which each one's life becomes another, and the scheme until then.

    Of two spells that begin alike it is their scheme and first day; where they do not, the scheme
    before, on the earlier of their first days. Of those whose spells are the same the first
    appointment tells, else the first programme. NONE where nothing differs.
    """
    day, scheme = np.full(size, NONE), np.full(size, NONE)
    kinds: list[tuple[Any, Any]] = list(zip(before, after, strict=True))
    for usual, other in kinds:
        found_day, found = _first_rows(usual, other, size)
        anew = (scheme == NONE) & (found != NONE)
        day, scheme = np.where(anew, found_day, day), np.where(anew, found, scheme)
    return day, scheme


def _first_rows(usual: Rows, other: Rows, size: int) -> tuple[Ints, Ints]:
    """Return day and scheme of each one's first row of a kind that is another, NONE where none."""
    first = first_apart(usual, other, size)
    differing = np.flatnonzero(first != NONE)
    mine, yours = (_row_of(rows, differing, first[differing], size) for rows in (usual, other))
    began = np.minimum(mine[0], yours[0])
    own = np.where(mine[0] <= yours[0], mine[1], yours[1])
    if isinstance(usual, SpellArrays):
        alike = (mine[0] == yours[0]) & (mine[1] == yours[1])
        ahead = _row_of(usual, differing, first[differing] - 1, size)[1]
        own = np.where(alike | (ahead == NONE), own, ahead)
    day, scheme = np.full(size, NONE), np.full(size, NONE)
    day[differing], scheme[differing] = began, own
    return day, scheme


def _row_of(rows: Rows, citizens: Ints, number: Ints, size: int) -> tuple[Ints, Ints]:
    """Return first day and scheme of a row of each citizen by its number; FAR, NONE where none."""
    count = np.bincount(rows.citizen, minlength=size)
    begins = np.cumsum(count) - count
    there = (number >= 0) & (number < count[citizens])
    if not len(rows.citizen):
        return np.full(len(citizens), FAR), np.full(len(citizens), NONE)
    place = np.where(there, begins[citizens] + number, 0)
    day = rows.held if isinstance(rows, ContactArrays) else rows.start
    return np.where(there, day[place], FAR), np.where(there, rows.scheme[place], NONE)


def first_apart(usual: Rows, other: Rows, size: int) -> Ints:
    """Return the number, from 0, of each citizen's first row that is another one, else NONE."""
    counts = [np.bincount(rows.citizen, minlength=size) for rows in (usual, other)]
    shared = np.minimum(*counts)
    first = np.where(counts[0] == counts[1], NONE, shared)
    begins = [np.cumsum(count) - count for count in counts]
    citizen = np.repeat(np.arange(size), shared)
    number = np.arange(len(citizen)) - np.repeat(np.cumsum(shared) - shared, shared)
    mine, yours = (start[citizen] + number for start in begins)
    differs = np.zeros(len(citizen), dtype=np.bool_)
    for here, there in zip(usual[1:], other[1:], strict=True):
        differs |= here[mine] != there[yours]
    earliest = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(earliest, citizen[differs], number[differs])
    return np.where(earliest < np.iinfo(np.int64).max, earliest, first)
