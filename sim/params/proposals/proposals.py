"""One proposal and its mechanisms, read from a file of ``params/proposals``.

A proposal says what it costs and which named hazards, inflows or durations it changes, for
whom, from when, and how sure anybody is. Names are looked up here; nothing is simulated.
"""

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from borgerflow.sim.base.clock import date_of, first_day_of_year, year_of
from borgerflow.sim.base.errors import (
    FormError,
    ParamError,
    nearest,
    refusals_of,
    refuse_all,
    unknown,
)
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.law.schemes import Scheme
from borgerflow.sim.params.proposals.conditions import OWN_FILE
from borgerflow.sim.params.proposals.mechanisms import (
    CapacityForm,
    CapacityMechanism,
    ContactForm,
    ContactMechanism,
    LawForm,
    LawPatch,
    Mechanism,
    MechanismForm,
)
from borgerflow.sim.params.proposals.names import (
    refuse_bad_readings,
    refuse_strange_contacts,
    refuse_strangers,
)
from borgerflow.sim.params.proposals.shares import (
    UsualShares,
    refuse_bad_shares,
    with_usual_shares,
)
from borgerflow.sim.params.reading.faults import NO_PARAMETER, NO_PROPOSAL
from borgerflow.sim.params.reading.forms import (
    TAG,
    Day,
    Entry,
    Label,
    Names,
    OwnLabel,
    Sheet,
    Text,
    read_told_whole,
)
from borgerflow.sim.params.reading.phrases import (
    NUMBER_NEEDED,
    listed,
    misnamed,
    other_unit,
)

Year = Annotated[int, Field(ge=2000, le=2100)]


class Form(Entry):
    """Where the proposal stands: document, lines of its text, number in it."""

    document: Text
    lines: Text
    number: Text


class Outside(Entry):
    """A proposal that a form excludes and that is not in the package: named, never simulated."""

    number: Text
    source: Text
    note: Text | None = None


OTHER_FORMS = {"law": LawForm, "contact": ContactForm, "capacity": CapacityForm}


def _sort_of(mechanism: object) -> str:
    """Return which form a mechanism in the file has: one of its own, or that of all others."""
    kind = mechanism.get("kind") if isinstance(mechanism, dict) else getattr(mechanism, "kind", "")
    return f"{TAG}{kind if isinstance(kind, str) and kind in OTHER_FORMS else 'acting'}"


AnyMechanism = Annotated[
    Annotated[MechanismForm, Tag(f"{TAG}acting")]
    | Annotated[LawForm, Tag(f"{TAG}law")]
    | Annotated[ContactForm, Tag(f"{TAG}contact")]
    | Annotated[CapacityForm, Tag(f"{TAG}capacity")],
    Discriminator(_sort_of),
]


class ProposalForm(Entry):
    """One proposal in the file."""

    id: Text
    title: OwnLabel
    municipality: Text
    form: Form
    description: OwnLabel
    start: Day
    until: Day | None = None
    price_year: Year
    cost: Annotated[dict[Year, Estimate], Field(min_length=1)]
    fte: dict[Year, Estimate] = Field(default_factory=dict)
    staff: dict[Year, Estimate] = Field(
        default_factory=dict
    )  # of the cost: administration, 6.45.53
    spares: Text | None = None  # the value of law that asks for what it saves the cost of
    excludes: Names = ()
    excludes_outside: tuple[Outside, ...] = ()
    depends_on: Names = ()
    mechanisms: dict[str, AnyMechanism] = Field(default_factory=dict)
    unanswered: OwnLabel | None = None
    evidence: Text
    flags: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _acts_or_says_why_not(self) -> Self:
        if bool(self.mechanisms) == bool(self.unanswered):
            raise FormError(
                Wording(
                    "et forslag har enten virkninger (mechanisms) eller en grund til, "
                    "at det ingen har (unanswered)",
                    "a proposal has either mechanisms or unanswered, the reason why it has none",
                )
            )
        return self


