"""The picture of answers side by side; what draws is slow to load, and for the runner alone."""

from pathlib import Path

from borgerflow.app.beside.saved import interval_of
from borgerflow.app.beside.side_by_side import SUMMED, SideBySide, unit_of_all
from borgerflow.experiments.present.chart.running import RunningSum, draw_running


def draw_beside(beside: SideBySide, path: Path, lang: str) -> None:
    """Write what the municipality has paid or saved so far, a line for each answer."""
    sums = [
        RunningSum(
            letter,
            answer.found["cumulative"][0]["month"],
            tuple(interval_of(point) for point in answer.found["cumulative"]),
        )
        for letter, answer in beside.lettered
    ]
    draw_running(SUMMED.text(lang), unit_of_all(beside).text(lang), sums, [path], lang)
