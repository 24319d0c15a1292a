"""Hand-made histories, and the little of a world that it takes to count them."""

from types import SimpleNamespace

import numpy as np
from some_lives import LAW

from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.engines.derived.grants import paid_by_grant
from borgerflow.sim.lives.tables import HELD
from borgerflow.sim.records.history import ContactArrays, History, SpellArrays
from borgerflow.sim.records.spells.granted import grant_rules

SCHEMES = LAW.scheme_names
CATEGORIES = tuple(f"{s.name}.{c}" for s in LAW.schemes.values() for c in s.categories)
GRANTS = grant_rules(LAW.schemes, CATEGORIES)


def history(*lives_of, talks=()):
    """Return a history as lives are paid: by the rule of the day on which each was granted.

    Each life is a list of (scheme, start, end), or with category and share.
    """
    rows = [
        (citizen, *code_spells(*life), n == len(spells) - 1 and life[0] != "ended")
        for citizen, spells in enumerate(lives_of)
        for n, life in enumerate(spells)
    ]
    citizen, scheme, start, end, category, share, is_open = (
        np.array(column) for column in zip(*rows, strict=True)
    )
    came = np.full(len(rows), -1)
    spells = SpellArrays(citizen, scheme, start, end, category, share, came, is_open)
    contacted = np.array([held(c, s, parse_day(d), *more) for c, s, d, *more in talks])
    contacts = ContactArrays(*contacted.reshape(-1, 8).astype(np.int64).T)
    return History(paid_by_grant(spells, GRANTS), contacts, SCHEMES, CATEGORIES)


def held(citizen, scheme, day, minutes=45, kroner=0, outcome=HELD):
    return (citizen, SCHEMES.index(scheme), day, day, day, minutes, kroner, outcome)


def code_spells(scheme, start, end, category=None, share=1.0):
    category = category or LAW.schemes[scheme].default_category
    code = CATEGORIES.index(f"{scheme}.{category}") if category else -1
    return SCHEMES.index(scheme), parse_day(start), parse_day(end), code, share


def ended(made):
    """Return the same history with every last spell over."""
    spells = made.spell_arrays._replace(open=np.zeros(len(made.spell_arrays.open), bool))
    return History(spells, made.contact_arrays, SCHEMES, CATEGORIES)


def world(start="2019-01-01", end="2021-01-01", proposals=(), index=None, scale=1.0):
    costs = SimpleNamespace(
        contact_minute=10.0,
        activation_week=np.full(len(SCHEMES), 70.0),
        price_index=index or {2018: 1.0, 2019: 1.0, 2020: 1.1},
    )
    return SimpleNamespace(
        law=LAW,
        paid_categories=CATEGORIES,
        unit_costs=costs,
        start_day=parse_day(start),
        end_day=parse_day(end),
        proposals=proposals,
        scale=scale,
    )
