"""Draws each series of several periods as a fan with what came."""

from functools import partial

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.present.chart import Files
from borgerflow.experiments.validation.backcast.finding import BackcastFinding
from borgerflow.experiments.validation.forecast.fan import FanPoint, draw_fan, has_fan


def drawn_series(finding: BackcastFinding) -> list[str]:
    """Return the series that have a chart."""
    return [name for name in finding.series_labels if has_fan(fan_of(finding, name))]


def fan_of(finding: BackcastFinding, name: str) -> list[FanPoint]:
    """Return what a fan is drawn of: every period of the forecast as long as those that came."""
    came = {row.expected.period: row for row in finding.of_series(name)}
    if not came:
        return []
    figure = next(iter(came.values())).expected.figure
    length = len(next(iter(came)))
    return [
        FanPoint(row, came[row.period].observed if row.period in came else None)
        for row in finding.expected
        if row.figure == figure and len(row.period) == length
    ]


def charts(finding: BackcastFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file."""
    return {f"fan-{name}": partial(_draw, name) for name in drawn_series(finding)}


def _draw(name: str, finding: BackcastFinding, files: Files, lang: str) -> None:
    draw_fan(finding.series_labels[name].text(lang), fan_of(finding, name), files, lang)
