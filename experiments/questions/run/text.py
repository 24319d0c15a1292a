"""One world in words and in a table."""

import pandas as pd

from borgerflow.experiments.present.tables import aligned
from borgerflow.experiments.present.text import (
    head_line,
    provenance_line,
    rests_on,
    under_lines,
    warning_lines,
)
from borgerflow.experiments.questions.run import tables
from borgerflow.experiments.questions.run.finding import RunFinding
from borgerflow.experiments.runs.accounts.tables import frame_lines


def run_table(finding: RunFinding, lang: str) -> pd.DataFrame:
    """Return a row per scheme: mean full-time persons by year, and mean weeks of a stay."""
    table = tables.persons_frame(finding).rename(columns={"weeks": tables.WEEKS.text(lang)})
    table.index = pd.Index([finding.scheme_label(str(scheme), lang) for scheme in table.index])
    table.columns = pd.Index([str(name) for name in table.columns])
    return table


def current(finding: RunFinding, lang: str) -> list[str]:
    """Return what each payer pays in current prices, where a price year was asked for."""
    beside = tables.in_current_prices(finding)
    return aligned(tables.payers_table(beside), lang) if beside.paid else []


def run_text(finding: RunFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return one world as people read it, ending with a newline."""
    parts = [
        head_line(finding, lang),
        *under_lines(finding, lang),
        *aligned(tables.persons_table(finding), lang),
        *aligned(tables.payers_table(finding), lang),
        *frame_lines(finding.frames, finding.net_municipal, lang),
        *current(finding, lang),
        *(aligned(tables.targets_table(finding), lang) if finding.targets else ()),
        *rests_on(finding, lang, everything=all_assumptions),
        *warning_lines(finding, lang),
        provenance_line(finding, lang),
    ]
    return "\n".join(parts) + "\n"
