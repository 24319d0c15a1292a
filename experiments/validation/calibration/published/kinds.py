"""The kinds of published figures there are: what each is of, and what its detail looks like."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from borgerflow.sim.base.wording import Wording

MeasureUnit = Literal["persons", "cases/year", "share", "factor", "weeks"]
STOCK = "stock"
SHARE: MeasureUnit = "share"
NUMBER, SPAN, NAMES = r"\d{1,3}", r"\d{1,3}-\d{1,3}", r"[a-z_]+(?:\+[a-z_]+)*"


class Counting(NamedTuple):
    """What is counted: of which schemes, a detail as the measure reads it, and from which day."""

    schemes: tuple[str, ...]
    detail: str
    paid: bool
    day: int  # of a stock


class Measure(NamedTuple):
    """A kind of figure: its unit, and what its detail looks like."""

    unit: MeasureUnit
    label: Wording
    detail: str = ""  # a pattern
    example: str = ""
    joins: bool = False  # whether several schemes may be counted as one
    names_schemes: bool = False  # whether the detail does


MEASURES: Mapping[str, Measure] = {
    STOCK: Measure("persons", Wording("bestand", "stock"), joins=True),
    "inflow": Measure("cases/year", Wording("nye forløb om året", "new cases a year"), joins=True),
    "reaching": Measure(
        "cases/year", Wording("forløb om året i uge", "cases a year in weeks"), SPAN, "5-8"
    ),
    "ended_within": Measure(SHARE, Wording("slut inden uge", "ended within weeks"), NUMBER, "26"),
    "survival_ratio": Measure(
        "factor", Wording("i gang i uge", "there in weeks"), f"{SPAN}/{SPAN}", "27-39/5-8"
    ),
    "outcome": Measure(
        SHARE, Wording("slut i", "ended in"), NAMES, "foertidspension", names_schemes=True
    ),
    "mean_length": Measure(
        "weeks", Wording("gennemsnit af afsluttede", "mean length of ended cases")
    ),
    "ended_at_most": Measure(
        SHARE, Wording("afsluttede på højst uger", "ended cases of weeks up to"), NUMBER, "26"
    ),
    "status_after": Measure(
        SHARE,
        Wording("efter afslutning i", "after the end in"),
        f"{NAMES}@{NUMBER}",
        "dagpenge@13",
        names_schemes=True,
    ),
    "elapsed_over": Measure(
        SHARE, Wording("i gang i over uger", "there for more than weeks"), NUMBER, "26"
    ),
    "turnover": Measure(
        "factor", Wording("personer om året pr. bestand", "persons a year by stock"), joins=True
    ),
    "job_broken": Measure(
        SHARE,
        Wording("job derefter afbrudt i uge", "jobs after it broken in weeks"),
        SPAN,
        "0-13",
        joins=True,
    ),
}


def fits_detail(measure: Measure, detail: str) -> bool:
    """Tell whether a detail is one that the measure reads."""
    return bool(re.fullmatch(measure.detail, detail))


def names_in(measure: Measure, detail: str) -> tuple[str, ...]:
    """Return the schemes that a detail names."""
    return tuple(detail.partition("@")[0].split("+")) if measure.names_schemes else ()
