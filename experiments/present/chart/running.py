"""Draws sums that grow month by month, one line for each of several answers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present.chart import (
    BLACK,
    SCHEME_COLOURS,
    STROKES,
    Files,
    dated_canvas,
    days_since_epoch,
    finish,
    name_ends,
)

THOUSAND = 1000
MONTHS = 12


@dataclass(frozen=True)
class RunningSum:
    """What a sum has come to at the end of each month, in kroner, and what its line is called."""

    name: str
    first_month: str  # "2019-01"
    amounts: tuple[Interval, ...]


def draw_running(
    title: str, under: str, sums: Sequence[RunningSum], files: Files, lang: str
) -> None:
    """Write a chart of sums in 1,000 kr., each from nought, with its 95 % band."""
    figure, axes = dated_canvas(title, under)
    ends = []
    for each, colour, stroke in zip(sums, SCHEME_COLOURS, STROKES, strict=False):
        amounts = [a.scaled(1 / THOUSAND) for a in (Interval(0.0, 0.0, 0.0), *each.amounts)]
        days = [_days_after(each.first_month, n) for n in range(len(amounts))]
        axes.plot(days, [a.mean for a in amounts], color=colour, linestyle=stroke, linewidth=2)
        band = [(a.low, a.high) for a in amounts if a.low is not None and a.high is not None]
        if len(band) == len(amounts):
            low, high = zip(*band, strict=True)
            axes.fill_between(days, low, high, color=colour, alpha=0.12, linewidth=0)
        ends.append((days[-1], amounts[-1].mean, each.name, colour))
    axes.axhline(0, color=BLACK, linewidth=0.8)
    name_ends(axes, ends)
    finish(figure, axes, files, lang)


def _days_after(month: str, months: int) -> float:
    """Return the place of the first day so many months after the first of a month."""
    year, place = (int(part) for part in month.split("-"))
    after = place - 1 + months
    return days_since_epoch(dt.date(year + after // MONTHS, after % MONTHS + 1, 1))
