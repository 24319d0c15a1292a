"""One citizen's life in two worlds, side by side: in which scheme, and what it costs whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from matplotlib.axes import Axes

from borgerflow.experiments.present.chart import (
    BLACK,
    BLUE,
    LABELS,
    ORANGE,
    TITLE,
    WIDTH,
    Files,
    blank,
    dated,
    framed,
    save,
    title_text,
    wrap,
)
from borgerflow.experiments.present.numbers import number
from borgerflow.sim.base.clock import DAYS_PER_WEEK

A_LANE, OTHERS = 0.42, 3.6  # inches
LOOKS = {
    "da": "Øverst (sort): uden forslaget; nederst (blå): med. Ydelse: kommunen mørk,"
    " staten skraveret",
    "en": "Above (black): without the proposal; below (blue): with it. Benefit: municipality dark,"
    " state hatched",
}
PANELS = {
    "da": ("Ordning", "Ydelse uden forslaget, kr. om ugen", "Ydelse med forslaget, kr. om ugen"),
    "en": ("Scheme", "Benefit without the proposal, DKK a week", "Benefit with it, DKK a week"),
}
NO_BENEFIT = {"da": "ingen ydelse", "en": "no benefit"}
BAR = 0.34  # of a lane
PALE = "#FBE8C8"


@dataclass(frozen=True)
class Week:
    """Some days of one week in one scheme, and what they cost the municipality and others."""

    day: float  # since the epoch of the axis of time
    days: int
    scheme: str
    own: float
    others: float


def draw_two_lives(
    title: str, before: Sequence[Week], after: Sequence[Week], files: Files, lang: str
) -> None:
    """Write a lane for each scheme with both lives in it, and below what each week costs whom."""
    lanes = list(dict.fromkeys(week.scheme for week in (*before, *after)))
    lanes_high = 0.5 + A_LANE * len(lanes)
    figure = blank((WIDTH, lanes_high + OTHERS))
    figure.suptitle(title_text(title, LOOKS[lang]), x=0.01, ha="left", fontsize=TITLE)
    where, without, with_it = figure.subplots(
        3, 1, sharex=True, height_ratios=(lanes_high, OTHERS / 2, OTHERS / 2)
    )
    for weeks, colour, up in ((before, BLACK, 1), (after, BLUE, -1)):
        for scheme, day, days in _stays(weeks):
            place = lanes.index(scheme) - up * BAR / 2
            where.barh(place, days, BAR, left=day, color=colour)
    where.set_yticks(range(len(lanes)), ["\n".join(wrap(lane)) for lane in lanes], fontsize=LABELS)
    where.invert_yaxis()
    framed(where, PANELS[lang][0])
    most = max((_weekly(week.own + week.others, week) for week in (*before, *after)), default=1.0)
    for axes, weeks, name in zip(
        (without, with_it), (before, after), PANELS[lang][1:], strict=True
    ):
        _draw_kroner(axes, weeks, most)
        framed(axes, name)
        if not any(week.own + week.others for week in weeks):
            axes.text(0.5, 0.5, NO_BENEFIT[lang], transform=axes.transAxes, ha="center")
        axes.yaxis.set_major_formatter(lambda value, _: number(value, lang))
    dated(with_it)
    save(figure, files)


def _stays(weeks: Sequence[Week]) -> Iterator[tuple[str, float, int]]:
    """Yield scheme, first day and days of each stay."""
    for scheme, those in groupby(weeks, key=lambda week: week.scheme):
        stay = list(those)
        yield scheme, stay[0].day, sum(week.days for week in stay)


def _weekly(kroner: float, week: Week) -> float:
    return kroner * DAYS_PER_WEEK / week.days


def _draw_kroner(axes: Axes, weeks: Sequence[Week], most: float) -> None:
    """Draw what each week costs the municipality, and above it what it costs the state."""
    borders = [*(week.day for week in weeks), weeks[-1].day + weeks[-1].days]
    own = [_weekly(week.own, week) for week in weeks]
    both = [_weekly(week.own + week.others, week) for week in weeks]
    axes.stairs(own, borders, fill=True, color=BLUE)
    axes.stairs(
        both, borders, baseline=own, fill=True, facecolor=PALE, edgecolor=ORANGE, hatch="//"
    )
    axes.set_ylim(0, most * 1.1 or 1.0)
