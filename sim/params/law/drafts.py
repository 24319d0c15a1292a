"""Laws proposed and not adopted, laid over the law book: the only reader of ``law/drafts``.

A draft changes nothing before its day. What of it is not known stands in it as a value with a
range, which a proposal may patch as any other value of law.
"""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from borgerflow.sim.base.clock import first_day_of_year, iso_date
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.law.book import Draft, LawBook
from borgerflow.sim.params.law.rates import LAST_TYPED_YEAR, RateRow, Rates, Regulation, weekly_of
from borgerflow.sim.params.law.schemes import Category, PaidFrom, Scheme
from borgerflow.sim.params.law.values import (
    DatedForm,
    DatedValue,
    Parameter,
    ParameterForm,
    parameter_of,
    values_of,
)
from borgerflow.sim.params.reading.faults import NO_PARAMETER, NO_RATE, NO_SCHEME
from borgerflow.sim.params.reading.forms import Day, Entry, Label, Names, Sheet, Text, read_sheet
from borgerflow.sim.params.reading.phrases import listed
from borgerflow.sim.params.reading.units import Grade

NO_DRAFT = Wording("intet lovudkast", "no draft of a law")
NO_SWITCH = Wording("ingen regel i udkastet", "no switch of the draft")
DRAFTS_HELD = 4


class DraftRate(Entry):
    """A rate that the draft makes: a share, by a switch of its own, of another one."""

    follows: Text
    share: Text
    law: Text


class DraftScheme(Entry):
    """What a scheme is called under the draft, and what its categories are paid from the day."""

    label: Label
    pay: Names
    source: Text
    grade: Grade
    note: Text | None = None


class DraftForm(Entry):
    """A draft in its file."""

    label: Label
    status: Label
    day: Day
    source: Text
    switches: dict[str, ParameterForm]
    law: dict[str, dict[Day, DatedForm]]
    rates: dict[str, DraftRate]
    schemes: dict[str, DraftScheme]


DraftSheet = Sheet[DraftForm]


def draft_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the drafts beside the law of a folder, in order."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def under_draft(book: LawBook, folder: Path, name: str) -> LawBook:
    """Return the law book under a draft of a folder; the same again for the same book.

    Raises
    ------
    InputError
        If there is no such draft, with the nearest; or what it says does not hold.
    """
    known = draft_names(folder)
    if not name:
        said = Wording("--law er tom: der skal stå et navn.", "--law is empty: expected a name.")
        raise InputError(said + listed(known))
    if name not in known:
        raise InputError("--law: " + unknown(NO_DRAFT, name, known) + listed(known))
    return _laid_over(book, folder / f"{name}.yaml")


@lru_cache(maxsize=DRAFTS_HELD)
def _laid_over(book: LawBook, path: Path) -> LawBook:
    """Return the law book under the draft of a file."""
    sheet: DraftSheet = read_sheet(path, DraftForm)
    form = sheet.content
    own = {each.name: each for each in _switches(sheet)}
    _refuse_strangers(sheet, book)
    set_by = {name: _values(sheet, name, book.parameter(name).unit) for name in form.law}
    draft = Draft(
        path.stem,
        form.label.model_dump(),
        form.status.model_dump(),
        form.day,
        (*own, *set_by),
    )
    drafted = replace(book, parameters={**book.parameters, **own}, draft=draft)
    drafted = replace(drafted.laid_over(set_by), rates=_with_rates(sheet, drafted))
    schemes = {name: _under(form, scheme) for name, scheme in book.schemes.items()}
    return replace(drafted, schemes=schemes).regulated()


def _switches(sheet: DraftSheet) -> list[Parameter]:
    """Return the values that are the draft's own."""
    switches = sheet.content.switches.items()
    return [parameter_of(sheet, ("switches", key), form) for key, form in switches]


def _refuse_strangers(sheet: DraftSheet, book: LawBook) -> None:
    """Refuse a name that neither the law book nor the draft knows."""
    form = sheet.content
    rates = (*book.rates.names, *form.rates)
    for name in form.law:
        sheet.refuse_unknown(("law", name), name, book.parameters, NO_PARAMETER)
    for name, rate in form.rates.items():
        sheet.refuse_unknown(("rates", name, "follows"), rate.follows, book.rates.names, NO_RATE)
        sheet.refuse_unknown(("rates", name, "share"), rate.share, form.switches, NO_SWITCH)
    for name, scheme in form.schemes.items():
        sheet.refuse_unknown(("schemes", name), name, book.schemes, NO_SCHEME)
        for paid in scheme.pay:
            sheet.refuse_unknown(("schemes", name, "pay"), paid, rates, NO_RATE)


def _values(sheet: DraftSheet, name: str, unit: str) -> tuple[DatedValue, ...]:
    """Return what the draft sets a value of law to; one before its day is refused."""
    values = values_of(sheet, ("law", name), sheet.content.law[name], unit)
    if values[0].day < sheet.content.day:
        said = Wording(
            "ligger før udkastets første dag; det skal være den dag eller senere.",
            "lies before the first day of the draft; expected that day or later.",
        )
        raise sheet.fault(("law", name, iso_date(values[0].day)), said)
    return values


def _with_rates(sheet: DraftSheet, book: LawBook) -> Rates:
    """Return the rates with those of the draft, at the level of the last year that is typed."""
    rows, rules = dict(book.rates.rows), dict(book.rates.regulation)
    for name, rate in sheet.content.rates.items():
        switch = book.parameter(f"law.{sheet.path.stem}.{rate.share}")
        first, line = switch.values[0], sheet.line(("rates", name))
        share, day = float(first.value or 0.0), first_day_of_year(LAST_TYPED_YEAR)
        level = weekly_of(book.rates.row(rate.follows, day)) * share
        about = (rate.law, first.source, first.grade, first.note or "")
        rows[name] = (RateRow(name, day, level, "kr/week", *about, line=line),)
        rules[name] = Regulation(rate.follows, share, 0.0, switch.still_valid_on, switch.name)
    return replace(book.rates, rows=rows, regulation=rules)


def _under(form: DraftForm, scheme: Scheme) -> Scheme:
    """Return a scheme as the draft has it; itself where the draft is silent."""
    said = form.schemes.get(scheme.name)
    if said is None:
        return scheme
    paid = PaidFrom(pay=said.pay, source=said.source, grade=said.grade, note=said.note)
    kinds = {name: _paid(kind, form.day, paid) for name, kind in scheme.categories.items()}
    return replace(scheme, label=said.label.model_dump(), categories=kinds)


def _paid(category: Category, day: int, paid: PaidFrom) -> Category:
    return category.model_copy(update={"rates": {**category.rates, day: paid}})
