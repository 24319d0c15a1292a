"""Mechanisms in the file of a proposal: what each kind needs, and what it may not have."""

from collections.abc import Collection, Mapping
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import AfterValidator, Field, JsonValue, model_validator

from borgerflow.sim.base.errors import FormError, ParamError, nearest
from borgerflow.sim.base.wording import Wording, same, sentence
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.law.values import DatedForm
from borgerflow.sim.params.proposals.danish_names import (
    field_called,
    fields_called,
    kind_called,
    way_in_called,
)
from borgerflow.sim.params.reading.forms import Day, Entry, OwnLabel, Text
from borgerflow.sim.params.reading.phrases import (
    ZERO_OR_MORE,
    got_is,
    got_wrong,
    joined,
    listed,
)
from borgerflow.sim.params.reading.units import MOST_WEEKS, Grade, Unit, estimate_fault

Kind = Literal[
    "inflow", "hazard", "duration", "relapse", "programme", "review", "hours", "sanction"
]


class Needs(NamedTuple):
    """What a kind of mechanism is made of, besides what all have."""

    unit: Unit  # of its effect
    needed: tuple[str, ...]
    allowed: tuple[str, ...] = ()

    def of(self, given: Collection[str]) -> "Needs":
        """Return what is needed and allowed beside the fields given."""
        if AT_WEEK in given and AT_WEEK in self.allowed:
            needed = (AT_WEEK, *(f for f in self.needed if f not in NEVER_AT_WEEK))
            return self._replace(needed=needed, allowed=ONLY_AT_WEEK)
        return self._replace(allowed=tuple(f for f in self.allowed if f not in ONLY_AT_WEEK))


Weeks = Annotated[float, Field(le=MOST_WEEKS)]  # of a spell


def _in_order(weeks: tuple[float, float | None]) -> tuple[float, float | None]:
    start, end = weeks
    if start < 0 or (end is not None and end <= start):
        raise FormError(Wording("der skal gælde 0 <= fra < til", "expected 0 <= from < to"))
    return weeks


Window = Annotated[tuple[Weeks, Weeks | None], AfterValidator(_in_order)]
MOST_TALKS = MOST_WEEKS * 7  # in a window: one a day
WINDOW = ("window_weeks",)
NEEDS, HAS_NO = Wording(" kræver ", " needs "), Wording(" har ikke ", " has no ")
AT_WEEK = "at_week"  # a programme that is compulsory in that week of the spell
ONLY_AT_WEEK = ("threat", "threat_weeks")
NEVER_AT_WEEK = ("places", "recruited")
KINDS: Mapping[str, Needs] = {
    "inflow": Needs("share", ("at",), ("origins", "would_leave_within_weeks", "window_weeks")),
    "hazard": Needs("factor", ("exits",), WINDOW),
    "duration": Needs("weeks", ("exits",), WINDOW),
    "relapse": Needs("factor", ("exits",), ("came_from", *WINDOW)),
    "programme": Needs(
        "factor",
        ("exits", "places", "weeks", "recruited", "completion", "lock_in", "lasts_weeks"),
        ("recruits_for_weeks", *WINDOW, AT_WEEK, *ONLY_AT_WEEK),
    ),
    "review": Needs("share", ("away_from", "towards")),
    "hours": Needs("hours", (), WINDOW),
    "sanction": Needs("factor", ("exits",), ("paid", "window_weeks")),
}
OWN_FIELDS = tuple(
    dict.fromkeys(f for kind in KINDS.values() for f in (*kind.needed, *kind.allowed))
)
UNITS_OF_FIELDS: Mapping[str, Unit] = {
    "places": "persons",
    "weeks": "weeks",
    "recruited": "share/week",
    "recruits_for_weeks": "weeks",
    "completion": "share",
    "lock_in": "factor",
    "lasts_weeks": "weeks",
    "at_week": "weeks",
    "threat": "factor",
    "threat_weeks": "weeks",
    "paid": "factor",
    "starts_after_months": "months",
    "would_leave_within_weeks": "weeks",
}


class ReadingForm(Entry):
    """Another way to read the same words, in the file."""

    label: OwnLabel
    set: dict[str, JsonValue]
    source: Text
    note: Text | None = None


class Reading(ReadingForm):
    """Another way to read the same words: the fields of the mechanism it sets."""

    name: Text


class LawForm(Entry):
    """A dated patch of one value of law, in the file."""

    label: OwnLabel
    kind: Literal["law"]
    parameter: Text
    values: dict[Day, DatedForm] = Field(min_length=1)


