"""Fitted hazards as params: the hazards of a folder of params with those of a file in their place.

What is written stands for everybody on a scheme: an exit keeps its factors by group, and its
fitted hazards are divided by their mean among those who are usually there. Whom a hazard of one
origin, frailty or a way back concerned is in the fitted hazards already.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.fit.fitting import SchemeFit
from borgerflow.sim.fit.rates import poisson_interval
from borgerflow.sim.fit.usual_people import mean_factor
from borgerflow.sim.params.model import HELP, LEVELS, Municipality, Population
from borgerflow.sim.records.observed import SELF_SUPPORT
from borgerflow.sim.records.small_counts import HIDDEN, count_told

DIGITS = 4  # that are written of a hazard: intervals begin with the second
HAZARDS = "model/hazards.yaml"
ABSORBED = ("per_week_from", "frailty", "returns")
JOB = "job"
SHARED = " towards job and self-support together, shared between them as params have it"


@dataclass(frozen=True)
class Groups:
    """The column whose groups were fitted, and what its groups are called."""

    column: str
    levels: tuple[str, ...]

    @property
    def are_known(self) -> bool:
        """Tell whether the model knows the attribute and every level of it."""
        known = {**LEVELS, "help": HELP}.get(self.column, ())
        return bool(self.levels) and set(self.levels) <= set(known)


@dataclass(frozen=True)
class WrittenFor:
    """For whom hazards are written: the people that params hold, and a municipality if named."""

    schemes: tuple[str, ...]
    population: Population
    municipality: Municipality | None
    groups: Groups | None
    source: str
    knows_jobs: bool = True  # whether the file tells who is at work from who supports themselves
    smallest: int = 1  # count of events that is told

    def divisor(self, scheme: str, destination: str, groups: Mapping[str, Any]) -> float:
        """Return what the model will multiply the hazard of an exit by, on average."""
        profile = self.population.profiles[scheme]
        return mean_factor(groups, self.population, profile) * self._own_factor(scheme, destination)

    def _own_factor(self, scheme: str, destination: str) -> float:
        home = self.municipality
        if home is None:
            return 1.0
        inflow = home.inflow_factors.get(destination)
        own = home.hazard_factors.get(f"{scheme}>{destination}")
        return float(np.prod([each.value or 0.0 for each in (inflow, own) if each is not None]))


def with_fitted(
    content: Mapping[str, Any], fits: Sequence[SchemeFit], written: WrittenFor
) -> dict[str, Any]:
    """Return the content of ``hazards.yaml`` with the exits that were seen in their place.

    A scheme keeps its cut-points (whole weeks where the file knows weeks, those of the file where
    it has others), and an exit that nobody
    was seen to take keeps its hazard, but no more than the upper end of the interval. A scheme
    of which params do not say who is there (job) is left as it is. Where a file knows no jobs, its
    self-support is both, and shared as params have it.
    """
    schemes = dict(content["schemes"])
    for fit in fits:
        if fit.scheme in schemes and fit.scheme in written.population.profiles:
            schemes[fit.scheme] = _scheme(schemes[fit.scheme], fit, written)
    return {**content, "schemes": schemes}


class _Seen(NamedTuple):
    """Where an exit of the model is found in a fit: the destination, and its share, by band."""

    fit: SchemeFit
    to: int
    place: Ints  # of each band that is written among those that were fitted
    share: Floats


def _scheme(held: Mapping[str, Any], fit: SchemeFit, written: WrittenFor) -> dict[str, Any]:
    bins = tuple(float(week) for week in held["bins_weeks"])
    rounded = tuple(float(round(week)) for week in bins)
    known = (bins, tuple(dict.fromkeys(rounded)), fit.cuts)
    kept = next(cuts for cuts in known if set(fit.cuts) <= set(cuts))
    before = [max(n for n, at in enumerate(bins) if min(at, rounded[n]) <= cut) for cut in kept]
    place = np.searchsorted(np.array(fit.cuts), np.array(kept), side="right") - 1
    shares = {} if written.knows_jobs else _shares_off_benefit(held["exits"], before)
    exits = {}
    for name, form in held["exits"].items():
        to = written.schemes.index(SELF_SUPPORT if name in shares else name)
        seen = _Seen(fit, to, place, shares.get(name, np.ones(len(kept))))
        taken = fit.rates.events[to].any()
        exits[name] = _exit(name, form, seen, written) if taken else _kept(form, seen, before)
    return {**held, "bins_weeks": list(kept), "exits": exits}


def _shares_off_benefit(exits: Mapping[str, Any], before: Sequence[int]) -> dict[str, Floats]:
    """Return how params share those who leave for no benefit between job and self-support."""
    names = [name for name in (JOB, SELF_SUPPORT) if name in exits]
    rates = np.array([[exits[name]["per_week"][n] for n in before] for name in names])
    total = rates.sum(axis=0)
    alike = np.full(rates.shape, 1 / max(len(names), 1))
    shares = np.where(total > 0, rates / np.where(total > 0, total, 1.0), alike)
    return dict(zip(names, shares, strict=True))


def _exit(name: str, held: Mapping[str, Any], seen: _Seen, written: WrittenFor) -> dict[str, Any]:
    """Return a fitted exit; its range is the interval of all its events together."""
    rates = seen.fit.rates
    fitted = _fitted_groups(seen, written)
    attribute = {} if written.groups is None or not fitted else {written.groups.column: fitted}
    others = {n: g for n, g in held.get("groups", {}).items() if n not in attribute}
    divisor = written.divisor(seen.fit.scheme, name, others) or 1.0
    events = int(rates.events[seen.to].sum())
    low, high = (float(end[0]) / events for end in poisson_interval(np.array([events])))
    per_week = np.nan_to_num(rates.rate[seen.to])[seen.place] * seen.share / divisor
    kept = {key: value for key, value in held.items() if key not in (*ABSORBED, "note", "groups")}
    shared = "" if written.knows_jobs or name not in (JOB, SELF_SUPPORT) else SHARED
    return {
        **kept,
        "per_week": [_short(rate) for rate in per_week],
        **({"groups": {**others, **attribute}} if others or attribute else {}),
        "source": f"{written.source}; {count_told(events, written.smallest)} events{shared}",
        "grade": "estimated",
        "range": [_short(low), _short(high)],
        "note": _intervals(seen, written.smallest),
    }


def _fitted_groups(seen: _Seen, written: WrittenFor) -> dict[str, float]:
    """Return the factor of each level that was fitted, where the model knows the groups."""
    groups, told = written.groups, seen.fit.groups
    if groups is None or told is None or not groups.are_known:
        return {}
    return dict(zip(groups.levels, map(_short, told.factor[seen.to]), strict=True))


def _kept(held: Mapping[str, Any], seen: _Seen, before: Sequence[int]) -> dict[str, Any]:
    """Return an exit nobody was seen to take: as it was, no hazard above the interval's end."""
    high = seen.fit.rates.high[seen.to][seen.place]
    most = np.where(np.isnan(high), np.inf, high)

    def capped(rates: Sequence[float]) -> list[float]:
        return [_short(min(rates[n], top)) for n, top in zip(before, most, strict=True)]

    by_origin = {origin: capped(rates) for origin, rates in held.get("per_week_from", {}).items()}
    more = {"per_week_from": by_origin} if by_origin else {}
    return {**held, "per_week": capped(held["per_week"]), **more}


