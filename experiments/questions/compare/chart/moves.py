"""Draws the moves into and out of a scheme as ribbons, without and with the proposal."""

from collections.abc import Sequence

from borgerflow.experiments.present.chart import TITLE, WIDTH, Files, blank, save, title_text
from borgerflow.experiments.present.chart.ribbons import Ribbon, draw_ribbons
from borgerflow.experiments.present.numbers import count, number
from borgerflow.experiments.present.text import head_line
from borgerflow.experiments.questions.compare.chart.rows import SEEN, MoveRow
from borgerflow.experiments.questions.compare.chart.told import main_of, within
from borgerflow.experiments.questions.compare.finding import Finding

SIZE = (WIDTH, 6.4)
MOST = 5  # ribbons on each side; the others are one
OTHERS = {"da": "øvrige", "en": "others"}
PANELS = {
    "da": ("Uden forslaget, borgere om året", "Med forslaget (forskel i parentes)"),
    "en": ("Without the proposal, citizens a year", "With the proposal (change in brackets)"),
}


def draw_moves(finding: Finding, files: Files, lang: str) -> None:
    """Write who comes and who goes where in a year: ribbons as wide as they are many."""
    here = main_of(finding)
    figure = blank(SIZE)
    figure.suptitle(title_text(head_line(finding, lang)), x=0.01, ha="left", fontsize=TITLE)
    without, with_it = figure.subplots(2, 1)
    sides = [
        [row for row in finding.moves if getattr(row, end) == here]
        for end in ("destination", "origin")
    ]
    most = max(sum(_larger(row) for row in rows) for rows in sides)
    for axes, title, world in zip(
        (without, with_it), PANELS[lang], ("baseline", "investment"), strict=True
    ):
        arriving, leaving = (
            _ribbons(finding, rows, end, world, lang)
            for rows, end in zip(sides, ("origin", "destination"), strict=True)
        )
        axes.set_title(title, loc="left", fontsize=TITLE)
        draw_ribbons(axes, within(finding, here, lang), arriving, leaving, most)
    save(figure, files)


def _larger(row: MoveRow) -> float:
    return max(row.baseline, row.investment)


def _ribbons(
    finding: Finding, rows: Sequence[MoveRow], end: str, world: str, lang: str
) -> list[Ribbon]:
    """Return a ribbon for each of the largest moves, and one for the others together."""
    shown = [
        Ribbon(
            _told(within(finding, getattr(row, end), lang), [row], world, lang), getattr(row, world)
        )
        for row in rows[:MOST]
    ]
    rest = rows[MOST:]
    if rest:
        size = sum(getattr(row, world) for row in rest)
        shown.append(Ribbon(_told(OTHERS[lang], rest, world, lang), size))
    return shown


def _told(name: str, rows: Sequence[MoveRow], world: str, lang: str) -> str:
    told = f"{name} {count(sum(getattr(row, world) for row in rows), lang)}"
    if world == "baseline":
        return told
    change = sum(row.difference.mean for row in rows)
    if abs(change) < SEEN:
        return told
    decimals = 0 if abs(change) >= 10 else 1  # noqa: PLR2004  (two digits are enough)
    return f"{told} ({number(change, lang, decimals, sign=True)})"
