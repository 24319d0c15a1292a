"""Charts of findings: drawn without a screen, readable without colour.

Colours are those of Okabe and Ito, which people with any colour vision tell apart; lines are
named where they end instead of in a legend.
"""

import datetime as dt
import io
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from borgerflow.experiments.present.numbers import number

BLUE, VERMILION, GREEN, ORANGE = "#0072B2", "#D55E00", "#009E73", "#E69F00"
SKY, PURPLE, BLACK = "#56B4E9", "#CC79A7", "#000000"
EPOCH = dt.date(1970, 1, 1)
SIZE = (9.0, 5.0)
SALT = "borgerflow"  # the same figure gives the same file


def spread(heights: list[float], gap: float) -> list[float]:
    """Return rising heights moved up where they must be to stand a gap apart."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + gap) if placed else height)
    return placed


def canvas(title: str) -> tuple[Figure, Axes]:
    """Return an empty drawing with a title and an axis of dates."""
    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.subplots()
    axes.set_title(title, loc="left", fontsize=11, wrap=True)
    axes.xaxis_date()
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
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


def finish(figure: Figure, axes: Axes, path: Path, lang: str) -> None:
    """Save a drawing; the same drawing gives the same bytes."""
    axes.yaxis.set_major_formatter(lambda value, _: number(value, lang))
    save(figure, path)


PANELS = {
    "da": (
        "Netto for kommunen, 1.000 kr. om året",
        "Årsværk, ændring i behov",
        "Lovens frister overholdt, pct.",
    ),
    "en": ("Net, municipality, DKK 1,000 a year", "FTE needed, change", "The law's dates kept, %"),
}


def save(figure: Figure, path: Path) -> None:
    """Write a figure; the same figure gives the same file, on every system."""
    form, drawn = path.suffix[1:], io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": SALT}):
        metadata = {"Date": None} if form == "svg" else None
        figure.savefig(drawn, format=form or None, dpi=144, metadata=metadata)
    path.write_bytes(drawn.getvalue())
