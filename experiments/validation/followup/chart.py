"""Draws a fan by quarter: what was expected with both intervals, and what came as points."""

import datetime as dt
from functools import partial
from pathlib import Path

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.present.chart import (
    BLUE,
    VERMILION,
    dated_canvas,
    days_since_epoch,
    finish,
)
from borgerflow.experiments.validation.followup.earned import QUARTER
from borgerflow.experiments.validation.followup.finding import FollowedRow, FollowupFinding
from borgerflow.experiments.validation.forecast.finding import LEVELS
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.cells.periods import period_of

MOST_CHARTS = 4  # figures of which most is told
FEWEST_PERIODS = 2  # one makes no line
SHADES = (0.35, 0.18)  # of the 80 % and the 95 % interval
TITLE = Wording(
    "{}: ventet med 80 og 95 pct.-interval (flader); punkter er det, der kom",
    "{}: expected with 80 and 95 % intervals (shades); points are what came",
)


def drawn_figures(finding: FollowupFinding) -> list[str]:
    """Return the figures that have a chart: those of which most is told, each of some periods."""
    told = {
        name: sum(row.actual is not None for row in fan_of(finding, name))
        for name in finding.figures
    }
    drawn = [n for n in told if told[n] and len(fan_of(finding, n)) >= FEWEST_PERIODS]
    return sorted(drawn, key=lambda name: -told[name])[:MOST_CHARTS]


def fan_of(finding: FollowupFinding, name: str) -> list[FollowedRow]:
    """Return the rows that a fan is drawn of: the quarters of a figure, else its years."""
    rows = finding.of_figure(name)
    quarters = [row for row in rows if QUARTER in row.expected.period]
    return quarters or list(rows)


def charts(finding: FollowupFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file."""
    return {f"fan-{name}": partial(draw_fan, name) for name in drawn_figures(finding)}


def draw_fan(name: str, finding: FollowupFinding, path: Path, lang: str) -> None:
    """Write a chart of one figure: its fan by period, and what came."""
    figure, axes = dated_canvas(TITLE.text(lang).format(finding.labels[name].text(lang)))
    rows = fan_of(finding, name)
    days = [_middle(row.expected.period) for row in rows]
    for level, shade in zip(LEVELS, SHADES, strict=True):
        low, high = zip(*(row.expected.ends(level) for row in rows), strict=True)
        axes.fill_between(days, low, high, color=BLUE, alpha=shade, linewidth=0)
    axes.plot(days, [row.expected.mean for row in rows], color=BLUE, linewidth=2)
    told = [
        (day, row.actual) for day, row in zip(days, rows, strict=True) if row.actual is not None
    ]
    axes.plot(*zip(*told, strict=True), "o", color=VERMILION, markersize=6)
    axes.set_ylim(bottom=0)
    finish(figure, axes, path, lang)


def _middle(period: str) -> float:
    found = period_of(period)
    assert found is not None, period
    return days_since_epoch(found.start + (found.end - found.start) / 2)


def first_and_last(finding: FollowupFinding, name: str) -> tuple[dt.date, dt.date]:
    """Return the first day of a fan, and its last."""
    first, last = (period_of(fan_of(finding, name)[at].expected.period) for at in (0, -1))
    assert first is not None
    assert last is not None
    return first.start, last.end - dt.timedelta(days=1)
