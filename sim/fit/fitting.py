"""Every scheme of a file fitted: hazards by destination and band, groups, frailty, and the test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.fit.bands import (
    LEAST_EVENTS,
    Cuts,
    band_counts,
    joined_cuts,
    whole_weeks,
)
from borgerflow.sim.fit.frailty import Frailty, LivedStays, frailty_of
from borgerflow.sim.fit.groups import GroupFactors, group_factors
from borgerflow.sim.fit.hidden_stops import shown_exits
from borgerflow.sim.fit.incidence import Curves, PieceTest, curves_of, piece_test
from borgerflow.sim.fit.life_tables import LifeTable, life_table, some_of
from borgerflow.sim.fit.rates import FittedRates, rates_of, weeks_lived
from borgerflow.sim.records.observed import UNKNOWN, WEEKLY, Sightings

ONE_BAND: Cuts = (0.0,)  # of a scheme for which the model holds no hazards
HALF_A_DAY = 0.5


@dataclass(frozen=True)
class GroupedSightings:
    """Observed spells of one resolution, with the group of each (its place in ``levels``)."""

    seen: Sightings
    group: Ints
    levels: tuple[str, ...]

    def of_group(self, place: int) -> Sightings:
        """Return the spells of one group."""
        return some_of(self.seen, self.group == place)


@dataclass(frozen=True, kw_only=True)
class SchemeFit:
    """What the spells of one scheme tell; destinations by place among all schemes.

    Who is counted and not seen has no curves and no test; where ``knows_where`` is not, one more
    destination, the last, stands for all.
    """

    scheme: str
    cuts: Cuts
    rates: FittedRates
    curves: Curves | None
    test: PieceTest | None
    groups: GroupFactors | None
    frailty: Frailty | None
    knows_where: bool = True


@dataclass(frozen=True)
class SpellsFit:
    """The fits of schemes with events enough, the events of the others, and what is left out."""

    fits: tuple[SchemeFit, ...]
    too_few: Mapping[str, int]
    unknown_starts: Mapping[str, int]
    levels: tuple[str, ...]


def fit_spells(
    parts: Sequence[GroupedSightings], cuts: Mapping[str, Cuts], *, frailty: bool = False
) -> SpellsFit:
    """Return the hazards that observed spells tell.

    Parameters
    ----------
    parts : sequence of GroupedSightings
        One for each resolution; groups of all are the same.
    cuts : mapping
        Cut-points of each scheme in weeks; bands that say too little are joined.
    frailty : bool
        Whether it is asked how much citizens differ.
    """
    tables = [life_table(part.seen) for part in parts]
    shown = [shown_exits(part.seen) for part in parts]
    by_group = [
        [life_table(part.of_group(place)) for part in parts]
        for place in range(len(parts[0].levels))
    ]
    schemes = parts[0].seen.schemes
    events = np.sum([table.events.sum(axis=(1, 2)) for table in tables], axis=0)
    fits = [
        _scheme_fit(parts, tables, by_group, shown, schemes[place], cuts, frailty=frailty)
        for place in np.flatnonzero(events >= LEAST_EVENTS)
    ]
    unknown = np.sum([table.unknown_starts for table in tables], axis=0)
    at_risk = np.sum([table.at_risk.sum(axis=1) for table in tables], axis=0)
    few = np.flatnonzero((events < LEAST_EVENTS) & (at_risk > 0))
    return SpellsFit(
        tuple(fits),
        {schemes[place]: int(events[place]) for place in few},
        {schemes[place]: int(unknown[place]) for place in np.flatnonzero(unknown)},
        parts[0].levels,
    )


def _scheme_fit(
    parts: Sequence[GroupedSightings],
    tables: Sequence[LifeTable],
    by_group: Sequence[Sequence[LifeTable]],
    shown: Sequence[Floats],
    scheme: str,
    cuts: Mapping[str, Cuts],
    *,
    frailty: bool,
) -> SchemeFit:
    place = parts[0].seen.schemes.index(scheme)
    joined = joined_cuts(tables, place, cuts_for(scheme, cuts, parts))
    rates = rates_of([band_counts(table, place, joined) for table in tables])
    main = max(tables, key=lambda table: int(table.events[place].sum()))
    return SchemeFit(
        scheme=scheme,
        cuts=joined,
        rates=_with_hidden(rates, place, tables, shown),
        curves=curves_of(main, place, joined, rates.rate),
        test=piece_test(tables, place, joined, rates.rate),
        groups=_groups(by_group, place, joined, rates) if len(by_group) > 1 else None,
        frailty=frailty_of(_stays(parts, place, joined)) if frailty else None,
    )


def _with_hidden(
    rates: FittedRates, scheme: int, tables: Sequence[LifeTable], shown: Sequence[Floats]
) -> FittedRates:
    """Return hazards with the exits that weeks hide in the part that shows of each."""
    events = [table.events[scheme, :-1].sum(axis=1) for table in tables]
    raised = np.sum([some / part[scheme] for some, part in zip(events, shown, strict=True)], axis=0)
    every = np.sum(events, axis=0)
    factor = np.where(every > 0, raised / np.maximum(every, 1), 1.0)[:, None]
    return rates._replace(
        rate=rates.rate * factor, low=rates.low * factor, high=rates.high * factor
    )


def cuts_for(scheme: str, cuts: Mapping[str, Cuts], parts: Sequence[GroupedSightings]) -> Cuts:
    """Return the cut-points of a scheme, in whole weeks where some spells are known by weeks."""
    known = cuts.get(scheme, ONE_BAND)
    weekly = any(part.seen.resolution_days == WEEKLY for part in parts)
    return whole_weeks(known) if weekly else known


def _groups(
    by_group: Sequence[Sequence[LifeTable]], place: int, cuts: Cuts, rates: FittedRates
) -> GroupFactors:
    """Return the factors of groups: their events against those that everybody's hazards expect."""
    events, expected = [], []
    for tables in by_group:
        counts = [band_counts(table, place, cuts) for table in tables]
        weeks = np.sum([weeks_lived(each) for each in counts], axis=0)
        expected.append(np.nan_to_num(rates.rate) @ (weeks * rates.known))
        events.append(np.sum([each.events[:-1].sum(axis=1) for each in counts], axis=0))
    return group_factors(np.stack(events, axis=1), np.stack(expected, axis=1))


