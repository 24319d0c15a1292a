"""A replication block by block: people drawn, their lives simulated, reduced and forgotten.

A block is a fixed run of citizens by number, so what a replication comes to depends neither on
the number of threads nor on who is done first: parts are added in the order of the citizens.
Only a few blocks are held at a time, however many citizens there are.
"""

import operator
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
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
from borgerflow.sim.world.people import Census, People
from borgerflow.sim.world.world import World

BLOCK = 1 << 14  # citizens
Result = TypeVar("Result")
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


def blocks_of(world: World, citizens: Ints) -> list[Ints]:
    """Return citizens, in rising order, by the blocks they are simulated in.

    Where lives depend on one another all are simulated together.
    """
    if not world.citizens_are_independent or not citizens.size:
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
    reduced: Callable[[People], tuple[Sum, ...]],
    census: Census,
    blocks: Sequence[Ints],
    threads: int,
) -> tuple[Sum, ...]:
    """Return what the people of all blocks come to, place by place, added from first to last."""
    results = results_of(lambda citizens: reduced(census.people(citizens)), blocks, threads)
    return reduce(_each_added, results)


def _each_added(one: tuple[Sum, ...], other: tuple[Sum, ...]) -> tuple[Sum, ...]:
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