def _intervals(seen: _Seen, smallest: int) -> str:
    """Return the 95 % interval of each band in words, as it was fitted.

    That of few events is not told: how far apart its ends are says of how many it is.
    """
    rates, to = seen.fit.rates, seen.to
    ends = zip(seen.fit.cuts, rates.events[to], rates.low[to], rates.high[to], strict=True)
    told = (
        f"from week {cut:g} "
        + (HIDDEN if 0 < events < smallest else f"{_digits(low)} to {_digits(high)}")
        for cut, events, low, high in ends
    )
    return "95 % intervals a week of everybody: " + ", ".join(told)


def _short(number: float) -> float:
    return float(f"{float(number):.{DIGITS}g}")


def _digits(number: float) -> str:
    """Return a number without an exponent: other readers take ``1e-05`` for a text."""
    return np.format_float_positional(_short(number), trim="-")


def yaml_of(content: Mapping[str, Any], depth: int = 0) -> str:
    """Return plain values as YAML, a line for each key; what holds only scalars in one line."""
    lines = []
    for key, value in content.items():
        head = f"{'  ' * depth}{_key(key)}:"
        is_block = isinstance(value, Mapping) and _has_parts(value)
        below = f"\n{yaml_of(value, depth + 1)}" if is_block else f" {_flow(value)}\n"
        lines.append(head + below)
    return "".join(lines)


def _has_parts(value: Mapping[str, Any]) -> bool:
    return "per_week" in value or any(isinstance(each, Mapping) for each in value.values())


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, float):
        return np.format_float_positional(value, trim="-")
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if key.isidentifier() else json.dumps(key)


def exits_not_in_the_model(
    content: Mapping[str, Any], fit: SchemeFit, written: WrittenFor
) -> dict[str, int]:
    """Return the events towards schemes to which the model has no hazard from this one."""
    exits = set(content["schemes"].get(fit.scheme, {"exits": {}})["exits"])
    if not written.knows_jobs and JOB in exits:
        exits.add(SELF_SUPPORT)
    events = zip(written.schemes, fit.rates.events.sum(axis=1), strict=True)
    return {name: int(number) for name, number in events if number and name not in exits}
