"""The rows of an answer from what was fitted: hazards, groups, frailty, tests and curves."""

from collections.abc import Iterator

import numpy as np

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.data.fit.finding import (
    ANYWHERE,
    CurvePoint,
    FittedFrailty,
    FittedGroup,
    FittedHazard,
    Goodness,
)
from borgerflow.sim.fit.fitting import SchemeFit, SpellsFit
from borgerflow.sim.params import Params

POINTS = 60  # of a curve: more are not told apart in a chart


def _taken(fit_: SchemeFit, params: Params) -> Iterator[tuple[int, str]]:
    """Yield the destinations that somebody was seen to take, by place and name."""
    names = (*params.law.scheme_names, ANYWHERE)
    for to in np.flatnonzero(fit_.rates.events.sum(axis=1)):
        yield int(to), names[to]


def hazards_rows(told: SpellsFit, params: Params) -> Iterator[FittedHazard]:
    """Yield the hazard of every exit that somebody took, band by band."""
    for each in told.fits:
        rates, ends = each.rates, (*each.cuts[1:], None)
        for to, name in _taken(each, params):
            for band, (since, until) in enumerate(zip(each.cuts, ends, strict=True)):
                if not np.isfinite(rates.rate[to, band]):
                    continue
                mean, low, high = (float(x[to, band]) for x in (rates.rate, rates.low, rates.high))
                yield FittedHazard(
                    each.scheme,
                    name,
                    since,
                    until,
                    Interval(mean, low, high),
                    round(float(rates.events[to, band])),
                    float(rates.weeks[band]),
                )


def groups_rows(told: SpellsFit, params: Params) -> Iterator[FittedGroup]:
    """Yield the factor of every group and exit."""
    for each in told.fits:
        if each.groups is None:
            continue
        for to, name in _taken(each, params):
            for place, level in enumerate(told.levels):
                numbers = (float(column[to, place]) for column in each.groups)
                factor, low, high, events, expected, weight = numbers
                yield FittedGroup(
                    each.scheme,
                    name,
                    level,
                    Interval(factor, low, high),
                    int(events),
                    expected,
                    weight,
                )


def frailties_rows(told: SpellsFit) -> Iterator[FittedFrailty]:
    """Yield how much citizens differ, scheme by scheme."""
    for each in told.fits:
        if each.frailty is not None:
            one = each.frailty
            yield FittedFrailty(each.scheme, one.variance, one.gain, one.several, one.is_carried)


def goodness_rows(told: SpellsFit, params: Params) -> Iterator[Goodness]:
    """Yield how far fitted and seen lie apart, for schemes whose spells were seen."""
    for each in told.fits:
        if each.curves is None or each.test is None:
            continue
        distance, test = each.curves.distance, each.test
        furthest = int(distance.argmax())
        yield Goodness(
            each.scheme,
            int(each.rates.events.sum()),
            float(distance[furthest]),
            params.law.scheme_names[furthest],
            test.chi_square,
            test.degrees,
            test.p_value,
        )


def curves_rows(told: SpellsFit, params: Params) -> Iterator[CurvePoint]:
    """Yield the points of the curves of every exit."""
    for each in told.fits:
        curves = each.curves
        if curves is None or not len(curves.weeks):
            continue
        last = len(curves.weeks) - 1
        chosen = np.unique(np.linspace(0, last, POINTS).round().astype(np.int64))
        for to, name in _taken(each, params):
            for unit in chosen:
                seen = (float(x[to, unit]) for x in (curves.seen, curves.low, curves.high))
                fitted = float(curves.fitted[to, unit])
                yield CurvePoint(
                    each.scheme, name, float(curves.weeks[unit]), Interval(*seen), fitted
                )
