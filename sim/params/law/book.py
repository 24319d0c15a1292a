"""The law book: values by name, rates and the map of schemes, patched for an experiment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from borgerflow.sim.base.clock import date_of, iso_date, parse_day, year_of
from borgerflow.sim.base.errors import ParamError, unknown
from borgerflow.sim.base.wording import Wording, sentence
from borgerflow.sim.params.law.accounts import ChartOfAccounts
from borgerflow.sim.params.law.rates import LAST_TYPED_YEAR, RateRow, Rates, weekly_of
from borgerflow.sim.params.law.regulation import (
    LAST_YEAR,
    REGULATING,
    regulated,
    regulated_amount,
)
from borgerflow.sim.params.law.schemes import Category, Scheme
from borgerflow.sim.params.law.values import EXPERIMENT, DatedValue, Parameter, Value, written
from borgerflow.sim.params.reading.faults import NO_PARAMETER, at_line
from borgerflow.sim.params.reading.phrases import got_wrong
from borgerflow.sim.params.reading.units import law_fault


@dataclass(frozen=True)
class Draft:
    """A law that is proposed and not adopted, and which values of the law book are its own."""

    name: str
    label: Mapping[str, str]
    status: Mapping[str, str]  # how far it has come
    day: int  # before which it changes nothing
    values: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Return it as JSON has it: the day as text."""
        return {
            "name": self.name,
            "label": dict(self.label),
            "status": dict(self.status),
            "day": iso_date(self.day),
            "values": list(self.values),
        }


def draft_of(plain: Mapping[str, Any]) -> Draft:
    """Return what `Draft.to_plain` has written."""
    day, values = parse_day(plain["day"]), tuple(plain["values"])
    return Draft(plain["name"], plain["label"], plain["status"], day, values)


@dataclass(frozen=True, eq=False)  # equal to itself alone: what is made of a book is kept with it
class LawBook:
    """All that law says: parameters by name, rates, the map of schemes, the chart of accounts."""

    parameters: Mapping[str, Parameter]
    rates: Rates
    schemes: Mapping[str, Scheme]
    accounts: ChartOfAccounts
    draft: Draft | None = None  # that it is laid under

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all parameters, file by file."""
        return tuple(self.parameters)

    @cached_property
    def scheme_names(self) -> tuple[str, ...]:
        """Return the schemes in order: the place of each is its number."""
        return tuple(self.schemes)

    def parameter(self, name: str) -> Parameter:
        """Return a parameter by name; an unknown one is refused with the nearest name."""
        if name not in self.parameters:
            raise ParamError(unknown(NO_PARAMETER, name, self.parameters).capital())
        return self.parameters[name]

    def on(self, name: str, day: int) -> Value:
        """Return the value of a parameter in force on a day."""
        return self.parameter(name).on(day)

    def patched(self, changes: Mapping[str, Mapping[int, Value]]) -> "LawBook":
        """Return the law of an experiment.

        From the first day of a change on, the changed values alone hold: later values of the
        parameter are left out.
        """
        patched = {name: _patched(self.parameter(name), by_day) for name, by_day in changes.items()}
        changed = self.laid_over(patched)
        return changed.regulated() if self._regulating & set(changes) else changed

    @property
    def _regulating(self) -> set[str]:
        """Return the values that rates are reckoned by."""
        shares = (rule.share_of_law for rule in self.rates.regulation.values())
        return {*REGULATING, *filter(None, shares)}

    def laid_over(self, values: Mapping[str, Sequence[DatedValue]]) -> "LawBook":
        """Return the law in which these values alone hold from the first day of them on."""
        changed = {name: _from_then_on(self.parameter(name), new) for name, new in values.items()}
        return replace(self, parameters={**self.parameters, **changed})

    def regulated(self) -> "LawBook":
        """Return the same with what is regulated going on for each year after its last one."""

        def value_on(name: str, day: int) -> float:
            return float(self.on(name, day))

        amounts = {
            name: regulated_amount(parameter, value_on)
            for name, parameter in self.parameters.items()
        }
        return replace(self, parameters=amounts, rates=regulated(self.rates, value_on))

    def rows(self, category: Category, day: int) -> tuple[RateRow, ...]:
        """Return the rows of the rates that a category is paid on a day.

        Raises
        ------
        ParamError
            If it is not paid before a later day.
        """
        names = category.paid_on(day)
        if names is None:
            raise ParamError(_not_yet(category.begins, day))
        return tuple(self.rates.row(name, day) for name in names)

    def rates_paid(self, schemes: Iterable[str], day: int) -> tuple[str, ...]:
        """Return the rates that the categories of some schemes are paid on a day, each once."""
        kinds = (kind for name in schemes for kind in self.schemes[name].categories.values())
        return tuple(dict.fromkeys(name for kind in kinds for name in kind.paid_on(day) or ()))

    def is_rated(self, category: Category, day: int) -> bool:
        """Tell whether every rate of a category has a row on a day."""
        firsts = (self.rates.history(name)[0].valid_from for name in category.paid_on(day) or ())
        return all(first <= day for first in firsts)

    def weekly(self, category: Category, day: int) -> float:
        """Return the kroner a week of a category on a day."""
        return sum(weekly_of(row) for row in self.rows(category, day))


def refuse_missing_years(gross: Parameter) -> None:
    """Refuse a regulation that lacks the percentage of a year that rates are reckoned for."""
    stated = {year_of(value.day) for value in gross.values}
    for year in range(LAST_TYPED_YEAR + 1, LAST_YEAR + 1):
        if year not in stated:
            said = Wording(
                f"{gross.name} har ingen procent for {year}; tilføj {year}-01-01 med værdi, kilde"
                " og grundlag.",
                f"{gross.name} has no percentage of {year}; add {year}-01-01 with value, source"
                " and grade.",
            )
            raise ParamError(at_line(gross.path, gross.line) + said)


def _not_yet(begins: int, day: int) -> Wording:
    first, asked = date_of(begins), date_of(day)
    return Wording(
        f"kategorien udbetales først fra {first}, ikke den {asked}.",
        f"the category is paid from {first} on, not on {asked}.",
    )


def _patched(parameter: Parameter, by_day: Mapping[int, Value]) -> tuple[DatedValue, ...]:
    """Return what an experiment sets a value of law to."""
    for value in by_day.values():
        wrong = law_fault(value, parameter.unit)
        if wrong:
            where = Wording(
                f"{parameter.name} i forsøget: ", f"{parameter.name} in the experiment: "
            )
            raise ParamError((where + got_wrong(written(value), wrong)).each(sentence))
    return tuple(DatedValue(day, by_day[day], EXPERIMENT, "assumed") for day in sorted(by_day))


def _from_then_on(parameter: Parameter, values: Sequence[DatedValue]) -> Parameter:
    first = min((value.day for value in values), default=None)
    kept = tuple(v for v in parameter.values if first is None or v.day < first)
    return replace(parameter, values=(*kept, *values), follows=None)
