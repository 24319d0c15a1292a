"""The tables in a box that compiled functions hand on as one pointer.

A named tuple of sixty arrays is handed to a compiled function as some four hundred numbers;
a struct reference is handed on as one. The fields keep their names, so the core cannot tell.
They are written out one by one because Numba keeps compiled code on disk only for functions
that stand in a file.
"""

from typing import Any

from numba import types
from numba.experimental import structref

from sim.lives.tables import Tables

FLOATS = frozenset(
    (
        "rate",
        "group",
        "plain_sum",
        "frail_sum",
        "effect",
        "talk_gain",
        "fading",
        "plain_gain",
        "frail_gain",
        "calendar",
        "mechanism_factor",
        "mechanism_reach",
        "door_share",
        "outcome_share",
    )
)
NUMBERS = frozenset(name for name, kind in Tables.__annotations__.items() if kind is int)


@structref.register
class TablesType(types.StructRef):  # type: ignore[misc]
    """The Numba type of boxed tables."""


def field_type(name: str) -> Any:
    """Return the Numba type of one field of the tables."""
    if name in NUMBERS:
        return types.int64
    return types.Array(types.float64 if name in FLOATS else types.int64, 1, "C")


TABLES = TablesType([(name, field_type(name)) for name in Tables._fields])


def boxed(tables: Tables) -> Any:  # noqa: PLR0915  (one statement a field)
    """Return the tables in a box (compiled code only)."""
    box = structref.new(TABLES)
    box.cells = tables.cells
    box.bins = tables.bins
    box.schemes = tables.schemes
    box.periods = tables.periods
    box.rule_periods = tables.rule_periods
    box.stages = tables.stages
    box.contact_periods = tables.contact_periods
    box.exits = tables.exits
    box.first_exit = tables.first_exit
    box.bin_day = tables.bin_day
    box.destination = tables.destination
    box.returns = tables.returns
    box.rate = tables.rate
    box.frail = tables.frail
    box.group = tables.group
    box.profile = tables.profile
    box.plain_sum = tables.plain_sum
    box.frail_sum = tables.frail_sum
    box.responds = tables.responds
    box.effect = tables.effect
    box.talk_gain = tables.talk_gain
    box.fadings = tables.fadings
    box.fading_day = tables.fading_day
    box.fading = tables.fading
    box.plain_gain = tables.plain_gain
    box.frail_gain = tables.frail_gain
    box.calendar_day = tables.calendar_day
    box.calendar = tables.calendar
    box.first_mechanism = tables.first_mechanism
    box.mechanism = tables.mechanism
    box.mechanism_exit = tables.mechanism_exit
    box.mechanism_from = tables.mechanism_from
    box.mechanism_until = tables.mechanism_until
    box.mechanism_since = tables.mechanism_since
    box.mechanism_to = tables.mechanism_to
    box.mechanism_factor = tables.mechanism_factor
    box.mechanism_reach = tables.mechanism_reach
    box.mechanism_cell = tables.mechanism_cell
    box.first_door = tables.first_door
    box.door = tables.door
    box.door_from = tables.door_from
    box.door_until = tables.door_until
    box.door_within = tables.door_within
    box.door_share = tables.door_share
    box.door_cell = tables.door_cell
    box.waiting_days = tables.waiting_days
    box.category = tables.category
    box.category_from = tables.category_from
    box.deadline_rule = tables.deadline_rule
    box.deadline_day = tables.deadline_day
    box.deadline_value = tables.deadline_value
    box.looks_back_months = tables.looks_back_months
    box.regained_days = tables.regained_days
    box.is_work = tables.is_work
    box.first_outcome = tables.first_outcome
    box.outcome_from = tables.outcome_from
    box.outcome_until = tables.outcome_until
    box.outcome_share = tables.outcome_share
    box.outcome_scheme = tables.outcome_scheme
    box.outcome_days = tables.outcome_days
    box.outcome_stage = tables.outcome_stage
    box.contact_group = tables.contact_group
    box.contact_day = tables.contact_day
    box.contact_rule = tables.contact_rule
    box.teams = tables.teams
    box.team = tables.team
    box.talk_minutes = tables.talk_minutes
    box.team_periods = tables.team_periods
    box.team_day = tables.team_day
    box.team_minutes = tables.team_minutes
    box.working_day = tables.working_day
    box.working_day_from = tables.working_day_from
    box.job = tables.job
    box.out = tables.out
    box.horizon = tables.horizon
    return box
