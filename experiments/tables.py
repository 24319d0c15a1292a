"""The main tables of findings, in the order committee members know.

Amounts are in 1.000 kr. and unrounded; showing rounds them. Knows findings and words only.
"""

import pandas as pd

from experiments.findings import Finding, Interval, RunFinding, SummaryRow
from experiments.numbers import THOUSAND

LINES = {
    "investment": {"da": "Investering", "en": "Investment"},
    "benefits": {"da": "Sparet forsørgelsesudgift", "en": "Sparet forsørgelsesudgift (benefits)"},
    "contacts_and_activation": {"da": "Samtaler og aktivering", "en": "Contacts and activation"},
    "other": {"da": "Øvrigt", "en": "Other"},
    "net_kommune": {"da": "Netto, kommunen", "en": "Net, municipality"},
    "net_stat": {"da": "Netto, staten", "en": "Net, state"},
    "net_a_kasse": {"da": "Netto, a-kasser", "en": "Net, unemployment funds"},
}
SAVED = {"da": "Sparet udgift", "en": "Saved cost"}
PAYERS = {
    "kommune": {"da": "Kommunen", "en": "Municipality"},
    "stat": {"da": "Staten", "en": "State"},
    "a_kasse": {"da": "A-kasser", "en": "Unemployment funds"},
}


def line_label(row: SummaryRow, lang: str) -> str:
    """Return what a line of the main table is called; a cost below zero is saved, not invested."""
    if row.line == "investment" and row.amounts.total.mean < 0:
        return SAVED[lang]
    return LINES[row.line][lang] if row.line in LINES else row.line


def main_table(finding: Finding, lang: str) -> pd.DataFrame:
    """Return a row per line: kroner in thousands by year, in total, and its interval."""
    total = "i alt" if lang == "da" else "total"
    rows = {
        line_label(row, lang): [
            *(amount.mean / THOUSAND for amount in row.amounts.by_year.values()),
            *_in_thousands(row.amounts.total),
        ]
        for row in finding.summary
    }
    columns = [*(str(year) for year in finding.years), total, "low", "high"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).astype(float)


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


def _in_thousands(interval: Interval) -> tuple[float, float | None, float | None]:
    scaled = interval.scaled(1 / THOUSAND)
    return scaled.mean, scaled.low, scaled.high
