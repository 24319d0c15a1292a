"""What is told of amounts that few real people are behind: they are shown, and not to be shared."""

import pandas as pd

from borgerflow.sim.base.wording import Wording


def few_behind(ledger: pd.DataFrame, smallest: int) -> tuple[Wording, ...]:
    """Return that some amounts are of few citizens, a sentence; nothing where none is.

    Amounts are counted by year, payer and scheme. They are no counts of people, and whoever prices
    a single citizen wants them, so they are shown as they are.
    """
    paid = ledger[ledger["kroner"] != 0]
    citizens = paid.groupby(["year", "payer", "scheme"], observed=True)["citizen"].nunique()
    few, every = int((citizens < smallest).sum()), len(citizens)
    if not few:
        return ()
    return (
        Wording(
            f"Bag {few} af {every} beløb (år, betaler og ordning) står færre end {smallest} "
            "borgere, så de kan røbe, hvad en enkelt får. Del dem ikke.",
            f"Behind {few} of {every} amounts (year, payer and scheme) stand fewer than {smallest} "
            "citizens, so they may tell what a single one is paid. Do not share them.",
        ),
    )
