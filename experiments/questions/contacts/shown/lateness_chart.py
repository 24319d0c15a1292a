"""Lateness and kroner by quarter under each number of posts: drawn without a screen."""

from typing import Any

from matplotlib.axes import Axes

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.chart import (
    BLACK,
    BLUE,
    GREEN,
    LABELS,
    ORANGE,
    PURPLE,
    TITLE,
    VERMILION,
    Files,
    blank,
    few_decimals,
    name_ends,
    save,
    title_text,
)
from borgerflow.experiments.questions.contacts.finding import ContactsFinding, LateQuarter
from borgerflow.experiments.questions.contacts.shown.quarters import on_two_lines
from borgerflow.experiments.questions.contacts.shown.text import head_line

SIZE = (5.2, 6.4)  # inches
# As now first; told apart by mark as well as by colour.
STYLES = ((BLACK, "o"), (BLUE, "s"), (VERMILION, "D"), (GREEN, "^"), (ORANGE, "v"), (PURPLE, "P"))
PANELS = {
    "da": ("Lovens samtaler afholdt for sent, pct.", "Kommunens tab på ydelser, 1.000 kr."),
    "en": ("Talks of law held late, %", "Municipality's loss in benefits, DKK 1,000"),
}
MOST_AT_ENDS = 4  # names at the ends of lines: more stand below
LEGEND: dict[str, Any] = {"frameon": False, "fontsize": 8, "ncols": 2}
MARKED = {"da": "de samme mærker i begge figurer", "en": "the same marks in both drawings"}
MOST_NAMED = 7  # quarters named on the axis


def draw_lateness(finding: ContactsFinding, files: Files, lang: str) -> None:
    """Write how many talks are late, and what that costs, quarter by quarter for each setting."""
    figure = blank(SIZE)
    title = title_text(head_line(finding, lang), MARKED[lang])
    figure.suptitle(title, x=0.01, ha="left", fontsize=TITLE)
    late, lost = figure.subplots(2, 1, sharex=True)
    ends, lines = [], []
    for place, (row, told) in enumerate(
        zip((finding.now, *finding.rows), finding.lateness, strict=True)
    ):
        colour, mark = STYLES[place % len(STYLES)]
        shares = [100 * (each.share_late or 0.0) for each in told]
        line = {"color": colour, "marker": mark, "linewidth": 1.2, "markersize": 5}
        lines += late.plot(range(len(told)), shares, **line)
        ends.append((len(told) - 1, shares[-1], row.label.text(lang), colour))
        _draw_kroner(lost, told, colour, mark)
    late.set_ylim(bottom=0)
    if len(ends) <= MOST_AT_ENDS:
        name_ends(late, ends, LABELS - 1)
    else:
        figure.legend(lines, [name for _, _, name, _ in ends], loc="outside lower left", **LEGEND)
    _finish(late, lost, [on_two_lines(each.quarter, lang) for each in finding.lateness[0]], lang)
    save(figure, files)


def _draw_kroner(axes: Axes, told: tuple[LateQuarter, ...], colour: str, mark: str) -> None:
    """Draw the kroner of each quarter with their interval."""
    kroner = [each.benefits.scaled(1 / numbers.THOUSAND) for each in told]
    axes.plot(range(len(told)), [each.mean for each in kroner], color=colour, marker=mark)
    for place, each in enumerate(kroner):
        if each.low is not None and each.high is not None:
            axes.plot([place, place], [each.low, each.high], color=colour, linewidth=1.0)


def _finish(late: Axes, lost: Axes, names: list[str], lang: str) -> None:
    for axes, title in zip((late, lost), PANELS[lang], strict=True):
        axes.set_title(title, loc="left", fontsize=10)
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
        few_decimals(axes.yaxis, lang)
    every = -(-len(names) // MOST_NAMED)
    lost.set_xticks(range(0, len(names), every), names[::every], fontsize=8)
