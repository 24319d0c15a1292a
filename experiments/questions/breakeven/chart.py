"""Draws cumulative net municipal kroner by month, of the comparison behind the answer."""

from pathlib import Path

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.questions.breakeven.finding import BreakEvenFinding
from borgerflow.experiments.questions.compare.chart.cumulative import draw_cumulative


def charts(finding: BreakEvenFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file; none where nothing is compared."""
    compared = finding.compared
    if compared is None:
        return {}

    def draw(_: BreakEvenFinding, path: Path, lang: str) -> None:
        draw_cumulative(compared, path, lang)

    return {"cumulative": draw}
