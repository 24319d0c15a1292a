"""Whom what is other reaches: draws of a spell under which it can act, and how likely such are.

A mechanism on hazards reaches a share of the spells, a programme those whom it recruits or calls
while they are there. A life is to be changed by it; so it is lived with draws under which something
does reach the spell, and weighed by how likely that is.
"""

import math
from typing import NamedTuple

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.branches.days import TwoWorlds
from borgerflow.sim.lives.ages import next_birthday
from borgerflow.sim.lives.hazards import is_reached
from borgerflow.sim.lives.programmes import may_join, stages_of, warned_day
from borgerflow.sim.lives.tables import Citizen, Spell, Tables

# Draws tried for one under which something reaches a spell; what is rarer is found less often
# and weighs the more.
TRIES = 256


class Twin(NamedTuple):
    """The same citizen with draws under which something other reaches a spell."""

    citizen: Citizen
    share: float  # the weight of these draws: 0 where nothing was found to reach the spell


def reached_twin(worlds: TwoWorlds, citizen: Citizen, spell: Spell, end: int) -> Twin:
    """Return a citizen as reached in a spell that usually ends on a day, weighed.

    In a scheme on the hazards of which the two worlds differ. Which draws these are hangs on
    nothing that happens in the life but its length; the weights add up to the chance of being
    reached, whatever the number of tries.
    """
    chance = chance_reached(worlds.other, citizen, spell, end)
    if chance <= 0.0:
        return Twin(citizen, 0.0)
    for number in range(1, TRIES + 1):
        # Purposes and occasions leave the lowest bits of a key alone: each number gives draws of
        # its own.
        other = citizen._replace(key=citizen.key ^ number)
        if is_any_reached(worlds.other, other, spell, end):
            return Twin(other, chance / (1.0 - (1.0 - chance) ** TRIES))
    return Twin(citizen, 0.0)


def is_any_reached(tables: Tables, citizen: Citizen, spell: Spell, end: int) -> bool:
    """Tell whether some mechanism on hazards, or a programme before a day, reaches a spell."""
    latest = -1
    for m in range(tables.first_mechanism[spell.scheme], tables.first_mechanism[spell.scheme + 1]):
        # A mechanism reaches a spell with all its rows or with none; they stand together.
        if tables.mechanism[m] != latest:
            latest = tables.mechanism[m]
            if is_reached(citizen, latest, spell.ordinal, tables.mechanism_reach[m]):
                return True
    for p in range(tables.first_programme[spell.scheme], tables.first_programme[spell.scheme + 1]):
        if stages_of(tables, citizen, spell, p)[0] < end:
            return True
    return False


def chance_reached(tables: Tables, citizen: Citizen, spell: Spell, end: int) -> float:
    """Return the chance that something reaches a spell before a day."""
    missed, latest = 1.0, -1
    for m in range(tables.first_mechanism[spell.scheme], tables.first_mechanism[spell.scheme + 1]):
        if tables.mechanism[m] != latest:
            missed *= 1.0 - min(1.0, tables.mechanism_reach[m])
            latest = tables.mechanism[m]
    for p in range(tables.first_programme[spell.scheme], tables.first_programme[spell.scheme + 1]):
        missed *= 1.0 - chance_of_programme(tables, citizen, spell, p, end)
    return 1.0 - missed


def chance_of_programme(
    tables: Tables, citizen: Citizen, spell: Spell, programme: int, end: int
) -> float:
    """Return the chance that a programme acts on a spell before a day."""
    if tables.programme_at[programme] < FAR:
        return chance_called(tables, citizen, spell, programme, end)
    return chance_recruited(tables, citizen, spell, programme, end)


def chance_called(
    tables: Tables, citizen: Citizen, spell: Spell, programme: int, end: int
) -> float:
    """Return the chance that a compulsory programme calls a citizen who knows before a day."""
    day: int = spell.start + tables.programme_at[programme]
    if warned_day(tables, programme, day) >= end:
        return 0.0
    for step in range(tables.recruiting_steps):
        place = programme * tables.recruiting_steps + step
        if tables.programme_from[place] <= day < tables.programme_until[place]:
            share: float = tables.programme_reach[programme] * tables.programme_rate[place]
            return min(1.0, share) if may_join(tables, citizen, spell, programme, day, 1.0) else 0.0
    return 0.0


def chance_recruited(
    tables: Tables, citizen: Citizen, spell: Spell, programme: int, end: int
) -> float:
    """Return the chance that a programme recruits a citizen before a day."""
    found, left = 0.0, 1.0
    first = spell.start + tables.programme_since[programme]
    last = min(end, spell.start + tables.programme_to[programme])
    for step in range(tables.recruiting_steps):
        place = programme * tables.recruiting_steps + step
        day, rate = max(first, tables.programme_from[place]), tables.programme_rate[place]
        until = min(last, tables.programme_until[place])
        while day < until and rate > 0.0:
            edge = min(until, next_birthday(citizen, day))
            still = left * math.exp(-rate * (edge - day))
            if may_join(tables, citizen, spell, programme, day, 1.0):
                found += left - still
            left, day = still, edge
    reach: float = min(1.0, tables.programme_reach[programme])
    return found * reach
