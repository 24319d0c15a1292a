"""The frontier: net against investment for every set, drawn without a screen."""

from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.present.chart import BLACK, BLUE, SALT, SIZE, VERMILION, spread
from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.questions.portfolio.finding import PortfolioFinding, SetRow
from borgerflow.experiments.questions.portfolio.text import head_line, members
from borgerflow.experiments.questions.run.chart import APART

MILLION = 1e6
MARGIN = 0.12
MOST_NAMED = 4  # proposals told one by one beside a point


def draw_frontier(finding: PortfolioFinding, path: Path, lang: str) -> None:
    """Write a chart of every set: what it costs, and what it comes to, with its interval."""
    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.subplots()
    axes.set_title(head_line(finding, lang), loc="left", fontsize=11, wrap=True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    axes.axhline(0, color=BLACK, linewidth=0.8)
    front = sorted((row for row in finding.sets if row.on_frontier), key=lambda row: row.cost)
    costs, nets = ([_millions(v(row)) for row in front] for v in (_cost, _net))
    axes.plot(costs, nets, color=BLUE, linewidth=1.5, drawstyle="steps-post")
    for row in finding.sets:
        _draw_point(axes, row)
    axes.margins(x=MARGIN, y=MARGIN)
    _name_points(axes, finding, lang)
    axes.set_xlabel(_told("invested", finding, lang))
    axes.set_ylabel(_told("net", finding, lang))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: number(value, lang))
    with mpl.rc_context({"svg.hashsalt": SALT}):
        metadata = {"Date": None} if path.suffix == ".svg" else None
        figure.savefig(path, dpi=144, metadata=metadata)


def _draw_point(axes: Axes, row: SetRow) -> None:
    colour = VERMILION if row.named else BLUE
    place, net = _millions(row.cost), row.net
    if net.low is not None and net.high is not None:
        ends = [_millions(net.low), _millions(net.high)]
        axes.plot([place, place], ends, color=colour, linewidth=1, alpha=0.6)
    marker = "s" if row.named else "o"
    face = colour if row.chosen or row.named else "white"
    axes.plot(
        place, _millions(net.mean), marker=marker, color=colour, markerfacecolor=face, markersize=7
    )


def _name_points(axes: Axes, finding: PortfolioFinding, lang: str) -> None:
    """Write who is in each set at its point; no two names touch."""
    rows = sorted(finding.sets, key=lambda row: row.net.mean)
    low, high = axes.get_ylim()
    heights = spread([_millions(row.net.mean) for row in rows], APART * (high - low))
    left, right = axes.get_xlim()
    for row, height in zip(rows, heights, strict=True):
        place = _millions(row.cost)
        beyond_middle = place > (left + right) / 2
        axes.annotate(
            f"  {_name(row, lang)}  ",
            (place, height),
            color=VERMILION if row.named else BLACK,
            fontsize=8,
            fontweight="bold" if row.chosen else "normal",
            va="bottom",
            ha="right" if beyond_middle else "left",
        )


def _name(row: SetRow, lang: str) -> str:
    who = members(row, lang) if len(row.proposals) <= MOST_NAMED else str(len(row.proposals))
    if len(row.proposals) > MOST_NAMED:
        who = {"da": f"{who} forslag", "en": f"{who} proposals"}[lang]
    special = row.chosen or not row.on_frontier
    return f"{row.labels[0].text(lang)}: {who}" if special else who


def _cost(row: SetRow) -> float:
    return row.cost


def _net(row: SetRow) -> float:
    return row.net.mean


def _millions(kroner: float) -> float:
    return kroner / MILLION


def _told(what: str, finding: PortfolioFinding, lang: str) -> str:
    prices = {"da": f"{finding.price_year}-pl", "en": f"{finding.price_year} prices"}[lang]
    return {
        ("invested", "da"): f"Investering over perioden, mio. kr., {prices}",
        ("invested", "en"): f"Investment over the horizon, million kr., {prices}",
        ("net", "da"): "Kommunens netto sammen, mio. kr. (+ udgift, - besparelse)",
        ("net", "en"): "Municipal net together, million kr. (+ expense, - saving)",
    }[what, lang]


def charts(_: PortfolioFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file."""
    return {"frontier": draw_frontier}
