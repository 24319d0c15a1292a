"""What is to be expected of a municipality, quarter by quarter, with proposals and without."""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from borgerflow.experiments.findings.patched import patched_in
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present.text import patch_lines
from borgerflow.experiments.runs.comparison import head_of, world_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.money import NEGLIGIBLE, axes_of
from borgerflow.experiments.runs.notices import compare_notices
from borgerflow.experiments.runs.pool import Progress, WorkerPool
from borgerflow.experiments.runs.statistics import mean_interval, prediction_half
from borgerflow.experiments.runs.validate import accepted_pair
from borgerflow.experiments.runs.warmup import compile_engines
from borgerflow.experiments.store.provenance import digest_of, digests_under
from borgerflow.experiments.validation.forecast.asked import ForecastQuestion
from borgerflow.experiments.validation.forecast.figures import (
    EVERYBODY,
    KOMMUNE,
    PERSONS,
    STAT,
    Measured,
    WholePeriod,
    figures_of,
    measured,
    periods_of,
)
from borgerflow.experiments.validation.forecast.finding import (
    LEVELS,
    ExpectedFigure,
    ExpectedSaving,
    ForecastFigure,
    FrozenForecast,
    WeekPrice,
)
from borgerflow.experiments.validation.forecast.lived import LivedMonths, live_both
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.measures.account import INVESTMENT, reckoner_of
from borgerflow.sim.params import Params
from borgerflow.sim.world.world import World

OUT = "out"  # nobody's scheme: who has left the population
DECIMALS = {PERSONS: 2, "weeks": 1, "kroner": 0}


