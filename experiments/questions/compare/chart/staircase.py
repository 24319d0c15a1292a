"""Draws the staircase of refunds, and on each step the weeks of benefit saved or added."""

import math
from typing import Any

from matplotlib.axes import Axes

from borgerflow.experiments.present.chart import (
    BLACK,
    BLUE,
    LABELS,
    TITLE,
    VERMILION,
    WIDTH,
    Files,
    blank,
    framed,
    save,
    title_text,
)
from borgerflow.experiments.present.numbers import number, whole_percent
from borgerflow.experiments.present.text import head_line
from borgerflow.experiments.questions.compare.chart.told import step_name
from borgerflow.experiments.questions.compare.finding import Finding

SIZE = (WIDTH, 4.8)
GROUND = "#C8C8C8"
HEADROOM = 1.25  # above the highest bar, for its number
PANELS = {
    "da": ("Kommunens andel af ydelsen", "Uger på ydelse i perioden (+ flere, - sparede)"),
    "en": ("The municipality's share of the benefit", "Weeks of benefit (+ more, - saved)"),
}


def draw_staircase(finding: Finding, files: Files, lang: str) -> None:
    """Write the staircase above, and below each step how many weeks more or fewer lie on it."""
    figure = blank(SIZE)
    figure.suptitle(title_text(head_line(finding, lang)), x=0.01, ha="left", fontsize=TITLE)
    stairs, weeks = figure.subplots(2, 1, sharex=True)
    _draw_steps(stairs, finding, lang)
    framed(stairs, PANELS[lang][0])
    _draw_weeks(weeks, finding, lang)
    framed(weeks, PANELS[lang][1])
    names = [step_name(row, lang).replace(" ", "\n", 1) for row in finding.steps]
    weeks.set_xticks(range(len(names)), names, fontsize=LABELS)
    for axes in (stairs, weeks):
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
    save(figure, files)


def _draw_steps(axes: Axes, finding: Finding, lang: str) -> None:
    for place, row in enumerate(finding.steps):
        share = row.share or 0.0
        axes.bar(place, share, width=1.0, color=GROUND, edgecolor=BLACK, linewidth=0.8)
        told = {"da": "fast", "en": "fixed"}[lang]
        name = told if row.share is None else whole_percent(share, lang)
        axes.text(place, share + 0.03, name, ha="center", va="bottom", fontsize=LABELS + 1)
    axes.set_ylim(0, 1)


def _draw_weeks(axes: Axes, finding: Finding, lang: str) -> None:
    means = [row.weeks.mean for row in finding.steps]
    for place, row in enumerate(finding.steps):
        mean, saved = row.weeks.mean, row.weeks.mean < 0
        look: dict[str, Any] = {"color": BLUE} if saved else {"color": VERMILION, "hatch": "//"}
        axes.bar(place, mean, width=0.6, edgecolor="white", **look)
        if row.weeks.low is not None and row.weeks.high is not None:
            axes.plot([place, place], [row.weeks.low, row.weeks.high], color=BLACK, linewidth=1.2)
        beyond = _furthest(row.weeks.low, row.weeks.high, mean)
        up = "top" if saved else "bottom"
        told = number(mean, lang, 0 if _is_many(means) else 1, sign=True)
        axes.annotate(
            told,
            (place, beyond),
            (0, -3 if saved else 3),
            textcoords="offset points",
            ha="center",
            va=up,
            fontsize=LABELS + 1,
        )
    axes.axhline(0, color=BLACK, linewidth=0.8)
    low, high = axes.get_ylim()
    axes.set_ylim(low * HEADROOM if low < 0 else low, high * HEADROOM if high > 0 else high)


def _is_many(means: list[float]) -> bool:
    return max(map(abs, means)) >= 10  # noqa: PLR2004  (two digits are enough)


def _furthest(low: float | None, high: float | None, mean: float) -> float:
    """Return the end of the bar or of its interval that is furthest from nought."""
    ends = [
        end
        for end in (low, high, mean)
        if end is not None and math.copysign(1, end) == math.copysign(1, mean)
    ]
    return max(ends, key=abs)
