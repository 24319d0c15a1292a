"""What simulating a case found, as data: the effect it would need, and what is then saved.

Amounts are savings: kroner and full-time persons with ``+`` where fewer are paid. Intervals are
95 % over replications.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from borgerflow.sim.params import Estimate

SCHEMA = "borgerflow/case-simulated/1"
TABLE_SCHEMA = "borgerflow/cases-simulated/1"
Goal = Literal["persons", "break_even"]
Place = Literal["within", "beyond", "beyond_any", "no_trial", "nothing_suffices"]


@dataclass(frozen=True)
class Between:
    """A mean over replications with the ends of its interval, where there is one."""

    mean: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Said:
    """What the case states, a year, None where it says nothing."""

    persons: float | None
    persons_from: str
    gross: float | None
    investment: float | None
    net: float | None
    kroner_per_full_time: float | None
    weeks: float | None  # by which a stay becomes shorter or longer
    employees: float | None  # full-time, a year


@dataclass(frozen=True)
class Needed:
    """The effect that the case would need.

    Attributes
    ----------
    effect : Between or None
        None where nothing up to ``furthest`` is enough.
    tried : float
        The effect at which all else is told: the one needed, or the best there is.
    factor : float or None
        What ``tried`` is as a factor on the exits, the highest of its benefits; of what keeps
        people from coming there is none.
    """

    kind: str
    unit: str
    effect: Between | None
    furthest: float
    tried: float
    factor: float | None


@dataclass(frozen=True)
class Evidence:
    """What trials found for the benefits of a case, and where the needed effect lies."""

    low: float | None
    high: float | None
    sources: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Concentrated:
    """The effect that is needed where no more are reached than the employees can work with.

    Attributes
    ----------
    employees : float
        Full-time employees, those stated or those that the investment can pay for.
    citizens : float
        Citizens a year whom they can give what the trials gave.
    reach : float
        The share of new cases that those are.
    """

    employees: float
    citizens: float
    reach: float
    needed: Needed
    place: Place


@dataclass(frozen=True)
class Saved:
    """What a year saves at the effect told, the mean of the years measured.

    Attributes
    ----------
    persons : Between
        Full-time persons fewer on the benefits of the case.
    benefit : Between
        Kroner of those benefits, all payers.
    own_benefit : Between
        What of that is the municipality's part.
    own : Between
        Kroner of the municipality on everything, before what it invests.
    elsewhere : dict of str to Between
        Full-time persons more in each other scheme.
    with_stated_weeks : Between or None
        The persons, if a stay became as much shorter as the case states.
    """

    persons: Between
    benefit: Between
    own_benefit: Between
    own: Between
    elsewhere: Mapping[str, Between]
    with_stated_weeks: Between | None


@dataclass(frozen=True)
class CaseFound:
    """One case simulated in a municipality; without numbers and with a reason where it is not."""

    case: str
    municipality: str
    municipality_label: str
    replications: int
    seed: int
    said: Said
    flags: tuple[str, ...]
    reason: str | None = None
    because: Mapping[str, str] | None = None
    goal: Goal | None = None
    stands_for: tuple[int, ...] = ()
    measured: tuple[int, ...] = ()
    price_year: int | None = None
    schemes: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()  # out to, or in from
    full_time: float | None = None  # on those benefits without the case
    reach: float | None = None  # the share of new cases it reaches, where the case names a number
    needed: Needed | None = None
    evidence: Evidence | None = None
    concentrated: Concentrated | None = None
    saved: Saved | None = None

    def to_json(self) -> str:
        """Return the finding as JSON text; the same inputs give the same text."""
        return _json({"schema": SCHEMA, **asdict(self)})


def evidence_of(schemes: Sequence[str], trials: Mapping[str, Estimate], needed: Needed) -> Evidence:
    """Return what trials found for some benefits, the widest of them, beside the needed factor."""
    named = [trials[scheme] for scheme in schemes if scheme in trials]
    low = min((trial.low for trial in named if trial.low is not None), default=None)
    high = max((trial.high for trial in named if trial.high is not None), default=None)
    sources = tuple(dict.fromkeys(trial.source for trial in named))
    return Evidence(low, high, sources, place_of(needed, high, trials))


def place_of(needed: Needed, high: float | None, trials: Mapping[str, Estimate]) -> Place:
    """Return where a needed effect lies: among what was found for its benefits, or beyond."""
    if needed.effect is None:
        return "nothing_suffices"
    if needed.factor is None:
        return "no_trial"
    if needed.factor > max(trial.high or 0.0 for trial in trials.values()):
        return "beyond_any"
    if high is None:
        return "no_trial"
    return "within" if needed.factor <= high else "beyond"


def table_json(municipality: str, found: Sequence[Mapping[str, Any]]) -> str:
    """Return the JSON of many cases: each in full."""
    return _json(
        {"schema": TABLE_SCHEMA, "municipality_simulated": municipality, "cases": list(found)}
    )


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