def _stays(parts: Sequence[GroupedSightings], place: int, cuts: Cuts) -> LivedStays:
    """Return the stays of a scheme, all of its citizens numbered anew."""
    here = [some_of(part.seen, part.seen.scheme == place) for part in parts]
    known = [some_of(seen, seen.start != UNKNOWN) for seen in here]
    citizen, _ = pd.factorize(np.concatenate([seen.citizen for seen in known]))
    lived = [_lived(seen, cuts) for seen in known]
    weeks, before, band = (np.concatenate(each) for each in zip(*lived, strict=True))
    return LivedStays(citizen.astype(np.int64), weeks, before, band)


def _lived(seen: Sightings, cuts: Cuts) -> tuple[Floats, Floats, Ints]:
    """Return weeks lived in each band while seen and before, and the band of the event.

    Who left within a day lived half of it.
    """
    until = np.where(seen.is_open, seen.observed_until, seen.end) - seen.start
    half = np.where(seen.is_open | (seen.resolution_days == WEEKLY), 0.0, HALF_A_DAY)
    entered = (seen.observed_from - seen.start) / DAYS_PER_WEEK
    left = np.maximum((until - half) / DAYS_PER_WEEK, entered)
    begins, ends = np.array(cuts), np.array([*cuts[1:], np.inf])
    until_entry = np.clip(entered[:, None], begins, ends) - begins
    until_left = np.clip(left[:, None], begins, ends) - begins
    band = np.searchsorted(begins, left, side="right") - 1
    return until_left - until_entry, until_entry, np.where(seen.is_open, -1, band)
