"""A change of mean duration, translated into a factor on hazards.

Forms and cases speak of weeks; the model knows hazards. The mean stay in a scheme under a
factor is a sum over days of the share still there, so the factor that changes the mean by the
stated weeks is found by root search.
"""

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK, day_after_years
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.lives.deadlines import rule_value
from borgerflow.sim.lives.tables import (
    MAX_STAY,
    MAX_YEARS,
    RETURNS,
    REVURDERING,
    RIGHT_USED_UP,
    Tables,
)
from borgerflow.sim.params import Estimate, Mechanism
from borgerflow.sim.params.model import LEVELS
from borgerflow.sim.world.bare import BareWorld
from borgerflow.sim.world.cells import CELLS, cells_where
from borgerflow.sim.world.municipality import value_of

LONGEST_WEEKS = 520
BAND_WIDTHS = (7, 5, 20, 10, 6)  # years from 18 to pension age in each age band
LOWEST, HIGHEST = 0.01, 100.0
REVIEW_AFTER_DAYS = 15  # half a month: the review falls at the month's end


def factor_for_weeks(bare: BareWorld, mechanism: Mechanism) -> float:
    """Return the factor on the named hazards that changes the mean stay by the stated weeks.

    Raises
    ------
    InputError
        If no factor does, because the change is larger than the stay.

    Assumes
    -------
    A stay that begins from job or, without hazards from there, from anywhere; the cells of
    the population, each with mean frailty; deadlines at their usual day of the stay, by the law
    on the first day of the horizon.
    """
    weeks = mechanism.effect.value
    if not weeks:
        return 1.0
    stay = Stay(bare, mechanism)
    wanted = stay.mean_weeks(1.0) + weeks
    shortest, longest = stay.mean_weeks(HIGHEST), stay.mean_weeks(LOWEST)
    if not shortest < wanted < longest:
        raise InputError(_too_far(mechanism, stay.mean_weeks(1.0), (shortest, longest)))
    from scipy.optimize import brentq  # noqa: PLC0415  (slow; few mechanisms are of this kind)

    root = brentq(
        lambda log: stay.mean_weeks(float(np.exp(log))) - wanted,
        np.log(LOWEST),
        np.log(HIGHEST),
        xtol=1e-10,
    )
    return float(np.exp(root))


def _too_far(mechanism: Mechanism, now: float, possible: tuple[float, float]) -> Wording:
    """Return that no factor changes the mean stay by so many weeks."""
    weeks, scheme = mechanism.effect.value, mechanism.scheme
    reached = f"{possible[0]:.1f}-{possible[1]:.1f}"
    return Wording(
        f"{mechanism.name} ændrer den gennemsnitlige varighed i {scheme} med {weeks:g} uger;"
        f" den er {now:.1f} uger og kan bringes på {reached} ved afgangsraterne alene.",
        f"{mechanism.name} changes the mean stay in {scheme} by {weeks:g} weeks;"
        f" it is {now:.1f} weeks and can be brought to {reached} by its hazards alone.",
    )


class Stay:
    """The stay of a target group in a scheme, by day, as hazards say."""

    def __init__(self, bare: BareWorld, mechanism: Mechanism) -> None:
        tables, scheme = bare.tables, bare.scheme_names.index(mechanism.scheme)
        exits = [bare.exits.number(mechanism.scheme, to) for to in mechanism.exits]
        days = np.arange(LONGEST_WEEKS * DAYS_PER_WEEK)
        window = mechanism.window_weeks
        until = np.inf if window[1] is None else window[1] * DAYS_PER_WEEK
        inside = (days >= window[0] * DAYS_PER_WEEK) & (days < until)
        weights = cell_weights(bare, mechanism.target)
        all_exits = range(tables.first_exit[scheme], tables.first_exit[scheme + 1])
        cells, self.weights = _alike(tables, all_exits, weights)
        daily = {t: daily_hazard(tables, scheme, t, days, cells) for t in all_exits}
        named = sum((daily[t] for t in exits), np.zeros((len(cells), len(days))))
        self.changed = named * inside
        self.unchanged = sum(daily.values(), np.zeros(named.shape)) - self.changed
        self.deadline = deadline_drop(tables, scheme, int(np.argmax(weights)), bare.start_day)

    def mean_weeks(self, factor: float) -> float:
        """Return the mean stay in weeks when the named hazards are multiplied by a factor."""
        lived = np.cumsum(self.unchanged + factor * self.changed, axis=1)
        here = np.exp(-np.column_stack([np.zeros(len(lived)), lived[:, :-1]]))
        day, leaving = self.deadline
        here[:, day:] *= 1 - leaving
        return float(self.weights @ here.sum(axis=1)) / DAYS_PER_WEEK


