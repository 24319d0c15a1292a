"""The schemes and their hazards: params turned into the arrays that the functional core reads.

Names end here: beyond this room schemes, exits, categories and cells are numbers.
"""

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR, next_working_days
from borgerflow.sim.base.errors import ParamError, nearest
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.lives.tables import Tables
from borgerflow.sim.params import Scheme
from borgerflow.sim.params.model import Hazards, Municipality
from borgerflow.sim.params.municipalities import WAY
from borgerflow.sim.params.reading.phrases import listed
from borgerflow.sim.world.bare import BareWorld, Exits
from borgerflow.sim.world.cells import CELLS, cells_where, factor_of_cell
from borgerflow.sim.world.contact_rules import BEFORE_ALL
from borgerflow.sim.world.tables.columns import Columns, ints, padded


def scheme_columns(bare: BareWorld) -> Columns:
    """Return how many schemes, exits and cells there are, and the days that are simulated."""
    names = bare.scheme_names
    return {
        "cells": CELLS,
        "schemes": len(names),
        "exits": len(bare.exits.names),
        "first_exit": bare.exits.first,
        "destination": ints([names.index(to) for _, to in bare.exits.names]),
        "is_work": ints([name == "job" for name in names]),
        "job": names.index("job"),
        "out": names.index("out"),
        "working_day": next_working_days(bare.run_in_day, bare.end_day),
        "working_day_from": bare.run_in_day,
        "horizon": bare.end_day,
    }


def hazard_columns(bare: BareWorld) -> Columns:
    """Return the hazard of each exit by duration, origin, cell and calendar."""
    names, hazards = bare.scheme_names, bare.model.hazards
    forms = [hazards.schemes[o].exits[d] for o, d in bare.exits.names]
    group = np.stack([factor_of_cell(form.groups) for form in forms], axis=1)
    weeks = [hazards.schemes[s].bins_weeks if s in hazards.schemes else (0,) for s in names]
    bins = max(map(len, weeks))
    rate = np.zeros((len(names) + 1, bins, len(forms)))  # those who came from nowhere first
    for t, form in enumerate(forms):
        way = bare.exits.names[t]
        scale = _municipal_factor(bare.municipality, *way)
        for came, origin in enumerate(("", *names)):
            values = form.per_week_from.get(origin, form.per_week)
            rate[came, : len(values), t] = np.array(values) * scale
            if origin in form.per_week_from:
                rate[came, :, t] *= _factor_of_those_from(origin, bare.municipality, *way)
    first_days, calendar = _calendar(hazards, bare.exits)
    return {
        "bins": bins,
        "bin_day": padded([[*(round(w * DAYS_PER_WEEK) for w in row), FAR] for row in weeks], FAR),
        "rate": rate.reshape(-1),
        "group": group.reshape(-1),
        "frail": ints([form.frailty for form in forms]),
        "returns": ints([form.returns for form in forms]),
        **calendar_columns(first_days),
        "calendar": calendar.reshape(-1),
    }


def calendar_columns(first_days: Ints) -> Columns:
    """Return the periods of a calendar by their first days, the first of which holds all before."""
    lengths = np.diff(first_days[1:])
    return {
        "periods": len(first_days),
        "calendar_day": first_days,
        "calendar_on": np.repeat(np.arange(1, len(lengths) + 1), lengths),
    }


def _municipal_factor(municipality: Municipality, origin: str, destination: str) -> float:
    """Return what a municipality multiplies a hazard by: its inflow and its own exit factor."""
    factor = 1.0
    for table, name in (
        (municipality.inflow_factors, destination),
        (municipality.hazard_factors, f"{origin}{WAY}{destination}"),
    ):
        if name in table:
            factor *= table[name].value or 0.0
    return factor


