"""Draws persons by scheme and month."""

import math

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.present.chart import (
    SCHEME_COLOURS,
    STROKES,
    Files,
    dated_canvas,
    finish,
    month_start,
    name_ends,
)
from borgerflow.experiments.present.text import head_line
from borgerflow.experiments.questions.run.finding import RunFinding

MOST = 6  # schemes: more lines cannot be told apart
PERSONS = {"da": "personer", "en": "persons"}


def draw_stocks(finding: RunFinding, files: Files, lang: str) -> None:
    """Write a chart of persons by month in the schemes that pay a benefit to most persons."""
    figure, axes = dated_canvas(head_line(finding, lang), PERSONS[lang])
    ends = []
    looks = zip(_largest_paid(finding), SCHEME_COLOURS, STROKES, strict=False)
    for scheme, colour, stroke in looks:
        rows = [row for row in finding.stocks if row.scheme == scheme]
        days = [month_start(row.month) for row in rows]
        persons = [row.persons.mean if row.persons else math.nan for row in rows]
        axes.plot(days, persons, color=colour, linestyle=stroke, linewidth=2)
        name = finding.scheme_label(scheme, lang).partition(" (")[0]
        ends.append((days[-1], persons[-1], name, colour))
    axes.set_ylim(bottom=0)
    name_ends(axes, ends)
    finish(figure, axes, files, lang)


def _largest_paid(finding: RunFinding) -> list[str]:
    paid = {row.scheme for row in finding.ledger if row.kind == "benefit"}
    sizes: dict[str, float] = {}
    for row in finding.stocks:
        if row.scheme in paid:
            persons = row.persons.mean if row.persons else 0.0
            sizes[row.scheme] = sizes.get(row.scheme, 0.0) + persons
    return sorted(sizes, key=lambda scheme: -sizes[scheme])[:MOST]


def charts(_: RunFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file."""
    return {"stocks": draw_stocks}
