"""Charts of findings: drawn without a screen, readable without colour.

Colours are those of Okabe and Ito, which people with any colour vision tell apart; lines are
named where they end instead of in a legend. Every chart begins with ``blank`` and ends with
``save``: what stands in it is plain text, never mathematics.
"""

import datetime as dt
import io
import math
import textwrap
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
RING = (13.0, 10.0)  # a drawing of boxes on a ring, in inches, as are the ellipses below
OUTER, INNER = (5.2, 4.0), (3.95, 3.3)  # of the boxes, and of the ends of arrows
LETTERS_IN_A_BOX = 17
Picture = Figure
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


@dataclass(frozen=True)
class Box:
    """What a ring of boxes holds: a text on a ground, in a frame that may be broken."""

    text: str
    ground: str = "white"
    broken: bool = False


@dataclass(frozen=True)
class Arrow:
    """An arrow from one box of a ring to another, by their places; it may point both ways."""

    start: int
    end: int
    colour: str
    width: float = 0.7
    both_ways: bool = False


def ring(
    title: str, boxes: Sequence[Box], arrows: Sequence[Arrow], legend: Mapping[str, str]
) -> Picture:
    """Return a drawing of boxes on a ring with arrows inside it, and what colours mean below.

    No arrow runs under a text: all of them keep within an ellipse that no box reaches.
    """
    wide, high = RING
    figure = Figure(figsize=RING)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set(xlim=(-wide / 2, wide / 2), ylim=(-high / 2, high / 2))
    figure.text(0.02, 0.96, title, fontsize=13)
    angles = [math.pi / 2 - 2 * math.pi * n / len(boxes) for n in range(len(boxes))]
    ends = [(INNER[0] * math.cos(angle), INNER[1] * math.sin(angle)) for angle in angles]
    for arrow in arrows:
        axes.annotate("", ends[arrow.end], ends[arrow.start], arrowprops=_arrow_style(arrow))
    for box, angle, end in zip(boxes, angles, ends, strict=True):
        at = OUTER[0] * math.cos(angle), OUTER[1] * math.sin(angle)
        axes.plot(*zip(end, at, strict=True), color="#DDDDDD", linewidth=3, zorder=0)
        frame = {"boxstyle": "round,pad=0.4", "facecolor": box.ground, "edgecolor": BLACK}
        frame["linestyle"] = "--" if box.broken else "-"
        wrapped = textwrap.fill(box.text, LETTERS_IN_A_BOX, break_long_words=False)
        axes.text(*at, wrapped, ha="center", va="center", fontsize=9, bbox=frame)
    for place, (text, colour) in enumerate(legend.items()):
        figure.text(0.02 + 0.245 * place, 0.02, text, color=colour, fontsize=9)
    return figure


def _arrow_style(arrow: Arrow) -> dict[str, object]:
    style = "<|-|>" if arrow.both_ways else "-|>"
    size = {"mutation_scale": 8.0, "linewidth": arrow.width, "shrinkA": 0, "shrinkB": 0}
    return {"arrowstyle": style, "color": arrow.colour, **size}


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
