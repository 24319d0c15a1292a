"""Draws a fan: what was expected by period with both intervals, and what came as points."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from borgerflow.experiments.present.chart import (
    BLUE,
    VERMILION,
    Files,
    dated_canvas,
    days_since_epoch,
    finish,
)
from borgerflow.experiments.validation.forecast.finding import LEVELS, ExpectedFigure
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.cells.periods import PublishedPeriod, period_of

FEWEST_PERIODS = 2  # one makes no line
SHADES = (0.35, 0.18)  # of the 80 % and the 95 % interval
TITLE = Wording(
    "{}: forventet udvikling med 80 og 95 pct.-interval (flader); punkter er de faktiske tal",
    "{}: expected with 80 and 95 % intervals (shades); points are what came",
)
ALT = Wording(
    "{} fra {} til {}: forventet udvikling med interval, og de faktiske tal som punkter.",
    "{} from {} to {}: expected with intervals, and what came as points.",
)


class FanPoint(NamedTuple):
    """What was expected of a figure in a period, and what came; None where not told."""

    expected: ExpectedFigure
    actual: float | None


def has_fan(points: Sequence[FanPoint]) -> bool:
    """Tell whether there is something to draw: a line, and a point at least."""
    told = any(point.actual is not None for point in points)
    return told and len(points) >= FEWEST_PERIODS


def draw_fan(label: str, points: Sequence[FanPoint], files: Files, lang: str) -> None:
    """Write the fan of one figure."""
    figure, axes = dated_canvas(TITLE.text(lang).format(label))
    days = [_middle(point.expected.period) for point in points]
    for level, shade in zip(LEVELS, SHADES, strict=True):
        low, high = zip(*(point.expected.ends(level) for point in points), strict=True)
        axes.fill_between(days, low, high, color=BLUE, alpha=shade, linewidth=0)
    axes.plot(days, [point.expected.mean for point in points], color=BLUE, linewidth=2)
    came = [(day, p.actual) for day, p in zip(days, points, strict=True) if p.actual is not None]
    axes.plot(*zip(*came, strict=True), "o", color=VERMILION, markersize=6)
    axes.set_ylim(bottom=0)
    finish(figure, axes, files, lang)


def alt_text(label: str, points: Sequence[FanPoint], lang: str) -> str:
    """Return what a fan shows, in words."""
    first, last = (_days(points[at].expected.period) for at in (0, -1))
    return ALT.text(lang).format(label, first.start, last.end - dt.timedelta(days=1))


def _middle(period: str) -> float:
    found = _days(period)
    return days_since_epoch(found.start + (found.end - found.start) / 2)


def _days(period: str) -> PublishedPeriod:
    found = period_of(period)
    assert found is not None, period
    return found
