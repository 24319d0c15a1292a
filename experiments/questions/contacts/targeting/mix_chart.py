"""The least loss of benefits for every sum of staff saved: drawn without a screen."""

from matplotlib.axes import Axes

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present.chart import (
    BLACK,
    BLUE,
    VERMILION,
    Files,
    canvas,
    few_decimals,
    save,
)
from borgerflow.experiments.present.numbers import MILLION
from borgerflow.experiments.questions.contacts.finding import ContactsFinding
from borgerflow.experiments.questions.contacts.shown.text import head_line

WORDS = {
    "da": {
        "saved": "Personale sparet om året, mio. kr.",
        "lost": "Ydelser tabt om året, mio. kr.",
        "even": "hertil tjener det sig hjem",
        "together": "den valgte, simuleret samlet",
    },
    "en": {
        "saved": "Staff saved a year, DKK million",
        "lost": "Benefits lost a year, DKK million",
        "even": "pays below this line",
        "together": "the chosen, simulated together",
    },
}


def draw_frontier(finding: ContactsFinding, files: Files, lang: str) -> None:
    """Write a chart of the frontier, the line on which nothing is won, and the mix as simulated."""
    mix, words = finding.mix, WORDS[lang]
    assert mix is not None
    figure, axes = canvas(head_line(finding, lang))
    saved, lost = (
        [0.0, *(getattr(point, name) / MILLION for point in mix.frontier)]
        for name in ("saved", "lost")
    )
    axes.plot(saved, lost, color=BLUE, linewidth=1.5, marker="o")
    axes.plot([0, saved[-1]], [0, saved[-1]], color=BLACK, linewidth=0.8, linestyle=":")
    axes.annotate(words["even"], (saved[-1], saved[-1]), fontsize=8, ha="right", va="bottom")
    if finding.rows:
        _draw_together(axes, finding, words["together"])
    axes.set_xlabel(words["saved"])
    axes.set_ylabel(words["lost"])
    for axis in (axes.xaxis, axes.yaxis):
        few_decimals(axis, lang)
    save(figure, files)


def _draw_together(axes: Axes, finding: ContactsFinding, name: str) -> None:
    """Draw the mix as it was simulated, with the interval of what it costs."""
    (row,) = finding.rows
    lost: Interval = row.by_payer["kommune"].scaled(1 / MILLION)
    place = -row.staff.mean / MILLION
    if lost.low is not None and lost.high is not None:
        axes.plot([place, place], [lost.low, lost.high], color=VERMILION, linewidth=1.5)
    axes.plot(place, lost.mean, "D", color=VERMILION)
    axes.annotate(f"  {name}", (place, lost.mean), color=VERMILION, fontsize=8, va="top")
