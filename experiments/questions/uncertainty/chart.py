"""What the net hangs on: a bar for each number, from its low to its high end (a tornado)."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.findings.rows import MONTHS_PER_YEAR
from borgerflow.experiments.present.chart import (
    BLACK,
    BLUE,
    VERMILION,
    WIDTH,
    Files,
    canvas,
    few_decimals,
    save,
    wrap,
)
from borgerflow.experiments.present.numbers import bare_chance, whole_percent
from borgerflow.experiments.questions.uncertainty.finding import (
    SEEN,
    UncertainNumber,
    UncertaintyFinding,
)
from borgerflow.experiments.questions.uncertainty.measures.acceptable import acceptable
from borgerflow.experiments.questions.uncertainty.tables import called
from borgerflow.experiments.questions.uncertainty.text import as_title

MILLION = 1e6
MOST_BARS = 10
LETTERS, LINE = 60, 26  # of a name, and of a line of it
A_BAR, MARGIN = 0.42, 1.5  # inches
LOW: dict[str, Any] = {"color": BLUE}
HIGH: dict[str, Any] = {"color": VERMILION, "hatch": "//", "edgecolor": "white"}
TORNADO = {
    "da": "Kommunens netto, mio. kr., {}-pl. Blå: tallets lave ende, rød (skraveret): dets høje. "
    "Pct.: andel af usikkerheden",
    "en": "Municipal net, DKK million, {} prices. Blue: the number's low end, red (hatched): its "
    "high end. %: share of the variance",
}
PAYBACK = {
    "da": "Tjent hjem (median). Blå: tallets laveste femtedel, rød (skraveret): dets højeste. "
    "Højre kant: ikke i perioden",
    "en": "Paid back (median). Blue: the number's lowest fifth, red (hatched): its highest. "
    "Right edge: not within the years",
}
ACCEPTABLE = {
    "da": "Sandsynlighed (pct.) for, at nettoudgiften bliver højst så stor",
    "en": "Chance (%) that the net is no more than this",
}
SUMS = {
    "da": "kommunens netto, mio. kr., {}-pl (+ udgift, - besparelse)",
    "en": "municipal net, DKK million, {} prices (+ expense, - saving)",
}


def draw_tornado(finding: UncertaintyFinding, files: Files, lang: str) -> None:
    """Write a chart of the net expected at both ends of each number, the most influential above."""
    rows = [row for row in _shown(finding) if row.net_at_low is not None][::-1]
    under = TORNADO[lang].format(finding.price_year)
    figure, axes = canvas(as_title(finding, lang), under, _size(len(rows)))
    mean = finding.net_municipal.total.mean / MILLION
    for place, row in enumerate(rows):
        for end, look in ((row.net_at_low, LOW), (row.net_at_high, HIGH)):
            axes.barh(place, (end or 0.0) / MILLION - mean, left=mean, height=0.6, **look)
    axes.axvline(0, color=BLACK, linewidth=0.8)
    axes.axvline(mean, color=BLACK, linewidth=0.8, linestyle="--")
    names = [f"{_short(called(row, lang))}, {whole_percent(row.share.mean, lang)}" for row in rows]
    _name_bars(axes, names)
    few_decimals(axes.xaxis, lang)
    save(figure, files)


def draw_payback(finding: UncertaintyFinding, files: Files, lang: str) -> None:
    """Write a chart of the month of payback in the outer fifths of each number.

    A bar that ends at the right edge is not paid back within the horizon.
    """
    rows = _shown(finding)[::-1]
    figure, axes = canvas(as_title(finding, lang), PAYBACK[lang], _size(len(rows)))
    last = (int(finding.end[:4]) * MONTHS_PER_YEAR) + int(finding.end[5:7]) - 1
    middle = _months(finding.payback.median, last)
    for place, row in enumerate(rows):
        for end, look in ((row.payback_at_low, LOW), (row.payback_at_high, HIGH)):
            until = _months(end, last)
            axes.barh(place, until - middle, left=middle, height=0.6, **look)
            axes.plot(until, place, "|", color=look["color"], markersize=14)
    axes.axvline(middle, color=BLACK, linewidth=0.8, linestyle="--")
    _name_bars(axes, [_short(called(row, lang)) for row in rows])
    first = int(finding.start[:4])
    axes.set_xlim(first, last / MONTHS_PER_YEAR)
    axes.set_xticks(range(first, last // MONTHS_PER_YEAR + 1))
    save(figure, files)


def draw_acceptability(finding: UncertaintyFinding, files: Files, lang: str) -> None:
    """Write the chance that the net is no more than a sum, by that sum."""
    figure, axes = canvas(as_title(finding, lang), ACCEPTABLE[lang])
    points = acceptable(finding.nets)
    sums, shares = [p.kroner / MILLION for p in points], [100 * p.share for p in points]
    axes.plot(sums, shares, color=BLUE, linewidth=2, drawstyle="steps-post")
    axes.axvline(0, color=BLACK, linewidth=0.8)
    saves = 100 * finding.saves.mean
    axes.plot(0, saves, "o", color=VERMILION)
    share = bare_chance(finding.saves.mean, finding.draws, lang)
    told = {"da": f"sparer: {share}", "en": f"saves: {share}"}[lang]
    axes.annotate(told, (0, saves), (6, 8), textcoords="offset points", color=VERMILION)
    axes.set_ylim(0, 105)
    axes.set_xlabel(SUMS[lang].format(finding.price_year))
    few_decimals(axes.xaxis, lang)
    save(figure, files)


def _shown(finding: UncertaintyFinding) -> Sequence[UncertainNumber]:
    """Return the numbers that bring a part of the variance, all of the first where none does."""
    first = finding.numbers[:MOST_BARS]
    return [row for row in first if row.share.mean > SEEN] or first


def _size(bars: int) -> tuple[float, float]:
    return WIDTH, MARGIN + A_BAR * bars


def _name_bars(axes: Axes, names: list[str]) -> None:
    axes.set_yticks(range(len(names)), ["\n".join(wrap(name, LINE)) for name in names], fontsize=8)
    axes.grid(axis="y", visible=False)


def _months(month: str | None, last: int) -> float:
    """Return a month as a year with decimals, the end of the horizon where there is none."""
    if month is None:
        return last / MONTHS_PER_YEAR
    return int(month[:4]) + (int(month[5:]) - 1) / MONTHS_PER_YEAR


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 3]}..."


def charts(finding: UncertaintyFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file."""
    drawn: dict[str, Draw] = {}
    if any(row.net_at_low is not None for row in finding.numbers):
        drawn["tornado"] = draw_tornado
    if acceptable(finding.nets):
        drawn["acceptability"] = draw_acceptability
    return drawn | ({"tornado_payback": draw_payback} if finding.some_pay_back else {})
