"""Charts of findings: drawn without a screen, readable without colour.

Colours are those of Okabe and Ito, which people with any colour vision tell apart; lines are
named where they end instead of in a legend. Every chart begins with ``blank`` and ends with
``save``: what stands in it is plain text, never mathematics.
"""

import datetime as dt
import io
import textwrap
import warnings
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from borgerflow.experiments.present.numbers import number
from borgerflow.sim.base.texts import told

BLUE, VERMILION, GREEN, ORANGE = "#0072B2", "#D55E00", "#009E73", "#E69F00"
SKY, PURPLE, BLACK = "#56B4E9", "#CC79A7", "#000000"
EPOCH = dt.date(1970, 1, 1)
SIZE = (9.0, 5.0)
LETTERS = 95  # of a title on one line
LONGEST = 300  # letters of a text: more leaves no room for the chart
SALT = "borgerflow"  # the same figure gives the same file


def spread(heights: list[float], gap: float) -> list[float]:
    """Return rising heights moved up where they must be to stand a gap apart."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + gap) if placed else height)
    return placed


def blank(size: tuple[float, float]) -> Figure:
    """Return an empty sheet, of so many inches."""
    return Figure(figsize=size, layout="constrained")


def canvas(title: str) -> tuple[Figure, Axes]:
    """Return an empty drawing with a title."""
    figure = blank(SIZE)
    axes = figure.subplots()
    # Not by `wrap=True`: it reads mathematics into a title whatever it is told.
    axes.set_title(textwrap.fill(_short(title), LETTERS), loc="left", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    return figure, axes


def dated_canvas(title: str) -> tuple[Figure, Axes]:
    """Return an empty drawing with a title and an axis of dates."""
    figure, axes = canvas(title)
    axes.xaxis_date()
    return figure, axes


def name_line(axes: Axes, day: float, height: float, name: str, colour: str) -> None:
    """Write the name of a line at its end."""
    axes.annotate(
        f" {name}",
        (day, height),
        color=colour,
        va="center",
        annotation_clip=False,
    )


def month_start(month: str) -> float:
    """Return the place of the first day of a month on the axis of time."""
    return days_since_epoch(dt.date.fromisoformat(f"{month}-01"))


def days_since_epoch(date: dt.date) -> float:
    """Return days since matplotlib's epoch."""
    return float((date - EPOCH).days)


PANELS = {
    "da": (
        "Netto for kommunen, 1.000 kr. om året",
        "Årsværk, ændring i behov",
        "Lovens frister overholdt, pct.",
    ),
    "en": ("Net, municipality, DKK 1,000 a year", "FTE needed, change", "The law's dates kept, %"),
}


def finish(figure: Figure, axes: Axes, path: Path, lang: str) -> None:
    """Save a drawing whose heights are numbers."""
    axes.yaxis.set_major_formatter(lambda value, _: number(value, lang))
    save(figure, path)


def save(figure: Figure, path: Path) -> None:
    """Write a figure; the same figure gives the same file, on every system.

    What the library warns of (a sign its letters lack, with a path of the installation) is of no
    use to a reader.
    """
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        text.set_parse_math(False)
        text.set_text(_short(text.get_text()))
    form, drawn = path.suffix[1:], io.BytesIO()
    plain = mpl.rc_context({"svg.hashsalt": SALT, "text.parse_math": False})
    with plain, warnings.catch_warnings(action="ignore"):
        metadata = {"Date": None} if form == "svg" else None
        figure.savefig(drawn, format=form or None, dpi=144, metadata=metadata)
    path.write_bytes(drawn.getvalue())


def _short(text: str) -> str:
    """Return of a text what leaves room for the chart, in signs that any picture can hold."""
    fit = told(text)
    return fit if len(fit) <= LONGEST else textwrap.shorten(fit, LONGEST, placeholder=" ...")
