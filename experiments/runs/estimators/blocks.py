"""A replication block by block: people drawn, their lives simulated, reduced and forgotten.

A block is a fixed run of citizens by number, so what a replication comes to depends neither on
the number of threads nor on who is done first: parts are added in the order of the citizens.
Only a few blocks are held at a time, however many citizens there are.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Generic, NamedTuple, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.arrays import Counts, Flags, Floats, Ints
from borgerflow.sim.base.clock import first_day_of_year
from borgerflow.sim.engines.reach import Difference
from borgerflow.sim.engines.simulate import live
from borgerflow.sim.records.history import (
    NO_ACTIVATIONS,
    ActivationArrays,
    ContactArrays,
    SpellArrays,
)
from borgerflow.sim.world.people import People
from borgerflow.sim.world.world import World

BLOCK = 1 << 14  # citizens
# Of whom a search reaches, people and usual lives are kept while they are few: 128 MB in all.
KEPT_BYTES = 1 << 22  # of one replication at most
KEPT_REPLICATIONS = 32  # the first ones
WHOLE = (np.int8, np.int16, np.int32, np.int64)
Part = TypeVar("Part")
Result = TypeVar("Result")
Rows = TypeVar("Rows", SpellArrays, ContactArrays, ActivationArrays)


NO_CONTACTS = ContactArrays(*(np.zeros(0, np.int64) for _ in ContactArrays._fields))


class Lives(NamedTuple):
    """The lives of some people, numbered by their places among them."""

    spells: SpellArrays
    contacts: ContactArrays
    activations: ActivationArrays = NO_ACTIVATIONS

    def of(self, places: Ints, size: int) -> "Lives":
        """Return the lives of those in some of the places, of so many, their places kept."""
        wanted = np.zeros(size, dtype=np.bool_)
        wanted[places] = True
        return Lives(
            _only(self.spells, wanted),
            _only(self.contacts, wanted),
            _only(self.activations, wanted),
        )

    def placed(self, places: Ints) -> "Lives":
        """Return the same lives, numbered by these places instead."""
        spells, contacts, activations = self
        return Lives(
            spells._replace(citizen=places[spells.citizen]),
            contacts._replace(citizen=places[contacts.citizen]),
            activations._replace(citizen=places[activations.citizen]),
        )


class Selectable(Protocol):
    """Lives of people, numbered by their places among them: `Lives`, or several of these."""

    def of(self, places: Ints, size: int, /) -> Self:
        """Return the lives of those in some of the places, of so many, their places kept."""

    def placed(self, places: Ints, /) -> Self:
        """Return the same lives, numbered by these places instead."""


L = TypeVar("L", bound=Selectable)


@dataclass(frozen=True)
class Known(Generic[L]):
    """People of a replication, and their usual lives, numbered by places among them."""

    citizens: Ints  # their numbers, in rising order
    people: People
    usual: L

    def of(self, places: Ints) -> "Known[L]":
        """Return those in some of the places, in rising order, placed anew from 0."""
        anew = np.empty(len(self.citizens), dtype=np.int64)
        anew[places] = np.arange(len(places))
        usual = self.usual.of(places, len(anew)).placed(anew)
        return Known(self.citizens[places], people_at(self.people, places), usual)

    def moved(self, places: int) -> "Known[L]":
        """Return the same, placed by so many places further on."""
        return replace(self, usual=self.usual.placed(np.arange(len(self.citizens)) + places))

    def narrowed(self) -> "Known[L]":
        """Return the same, each column of whole numbers in the fewest bytes that hold it."""
        return self._each(_narrowed)

    def widened(self) -> "Known[L]":
        """Return the same as it was before it was narrowed."""
        return self._each(_widened)

    @property
    def bytes(self) -> int:
        """Return how much memory they take."""
        return sum(column.nbytes for column in _columns((self.people, self.usual)))

    def _each(self, changed: Callable[[NDArray[Any]], NDArray[Any]]) -> "Known[L]":
        return Known(*(_columnwise(changed, part) for part in vars(self).values()))


def joined(parts: Sequence[Known[L]]) -> Known[L]:
    """Return some people and then others, all placed from 0."""
    if len(parts) == 1:
        return parts[0]
    firsts = np.cumsum([0, *(len(part.citizens) for part in parts[:-1])])
    moved = [vars(part.moved(first)).values() for part, first in zip(parts, firsts, strict=True)]
    return Known(*(_columnwise(_end_to_end, *each) for each in zip(*moved, strict=True)))


def grouped(parts: Iterable[Known[L]]) -> Iterator[Known[L]]:
    """Yield people in their order, as many parts together as make a block, those left at last."""
    waiting: list[Known[L]] = []
    for part in parts:
        waiting.append(part)
        if sum(len(each.citizens) for each in waiting) >= BLOCK:
            yield joined(waiting)
            waiting = []
    if waiting:
        yield joined(waiting)


def _columnwise(changed: Callable[..., NDArray[Any]], *rows: Any) -> Any:
    """Return what each column of rows becomes; rows of one kind are taken column by column."""
    if not isinstance(rows[0], tuple):
        return changed(*rows)
    columns = zip(*rows, strict=True)
    return type(rows[0])(*(_columnwise(changed, *column) for column in columns))


def _columns(rows: Any) -> Iterator[NDArray[Any]]:
    if not isinstance(rows, tuple):
        yield rows
        return
    for each in rows:
        yield from _columns(each)


def _end_to_end(*columns: NDArray[Any]) -> NDArray[Any]:
    return np.concatenate(columns)


def _narrowed(column: NDArray[Any]) -> NDArray[Any]:
    if column.dtype != np.int64:
        return column
    low, high = int(column.min(initial=0)), int(column.max(initial=0))
    fits = (kind for kind in WHOLE if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max)
    return column.astype(next(fits))


def _widened(column: NDArray[Any]) -> NDArray[Any]:
    return column.astype(np.int64) if column.dtype.kind == "i" else column


@dataclass(frozen=True)
class Reached:
    """Whom another world may reach in a replication, with people and usual lives if kept.

    Kept ones travel with the task, so that whichever worker is handed a replication has them;
    where they are too many, or of too late a replication, each trial makes them anew.
    """

    citizens: Ints  # in rising order
    kept: Known[Lives] | None  # narrowed

    @classmethod
    def of(cls, known: Known[Lives], replication: int) -> Self:
        """Return that those who are known are reached, kept if there is room."""
        kept = _if_few(known) if replication < KEPT_REPLICATIONS else None
        return cls(known.citizens, kept)

    def __add__(self, other: Self) -> Self:
        """Return both, those of a later group after those of an earlier one."""
        citizens = np.concatenate([self.citizens, other.citizens])
        if self.kept is None or other.kept is None:
            return type(self)(citizens, None)
        return type(self)(citizens, _if_few(joined([self.kept, other.kept])))


@dataclass(frozen=True)
class Reaching:
    """What a world beside the baseline may differ in, to be told whom it may reach."""

    world: World
    difference: Difference
    replication: int

    def reached(self, people: People, before: Lives) -> Ints:
        """Return the places of those who may live another life."""
        return reached_through(self.difference, people, before)

    def change(self, known: Known[Lives], *_: object) -> Reached:
        """Return those of the people who are reached, with what is kept of them."""
        return Reached.of(known.of(self.reached(known.people, known.usual)), self.replication)


def reached_through(difference: Difference, people: People, before: Lives) -> Ints:
    """Return the places of those who may live another life through a difference."""
    return difference.reached(people, before.spells)


def _if_few(known: Known[Lives]) -> Known[Lives] | None:
    narrowed = known.narrowed()
    return narrowed if narrowed.bytes <= KEPT_BYTES else None


def _only(rows: Rows, wanted: Flags) -> Rows:
    chosen = np.flatnonzero(wanted[rows.citizen])
    columns: list[Any] = [column.take(chosen) if column.size else column for column in rows]
    return type(rows)(*columns)


def lives_of(world: World, people: People, engine: str) -> Lives:
    """Return the lives of people in a world."""
    return Lives(*live(world, people, engine))


def people_at(people: People, places: Ints) -> People:
    """Return the people in some of the places."""
    return People._make(column[places] for column in people)


def blocks_of(worlds: Sequence[World], citizens: Ints) -> list[Ints]:
    """Return citizens, in rising order, by the blocks they are simulated in.

    Where lives depend on one another in one of the worlds all are simulated together.
    """
    if not all(world.citizens_are_independent for world in worlds) or not citizens.size:
        return [citizens]
    borders = np.arange(citizens[0] // BLOCK + 1, citizens[-1] // BLOCK + 1) * BLOCK
    blocks = np.split(citizens, np.searchsorted(citizens, borders))
    return [block for block in blocks if block.size]


def results_of(
    task: Callable[[Part], Result], parts: Sequence[Part], threads: int
) -> Iterator[Result]:
    """Yield what a task makes of every part, in order, some of them at a time in threads."""
    if threads == 1 or len(parts) <= 1:
        yield from map(task, parts)
        return
    with ThreadPoolExecutor(threads) as pool:
        try:
            yield from pool.map(task, parts)
        finally:
            pool.shutdown(cancel_futures=True)


def each_added(rows: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Return what rows come to, place by place, added from first to last."""
    return reduce(lambda one, other: tuple(map(operator.add, one, other)), rows)


