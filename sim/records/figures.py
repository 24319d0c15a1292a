"""Published figures: one row a municipality, scheme, measure, group and period, whoever published.

An aggregate inside a dimension (both sexes, the whole country) is marked so, and what adds rows
up refuses to add it to its parts. A figure that was suppressed or is missing has no number.
"""

from collections.abc import Iterator

import pandas as pd

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording, joined, same

COLUMNS = (
    "municipality_code",  # three digits; 000 is the whole country
    "municipality",
    "level",  # municipality, landsdel, region, country or unknown
    "table",
    "publisher",
    "benefit",  # as the table calls it
    "scheme",  # one of ours, or empty
    "measure",
    "days",  # after the end of a spell, where the measure is a status; else NaN
    "sex",
    "age",
    "other",  # further dimensions: ``name=member; name=member``
    "totals",  # the dimensions in which the row is an aggregate, parted by spaces
    "start",  # first day of the period
    "end",  # the day after its last
    "value",  # NaN where it is not known
    "status",
    "raw",  # what stands in the file
    "row",  # where: line of a text, row of a sheet, place among the values of JSON or PX
)
VALUE, SUPPRESSED, MISSING = "value", "suppressed", "missing"
KEY = tuple(name for name in COLUMNS if name not in {"value", "status", "raw", "row", "totals"})
GROUPS = ("municipality", "benefit", "sex", "age")
FLOWS = frozenset({"inflow", "kroner", "talks", "days"})  # that add up over periods
COUNTS = FLOWS | {"persons", "full_time_persons"}  # that add up over groups
PARTED = "; "


def sum_of(figures: pd.DataFrame) -> float:
    """Return the sum of figures; NaN where one of them is not known.

    Raises
    ------
    InputError
        If a row would be counted twice (an aggregate beside its parts, two aggregates, the same
        row again, a stock in several periods), or if the measure is none that adds up.
    """
    _refuse_several_measures(figures)
    _refuse_again(figures)
    for name in (*GROUPS, *_other_dimensions(figures)):
        _refuse_mixed(figures, name)
    _refuse_periods(figures)
    return float(figures["value"].sum(skipna=False))


def _refuse_several_measures(figures: pd.DataFrame) -> None:
    measures = sorted(set(figures["measure"]))
    if len(measures) > 1:
        listed = ", ".join(measures)
        raise InputError(
            Wording(
                f"Målene {listed} kan ikke lægges sammen; vælg ét.",
                f"The measures {listed} cannot be added up; choose one.",
            )
        )
    if measures and measures[0] not in COUNTS:
        raise InputError(
            same(measures[0])
            + Wording(
                " kan ikke lægges sammen: det er en andel eller et gennemsnit.",
                " cannot be added up: it is a share or a mean.",
            )
        )


def _refuse_again(figures: pd.DataFrame) -> None:
    again = figures.duplicated(list(KEY))
    if again.any():
        row = figures["row"][again].iloc[0]
        raise InputError(
            Wording(
                f"Række {row} har samme nøgle som en anden; den ville tælle to gange.",
                f"Row {row} has the key of another; it would count twice.",
            )
        )


def _refuse_mixed(figures: pd.DataFrame, name: str) -> None:
    """Refuse an aggregate of a dimension beside other members of it."""
    members = _members(figures, name)
    is_total = figures["totals"].str.split().map(lambda names: name in names)
    if is_total.any() and members.nunique() > 1:
        total = str(members[is_total].iloc[0])
        other = next(member for member in members if member != total)
        said = Wording(f" i {name} er en sum, der tæller ", f" in {name} is a total that counts ")
        raise InputError(
            same(f"{total}") + said + f"{other}" + Wording(" med; vælg én.", " too; choose one.")
        )


def _members(figures: pd.DataFrame, name: str) -> pd.Series:
    if name == "municipality":
        return figures["municipality_code"].where(figures["municipality_code"] != "", figures[name])
    if name in figures:
        return figures[name]
    return figures["other"].str.extract(rf"(?:^|{PARTED}){name}=([^;]*)")[0].fillna("")


def _other_dimensions(figures: pd.DataFrame) -> Iterator[str]:
    """Yield the names of further dimensions in which a row is an aggregate."""
    named = {name for names in set(figures["totals"]) for name in names.split()}
    yield from sorted(named - set(GROUPS))


def _refuse_periods(figures: pd.DataFrame) -> None:
    """Refuse periods that overlap, and several of a stock."""
    periods = figures[["start", "end"]].drop_duplicates().sort_values("start")
    overlaps = bool((periods["start"].iloc[1:].to_numpy() < periods["end"].iloc[:-1]).any())
    is_stock = not set(figures["measure"]) <= FLOWS
    if overlaps or (is_stock and len(periods) > 1):
        first, last = (str(day)[:10] for day in (periods["start"].min(), periods["end"].max()))
        raise InputError(
            Wording(
                f"Tal for flere perioder fra {first} til {last} kan ikke lægges sammen; vælg én.",
                f"Figures of several periods from {first} to {last} cannot be added up; choose"
                " one.",
            )
        )


def unit_cost(costs: pd.DataFrame, persons: pd.DataFrame) -> pd.DataFrame:
    """Return kroner a full-time person, by the keys of ``costs``: NaN where either is not known.

    Costs of one period are divided by the full-time persons of the same place, benefit and group
    in that very period; both come from published tables.

    Raises
    ------
    InputError
        If the two have no row in common.
    """
    keys = [name for name in KEY if name not in {"table", "measure", "days"}]
    kroner = costs[costs["measure"] == "kroner"]
    stock = persons[persons["measure"] == "full_time_persons"]
    both = kroner.merge(stock[[*keys, "value"]], on=keys, suffixes=("", "_of_persons"))
    if both.empty:
        raise InputError(NOTHING_IN_COMMON + joined(", ", keys) + ".")
    per_person = both["value"] / both["value_of_persons"].where(both["value_of_persons"] > 0)
    known = per_person.notna()
    made = both.assign(value=per_person, measure="kroner_per_full_time_person", raw="")
    return made.assign(status=known.map({True: VALUE, False: MISSING}))[list(COLUMNS)]


NOTHING_IN_COMMON = Wording(
    da="Udgifter og fuldtidspersoner har ingen række fælles; de skal have samme ",
    en="Costs and full-time persons have no row in common; expected the same ",
)
