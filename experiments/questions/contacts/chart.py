"""Curves by setting, and the map of two sweeps crossed: drawn without a screen."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.chart import BLACK, BLUE, GREEN, PANELS, VERMILION, save
from borgerflow.experiments.questions.contacts.finding import ContactsFinding, SettingRow
from borgerflow.experiments.questions.contacts.targeting.chart import draw_targets
from borgerflow.experiments.questions.contacts.text import head_line

SIZE, MAP_SIZE = (11.0, 6.5), (9.0, 5.0)
THOUSAND, MANY = 1000, 5
DARK = 0.7  # of the strongest colour: white is read better on it


def draw_curves(finding: ContactsFinding, path: Path, lang: str) -> None:
    """Write a chart of net, posts and contacts on time: as now first, then each setting."""
    figure = Figure(figsize=SIZE, layout="constrained")
    figure.suptitle(head_line(finding, lang), x=0.01, ha="left", fontsize=11)
    panels = figure.subplots(1, 3)
    rows = (finding.now, *finding.rows)
    nets = [row.net.scaled(1 / THOUSAND) for row in rows]
    posts = [Interval(row.fte_needed) for row in rows]
    on_time = [row.measures.share_on_time.scaled(100) for row in rows]
    labels = [row.label.text(lang) for row in rows]
    values, colours = (nets, posts, on_time), (BLUE, GREEN, VERMILION)
    for axes, title, each, colour in zip(panels, PANELS[lang], values, colours, strict=True):
        _draw_line(axes, title, each, colour, lang)
        axes.set_xticks(range(len(rows)), labels, rotation=90, fontsize=8)
    save(figure, path)


def _draw_line(axes: Axes, title: str, values: Sequence[Interval], colour: str, lang: str) -> None:
    places = range(len(values))
    axes.plot(places, [value.mean for value in values], color=colour, linewidth=1.5, marker="o")
    for place, value in zip(places, values, strict=True):
        if value.low is not None and value.high is not None:
            axes.plot([place, place], [value.low, value.high], color=colour, linewidth=1, alpha=0.6)
    axes.set_title(title, loc="left", fontsize=10)
    axes.axhline(0, color=BLACK, linewidth=0.8)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    most = max(abs(end) for end in axes.get_ylim())
    decimals = 0 if most >= MANY else 1
    axes.yaxis.set_major_formatter(lambda value, _: numbers.number(value, lang, decimals))


def draw_heat_map(finding: ContactsFinding, path: Path, lang: str) -> None:
    """Write the net of every pair of two sweeps, each cell with its number."""
    assert finding.crossed is not None
    across = len(finding.crossed[1])
    cells = [
        list(finding.rows[first : first + across]) for first in range(0, len(finding.rows), across)
    ]
    figure = Figure(figsize=MAP_SIZE, layout="constrained")
    axes = figure.subplots()
    axes.set_title(f"{head_line(finding, lang)}\n{PANELS[lang][0]}", loc="left", fontsize=11)
    nets = [[cell.net.mean / THOUSAND for cell in row] for row in cells]
    most = max(abs(net) for row in nets for net in row) or 1.0
    axes.imshow(nets, cmap="PuOr_r", vmin=-most, vmax=most, aspect="auto")
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            ink = "white" if abs(nets[y][x]) > DARK * most else BLACK
            axes.text(x, y, _cell(cell, lang), ha="center", va="center", color=ink, fontsize=9)
    axes.set_xticks(range(across), [_half(cell, lang, -1) for cell in cells[0]], fontsize=9)
    axes.set_yticks(range(len(cells)), [_half(row[0], lang, 0) for row in cells], fontsize=9)
    axes.set_xlabel({"da": "* bedst; ~ kan ikke skelnes fra den", "en": "* best; ~ ties"}[lang])
    save(figure, path)


def _cell(row: SettingRow, lang: str) -> str:
    mark = " *" if row.best else " ~" if row.indifferent else ""
    share = numbers.percent(row.measures.share_on_time.mean, lang)
    word = {"da": "til tiden", "en": "on time"}[lang]
    return f"{numbers.thousands(row.net.mean, lang)}{mark}\n{share} {word}"


def _half(row: SettingRow, lang: str, place: int) -> str:
    """Return the rhythm (0) or the posts (-1) of a crossed setting."""
    return row.label.text(lang).rsplit(", ", 1)[place]


def charts(finding: ContactsFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file."""
    main: dict[str, Draw] = {"curves": draw_curves} if finding.rows else {"targets": draw_targets}
    return main | ({"heat-map": draw_heat_map} if finding.crossed else {})
