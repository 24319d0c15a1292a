"""The law book where a patch sets some of its numbers: rates, values of law, shares of schemes.

A value goes by its name, which means it on every day, or by its name and the day from which it is
in force (``law.x.y.2027-01-01``; of the yearly regulation the year alone).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from borgerflow.sim.base.clock import iso_date, year_of
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.law.accounts import ChartOfAccounts
from borgerflow.sim.params.law.book import LawBook
from borgerflow.sim.params.law.rates import RateRow, Rates
from borgerflow.sim.params.law.regulation import GROSS
from borgerflow.sim.params.law.schemes import Scheme
from borgerflow.sim.params.law.values import DatedValue, Parameter
from borgerflow.sim.params.patches.changes import OVERRIDE, PatchLine, change_of
from borgerflow.sim.params.patches.graded import ONLY_A_FACTOR, graded_in, with_numbers
from borgerflow.sim.params.reading.phrases import got_wrong
from borgerflow.sim.params.reading.units import law_fault

RATES, ACCOUNTS = "rates", "accounts"
A_RULE = Wording(
    "en regel har intet tal: sæt den i et forslag (kind: law).",
    "a rule is no number: set it in a proposal (kind: law).",
)


def with_law_numbers(law: LawBook, lines: Sequence[PatchLine]) -> LawBook:
    """Return the law where lines of a patch set its numbers.

    Raises
    ------
    InputError
        If a value is none that the law could have, with the place of the line.
    """
    parameters = {name: _parameter(each, lines) for name, each in law.parameters.items()}
    schemes = {name: _scheme(each, lines) for name, each in law.schemes.items()}
    rates = _rates(law.rates, {name: _times(name, lines) for name in law.rates.names})
    accounts = _accounts(law.accounts, lines)
    changed = replace(law, parameters=parameters, rates=rates, schemes=schemes, accounts=accounts)
    return changed.regulated()


def _accounts(chart: ChartOfAccounts, lines: Sequence[PatchLine]) -> ChartOfAccounts:
    return replace(
        chart,
        rules=with_numbers(ACCOUNTS, chart.rules, lines),
        equalisation=with_numbers(ACCOUNTS, chart.equalisation, lines),
    )


def names_in_law(law: LawBook) -> Iterator[str]:
    """Yield the names of the numbers of the law book."""
    yield from (f"{RATES}.{name}" for name in law.rates.names)
    for parameter in law.parameters.values():
        yield parameter.name
        for value in parameter.typed:
            yield from _names(parameter, value)[1:]
    for scheme in law.schemes.values():
        if scheme.closed is not None:
            yield from graded_in(_closed(scheme), scheme.closed)


def _names(parameter: Parameter, value: DatedValue) -> tuple[str, ...]:
    """Return the names that a value goes by, that of all days first."""
    name = parameter.name
    by_year = (f"{name}.{year_of(value.day)}",) if name == GROSS else ()
    return name, f"{name}.{iso_date(value.day)}", *by_year


def _parameter(parameter: Parameter, lines: Sequence[PatchLine]) -> Parameter:
    values = tuple(
        value if value.projected else _value(parameter, value, lines) for value in parameter.values
    )
    return parameter if values == parameter.values else replace(parameter, values=values)


def _value(parameter: Parameter, value: DatedValue, lines: Sequence[PatchLine]) -> DatedValue:
    names = _names(parameter, value)
    line = next((each for each in reversed(lines) if any(map(each.matches, names))), None)
    if line is None or value.value is None:
        return value
    if isinstance(value.value, bool):
        raise line.refused(parameter.name, A_RULE)
    change = change_of(line.change)
    number = value.value * change.times if change.times is not None else change.value
    assert number is not None
    wrong = law_fault(number, parameter.unit)
    if wrong:
        raise line.refused(parameter.name, got_wrong(f"{number:g}", wrong))
    return replace(
        value, value=number, source=OVERRIDE, grade="assumed", low=change.low, high=change.high
    )


def _times(name: str, lines: Sequence[PatchLine]) -> float:
    """Return the factor on the amounts of a rate: 1 where nothing is said of it."""
    called = f"{RATES}.{name}"
    line = next((each for each in reversed(lines) if each.matches(called)), None)
    if line is None:
        return 1.0
    times = change_of(line.change).times
    if times is None:
        raise line.refused(called, ONLY_A_FACTOR)
    return times


def _rates(rates: Rates, times: Mapping[str, float]) -> Rates:
    """Return rates with their rows times a factor; those that follow another keep their own."""
    rows = {name: _rows(each, times[name]) for name, each in rates.rows.items()}
    rules = {
        name: replace(rule, share=rule.share * times[name] / times.get(rule.follows, 1.0))
        for name, rule in rates.regulation.items()
    }
    return replace(rates, rows=rows, regulation=rules)


def _rows(rows: tuple[RateRow, ...], times: float) -> tuple[RateRow, ...]:
    if times == 1.0:
        return rows
    return tuple(
        replace(row, amount=row.amount * times, source=OVERRIDE, grade="assumed") for row in rows
    )


def _scheme(scheme: Scheme, lines: Sequence[PatchLine]) -> Scheme:
    if scheme.closed is None:
        return scheme
    return replace(scheme, closed=with_numbers(_closed(scheme), scheme.closed, lines))


def _closed(scheme: Scheme) -> str:
    return f"schemes.{scheme.name}.closed"


def dated_values(law: LawBook) -> dict[str, tuple[DatedValue, str]]:
    """Return the values of law that somebody wrote down, and their units, by name and day."""
    return {
        name: (value, parameter.unit)
        for parameter in law.parameters.values()
        for value in parameter.typed
        if not _is_rule(value) and value.value is not None
        for name in _names(parameter, value)[1:]
    }


def values_in(law: LawBook, day: int) -> dict[str, tuple[float, str]]:
    """Return the values of law and their units by name; that of all days is of the day told.

    Rates are left out, and rules, which are no numbers.
    """
    found: dict[str, tuple[float, str]] = {}
    for parameter in law.parameters.values():
        held = [value for value in parameter.values if value.day <= day]
        dated = [(parameter.name, value) for value in held[-1:]]
        dated += [(n, value) for value in parameter.typed for n in _names(parameter, value)[1:]]
        unit = parameter.unit
        numbers = ((name, value.value) for name, value in dated if not _is_rule(value))
        found |= {name: (number, unit) for name, number in numbers if number is not None}
    for scheme in law.schemes.values():
        shares = graded_in(_closed(scheme), scheme.closed) if scheme.closed else {}
        found |= {n: (e.value or 0.0, e.unit) for n, e in shares.items() if isinstance(e, Estimate)}
    return found


def _is_rule(value: DatedValue) -> bool:
    return isinstance(value.value, bool)
