"""The settings side by side, and the map of two sweeps crossed: drawn without a screen."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from matplotlib.axes import Axes

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.chart import (
    BLACK,
    BLUE,
    GREEN,
    PANELS,
    TITLE,
    VERMILION,
    Files,
    blank,
    few_decimals,
    save,
    title_text,
)
from borgerflow.experiments.questions.contacts.finding import ContactsFinding, SettingRow
from borgerflow.experiments.questions.contacts.shown.lateness_chart import draw_lateness
from borgerflow.experiments.questions.contacts.shown.load_chart import draw_load
from borgerflow.experiments.questions.contacts.shown.text import head_line
from borgerflow.experiments.questions.contacts.targeting.chart import draw_targets
from borgerflow.experiments.questions.contacts.targeting.mix_chart import draw_frontier

A_ROW, A_LINE, MARGIN = 0.26, 0.16, 0.9  # inches: of a panel its rows, their lines and the rest
WIDE, NARROW = 5.2, 14  # inches; letters of a name beside a map
MAP_SIZE = (5.6, 4.4)
LONGEST = 26  # letters of a name on one line
AT: dict[str, Any] = {"x": 0.01, "ha": "left", "fontsize": TITLE}
HOLLOW: dict[str, Any] = {"color": BLACK, "markerfacecolor": "none"}
HEAD: dict[str, Any] = {"loc": "left", "fontsize": TITLE}
LEAST_KEPT, ALL_KEPT = 90, 101  # per cent: a share is never drawn beyond all
POSTS = {"da": "Årsværk: til rådighed (firkant), behov", "en": "FTE: has (square), needs"}
THOUSAND = 1000
DARK = 0.7  # of the strongest colour: white is read better on it


def draw_settings(finding: ContactsFinding, files: Files, lang: str) -> None:
    """Write net, posts and the law's dates below one another: a line a setting, as now first.

    Settings are categories, so nothing joins them. As now is hollow, and so are the posts there
    are; the best setting is a diamond.
    """
    rows = (finding.now, *finding.rows)
    names = [_named(finding, row, lang) for row in rows]
    high = MARGIN + sum(A_ROW + A_LINE * name.count("\n") for name in names)
    figure = blank((WIDE, 3 * high))
    figure.suptitle(title_text(head_line(finding, lang), _marks(finding, lang)), **AT)
    net, posts, on_time = figure.subplots(3, 1)
    net.set_title(PANELS[lang][0], **HEAD)
    best = _best(finding)
    _draw(net, [row.net.scaled(1 / THOUSAND) for row in rows], BLUE, best)
    if finding.staffing == "no_limit":
        posts.set_title(PANELS[lang][1], **HEAD)
        _draw(posts, [Interval(row.fte_needed) for row in rows], GREEN, best)
    else:
        posts.set_title(POSTS[lang], **HEAD)
        _draw_posts(posts, rows)
    on_time.set_title(PANELS[lang][2], **HEAD)
    _draw(on_time, [row.measures.share_on_time.scaled(100) for row in rows], VERMILION, best)
    for axes in (net, posts, on_time):
        axes.set_yticks(range(len(rows)), names, fontsize=8)
        axes.invert_yaxis()
        _finish(axes, lang)
    on_time.set_xlim(min(on_time.get_xlim()[0], LEAST_KEPT), ALL_KEPT)
    save(figure, files)


def _draw(axes: Axes, values: Sequence[Interval], colour: str, best: int | None) -> None:
    """Draw a value of each setting with its interval, as now hollow and the best as a diamond."""
    for place, value in enumerate(values):
        if value.low is not None and value.high is not None:
            axes.plot([value.low, value.high], [place, place], color=colour, linewidth=1.5)
        marker = "D" if place and place == best else "o"
        whole: dict[str, Any] = {"markersize": 7, "clip_on": False, "zorder": 3}
        face = "white" if place == 0 else colour
        axes.plot(value.mean, place, marker, color=colour, markerfacecolor=face, **whole)
    axes.axvline(values[0].mean, color=BLACK, linewidth=0.8, linestyle=":")


def _best(finding: ContactsFinding) -> int | None:
    """Return the place of the best setting; none where posts alone are tried, and not ranked."""
    rows = () if finding.posts_alone else (finding.now, *finding.rows)
    return next((place for place, row in enumerate(rows) if row.best), None)


def _draw_posts(axes: Axes, rows: Sequence[SettingRow]) -> None:
    """Draw the posts that each setting has and those it needs, side by side on its line."""
    for place, row in enumerate(rows):
        axes.plot(row.posts_needed or 0.0, place, "o", color=GREEN, markersize=7)
        axes.plot(row.posts_there or 0.0, place, "s", markersize=9, **HOLLOW)


def _finish(axes: Axes, lang: str) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    axes.margins(x=0.08, y=0.12)
    axes.locator_params(axis="x", nbins=5)
    few_decimals(axes.xaxis, lang)


def _named(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return the name of a setting, broken where it is long, with its mark."""
    mark = " *" if row.best and not finding.posts_alone else ""
    parts = row.label.text(lang).split(", ")
    return ",\n".join("\n".join(wrap(part, LONGEST)) for part in parts) + mark