def lives_apart(
    one: Sequence[NDArray[np.generic]], other: Sequence[NDArray[np.generic]], size: int
) -> Flags:
    """Tell which of so many citizens differ in their rows: columns, the citizen's place first."""
    mine, yours = (np.bincount(rows[0], minlength=size) for rows in (one, other))
    apart: Flags = mine != yours
    mine, yours = (~apart[rows[0]] for rows in (one, other))
    told = ((a, b) for a, b in zip(one[1:], other[1:], strict=True) if a.size and b.size)
    for here, there in told:  # a column that nobody has anything in is empty
        apart[one[0][mine][here[mine] != there[yours]]] = True
    return apart


def changed_places(before: Lives, after: Lives, size: int) -> Ints:
    """Return the places, of so many, of those whose rows of any kind became others."""
    apart = np.zeros(size, dtype=np.bool_)
    for usual, other in zip(before, after, strict=True):
        apart |= lives_apart(usual, other, size)
    return np.flatnonzero(apart)


def citizens_touched(
    before: SpellArrays,
    after: SpellArrays,
    years: tuple[int, ...],
    weight: Floats | None = None,
) -> Counts:
    """Return how many citizens live differently in each year, one way or another.

    ``weight`` is how much each citizen counts, by place.
    """
    size = 1 + max(int(spells.citizen.max(initial=-1)) for spells in (before, after))
    apart = [lives_apart(_within(before, year), _within(after, year), size) for year in years]
    counted = np.ones(size, dtype=np.int64) if weight is None else weight
    return np.array([counted[np.flatnonzero(citizens)].sum() for citizens in apart])


def _within(spells: SpellArrays, year: int) -> list[NDArray[np.generic]]:
    """Return the columns of the parts of spells that lie in a year, the citizen first."""
    start = np.maximum(spells.start, first_day_of_year(year))
    end = np.minimum(spells.end, first_day_of_year(year + 1))
    columns = (spells.citizen, spells.scheme, start, end, spells.category, spells.share)
    inside = np.flatnonzero(start < end)
    return [column.take(inside) for column in columns]
