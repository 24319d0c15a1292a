"""Draws the share of stays that have left, by weeks and destination, in both worlds."""

from borgerflow.experiments.present.chart import (
    LABELS,
    SCHEME_COLOURS,
    Files,
    canvas,
    few_decimals,
    name_ends,
    save,
)
from borgerflow.experiments.present.text import head_line
from borgerflow.experiments.questions.compare.chart.rows import ExitRow
from borgerflow.experiments.questions.compare.chart.told import within
from borgerflow.experiments.questions.compare.finding import Finding

SOLID = {
    "da": "linje: med forslaget, stiplet: uden",
    "en": "line: with the proposal, dashes: without",
}
WEEKS = {"da": "uger siden forløbet begyndte", "en": "weeks since the stay began"}
LEFT = {"da": "afsluttet, pct.", "en": "left, %"}


def draw_exits(finding: Finding, files: Files, lang: str) -> None:
    """Write the share that has left to each destination most take, dashed without the proposal."""
    figure, axes = canvas(head_line(finding, lang), SOLID[lang])
    by_exit: dict[str, list[ExitRow]] = {}
    for row in finding.exits:
        by_exit.setdefault(row.destination, []).append(row)
    ends = []
    for (name, rows), colour in zip(by_exit.items(), SCHEME_COLOURS, strict=False):
        weeks = [0, *(row.weeks for row in rows)]
        before, after = (
            [0.0, *(100 * getattr(row, world) for row in rows)]
            for world in ("baseline", "investment")
        )
        axes.plot(weeks, after, color=colour, linewidth=1.8)
        axes.plot(weeks, before, color=colour, linewidth=1.6, linestyle="--")
        ends.append((weeks[-1], after[-1], within(finding, name, lang), colour))
    axes.set_ylim(bottom=0)
    name_ends(axes, ends, LABELS)
    axes.set_xlabel(WEEKS[lang])
    axes.set_ylabel(LEFT[lang])
    few_decimals(axes.yaxis, lang)
    save(figure, files)