class ContactForm(Entry):
    """Another rhythm or form of talks beside the law, in the file.

    Its effect is that of talks; the four numbers are those of ``law/contact.yaml``.
    """

    label: OwnLabel
    kind: Literal["contact"]
    schemes: tuple[Text, ...] = Field(min_length=1)
    first_within_weeks: Weeks = Field(default=0.0, ge=0)
    talks_in_window: int = Field(default=0, ge=0, le=MOST_TALKS)
    window_weeks: Weeks = Field(default=0.0, ge=0)
    then_every_weeks: Weeks = Field(default=0.0, ge=0)
    window: tuple[Weeks, Weeks | None] = (0, None)  # weeks of the spell in which it asks
    target: dict[str, tuple[Text, ...]] = Field(default_factory=dict)
    weeks_left: tuple[Weeks | None, Weeks | None] = (None, None)
    talk: Text | None = None  # of model/talks.yaml
    forms: dict[Text, float] = Field(default_factory=dict)
    instead: bool = False
    activation_week: Weeks | None = Field(default=None, ge=0)  # in which activation is a duty
    source: Text
    grade: Grade

    @property
    def asks_for_contacts(self) -> bool:
        """Tell whether it says anything of talks, and not of activation alone."""
        rhythm = self.first_within_weeks or self.talks_in_window or self.then_every_weeks
        return bool(self.activation_week is None or rhythm or self.forms or self.talk)

    @model_validator(mode="after")
    def _weeks_left_are_of_contacts(self) -> Self:
        if self.activation_week is not None and self.weeks_left != (None, None):
            raise FormError(
                Wording(
                    "activation_week kan ikke stå sammen med weeks_left, som kun gælder samtaler",
                    "activation_week cannot stand with weeks_left: it is for talks alone",
                )
            )
        return self


class ContactMechanism(ContactForm):
    """Another rhythm or form of talks beside the law."""

    name: Text


class CapacityForm(Entry):
    """More caseworkers of a team, or fewer, in the file."""

    label: OwnLabel
    kind: Literal["capacity"]
    team: Text  # of model/teams.yaml
    fte: Estimate

    @model_validator(mode="after")
    def _is_in_posts(self) -> Self:
        if self.fte.unit != "fte" or self.fte.value is None:
            raise FormError(Wording("fte kræver et tal i fte", "fte needs a number in fte"))
        return self


class CapacityMechanism(CapacityForm):
    """More caseworkers of a team, or fewer, while the proposal runs."""

    name: Text


class LawPatch(Entry):
    """A dated patch of one value of law: from its first day on, these values alone hold."""

    name: Text
    label: OwnLabel
    parameter: Text
    values: dict[int, DatedForm]


