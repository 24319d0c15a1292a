"""Which pictures of a comparison there are: one file for each."""

from borgerflow.experiments.findings.finding import Draw
from borgerflow.experiments.questions.compare.chart.cumulative import draw_cumulative
from borgerflow.experiments.questions.compare.chart.exits import draw_exits
from borgerflow.experiments.questions.compare.chart.lives import draw_lives
from borgerflow.experiments.questions.compare.chart.moves import draw_moves
from borgerflow.experiments.questions.compare.chart.staircase import draw_staircase
from borgerflow.experiments.questions.compare.chart.stocks import draw_stocks
from borgerflow.experiments.questions.compare.finding import Finding


def charts(finding: Finding) -> dict[str, Draw]:
    """Return what draws each chart, by the name of its file; none where there is nothing in it."""
    drawn: dict[str, tuple[object, Draw]] = {
        "cumulative": (finding.cumulative, draw_cumulative),
        "stocks": (finding.stocks, draw_stocks),
        "moves": (finding.moves, draw_moves),
        "exits": (finding.exits, draw_exits),
        "staircase": (finding.steps, draw_staircase),
        "lives": (finding.lives, draw_lives),
    }
    return {name: draw for name, (rows, draw) in drawn.items() if rows}
