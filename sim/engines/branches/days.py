"""One day of a spell in two worlds: what may end it, and what the other does more or less often.

A day ends by one of the exits or by none. As much of the usual day as both worlds share is kept;
where the other world is more likely to end it otherwise, that is what it may change
(the maximal coupling of two laws: Lindvall, Lectures on the Coupling Method, 1992).
"""

import math
from typing import NamedTuple

from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.lives.ages import age_band
from borgerflow.sim.lives.hazards import (
    exit_hazard,
    mechanism_factor,
    responder_of,
    total_hazard,
)
from borgerflow.sim.lives.programmes import programme_factor, stages_of
from borgerflow.sim.lives.tables import Citizen, Spell, Table, Tables

NO_EXIT = -1


class TwoWorlds(NamedTuple):
    """The tables of the usual world and of the other one.

    Where the two differ in mechanisms of a kind, none of that kind acts in the usual world.
    """

    usual: Tables
    other: Tables


def differ_on_hazards(worlds: TwoWorlds, scheme: int) -> bool:
    """Tell whether the two worlds differ in what acts on the hazards of a scheme."""
    usual, other = worlds
    return acts_on_hazards(other, scheme) and not acts_on_hazards(usual, scheme)


def acts_on_hazards(tables: Tables, scheme: int) -> bool:
    """Tell whether mechanisms or programmes act on the hazards of a scheme."""
    return bool(
        tables.first_mechanism[scheme] < tables.first_mechanism[scheme + 1]
        or tables.first_programme[scheme] < tables.first_programme[scheme + 1]
    )


def differ(usual: Table, other: Table, scheme: int) -> bool:
    """Tell whether the rows of a scheme are there in the other world alone: where each begins."""
    return bool(other[scheme] < other[scheme + 1] and usual[scheme] == usual[scheme + 1])


class Day(NamedTuple):
    """A day of a spell, for the usual citizen and for the one who meets what is other."""

    day: int
    bin_: int
    strength: float  # of the effect of contacts


class Twins(NamedTuple):
    """A citizen, and the same one with the draws of a spell that something other reaches."""

    usual: Citizen
    other: Citizen


def hazard_on(tables: Tables, citizen: Citizen, spell: Spell, exit_: int, day: Day) -> float:
    """Return the usual hazard a day of one exit, frailty and contacts included."""
    hazard = exit_hazard(tables, citizen, spell, exit_, day.bin_, day.day)
    if tables.frail[exit_]:
        hazard *= citizen.frailty
    if day.strength > 0.0:
        cell = citizen.cell + age_band(citizen, day.day)
        effects = responder_of(tables, spell, cell) * tables.exits
        hazard *= 1.0 + day.strength * (tables.effect[effects + exit_] - 1.0)
    return hazard / DAYS_PER_WEEK


def hazards_on(
    worlds: TwoWorlds, twins: Twins, spell: Spell, exit_: int, day: Day
) -> tuple[float, float]:
    """Return the hazard a day of one exit in the usual world and in the other.

    Nothing acts on it in the usual world, so what acts in the other is all that they differ in.
    """
    usual = hazard_on(worlds.usual, twins.usual, spell, exit_, day)
    other, cell = twins.other, twins.other.cell + age_band(twins.other, day.day)
    factor = mechanism_factor(worlds.other, other, spell, exit_, cell, day.day)
    return usual, usual * factor * programme_factor(worlds.other, other, spell, exit_, day.day)


def hazards_of_both(worlds: TwoWorlds, twins: Twins, spell: Spell, day: Day) -> tuple[float, float]:
    """Return the hazard a day of all exits together, in the usual world and in the other."""
    tables = worlds.usual
    before = total_hazard(tables, twins.usual, spell, day.bin_, day.day, day.strength)
    before /= DAYS_PER_WEEK
    after, exit_ = before, acted_on(worlds.other, spell, tables.first_exit[spell.scheme], day.day)
    # An exit at a time, and only those on which something acts.
    while exit_ < tables.first_exit[spell.scheme + 1]:
        usual, other = hazards_on(worlds, twins, spell, exit_, day)
        after += other - usual
        exit_ = acted_on(worlds.other, spell, exit_ + 1, day.day)
    return before, after


