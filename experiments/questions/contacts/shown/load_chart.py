"""The caseworkers' load by quarter: posts that talks need, as now and in one setting."""

from matplotlib.axes import Axes

from borgerflow.experiments.present.chart import (
    BLACK,
    BLUE,
    LABELS,
    Files,
    canvas,
    finish,
    name_ends,
)
from borgerflow.experiments.questions.contacts.finding import ContactsFinding
from borgerflow.experiments.questions.contacts.shown.quarters import on_two_lines
from borgerflow.experiments.questions.contacts.shown.text import head_line, told_of

MOST_NAMED = 8  # quarters named on the axis
UNIT = {
    "da": "Årsværk efter behov, kvartal for kvartal; punkter: til rådighed",
    "en": "FTE needed, quarter by quarter; dots: FTE there",
}


def draw_load(finding: ContactsFinding, files: Files, lang: str) -> None:
    """Write the posts needed in each quarter, dashed as now, and those there are as dots."""
    figure, axes = canvas(head_line(finding, lang), UNIT[lang])
    told = told_of(finding)
    worlds = [finding.baseline_label, *([] if told is None else [told])]
    ends, most = [], 0
    for label, colour, stroke in zip(worlds, (BLACK, BLUE), ("--", "-"), strict=False):
        rows = [row for row in finding.quarters if row.label == label]
        needed = [row.fte_needed.mean for row in rows]
        axes.plot(range(len(rows)), needed, color=colour, linestyle=stroke, linewidth=2)
        there = [(n, row.fte) for n, row in enumerate(rows) if row.fte is not None]
        if there:
            axes.plot(*zip(*there, strict=True), ".", color=colour)
        ends += [(len(rows) - 1, needed[-1], label.text(lang), colour)] if rows else []
        most = max(most, len(rows))
    axes.set_ylim(bottom=0)
    name_ends(axes, ends)
    _name_quarters(axes, finding, most, lang)
    finish(figure, axes, files, lang)


def _name_quarters(axes: Axes, finding: ContactsFinding, most: int, lang: str) -> None:
    names = [on_two_lines(row.quarter, lang) for row in finding.quarters[:most]]
    every = -(-len(names) // MOST_NAMED)
    axes.set_xticks(range(0, len(names), every), names[::every], fontsize=LABELS - 1)
