"""Fitted hazards as params: the hazards of a folder of params with those of a file in their place.

What is written stands for everybody on a scheme: an exit keeps its factors by group, and its
fitted hazards are divided by their mean among those who are usually there. Whom a hazard of one
origin, frailty or a way back concerned is in the fitted hazards already.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.fit.bands import Cuts
from borgerflow.sim.fit.fitting import SchemeFit
from borgerflow.sim.fit.rates import poisson_interval
from borgerflow.sim.fit.usual_people import mean_factor
from borgerflow.sim.params.model import HELP, LEVELS, Municipality, Population

DIGITS = 4  # that are written of a hazard: intervals begin with the second
HAZARDS = "model/hazards.yaml"
ABSORBED = ("per_week_from", "frailty", "returns")


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

    A scheme keeps its cut-points (whole weeks where the file knows weeks), and an exit that nobody
    was seen to take keeps its hazard, but no more than the upper end of the interval. A scheme
    of which params do not say who is there (job) is left as it is.
    """
    schemes = dict(content["schemes"])
    for fit in fits:
        if fit.scheme in schemes and fit.scheme in written.population.profiles:
            schemes[fit.scheme] = _scheme(schemes[fit.scheme], fit, written)
    return {**content, "schemes": schemes}


def _scheme(held: Mapping[str, Any], fit: SchemeFit, written: WrittenFor) -> dict[str, Any]:
    bins = tuple(float(week) for week in held["bins_weeks"])
    rounded = tuple(float(round(week)) for week in bins)
    kept = bins if set(fit.cuts) <= set(bins) else tuple(dict.fromkeys(rounded))
    place = np.searchsorted(np.array(fit.cuts), np.array(kept), side="right") - 1
    exits = {
        name: _exit(name, form, fit, place, written)
        if fit.rates.events[written.schemes.index(name)].any()
        else _never_taken(form, fit.rates.high[written.schemes.index(name)][place], bins, kept)
        for name, form in held["exits"].items()
    }
    return {**held, "bins_weeks": list(kept), "exits": exits}


def _exit(
    name: str, held: Mapping[str, Any], fit: SchemeFit, place: Any, written: WrittenFor
) -> dict[str, Any]:
    """Return a fitted exit; its range is the interval of all its events together."""
    to = written.schemes.index(name)
    fitted = _fitted_groups(fit, to, written)
    attribute = {} if written.groups is None or not fitted else {written.groups.column: fitted}
    others = {n: g for n, g in held.get("groups", {}).items() if n not in attribute}
    divisor = written.divisor(fit.scheme, name, others) or 1.0
    events = int(fit.rates.events[to].sum())
    low, high = (float(end[0]) / events for end in poisson_interval(np.array([events])))
    rates = np.nan_to_num(fit.rates.rate[to] / divisor)[place]
    kept = {key: value for key, value in held.items() if key not in (*ABSORBED, "note", "groups")}
    return {
        **kept,
        "per_week": [_short(rate) for rate in rates],
        **({"groups": {**others, **attribute}} if others or attribute else {}),
        "source": f"{written.source}; {events} events",
        "grade": "estimated",
        "range": [_short(low), _short(high)],
        "note": _intervals(fit, to, divisor),
    }


def _fitted_groups(fit: SchemeFit, to: int, written: WrittenFor) -> dict[str, float]:
    """Return the factor of each level that was fitted, where the model knows the groups."""
    groups = written.groups
    if groups is None or fit.groups is None or not groups.are_known:
        return {}
    return dict(zip(groups.levels, map(_short, fit.groups.factor[to]), strict=True))


def _never_taken(held: Mapping[str, Any], high: Floats, bins: Cuts, kept: Cuts) -> dict[str, Any]:
    """Return an exit nobody was seen to take: as it was, no hazard above the interval's end."""
    rounded = [round(week) for week in bins]
    places = [max(n for n, at in enumerate(bins) if at == cut or rounded[n] == cut) for cut in kept]
    most = np.where(np.isnan(high), np.inf, high)

    def capped(rates: Sequence[float]) -> list[float]:
        return [_short(min(rates[n], top)) for n, top in zip(places, most, strict=True)]

    by_origin = {origin: capped(rates) for origin, rates in held.get("per_week_from", {}).items()}
    more = {"per_week_from": by_origin} if by_origin else {}
    return {**held, "per_week": capped(held["per_week"]), **more}


def _intervals(fit: SchemeFit, to: int, divisor: float) -> str:
    """Return the 95 % interval of each band in words."""
    ends = zip(fit.cuts, fit.rates.low[to] / divisor, fit.rates.high[to] / divisor, strict=True)
    told = (f"from week {cut:g} {_digits(low)} to {_digits(high)}" for cut, low, high in ends)
    return "95 % intervals a week: " + ", ".join(told)


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
    content: Mapping[str, Any], fit: SchemeFit, schemes: Sequence[str]
) -> dict[str, int]:
    """Return the events towards schemes to which the model has no hazard from this one."""
    exits = content["schemes"].get(fit.scheme, {"exits": {}})["exits"]
    events = fit.rates.events.sum(axis=1)
    return {schemes[to]: int(n) for to, n in enumerate(events) if n and schemes[to] not in exits}
