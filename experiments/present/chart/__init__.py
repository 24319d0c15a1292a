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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.dates import AutoDateFormatter, AutoDateLocator
from matplotlib.figure import Figure
from matplotlib.text import Text

from borgerflow.experiments.present.numbers import number
from borgerflow.sim.base.texts import told

BLUE, VERMILION, GREEN, ORANGE = "#0072B2", "#D55E00", "#009E73", "#E69F00"
SKY, PURPLE, BLACK = "#56B4E9", "#CC79A7", "#000000"
INK = {  # the same colours as dark as letters must be to stand out from white
    VERMILION: "#A84800",
    GREEN: "#00694C",
    ORANGE: "#8A5F00",
    SKY: "#1B6A96",
    PURPLE: "#8F4A73",
}
EPOCH = dt.date(1970, 1, 1)
WIDTH = 4.8  # inches: letters can be read on a phone, where all of it is as wide as a hand
SIZE = (WIDTH, 3.6)
LETTERS = 52  # of a title on one line
LONGEST = 300  # letters of a text: more leaves no room for the chart
RING = (13.0, 10.0)  # a drawing of boxes on a ring, in inches, as are the ellipses below
OUTER, INNER = (5.2, 4.0), (3.95, 3.3)  # of the boxes, and of the ends of arrows
LETTERS_IN_A_BOX = 17
TITLE, LABELS = 9.5, 9  # points
PLUS, MINUS = "+\u00a0", "-\u00a0"  # signs that no line ends with
MOST_DECIMALS, NOUGHT = 2, 1e-9  # of the numbers of an axis
MOST_DATES = 6  # on an axis: more would touch
LINE, POINTS = 1.25, 72  # of a line, to the size of its letters; to an inch
LETTERS_OF_A_LINE = 17  # of the name of a line
Picture = Figure
Files = Sequence[Path]  # where one picture is written, in the kind that each suffix names
SCHEME_COLOURS = (BLUE, VERMILION, GREEN, ORANGE, SKY, PURPLE, BLACK)
STROKES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 2)))  # told apart in grey too
SALT = "borgerflow"  # the same figure gives the same file
DIGITS = 6  # of a place in a figure: a thousandth of a point


