"""Charts of findings: drawn without a screen, readable without colour.

Colours are those of Okabe and Ito, which people with any colour vision tell apart; lines are
named where they end instead of in a legend.
"""

import datetime as dt
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.findings import CumulativePoint, Finding, Interval, RunFinding
from experiments.numbers import month as month_in_words
from experiments.numbers import number
from experiments.wording import head_line

BLUE, VERMILION, GREEN, ORANGE = "#0072B2", "#D55E00", "#009E73", "#E69F00"
SKY, PURPLE, BLACK = "#56B4E9", "#CC79A7", "#000000"
STOCK_COLOURS = (BLUE, VERMILION, GREEN, ORANGE, SKY, PURPLE, BLACK)
EPOCH = dt.date(1970, 1, 1)
APART = 0.035  # of the height of the chart: names do not touch
SIZE = (9.0, 5.0)
THOUSAND = 1000
SALT = "borgerflow"  # the same figure gives the same file


def draw_cumulative(finding: Finding, path: Path, lang: str) -> None:
    """Write a chart of net municipal kroner added up month by month, with its 95 % band."""
    figure, axes = _canvas(head_line(finding, lang))
    start = CumulativePoint(finding.start[:7], Interval(0.0, 0.0, 0.0))
    days = [_month_start(start.month), *(_month_end(p.month) for p in finding.cumulative)]
    amounts = [point.amount.scaled(1 / THOUSAND) for point in (start, *finding.cumulative)]
    axes.plot(days, [amount.mean for amount in amounts], color=BLUE, linewidth=2)
    axes.axhline(0, color=BLACK, linewidth=0.8)
    name = {"da": "Netto, kommunen", "en": "Net, municipality"}[lang]
    if _draw_band(axes, days, amounts):
        name += {"da": "\n95 pct.-bånd", "en": "\n95 % band"}[lang]
    _name_line(axes, days[-1], amounts[-1].mean, name, BLUE)
    _mark_payback(axes, finding, lang)
    axes.set_ylabel(_unit(finding, lang))
    _finish(figure, axes, path, lang)


def draw_stocks(finding: RunFinding, path: Path, lang: str) -> None:
    """Write a chart of persons by month in the schemes that pay a benefit to most persons."""
    figure, axes = _canvas(head_line(finding, lang))
    ends: list[tuple[float, str, str]] = []
    for scheme, colour in zip(_largest_paid(finding), STOCK_COLOURS, strict=False):
        rows = [row for row in finding.stocks if row.scheme == scheme]
        days = [_month_start(row.month) for row in rows]
        persons = [row.persons.mean for row in rows]
        axes.plot(days, persons, color=colour, linewidth=2)
        ends.append((persons[-1], finding.scheme_label(scheme, lang), colour))
    axes.set_ylim(bottom=0)
    heights = spread([height for height, *_ in sorted(ends)], APART * axes.get_ylim()[1])
    for height, (_, name, colour) in zip(heights, sorted(ends), strict=True):
        _name_line(axes, _month_start(finding.stocks[-1].month), height, name, colour)
    axes.set_ylabel({"da": "personer", "en": "persons"}[lang])
    _finish(figure, axes, path, lang)


def spread(heights: list[float], gap: float) -> list[float]:
    """Return rising heights moved up where they must be to stand a gap apart."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + gap) if placed else height)
    return placed


def _largest_paid(finding: RunFinding) -> list[str]:
    paid = {row.scheme for row in finding.ledger if row.kind == "benefit"}
    sizes: dict[str, float] = {}
    for row in finding.stocks:
        if row.scheme in paid:
            sizes[row.scheme] = sizes.get(row.scheme, 0.0) + row.persons.mean
    return sorted(sizes, key=lambda scheme: -sizes[scheme])[: len(STOCK_COLOURS)]


def _canvas(title: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.subplots()
    axes.set_title(title, loc="left", fontsize=11, wrap=True)
    axes.xaxis_date()
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    return figure, axes


def _draw_band(axes: Axes, days: list[float], amounts: list[Interval]) -> bool:
    """Draw the 95 % band and tell whether there is one."""
    band = [(a.low, a.high) for a in amounts if a.low is not None and a.high is not None]
    if len(band) < len(amounts):
        return False
    low, high = zip(*band, strict=True)
    axes.fill_between(days, low, high, color=BLUE, alpha=0.18, linewidth=0)
    return True


def _mark_payback(axes: Axes, finding: Finding, lang: str) -> None:
    month = finding.payback.median
    if month is None or not any(point.amount.mean for point in finding.cumulative):
        return
    day = _month_end(month)
    axes.axvline(day, color=VERMILION, linewidth=1, linestyle="--")
    name = month_in_words(month, lang)
    told = {"da": f"tjent hjem {name} ", "en": f"paid back {name} "}[lang]
    top = axes.get_ylim()[1]
    axes.annotate(told, (day, top), color=VERMILION, va="top", ha="right")


def _name_line(axes: Axes, day: float, height: float, name: str, colour: str) -> None:
    axes.annotate(
        f" {name}",
        (day, height),
        color=colour,
        va="center",
        annotation_clip=False,
    )


def _month_start(month: str) -> float:
    """Return the place of the first day of a month on the axis of time."""
    return _place(dt.date.fromisoformat(f"{month}-01"))


def _month_end(month: str) -> float:
    """Return the place of the day after a month: the day its sum is complete."""
    year, place = (int(part) for part in month.split("-"))
    return _place(dt.date(year + place // 12, place % 12 + 1, 1))


def _place(date: dt.date) -> float:
    """Return days since matplotlib's epoch."""
    return float((date - EPOCH).days)


def _unit(finding: Finding, lang: str) -> str:
    prices = {"da": f"{finding.price_year}-pl", "en": f"{finding.price_year} prices"}[lang]
    return {
        "da": f"1.000 kr. i alt siden start, {prices} (+ udgift, - besparelse)",
        "en": f"1.000 kr. since the start, {prices} (+ expense, - saving)",
    }[lang]


def _finish(figure: Figure, axes: Axes, path: Path, lang: str) -> None:
    axes.yaxis.set_major_formatter(lambda value, _: number(value, lang))
    with mpl.rc_context({"svg.hashsalt": SALT}):
        metadata = {"Date": None} if path.suffix == ".svg" else None
        figure.savefig(path, dpi=144, metadata=metadata)
