"""One world in words and in a table."""

import pandas as pd

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.text import (
    LABEL_WIDTH,
    head_line,
    prices,
    provenance_line,
    rests_on,
    right_aligned,
    warning_lines,
)
from borgerflow.experiments.present.words import PAYERS
from borgerflow.experiments.questions.run.finding import RunFinding


def run_table(finding: RunFinding, lang: str) -> pd.DataFrame:
    """Return a row per scheme: mean full-time persons by year, and mean weeks of a stay."""
    frame = pd.DataFrame(
        [(row.scheme, row.month[:4], row.full_time.mean) for row in finding.stocks],
        columns=["scheme", "year", "full_time"],
    )
    order = list(dict.fromkeys(frame["scheme"]))
    table = frame.pivot_table(index="scheme", columns="year", values="full_time", aggfunc="mean")
    table = table.reindex(order)
    table.columns = pd.Index([str(year) for year in table.columns])
    weeks = {row.scheme: row.weeks.mean for row in finding.durations}
    table["uger" if lang == "da" else "weeks"] = [weeks.get(scheme) for scheme in order]
    table.index = pd.Index([finding.scheme_label(scheme, lang) for scheme in order])
    return table.astype(float)


def run_text(finding: RunFinding, lang: str, *, all_assumptions: bool = False) -> str:
    """Return one world as people read it, ending with a newline."""
    about = {
        "da": "Fuldtidspersoner i gennemsnit pr. år; middelvarighed af et forløb i uger",
        "en": "Full-time persons, mean of each year; mean weeks of a stay",
    }
    parts = [
        head_line(finding, lang),
        about[lang],
        *_aligned(run_table(finding, lang), lang),
        *_payer_lines(finding, lang),
        *_target_lines(finding, lang),
        *rests_on(finding, lang, everything=all_assumptions),
        *warning_lines(finding, lang),
        provenance_line(finding, lang),
    ]
    return "\n".join(parts) + "\n"


def _payer_lines(finding: RunFinding, lang: str) -> list[str]:
    """Return what each payer pays by year, in 1.000 kr., with the total."""
    header = {
        "da": f"1.000 kr., {prices(finding, lang)}, + udgift",
        "en": f"1,000 kr., {prices(finding, lang)}, + expense",
    }[lang]
    total = {"da": "i alt", "en": "total"}[lang]
    lines = [f"{header:<{LABEL_WIDTH}}{right_aligned([*map(str, finding.years), total])}"]
    for payer in dict.fromkeys(row.payer for row in finding.ledger):
        by_year = dict.fromkeys(finding.years, 0.0)
        for row in finding.ledger:
            by_year[row.year] += row.kroner.mean if row.payer == payer else 0.0
        amounts = [*by_year.values(), sum(by_year.values())]
        cells = [numbers.thousands(amount, lang) for amount in amounts]
        lines.append(f"{f'  {PAYERS[payer][lang]}':<{LABEL_WIDTH}}{right_aligned(cells)}")
    return lines


def _target_lines(finding: RunFinding, lang: str) -> list[str]:
    """Return the published figures beside the simulated ones, and how far each is off."""
    if not finding.targets:
        return []
    header = {"da": "Offentliggjorte tal, personer", "en": "Published figures, persons"}[lang]
    columns = {
        "da": ["dag", "offentl.", "simuleret", "afvigelse"],
        "en": ["day", "published", "simulated", "off"],
    }
    lines = [f"{header:<{LABEL_WIDTH}}{right_aligned(['', *columns[lang]])}"]
    for row in finding.targets:
        cells = [
            "",
            row.day,
            numbers.persons(row.published, lang),
            numbers.persons(row.simulated.mean, lang),
            f"{numbers.number(100 * row.off, lang, 1, sign=True)} %",
        ]
        lines.append(f"{f'  {row.label.text(lang)}':<{LABEL_WIDTH}}{right_aligned(cells)}")
    return lines


def _aligned(table: pd.DataFrame, lang: str) -> list[str]:
    """Return a table of persons as lines; what is unknown is a dash."""
    lines = [f"{'':<{LABEL_WIDTH}}{right_aligned([str(name) for name in table.columns])}"]
    for label, row in table.iterrows():
        cells = ["-" if pd.isna(value) else numbers.persons(value, lang) for value in row]
        lines.append(f"{f'  {label}':<{LABEL_WIDTH}}{right_aligned(cells)}")
    return lines
