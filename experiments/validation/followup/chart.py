"""Draws the figures of which most is told as fans."""

from functools import partial

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.present.chart import Files
from borgerflow.experiments.validation.followup.finding import FollowupFinding
from borgerflow.experiments.validation.forecast.fan import FanPoint, draw_fan, has_fan
from borgerflow.experiments.validation.forecast.text import QUARTER

MOST_CHARTS = 4  # figures of which most is told


def drawn_figures(finding: FollowupFinding) -> list[str]:
    """Return the figures that have a chart: those of which most is told."""
    fans = {name: fan_of(finding, name) for name in finding.figures}
    told = {name: sum(p.actual is not None for p in fan) for name, fan in fans.items()}
    drawn = [name for name, fan in fans.items() if has_fan(fan)]
    return sorted(drawn, key=lambda name: -told[name])[:MOST_CHARTS]


def fan_of(finding: FollowupFinding, name: str) -> list[FanPoint]:
    """Return what a fan is drawn of: the quarters of a figure, else its years."""
    rows = finding.of_figure(name)
    quarters = [row for row in rows if QUARTER in row.expected.period]
    return [FanPoint(row.expected, row.actual) for row in quarters or rows]


def charts(finding: FollowupFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file."""
    return {f"fan-{name}": partial(_draw, name) for name in drawn_figures(finding)}


def _draw(name: str, finding: FollowupFinding, files: Files, lang: str) -> None:
    draw_fan(finding.labels[name].text(lang), fan_of(finding, name), files, lang)
