"""Which category a spell has: what its benefit is paid as."""

from borgerflow.sim.lives.ages import age_band
from borgerflow.sim.lives.tables import Citizen, Spell, Tables


def category_of(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> int:
    """Return the category of a spell that begins: by where the citizen came from, else by who."""
    place = spell.scheme * (tables.schemes + 1) + spell.came_from + 1
    category: int = tables.category_from[place]
    if category < 0:
        cell = citizen.cell + age_band(citizen, day)
        category = tables.category[spell.scheme * tables.cells + cell]
    return category


def category_after(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> int:
    """Return the category in what the scheme of a spell becomes; -1: as others of their kind."""
    category = spell.category
    if category < 0:
        category = category_of(tables, citizen, spell, day)
    return int(tables.category_becomes[category]) if category >= 0 else -1