class MechanismForm(Entry):
    """One mechanism that acts on lives, in the file."""

    label: OwnLabel
    kind: Kind
    scheme: Text
    at: Literal["entry", "door"] | None = None
    origins: tuple[Text, ...] = ()
    exits: tuple[Text, ...] = ()
    came_from: tuple[Text, ...] = ()
    away_from: Text | None = None
    towards: Text | None = None
    window_weeks: Window = (0, None)
    target: dict[str, tuple[Text, ...]] = Field(default_factory=dict)
    effect: Estimate
    stated: bool
    reach: Estimate
    implementation: Estimate | None = None
    deadweight: Estimate | None = None
    displacement: Estimate | None = None
    phase_in_months: Estimate
    fade_out_months: Estimate
    starts_after_months: Estimate | None = None
    would_leave_within_weeks: Estimate | None = None
    places: Estimate | None = None
    weeks: Estimate | None = None
    recruited: Estimate | None = None
    recruits_for_weeks: Estimate | None = None
    completion: Estimate | None = None
    lock_in: Estimate | None = None
    lasts_weeks: Estimate | None = None
    at_week: Estimate | None = None
    threat: Estimate | None = None
    threat_weeks: Estimate | None = None
    paid: Estimate | None = None
    readings: dict[str, ReadingForm] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        needs = KINDS[self.kind]
        if self.effect.unit != needs.unit:
            raise FormError(
                Wording("effekten af ", "the effect of ")
                + kind_called(self.kind)
                + Wording(
                    f" er i {needs.unit}, ikke {self.effect.unit}",
                    f" is in {needs.unit}, not {self.effect.unit}",
                )
            )
        self._refuse_fields(needs)
        self._refuse_units()
        self._refuse_wrong_place()
        return self

    def _refuse_wrong_place(self) -> None:
        """Refuse what does not go with the place at which new cases are avoided."""
        if self.at == "entry" and not self.origins:
            raise FormError(way_in_called("entry") + NEEDS + field_called("origins"))
        if self.at == "door" and self.origins:
            raise FormError(way_in_called("door") + HAS_NO + field_called("origins"))
        if self.at != "door" and self.would_leave_within_weeks:
            belongs = Wording(" hører til ", " belongs to ") + way_in_called("door")
            raise FormError(field_called("would_leave_within_weeks") + belongs)

    @property
    def ways(self) -> tuple[tuple[str, str], ...]:
        """Return the hazards that it acts on, as origin and destination."""
        if self.kind == "inflow":
            return tuple((origin, self.scheme) for origin in self.origins)
        return tuple((self.scheme, destination) for destination in self.exits)

    def _refuse_fields(self, needs: Needs) -> None:
        """Refuse a field that the kind lacks, or one that belongs to another kind."""
        given = {name for name in OWN_FIELDS if getattr(self, name) not in _EMPTY}
        needs = needs.of(given)
        missing = [name for name in needs.needed if name not in given]
        if missing:
            listed = joined(_MISSING.get(name) or field_called(name) for name in missing)
            raise FormError(kind_called(self.kind) + NEEDS + listed)
        strange = sorted(given - {*needs.needed, *needs.allowed})
        if strange:
            raise FormError(self._has_no(strange[0], needs))
        if bool(self.threat) != bool(self.threat_weeks):
            both = fields_called(("threat", "threat_weeks"))
            raise FormError(both + Wording(" følges ad", " go together"))

    def _has_no(self, field: str, needs: Needs) -> Wording:
        own = (*needs.needed, *needs.allowed)
        beside = same("")
        if AT_WEEK in needs.needed:
            beside = Wording(" med ", " with ") + field_called(AT_WEEK)
        said = kind_called(self.kind) + beside + HAS_NO + field_called(field)
        said += Wording("; af egne felter: ", "; of its own it has ")
        return said + (fields_called(own) if own else Wording("ingen", "none of the others"))

    def _refuse_units(self) -> None:
        for name, unit in UNITS_OF_FIELDS.items():
            estimate: Estimate | None = getattr(self, name)
            if estimate is not None and estimate.unit != unit:
                other = f"{unit}, ikke {estimate.unit}", f"{unit}, not {estimate.unit}"
                raise FormError(field_called(name) + Wording(" er i ", " is in ") + Wording(*other))
            if estimate is not None and estimate.value is None and name != "paid":
                raise FormError(field_called(name) + NEEDS + Wording("et tal", "a number"))
            if name in (AT_WEEK, "threat_weeks") and estimate and (estimate.value or 0) < 0:
                raise FormError(got_is(name, f"{estimate.value:g}", ZERO_OR_MORE))


_MISSING = {
    "at": Wording("hvordan nye sager undgås (at: entry eller door)", "at: entry or door"),
}
_EMPTY: tuple[object, ...] = (None, (), (0, None))


class Mechanism(MechanismForm):
    """What a proposal changes, for whom, by how much, and how sure anybody is."""

    name: Text

    def under(self, reading: str) -> "Mechanism":
        """Return the mechanism as another reading of the same words has it."""
        if reading not in self.readings:
            nothing = Wording(
                f"{self.name} har ingen fortolkning med navnet {reading}.",
                f"{self.name} has no reading called {reading}.",
            )
            raise ParamError(nothing + nearest(reading, self.readings))
        return self._with(self.readings[reading].set)

    def overridden(self, field: str, value: float) -> "Mechanism":
        """Return the mechanism with one of its numbers set."""
        estimates = [n for n in type(self).model_fields if isinstance(getattr(self, n), Estimate)]
        if field not in estimates:
            nothing = Wording(
                f"{self.name} har intet tal med navnet {field}.",
                f"{self.name} has no number called {field}.",
            )
            raise ParamError(nothing + nearest(field, estimates) + listed(estimates))
        estimate: Estimate = getattr(self, field)
        wrong = estimate_fault(value, estimate.unit)
        if wrong:
            said = f"{self.name}.{field}: " + got_wrong(f"{value:g}", wrong)
            raise ParamError(said.each(sentence))
        return self.model_copy(update={field: estimate.at(value)})

    def _with(self, changes: Mapping[str, object]) -> "Mechanism":
        fields = self.model_dump()
        for field, value in changes.items():
            known = fields[field]
            set_number = isinstance(known, dict) and isinstance(value, int | float)
            fields[field] = {**known, "value": value} if set_number else value
        return Mechanism.model_validate(fields)
