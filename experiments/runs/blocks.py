"""A replication lived block by block: people drawn, lives lived and reckoned, then forgotten.

A block is a fixed run of citizens by number, so what a replication comes to depends neither on
the number of threads nor on who is done first: parts are added in the order of the citizens.
Only a few blocks are held at a time, however many citizens there are.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

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
Ints = NDArray[np.int64]
Part = TypeVar("Part")
Sum = TypeVar("Sum")
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


def _only(rows: Rows, wanted: NDArray[np.bool_]) -> Rows:
    chosen = wanted[rows.citizen]
    columns: list[Any] = [column[chosen] for column in rows]
    return type(rows)(*columns)


def lived(world: World, people: People, engine: str) -> Lives:
    """Return the lives of people in a world."""
    return Lives(*live(world, people, engine))


def some(people: People, places: Ints) -> People:
    """Return the people in some of the places."""
    return People._make(column[places] for column in people)


def blocks_of(world: World, citizens: Ints) -> list[Ints]:
    """Return citizens, in rising order, by the blocks they are lived in.

    Where lives depend on one another all are lived together.
    """
    if not world.citizens_are_independent or not citizens.size:
        return [citizens]
    borders = np.arange(citizens[0] // BLOCK + 1, citizens[-1] // BLOCK + 1) * BLOCK
    blocks = np.split(citizens, np.searchsorted(citizens, borders))
    return [block for block in blocks if block.size]


def parts_of(part: Callable[[Ints], Part], blocks: Sequence[Ints], threads: int) -> Iterator[Part]:
    """Yield what every block comes to, in order, some blocks at a time lived in threads."""
    if threads == 1 or len(blocks) == 1:
        yield from map(part, blocks)
        return
    with ThreadPoolExecutor(threads) as pool:
        try:
            yield from pool.map(part, blocks)
        finally:
            pool.shutdown(cancel_futures=True)


def added(parts: Iterable[Sum]) -> Sum:
    """Return the sum of parts, added from first to last."""
    return reduce(operator.add, parts)


def lives_apart(
    one: Sequence[NDArray[np.generic]], other: Sequence[NDArray[np.generic]], size: int
) -> NDArray[np.bool_]:
    """Tell which of so many citizens differ in their rows: columns, the citizen's place first."""
    mine, yours = (np.bincount(rows[0], minlength=size) for rows in (one, other))
    apart: NDArray[np.bool_] = mine != yours
    mine, yours = (~apart[rows[0]] for rows in (one, other))
    for here, there in zip(one[1:], other[1:], strict=True):
        apart[one[0][mine][here[mine] != there[yours]]] = True
    return apart