def _factor_of_those_from(
    came: str, municipality: Municipality, origin: str, destination: str
) -> float:
    """Return what else it multiplies a hazard by that those who came from a scheme have alone."""
    own = municipality.hazard_factors.get(WAY.join((came, origin, destination)))
    return 1.0 if own is None else own.value or 0.0


def _calendar(hazards: Hazards, exits: Exits) -> tuple[Ints, Floats]:
    days = {BEFORE_ALL, *(d for p in hazards.calendar for d in (p.start, p.until))}
    first_days = ints(sorted(days))
    factors = np.ones((len(exits.names), len(first_days)))
    for period in hazards.calendar:
        inside = (first_days >= period.start) & (first_days < period.until)
        for name, factor in period.factors.items():
            origin, _, destination = name.partition(WAY)
            factors[exits.number(origin, destination)] *= np.where(inside, factor, 1.0)
    return first_days, factors


def category_columns(bare: BareWorld) -> Columns:
    """Return the category of a new spell by cell and origin, and the days before it is paid."""
    law, categories, schemes = bare.law, bare.model.categories, bare.law.schemes
    names = bare.paid_categories
    by_cell = np.full((len(schemes), CELLS), -1, dtype=np.int64)
    by_origin = np.full((len(schemes), len(schemes) + 1), -1, dtype=np.int64)
    for s, scheme in enumerate(schemes.values()):
        if scheme.default_category:
            by_cell[s] = names.index(f"{scheme.name}.{scheme.default_category}")
        for rule in reversed(categories.schemes.get(scheme.name, ())):
            by_cell[s, cells_where(rule.when)] = _category(bare, scheme, rule.category)
        following = scheme.default_after.category if scheme.default_after else {}
        for origin, category in following.items():
            by_origin[s, bare.scheme_names.index(origin) + 1] = _category(bare, scheme, category)
    kinds = (kind for scheme in schemes.values() for kind in scheme.categories.values())
    return {
        "category": by_cell.reshape(-1),
        "category_from": by_origin.reshape(-1),
        "category_becomes": ints(_categories_after(bare)),
        **_later_categories(bare),
        "waiting_days": ints(
            [int(law.on(kind.waiting, bare.run_in_day)) if kind.waiting else 0 for kind in kinds]
        ),
    }


def _categories_after(bare: BareWorld) -> list[int]:
    """Return for each category that of the scheme its own becomes, -1 where it is as its kind's."""
    after = []
    for name in bare.paid_categories:
        scheme, _, category = name.partition(".")
        form = bare.law.schemes[scheme]
        becomes = form.categories[category].becomes
        to = bare.law.schemes[form.ended.becomes] if form.ended else form
        after.append(-1 if becomes is None else _category(bare, to, becomes))
    return after


def _later_categories(bare: BareWorld) -> Columns:
    """Return the day from which categories are others, and those of each cell from that day on."""
    later, names = bare.model.categories.from_day, bare.scheme_names
    by_cell = np.full((len(names), CELLS), -1, dtype=np.int64)
    for name, rules in (later.schemes if later else {}).items():
        scheme = bare.law.schemes[name]
        for rule in reversed(rules):
            by_cell[names.index(name), cells_where(rule.when)] = _category(
                bare, scheme, rule.category
            )
    return {"category_turns": later.day if later else FAR, "category_then": by_cell.reshape(-1)}


def _category(bare: BareWorld, scheme: Scheme, category: str) -> int:
    if category not in scheme.categories:
        nothing = Wording(
            f"categories.yaml: {scheme.name} har ingen kategori {category}.",
            f"categories.yaml: {scheme.name} has no category {category}.",
        )
        known = scheme.categories
        raise ParamError(nothing + nearest(category, known) + listed(known))
    return bare.paid_categories.index(f"{scheme.name}.{category}")


def nested(tables: Tables) -> Tables:
    """Return the same tables as nested lists, which plain Python reads faster than arrays."""
    return Tables._make(t.tolist() if isinstance(t, np.ndarray) else t for t in tables)
