"""The map of schemes: the only reader of ``schemes.yaml``.

The order of the file gives each scheme its number. Every name a scheme mentions (another
scheme, a rate, a value of law, a group of contacts) is looked up here, once.
"""

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from borgerflow.sim.base.clock import FAR, first_day_of_year, iso_date
from borgerflow.sim.base.errors import ParamError, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.law.following import Following, refuse_strange_following
from borgerflow.sim.params.law.rates import FIRST_YEAR, Rates
from borgerflow.sim.params.reading.faults import (
    NO_CATEGORY,
    NO_GROUP_OF_CONTACTS,
    NO_PARAMETER,
    NO_RATE,
    NO_SCHEME,
)
from borgerflow.sim.params.reading.forms import Day, Entry, Label, Names, Sheet, Text, read_sheet
from borgerflow.sim.params.reading.phrases import key_missing
from borgerflow.sim.params.reading.units import Grade

DeadlineRule = Literal["revurdering", "max_weeks", "max_years", "used_weeks", "birthday"]
RestPayer = Literal["stat", "a_kasse"]
TWO = 2  # so that there is another where a stay in one of them is over by law
ADDS_UP = 1e-9  # shares with a few decimals add up to one but for rounding
FIRST_DAY = first_day_of_year(FIRST_YEAR)  # of all rates; an older category is as old as they


class PaidFrom(Entry):
    """Which rates are paid together from a day on, and why we believe that these are."""

    pay: Names
    source: Text
    grade: Grade
    note: Text | None = None


class OlderRule(Entry):
    """Which categories an older rule stands for, and until when a grant was covered by it.

    What was granted from ``before`` on and before ``until_hired_after`` is covered until the
    citizen is hired after that day.
    """

    of: tuple[Text, ...]
    before: Day
    until_hired_after: Day | None = None


class Grant(Entry):
    """What is granted together with a scheme, and where those are who were taken out of it.

    It lasts through anything else: a break, or a stay in another scheme. ``covers`` names the
    other schemes it is granted for; to be hired is to begin in the scheme itself.
    """

    covers: tuple[Text, ...]
    lost_in: tuple[Text, ...]
    source: Text
    grade: Grade
    note: Text | None = None


class Category(Entry):
    """What one kind of citizen is paid in a scheme.

    ``rate`` is paid until the first day of ``rates``, which are paid together from a day on.
    ``waiting`` names the days before the municipality pays, ``waiting_paid_as`` the
    scheme.category that is paid meanwhile, ``fixed_share`` a municipal share off the ladder,
    ``supports_if`` the switch that says whether its days count as self-support, ``becomes`` the
    category of those who carry on in the scheme that this one becomes, where it is not that of
    others of their kind, ``earlier`` what it stands for of those who were granted it before a day.
    """

    rate: Text | None = None
    rates: dict[Day, PaidFrom] = Field(default_factory=dict)
    waiting: Text | None = None
    waiting_paid_as: Text | None = None
    fixed_share: Text | None = None
    supports_if: Text | None = None
    becomes: Text | None = None
    earlier: OlderRule | None = None
    note: Text | None = None

    @property
    def is_paid(self) -> bool:
        """Tell whether there is a benefit."""
        return bool(self.rate or self.rates)

    @property
    def by_day(self) -> dict[int, tuple[str, ...]]:
        """Return the rates that are paid together, by the day from which they are."""
        first = {-FAR: (self.rate,)} if self.rate else {}
        return first | {day: paid.pay for day, paid in self.rates.items()}

    @property
    def begins(self) -> int:
        """Return the first day that it is paid on; those of all time begin with the rates."""
        return max(min(self.by_day, default=-FAR), FIRST_DAY)

    def paid_on(self, day: int) -> tuple[str, ...] | None:
        """Return the rates paid on a day; None before the first."""
        days = [since for since in self.by_day if since <= day]
        return self.by_day[max(days)] if days else None

    @property
    def rate_names(self) -> tuple[str, ...]:
        """Return every rate it is ever paid, each once."""
        return tuple(dict.fromkeys(name for names in self.by_day.values() for name in names))


class Deadline(Entry):
    """When law ends or reviews a stay: the rule, and the value of law it counts with."""

    rule: DeadlineRule
    value: Text


class Ended(Entry):
    """From which day a scheme is no more, and the one in which its citizens carry on."""

    day: Day
    becomes: Text
    source: Text
    grade: Grade
    note: Text | None = None


class Closed(Entry):
    """Where those are who would have entered a scheme that takes nobody new.

    ``switch`` is the value of law that tells whether it takes anybody; ``stays`` is the share that
    stays of those who would have left their scheme for it, ``instead`` where the others go.
    """

    switch: Text
    stays: Estimate
    instead: dict[str, Estimate]