def _marks(finding: ContactsFinding, lang: str) -> str:
    """Return what the marks mean."""
    now = finding.baseline_label.text(lang)
    if finding.posts_alone:
        return {"da": f"hul cirkel: {now}", "en": f"hollow circle: {now}"}[lang]
    return {
        "da": f"hul cirkel: {now}; rude og *: bedst",
        "en": f"hollow circle: {now}; diamond and *: best",
    }[lang]


def draw_heat_map(finding: ContactsFinding, files: Files, lang: str) -> None:
    """Write the net of every pair of two sweeps, each cell with its number."""
    assert finding.crossed is not None
    across = len(finding.crossed[1])
    cells = [
        list(finding.rows[first : first + across]) for first in range(0, len(finding.rows), across)
    ]
    figure = blank(MAP_SIZE)
    axes = figure.subplots()
    axes.set_title(title_text(head_line(finding, lang), PANELS[lang][0]), **HEAD)
    nets = [[cell.net.mean / THOUSAND for cell in row] for row in cells]
    most = max(abs(net) for row in nets for net in row) or 1.0
    axes.imshow(nets, cmap="PuOr_r", vmin=-most, vmax=most, aspect="auto")
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            ink = "white" if abs(nets[y][x]) > DARK * most else BLACK
            axes.text(x, y, _cell(cell, lang), ha="center", va="center", color=ink, fontsize=8)
    across_names = [_wrapped(_half(cell, lang, -1)) for cell in cells[0]]
    axes.set_xticks(range(across), across_names, fontsize=8)
    axes.set_yticks(range(len(cells)), [_wrapped(_half(r[0], lang, 0)) for r in cells], fontsize=8)
    axes.set_xlabel({"da": "* bedst; ~ kan ikke skelnes fra den", "en": "* best; ~ ties"}[lang])
    save(figure, files)


def _cell(row: SettingRow, lang: str) -> str:
    mark = " *" if row.best else " ~" if row.indifferent else ""
    share = numbers.percent(row.measures.share_on_time.mean, lang)
    word = {"da": "til tiden", "en": "on time"}[lang]
    return f"{numbers.thousands(row.net.mean, lang)}{mark}\n{share} {word}"


def _wrapped(name: str) -> str:
    return "\n".join(wrap(name, NARROW))


def _half(row: SettingRow, lang: str, place: int) -> str:
    """Return the rhythm (0) or the posts (-1) of a crossed setting."""
    return row.label.text(lang).rsplit(", ", 1)[place]


def charts(finding: ContactsFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file."""
    drawn: dict[str, Draw] = {"load": draw_load} if finding.quarters else {}
    if finding.mix is not None:
        return {"frontier": draw_frontier} | drawn
    main: dict[str, Draw] = {"curves": draw_settings} if finding.rows else {"targets": draw_targets}
    drawn |= {"lateness": draw_lateness} if finding.lateness else {}
    return main | drawn | ({"heat-map": draw_heat_map} if finding.crossed else {})
