"""The tables of a world: params turned into the arrays that the functional core reads.

Names end here: beyond this file schemes, exits, categories and cells are numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR, next_working_days
from borgerflow.sim.base.errors import ParamError, nearest
from borgerflow.sim.lives.tables import Tables
from borgerflow.sim.params import LawBook, Scheme
from borgerflow.sim.params.model import Categories, Hazards, Municipality, Outcomes
from borgerflow.sim.world.cells import CELLS, cells_where, factor_of_cell
from borgerflow.sim.world.tables.contacts import (
    contact_groups,
    contact_tables,
    no_effects,
    no_local_rules,
    no_teams,
    nobody_stays_away,
)
from borgerflow.sim.world.tables.deadlines import (
    BEFORE_ALL,
    Columns,
    Ints,
    deadline_tables,
    outcome_tables,
    padded,
)
from borgerflow.sim.world.tables.mechanisms import MechanismRows
from borgerflow.sim.world.tables.sanctions import nobody_is_sanctioned

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
    start: int,
    horizon: int,
) -> Tables:
    """Return the tables of a world from its params and the rows of its mechanisms.

    Talks are held as law has it, with no limit of time, and change no hazard.
    """
    return Tables(
        cells=CELLS,
        schemes=len(law.schemes),
        exits=len(exits.names),
        first_exit=exits.first,
        **_hazard_tables(law, hazards, municipality, exits),
        **rows.arrays(),
        **_category_tables(law, categories, run_in),
        **deadline_tables(law, run_in),
        **outcome_tables(law, outcomes),
        **contact_tables(law, start),
        **no_local_rules(len(law.schemes)),
        **nobody_stays_away(len(contact_groups(law))),
        **nobody_is_sanctioned(len(contact_groups(law))),
        **no_teams(),
        is_work=np.array([int(name == "job") for name in law.scheme_names]),
        working_day=next_working_days(run_in, horizon),
        working_day_from=run_in,
        job=law.scheme_names.index("job"),
        out=law.scheme_names.index("out"),
        horizon=horizon,
    )


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
        **usual_sums(exits.first, rate, group, frail, all_alike(rate, group)),
        **no_effects(len(names)),
        "bins": width,
        "periods": len(calendar_day),
        "bin_day": padded([[*row, FAR] for row in bins], FAR).reshape(-1),
        "destination": np.array([names.index(d) for _, d in exits.names], dtype=np.int64),
        "returns": np.array([int(f.returns) for f in forms], dtype=np.int64),
        "frail": frail,
        "rate": rate.reshape(-1),
        "group": group.reshape(-1),
        "calendar_day": calendar_day,
        "calendar": calendar.reshape(-1),
    }


class Responders(NamedTuple):
    """Who responds to talks alike, and what talks do to the hazards of each of them."""

    number: Ints  # [scheme, came, cell]
    effect: Floats  # [number, exit] factor at the full strength of talks
    contacted: Floats  # [number, bin, exit] factor of the talks held when hazards were estimated


def all_alike(rate: Floats, group: Floats, effect: Floats | None = None) -> Responders:
    """Return that all citizens respond alike, by a factor for each exit if one is given.

    ``rate`` and ``group`` have the shapes [came, bin, exit] and [cell, exit].
    """
    origins, bins, exits = rate.shape
    number = np.zeros((origins - 1, origins, len(group)), dtype=np.int64)
    factor = np.ones(exits) if effect is None else effect
    return Responders(number, factor[None], np.ones((1, bins, exits)))


def usual_sums(
    first_exit: Ints, rate: Floats, group: Floats, frail: Ints, responders: Responders
) -> Columns:
    """Return the sums of usual hazards, and of what talks add to them, by profile, cell and bin.

    A profile is a scheme and a row of hazards by where the citizen came from; origins with the
    same hazards whose citizens respond alike share one. Sums run over the exits in their order,
    as the core's do. The tables of those who respond alike come with them.

    Parameters
    ----------
    rate, group, frail : ndarray
        Shapes [came, bin, exit], [cell, exit], [exit].
    """
    schemes, origins = len(first_exit) - 1, len(rate)
    profile = np.zeros((schemes, origins), dtype=np.int64)
    numbers: list[Ints] = []
    sums: list[list[Floats]] = []
    for s in range(schemes):
        seen: dict[bytes, int] = {}
        exits = range(first_exit[s], first_exit[s + 1])
        for came in range(origins):
            number = responders.number[s, came]
            key = rate[came, :, first_exit[s] : first_exit[s + 1]].tobytes() + number.tobytes()
            if key not in seen:
                seen[key] = len(sums)
                numbers.append(number)
                sums.append(_sums(exits, rate[came], group, frail, responders, number))
            profile[s, came] = seen[key]
    names = ("plain_sum", "frail_sum", "plain_gain", "frail_gain")
    columns = {
        name: np.array(parts).reshape(-1)
        for name, parts in zip(names, zip(*sums, strict=True), strict=True)
    }
    return {
        "profile": profile.reshape(-1),
        "responder": np.array(numbers).reshape(-1),
        "effect": responders.effect.reshape(-1),
        "contacted": responders.contacted.reshape(-1),
        **columns,
    }


def _sums(
    exits: range, rate: Floats, group: Floats, frail: Ints, responders: Responders, number: Ints
) -> list[Floats]:
    """Return the sums without frailty and with it, then those of the gains, each [cell, bin]."""
    sums = [np.zeros((len(group), len(rate))) for _ in range(4)]
    for t in exits:
        hazard = rate[:, t] / responders.contacted[number, :, t] * group[:, t, None]
        sums[frail[t]] += hazard
        sums[2 + frail[t]] += hazard * (responders.effect[number, t, None] - 1.0)
    return sums


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


def nested(tables: Tables) -> Tables:
    """Return the same tables as nested lists, which plain Python reads faster than arrays."""
    return Tables._make(t.tolist() if isinstance(t, np.ndarray) else t for t in tables)
