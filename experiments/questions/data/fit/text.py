"""Fitted hazards in words and in a table."""

import pandas as pd

from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.present.tables import frame, listing
from borgerflow.experiments.questions.data.fit import tables
from borgerflow.experiments.questions.data.fit.finding import FitFinding, FittedHazard

MOST_ROWS = 40  # of hazards on a screen: the others are in the workbook
LEAD = {"da": "OBS", "en": "Note"}


def fit_table(finding: FitFinding, lang: str) -> pd.DataFrame:
    """Return the hazards of every exit and band."""
    return frame(tables.hazards_table(finding), lang)


def fit_text(finding: FitFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return the hazards as people read them, ending with a newline."""
    rows = finding.hazards if all_assumptions else _largest(finding)
    blocks = [tables.hazards_table(finding, rows)]
    blocks += [tables.goodness_table(finding)] if finding.goodness else []
    blocks += [tables.groups_table(finding)] if finding.groups else []
    blocks += [tables.frailty_table(finding)] if finding.frailties else []
    lines = [_head(finding, lang)]
    for table in blocks:
        lines += ["", table.title.text(lang), listing(table, lang)]
    hidden = len(finding.hazards) - len(rows)
    if hidden:
        lines.append(_hidden(hidden, lang))
    lines += ["", *(f"{LEAD[lang]}: {note.text(lang)}" for note in finding.notes)]
    return "\n".join(lines) + "\n"


def _largest(finding: FitFinding) -> tuple[FittedHazard, ...]:
    """Return the hazards of the exits that most took, as many as a screen holds."""
    events: dict[tuple[str, str], int] = {}
    for row in finding.hazards:
        exit_ = (row.scheme, row.destination)
        events[exit_] = events.get(exit_, 0) + (row.events or 0)
    chosen: set[tuple[str, str]] = set()
    for exit_ in sorted(events, key=lambda exit_: -events[exit_]):
        rows = [row for row in finding.hazards if (row.scheme, row.destination) in {*chosen, exit_}]
        if chosen and len(rows) > MOST_ROWS:
            break
        chosen.add(exit_)
    return tuple(row for row in finding.hazards if (row.scheme, row.destination) in chosen)


def _hidden(rows: int, lang: str) -> str:
    return {
        "da": f"Yderligere {rows} rater for sjældnere skift vises med --assumptions og står i "
        "tables.xlsx.",
        "en": f"{rows} hazards of exits that fewer took are shown by --assumptions and stand in"
        " tables.xlsx.",
    }[lang]


def _head(finding: FitFinding, lang: str) -> str:
    if finding.spells is None or finding.citizens is None:
        return finding.file
    spells, citizens = number(finding.spells, lang), number(finding.citizens, lang)
    return {
        "da": f"{finding.file} · {spells} forløb for {citizens} borgere",
        "en": f"{finding.file} · {spells} spells of {citizens} citizens",
    }[lang]
