"""How rates go on after their last row: the only reader of ``regulation.csv``.

Each year a rate rises by a percentage of ``law/regulering.yaml``, or keeps its share of another
rate. An amount a month is whole kroner; some are cut down to a multiple. An amount of law that
``follows`` a percentage goes on likewise.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from borgerflow.sim.base.clock import first_day_of_year, parse_day, year_of
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.law.rates import RateRow, Rates, Regulation, weekly_of
from borgerflow.sim.params.law.values import DatedValue, Parameter
from borgerflow.sim.params.reading.csv_rows import read_rows
from borgerflow.sim.params.reading.faults import NO_RATE, fault
from borgerflow.sim.params.reading.phrases import given_twice, got, one_of

COLUMNS = (
    *("rate", "follows", "share", "down_to", "still_valid_on"),
    *("law", "source", "grade", "note"),
)
LAST_YEAR = 2035  # beyond it nobody can say what a percentage a year comes to
NOTHING = "none"  # what an abolished rate follows
GROSS = "law.regulering.gross"
DEDUCTION = "law.regulering.deduction"
EXTRA = "law.regulering.extra_deduction"
EXTRA_ADOPTED = "law.regulering.extra_deduction_adopted"
REGULATING = (GROSS, DEDUCTION, EXTRA, EXTRA_ADOPTED)
PROJECTED = "the year before, by law.regulering and regulation.csv"
_HAIR = 1e-9  # of a krone: a product that is a whole number may come out just below it
ValueOn = Callable[[str, int], float]  # of a value of law on a day


def working_age(value_on: ValueOn, day: int) -> float:
    """Return the share by which working-age benefits rise on a New Year's Day."""
    extra = value_on(EXTRA, day) if value_on(EXTRA_ADOPTED, day) else 0.0
    return value_on(GROSS, day) - value_on(DEDUCTION, day) - extra


def pension(value_on: ValueOn, day: int) -> float:
    """Return the share by which folkepension rises on a New Year's Day."""
    return value_on(GROSS, day)


PERCENTAGES: Mapping[str, Callable[[ValueOn, int], float]] = {
    "working_age": working_age,
    "pension": pension,
}


def read_regulation(path: Path, rates: Rates) -> dict[str, Regulation]:
    """Return how each rate goes on, by its name.

    Raises
    ------
    ParamError
        Naming file and line, at a row that does not hold, or the rate that no row speaks of.
    """
    rows: dict[str, Regulation] = {}
    lines: dict[str, int] = {}
    known = {*rates.names, *(name.partition(".")[0] for name in rates.names)}
    for line, cell in read_rows(path, COLUMNS):
        name = cell["rate"]
        if name not in known:
            raise fault(path, line, "rate: " + unknown(NO_RATE, name, known))
        if name in rows:
            raise fault(path, line, given_twice(quoted(name), lines[name]))
        rows[name], lines[name] = _regulation(path, line, cell, rates), line
    for name, rule in rows.items():
        if rows.get(rule.follows, rule).follows not in (*PERCENTAGES, rule.follows):
            raise fault(path, lines[name], "follows: " + _follows_a_follower(rule.follows))
    return {
        name: _rule_of(name, rows, path, max(lines.values(), default=1)) for name in rates.names
    }


def _follows_a_follower(name: str) -> Wording:
    return Wording(
        f"{name} følger selv en anden sats; der skal stå en, der følger en procent.",
        f"{name} follows another rate itself; expected one that follows a percentage.",
    )


def _rule_of(name: str, rows: Mapping[str, Regulation], path: Path, last: int) -> Regulation:
    found = rows.get(name, rows.get(name.partition(".")[0]))
    if found is None:
        said = Wording(
            f"ingen række siger, hvordan {name} reguleres; tilføj en række med satsen og det,"
            " den følger.",
            f"no row says how {name} is regulated; add one with the rate and what it follows.",
        )
        raise fault(path, last, said)
    return found


