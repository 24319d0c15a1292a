"""Draws persons by month: the main scheme in both worlds, and the change in each scheme."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from borgerflow.experiments.present.chart import (
    BLACK,
    BLUE,
    LABELS,
    SCHEME_COLOURS,
    STROKES,
    TITLE,
    WIDTH,
    Files,
    blank,
    dated,
    few_decimals,
    framed,
    month_start,
    name_ends,
    save,
    title_text,
)
from borgerflow.experiments.present.text import head_line
from borgerflow.experiments.questions.compare.chart.rows import StockChange
from borgerflow.experiments.questions.compare.chart.told import within
from borgerflow.experiments.questions.compare.finding import Finding

SIZE = (WIDTH, 5.6)
WITH = {"da": "med", "en": "with"}
WITHOUT = {"da": "uden", "en": "without"}
PANELS = {
    "da": ("{}, fuldtidspersoner", "Ændring i fuldtidspersoner (med minus uden)"),
    "en": ("{}, full-time persons", "Change in full-time persons (with minus without)"),
}


def draw_stocks(finding: Finding, files: Files, lang: str) -> None:
    """Write the scheme that is moved most in both worlds, and below it the change in each."""
    by_scheme: dict[str, list[StockChange]] = {}
    for row in finding.stocks:
        by_scheme.setdefault(row.scheme, []).append(row)
    figure = blank(SIZE)
    figure.suptitle(title_text(head_line(finding, lang)), x=0.01, ha="left", fontsize=TITLE)
    both, change = figure.subplots(2, 1, sharex=True)
    main = pictured_first(finding, list(by_scheme))
    _draw_both(both, by_scheme[main], lang)
    framed(both, PANELS[lang][0].format(finding.scheme_label(main, lang)))
    _draw_change(change, by_scheme, finding, lang)
    framed(change, PANELS[lang][1])
    dated(change)
    save(figure, files)


def pictured_first(finding: Finding, schemes: Sequence[str]) -> str:
    """Return the scheme that the effect is told in, if it is drawn, else the one moved most."""
    told = [row.scheme for row in finding.exits]
    return told[0] if told and told[0] in schemes else schemes[0]


def _draw_both(axes: Axes, rows: Sequence[StockChange], lang: str) -> None:
    days = [month_start(row.month) for row in rows]
    worlds = (
        ([row.baseline for row in rows], WITHOUT[lang], BLACK, "--"),
        ([row.investment for row in rows], WITH[lang], BLUE, "-"),
    )
    for persons, _, colour, stroke in worlds:
        axes.plot(days, persons, color=colour, linestyle=stroke, linewidth=1.8)
    few_decimals(axes.yaxis, lang)
    name_ends(axes, [(days[-1], persons[-1], name, c) for persons, name, c, _ in worlds])


def _draw_change(
    axes: Axes, by_scheme: dict[str, list[StockChange]], finding: Finding, lang: str
) -> None:
    ends = []
    looks = zip(by_scheme.items(), SCHEME_COLOURS, STROKES, strict=False)
    for (scheme, rows), colour, stroke in looks:
        days = [month_start(row.month) for row in rows]
        change = [row.difference.mean for row in rows]
        axes.plot(days, change, color=colour, linestyle=stroke, linewidth=1.8)
        ends.append((days[-1], change[-1], within(finding, scheme, lang), colour))
    axes.axhline(0, color=BLACK, linewidth=0.8)
    few_decimals(axes.yaxis, lang)
    name_ends(axes, ends, LABELS)
