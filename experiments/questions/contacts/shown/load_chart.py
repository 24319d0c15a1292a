"""The caseworkers' load by quarter: posts that talks need, as now and in one setting."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

from matplotlib.axes import Axes

from borgerflow.experiments.present.chart import BLACK, BLUE, LABELS, canvas, save
from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.questions.contacts.finding import ContactsFinding, QuarterRow
from borgerflow.experiments.questions.contacts.shown.quarters import quarter_name
from borgerflow.experiments.questions.contacts.shown.text import head_line, told_of

MOST_NAMED = 8  # quarters named on the axis
LETTERS = 44  # of a name on one line
UNIT = {
    "da": "Årsværk efter behov, kvartal for kvartal",
    "en": "FTE needed, quarter by quarter",
}
THERE = {"da": "til rådighed", "en": "there"}


def draw_load(finding: ContactsFinding, path: Path, lang: str) -> None:
    """Write the posts needed in each quarter, dashed as now, and those there are as dots."""
    figure, axes = canvas(head_line(finding, lang), UNIT[lang])
    worlds = [finding.baseline_label, *([told_of(finding)] if finding.rows else [])]
    most: Sequence[QuarterRow] = ()
    for label, colour, stroke in zip(worlds, (BLACK, BLUE), ("--", "-"), strict=False):
        rows = [row for row in finding.quarters if row.label == label]
        name = "" if label is None else label.text(lang)
        _draw_world(axes, rows, (name, colour, stroke), lang)
        most = max(most, rows, key=len)
    axes.set_ylim(0, axes.get_ylim()[1] * 1.3)
    names = [quarter_name(row.quarter, lang).replace(" ", "\n", 1) for row in most]
    every = -(-len(names) // MOST_NAMED)
    axes.set_xticks(range(0, len(names), every), names[::every], fontsize=LABELS - 1, rotation=60)
    axes.yaxis.set_major_formatter(lambda value, _: number(value, lang))
    save(figure, path)


def _draw_world(
    axes: Axes, rows: Sequence[QuarterRow], look: tuple[str, str, str], lang: str
) -> None:
    """Draw the posts needed in one world, its name above its highest quarter."""
    if not rows:
        return
    name, colour, stroke = look
    needed = [row.fte_needed.mean for row in rows]
    axes.plot(range(len(rows)), needed, color=colour, linestyle=stroke, linewidth=2)
    there = [(n, row.fte) for n, row in enumerate(rows) if row.fte is not None]
    if there:
        places, posts = zip(*there, strict=True)
        axes.plot(places, posts, ".", color=colour, markersize=5)
        axes.annotate(
            THERE[lang],
            (places[0], posts[0]),
            (3, 4),
            textcoords="offset points",
            color=colour,
            fontsize=LABELS - 1,
        )
    highest = max(range(len(rows)), key=needed.__getitem__)
    right = highest > len(rows) / 2
    axes.annotate(
        "\n".join(wrap(name, LETTERS)),
        (highest, needed[highest]),
        (0, 5),
        textcoords="offset points",
        color=colour,
        fontsize=LABELS,
        va="bottom",
        ha="right" if right else "left",
    )
