"""What is told of a table of real people that was read: nothing in it is hidden."""

import pandas as pd

from borgerflow.experiments.questions.data.intake.question import Imported
from borgerflow.sim.base.wording import Wording, same

OWN_USE = Wording(
    "Tabellen er til kommunens eget brug: intet i den er skjult. Del den ikke.",
    "The table is for the municipality's own use: nothing in it is hidden. Do not share it.",
)
PEOPLE, COUNTS = "citizen", "events"  # columns of single people, and of how many of them


def small_counts_told(imported: Imported, smallest: int) -> tuple[Wording, ...]:
    """Return that a table tells of single people or counts few of them; nothing where it does not.

    Published figures come with their own small counts hidden.
    """
    table = imported.table
    if PEOPLE in table:
        rows = Wording("Hver række er en borgers. ", "Each row is of one citizen. ")
        return (rows + OWN_USE,)
    few = _few(table[COUNTS], smallest) if COUNTS in table else 0
    if not few:
        return ()
    rows = same(str(few)) + Wording(
        f" af {len(table)} rækker tæller færre end {smallest} borgere. ",
        f" of {len(table)} rows count fewer than {smallest} citizens. ",
    )
    return (rows + OWN_USE,)


def _few(counts: pd.Series, smallest: int) -> int:
    return int(((counts > 0) & (counts < smallest)).sum())
