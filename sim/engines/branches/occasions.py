"""Occasions on which the other world may decide otherwise: the door of a scheme, a deadline."""

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.branches.days import TwoWorlds, differ
from borgerflow.sim.lives.deadlines import may_move, outcome_towards
from borgerflow.sim.lives.story import may_be_refused
from borgerflow.sim.lives.tables import Citizen, Spell, Tables


def refused_on(worlds: TwoWorlds, citizen: Citizen, spell: Spell, today: int) -> tuple[int, float]:
    """Return the day on which the other world may refuse a new case, and the chance that it does.

    FAR and 0 where it does not. ``spell`` has begun as usual on this day, in a scheme whose doors
    differ.
    """
    tables, kept = worlds.other, 1.0
    first, after = tables.first_door[spell.scheme], tables.first_door[spell.scheme + 1]
    waits = tables.waiting_days[spell.category] if spell.category >= 0 else 0
    paid_from = spell.start + waits
    if paid_from < today:
        return FAR, 0.0
    for door in range(first, after):
        if may_be_refused(tables, citizen, spell, door, paid_from):
            kept *= 1.0 - tables.door_share[door]
    return max(paid_from, spell.start + 1), 1.0 - kept


def other_decision(
    worlds: TwoWorlds, citizen: Citizen, spell: Spell, outcome: int, day: int, drawn: float
) -> int:
    """Return another outcome of a deadline than the usual one, -1 where there is none.

    ``drawn``, between 0 and 1, tells which of them, given that it is another.
    """
    tables, chosen, untouched = worlds.other, -1, 1.0
    left = drawn * chance_of_another(worlds, citizen, spell, outcome, day)
    for review in range(tables.first_review[spell.scheme], tables.first_review[spell.scheme + 1]):
        other = moved_to(tables, citizen, spell, review, outcome, day)
        if other >= 0 and left >= 0.0:
            chosen = other
            left -= untouched * tables.review_share[review]
        if may_move(tables, citizen, review, outcome, day):
            untouched *= 1.0 - tables.review_share[review]
    return chosen


def chance_of_another(
    worlds: TwoWorlds, citizen: Citizen, spell: Spell, outcome: int, day: int
) -> float:
    """Return the chance that a deadline has another outcome than the usual one."""
    tables, chance, untouched = worlds.other, 0.0, 1.0
    if not differ(worlds.usual.first_review, tables.first_review, spell.scheme):
        return chance
    for review in range(tables.first_review[spell.scheme], tables.first_review[spell.scheme + 1]):
        if moved_to(tables, citizen, spell, review, outcome, day) >= 0:
            chance += untouched * tables.review_share[review]
        if may_move(tables, citizen, review, outcome, day):
            untouched *= 1.0 - tables.review_share[review]
    return chance


def moved_to(
    tables: Tables, citizen: Citizen, spell: Spell, review: int, outcome: int, day: int
) -> int:
    """Return the outcome to which a mechanism moves a decision, -1 where it moves none."""
    if not may_move(tables, citizen, review, outcome, day):
        return -1
    return outcome_towards(tables, spell, tables.review_towards[review], day)