def acted_on(tables: Tables, spell: Spell, first: int, day: int) -> int:
    """Return the first exit, from one of a scheme on, on which something may act on a day.

    That is any where there is a programme; the first of the next scheme where nothing acts.
    """
    found: int = tables.first_exit[spell.scheme + 1]
    if tables.first_programme[spell.scheme] < tables.first_programme[spell.scheme + 1]:
        return min(first, found)
    for m in range(tables.first_mechanism[spell.scheme], tables.first_mechanism[spell.scheme + 1]):
        if first <= tables.mechanism_exit[m] < found and is_in_force(tables, spell, m, day):
            found = tables.mechanism_exit[m]
    return found


def is_in_force(tables: Tables, spell: Spell, mechanism: int, day: int) -> bool:
    """Tell whether a row of a mechanism is in force on a day of a spell."""
    return bool(
        tables.mechanism_from[mechanism] <= day < tables.mechanism_until[mechanism]
        and tables.mechanism_since[mechanism] <= day - spell.start < tables.mechanism_to[mechanism]
    )


def acts_on(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> bool:
    """Tell whether something may act on the hazards of a spell on a day."""
    for m in range(tables.first_mechanism[spell.scheme], tables.first_mechanism[spell.scheme + 1]):
        if is_in_force(tables, spell, m, day):
            return True
    for p in range(tables.first_programme[spell.scheme], tables.first_programme[spell.scheme + 1]):
        warned, _, _, wears_off = stages_of(tables, citizen, spell, p)
        if warned <= day < wears_off:
            return True
    return False


def chance_a_hazard(total: float) -> float:
    """Return the chance that a day ends by one exit, for each unit of that exit's hazard."""
    return -math.expm1(-total) / total if total > 0.0 else 1.0


def gain_of_exit(
    worlds: TwoWorlds,
    twins: Twins,
    spell: Spell,
    exit_: int,
    day: Day,
    a_hazard: tuple[float, float],
) -> tuple[float, float]:
    """Return the chance that a day ends by an exit, usually and by how much more in the other.

    Given it for each unit of the exit's hazard in both worlds (`chance_a_hazard`).
    """
    usual, other = hazards_on(worlds, twins, spell, exit_, day)
    usual *= a_hazard[0]
    return usual, other * a_hazard[1] - usual


def kept_on_exit(worlds: TwoWorlds, twins: Twins, spell: Spell, exit_: int, day: Day) -> float:
    """Return the chance that a day that usually ends by an exit does so in the other world."""
    before, after = hazards_of_both(worlds, twins, spell, day)
    a_hazard = chance_a_hazard(before), chance_a_hazard(after)
    usual, more = gain_of_exit(worlds, twins, spell, exit_, day, a_hazard)
    return min(1.0, (usual + more) / usual) if usual > 0.0 else 1.0


def changed_exit(worlds: TwoWorlds, twins: Twins, spell: Spell, day: Day, drawn: float) -> int:
    """Return the exit by which a day ends that is changed, or NO_EXIT.

    In proportion to how much more often each happens in the other world; ``drawn`` lies between
    0 and 1.
    """
    chosen, exits = NO_EXIT, worlds.usual.first_exit
    before, after = hazards_of_both(worlds, twins, spell, day)
    a_hazard = chance_a_hazard(before), chance_a_hazard(after)
    stays = max(0.0, math.exp(-after) - math.exp(-before))
    total = stays
    for exit_ in range(exits[spell.scheme], exits[spell.scheme + 1]):
        total += max(0.0, gain_of_exit(worlds, twins, spell, exit_, day, a_hazard)[1])
    left = drawn * total - stays
    if left < 0.0:
        return NO_EXIT
    for exit_ in range(exits[spell.scheme], exits[spell.scheme + 1]):
        gain = gain_of_exit(worlds, twins, spell, exit_, day, a_hazard)[1]
        if gain > 0.0:
            chosen = exit_
            if left < gain:
                return chosen
            left -= gain
    return chosen