def spread(heights: list[float], gap: float) -> list[float]:
    """Return rising heights moved up where they must be to stand a gap apart."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + gap) if placed else height)
    return placed


def blank(size: tuple[float, float]) -> Figure:
    """Return an empty sheet, of so many inches."""
    return Figure(figsize=size, layout="constrained")


def title_text(title: str, under: str = "") -> str:
    """Return a title on lines short enough for a chart, and what stands under it on its own."""
    told = (_short(text).replace("+ ", PLUS).replace("- ", MINUS) for text in (title, under))
    lines = [line for text in told for line in textwrap.wrap(text, LETTERS)]
    return "\n".join(lines)


def canvas(title: str, under: str = "", size: tuple[float, float] = SIZE) -> tuple[Figure, Axes]:
    """Return an empty drawing with a title, and what is told under it."""
    figure = blank(size)
    axes = figure.subplots()
    # Not by `wrap=True`: it reads mathematics into a title whatever it is told.
    figure.suptitle(title_text(title, under), x=0.01, ha="left", fontsize=TITLE)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    return figure, axes


def dated_canvas(title: str, under: str = "") -> tuple[Figure, Axes]:
    """Return an empty drawing with a title and an axis of dates."""
    figure, axes = canvas(title, under)
    dated(axes)
    return figure, axes


def dated(axes: Axes) -> None:
    """Give a drawing an axis of dates: years alone where there is more than one."""
    axes.xaxis_date()
    places = AutoDateLocator(minticks=2, maxticks=MOST_DATES)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(places)
    formatter = AutoDateFormatter(places)  # type: ignore[no-untyped-call]
    formatter.scaled |= {365.0: "%Y", 30.0: "%Y-%m", 1.0: "%Y-%m-%d"}
    axes.xaxis.set_major_formatter(formatter)


def framed(axes: Axes, title: str) -> None:
    """Give one of several drawings its title, and lines to read heights by."""
    axes.set_title(title, loc="left", fontsize=TITLE)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)


def name_ends(
    axes: Axes, ends: Sequence[tuple[float, float, str, str]], size: float = LABELS
) -> None:
    """Write the names of lines at their ends (place, height, name, colour); no two touch."""
    low, high = axes.get_ylim()
    points = axes.get_position().height * axes.figure.bbox.height / axes.figure.dpi * POINTS
    line = (high - low) * size * LINE / points
    rising = sorted(ends, key=lambda end: end[1])
    names = [wrap(name) for _, _, name, _ in rising]
    heights = _apart([end[1] for end in rising], [line * len(name) for name in names], high)
    beside: dict[str, Any] = {"textcoords": "offset points", "annotation_clip": False}
    for (place, _, _, colour), name, height in zip(rising, names, heights, strict=True):
        text = "\n".join(name)
        axes.annotate(
            text,
            (place, height),
            (4, 0),
            color=INK.get(colour, colour),
            fontsize=size,
            va="center",
            **beside,
        )


def _apart(heights: list[float], sizes: list[float], top: float) -> list[float]:
    """Return the middles of texts moved so that none touches the next, below a top if they can."""
    ends = [height + size / 2 for height, size in zip(heights, sizes, strict=True)]
    for place in range(1, len(ends)):
        ends[place] = max(ends[place], ends[place - 1] + sizes[place])
    limit = top
    for place in reversed(range(len(ends))):
        ends[place] = min(ends[place], limit)
        limit = ends[place] - sizes[place]
    return [end - size / 2 for end, size in zip(ends, sizes, strict=True)]


def wrap(name: str, letters: int = LETTERS_OF_A_LINE) -> list[str]:
    """Return a name on lines as short as names beside a drawing are; words stay whole."""
    return [
        part
        for line in name.split("\n")
        for part in textwrap.wrap(line, letters, break_long_words=False)
    ]


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


def few_decimals(axis: Axis, lang: str) -> None:
    """Show the numbers of an axis with as many decimals as tell them apart, two at most."""

    def told(value: float, _: object) -> str:
        return number(value, lang, _decimals(axis.get_majorticklocs()))

    axis.set_major_formatter(told)


def _decimals(places: Iterable[float]) -> int:
    """Return with how many decimals the places of an axis are told exactly, two at most."""
    exact = (n for n in range(MOST_DECIMALS) if all(abs(x - round(x, n)) < NOUGHT for x in places))
    return next(exact, MOST_DECIMALS)


def finish(figure: Figure, axes: Axes, files: Files, lang: str) -> None:
    """Save a drawing whose heights are numbers."""
    few_decimals(axes.yaxis, lang)
    save(figure, files)


def save(figure: Figure, files: Files) -> None:
    """Write a figure, laid out once; the same figure gives the same files, on every system.

    What the library warns of (a sign its letters lack, with a path of the installation) is of no
    use to a reader.
    """
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        text.set_parse_math(False)
        text.set_text(_short(text.get_text()))
    plain = mpl.rc_context({"svg.hashsalt": SALT, "text.parse_math": False})
    with plain, warnings.catch_warnings(action="ignore"):
        lay_out(figure)
        for path in files:
            form, drawn = path.suffix[1:], io.BytesIO()
            metadata = {"Date": None} if form == "svg" else None
            figure.savefig(drawn, format=form or None, dpi=144, metadata=metadata)
            path.write_bytes(drawn.getvalue())


def lay_out(figure: Figure) -> None:
    """Put everything in its place, to stay there.

    The solver's last digits differ now and then from one process to the next: they are rounded off.
    """
    engine = figure.get_layout_engine()
    if engine is None:
        return
    engine.execute(figure)
    for axes in figure.axes:
        left, bottom, width, height = (round(x, DIGITS) for x in axes.get_position().bounds)
        axes.set_position((left, bottom, width, height))
    figure.set_layout_engine(None)  # "none" leaves one that does nothing, and is drawn for


def describe(path: Path, title: str, description: str) -> None:
    """Write into an SVG what it is called and what it shows, for whoever hears it read aloud."""
    svg = path.read_bytes()
    end = svg.index(b">", svg.index(b"<svg"))
    if svg[end - 1 : end] == b"/":
        return
    told = f"\n<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>".encode()
    role = f' role="img" aria-label={quoteattr(title)}'.encode()
    path.write_bytes(svg[:end] + role + b">" + told + svg[end + 1 :])


def _short(text: str) -> str:
    """Return of a text what leaves room for the chart, in signs that any picture can hold."""
    fit = told(text)
    return fit if len(fit) <= LONGEST else textwrap.shorten(fit, LONGEST, placeholder=" ...")
