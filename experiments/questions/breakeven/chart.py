"""The pictures of the comparison behind the answer."""

from functools import partial

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.present.chart import Files
from borgerflow.experiments.questions.breakeven.finding import BreakEvenFinding
from borgerflow.experiments.questions.compare.chart.drawn import charts as compared_charts


def charts(finding: BreakEvenFinding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file; none where nothing is compared."""
    if finding.compared is None:
        return {}
    drawn = compared_charts(finding.compared)
    return {name: partial(_draw_compared, draw) for name, draw in drawn.items()}


def _draw_compared(draw: Draw, finding: BreakEvenFinding, files: Files, lang: str) -> None:
    draw(finding.compared, files, lang)
