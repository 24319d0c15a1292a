"""Whom the proposals of a world meet: the spells that each mechanism acts on, counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.base.sums import Summable
from borgerflow.sim.engines.reach import RULES, Difference, MechanismRow, rows_of
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.bare import number_of_name
from borgerflow.sim.world.contact_rules import duties_of
from borgerflow.sim.world.people import People
from borgerflow.sim.world.tables.local_rules import rules_by_scheme
from borgerflow.sim.world.world import World

Rows = Mapping[str, tuple[MechanismRow, ...]]
WORKED_WITH = ("hazard", "duration", "relapse", "hours")  # kinds by which somebody is talked to


def acting_rows(world: World) -> Rows:
    """Return what each mechanism that acts on lives is in the tables of a world, by its name.

    Nothing where it changes nothing. Patches of law and posts of teams have no rows.
    """
    found: dict[str, list[MechanismRow]] = {one.name: [] for one in world.mechanisms}
    found |= {name: [] for name in _talks(world)}
    names = {one.number: one.name for one in world.mechanisms}
    names |= {number_of_name(duty.name): duty.name for duty in duties_of(world.proposals)}
    rules = iter(rules_by_scheme(world))
    for row in rows_of(world.tables):
        name = next(rules)[1].name if row.kind == RULES else names.get(row.number, "")
        if name in found:
            found[name].append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def _talks(world: World) -> list[str]:
    return [f"{p.id}.{asked.name}" for p in world.proposals for asked in p.contacts]


@dataclass(frozen=True)
class Met(Summable):
    """How many spells are met: by each mechanism in either of two worlds, and by any at work.

    ``at_work`` counts the spells of the first world in which the proposals have somebody talked
    to; prevention, the door, decisions, places, law and posts are left out.
    """

    by_mechanism: Ints  # [mechanism]
    at_work: int

    @classmethod
    def none(cls, mechanisms: int) -> Self:
        """Return that nobody is met by so many mechanisms."""
        return cls(np.zeros(mechanisms, dtype=np.int64), 0)


@dataclass(frozen=True)
class Meetings:
    """What it takes to count whom the proposals of one world meet."""

    difference: Difference  # from the world beside it
    rows: Rows
    at_work: tuple[MechanismRow, ...]

    @classmethod
    def of(cls, world: World, difference: Difference) -> Self:
        """Return what it takes for a world; the difference is the one from its baseline."""
        rows = acting_rows(world)
        names = [one.name for one in world.mechanisms if one.mechanism.kind in WORKED_WITH]
        talked = [row for name in (*names, *_talks(world)) for row in rows[name]]
        return cls(difference, rows, tuple(talked))

    def met(
        self, mechanisms: Sequence[str], people: People, usual: SpellArrays, other: SpellArrays
    ) -> Met:
        """Return how many spells of people are met, in their usual lives and in the others.

        Where no mechanism is named nobody is counted.
        """
        if not mechanisms:
            return Met.none(0)
        count = self.difference.met_by
        by_mechanism = [
            sum(len(count(self.rows.get(name, ()), people, spells)) for spells in (usual, other))
            for name in mechanisms
        ]
        at_work = len(count(self.at_work, people, usual))
        return Met(np.array(by_mechanism, dtype=np.int64), at_work)
