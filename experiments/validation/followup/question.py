"""Holds a frozen forecast against what came; simulates nothing."""

import json
import math
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from borgerflow.experiments.store.provenance import version
from borgerflow.experiments.validation.followup.actuals import told_in
from borgerflow.experiments.validation.followup.asked import FollowupQuestion, accepted_followup
from borgerflow.experiments.validation.followup.earned import (
    earned_rows,
    earned_so_far,
)
from borgerflow.experiments.validation.followup.finding import (
    INSIDE,
    NEAR,
    OUTSIDE,
    UNTOLD,
    FollowedRow,
    FollowupFinding,
    HitCount,
)
from borgerflow.experiments.validation.followup.matched import (
    ActualFigure,
    Key,
    matched,
    without_small_counts,
)
from borgerflow.experiments.validation.forecast.document import DIGEST, read_forecast
from borgerflow.experiments.validation.forecast.figures import PERSONS
from borgerflow.experiments.validation.forecast.finding import (
    LEVELS,
    ExpectedFigure,
    ForecastFigure,
    FrozenForecast,
)
from borgerflow.experiments.validation.forecast.text import QUARTER
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.params import load
from borgerflow.sim.records.files.headers import bare
from borgerflow.sim.records.small_counts import smallest_shown, told_hidden

NOT_COUNTED = Wording(
    "Små antal regnes som ikke oplyst. ", "Small counts are taken for figures that are not told. "
)


def followup(
    forecast: str | Path, actuals: str | Path, *, smallest_count: int | None = None
) -> FollowupFinding:
    """Return whether what a file tells lies where a frozen forecast had it.

    Parameters
    ----------
    smallest_count : int, optional
        The least count of people that is shown; by default that of ``model/small_counts.yaml``.

    Raises
    ------
    InputError
        At the first thing that does not hold in either file.
    """
    asked = FollowupQuestion(
        forecast=str(forecast),
        actuals=str(actuals),
        smallest_count=smallest_shown(load(), smallest_count),
    )
    return answer_to(accepted_followup(asked))


def answer_to(question: FollowupQuestion) -> FollowupFinding:
    """Return the finding that answers a question.

    Raises
    ------
    InputError
        At the first thing that does not hold in either file.
    """
    forecast = read_forecast(Path(question.forecast))
    places = (forecast.municipality, forecast.municipality_label)
    told = told_in(Path(question.actuals), names_of(forecast.figures), places)
    averaged = {figure.name: figure.unit == PERSONS for figure in forecast.figures}
    found = matched(told.figures, periods_in(forecast), averaged)
    figures = without_small_counts(found.figures, forecast.figures, question.smallest_count)
    few = [NOT_COUNTED + told_hidden(question.smallest_count)] if figures != found.figures else []
    rows = followed_rows(forecast, figures)
    earned = earned_rows(forecast, figures)
    content = json.loads(Path(question.forecast).read_bytes())
    return FollowupFinding(
        version=version(),
        municipality=forecast.municipality,
        municipality_label=forecast.municipality_label,
        proposals=forecast.proposals,
        made=forecast.made,
        replications=forecast.replications,
        forecast_file=Path(question.forecast).name,
        forecast_digest=content[DIGEST],
        actuals_file=Path(question.actuals).name,
        rows=rows,
        counts=tuple(hit_count(rows, level) for level in LEVELS),
        earned=earned,
        so_far=earned_so_far(earned),
        notes=(*told.notes, *found.notes, *few),
        command=shlex.join(["borgerflow", "followup", question.forecast, question.actuals]),
        labels={figure.name: figure.label for figure in forecast.figures},
        units={figure.name: figure.unit for figure in forecast.figures},
    )


def names_of(figures: Sequence[ForecastFigure]) -> dict[str, str]:
    """Return the name of each figure by what it may be called, in letters of ASCII alone."""
    called = {bare(f.label.text(lang)): f.name for f in reversed(figures) for lang in LANGUAGES}
    return called | {bare(figure.name): figure.name for figure in figures}


def periods_in(forecast: FrozenForecast) -> list[str]:
    """Return the periods of a forecast in their order."""
    return list(dict.fromkeys(row.period for row in forecast.baseline))


def followed_rows(
    forecast: FrozenForecast, actual: Mapping[Key, ActualFigure]
) -> tuple[FollowedRow, ...]:
    """Return each figure of which anything is told, by the quarters, and the years if told."""
    kinds = {(figure, QUARTER in period) for figure, period in actual}
    return tuple(
        _followed(row, actual.get(key))
        for key, row in forecast.expected.items()
        if (row.figure, QUARTER in row.period) in kinds
    )


def _followed(row: ExpectedFigure, actual: ActualFigure | None) -> FollowedRow:
    if actual is None or actual.value is None:
        return FollowedRow(row, None, UNTOLD, "" if actual is None else actual.source)
    return FollowedRow(row, actual.value, verdict_on(row, actual.value), actual.source)


def verdict_on(row: ExpectedFigure, actual: float) -> str:
    """Return where a figure lies: within 80 %, within 95 % alone, or outside."""
    for level, verdict in zip(LEVELS, (INSIDE, NEAR), strict=True):
        low, high = row.ends(level)
        if low <= actual <= high:
            return verdict
    return OUTSIDE


def hit_count(rows: Sequence[FollowedRow], level: float) -> HitCount:
    """Return how many of the figures that are told lie inside the interval of a level."""
    told = [row for row in rows if row.actual is not None]
    good = {INSIDE} if level == LEVELS[0] else {INSIDE, NEAR}
    inside = sum(row.verdict in good for row in told)
    return HitCount(level, inside, len(told), level * len(told), at_most(inside, len(told), level))


def at_most(inside: int, of: int, chance: float) -> float:
    """Return the chance of so few hits or fewer among independent tries (binomial)."""
    return math.fsum(
        math.comb(of, hits) * chance**hits * (1 - chance) ** (of - hits)
        for hits in range(inside + 1)
    )