class SchemeForm(Entry):
    """One scheme in the file."""

    label: Label
    law: Text
    ladder: bool
    self_support: bool = False
    rest_payer: RestPayer | None = None
    ended: Ended | None = None
    closed: Closed | None = None
    exits: Names
    categories: dict[str, Category] = Field(default_factory=dict)
    default_category: Text | None = None
    default_after: Following | None = None
    deadline: Deadline | None = None
    contact: Text | None = None
    activation: bool = False
    grant: Grant | None = None
    note: Text | None = None


Schemes = Sheet[dict[str, SchemeForm]]


@dataclass(frozen=True)
class Scheme:
    """One state a citizen can be in, as law and money see it."""

    name: str
    label: Mapping[str, str]
    law: str
    ladder: bool
    self_support: bool
    rest_payer: RestPayer | None
    ended: Ended | None
    closed: Closed | None
    exits: tuple[str, ...]
    categories: Mapping[str, Category]
    default_category: str | None
    default_after: Following | None
    deadline: Deadline | None
    contact: str | None
    activation: bool
    grant: Grant | None
    note: str | None

    @property
    def paid(self) -> bool:
        """Tell whether any category of the scheme is paid a benefit."""
        return any(category.is_paid for category in self.categories.values())

    def begins(self, category: str) -> int:
        """Return the first day of a category; without one, that of all time."""
        return self.categories[category].begins if category else FIRST_DAY


def read_schemes(path: Path, rates: Rates, law_names: Collection[str]) -> dict[str, Scheme]:
    """Return the schemes in order, every name in them looked up."""
    sheet: Schemes = read_sheet(path, dict[str, SchemeForm])
    for name, form in sheet.content.items():
        _refuse_strangers(sheet, name, form, rates, law_names)
    return {name: _scheme(name, form) for name, form in sheet.content.items()}


def settled_categories(schemes: Mapping[str, Scheme]) -> tuple[str, ...]:
    """Return every ``scheme.category`` in order; ``scheme.`` where there are none.

    Those that begin later stand last, so that a new category renumbers no older one.
    """
    begins = {
        f"{scheme.name}.{name}": scheme.begins(name)
        for scheme in schemes.values()
        for name in (scheme.categories or ("",))
    }
    return tuple(sorted(begins, key=begins.__getitem__))


def used_rates(schemes: Mapping[str, Scheme]) -> tuple[str, ...]:
    """Return the rates that some category of some scheme pays, each once."""
    names = (name for s in schemes.values() for c in s.categories.values() for name in c.rate_names)
    return tuple(dict.fromkeys(names))


def paid_times(schemes: Mapping[str, Scheme]) -> Iterator[tuple[str, int, int]]:
    """Yield each rate that some category pays, with the first day and the day after the last."""
    for scheme in schemes.values():
        for category in scheme.categories.values():
            days = [*sorted(category.by_day), FAR]
            for since, until in itertools.pairwise(days):
                yield from ((name, since, until) for name in category.by_day[since])


def _scheme(name: str, form: SchemeForm) -> Scheme:
    return Scheme(name=name, **dict(form) | {"label": form.label.model_dump()})


def _refuse_strangers(
    sheet: Schemes, name: str, form: SchemeForm, rates: Rates, law_names: Collection[str]
) -> None:
    for place, exit_ in enumerate(form.exits):
        sheet.refuse_unknown((name, "exits", place), exit_, sheet.content, NO_SCHEME)
        if exit_ == name:
            said = Wording(
                "en ordning er ikke en afgang fra sig selv.", "a scheme is no exit from itself."
            )
            raise sheet.fault((name, "exits", place), said)
    if form.deadline:
        sheet.refuse_unknown(
            (name, "deadline", "value"), form.deadline.value, law_names, NO_PARAMETER
        )
    if form.contact:
        groups = dict.fromkeys(n.split(".")[2] for n in law_names if n.startswith("law.contact."))
        sheet.refuse_unknown(
            (name, "contact"),
            form.contact,
            groups,
            NO_GROUP_OF_CONTACTS,
        )
    for field in ("covers", "lost_in") if form.grant else ():
        for place, other in enumerate(getattr(form.grant, field)):
            sheet.refuse_unknown((name, "grant", field, place), other, sheet.content, NO_SCHEME)
    _refuse_strange_end(sheet, name, form)
    _refuse_strange_closing(sheet, name, form, law_names)
    _refuse_strange_categories(sheet, name, form, rates, law_names)
    refuse_strange_following(sheet, name, form.default_after, form.categories)


