"""The frontier: net against investment for every set, drawn without a screen."""

from matplotlib.axes import Axes

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.present.chart import (
    BLACK,
    BLUE,
    VERMILION,
    WIDTH,
    Files,
    canvas,
    few_decimals,
    save,
    spread,
    wrap,
)
from borgerflow.experiments.questions.portfolio.finding import PortfolioFinding, SetRow
from borgerflow.experiments.questions.portfolio.text import head_line, members

MILLION = 1e6
MARGIN = 0.12
APART = 0.07  # of the height of the chart: names do not touch
SIZE = (WIDTH, 4.8)
NET = {
    "da": "Kommunens netto sammen, mio. kr. (+ udgift, - besparelse)",
    "en": "Municipal net together, DKK million (+ expense, - saving)",
}
INVESTMENT = {
    "da": "Investering over perioden, mio. kr., {}-pl",
    "en": "Investment over the horizon, DKK million, {} prices",
}
LETTERS = 30  # of a name on one line
MOST_NAMED = 4  # proposals told one by one beside a point


def draw_frontier(finding: PortfolioFinding, files: Files, lang: str) -> None:
    """Write a chart of every set: what it costs, and what it comes to, with its interval."""
    figure, axes = canvas(head_line(finding, lang), NET[lang], SIZE)
    axes.axhline(0, color=BLACK, linewidth=0.8)
    front = sorted(
        (row for row in finding.sets if row.on_frontier), key=lambda row: row.investment.total
    )
    costs, nets = zip(*(_place(row) for row in front), strict=True)
    axes.plot(costs, nets, color=BLUE, linewidth=1.5, drawstyle="steps-post")
    for row in finding.sets:
        _draw_point(axes, row)
    axes.margins(x=MARGIN, y=MARGIN)
    _name_points(axes, finding, lang)
    axes.set_xlabel(INVESTMENT[lang].format(finding.price_year))
    for axis in (axes.xaxis, axes.yaxis):
        few_decimals(axis, lang)
    save(figure, files)


def _draw_point(axes: Axes, row: SetRow) -> None:
    colour = VERMILION if row.named else BLUE
    (place, mean), net = _place(row), row.net
    if net.low is not None and net.high is not None:
        ends = [net.low / MILLION, net.high / MILLION]
        axes.plot([place, place], ends, color=colour, linewidth=1, alpha=0.6)
    marker = "s" if row.named else "o"
    face = colour if row.chosen or row.named else "white"
    axes.plot(place, mean, marker=marker, color=colour, markerfacecolor=face, markersize=7)


def _name_points(axes: Axes, finding: PortfolioFinding, lang: str) -> None:
    """Write who is in each set at its point; no two names touch."""
    rows = sorted(finding.sets, key=lambda row: row.net.mean)
    low, high = axes.get_ylim()
    heights = spread([_place(row)[1] for row in rows], APART * (high - low))
    left, right = axes.get_xlim()
    for row, height in zip(rows, heights, strict=True):
        place, _ = _place(row)
        axes.annotate(
            "\n".join(f"  {line}  " for line in wrap(_name(row, lang), LETTERS)),
            (place, height),
            color=VERMILION if row.named else BLACK,
            fontsize=8,
            fontweight="bold" if row.chosen else "normal",
            va="bottom",
            ha="right" if place > (left + right) / 2 else "left",
        )


def _name(row: SetRow, lang: str) -> str:
    many = len(row.proposals)
    word = {"da": "forslag", "en": "proposals"}[lang]
    who = members(row, lang) if many <= MOST_NAMED else f"{many} {word}"
    special = row.chosen or not row.on_frontier
    return f"{row.labels[0].text(lang)}: {who}" if special else who


def _place(row: SetRow) -> tuple[float, float]:
    """Return where a set stands: its cost and its net, in millions."""
    return row.investment.total / MILLION, row.net.mean / MILLION


def charts(_: PortfolioFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file."""
    return {"frontier": draw_frontier}