def _regulation(path: Path, line: int, cell: Mapping[str, str], rates: Rates) -> Regulation:
    follows = cell["follows"]
    known = (*PERCENTAGES, NOTHING, *rates.names)
    if follows not in known:
        expected = one_of((*PERCENTAGES, NOTHING))
        or_rate = Wording(" eller en sats", " or a rate")
        raise fault(path, line, "follows: " + got(quoted(follows), expected + or_rate))
    share, down_to = (_number(path, line, cell, name) for name in ("share", "down_to"))
    try:
        looked = parse_day(cell["still_valid_on"])
    except InputError as error:
        raise fault(path, line, "still_valid_on: " + error.said) from None
    return Regulation(follows, share or 1.0, down_to, looked)


def _number(path: Path, line: int, cell: Mapping[str, str], name: str) -> float:
    try:
        return float(cell[name] or 0)
    except ValueError:
        wanted = Wording("et tal som 0.89", "a number as 0.89")
        raise fault(path, line, f"{name}: " + got(quoted(cell[name]), wanted)) from None


def regulated(rates: Rates, value_on: ValueOn) -> Rates:
    """Return rates with a row for each year after their last one, to ``LAST_YEAR``.

    Parameters
    ----------
    value_on : callable
        The value of law of a name on a day.
    """
    typed = {name: [r for r in rows if not r.projected] for name, rows in rates.rows.items()}
    for name in rates.names:
        for year in _years_after(typed[name][-1], rates.regulation[name]):
            _add_row(name, year, typed, rates, value_on)
    return replace(rates, rows={name: tuple(rows) for name, rows in typed.items()})


def regulated_amount(amount: Parameter, value_on: ValueOn) -> Parameter:
    """Return an amount of law with a value for each year after its last one, to ``LAST_YEAR``."""
    typed = list(amount.typed)
    if amount.follows is None or not typed[-1].value:
        return amount
    kroner, percentage = float(typed[-1].value), PERCENTAGES[amount.follows]
    for year in range(year_of(typed[-1].day) + 1, LAST_YEAR + 1):
        day = first_day_of_year(year)
        kroner = _whole(kroner * (1 + percentage(value_on, day)))
        typed.append(DatedValue(day, kroner, PROJECTED, "assumed", projected=True))
    return replace(amount, values=tuple(typed))


def _years_after(last: RateRow, rule: Regulation) -> range:
    first = year_of(last.valid_from) + 1
    return range(first, first if rule.follows == NOTHING else LAST_YEAR + 1)


def _add_row(
    name: str, year: int, rows: Mapping[str, list[RateRow]], rates: Rates, value_on: ValueOn
) -> None:
    """Add the row of a year, that of the rate it follows before it."""
    last, rule, day = rows[name][-1], rates.regulation[name], first_day_of_year(year)
    if last.valid_from >= day:
        return
    if rule.follows in PERCENTAGES:
        amount = last.amount * (1 + PERCENTAGES[rule.follows](value_on, day))
    else:
        _add_row(rule.follows, year, rows, rates, value_on)
        share = value_on(rule.share_of_law, day) if rule.share_of_law else rule.share
        amount = share * in_unit(_in_force(rows[rule.follows], day), last.unit)
    row = replace(last, valid_from=day, amount=_rounded(amount, rule), projected=True)
    rows[name].append(replace(row, source=PROJECTED, grade="assumed", note=""))


def _in_force(rows: Sequence[RateRow], day: int) -> RateRow:
    return next(row for row in reversed(rows) if row.valid_from <= day)


def in_unit(row: RateRow, unit: str) -> float:
    """Return an amount in a unit: its own, or kroner a week."""
    return row.amount if row.unit == unit else weekly_of(row)


def _rounded(amount: float, rule: Regulation) -> float:
    if rule.down_to:
        return math.floor(amount / rule.down_to + _HAIR) * rule.down_to
    return _whole(amount)


def _whole(amount: float) -> float:
    return float(math.floor(amount + 0.5 + _HAIR))
