"""Draws, scheme by scheme, the share that has left by destination: seen with bands, and fitted."""

from functools import partial

from matplotlib.axes import Axes

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.present.chart import (
    BLUE,
    GREEN,
    ORANGE,
    VERMILION,
    Files,
    canvas,
    name_ends,
    save,
)
from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.questions.data.fit.finding import CurvePoint, FitFinding
from borgerflow.sim.base.wording import Wording

COLOURS = (BLUE, VERMILION, GREEN, ORANGE)  # of the destinations that most take
SCHEMES = 4  # that have a chart
TITLE = Wording(
    "{}: andel, der er afgået, efter uger; fladerne er 95 pct.-bånd om det observerede, de stiplede"
    " linjer er beregnet",
    "{}: share that has left, by weeks; shades are 95 % bands of what was seen, dashed is fitted",
)
WEEKS = Wording("uger siden forløbet begyndte", "weeks since the stay began")


def drawn_schemes(finding: FitFinding) -> list[str]:
    """Return the schemes that have a chart: those that most left, with curves."""
    events = {row.scheme: row.events or 0 for row in finding.goodness}
    with_curves = dict.fromkeys(point.scheme for point in finding.curves)
    return sorted(with_curves, key=lambda scheme: -events[scheme])[:SCHEMES]


def charts(finding: FitFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file."""
    return {f"incidence-{name}": partial(draw_incidence, name) for name in drawn_schemes(finding)}


def draw_incidence(scheme: str, finding: FitFinding, files: Files, lang: str) -> None:
    """Write a chart of the share that has left a scheme, for the destinations most take."""
    title = TITLE.text(lang).format(finding.scheme_label(scheme, lang).capitalize())
    figure, axes = canvas(title)
    by_exit: dict[str, list[CurvePoint]] = {}
    for point in finding.curves:
        if point.scheme == scheme:
            by_exit.setdefault(point.destination, []).append(point)
    largest = sorted(by_exit, key=lambda name: -by_exit[name][-1].seen.mean)
    ends = []
    for name, colour in zip(largest, COLOURS, strict=False):
        _draw_exit(axes, by_exit[name], colour)
        last = by_exit[name][-1]
        ends.append((last.weeks, last.seen.mean, finding.scheme_label(name, lang), colour))
    axes.set_ylim(bottom=0)
    name_ends(axes, ends)
    axes.set_xlabel(WEEKS.text(lang))
    percent = {"da": "pct.", "en": "%"}[lang]
    axes.yaxis.set_major_formatter(lambda share, _: f"{number(100 * share, lang)} {percent}")
    save(figure, files)


def _draw_exit(axes: Axes, points: list[CurvePoint], colour: str) -> None:
    weeks = [point.weeks for point in points]
    low, high = ([getattr(p.seen, end) for p in points] for end in ("low", "high"))
    axes.fill_between(weeks, low, high, color=colour, alpha=0.2, linewidth=0, step="post")
    axes.plot(
        weeks, [p.seen.mean for p in points], color=colour, linewidth=2, drawstyle="steps-post"
    )
    axes.plot(weeks, [p.fitted for p in points], color=colour, linewidth=1.5, linestyle="--")