def _refuse_strange_end(sheet: Schemes, name: str, form: SchemeForm) -> None:
    """Refuse a scheme that becomes one in which its citizens cannot carry on."""
    if form.ended is None:
        return
    where, to = (name, "ended", "becomes"), form.ended.becomes
    sheet.refuse_unknown(where, to, sheet.content, NO_SCHEME)
    after = sheet.content[to]
    if after.ended is not None or after.closed is not None:
        said = Wording(
            f"{name} ophører og har intet sted at gå hen: {to} er selv ophørt eller lukket for"
            " nye; nævn en ordning, der består.",
            f"{name} ends with nowhere to go: {to} has itself ended or is closed to new citizens;"
            " name a scheme that goes on.",
        )
        raise sheet.fault(where, said)
    if bool(after.contact) != bool(form.contact):
        said = Wording(
            f"{name} og {to} skal begge have samtaler eller ingen have dem, når den ene afløser"
            " den anden.",
            f"{name} and {to} must both have talks or both have none where one becomes the other.",
        )
        raise sheet.fault(where, said)


def _refuse_strange_closing(
    sheet: Schemes, name: str, form: SchemeForm, law_names: Collection[str]
) -> None:
    """Refuse a scheme closed to new citizens that leaves them nowhere to go."""
    if form.closed is None:
        return
    here, shares = (name, "closed", "instead"), form.closed.instead
    sheet.refuse_unknown((name, "closed", "switch"), form.closed.switch, law_names, NO_PARAMETER)
    for to in shares:
        sheet.refuse_unknown((*here, to), to, sheet.content, NO_SCHEME)
        if sheet.content[to].closed is not None:
            said = Wording(
                f"{to} er lukket for nye; nævn en ordning, der tager imod dem.",
                f"{to} is closed to new citizens; name a scheme that takes them.",
            )
            raise sheet.fault((*here, to), said)
    if not any(sheet.content[to].deadline is None for to in shares) and len(shares) < TWO:
        said = Wording(
            f"{name} lukkes for nye, som intet sted har at gå hen: nævn under instead en ordning"
            " uden frist eller to ordninger.",
            f"{name} is closed to new citizens, who have nowhere to go: name under instead a scheme"
            " without a deadline, or two schemes.",
        )
        raise sheet.fault(here, said)
    total = sum(share.value or 0.0 for share in shares.values())
    if abs(total - 1) > ADDS_UP:
        said = Wording(
            f"andelene af dem, der går andre steder hen, giver tilsammen {total:g}; det skal "
            "være 1.",
            f"the shares of those who go elsewhere add up to {total:g}; expected 1.",
        )
        raise sheet.fault(here, said)


def _refuse_strange_categories(
    sheet: Schemes, name: str, form: SchemeForm, rates: Rates, law_names: Collection[str]
) -> None:
    if form.default_category is not None:
        where = (name, "default_category")
        sheet.refuse_unknown(where, form.default_category, form.categories, NO_CATEGORY)
    elif form.categories:
        raise sheet.fault((name,), key_missing("default_category"))
    if (
        form.categories
        and form.rest_payer is None
        and any(c.is_paid for c in form.categories.values())
    ):
        said = Wording(
            "en ordning med ydelse kræver rest_payer: stat eller a_kasse.",
            "a paid scheme needs rest_payer: stat or a_kasse.",
        )
        raise sheet.fault((name,), said)
    paid_as = [f"{s}.{c}" for s, other in sheet.content.items() for c in other.categories]
    for key, category in form.categories.items():
        here = (name, "categories", key)
        named: tuple[tuple[str, Iterable[str], Wording], ...] = (
            ("rate", rates.names, NO_RATE),
            ("waiting", law_names, NO_PARAMETER),
            ("waiting_paid_as", paid_as, NO_CATEGORY),
            ("fixed_share", law_names, NO_PARAMETER),
            ("supports_if", law_names, NO_PARAMETER),
        )
        for field, known, kind in named:
            if getattr(category, field) is not None:
                sheet.refuse_unknown((*here, field), getattr(category, field), known, kind)
        if category.earlier is not None:
            for place, of in enumerate(category.earlier.of):
                at = (*here, "earlier", "of", place)
                sheet.refuse_unknown(at, of, form.categories, NO_CATEGORY)
        if category.becomes is not None:
            after = sheet.content[form.ended.becomes].categories if form.ended else {}
            sheet.refuse_unknown((*here, "becomes"), category.becomes, after, NO_CATEGORY)
        _refuse_strange_rates(sheet, here, category, rates)


def _refuse_strange_rates(
    sheet: Schemes, here: tuple[str, ...], category: Category, rates: Rates
) -> None:
    """Refuse rates by day that there are not."""
    for day, paid in category.rates.items():
        for name in paid.pay:
            where = (*here, "rates", iso_date(day), "pay")
            sheet.refuse_unknown(where, name, rates.names, NO_RATE)


def scheme_of(schemes: Mapping[str, Scheme], name: str) -> Scheme:
    """Return a scheme by name; an unknown one is refused with the nearest name."""
    if name not in schemes:
        raise ParamError(unknown(NO_SCHEME, name, schemes).capital())
    return schemes[name]