class Proposal(Entry):
    """One proposal: its form, its cost by year, and its mechanisms."""

    id: str
    title: Label
    municipality: str
    form: Form
    description: Label
    start: int
    until: int
    price_year: int
    cost: dict[int, Estimate]
    fte: dict[int, Estimate]
    staff: dict[int, Estimate]
    spares: str | None
    excludes: tuple[str, ...]
    excludes_outside: tuple[Outside, ...]
    depends_on: tuple[str, ...]
    mechanisms: tuple[Mechanism, ...]
    law: tuple[LawPatch, ...]
    contacts: tuple[ContactMechanism, ...]
    capacity: tuple[CapacityMechanism, ...]
    unanswered: Label | None
    evidence: str
    flags: tuple[str, ...]
    path: str
    place: str | None = None  # the file of its municipality, where that is of the user's own

    @property
    def schemes(self) -> tuple[str, ...]:
        """Return the schemes that its mechanisms and its contacts name, each once."""
        contacted = [scheme for rule in self.contacts for scheme in rule.schemes]
        return tuple(dict.fromkeys([*(m.scheme for m in self.mechanisms), *contacted]))

    @property
    def preparing_years(self) -> tuple[int, ...]:
        """Return the years that cost something before the year in which it begins, in order.

        Their cost counts as that of any year; a cost after the last day is refused.
        """
        return tuple(sorted(year for year in self.cost if year < year_of(self.start)))

    def mechanism(self, name: str) -> Mechanism:
        """Return a mechanism by name; an unknown one is refused with the nearest name."""
        by_name = {m.name: m for m in self.mechanisms}
        if name not in by_name:
            nothing = Wording(
                f"{self.id} har ingen virkning med navnet {name}.",
                f"{self.id} has no mechanism called {name}.",
            )
            raise ParamError(nothing + nearest(name, by_name))
        return by_name[name]

    def overridden(self, mechanism: str, field: str, value: float) -> "Proposal":
        """Return the proposal with one number of one mechanism set."""
        changed = self.mechanism(mechanism).overridden(field, value)
        return self._replacing(changed)

    def under(self, mechanism: str, reading: str) -> "Proposal":
        """Return the proposal with one mechanism read another way."""
        return self._replacing(self.mechanism(mechanism).under(reading))

    def _replacing(self, changed: Mechanism) -> "Proposal":
        mechanisms = tuple(changed if m.name == changed.name else m for m in self.mechanisms)
        return self.model_copy(update={"mechanisms": mechanisms})


def find_proposal(proposals: Mapping[str, Proposal], name: str) -> Proposal:
    """Return a proposal by id; an unknown one is refused with the nearest id."""
    if name not in proposals:
        said = unknown(NO_PROPOSAL, name, proposals).capital()
        raise ParamError(said + listed(proposals) if proposals else said)
    return proposals[name]


def read_proposal_sheet(
    path: Path, schemes: Mapping[str, Scheme], usual: UsualShares | None, law: Collection[str]
) -> Sheet[ProposalForm]:
    """Return the form in a file, its names of schemes, exits, attributes and law looked up."""
    sheet: Sheet[ProposalForm] = read_told_whole(path, ProposalForm)
    named, stem = sheet.content.id, path.stem
    odd = [] if named == stem else [sheet.fault(("id",), misnamed(named, stem))]
    refuse_all(odd + unfit_parts(sheet, schemes, usual, law))
    return sheet


def unfit_parts(
    sheet: Sheet[ProposalForm],
    schemes: Mapping[str, Scheme],
    usual: UsualShares | None,
    law: Collection[str],
) -> list[ParamError]:
    """Return what is wrong with units and dates, and of each mechanism the first thing wrong.

    A mechanism may have shares of nothing, or names that nothing has; ``law`` holds the names of
    all values of law.
    """
    form = sheet.content
    checks: list[Callable[[], None]] = [
        lambda: _refuse_wrong_unit(sheet, "cost", form.cost, "kr"),
        lambda: _refuse_wrong_unit(sheet, "fte", form.fte, "fte"),
        lambda: _refuse_wrong_unit(sheet, "staff", form.staff, "kr"),
        lambda: _refuse_no_days(sheet),
        lambda: _refuse_cost_after(sheet),
        lambda: _refuse_unknown_duty(sheet, law),
        *(
            partial(_refuse_unfit_mechanism, sheet, name, schemes, usual)
            for name in form.mechanisms
        ),
    ]
    return refusals_of(checks)


