"""What the terminal shows of a file that was read: which figures there are, or its first rows."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from borgerflow.experiments.present.grid import table
from borgerflow.experiments.questions.data.intake.question import Imported, plain_rows
from borgerflow.sim.records.figures import MISSING, SUPPRESSED, VALUE

SHOWN = 10  # rows of a table that has no figures
HEADS = {
    "table": {"da": "tabel", "en": "table"},
    "benefit": {"da": "ydelse", "en": "benefit"},
    "measure": {"da": "mål", "en": "measure"},
    "areas": {"da": "områder", "en": "areas"},
    "periods": {"da": "perioder", "en": "periods"},
    "from": {"da": "fra", "en": "from"},
    "to": {"da": "til", "en": "to"},
    VALUE: {"da": "tal", "en": "values"},
    SUPPRESSED: {"da": "diskretioneret", "en": "suppressed"},
    MISSING: {"da": "mangler", "en": "missing"},
}
MEASURES: Mapping[str, Mapping[str, str]] = {
    "persons": {"da": "personer", "en": "persons"},
    "full_time_persons": {"da": "fuldtidspersoner", "en": "full-time persons"},
    "share_of_workforce": {"da": "andel af arbejdsstyrken", "en": "share of the workforce"},
    "share_of_population": {"da": "andel af befolkningen", "en": "share of the population"},
    "mean_weeks": {"da": "uger i gennemsnit", "en": "mean weeks"},
    "share_after_days": {"da": "andel efter dage", "en": "share after days"},
    "inflow": {"da": "tilgang", "en": "inflow"},
    "kroner": {"da": "kroner", "en": "kroner"},
    "kroner_per_full_time_person": {
        "da": "kroner pr. fuldtidsperson",
        "en": "kroner per full-time person",
    },
    "talks": {"da": "samtaler", "en": "talks"},
    "days": {"da": "dage", "en": "days"},
}
COUNTED = ("areas", "periods", VALUE, SUPPRESSED, MISSING)


def imported_page(imported: Imported, lang: str) -> str:
    """Return which figures there are by table, benefit and measure; else the first rows."""
    if "measure" not in imported.table:
        return _first_rows(imported.table)
    groups = imported.table.groupby(["table", "benefit", "measure"], sort=False)
    rows = [_counted(key, part, lang) for key, part in groups]
    heads = [each[lang] for each in HEADS.values()]
    right = [n for n, name in enumerate(HEADS) if name in COUNTED]
    return table(heads, rows, right=right)


def _counted(key: Sequence[Any], part: pd.DataFrame, lang: str) -> list[str]:
    name, benefit, measure = map(str, key)
    first, last = part["start"].min(), part["end"].max() - pd.Timedelta(days=1)
    statuses = [int((part["status"] == status).sum()) for status in (VALUE, SUPPRESSED, MISSING)]
    return [
        name,
        benefit,
        MEASURES.get(measure, {}).get(lang, measure),
        str(part["municipality"].nunique()),
        str(len(part[["start", "end"]].drop_duplicates())),
        f"{first:%Y-%m-%d}",
        f"{last:%Y-%m-%d}",
        *map(str, statuses),
    ]


def _first_rows(frame: pd.DataFrame) -> str:
    rows = plain_rows(frame.head(SHOWN))
    cells = [["" if cell is None else str(cell) for cell in row.values()] for row in rows]
    return table([str(name) for name in frame.columns], cells)
