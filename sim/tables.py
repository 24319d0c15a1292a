"""The tables of a world: params turned into the arrays that the functional core reads.

Names end here: beyond this file schemes, exits, categories and cells are numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.cells import BAND_YEARS, CELLS, cells_where, factor_of_cell
from sim.clock import DAYS_PER_WEEK, FAR, next_working_days
from sim.errors import ParamError, nearest
from sim.lives.tables import (
    BIRTHDAY,
    MAX_STAY,
    MAX_YEARS,
    NO_DEADLINE,
    RETURNS,
    REVURDERING,
    RIGHT_USED_UP,
    Tables,
)
from sim.mechanisms import MechanismRows
from sim.params import LawBook, Scheme
from sim.params.model import Categories, Hazards, Municipality, Outcomes

RULES = {
    None: NO_DEADLINE,
    "revurdering": REVURDERING,
    "max_weeks": MAX_STAY,
    "max_years": MAX_YEARS,
    "used_weeks": RIGHT_USED_UP,
    "birthday": BIRTHDAY,
}
DAYS_OF_RULE = {
    "revurdering": 1,
    "max_weeks": DAYS_PER_WEEK,
    "max_years": 1,
    "used_weeks": DAYS_PER_WEEK,
    "birthday": 1,
}
BEFORE_ALL = -FAR

Columns = dict[str, Any]  # fields of `Tables` by name: arrays and whole numbers
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Exits:
    """The exits of all schemes in the order of the tables: origin and destination by number."""

    names: tuple[tuple[str, str], ...]  # origin, destination
    first: Ints  # [s + 1]

    def number(self, origin: str, destination: str) -> int:
        """Return the number of an exit; an unknown one is refused with the nearest."""
        if (origin, destination) not in self.names:
            known = [to for at, to in self.names if at == origin]
            raise ParamError(
                f"{origin} has no hazard to {destination}.{nearest(destination, known)}"
                f" Known: {', '.join(known)}."
            )
        return self.names.index((origin, destination))


def exits_of(hazards: Hazards, schemes: Mapping[str, Scheme]) -> Exits:
    """Return the exits of the hazards file in the order of the schemes.

    Raises
    ------
    ParamError
        If a hazard leaves an unknown scheme or leads where the map of schemes has no exit.
    """
    names: list[tuple[str, str]] = []
    first = [0]
    for origin in (*hazards.schemes,):
        if origin not in schemes:
            raise ParamError(
                f"hazards.yaml: no scheme is called {origin}.{nearest(origin, schemes)}"
            )
    for origin, scheme in schemes.items():
        exits = hazards.schemes[origin].exits if origin in hazards.schemes else {}
        for destination in exits:
            if destination not in scheme.exits:
                raise ParamError(
                    f"hazards.yaml: {origin} has a hazard to {destination}, which schemes.yaml"
                    f" does not name as an exit of {origin}.{nearest(destination, scheme.exits)}"
                )
            names.append((origin, destination))
        first.append(len(names))
    return Exits(tuple(names), np.array(first, dtype=np.int64))


def category_names(schemes: Mapping[str, Scheme]) -> tuple[str, ...]:
    """Return every ``scheme.category`` in order: the place of each is its number."""
    return tuple(f"{s.name}.{c}" for s in schemes.values() for c in s.categories)


def tables_of(
    law: LawBook,
    hazards: Hazards,
    outcomes: Outcomes,
    categories: Categories,
    municipality: Municipality,
    exits: Exits,
    rows: MechanismRows,
    run_in: int,
    horizon: int,
) -> Tables:
    """Return the tables of a world from its params and the rows of its mechanisms."""
    return Tables(
        cells=CELLS,
        schemes=len(law.schemes),
        exits=len(exits.names),
        first_exit=exits.first,
        **_hazard_tables(law, hazards, municipality, exits),
        **rows.arrays(),
        **_category_tables(law, categories, run_in),
        **_deadline_tables(law, run_in),
        **_outcome_tables(law, outcomes),
        **_contact_tables(law),
        **_no_teams(),
        is_work=np.array([int(name == "job") for name in law.scheme_names]),
        working_day=next_working_days(run_in, horizon),
        working_day_from=run_in,
        job=law.scheme_names.index("job"),
        out=law.scheme_names.index("out"),
        horizon=horizon,
    )


def _padded(lists: Sequence[Sequence[float]], fill: float, dtype: type) -> NDArray[np.generic]:
    width = max(len(row) for row in lists)
    return np.array([[*row, *[fill] * (width - len(row))] for row in lists], dtype=dtype)


def _hazard_tables(
    law: LawBook, hazards: Hazards, municipality: Municipality, exits: Exits
) -> Columns:
    names = law.scheme_names
    bins = [
        [round(w * DAYS_PER_WEEK) for w in hazards.schemes[s].bins_weeks]
        if s in hazards.schemes
        else [0]
        for s in names
    ]
    width = max(len(row) for row in bins)
    rate = np.zeros((len(names) + 1, width, len(exits.names)))  # NOBODY comes first
    for t, (origin, destination) in enumerate(exits.names):
        hazard = hazards.schemes[origin].exits[destination]
        scale = _municipal_factor(municipality, origin, destination)
        for came, came_name in enumerate(("", *names)):
            values = hazard.per_week_from.get(came_name, hazard.per_week)
            rate[came, : len(values), t] = np.array(values) * scale
    forms = [hazards.schemes[o].exits[d] for o, d in exits.names]
    calendar_day, calendar = _calendar(hazards, exits)
    group = np.stack([factor_of_cell(f.groups) for f in forms], axis=1)
    frail = np.array([int(f.frailty) for f in forms], dtype=np.int64)
    return {
        **usual_sums(exits.first, rate, group, frail, np.ones_like(group)),
        **_no_effects(len(names), len(exits.names)),
        "bins": width,
        "periods": len(calendar_day),
        "bin_day": _ints([[*row, FAR] for row in bins], FAR).reshape(-1),
        "destination": np.array([names.index(d) for _, d in exits.names], dtype=np.int64),
        "returns": np.array([int(f.returns) for f in forms], dtype=np.int64),
        "frail": frail,
        "rate": rate.reshape(-1),
        "group": group.reshape(-1),
        "calendar_day": calendar_day,
        "calendar": calendar.reshape(-1),
    }


def usual_sums(
    first_exit: Ints, rate: Floats, group: Floats, frail: Ints, effect: Floats
) -> Columns:
    """Return the sums of usual hazards, and of what talks add to them, by profile, cell and bin.

    A profile is a scheme and a row of hazards by where the citizen came from; origins with the
    same hazards share one. Sums run over the exits in their order, as the core's do.

    Parameters
    ----------
    rate, group, frail, effect : ndarray
        Shapes [came, bin, exit], [cell, exit], [exit], [cell, exit].
    """
    schemes, origins = len(first_exit) - 1, len(rate)
    profile = np.zeros((schemes, origins), dtype=np.int64)
    sums: list[list[Floats]] = []
    for s in range(schemes):
        seen: dict[bytes, int] = {}
        exits = range(first_exit[s], first_exit[s + 1])
        for came in range(origins):
            key = rate[came, :, first_exit[s] : first_exit[s + 1]].tobytes()
            if key not in seen:
                seen[key] = len(sums)
                sums.append(_sums(exits, rate[came], group, frail, effect))
            profile[s, came] = seen[key]
    names = ("plain_sum", "frail_sum", "plain_gain", "frail_gain")
    columns = {
        name: np.array(parts).reshape(-1)
        for name, parts in zip(names, zip(*sums, strict=True), strict=True)
    }
    return {"profile": profile.reshape(-1), **columns}


def _sums(exits: range, rate: Floats, group: Floats, frail: Ints, effect: Floats) -> list[Floats]:
    """Return the sums without frailty and with it, then those of the gains, each [cell, bin]."""
    sums = [np.zeros((len(group), len(rate))) for _ in range(4)]
    for t in exits:
        hazard = np.outer(group[:, t], np.ones(len(rate))) * rate[:, t]
        sums[frail[t]] += hazard
        sums[2 + frail[t]] += hazard * (effect[:, t, None] - 1.0)
    return sums


def _no_effects(schemes: int, exits: int) -> Columns:
    """Return the tables of a world in which talks change no hazard."""
    return {
        "responds": np.zeros(schemes, np.int64),
        "effect": np.ones(CELLS * exits),
        "talk_gain": np.ones(schemes),
        "fadings": 1,
        "fading_day": np.zeros(schemes, np.int64),
        "fading": np.zeros(schemes),
    }


def _municipal_factor(municipality: Municipality, origin: str, destination: str) -> float:
    """Return what a municipality multiplies a hazard by: its inflow and its own exit factor."""
    factor = 1.0
    for table, name in (
        (municipality.inflow_factors, destination),
        (municipality.hazard_factors, f"{origin}>{destination}"),
    ):
        if name in table:
            factor *= table[name].value or 0.0
    return factor


def _calendar(hazards: Hazards, exits: Exits) -> tuple[Ints, Floats]:
    days = {BEFORE_ALL, *(d for p in hazards.calendar for d in (p.start, p.until))}
    first_days = np.array(sorted(days), dtype=np.int64)
    factors = np.ones((len(exits.names), len(first_days)))
    for period in hazards.calendar:
        inside = (first_days >= period.start) & (first_days < period.until)
        for name, factor in period.factors.items():
            origin, _, destination = name.partition(">")
            factors[exits.number(origin, destination)] *= np.where(inside, factor, 1.0)
    return first_days, factors


def _category_tables(law: LawBook, categories: Categories, day: int) -> Columns:
    names = category_names(law.schemes)
    by_cell = np.full((len(law.schemes), CELLS), -1, dtype=np.int64)
    by_origin = np.full((len(law.schemes), len(law.schemes) + 1), -1, dtype=np.int64)
    waiting = []
    for s, scheme in enumerate(law.schemes.values()):
        if scheme.default_category:
            by_cell[s] = names.index(f"{scheme.name}.{scheme.default_category}")
        for rule in reversed(categories.schemes.get(scheme.name, ())):
            by_cell[s, cells_where(rule.when)] = _category(names, scheme, rule.category)
        for origin, category in categories.coming_from.get(scheme.name, {}).items():
            by_origin[s, law.scheme_names.index(origin) + 1] = _category(names, scheme, category)
        for kind in scheme.categories.values():
            waiting.append(int(law.on(kind.waiting, day)) if kind.waiting else 0)
    return {
        "category": by_cell.reshape(-1),
        "category_from": by_origin.reshape(-1),
        "waiting_days": np.array(waiting, dtype=np.int64),
    }


def _category(names: Sequence[str], scheme: Scheme, category: str) -> int:
    if category not in scheme.categories:
        raise ParamError(
            f"categories.yaml: {scheme.name} has no category {category}."
            f"{nearest(category, scheme.categories)} Known: {', '.join(scheme.categories)}."
        )
    return names.index(f"{scheme.name}.{category}")


def _dated(law: LawBook, name: str, by_unit: float) -> list[tuple[int, int]]:
    """Return the values of a parameter as whole numbers with their first days.

    Assumes
    -------
    Before the first day known, in the run-in, the first value holds.
    """
    values = [
        (v.day, round(float(v.value) * by_unit))
        for v in law.parameter(name).values
        if v.value is not None
    ]
    return [(BEFORE_ALL, values[0][1]), *values[1:]]


def _deadline_tables(law: LawBook, run_in: int) -> Columns:
    dated = []
    for scheme in law.schemes.values():
        deadline = scheme.deadline
        if deadline and deadline.rule == "birthday":
            _refuse_strange_birthday(law, scheme)
        dated.append(
            _dated(law, deadline.value, DAYS_OF_RULE[deadline.rule])
            if deadline
            else [(BEFORE_ALL, 0)]
        )
    regained_weeks = float(law.on("law.dagpenge.requalify_weeks", run_in))
    return {
        "deadline_rule": np.array(
            [RULES[s.deadline.rule if s.deadline else None] for s in law.schemes.values()]
        ),
        "rule_periods": max(len(rows) for rows in dated),
        "deadline_day": _ints([[day for day, _ in rows] for rows in dated], FAR).reshape(-1),
        "deadline_value": _ints([[value for _, value in rows] for rows in dated], 0).reshape(-1),
        "looks_back_months": int(law.on("law.sygedagpenge.revurdering_looks_back_months", run_in)),
        "regained_days": round(regained_weeks * DAYS_PER_WEEK),
    }


def _refuse_strange_birthday(law: LawBook, scheme: Scheme) -> None:
    assert scheme.deadline is not None
    for value in law.parameter(scheme.deadline.value).values:
        if value.value not in BAND_YEARS:
            known = ", ".join(str(years) for years in BAND_YEARS)
            raise ParamError(
                f"{scheme.deadline.value} ends {scheme.name} at {value.value} years;"
                f" the model knows the birthdays {known}."
            )


def _ints(lists: Sequence[Sequence[float]], fill: float) -> Ints:
    return np.asarray(_padded(lists, fill, np.int64), dtype=np.int64)


def _outcome_tables(law: LawBook, outcomes: Outcomes) -> Columns:
    names = law.scheme_names
    stages = 1 + max((d.stage for d in outcomes.deadlines), default=0)
    first = np.zeros((len(names), stages + 1), dtype=np.int64)
    rows: list[tuple[int, int, float, int, int, int]] = []
    for s, name in enumerate(names):
        for stage in range(stages):
            first[s, stage] = len(rows)
            here = sorted(
                (d for d in outcomes.deadlines if d.scheme == name and d.stage == stage),
                key=lambda d: d.start,
            )
            for n, decided in enumerate(here):
                until = here[n + 1].start if n + 1 < len(here) else FAR
                for outcome in decided.outcomes:
                    to = RETURNS if outcome.to == "came_from" else _scheme(names, outcome.to)
                    days = round((outcome.prolonged_weeks or 0) * DAYS_PER_WEEK)
                    rows.append((decided.start, until, outcome.share, to, days, outcome.then))
        first[s, stages] = len(rows)
    _refuse_undecided(law, outcomes)
    return {
        "stages": stages,
        "first_outcome": first.reshape(-1),
        "outcome_from": np.array([r[0] for r in rows], dtype=np.int64),
        "outcome_until": np.array([r[1] for r in rows], dtype=np.int64),
        "outcome_share": np.array([r[2] for r in rows]),
        "outcome_scheme": np.array([r[3] for r in rows], dtype=np.int64),
        "outcome_days": np.array([r[4] for r in rows], dtype=np.int64),
        "outcome_stage": np.array([r[5] for r in rows], dtype=np.int64),
    }


def _refuse_undecided(law: LawBook, outcomes: Outcomes) -> None:
    decided = {d.scheme for d in outcomes.deadlines}
    for scheme in law.schemes.values():
        if scheme.deadline and scheme.name not in decided:
            raise ParamError(
                f"outcomes.yaml: {scheme.name} has a deadline ({scheme.deadline.rule}) but"
                " nothing says what is decided at it."
            )


def _scheme(names: Sequence[str], name: str) -> int:
    if name not in names:
        raise ParamError(f"No scheme is called {name}.{nearest(name, names)}")
    return names.index(name)


CONTACT_COLUMNS: tuple[tuple[str, float], ...] = (
    ("first_within_weeks", DAYS_PER_WEEK),
    ("talks_in_window", 1),
    ("window_weeks", DAYS_PER_WEEK),
    ("then_every_weeks", DAYS_PER_WEEK),
)


def contact_groups(law: LawBook) -> tuple[str, ...]:
    """Return the groups of contact rules that some scheme uses, in order."""
    return tuple(dict.fromkeys(s.contact for s in law.schemes.values() if s.contact))


def _contact_tables(law: LawBook) -> Columns:
    groups = contact_groups(law)
    first_days, rules = [], []
    for group in groups:
        columns = [
            dict(_dated(law, f"law.contact.{group}.{column}", unit))
            for column, unit in CONTACT_COLUMNS
        ]
        days = sorted({day for column in columns for day in column})
        first_days.append(days)
        rules.append([[_latest(column, day) for column in columns] for day in days])
    width = max((len(days) for days in first_days), default=1)
    rules = [[*rows, *[rows[-1]] * (width - len(rows))] for rows in rules]
    numbers = {group: g for g, group in enumerate(groups)}
    return {
        "contact_group": np.array(
            [numbers[s.contact] if s.contact else -1 for s in law.schemes.values()]
        ),
        "contact_periods": width,
        "contact_day": _ints(first_days or [[BEFORE_ALL]], FAR).reshape(-1),
        "contact_rule": np.array(rules, dtype=np.int64).reshape(-1),
    }


def _no_teams() -> Columns:
    """Return the tables of a world in which time for talks is no limit."""
    none = np.zeros(0, np.int64)
    return {
        "teams": 0,
        "team": none,
        "talk_minutes": none,
        "team_periods": 0,
        "team_day": none,
        "team_minutes": none,
    }


def _latest(column: Mapping[int, int], day: int) -> int:
    return column[max(d for d in column if d <= day)]


def nested(tables: Tables) -> Tables:
    """Return the same tables as nested lists, which plain Python reads faster than arrays."""
    return Tables._make(t.tolist() if isinstance(t, np.ndarray) else t for t in tables)
