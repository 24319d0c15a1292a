"""Draws persons by scheme and month."""

import math
from pathlib import Path

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.present.chart import (
    BLACK,
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    dated_canvas,
    finish,
    month_start,
    name_line,
    spread,
)
from borgerflow.experiments.present.text import head_line
from borgerflow.experiments.questions.run.finding import RunFinding

STOCK_COLOURS = (BLUE, VERMILION, GREEN, ORANGE, SKY, PURPLE, BLACK)
APART = 0.035  # of the height of the chart: names do not touch


def draw_stocks(finding: RunFinding, path: Path, lang: str) -> None:
    """Write a chart of persons by month in the schemes that pay a benefit to most persons."""
    figure, axes = dated_canvas(head_line(finding, lang))
    ends: list[tuple[float, str, str]] = []
    for scheme, colour in zip(_largest_paid(finding), STOCK_COLOURS, strict=False):
        rows = [row for row in finding.stocks if row.scheme == scheme]
        days = [month_start(row.month) for row in rows]
        persons = [row.persons.mean if row.persons else math.nan for row in rows]
        axes.plot(days, persons, color=colour, linewidth=2)
        ends.append((persons[-1], finding.scheme_label(scheme, lang), colour))
    axes.set_ylim(bottom=0)
    heights = spread([height for height, *_ in sorted(ends)], APART * axes.get_ylim()[1])
    for height, (_, name, colour) in zip(heights, sorted(ends), strict=True):
        name_line(axes, month_start(finding.stocks[-1].month), height, name, colour)
    axes.set_ylabel({"da": "personer", "en": "persons"}[lang])
    finish(figure, axes, path, lang)


def _largest_paid(finding: RunFinding) -> list[str]:
    paid = {row.scheme for row in finding.ledger if row.kind == "benefit"}
    sizes: dict[str, float] = {}
    for row in finding.stocks:
        if row.scheme in paid:
            persons = row.persons.mean if row.persons else 0.0
            sizes[row.scheme] = sizes.get(row.scheme, 0.0) + persons
    return sorted(sizes, key=lambda scheme: -sizes[scheme])[: len(STOCK_COLOURS)]


def charts(_: RunFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file."""
    return {"stocks": draw_stocks}
