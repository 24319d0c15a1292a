"""The estimates about contacts: forms and kinds, what contacts do, and the teams that hold them.

Each form below is one file of ``params/model``; `world.tables` checks the names of schemes.
"""

from typing import Self

from pydantic import Field, model_validator

from borgerflow.sim.base.errors import FormError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.model import LEVELS
from borgerflow.sim.params.proposals.shares import ORDINARY_JOB
from borgerflow.sim.params.reading.forms import Entry, Label, Names, Text
from borgerflow.sim.params.reading.phrases import NO_ATTRIBUTE, no_level_of, none_called


class ContactFormEntry(Entry):
    """How a contact is held, beside a contact in person."""

    label: Label
    minutes: Estimate
    effect: Estimate


class ContactKind(Entry):
    """What a contact is: how long in person, what others are paid for it, and its effect."""

    label: Label
    minutes: Estimate
    kroner: Estimate
    effect: Estimate


class Exemption(Entry):
    """Whom a municipality exempts from talks, and what studies found of a talk that is lost.

    ``accuracy`` is the share of the citizens in whom a caseworker sees how soon they will leave;
    ``longer`` the share by which a stay lasts longer for each talk lost.
    """

    accuracy: Estimate
    longer: Estimate


class ContactForms(Entry):
    """``model/talks.yaml``."""

    forms: dict[str, ContactFormEntry]
    kinds: dict[str, ContactKind]
    exemption: Exemption


class RespondingGroup(Entry):
    """Citizens of a scheme in whom contacts do more, or less.

    ``effect`` multiplies what is beyond 1 in the factor on a hazard: 1 as in others, 0 nothing.
    """

    label: Label
    target: dict[str, Names] = Field(default_factory=dict)
    came_from: Names = ()
    effect: Estimate

    @model_validator(mode="after")
    def _says_who(self) -> Self:
        if not self.target and not self.came_from:
            raise FormError(
                Wording(
                    "en gruppe kræver target eller came_from: hvem er i den?",
                    "a group needs a target or came_from: expected who is in it",
                )
            )
        for attribute, levels in self.target.items():
            if attribute not in LEVELS:
                raise FormError(none_called(NO_ATTRIBUTE, attribute, LEVELS))
            if not levels:
                raise FormError(
                    Wording(
                        f"ingen er i gruppen: {attribute} nævner ingen værdi",
                        f"nobody is in the group: {attribute} names no level",
                    )
                )
            for level in levels:
                if level not in LEVELS[attribute]:
                    raise FormError(none_called(no_level_of(attribute), level, LEVELS[attribute]))
        return self

    @model_validator(mode="after")
    def _effect_is_a_factor(self) -> Self:
        if self.effect.unit not in ("factor", "share"):
            raise FormError(
                Wording(
                    "virkningen i en gruppe er en faktor, eller en andel, hvor den er mindre end i"
                    f" andre, ikke {self.effect.unit}",
                    "the effect in a group is a factor, or a share where it is less than in others,"
                    f" not {self.effect.unit}",
                )
            )
        return self


class ActivationEffects(Entry):
    """What compulsory activation does in one scheme: factors on the hazards of ``exits``.

    ``threat`` holds in the weeks ahead of it, ``lock_in`` while it lasts, ``effect`` once it is
    completed.
    """

    exits: Names = Field(min_length=1)
    threat: Estimate
    threat_weeks: Estimate
    lock_in: Estimate
    effect: Estimate
    lasts_weeks: Estimate


class ActivationCourse(Entry):
    """What compulsory activation takes in one scheme, whatever it does."""

    weeks: Estimate
    completion: Estimate
    kroner_per_week: Estimate  # paid to others, in prices of 2019


class ActivationCourses(Entry):
    """``model/activation.yaml``."""

    courses: dict[str, ActivationCourse]


class SchemeEffects(Entry):
    """What contacts do in one scheme.

    ``exits`` holds the factor on each hazard while the effect is at its strongest, ``gain`` the
    share of the strength still missing that a contact gives. Contacts due before
    ``from_week`` of a stay give none. Who is in several ``groups`` has the product of their
    effects.
    """

    from_week: Estimate | None = None
    gain: Estimate
    half_life_weeks: Estimate
    displacement: Estimate | None = None
    exits: dict[str, Estimate]
    groups: dict[str, RespondingGroup] = Field(default_factory=dict)
    activation: ActivationEffects | None = None

    @model_validator(mode="after")
    def _names_are_apart(self) -> Self:
        for name in self.groups:
            if name in self.exits or name in SchemeEffects.model_fields:
                raise FormError(
                    Wording(
                        f"en gruppe kan ikke hedde {name}: det hedder et andet tal",
                        f"a group cannot be called {name}: another number is called so",
                    )
                )
        return self

    def less_displaced(self, factor: float, destination: str) -> float:
        """Return what is left of a factor when the jobs taken from others are taken off."""
        wins_jobs = destination == ORDINARY_JOB and factor > 1
        taken = self.displacement.value if self.displacement and wins_jobs else None
        return 1 + (factor - 1) * (1 - (taken or 0.0))


class Preset(Entry):
    """A belief about what contacts do, scheme by scheme; in the others they do nothing.

    Without ``sanctions`` nobody loses benefit by staying away from one.
    """

    label: Label
    note: Text | None = None
    sanctions: bool = True
    schemes: dict[str, SchemeEffects] = Field(default_factory=dict)


class ContactEffects(Entry):
    """``model/contact_effects.yaml``."""

    presets: dict[str, Preset]


class Team(Entry):
    """Who holds the contacts of some groups of ``law/contact.yaml``."""

    label: Label
    groups: Names
    cases_per_fte: Estimate | None = None


class NoShows(Entry):
    """How often citizens called to a contact stay away, and what then."""

    share: Estimate
    minutes: Estimate
    rebooked_after_days: Estimate


class Sanction(Entry):
    """What becomes of those of one group of ``law/contact.yaml`` who stay away from a contact.

    ``effect`` is what a sanction does to leaving, beside a contact held; ``paid`` the share of the
    benefit still paid until a contact is held, but for no more than ``most_days``.
    """

    label: Label
    law: Text
    share: Estimate
    most_days: Estimate
    paid: Estimate
    effect: Estimate


class Sanctions(Entry):
    """``model/sanctions.yaml``; in the groups it does not name nobody is sanctioned."""

    groups: dict[str, Sanction]


class Teams(Entry):
    """``model/teams.yaml``."""

    teams: dict[str, Team]
    hours_per_day: Estimate
    direct_share: Estimate
    away_share: Estimate
    turnover_per_year: Estimate
    vacancy_weeks: Estimate
    hiring_lag_months: Estimate
    utilisation: Estimate
    booked_ahead_days: Estimate
    no_shows: NoShows
