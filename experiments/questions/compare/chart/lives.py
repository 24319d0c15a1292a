"""Draws one citizen's life in both worlds, as rows of a comparison have it."""

import datetime as dt

from borgerflow.experiments.present.chart import Files, days_since_epoch
from borgerflow.experiments.present.chart.lives import Week, draw_two_lives
from borgerflow.experiments.present.text import head_line
from borgerflow.experiments.questions.compare.chart.rows import BASELINE, INVESTMENT
from borgerflow.experiments.questions.compare.finding import Finding


def draw_lives(finding: Finding, files: Files, lang: str) -> None:
    """Write the same citizen's life without and with the proposal, and what it costs whom."""
    before, after = (
        [
            Week(
                days_since_epoch(dt.date.fromisoformat(row.day)),
                row.days,
                finding.scheme_label(row.scheme, lang),
                row.kommune,
                row.stat + row.a_kasse,
            )
            for row in finding.lives
            if row.world == world
        ]
        for world in (BASELINE, INVESTMENT)
    )
    draw_two_lives(head_line(finding, lang), before, after, files, lang)
