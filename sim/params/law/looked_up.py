"""How far the law behind an answer was looked up: what is used beyond that day is told.

So is a draft that the law is laid under, whether it is in force yet or not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from borgerflow.sim.base.clock import iso_date, parse_day, year_of
from borgerflow.sim.params.law.book import Draft, LawBook, draft_of
from borgerflow.sim.params.law.regulation import REGULATING

PARTS_TOLD = 3  # of a name: the columns of a table were looked up together
OF_RATES = "rates."  # begins the names of rates, of which the benefit is told


@dataclass(frozen=True)
class LookedUp:
    """The values of law that an answer carries on beyond the day they were last looked up."""

    day: int  # the latest on which any value behind the answer was looked up
    last: int  # the last day that the answer touches
    values: int  # behind the answer
    carried_on: Mapping[str, int]  # the day on which each was last looked up
    projected: tuple[int, int] | None = None  # first and last year whose rates are reckoned
    draft: Draft | None = None  # of a law that is not adopted, which the answer takes to be

    @property
    def earlier(self) -> dict[str, int]:
        """Return the values that were last looked up before the latest day of all."""
        return {name: day for name, day in self.carried_on.items() if day < self.day}

    def by_day(self) -> dict[int, tuple[str, ...]]:
        """Return what is carried on by the day it was looked up; a table is named once."""
        days = sorted(set(self.carried_on.values()))
        return {day: tuple(dict.fromkeys(self._told(day))) for day in days}

    def _told(self, day: int) -> Iterator[str]:
        for name, looked in self.carried_on.items():
            if looked == day:
                yield ".".join(name.split(".")[: PARTS_TOLD - name.startswith(OF_RATES)])

    def to_plain(self) -> dict[str, Any]:
        """Return it as JSON has it: days as text."""
        years = self.projected
        return {
            "day": iso_date(self.day),
            "last": iso_date(self.last),
            "values": self.values,
            "carried_on": {name: iso_date(day) for name, day in self.carried_on.items()},
            "projected": None if years is None else {"first": years[0], "last": years[1]},
            **({} if self.draft is None else {"draft": self.draft.to_plain()}),
        }


def looked_up_of(plain: Mapping[str, Any]) -> LookedUp:
    """Return what `LookedUp.to_plain` has written."""
    years = plain["projected"]
    return LookedUp(
        parse_day(plain["day"]),
        parse_day(plain["last"]),
        plain["values"],
        {name: parse_day(day) for name, day in plain["carried_on"].items()},
        None if years is None else (years["first"], years["last"]),
        draft_of(plain["draft"]) if "draft" in plain else None,
    )


def looked_up(
    law: LawBook, last: int, names: Iterable[str], rates: Iterable[str]
) -> LookedUp | None:
    """Return what an answer carries on beyond the day it was looked up, and under which draft.

    None where nothing is carried on, and the law is under no draft.

    Parameters
    ----------
    last : int
        The last day that the answer touches.
    names, rates : iterables of str
        The values and the rates behind it.
    """
    paid = tuple(rates)
    projected = _projected(law, paid, last)
    beside = REGULATING if projected else ()
    read = [n for n in dict.fromkeys((*names, *beside)) if _is_in_force(law, n, last)]
    days = {name: law.parameter(name).still_valid_on for name in read}
    days |= {f"{OF_RATES}{name}": law.rates.regulation[name].still_valid_on for name in paid}
    carried_on = {name: day for name, day in days.items() if day < last}
    if not carried_on and law.draft is None:
        return None
    latest = max(days.values(), default=last)
    return LookedUp(latest, last, len(days), carried_on, projected, law.draft)


def everything_looked_up(law: LawBook, last: int) -> LookedUp | None:
    """Return what an answer about a whole municipality carries on (see `looked_up`)."""
    names = (name for name in law.names if name not in REGULATING)
    return looked_up(law, last, names, law.rates_paid(law.schemes, last))


def _is_in_force(law: LawBook, name: str, day: int) -> bool:
    since = [value for value in law.parameter(name).values if value.day <= day]
    return bool(since) and since[-1].value is not None


def _projected(law: LawBook, rates: Iterable[str], last: int) -> tuple[int, int] | None:
    """Return the first year and the last whose rates are reckoned, if any is."""
    rows = (row for name in rates for row in law.rates.history(name))
    reckoned = [row.valid_from for row in rows if row.projected and row.valid_from <= last]
    return (year_of(min(reckoned)), year_of(last)) if reckoned else None