def _alike(tables: Tables, exits: Sequence[int], weights: Floats) -> tuple[Ints, Floats]:
    """Return one cell for all that leave alike, of those with a weight, and their weight."""
    there = np.flatnonzero(weights)
    factors = tables.group.reshape(-1, tables.exits)[there][:, list(exits)]
    _, first, kind = np.unique(factors, axis=0, return_index=True, return_inverse=True)
    return np.asarray(there[first]), np.asarray(np.bincount(kind.ravel(), weights[there]))


def daily_hazard(tables: Tables, scheme: int, exit_: int, days: Ints, cells: Ints) -> Floats:
    """Return the daily hazard of one exit in some cells by day of the stay, [cell, day]."""
    starts = tables.bin_day.reshape(-1, tables.bins + 1)[scheme]
    rates = tables.rate.reshape(-1, tables.bins, tables.exits)[tables.job + 1, :, exit_]
    weekly = rates[np.searchsorted(starts, days, side="right") - 1]
    factors = tables.group.reshape(-1, tables.exits)[cells, exit_]
    return np.asarray(np.outer(factors, weekly) / DAYS_PER_WEEK)


def deadline_drop(tables: Tables, scheme: int, cell: int, begun: int) -> tuple[int, float]:
    """Return the usual day of a stay on which a deadline falls, and the share that then leaves.

    The deadline is that of a stay begun on a day.

    The days before the municipality pays are those of a cell: the most common one.
    """
    rule, value = tables.deadline_rule[scheme], rule_value(tables, scheme, begun)
    if rule not in (REVURDERING, MAX_STAY, MAX_YEARS, RIGHT_USED_UP):
        return 0, 0.0
    leaving = float(decided_shares(tables, scheme).sum())
    if rule == MAX_YEARS:
        return day_after_years(0, value), leaving
    if rule != REVURDERING:
        return value, leaving
    category = tables.category[scheme * tables.cells + cell]
    waiting = int(tables.waiting_days[category]) if category >= 0 else 0
    return waiting + value * DAYS_PER_WEEK + REVIEW_AFTER_DAYS, leaving


def decided_shares(tables: Tables, scheme: int) -> Floats:
    """Return the shares, by scheme, of those whom the first deadline of a scheme sends there.

    Those who are sent back to where they came from stand in the last place.
    """
    stage = scheme * (tables.stages + 1)
    shares = np.zeros(tables.schemes + 1)
    for o in range(tables.first_outcome[stage], tables.first_outcome[stage + 1]):
        to = int(tables.outcome_scheme[o])
        if to != scheme:
            shares[to if to != RETURNS else tables.schemes] += tables.outcome_share[o]
    return shares


def cell_weights(bare: BareWorld, target: Mapping[str, Sequence[str]]) -> Floats:
    """Return the share of the population in each cell of a target, summing to 1."""
    population = bare.model.population
    educated = np.array(population.educated.values())
    years = np.array(BAND_WIDTHS) / sum(BAND_WIDTHS)
    by_attribute: tuple[Sequence[object], ...] = (  # as in `LEVELS`, education and age together
        [population.sectors.shares[level] for level in LEVELS["sector"]],
        _without_and_with(population.insured),
        _without_and_with(population.provider),
        _without_and_with(population.couple),
        [(1 - educated) * years, educated * years],
    )
    weights = reduce(np.multiply.outer, map(np.array, by_attribute))
    here = weights.reshape(CELLS) * cells_where(target)
    return np.asarray(here / here.sum())


def _without_and_with(share: Estimate) -> list[float]:
    return [1 - value_of(share, 0.0), value_of(share, 0.0)]


def factors_of_durations(bare: BareWorld) -> dict[str, float]:
    """Return the hazard factor of every mechanism that states a change of mean duration."""
    durations = (one for one in bare.mechanisms if one.mechanism.kind == "duration")
    return {one.name: factor_for_weeks(bare, one.mechanism) for one in durations}
