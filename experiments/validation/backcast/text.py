"""A backcast in words: how near, by series and year, and whether a simple rule was nearer."""

import pandas as pd

from borgerflow.experiments.present.numbers import number, whole_percent
from borgerflow.experiments.present.tables import frame, listing
from borgerflow.experiments.validation.backcast import tables
from borgerflow.experiments.validation.backcast.finding import BackcastFinding
from borgerflow.experiments.validation.forecast.finding import LEVELS
from borgerflow.sim.base.wording import LANGUAGES, Wording, joined

LEAD = {"da": "OBS", "en": "Note"}


def backcast_table(finding: BackcastFinding, lang: str) -> pd.DataFrame:
    """Return every period of every series as numbers."""
    return frame(tables.rows_table(finding), lang)


def backcast_text(finding: BackcastFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return a backcast as people read it, ending with a newline; each period if all is asked."""
    shown = [tables.scores_table(finding), tables.errors_table(finding)]
    shown += [tables.rows_table(finding)] if all_assumptions else []
    lines = [head_of_backcast(finding, lang), *(said.text(lang) for said in verdicts(finding))]
    for table in shown:
        lines += ["", table.title.text(lang), listing(table, lang)]
    lines += ["", *(f"{LEAD[lang]}: {note.text(lang)}" for note in finding.notes)]
    return "\n".join(lines) + "\n"


def head_of_backcast(finding: BackcastFinding, lang: str) -> str:
    """Return which municipality, from which day, in one line."""
    since = Wording(
        f"simuleret frem fra {finding.start}, holdt op mod de faktiske tal",
        f"simulated on from {finding.start}, held against what came",
    )
    return f"{finding.municipality_label} · {since.text(lang)}"


def verdicts(finding: BackcastFinding) -> list[Wording]:
    """Return whether simple rules were nearer, how many intervals hold, and what nobody told."""
    return [said for said in (_rules(finding), _coverage(finding), _untold(finding)) if said]


def _rules(finding: BackcastFinding) -> Wording | None:
    tried = [row for row in finding.scores if row.is_beaten is not None]
    beaten = sum(bool(row.is_beaten) for row in tried)
    if not tried:
        return None
    return Wording(
        "En simpel regel (den sidste kendte værdi, eller samme kvartal året før) var tættere på end"
        f" simuleringen i {beaten} af {len(tried)} serier.",
        f"A simple rule (the last value known, or the same quarter of the year before) was nearer"
        f" than the simulation in {beaten} of {len(tried)} series.",
    )


def _coverage(finding: BackcastFinding) -> Wording | None:
    of = sum(row.of for row in finding.scores)
    if not of:
        return None
    inside, level = sum(row.inside for row in finding.scores), LEVELS[0]
    percent = [whole_percent(level, lang) for lang in LANGUAGES]
    ought = [number(level * of, lang, 1) for lang in LANGUAGES]
    return Wording(
        f"{inside} af {of} observerede tal ligger i {percent[0]}-intervallet; {ought[0]} burde, "
        "hvis tilfældighed var det eneste usikre.",
        f"{inside} of {of} observed figures lie in the {percent[1]} interval; {ought[1]} ought to,"
        " if chance were all that is uncertain.",
    )


def _untold(finding: BackcastFinding) -> Wording | None:
    if not finding.untold:
        return None
    names = joined(", ", (finding.labels[name] for name in finding.untold))
    return Wording(
        f"Der er ingen tal at holde op mod: {names.da}.",
        f"There is nothing to hold against: {names.en}.",
    )
