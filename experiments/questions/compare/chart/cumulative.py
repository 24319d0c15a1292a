"""Draws cumulative net municipal kroner by month."""

import datetime as dt

from matplotlib.axes import Axes

from borgerflow.experiments.findings.rows import CumulativePoint, Interval
from borgerflow.experiments.present.chart import (
    BLACK,
    BLUE,
    VERMILION,
    Files,
    dated_canvas,
    days_since_epoch,
    finish,
    month_start,
    name_ends,
)
from borgerflow.experiments.present.numbers import month as month_in_words
from borgerflow.experiments.present.text import head_line
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.payback_words import (
    in_replications,
    paid_back_in,
)
from borgerflow.experiments.questions.compare.own_numbers.sure_words import drawn_of

THOUSAND = 1000
BESIDE = 0.02  # of the years
OWN = {
    "da": "95 pct., når egne tal er usikre",
    "en": "95 %, own numbers uncertain",
}


def draw_cumulative(finding: Finding, files: Files, lang: str) -> None:
    """Write a chart of net municipal kroner added up month by month, with its 95 % band."""
    figure, axes = dated_canvas(head_line(finding, lang), _unit(finding, lang))
    start = CumulativePoint(finding.start[:7], Interval(0.0, 0.0, 0.0))
    days = [month_start(start.month), *(_month_end(p.month) for p in finding.cumulative)]
    amounts = [point.amount.scaled(1 / THOUSAND) for point in (start, *finding.cumulative)]
    axes.plot(days, [amount.mean for amount in amounts], color=BLUE, linewidth=2)
    axes.axhline(0, color=BLACK, linewidth=0.8)
    name = {"da": "Netto, kommunen", "en": "Net, municipality"}[lang]
    if _draw_band(axes, days, amounts):
        name += {"da": "\n95 pct.-bånd", "en": "\n95 % band"}[lang]
    ends = [(days[-1], amounts[-1].mean, name, BLUE)]
    name_ends(axes, _draw_range(axes, ends, finding, lang))
    _mark_payback(axes, finding, lang)
    finish(figure, axes, files, lang)


def _draw_band(axes: Axes, days: list[float], amounts: list[Interval]) -> bool:
    """Draw the 95 % band and tell whether there is one."""
    band = [(a.low, a.high) for a in amounts if a.low is not None and a.high is not None]
    if len(band) < len(amounts):
        return False
    low, high = zip(*band, strict=True)
    axes.fill_between(days, low, high, color=BLUE, alpha=0.18, linewidth=0)
    return True


def _draw_range(
    axes: Axes, ends: list[tuple[float, float, str, str]], finding: Finding, lang: str
) -> list[tuple[float, float, str, str]]:
    """Draw beside the end where the net may lie if own numbers are drawn; return all the names."""
    drawn = drawn_of(finding)
    net = None if drawn is None else drawn.net.scaled(1 / THOUSAND)
    if net is None or net.low is None or net.high is None:
        return ends
    ((day, mean, name, colour),) = ends
    place = day + BESIDE * (day - axes.dataLim.x0)
    axes.plot([place, place], [net.low, net.high], color=BLACK, linewidth=1.2, marker="_")
    middle = (net.low + net.high) / 2
    return [(place, mean, name, colour), (place, middle, OWN[lang], BLACK)]


def _mark_payback(axes: Axes, finding: Finding, lang: str) -> None:
    month = finding.payback.median
    if month is None or not any(point.amount.mean for point in finding.cumulative):
        return
    day = _month_end(month)
    axes.axvline(day, color=VERMILION, linewidth=1, linestyle="--")
    name = month_in_words(month, lang)
    told = {"da": f"tjent hjem {name} ", "en": f"paid back {name} "}[lang]
    if paid_back_in(finding) < finding.replications:
        told += f"\n{in_replications(finding, lang)} "
    top = axes.get_ylim()[1]
    axes.annotate(told, (day, top), color=VERMILION, va="top", ha="right")


def _month_end(month: str) -> float:
    """Return the place of the day after a month: the day its sum is complete."""
    year, place = (int(part) for part in month.split("-"))
    return days_since_epoch(dt.date(year + place // 12, place % 12 + 1, 1))


def _unit(finding: Finding, lang: str) -> str:
    prices = {"da": f"{finding.price_year}-pl", "en": f"{finding.price_year} prices"}[lang]
    return {
        "da": f"1.000 kr. siden start, {prices}, +\u00a0udgift, -\u00a0besparelse",
        "en": f"DKK 1,000 in all, {prices}, +\u00a0expense, -\u00a0saving",
    }[lang]