def answer_to(
    question: ForecastQuestion,
    params: Params,
    command: str = "",
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> FrozenForecast:
    """Return what is to be expected; ``command`` is what was typed to ask.

    Raises
    ------
    InputError
        If the question does not hold, or no whole quarter lies in the horizon.
    Interrupted
        If the user stops: half a forecast is none.
    """
    began = time.perf_counter()
    question = accepted_pair(question, params)
    world = world_of(question, params, question.everything)
    given = [proposal for proposal in world.proposals if proposal.id in question.baseline]
    worlds = (world.with_proposals(given), world) if question.proposals else (world,)
    compile_engines(question.engine, *worlds)
    with WorkerPool(workers, progress) as pool:
        settings = RunSettings(question.seed, question.engine)
        held = [pool.hold(each) for each in worlds]
        lived = pool.run(live_both, held, range(question.replications), settings=settings)
    return replace(
        _forecast(question, worlds, lived),
        command=command,
        params=digest_of(digests_under(params.directory, {".yaml", ".csv"})),
        made=dt.date.today().isoformat(),
        seconds=time.perf_counter() - began,
    )


@dataclass(frozen=True)
class ForecastLayout:
    """The figures and periods of a forecast."""

    names: tuple[str, ...]
    figures: tuple[ForecastFigure, ...]
    periods: tuple[WholePeriod, ...]

    def measured(self, lived: Sequence[LivedMonths]) -> Measured:
        """Return the figures of replications by period."""
        return measured(lived, self.figures, self.periods, self.names)


def _forecast(
    question: ForecastQuestion,
    worlds: Sequence[World],
    lived: Sequence[tuple[LivedMonths, ...]],
) -> FrozenForecast:
    world = worlds[-1]
    names = world.scheme_names
    axes = axes_of(names, world.start_day, world.end_day)
    schemes = [name for name in names if name != OUT]
    layout = ForecastLayout(names, figures_of(world.law.schemes, schemes), periods_of(axes))
    _refuse_no_period(layout.periods, question)
    baseline, *other = (layout.measured([pair[n] for pair in lived]) for n in range(len(worlds)))
    return FrozenForecast(
        **_head(question, world),
        figures=_filled(layout, baseline),
        baseline=expected_rows(layout, baseline.numbers),
        investment=expected_rows(layout, other[0].numbers) if other else (),
        week_prices=_week_prices(layout, baseline.week_price),
        savings=_savings(layout, worlds, baseline, other[0]) if other else (),
        warnings=(*_numbers_set(world), *compare_notices(world, (), len(lived))),
    )


def _numbers_set(world: World) -> tuple[Wording, ...]:
    """Return which numbers somebody set, nothing where none was."""
    patched = patched_in(world)
    told = zip(*(patch_lines(patched, lang) for lang in LANGUAGES), strict=True)
    return tuple(Wording(da, en) for da, en in told)


def _refuse_no_period(periods: Sequence[WholePeriod], question: ForecastQuestion) -> None:
    if not periods:
        start, end = question.horizon
        raise InputError(
            Wording(
                f"Der er intet helt kvartal fra {start} til {end}: der skal være mindst ét.",
                f"There is no whole quarter from {start} to {end}: expected one or more.",
            )
        )


def _head(question: ForecastQuestion, world: World) -> dict[str, Any]:
    """Return what a forecast says of itself, by field; what was typed is added later."""
    head: Mapping[str, Any] = head_of(world, question.seed, question.engine)
    law = head["law"]
    kept = ("version", "municipality", "municipality_label", "start", "end", "seed", "engine")
    return {
        **{name: head[name] for name in kept},
        **{"command": "", "params": "", "made": ""},
        "proposals": question.proposals,
        "in_both": question.baseline,
        "conditions": question.conditions,
        "followed": followed_schemes(world),
        "replications": question.replications,
        "law_known_to": iso_date(world.end_day - 1 if law is None else min(law.day, law.last)),
        "draft": None if law is None or law.draft is None else law.draft.name,
    }


def followed_schemes(world: World) -> tuple[str, ...]:
    """Return the schemes whose stocks conditions have follow what was observed.

    A condition that was fitted names its groups after the scheme: ``dagpenge_entry``.
    """
    fitted = [condition for condition in world.model.conditions if condition.fitted]
    names = (group.rpartition("_")[0] for condition in fitted for group in condition.groups)
    return tuple(dict.fromkeys(names))


def _filled(layout: ForecastLayout, found: Measured) -> tuple[ForecastFigure, ...]:
    """Return the figures that some replication has anything of."""
    filled = np.any(found.numbers != 0, axis=(0, 1))
    return tuple(each for each, is_filled in zip(layout.figures, filled, strict=True) if is_filled)


def expected_rows(layout: ForecastLayout, numbers: Floats) -> tuple[ExpectedFigure, ...]:
    """Return the rows of figures [replication, period, figure] that have anything."""
    mean = numbers.mean(axis=0)
    halves = [prediction_half(numbers, level) for level in LEVELS]
    filled = np.any(numbers != 0, axis=(0, 1))

    def row(figure: int, period: int) -> ExpectedFigure:
        about, middle = layout.figures[figure], float(mean[period, figure])
        ends = [
            (middle - float(h[period, figure]), middle + float(h[period, figure])) for h in halves
        ]
        (low, high), (lowest, highest) = ends
        shown = [
            round(max(n, 0.0), DECIMALS[about.unit]) for n in (middle, lowest, low, high, highest)
        ]
        return ExpectedFigure(about.name, layout.periods[period].name, *shown)

    places = [(f, p) for f in np.flatnonzero(filled) for p in range(len(layout.periods))]
    return tuple(row(int(figure), period) for figure, period in places)


def _week_prices(layout: ForecastLayout, prices: Floats) -> tuple[WeekPrice, ...]:
    return tuple(
        WeekPrice(figure.name, period.name, round(float(prices[p, f]), 2))
        for f, figure in enumerate(layout.figures)
        for p, period in enumerate(layout.periods)
        if prices[p, f] > NEGLIGIBLE
    )


def _savings(
    layout: ForecastLayout, worlds: Sequence[World], before: Measured, after: Measured
) -> tuple[ExpectedSaving, ...]:
    """Return what the proposals change by period, and what they cost more than the baseline's."""
    names = [figure.name for figure in layout.figures]
    change = after.numbers - before.numbers
    own, state, everybody = (change[..., names.index(name)] for name in (KOMMUNE, STAT, EVERYBODY))
    costs = [reckoner_of(w).invested().money[..., INVESTMENT].sum(axis=(1, 2)) for w in worlds]
    invested = costs[-1] - costs[0]
    return tuple(
        ExpectedSaving(
            period.name,
            round(float(invested[period.months].sum())),
            _whole(mean_interval(own[:, p])),
            round(float(state[:, p].mean())),
            round(float(everybody[:, p].mean())),
        )
        for p, period in enumerate(layout.periods)
    )


def _whole(amount: Interval) -> Interval:
    """Return an amount in whole kroner."""
    low, high = (None if end is None else round(end) for end in (amount.low, amount.high))
    return Interval(round(amount.mean), low, high)
