"""Published figures as counts: full-time persons and the mean duration of closed spells.

No published table says how many spells ended, and in which week of them. But who lives so many
weeks on a scheme, and stays so long on average, has left so many times: where as many come as
go, the rate of leaving is one over the mean duration (Little's law), whatever hazards are in it.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.fit.files.counts import SchemeCounts
from borgerflow.sim.fit.files.exposures import CountedFile
from borgerflow.sim.params import LawBook
from borgerflow.sim.records.figures import VALUE

DURATION, STOCK = "mean_weeks", "full_time_persons"
ONE_RATE = (0.0,)


def exits_told(figures: pd.DataFrame, path: Path, law: LawBook) -> CountedFile:
    """Return how many must have left each scheme, from its stock and its mean duration.

    Only periods count whose mean duration is known, with the stock of the period that holds
    each. A mean of ``n`` spells knows a little less than ``n`` times one of them where ``n``
    is itself by chance: one event in each period is lost to the interval.

    Parameters
    ----------
    figures : DataFrame
        The columns of `records.figures`.

    Raises
    ------
    InputError
        If the figures are of several municipalities, periods overlap, or no scheme has both.
    """
    whole = figures[(figures["scheme"] != "") & (figures["status"] == VALUE)]
    whole = whole[_is_of_everybody(whole)]
    durations, stocks = (whole[whole["measure"] == name] for name in (DURATION, STOCK))
    _refuse_several(path, pd.concat([durations, stocks]))
    counts = tuple(
        _counts(path, each, stocks[stocks["scheme"] == scheme], law)
        for scheme, each in durations.groupby("scheme", sort=False)
        if (stocks["scheme"] == scheme).any()
    )
    if not counts:
        raise InputError(f"{path}" + BOTH_NEEDED)
    return CountedFile(counts, (STEADY,))


def _is_of_everybody(figures: pd.DataFrame) -> pd.Series:
    totals = figures["totals"].str.split().map(set)
    return totals.map(lambda names: {"age", "sex"} <= names) & (figures["other"] == "")


def _refuse_several(path: Path, figures: pd.DataFrame) -> None:
    codes = figures["municipality_code"]
    names = sorted(set(codes.where(codes != "", figures["municipality"])))
    if len(names) > 1:
        listed = ", ".join(names)
        raise InputError(
            Wording(
                f"{path}: tal for {listed}; der skal være tal for én kommune.",
                f"{path}: figures of {listed}; expected those of one municipality.",
            )
        )


def _counts(
    path: Path, durations: pd.DataFrame, stocks: pd.DataFrame, law: LawBook
) -> SchemeCounts:
    scheme = str(durations["scheme"].iloc[0])
    pairs = _paired(path, scheme, durations, stocks)
    weeks = float(pairs["weeks"].sum())
    events = np.zeros((len(law.scheme_names) + 1, 1))
    events[-1] = weeks / pairs["value"].mean() if len(pairs) else 0.0
    return SchemeCounts(scheme, ONE_RATE, events, np.array([weeks]), lost=float(len(pairs)))


def _paired(path: Path, scheme: str, durations: pd.DataFrame, stocks: pd.DataFrame) -> pd.DataFrame:
    """Return the periods of durations with the weeks that the stock lived in each.

    The stock is that of the shortest period which holds it.
    """
    ordered = durations.sort_values("start")
    if (ordered["start"].iloc[1:].to_numpy() < ordered["end"].iloc[:-1].to_numpy()).any():
        raise InputError(f"{path}: {scheme}" + OVERLAP)
    names = ["start", "end", "value"]
    both = ordered[names].merge(stocks[names], how="cross", suffixes=("", "_of_stock"))
    within = (both["start_of_stock"] <= both["start"]) & (both["end_of_stock"] >= both["end"])
    held = both[within].sort_values("end_of_stock", kind="stable").drop_duplicates("start")
    weeks = (held["end"] - held["start"]).dt.days / DAYS_PER_WEEK
    return held.assign(weeks=weeks * held["value_of_stock"])


OVERLAP = Wording(
    ": perioderne overlapper; varigheder skal være for måneder, kvartaler eller år hver for sig.",
    ": periods overlap; expected durations of months, quarters or years by themselves.",
)
BOTH_NEEDED = Wording(
    ": ingen ordning har både fuldtidspersoner og gennemsnitlig varighed af afsluttede forløb "
    "(*A02 eller AUK01, og *A27); begge dele skal være der: angiv den anden tabel med --persons.",
    ": no scheme has both full-time persons and a mean duration of closed spells (*A02 or AUK01,"
    " and *A27); expected both: --persons takes the other table.",
)
STEADY = Wording(
    "Offentliggjorte tal viser hverken det enkelte forløbs varighed, eller hvor man går "
    "hen: raten er én konstant afgangsrate, 1 / gennemsnitlig varighed, som gælder, når "
    "omtrent lige mange kommer og går. Afgange er beregnet (personuger / varighed), ikke "
    "talt, og der skrives ingen params.",
    "Published figures show no duration of each spell and no cause of leaving: the hazard is one"
    " constant rate, 1 / mean duration, which holds where about as many come as go. Ends are"
    " reckoned (person-weeks / duration), not counted, and no params are written.",
)
