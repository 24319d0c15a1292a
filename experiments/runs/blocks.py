"""A replication block by block: people drawn, their lives simulated, reduced and forgotten.

A block is a fixed run of citizens by number, so what a replication comes to depends neither on
the number of threads nor on who is done first: parts are added in the order of the citizens.
Only a few blocks are held at a time, however many citizens there are.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.arrays import Flags, Ints
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
Result = TypeVar("Result")
Rows = TypeVar("Rows", SpellArrays, ContactArrays, ActivationArrays)


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


class KnownLives(NamedTuple):
    """People, and the usual life of each, numbered by their places among them."""

    people: People
    usual: Lives

    def of(self, places: Ints) -> "KnownLives":
        """Return those in some of the places, in rising order, placed anew from 0."""
        anew = np.empty(len(self.people.key), dtype=np.int64)
        anew[places] = np.arange(len(places))
        usual = self.usual.of(places, len(anew)).placed(anew)
        return KnownLives(people_at(self.people, places), usual)

    def narrowed(self) -> "KnownLives":
        """Return the same, each column of whole numbers in the fewest bytes that hold it."""
        return self._each(_narrowed)

    def widened(self) -> "KnownLives":
        """Return the same as it was before it was narrowed."""
        return self._each(_widened)

    def followed_by(self, other: "KnownLives") -> "KnownLives":
        """Return these people and then others, all placed from 0."""
        after = other.usual.placed(np.arange(len(other.people.key)) + len(self.people.key))
        both = zip((self.people, *self.usual), (other.people, *after), strict=True)
        return _known(_joined(one, more) for one, more in both)

    @property
    def bytes(self) -> int:
        """Return how much memory they take."""
        return sum(column.nbytes for rows in (self.people, *self.usual) for column in rows)

    def _each(self, changed: Callable[[NDArray[Any]], NDArray[Any]]) -> "KnownLives":
        rows: Iterable[Any] = (self.people, *self.usual)
        return _known(type(each)(*map(changed, each)) for each in rows)


def _known(rows: Iterable[Any]) -> KnownLives:
    people, *usual = rows
    return KnownLives(people, Lives(*usual))


def _joined(one: Any, other: Any) -> Any:
    return type(one)(*(np.concatenate(both) for both in zip(one, other, strict=True)))


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
    kept: KnownLives | None  # narrowed

    def __add__(self, other: "Reached") -> "Reached":
        """Return both, those of a later block after those of an earlier one."""
        citizens = np.concatenate([self.citizens, other.citizens])
        if self.kept is None or other.kept is None:
            return Reached(citizens, None)
        return Reached(citizens, _if_few(self.kept.followed_by(other.kept)))


def kept_of(people: People, usual: Lives, places: Ints, replication: int) -> KnownLives | None:
    """Return those of some people, in rising places, with usual lives, if they are kept."""
    if replication >= KEPT_REPLICATIONS:
        return None
    return _if_few(KnownLives(people, usual).of(places))


def _if_few(known: KnownLives) -> KnownLives | None:
    narrowed = known.narrowed()
    return narrowed if narrowed.bytes <= KEPT_BYTES else None


def _only(rows: Rows, wanted: Flags) -> Rows:
    chosen = wanted[rows.citizen]
    columns: list[Any] = [column[chosen] for column in rows]
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
    task: Callable[[Ints], Result], blocks: Sequence[Ints], threads: int
) -> Iterator[Result]:
    """Yield what a task makes of every block, in order, some blocks at a time in threads."""
    if threads == 1 or len(blocks) == 1:
        yield from map(task, blocks)
        return
    with ThreadPoolExecutor(threads) as pool:
        try:
            yield from pool.map(task, blocks)
        finally:
            pool.shutdown(cancel_futures=True)


def sums_over_blocks(
    reduced: Callable[[Ints], tuple[Any, ...]], blocks: Sequence[Ints], threads: int
) -> tuple[Any, ...]:
    """Return what the citizens of all blocks come to, place by place, added from first to last."""
    return reduce(_each_added, results_of(reduced, blocks, threads))


def _each_added(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(map(operator.add, one, other))


def lives_apart(
    one: Sequence[NDArray[np.generic]], other: Sequence[NDArray[np.generic]], size: int
) -> Flags:
    """Tell which of so many citizens differ in their rows: columns, the citizen's place first."""
    mine, yours = (np.bincount(rows[0], minlength=size) for rows in (one, other))
    apart: Flags = mine != yours
    mine, yours = (~apart[rows[0]] for rows in (one, other))
    for here, there in zip(one[1:], other[1:], strict=True):
        apart[one[0][mine][here[mine] != there[yours]]] = True
    return apart
