"""Ribbons into a box and out of it, as wide as many go that way: a Sankey diagram of one scheme."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline

from borgerflow.experiments.present.chart import BLACK, LABELS, SCHEME_COLOURS, wrap

BOX = 0.42, 0.58  # left and right side, of the width
ENDS = 0.0, 1.0  # where ribbons begin and end
HATCHES = ("", "//", "", "\\\\", "", "..")  # told apart in grey
GAP = 0.075  # of the largest sum: a line of a name has room
LETTERS = 27  # of a line of the name of a ribbon
FAINT = 0.55
MARGIN = 0.03  # of the largest sum
GROUND = {"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 1.2}


@dataclass(frozen=True)
class Ribbon:
    """A ribbon: what is written at its outer end, and how wide it is."""

    name: str
    size: float


def draw_ribbons(
    axes: Axes, name: str, arriving: Sequence[Ribbon], leaving: Sequence[Ribbon], most: float
) -> None:
    """Draw ribbons into a box from the left and out of it to the right.

    Parameters
    ----------
    most : float
        The largest sum of either side in any drawing that this one is compared with.
    """
    axes.set_axis_off()
    tall = max(sum(ribbon.size for ribbon in side) for side in (arriving, leaving)) or 1.0
    axes.add_patch(
        Rectangle((BOX[0], -tall), BOX[1] - BOX[0], tall, facecolor="white", edgecolor=BLACK)
    )
    middle: dict[str, Any] = {"ha": "center", "va": "center", "rotation": 90, "fontsize": LABELS}
    axes.text(sum(BOX) / 2, -tall / 2, "\n".join(wrap(name)), **middle)
    sides = ((arriving, (ENDS[0], BOX[0])), (leaving, (ENDS[1], BOX[1])))
    lowest = min(_draw_side(axes, ribbons, between, most) for ribbons, between in sides)
    axes.set(xlim=(-0.02, 1.02), ylim=(min(lowest, -tall) - MARGIN * most, MARGIN * most))


def _draw_side(
    axes: Axes, ribbons: Sequence[Ribbon], between: tuple[float, float], most: float
) -> float:
    """Draw the ribbons of a side from their outer ends to the box; return how far down."""
    outer = inner = 0.0
    for ribbon, colour, hatch in zip(ribbons, SCHEME_COLOURS, HATCHES, strict=False):
        lines = wrap(ribbon.name, LETTERS)
        room = max(ribbon.size, GAP * most * len(lines))
        top = outer - (room - ribbon.size) / 2
        shape = _outline(between, (top, inner), ribbon.size)
        axes.add_patch(
            PathPatch(
                shape, facecolor=colour, edgecolor=colour, alpha=FAINT, hatch=hatch, linewidth=0.6
            )
        )
        left = between[0] < between[1]
        axes.text(
            between[0],
            outer - room / 2,
            "\n".join(lines),
            fontsize=LABELS,
            va="center",
            ha="left" if left else "right",
            bbox=GROUND,
        )
        outer -= room + GAP * most * 0.25
        inner -= ribbon.size
    return outer


def _outline(between: tuple[float, float], tops: tuple[float, float], size: float) -> Outline:
    """Return the outline of a ribbon between two places, each end of the same size."""
    (start, end), (top, to) = between, tops
    middle = (start + end) / 2
    points = [
        (start, top),
        (middle, top),
        (middle, to),
        (end, to),
        (end, to - size),
        (middle, to - size),
        (middle, top - size),
        (start, top - size),
        (start, top),
    ]
    curve = [Outline.CURVE4] * 3
    return Outline(points, [Outline.MOVETO, *curve, Outline.LINETO, *curve, Outline.CLOSEPOLY])
