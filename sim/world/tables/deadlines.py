"""The tables of rules: deadlines and their outcomes.

Values that change with the law become rows of whole numbers with their first days.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR
from borgerflow.sim.base.errors import ParamError, nearest
from borgerflow.sim.lives.tables import (
    BIRTHDAY,
    MAX_STAY,
    MAX_YEARS,
    NO_DEADLINE,
    RETURNS,
    REVURDERING,
    RIGHT_USED_UP,
)
from borgerflow.sim.params import LawBook, Scheme
from borgerflow.sim.params.model import Outcomes
from borgerflow.sim.world.cells import BAND_YEARS

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


def dated_values(law: LawBook, name: str, by_unit: float) -> list[tuple[int, int]]:
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


def deadline_tables(law: LawBook, run_in: int) -> Columns:
    """Return the deadline rule of each scheme and its values by day."""
    dated = []
    for scheme in law.schemes.values():
        deadline = scheme.deadline
        if deadline and deadline.rule == "birthday":
            _refuse_strange_birthday(law, scheme)
        dated.append(
            dated_values(law, deadline.value, DAYS_OF_RULE[deadline.rule])
            if deadline
            else [(BEFORE_ALL, 0)]
        )
    regained_weeks = float(law.on("law.dagpenge.requalify_weeks", run_in))
    return {
        "deadline_rule": np.array(
            [RULES[s.deadline.rule if s.deadline else None] for s in law.schemes.values()]
        ),
        "rule_periods": max(len(rows) for rows in dated),
        "deadline_day": padded([[day for day, _ in rows] for rows in dated], FAR).reshape(-1),
        "deadline_value": padded([[value for _, value in rows] for rows in dated], 0).reshape(-1),
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


def outcome_tables(law: LawBook, outcomes: Outcomes) -> Columns:
    """Return what may be decided at each deadline, by scheme, stage and day."""
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


def padded(lists: Sequence[Sequence[float]], fill: float) -> Ints:
    """Return rows of different lengths as one array of whole numbers, filled up at their ends."""
    width = max(len(row) for row in lists)
    return np.array([[*row, *[fill] * (width - len(row))] for row in lists], dtype=np.int64)