def _refuse_no_days(sheet: Sheet[ProposalForm]) -> None:
    until = _until(sheet.content)
    if sheet.content.start >= until:
        raise sheet.fault(("start",), no_days_until(until))


def _refuse_cost_after(sheet: Sheet[ProposalForm]) -> None:
    """Refuse a cost of a year that begins when the proposal is over; one before it prepares it."""
    until = _until(sheet.content)
    for year in sorted(sheet.content.cost):
        if first_day_of_year(year) >= until:
            last = date_of(until - 1)
            raise sheet.fault(
                ("cost", str(year)),
                Wording(
                    f"{year} ligger efter forslagets sidste dag, {last}: vælg et år, hvor det "
                    "løber eller forberedes, eller en senere slutdag (until).",
                    f"{year} lies after the last day of the proposal, {last}: expected a year in "
                    "which it runs or is prepared, or a later until.",
                ),
            )


def _refuse_unknown_duty(sheet: Sheet[ProposalForm], law: Collection[str]) -> None:
    if sheet.content.spares is not None:
        sheet.refuse_unknown(("spares",), sheet.content.spares, law, NO_PARAMETER)


def no_days_until(until: int) -> Wording:
    """Return that a proposal would end before it begins."""
    return Wording(
        f"første dag ligger på eller efter slutdagen, {date_of(until)}.",
        f"the first day lies on or after the end, {date_of(until)}.",
    )


def _refuse_unfit_mechanism(
    sheet: Sheet[ProposalForm],
    name: str,
    schemes: Mapping[str, Scheme],
    usual: UsualShares | None,
) -> None:
    mechanism, loc = sheet.content.mechanisms[name], ("mechanisms", name)
    if isinstance(mechanism, MechanismForm):
        refuse_strangers(sheet, loc, mechanism, schemes)
        refuse_bad_shares(sheet, loc, mechanism, usual)
        refuse_bad_readings(sheet, loc, with_usual_shares(mechanism, usual), schemes)
    elif isinstance(mechanism, ContactForm):
        refuse_strange_contacts(sheet, loc, mechanism, schemes)


def proposal_of(form: ProposalForm, path: str, usual: UsualShares | None) -> Proposal:
    """Return the proposal that a form describes; the path says where the form stands.

    Where the form is silent on a share, the usual one holds. A municipality that is a file lies
    where its path leads from the form on, and is known by its name.
    """
    fields: dict[str, Any] = {name: getattr(form, name) for name in type(form).model_fields}
    parts = form.mechanisms.items()
    acting = [(name, part) for name, part in parts if isinstance(part, MechanismForm)]
    filled = [(name, with_usual_shares(part, usual)) for name, part in acting]
    fields["mechanisms"] = _named(filled, MechanismForm, Mechanism)
    fields["law"] = tuple(
        LawPatch(name=name, label=part.label, parameter=part.parameter, values=part.values)
        for name, part in parts
        if isinstance(part, LawForm)
    )
    fields["contacts"] = _named(parts, ContactForm, ContactMechanism)
    fields["capacity"] = _named(parts, CapacityForm, CapacityMechanism)
    if form.municipality.endswith(OWN_FILE):
        fields["municipality"] = Path(form.municipality).stem
        fields["place"] = os.path.normpath(Path(path).parent / form.municipality)
    return Proposal(**fields | {"until": _until(form), "path": path})


def _until(form: ProposalForm) -> int:
    return first_day_of_year(max(form.cost) + 1) if form.until is None else form.until


def _named(
    parts: Iterable[tuple[str, Entry]], form: type[Entry], kind: type[Entry]
) -> tuple[Entry, ...]:
    """Return the parts of one form as what they are, each with its name."""
    return tuple(
        kind.model_validate({**part.model_dump(), "name": name})
        for name, part in parts
        if isinstance(part, form)
    )


def _refuse_wrong_unit(
    sheet: Sheet[ProposalForm], key: str, by_year: Mapping[int, Estimate], unit: str
) -> None:
    for year, estimate in by_year.items():
        if estimate.unit != unit:
            raise sheet.fault((key, str(year), "unit"), other_unit(estimate.unit, unit))
        if estimate.value is None:
            raise sheet.fault((key, str(year), "value"), NUMBER_NEEDED)
